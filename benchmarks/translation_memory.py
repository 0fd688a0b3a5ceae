"""How long the memory takes to find what is like one text among 50,000, and whether it finds what there is to find.

    python -m benchmarks.translation_memory FILE [--texts 50000]

FILE is JSON, {name: {code: text}}; texts of the Goals do, for instance. The 50,000 are made of them: joined from two,
changed in some words, or strewn anew. The reference is rapidfuzz over all texts without our choice before it, on the
same texts; it finds everything, so what the memory lacks of it is lost. Times are of the processor, since a machine
with other work to do would tell more of that work.
"""

import argparse
import json
import os
import random
import statistics
import time
from collections import Counter

import django

QUERIES = 100
LANGUAGES = ("en", "ar", "zh-hans", "ru")


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("file")
    parser.add_argument("--texts", type=int, default=50_000)
    options = parser.parse_args()
    with open(options.file, encoding="utf-8") as file:
        texts = list(json.load(file).values())
    print(f"{options.texts} texts, {QUERIES} queries; milliseconds: median, 95th of a hundred, worst\n")
    for code in LANGUAGES:
        measure(code, made([text[code] for text in texts], options.texts, code))


def made(official, number, code):
    """Texts such as a secretariat has: official ones, and their like."""
    random.seed(2012)
    glue = "" if code == "zh-hans" else " "
    parts = [list(text) if code == "zh-hans" else text.split() for text in official]
    vocabulary = [part for text in parts for part in text]
    texts = list(official)
    while len(texts) < number:
        one, other = list(random.choice(parts)), random.choice(parts)
        kind = random.random()
        if kind < 0.5:
            one = one[: random.randint(1, len(one))] + other[random.randrange(len(other)) :]
        elif kind < 0.8:
            for _change in range(random.randint(1, max(1, len(one) // 2))):
                one[random.randrange(len(one))] = random.choice(vocabulary)
        else:
            one = random.choices(vocabulary, k=random.randint(2, 40))
        texts.append(glue.join(one))
    return texts[:number]


def measure(code, texts):
    from rapidfuzz import fuzz, process

    from translation.memory.fuzzy_index import LEAST_SCORE, Memory, _plain

    began = time.process_time()
    memory = Memory(code, enumerate(texts))
    building = time.process_time() - began
    plain = [_plain(text) for text in texts]
    ours, reference, words, best_lost, lost, all_found = [], [], [], 0, 0, 0
    for text in random.sample(texts, QUERIES):
        query = " ".join(text.split()[:-1]) if code != "zh-hans" else text[:-2]
        if not query:
            continue
        found = timed(ours, lambda query=query: memory.similar(query, most=10))
        wanted = timed(
            reference,
            lambda query=query: process.extract(
                _plain(query), plain, scorer=fuzz.ratio, score_cutoff=LEAST_SCORE, limit=10
            ),
        )
        timed(words, lambda query=query: memory.concordance(query[:12]))
        scores, wanted = [match.score for match in found], [min(int(score), 99) for _text, score, _place in wanted]
        best_lost += bool(wanted) and (not scores or scores[0] < wanted[0])
        lost += (Counter(wanted) - Counter(min(score, 99) for score in scores)).total()
        all_found += len(wanted)
    print(f"{code}: built in {building:.1f} s")
    print(f"  memory      {spread(ours)}")
    print(f"  reference   {spread(reference)}")
    print(f"  concordance {spread(words)}")
    print(f"  lost of the reference's ten best: {lost} of {all_found}; best one lost: {best_lost}")


def timed(times, act):
    began = time.process_time()
    outcome = act()
    times.append((time.process_time() - began) * 1000)
    return outcome


def spread(times):
    times = sorted(times)
    return f"{statistics.median(times):8.1f} {times[int(len(times) * 0.95)]:8.1f} {times[-1]:8.1f}"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conference.settings")
    django.setup()
    main()
