"""How long a search takes in each language, and the page of it; beside LIKE in the database over the same texts.

    python -m benchmarks.search [--sessions 1000]

A released sample in a database of its own, SQLite unless DATABASE_URL names a PostgreSQL that may be written to. The
reference looks for the words in the columns of the tables with `icontains`, as a plain Django application would; it
knows no accents, no forms of alef and no particles, so that what only we find is counted too.
"""

import argparse
import os
import statistics
import tempfile
from time import perf_counter

WORDS = {
    "ar": ["الاتجار", "ضحايا", "الاتجار بالبشر", "النساء", "عينة"],
    "zh-hans": ["贩运", "受害者", "人口贩运", "妇女", "样本"],
    "en": ["trafficking", "victims", "human trafficking", "women", "e"],
    "fr": ["traite", "victimes", "traite des personnes", "femmes", "e"],
    "ru": ["торговли", "жертв", "торговли людьми", "женщин", "о"],
    "es": ["trata", "víctimas", "trata de personas", "mujeres", "e"],
}
TIMES = 5


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sessions", type=int, default=1000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as data:
        os.environ.update(ROSTRUM_DATA=data, DJANGO_SETTINGS_MODULE="conference.settings")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("collectstatic", interactive=False, verbosity=0)
        call_command("migrate", verbosity=0)
        call_command("load_states", verbosity=0)
        call_command("make_conference", sessions=options.sessions, slug="measured")
        print("milliseconds, median of five questions; the hits of all five among sessions and speakers\n")
        print(f"{'':10}{'index':>8}{'find':>8}{'page':>8}{'LIKE':>8}{'hits':>8}{'of LIKE':>9}")
        for code, words in WORDS.items():
            measure(code, words)


def measure(code, words):
    from django.test import Client
    from django.utils import translation

    from programme.release.editions import CURRENT, released
    from programme.search import search as searching
    from programme.search.query import SearchQuery

    translation.activate(code)
    edition = released(CURRENT, "measured")
    edition.programme.speakers_in_order(code)
    building = timed(lambda: searching.SearchIndex(code).items(edition), 1)[0]
    index, client = searching.index_of(edition, code), Client(SERVER_NAME="localhost")
    lines = {"find": [], "page": [], "like": [], "hits": 0, "like_hits": 0}
    for text in words:
        terms = SearchQuery.of(text).terms
        seconds, found = timed(lambda terms=terms: index.find(edition, terms))
        lines["find"].append(seconds)
        lines["hits"] += sum(group.number for group in found if group.group in ("sessions", "speakers"))
        seconds, answer = timed(lambda text=text: client.get(f"/{code}/measured/search/", {"q": text}))
        assert answer.status_code == 200
        lines["page"].append(seconds)
        seconds, found = timed(lambda text=text: like(code, text))
        lines["like"].append(seconds)
        lines["like_hits"] += found
    columns = [building, *(statistics.median(lines[name]) for name in ("find", "page", "like"))]
    print(
        f"{code:10}"
        + "".join(f"{column * 1000:8.1f}" for column in columns)
        + f"{lines['hits']:8}{lines['like_hits']:9}"
    )


def timed(act, times=TIMES):
    seconds = []
    for _time in range(times):
        began = perf_counter()
        result = act()
        seconds.append(perf_counter() - began)
    return statistics.median(seconds), result


def like(code, text):
    """How many sessions and speakers have all the words somewhere in one of their columns."""
    from django.db.models import Q

    from programme.models import Session
    from speakers.models import Speaker

    suffix = code.replace("-", "_")
    sessions = Session.objects.filter(conference__slug="measured")
    speakers = Speaker.objects.confirmed().filter(conference__slug="measured")
    in_session = ("title", "description", "themes__text", "guidingquestions__text", "room__name")
    in_speaker = ("name", "function", "affiliation", "biography", "delegation__name")
    for word in text.split():
        sessions = sessions.filter(Q.create([(f"{name}_{suffix}__icontains", word) for name in in_session], Q.OR))
        speakers = speakers.filter(Q.create([(f"{name}_{suffix}__icontains", word) for name in in_speaker], Q.OR))
    return len(sessions.distinct()) + len(speakers)


if __name__ == "__main__":
    main()
