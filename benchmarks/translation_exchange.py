"""Writing and reading texts as files, per format: `python -m benchmarks.translation_exchange [--texts 10000]`.

Texts are paragraphs of the dialogue's summary in length (300 characters and more, some with line breaks), with a
translation into Arabic. Each format is measured in a process of its own: the peak of its memory is what the process
grew by over an empty one that has imported everything, while writing to a file on disk and then while reading it back.
"""

import argparse
import os
import resource
import sys
import time
from multiprocessing import get_context
from tempfile import TemporaryFile

FORMATS = ("xliff12", "xliff20", "tmx", "xlsx", "docx")
LIMIT = 10  # seconds for writing and reading 10,000 texts
SOURCE = (
    "The President of the General Assembly stressed that *human trafficking* was a crime that robbed millions of"
    " people of their dignity, and called upon Member States to contribute to the Trust Fund (paragraph {})."
    "\nThe dialogue of 3 April 2012 heard victims, practitioners & experts.\n\nIt adopted no list of speakers. "
)
TARGET = (
    "وشدد رئيس الجمعية العامة على أن الاتجار بالبشر جريمة تسلب الملايين من الناس كرامتهم، ودعا الدول الأعضاء"
    " إلى المساهمة في الصندوق الاستئماني (الفقرة {}).\n"
    "واستمع الحوار إلى الضحايا والممارسين والخبراء.\n\n"
    "ولم تعتمد قائمة للمتكلمين. "
)


def make_units(number):
    from translation.units import Unit

    return [
        Unit(f"summary.paragraph:{n}:text", SOURCE.format(n), TARGET.format(n), "en", "ar", "translated", "Paragraph")
        for n in range(number)
    ]


def measured(name, number):
    """(bytes, seconds writing, seconds reading, megabytes writing, megabytes reading, times progress was told)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conference.settings")
    import django

    django.setup()
    from translation.exchange.detect_format import FORMAT_MODULES, read

    units, told = make_units(number), []
    with TemporaryFile() as file, TemporaryFile() as first:
        FORMAT_MODULES[name].write(units[:1], first, target_language="ar")  # what is loaded at the first use
        before, began = _peak(), time.perf_counter()
        FORMAT_MODULES[name].write(units, file, target_language="ar", on_progress=lambda *shares: told.append(shares))
        wrote, size, at_writing = time.perf_counter() - began, file.tell(), _peak()
        began = time.perf_counter()
        parsed = read(file, target_language="ar", on_progress=lambda *shares: told.append(shares))
        took = time.perf_counter() - began
    assert [unit.target for unit in parsed.units] == [unit.target for unit in units]
    return size, wrote, took, at_writing - before, _peak() - before, len(told)


def _peak():
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1024 / 1024 if sys.platform == "darwin" else peak / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, default=10_000)
    asked = parser.parse_args()
    print(f"{asked.texts:,} texts, {len(SOURCE) + len(TARGET)} characters each with their translation\n")
    print("format     file MB | write s   read s  together | peak MB +write  +read | progress told")
    slow, limit = [], LIMIT * asked.texts / 10_000
    for name in FORMATS:
        with get_context("spawn").Pool(1) as pool:
            size, wrote, took, at_writing, at_reading, told = pool.apply(measured, (name, asked.texts))
        print(
            f"{name:10} {size / 1024 / 1024:7.1f} | {wrote:7.2f}  {took:7.2f}  {wrote + took:8.2f} "
            f"| {at_writing:14.0f}  {at_reading:5.0f} | {told:5}"
        )
        if wrote + took > limit:
            slow.append(name)
    verdict = f"too slow: {', '.join(slow)}" if slow else "none is slower"
    print(f"\nWritten and read in {limit:.0f} seconds: {verdict}.")


if __name__ == "__main__":
    main()
