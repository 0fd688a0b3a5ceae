"""Two documents for the tests of alignment: a few paragraphs in English and French."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.summary.imports.words import content_of

ENGLISH = [
    "The President opened the dialogue on 3 April 2012. She thanked all delegations for having come so far.",
    "In the discussion that followed, 45 States took part; many spoke of water, which is scarce.",
    "Several delegations recalled resolution 64/293 and called for its full implementation by 2015.",
    "The dialogue was closed in the evening of the same day by the President herself.",
]
FRENCH = [
    "La Présidente a ouvert le dialogue le 3 avril 2012. Elle a remercié les délégations d’être venues de si loin.",
    "Au cours du débat qui a suivi, 45 États ont pris la parole ; beaucoup ont parlé de l’eau, qui est rare.",
    "Plusieurs délégations ont rappelé la résolution 64/293 et demandé sa pleine application d’ici à 2015.",
    "Le dialogue a été clos le soir du même jour par la Présidente elle-même.",
]
SENTENCES = 5


def plain(paragraphs, name="en.txt"):
    return SimpleUploadedFile(name, "\n\n".join(paragraphs).encode())


def word(paragraphs, name="fr.docx"):
    from docx import Document

    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return SimpleUploadedFile(name, content_of(document))


def form(**changes):
    return {
        "source_file": plain(ENGLISH),
        "target_file": word(FRENCH),
        "source": "en",
        "target": "fr",
        "title": "A/66/783",
        "dated": "",
        "scope": "conference",
        **changes,
    }
