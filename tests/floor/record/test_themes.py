import csv
from io import StringIO
from types import SimpleNamespace

import pytest
from django.utils.translation import override

from conference.models import AuditEntry, User
from conference.refusals import Refusal
from floor.procedure import presiding
from floor.record.entries import entries_of
from floor.record.exports import as_csv
from floor.record.themes import mark_themes
from tests.factories import make_panel
from tests.pages import as_drawn, page
from tests.staff import browser_of, make_member

pytestmark = pytest.mark.one_database

SCRIPT = {"Rostrum-Fragment": "themes"}


@pytest.fixture
def desk(room):
    """An intervention that is being made in a panel of two themes, and two note-takers."""
    intervention = room.give(room.ask(0))
    first, second = User.objects.create_user("first"), User.objects.create_user("second")

    def mark(add=(), remove=(), by=first):
        keys = ([theme.pk for theme in themes] for themes in (add, remove))
        return mark_themes(intervention, **dict(zip(("add", "remove"), keys, strict=True)), by=by, at=room.later(1))

    return SimpleNamespace(
        room=room, intervention=intervention, themes=list(room.session.themes.all()), second=second, mark=mark
    )


def marked(desk):
    return list(desk.intervention.themes.all())


@pytest.mark.every_database
def test_themes_of_the_panel_are_marked_in_its_order(desk):
    one, two = desk.themes

    assert desk.mark(add=[two, one]) == marked(desk) == [one, two]


def test_two_note_takers_do_not_undo_each_other(desk):
    one, two = desk.themes
    desk.mark(add=[one])
    desk.mark(add=[two], by=desk.second)
    desk.mark(remove=[one])

    assert marked(desk) == [two]


def test_theme_of_another_session_is_refused_and_nothing_is_marked(desk):
    other = make_panel(desk.room.conference).themes.first()

    with pytest.raises(Refusal, match="not a theme of this session"):
        desk.mark(add=[desk.themes[0], other])

    assert marked(desk) == []


def test_themes_are_marked_on_what_is_on_the_record(desk):
    room = desk.room
    presiding.conclude(room.session, by=room.officer, at=room.later(9), expected=desk.intervention.pk)
    desk.intervention.refresh_from_db()
    presiding.strike(desk.intervention, reason="Twice", by=room.officer, at=room.later(1))

    with pytest.raises(Refusal, match="on the record"):
        desk.mark(add=desk.themes)


def test_each_change_is_an_audit_entry_and_what_changes_nothing_is_none(desk):
    one, two = desk.themes
    desk.mark(add=[one])
    desk.mark(add=[one], remove=[two], by=desk.second)
    desk.mark(add=[two], by=desk.second)

    entries = AuditEntry.objects.filter(act="intervention: themes").order_by("pk")
    assert [(entry.by.username, entry.detail["themes"]) for entry in entries] == [
        ("first", [[], ["Theme 0 (en)"]]),
        ("second", [["Theme 0 (en)"], ["Theme 0 (en)", "Theme 1 (en)"]]),
    ]


def test_entry_has_its_themes(desk):
    desk.mark(add=desk.themes[1:])

    assert [entry.themes for entry in entries_of(desk.room.session, at=desk.room.at)] == [desk.themes[1:]]


@pytest.mark.parametrize(
    ("code", "words"),
    [("en", "Theme 0 (en); Theme 1 (en)"), ("ar", "Theme 0 (ar)؛ Theme 1 (ar)"), ("zh-hans", "Theme 0 (zh_hans)；")],
)
def test_export_has_the_themes_in_the_language_of_the_page(desk, code, words):
    desk.mark(add=desk.themes)
    desk.room.ask(1)

    with override(code):
        rows = list(csv.reader(StringIO(as_csv(desk.room.session, at=desk.room.at).decode("utf-8-sig"))))

    assert [len(row) for row in rows] == [len(rows[0])] * 3
    assert next(cell for cell in rows[1] if cell.startswith("Theme")).startswith(words)


# The page


@pytest.fixture
def pages(desk):
    session = desk.room.session
    record = f"/en/{desk.room.conference.slug}/sessions/{session.slug}/record/"
    address = f"{record}{desk.intervention.pk}/themes/"
    return SimpleNamespace(client=browser_of(make_member("note-taker")), record=record, themes=address)


def sent(pages, chosen, shown=(), **headers):
    keys = {"theme": [getattr(theme, "pk", theme) for theme in chosen], "shown": [theme.pk for theme in shown]}
    return pages.client.post(pages.themes, keys, headers=headers)


def test_form_marks_what_was_chosen_since_it_was_shown(desk, pages):
    one, two = desk.themes
    desk.mark(add=[one])

    answer = sent(pages, [two])  # from a page that was loaded before the first was marked

    assert (answer.status_code, answer.url) == (302, f"{pages.record}#entry-{desk.intervention.pk}")
    assert marked(desk) == [one, two]


def test_form_takes_away_what_it_showed_and_is_no_longer_chosen(desk, pages):
    desk.mark(add=desk.themes)

    sent(pages, desk.themes[1:], shown=desk.themes)

    assert marked(desk) == desk.themes[1:]


def test_script_is_told_all_that_are_marked_now(desk, pages):
    one, two = desk.themes
    desk.mark(add=[one])

    answer = sent(pages, [two], **SCRIPT)

    assert (answer.status_code, answer.json()) == (200, {"themes": [one.pk, two.pk], "message": "Saved"})


@pytest.mark.parametrize("key", ["x", "", "9" * 40, "-1", "²", "other"])
def test_what_is_no_theme_of_the_session_is_refused_with_one_sentence(desk, pages, key):
    key = make_panel(desk.room.conference).themes.first().pk if key == "other" else key

    page, script = sent(pages, [key]), sent(pages, [key], **SCRIPT)

    assert (page.status_code, script.status_code) == (422, 422)
    assert script.json() == {"message": "This is not a theme of this session; load the page again."}
    assert "<strong>This is not a theme of this session; load the page again.</strong>" in page.content.decode()


def test_record_offers_the_themes_to_note_takers_and_tells_them_to_others(desk, pages):
    desk.mark(add=desk.themes[:1])
    note_taker = as_drawn(pages.client.get(pages.record).content.decode())
    reader = as_drawn(browser_of(make_member("presidents-office")).get(pages.record).content.decode())

    assert f'name="theme" value="{desk.themes[0].pk}" checked>' in note_taker
    assert f'name="theme" value="{desk.themes[1].pk}">' in note_taker
    assert ("<li>Theme 0 (en)</li>" in reader, "Theme 1 (en)" in reader, 'name="theme"' in reader) == (
        True,
        False,
        False,
    )


def test_nothing_is_offered_where_the_session_has_no_themes(desk, pages):
    assert "Themes" in page(pages.client, pages.record)

    desk.room.session.themes.all().delete()

    assert "Themes" not in page(pages.client, pages.record)


@pytest.mark.parametrize("role", ["floor-officer", "presidents-office"])
def test_who_may_only_read_the_record_marks_no_theme(desk, pages, role):
    pages.client = browser_of(make_member(role))

    assert sent(pages, desk.themes).status_code == 404
    assert marked(desk) == []


def test_who_only_waits_has_no_themes_yet(desk, pages):
    waiting = desk.room.ask(1)

    assert pages.client.post(f"{pages.record}{waiting.pk}/themes/", {}).status_code == 404
