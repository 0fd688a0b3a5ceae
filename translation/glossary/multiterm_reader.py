"""Reading the XML that MultiTerm exports: concepts, in them languages, in them terms, each with fields of any name.

The fields are those of whoever made the termbase, so they are known by the same words as the columns of a table.
"""

from collections.abc import Iterator

from lxml import etree

from translation.glossary.headings import meaning_of, status_of
from translation.glossary.safe_xml import below, official_code, text_of
from translation.glossary.terms import ADMITTED, PREFERRED, ConceptTerms, TermVariant


def read(root: etree._Element) -> Iterator[ConceptTerms]:
    """Yields the concepts below the root of a file, also those without a term in an official language."""
    for entry in below(root, "conceptGrp"):
        number = next((text_of(each) for each in below(entry, "concept")), "")
        term = ConceptTerms(number, definition="\n".join(_of_subject(entry, "definition")))
        for section in below(entry, "languageGrp"):
            code = next(filter(None, map(_code, below(section, "language"))), None)
            if code:
                for part in below(section, "termGrp"):
                    _add_variant(term, code, part)
        yield term


def _code(language: etree._Element) -> str | None:
    """Returns the code of a language, which a tag names, else a word: `lang="FR" type="French"`."""
    if tag := language.get("lang", ""):
        return official_code(tag)
    meaning = meaning_of(language.get("type", ""))
    return next(iter(meaning.codes)) if meaning and len(meaning.codes) == 1 else None


def _of_subject(element: etree._Element, subject: str) -> list[str]:
    """Returns the texts of the fields below an element that hold a subject, each once."""
    found = (each for each in below(element, "descrip") if _subject(each.get("type", "")) == subject)
    return list(dict.fromkeys(filter(None, map(text_of, found))))


def _subject(name: str) -> str:
    meaning = meaning_of(name)
    return meaning.subject if meaning else ""


def _add_variant(term: ConceptTerms, code: str, part: etree._Element) -> None:
    text = next((text_of(each) for each in below(part, "term")), "")
    if text:
        variants = term.variants.setdefault(code, [])
        usual = ADMITTED if variants else PREFERRED
        named = next(filter(None, map(status_of, _of_subject(part, "status"))), "")
        variants.append(TermVariant(text, named or usual))
