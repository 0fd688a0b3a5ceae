"""The page on which a Summary is drafted, beside the public page of its text: `python -m benchmarks.summary_draft`.

    python -m benchmarks.summary_draft [--sizes 60x20 275x155 500x20 2000x20] [--sessions 20] [--rounds 5]

A size is paragraphs x headings. Shown are medians of whole requests on SQLite, in milliseconds of the processor, the
kilobytes of the page, the queries, and how many times the public page it takes; then a save of one paragraph, and what
a colleague's open page fetches after it.
"""

import argparse
import os
import re
import tempfile
from statistics import median
from time import process_time

SENTENCES = (
    "Speakers recalled that trafficking in persons was a crime. They stressed the need for protection of victims. "
    "Several representatives announced measures, among them a national plan of action (see resolution 64/293). "
)
FRAGMENT = {"headers": {"Rostrum-Fragment": "draft"}}


def prepare(folder):
    os.environ |= {"DJANGO_SETTINGS_MODULE": "conference.settings", "ROSTRUM_DATA": folder, "ROSTRUM_DEBUG": "true"}
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    from django.contrib.auth.models import Group
    from django.core.management import call_command

    from conference.models import User

    call_command("migrate", verbosity=0)
    call_command("apply_roles", stdout=open(os.devnull, "w"))  # noqa: SIM115
    user = User.objects.create_user("drafter", is_staff=True)
    user.groups.add(Group.objects.get(name="secretariat"))
    return user


def draft_of(slug, sessions, paragraphs, headings):
    """A draft of so many paragraphs under so many headings, and an edition of the same text."""
    from django.utils import timezone

    from conference.models import Release
    from programme.demo.generated import make_sample
    from summary.models import Paragraph, Section, Summary
    from summary.text.content import content_of

    conference = make_sample(sessions, slug=slug, seed=1, at=timezone.now())
    summary = Summary.objects.create(conference=conference, title_en="Summary")
    sections = Section.objects.bulk_create(
        Section(summary=summary, position=place, level=1 + (place % 4 > 0), heading_en=f"Heading number {place}")
        for place in range(headings)
    )
    rows = Paragraph.objects.bulk_create(
        (
            Paragraph(section=sections[place * headings // paragraphs], position=place, text_en=f"{SENTENCES}{place}.")
            for place in range(paragraphs)
        ),
        batch_size=500,
    )
    content = {**content_of(summary), "kind": "first", "languages": ["en"], "text_languages": ["en"], "revised": ""}
    Release.objects.release(conference, Release.Matter.SUMMARY, content, note="", by=None, at=timezone.now())
    return rows


def measured(act, rounds):
    """(milliseconds of the processor, kilobytes, queries) of a request: a median, the first time not counted."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    times = []
    for number in range(rounds + 1):
        started = process_time()
        response = act(number)
        times.append(1000 * (process_time() - started))
        assert response.status_code == 200, response.content[:300]
    with CaptureQueriesContext(connection) as queries:
        act(rounds + 1)
    return median(times[1:]), len(response.content) / 1024, len(queries)


def measure(user, sessions, paragraphs, headings, rounds):
    from django.test import Client

    from summary.text.writing import digest

    slug = f"measured-{paragraphs}-{headings}"
    rows = draft_of(slug, sessions, paragraphs, headings)
    client, public = Client(headers={"host": "localhost"}), Client(headers={"host": "localhost"})
    client.force_login(user)
    row, written, draft = rows[len(rows) // 2], rows[len(rows) // 2].text_en, f"/en/{slug}/summary/draft/"
    shown = re.search(r'data-name="(\w+)"', client.get(draft).content.decode())[1]

    def save(number):
        nonlocal written
        data = {"text": f"{SENTENCES} Saved {number}.", "base_version": digest(written)}
        written = data["text"]
        return client.post(f"{draft}texts/paragraph/{row.pk}/text/", data, **FRAGMENT)

    acts = {
        "public page": lambda __: public.get(f"/en/{slug}/summary/"),
        "draft page": lambda __: client.get(draft),
        "a save": save,
        "seen by a colleague": lambda __: client.get(
            f"{draft}parts/", headers={**FRAGMENT["headers"], "Rostrum-Shown": shown}
        ),
    }
    reference = None
    for name, act in acts.items():
        processor, size, queries = measured(act, rounds)
        reference = reference or processor
        ratio = processor / reference
        print(f"{paragraphs:5} x {headings:<4} {name:20} {processor:8.0f} {size:8.0f} {queries:8} {ratio:8.2f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sizes", nargs="+", default=["60x20", "275x155", "500x20", "2000x20"])
    parser.add_argument("--sessions", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        user = prepare(folder)
        print(f"{'text':12} {'what':20} {'CPU ms':>8} {'KB':>8} {'queries':>8} {'public x':>8}")
        for size in options.sizes:
            measure(user, options.sessions, *map(int, size.split("x")), options.rounds)


if __name__ == "__main__":
    main()
