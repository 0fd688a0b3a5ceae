"""The texts of all apps, and how far each is translated into each language.

The words that the field uses, and that the code of this app uses in the same sense:

text
    One field of one row in all its languages, such as the title of a session. `Text` lists it; what it says lies in the
    columns of its row.
locale column
    The column of a field for one language (`title_fr`), made by django-modeltranslation.
source, target
    The language that a text was written in first, and one that it is translated into; also the text in either.
translation
    What a text says in a target language, with its state, its translator and the source from which it was made.
state
    How far a translation has come: missing, draft, tentative, translated, revised. A reviser, who is a second person,
    makes it revised.
outdated
    A translation whose source has changed since it was made. It is computed from digests and never stored.
complete
    Translated or revised, and not outdated.
digest
    Sixteen characters that change when a text does. A save names the digest of the text that its writer saw
    (`base_version`), so that nobody overwrites what they have not seen.
version
    A text as it once read in a language. A version set aside lost to another one that was saved at the same time.
document, place
    A whole that is translated together, such as the programme, and where a row stands in it.
withheld text
    A text that no translator may see, such as the name of a protected speaker.
unit
    A text and its translation as a file carries them (`translation.units`), under the key "app.model:row:field".
translation memory
    Earlier sources that are like the text at hand, with their translations. A match of 100 per cent is the same text.
concordance
    The earlier texts that hold given words, beside their translations.
glossary, concept, term
    Concepts, and the terms that name each of them in each language: preferred, admitted or to be avoided.
assignment
    A language, a document or a part of one that a person is to translate by a day.
"""
