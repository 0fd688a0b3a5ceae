"""The list of warnings: what was found, how much of it, and what is done with many texts at once."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from conference.models import AuditEntry
from summary.models import Summary
from tests.factories import make_conference, make_panel
from tests.staff import browser_of, make_member
from tests.summary.conftest import make_summary
from tests.translation.texts.texts import listed, make_theme
from translation.desk.background_work import check_translations
from translation.desk.checked import bring_up_to_date
from translation.desk.warnings import Lexicons
from translation.models import CheckedTranslation, Translation, Version
from translation.models.glossary import Concept
from translation.models.teamwork import Dismissal
from translation.texts.states import set_state

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

BASE = "/en/dialogue/texts/"
CHINESE = f"{BASE}zh-hans/"
PAGE, REPLACE = f"{CHINESE}warnings/", f"{CHINESE}replace/"
MEND = f"{PAGE}correct/chinese_punctuation/"


@pytest.fixture
def conference():
    conference = make_conference(title_zh_hans="")
    make_panel(conference, title_zh_hans="", title_fr="").themes.all().delete()
    return conference


@pytest.fixture
def translator():
    return make_member("translator-zh-hans", "translator")


@pytest.fixture
def client(conference, translator):
    return browser_of(translator)


def text(conference, words, source="The President spoke", state="translated", by=None, code="zh-hans"):
    return make_theme(conference, source, code=code, words=words, state=state, by=by)


def keys(client, **query):
    return [[each.key for each in row.warnings] for row in client.get(PAGE, query).context["warned"]]


def state_of(theme, code="zh-hans"):
    return Translation.objects.get(text=listed(theme), language=code)


def press(client, address, **sent):
    """Confirms a page as it is shown, with all that is chosen on it."""
    plan = client.get(address, sent).context["plan"]
    return client.post(address, {"seen": plan.shown.token, "text": [each.key for each in plan.changes], **sent})


# What the list shows


def test_list_tells_what_was_found_with_totals_and_filters(conference, client):
    for __ in range(2):
        text(conference, "主席,致辞")
    text(conference, "主席 2013", "The President 2012", state="draft")
    text(conference, "主席致辞")

    page = client.get(PAGE).context

    assert (page["total"], {check: number for check, __, number in page["checks"]}) == (
        4,
        {"numbers": 2, "chinese_punctuation": 2},
    )
    assert len(keys(client, check="numbers")) == len(keys(client, state="draft")) == 1
    assert (len(keys(client, document="programme")), keys(client, document="people")) == (3, [])
    assert len(keys(client, check="never", document="never", state="never")) == 3


def test_what_was_dismissed_is_shown_and_counted_apart(conference, client):
    theme = text(conference, "主席,致辞")
    (key,) = keys(client)[0]

    client.post(f"{PAGE}dismiss/", {"warning": f"{listed(theme).pk}:{key}", "reason": "So in the original"})

    page = client.get(PAGE, {"dismissed": "1"})
    assert (keys(client), keys(client, dismissed="1"), page.context["number_dismissed"]) == ([], [[key]], 1)
    assert "So in the original" in page.content.decode()


def test_many_are_dismissed_with_one_reason(conference, client, translator):
    themes = [text(conference, "主席,致辞") for __ in range(3)]
    (key,) = keys(client)[0]
    chosen = [f"{listed(theme).pk}:{key}" for theme in themes[:2]] + [f"{listed(themes[2]).pk}:never", "x:y"]

    answer = client.post(f"{PAGE}dismiss/?check=chinese_punctuation", {"warning": chosen, "reason": "Agreed"})

    assert answer.headers["Location"] == f"{PAGE}?check=chinese_punctuation"
    assert [(row.reason, row.by) for row in Dismissal.objects.all()] == [("Agreed", translator)] * 2
    assert len(keys(client)) == 1


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"reason": "x"}, "Choose the warnings to dismiss."),
        ({"warning": "1:never", "reason": "x"}, "These warnings no longer apply; there is nothing to dismiss."),
        ({"warning": "{key}", "reason": " "}, "Say why the warning does not hold here."),
    ],
)
def test_dismissal_of_many_is_refused_with_a_sentence_and_nothing_is_lost(conference, client, sent, said):
    theme = text(conference, "主席,致辞")
    name = f"{listed(theme).pk}:{keys(client)[0][0]}"

    answer = client.post(f"{PAGE}dismiss/", {k: v.format(key=name) for k, v in sent.items()})

    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert not Dismissal.objects.exists()
    is_kept = f'value="{name}" form="dismiss-many" checked' in " ".join(answer.content.decode().split())
    assert is_kept == (sent.get("warning") == "{key}")


def test_unchanged_translations_are_not_checked_again(conference, client, django_assert_num_queries):
    theme = text(conference, "主席,致辞")
    before = keys(client)
    CheckedTranslation.objects.filter(text=listed(theme)).update(found=[], number=0)
    kept = keys(client)

    theme.text_zh_hans = "主席,已致辞"
    theme.save()

    assert (before, kept, keys(client)) == ([["chinese_punctuation:width:mark=,:wanted=，"]], [], before)


@pytest.mark.every_database
def test_all_is_checked_anew_when_a_term_changes(conference, client):
    text(conference, "主席致辞")
    assert keys(client) == []

    concept = Concept.objects.create(conference=conference, key="president")
    concept.terms.create(language="en", text="President", status="preferred")
    concept.terms.create(language="zh-hans", text="会长", status="preferred")

    assert keys(client) == [["terms:missing:term=President:wanted=会长"]]


def test_rest_is_looked_at_later_where_there_is_too_much(conference):
    for __ in range(3):
        text(conference, "主席,致辞")

    assert (bring_up_to_date(Lexicons(conference, "zh-hans"), 2), CheckedTranslation.objects.count()) == (1, 2)
    check_translations.call()
    assert CheckedTranslation.objects.filter(language="zh-hans", number=1).count() == 3


def test_overview_counts_the_warnings_of_each_language(conference, client):
    theme = text(conference, "主席,致辞")
    text(conference, "主席,致辞")
    bring_up_to_date(Lexicons(conference, "zh-hans"))

    def counted():
        (bar,) = client.get(BASE).context["bars"]
        return [(check, number) for check, __, number in bar["warnings"]]

    before = counted()
    key = keys(client)[0][0]
    client.post(f"{PAGE}dismiss/", {"warning": f"{listed(theme).pk}:{key}", "reason": "Agreed"})

    assert (before, counted()) == ([("chinese_punctuation", 2)], [("chinese_punctuation", 1)])
    assert f"{PAGE}?check=chinese_punctuation" in client.get(BASE).content.decode()


def test_draft_of_the_summary_is_neither_listed_nor_changed(conference, client):
    summary = make_summary(conference)
    summary.sections.get().paragraphs.create(position=9, text_en="One", text_zh_hans="主席,致辞")
    bring_up_to_date(Lexicons(conference, "zh-hans"))

    assert "chinese_punctuation:width:mark=,:wanted=，" not in str(keys(client))
    assert client.get(MEND).context["plan"].changes == []
    assert client.get(REPLACE, {"words": "主席", "other": "x"}).context["plan"].changes == []
    Summary.objects.update(stage="in-translation")
    assert "chinese_punctuation:width:mark=,:wanted=，" in str(keys(client))


# Put right by rule


@pytest.mark.every_database
def test_commas_are_put_right_in_all_texts_as_versions(conference, client, translator):
    other = make_member("translator-zh-hans", "first")
    themes = [text(conference, "主席,致辞", by=other) for __ in range(2)]
    text(conference, "主席,致辞", code="ru")

    page = client.get(MEND)
    done = press(client, MEND)

    assert [[(part.where, part.text) for part in each.parts] for each in page.context["plan"].changes] == [
        [("same", "主席"), ("theirs", ","), ("own", "，"), ("same", "致辞")]
    ] * 2
    assert done.headers["Location"] == f"{PAGE}?check=chinese_punctuation"
    for theme in themes:
        theme.refresh_from_db()
        assert theme.text_zh_hans == "主席，致辞"
        assert (state_of(theme).state, state_of(theme).by) == ("translated", other)
        assert [version.words for version in Version.objects.of(theme, "text", "zh-hans")] == [
            "主席，致辞",
            "主席,致辞",
        ]
    assert AuditEntry.objects.get(act="texts: mend").detail == {
        "language": "zh-hans",
        "texts": 2,
        "check": "chinese_punctuation",
    }
    assert keys(client) == []


def test_only_what_is_chosen_is_put_right(conference, client):
    first, second = text(conference, "主席,致辞"), text(conference, "会议,休会")

    press(client, MEND, text=[listed(first).pk, 999999])

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.text_zh_hans, second.text_zh_hans) == ("主席，致辞", "会议,休会")


def test_nothing_is_put_right_where_a_text_changed_since_it_was_shown(conference, client):
    theme, other = text(conference, "主席,致辞"), text(conference, "会议,休会")
    seen = client.get(MEND).context["plan"].shown.token
    theme.text_zh_hans = "主席,已致辞"
    theme.save()

    answer = client.post(MEND, {"seen": seen, "text": [listed(theme).pk, listed(other).pk]})

    other.refresh_from_db()
    assert (answer.status_code, other.text_zh_hans) == (409, "会议,休会")
    assert answer.context["new_since"] == {listed(theme).pk}


def test_what_cannot_be_put_right_by_rule_has_no_such_page(conference, client):
    assert client.get(f"{PAGE}correct/numbers/").status_code == 404
    assert client.get(f"{PAGE}correct/never/").status_code == 404


@pytest.mark.parametrize(("role", "state"), [("translator-zh-hans", "translated"), ("reviser-zh-hans", "revised")])
def test_revised_text_stays_revised_only_where_a_reviser_changes_it(conference, role, state):
    reviser = make_member("reviser-zh-hans", "first")
    theme = text(conference, "主席,致辞", state="revised", by=reviser)

    press(browser_of(make_member(role, "second")), MEND)

    assert state_of(theme).state == state


def test_outdated_text_stays_outdated(conference, client):
    theme = text(conference, "主席,致辞")
    theme.text_en = "The President spoke again"
    theme.save()

    press(client, MEND)

    theme.refresh_from_db()
    assert (theme.text_zh_hans, state_of(theme).source_text) == ("主席，致辞", "The President spoke")


# Find and replace


def test_words_are_replaced_in_all_documents_of_the_language(conference, client):
    conference.title_zh_hans = "贩运问题对话"
    conference.save()
    set_state(conference, "title", "zh-hans", "tentative", by=None, at=timezone.now() - timedelta(days=1))
    theme = text(conference, "打击贩运")
    russian = text(conference, "贩运", code="ru")

    shown = client.get(REPLACE, {"words": "贩运", "other": "贩卖"})
    press(client, REPLACE, words="贩运", other="贩卖")

    conference.refresh_from_db()
    theme.refresh_from_db()
    russian.refresh_from_db()
    assert (conference.title_zh_hans, theme.text_zh_hans, russian.text_ru) == ("贩卖问题对话", "打击贩卖", "贩运")
    assert "<del>运</del><ins>卖</ins>" in shown.content.decode()
    entry = AuditEntry.objects.get(act="texts: replace")
    assert (entry.detail["words"], entry.detail["other"], entry.detail["texts"]) == ("贩运", "贩卖", 2)
    assert Translation.objects.get(text=listed(conference, "title"), language="zh-hans").state == "tentative"


def test_search_is_of_one_document_and_as_it_is_asked_for(conference):
    french = browser_of(make_member("translator-fr"))
    text(conference, "La Traite, maltraites, traité", code="fr")

    def found(**query):
        plan = french.get(f"{BASE}fr/replace/", {"words": "traite", "other": "x", **query}).context["plan"]
        return [each.after for each in plan.changes]

    assert found() == found(document="programme") == ["La x, malxs, traité"]
    assert found(whole_words="1") == ["La x, maltraites, traité"]
    assert found(minds_case="1") == ["La Traite, malxs, traité"]
    assert found(ignores_accents="1") == ["La x, malxs, x"]
    assert found(document="people") == []


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"words": ""}, 422),
        ({"words": "x" * 201}, 422),
        ({"words": "a\0"}, 422),
        ({"words": "主席", "other": "x"}, 422),
    ],
)
def test_nonsense_is_answered_with_the_page(conference, client, sent, status):
    text(conference, "主席致辞")

    assert client.post(REPLACE, sent).status_code == status  # the last names no text to change
    assert client.get(REPLACE, sent).status_code == 200


def test_text_that_cannot_be_kept_is_left_with_the_reason(conference, client):
    text(conference, "主席")
    long = text(conference, "主席" * 200)

    empty = client.get(REPLACE, {"words": "主席", "other": ""}).context["plan"]
    grown = client.get(REPLACE, {"words": "主席", "other": "x" * 200}).context["plan"]

    assert {each.refusal for each in empty.refused} == {"There would be no text left."}
    assert listed(long).pk in {each.key for each in (*grown.refused, *grown.changes)}


def test_hostile_words_stay_words(conference, client):
    text(conference, "<script>alert(1)</script>主席,")

    for address in (PAGE, MEND, f"{REPLACE}?words=%3Cscript&other=%3Cb%3E"):
        content = client.get(address).content.decode()
        assert "<script>alert" not in content
        assert "alert(1)" in re.sub("<[^>]*>", "", content)


@pytest.mark.parametrize("address", [PAGE, MEND, REPLACE])
def test_pages_are_for_the_own_language_alone(conference, address):
    french = browser_of(make_member("translator-fr"))

    assert french.get(address).status_code == 404
    assert french.post(address).status_code in (404, 405)
    assert french.post(f"{PAGE}dismiss/", {"warning": "1:x", "reason": "x"}).status_code == 404
