"""How long the memory takes to find what is like one text among 50,000, and whether it finds what there is to find.

    python -m benchmarks.translation_memory FILE [--texts 50000]

FILE is JSON, {name: {code: text}}; texts of the Goals do, for instance. The 50,000 are made of them: joined from two,
changed in some words, or strewn anew. The reference is rapidfuzz over all texts without our choice before it, on the
same texts; it finds everything, so what the memory lacks of it is lost. Times are of the processor, since a machine
with other work to do would tell more of that work.

Then what it makes of paragraphs: the memory knows every second text of FILE with its official translations, and is
asked for paragraphs that consist of three of them, and for new paragraphs, made of the other texts (or of those of
another file, --around; then it knows all of FILE), in which one known sentence stands. Right is only what is word for
word the official translation. "Whole texts only" is what the memory found before it knew sentences. The time is that
of one such paragraph among all the texts, with its proposal, but without the database.
"""

import argparse
import json
import os
import random
import statistics
import time
from collections import Counter
from datetime import UTC, datetime

import django

from conference.languages import CODES

QUERIES = 100
LANGUAGES = ("en", "ar", "zh-hans", "ru")


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("file")
    parser.add_argument("--texts", type=int, default=50_000)
    parser.add_argument("--around", metavar="FILE")
    options = parser.parse_args()
    texts = read(options.file)
    print(f"{options.texts} texts, {QUERIES} queries; milliseconds: median, 95th of a hundred, worst\n")
    for code in LANGUAGES:
        measure(code, made([text[code] for text in texts], options.texts, code))
    known, around = (texts, read(options.around)) if options.around else (texts[1::2], texts[::2])
    measure_paragraphs(known, around, options.texts)


def read(path):
    with open(path, encoding="utf-8") as file:
        return list(json.load(file).values())


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


def measure_paragraphs(known, around, number):
    """Prints, from each language into each other, what is right of the proposals, and how long one takes."""
    print(f"\n{len(known)} known texts; right: paragraphs of three known ones, known sentence in a new paragraph")
    for source in CODES:
        index, memory, texts = knowing([each[source] for each in known], number, source)
        times = []
        for target in CODES:
            if target == source:
                continue
            random.seed(2012)
            pairs = [pair_of(place, each[source], each[target]) for place, each in enumerate(known)]
            found = Counter()
            for place in range(len(known)):
                count_whole(found, known, place, (index, memory, pairs), (source, target), times)
                count_inside(found, known, around, place, (index, memory, pairs), (source, target), times)
            told = ", ".join(f"{name} {found[name]} (whole texts only {found[name, 'before']})" for name in KINDS)
            print(f"  {source} -> {target}: {told}, of {len(known)}")
        print(f"  {source}: milliseconds among {texts} texts {spread(times)}")


KINDS = ("three", "inside")


def knowing(own, number, code):
    from translation.memory.fuzzy_index import Memory
    from translation.memory.passages import PassageIndex

    texts = made(own, number, code)
    index, memory = PassageIndex(code), Memory(code, enumerate(texts))
    for key, text in enumerate(texts):
        index.put(("texts", key), text)
    return index, memory, len(texts)


def pair_of(place, source, words):
    from translation.memory.known_pairs import KnownPair

    at = datetime(2012, 4, 3, tzinfo=UTC)
    return KnownPair(("texts", place), source, words, source, "", "", "revised", at)


def ended(text, code):
    """A text as a sentence of a paragraph, with a mark at its end."""
    return text if text[-1] in ".,;:!?。！？；，؛،" else text + ("。" if code == "zh-hans" else ".")


def proposed(paragraph, knowledge, languages, times):
    from translation.memory.proposals import composed
    from translation.memory.suggestions import passages

    index, memory, pairs = knowledge
    source, target = languages

    def act():
        memory.similar(paragraph, most=60)
        found = index.find(paragraph)
        return composed(paragraph, passages(paragraph, found, pairs_having(found, pairs), source, target), target)

    return timed(times, act)


def pairs_having(found, pairs):
    """The pairs of the texts that have some passage; the made ones among them have no translation."""
    keys = {key for each in found for _feed, key in each.keys}
    return [pairs[key] for key in keys if key < len(pairs)]


def count_whole(found, known, place, knowledge, languages, times):
    source, target = languages
    three = [known[place], *random.sample(known[:place] + known[place + 1 :], 2)]
    glue = [" " if code != "zh-hans" else "" for code in languages]
    paragraph = glue[0].join(ended(each[source], source) for each in three)
    proposal = proposed(paragraph, knowledge, languages, times)
    wanted = [bare(each[target]) for each in three]
    right = proposal and proposal.is_whole and bare(glue[1].join(wanted)) == bare(proposal.words)
    found["three"] += bool(right)
    found["three", "before"] += bool(before(paragraph, three, knowledge))


def count_inside(found, known, around, place, knowledge, languages, times):
    from conference.languages.sentences import sentences

    source, target = languages
    text, glue = known[place], " " if source != "zh-hans" else ""
    sentence = random.choice(sentences(text[source], source)).strip()
    first, last = (ended(each[source], source) for each in random.sample(around, 2))
    paragraph = glue.join((first, ended(sentence, source), last))
    proposal = proposed(paragraph, knowledge, languages, times)
    offered = [each.words for each in proposal.passages if bare(each.source) == bare(sentence)] if proposal else []
    found["inside"] += any(bare(words) in bare(text[target]) for words in offered)
    found["inside", "before"] += bool(before(paragraph, [text], knowledge))


def before(paragraph, wanted, knowledge):
    """Whether any of the texts of which a paragraph consists is offered as one that is like it."""
    _index, memory, pairs = knowledge
    sources = {pair.source for pair in pairs} & {text for each in wanted for text in each.values()}
    return any(match.text in sources for match in memory.similar(paragraph, most=9))


def bare(text):
    """A text by its letters and figures, in their order, since marks follow the paragraph."""
    return "".join(each for each in text if each.isalnum())


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
