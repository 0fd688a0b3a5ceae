"""How long the PDFs of a President's Summary take in the six languages, against bare typst with the same words.

    python -m benchmarks.summary_pdfs [--paragraphs 60] [--words 140 | --demonstration] [--rounds 7]

With --demonstration the words are those of the Summary of 2012, repeated, and its papers are made as for an edition.
"Bare" gives typst the same paragraphs in the same fonts, without our page, numbers, tags or standards. "Empty" is what
typst takes with nothing to set. Rounds are interleaved; shown are medians. The first round in each language, which
loads the fonts, stands apart. Each round changes a word, because typst keeps what it has set before.
"""

import argparse
import json
import os
import resource
import sys
import tempfile
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter

import django
import typst

from conference.documents import pdf
from conference.documents.document import HeadingBlock, Masthead, ParagraphBlock, PrintedDocument
from conference.documents.fonts import FOLDERS
from conference.languages import CODES, LANGUAGES

SENTENCES = {
    "ar": "افتتح رئيس الجمعية العامة الحوار التفاعلي وأشار إلى أن الاتجار بالبشر جريمة (انظر القرار 64/293).",
    "zh-hans": "大会主席宣布互动对话开幕，并回顾人口贩运是一种危害人类罪，世界上每个国家都受到影响，见第64/293号决议。",
    "en": "The President opened the dialogue and recalled that *human trafficking* was a crime (see 64/293).",
    "fr": "Le Président a ouvert le dialogue et rappelé que la *traite des êtres humains* était un crime (64/293).",
    "ru": "Председатель открыл диалог и напомнил, что *торговля людьми* является преступлением (64/293).",
    "es": "El Presidente inauguró el diálogo y recordó que la *trata de personas* era un crimen (64/293).",
}
CHARACTERS_PER_WORD = 1.6  # Chinese has no spaces: this many characters say what a word says
MOST = 3  # seconds for the six PDFs of a Summary of 60 paragraphs
BARE = """#set text(font: {fonts}, size: {size}pt, lang: "{lang}", dir: {direction})
#set par(leading: {leading}em)
#for paragraph in json(bytes(sys.inputs.paragraphs)) {{ par(text(paragraph)) }}
"""


def paragraph(language, words, number):
    sentence = SENTENCES[language.code]
    length = len(sentence) / CHARACTERS_PER_WORD if language.code == "zh-hans" else len(sentence.split())
    space = "" if language.code == "zh-hans" else " "
    return f"{number} " + space.join([sentence] * round(words / length))


def summary(language, paragraphs, words, place):
    """A summary, different at each place, with a heading above every tenth paragraph."""
    blocks = []
    for number in range(1, paragraphs + 1):
        if number % 10 == 1:
            blocks.append(HeadingBlock(SENTENCES[language.code][:40], mark="I."))
        blocks.append(ParagraphBlock(paragraph(language, words, place * 1000 + number), mark=f"{number}."))
    masthead = Masthead("United Nations", "General Assembly", "A/66/999", "Distr.: General", "27 April 2012")
    return PrintedDocument(
        language, "Summary", date(2012, 4, 27), tuple(blocks), masthead=masthead, identifier="A/66/999"
    )


def summary_of_2012(language, paragraphs, words, place):
    from summary.documents.documents import summary_document

    return summary_document(content_of_2012(paragraphs, place), language.code)


def content_of_2012(paragraphs, place):
    """The content of an edition whose sections are those of the Summary of 2012, over and over."""
    from programme.demo.dialogue_2012 import FOLDER, SLUG
    from summary.demo.summary_2012 import FILE

    found = json.loads(FILE.read_text("utf-8"))
    programme = {code: json.loads((FOLDER / f"texts.{code}.json").read_text("utf-8")) for code in CODES}
    names = {
        name: {code: programme[code][f"conference.{name}"] for code in CODES}
        for name in ("title", "organ", "organ_session", "venue")
    }
    left, sections = paragraphs, []
    while left:
        section = found["sections"][len(sections) % len(found["sections"])]
        rows = numbered(section["paragraphs"][:left], place, first=paragraphs - left + 1)
        sections.append(section | {"key": f"s{len(sections)}", "number": 1, "paragraphs": rows})
        left -= len(rows)
    masthead = {"symbol": "", "full_symbol": "", "distribution": "general", "original_language": "en"}
    return {
        **{"kind": "first", "series": 0, "base": None, "languages": list(CODES), "corrections": []},
        **{"conference": {"slug": SLUG, "purpose": "dialogue", **names}, **masthead, **found, "sections": sections},
    }


def numbered(rows, place, first=1):
    return [
        {
            "key": f"p{number}",
            "number": number,
            "text": {code: f"{text} {place}" for code, text in row["text"].items()},
            "parts": numbered(row["parts"], place),
        }
        for number, row in enumerate(rows, first)
    ]


class Bare:
    """typst alone, with one template for each language."""

    def __init__(self, folder):
        for language in LANGUAGES:
            setting = pdf.setting_of(language)
            fonts = f"({', '.join(map(json.dumps, setting['fonts']))})"
            template = BARE.format_map(setting | {"fonts": fonts})
            (folder / f"{language.code}.typ").write_text(template, "utf-8")
        self.folder = folder
        self.compiler = typst.Compiler(
            root=str(folder), font_paths=[str(folder) for folder in FOLDERS.values()], ignore_system_fonts=True
        )

    def pdf_of(self, paper, paragraphs=None):
        if paragraphs is None:
            paragraphs = [block.text for block in paper.blocks if isinstance(block, ParagraphBlock)]
        return self.compiler.compile(
            input=str(self.folder / f"{paper.language.code}.typ"),
            sys_inputs={"paragraphs": json.dumps(paragraphs)},
            format="pdf",
            pdf_tags=False,
        )


def seconds(function, *arguments):
    began = perf_counter()
    made = function(*arguments)
    return perf_counter() - began, len(made)


def memory():
    """The most that this process has held, in MB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1024 if sys.platform == "linux" else most / 1024**2


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--paragraphs", type=int, default=60)
    words = parser.add_mutually_exclusive_group()
    words.add_argument("--words", type=int, default=140)
    words.add_argument("--demonstration", action="store_true")
    parser.add_argument("--rounds", type=int, default=7)
    asked = parser.parse_args()
    if asked.demonstration:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conference.settings")
        django.setup()
    with tempfile.TemporaryDirectory() as folder:
        measure(asked, Bare(Path(folder)))


def measure(asked, bare):
    make = summary_of_2012 if asked.demonstration else summary
    before, sizes = memory(), {}
    ours, alone, empty = ({language.code: [] for language in LANGUAGES} for _ in range(3))
    for place in range(asked.rounds + 1):
        for language in LANGUAGES:
            paper = make(language, asked.paragraphs, asked.words, place)
            took, sizes[language.code] = seconds(pdf.pdf_of, paper)
            ours[language.code].append(took)
            if place == 0:
                after_first = memory()
        for language in LANGUAGES:
            paper = make(language, asked.paragraphs, asked.words, place)
            alone[language.code].append(seconds(bare.pdf_of, paper)[0])
            empty[language.code].append(seconds(bare.pdf_of, paper, [str(place)])[0])
    words = "in the words of 2012" if asked.demonstration else f"of about {asked.words} words"
    print(f"{asked.paragraphs} paragraphs {words}, {asked.rounds} rounds, milliseconds\n")
    print("language     KB    first     ours     bare    empty  ours:bare")
    for code in ours:
        show(code, sizes[code] / 1024, ours[code][0], *(median(runs[code][1:]) for runs in (ours, alone, empty)))
    first = sum(runs[0] for runs in ours.values())
    sums = [sum(median(runs[code][1:]) for code in runs) for runs in (ours, alone, empty)]
    show("all six", sum(sizes.values()) / 1024, first, *sums)
    print(f"\nThe six PDFs take {sums[0]:.1f} s, the first time {first:.1f} s; {MOST} s is the most that they may.")
    print(f"\nMemory: {before:.0f} MB before, {after_first:.0f} MB after the first six, {memory():.0f} MB at the end.")


def show(name, size, first, ours, bare, empty):
    times = " ".join(f"{1000 * took:8.1f}" for took in (first, ours, bare, empty))
    print(f"{name:8} {size:6.0f} {times}   {ours / bare:8.2f}")


if __name__ == "__main__":
    main()
