"""The terms and names that a booth needs: from the language of delivery into its own, those of a text first."""

from dataclasses import dataclass

from conference.languages import texts
from conference.languages.folding import fold
from floor.models import Group
from translation.glossary.lookup import content_of, terms_from
from translation.glossary.term_matching import TermFinder
from translation.glossary.terms import ConceptTerms

MOST_VARIANTS = 3  # of a concept in one language; who interprets has no time to read how it is inflected


@dataclass(frozen=True)
class BoothTerm:
    """A term in two languages, the one that is heard and the one that is spoken; `note` is a symbol of a document."""

    heard: str
    spoken: str
    note: str = ""


def glossary_of(conference):
    """The concepts of the glossary of a conference."""
    return terms_from(content_of(conference))


def names_of(conference):
    """The names of delegations, groups and organizers as concepts, which are found in texts too."""
    rows = [
        *conference.delegations.select_related("state"),
        *Group.objects.filter(conference=conference),
        *conference.organizers.all(),
    ]
    found = []
    for number, row in enumerate(rows):
        formal = texts(row.state, "formal") if getattr(row, "state", None) else {}
        found.append(ConceptTerms.of_name(str(number), texts(row, "name"), formal))
    return found


def term_of(concept, source, target):
    """A concept as a booth reads it; None where one of the languages has no term that may be used."""
    heard, spoken = concept.usable(source), concept.usable(target)
    if not heard or not spoken:
        return None
    return BoothTerm(*(" / ".join(each.text for each in some[:MOST_VARIANTS]) for some in (heard, spoken)))


def pairs(concepts, source, target):
    """The terms of concepts in two languages, in their order."""
    return [term for concept in concepts if (term := term_of(concept, source, target))]


def in_alphabetical_order(terms):
    """Terms by what is heard."""
    return sorted(terms, key=lambda term: fold(term.heard))


def of_session_first(session, concepts, source):
    """Concepts in a new order: first those that the texts of the session name in a language."""
    conference, parts = session.conference, [*session.themes.all(), *session.guidingquestions.all()]
    fields = [(conference, "title"), (conference, "background"), (session, "title"), (session, "description")]
    fields += [(part, "text") for part in parts]
    named = occurring([(source, [texts(row, field)[source] for row, field in fields])], concepts)
    known = {id(concept) for concept in named}
    return [*named, *(concept for concept in concepts if id(concept) not in known)]


def titles(conference, source, target):
    """The titles of sessions, and of the documents with their symbols, such as resolutions."""
    rows = [*((row, "") for row in conference.sessions.in_order() if row.kind != row.Kind.BREAK)]
    rows += [(row, row.symbol) for row in conference.documents.all()]
    found = [(texts(row, "title"), symbol) for row, symbol in rows]
    return [BoothTerm(text[source], text[target], symbol) for text, symbol in found if text[source] and text[target]]


def occurring(versions, concepts):
    """The concepts that texts name, each once, as they are met; `versions` are [(language, paragraphs)]."""
    met = {}
    for language, paragraphs in versions:
        finder = TermFinder(concepts, language)
        met |= {id(hit.term): hit.term for paragraph in paragraphs for hit in finder.hits(paragraph)}
    return list(met.values())


def marked(paragraph, finder):
    """A paragraph in pieces: [(text, whether it is a term)], in their order."""
    pieces, place = [], 0
    for hit in finder.hits(paragraph):
        pieces += [(paragraph[place : hit.start], False), (paragraph[hit.start : hit.end], True)]
        place = hit.end
    return [piece for piece in (*pieces, (paragraph[place:], False)) if piece[0]]
