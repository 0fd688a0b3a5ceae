"""The pages of revisers: a language beside the English, marks of what was read, remarks, and files for developers."""

import csv
import re
from io import BytesIO, StringIO

import pytest
from babel.messages.pofile import read_po
from django.utils import timezone

from conference.files.message_places import key_of
from operations.models import WordingReading, WordingRemark
from operations.wording import remarks as rules
from operations.wording.catalogue import catalogue
from operations.wording.places import messages_by_place, places_of
from tests.factories import make_conference, make_panel
from tests.pages import page
from tests.staff import browser_of, make_member

pytestmark = pytest.mark.one_database
LIST = "/ar/staff/wording/ar/"
COUNTED = key_of("", "%(number)d message is marked as read.")
FLOOR = key_of("where delegations speak", "The floor")


def address(key, code="ar"):
    return f"/{code}/staff/wording/{code}/{key}/"


def seen(key, code="ar"):
    return f"{key}:{catalogue().messages[key].digest(code)}"


def token(html):
    return re.search(r'name="seen" value="([^"]+)"', html)[1]


@pytest.fixture
def reviser(db):
    return make_member("reviser-ar")


@pytest.fixture
def arabic(reviser):
    return browser_of(reviser)


def test_who_reads_one_language_is_led_to_it_and_who_keeps_all_sees_how_far_each_is(arabic):
    assert arabic.get("/ar/staff/wording/").url == LIST

    WordingReading.objects.create(
        message=FLOOR,
        language="ar",
        digest=seen(FLOOR).partition(":")[2],
        by=make_member("translator-fr"),
        at=timezone.now(),
    )
    html = page(browser_of(make_member("secretariat")), "/en/staff/wording/")
    assert html.count("messages read") == 6
    assert f"1 of {len(catalogue().messages):,} messages read" in html


def test_list_shows_both_texts_in_their_language_and_leads_to_the_place_in_the_language_that_is_read(arabic):
    make_panel(make_conference())

    html = page(arabic, f"{LIST}?place=console&q=floor")

    assert 'lang="ar" dir="rtl">الكلمة</p>' in html
    assert 'lang="en" dir="ltr">The floor</p>' in html
    assert 'href="/ar/dialogue/sessions/' in html
    assert "where delegations speak" in html
    assert page(arabic, LIST).count('<article class="wording-message') == 50


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("?q=The+floor+delegations", True),
        ("?q=the+floor+zzz", False),
        ("?only=unread&q=where+delegations+speak", True),
        ("?only=changed", False),
        ("?only=remarks", False),
        ("?only=what&place=nowhere&q=where+delegations+speak", True),
    ],
)
def test_list_is_narrowed_by_words_place_and_state(arabic, asked, shown):
    html = page(arabic, f"{LIST}{asked}")

    assert (f'id="m-{FLOOR}"' in html) is shown
    assert ('class="empty"' in html) is not shown


def test_message_is_marked_as_read_and_counted_and_unmarked(arabic, reviser):
    answer = arabic.post(f"{LIST}read/", {"read": seen(FLOOR), "back": "place=console"})

    assert answer.url == f"{LIST}?place=console#m-{FLOOR}"
    assert WordingReading.objects.get().by == reviser
    assert "قُرئت 1 من أصل" in page(arabic, LIST)
    arabic.post(f"{LIST}read/", {"unread": seen(FLOOR)})
    assert not WordingReading.objects.exists()


def test_all_messages_of_a_page_are_marked_but_those_that_have_changed_since(arabic):
    shown = [seen(FLOOR), f"{COUNTED}:{'0' * 16}"]

    html = arabic.post(f"{LIST}read/", {"all": "1", "shown": shown}, follow=True).content.decode()

    assert [each.message for each in WordingReading.objects.all()] == [FLOOR]
    assert "عُلِّمت عبارة واحدة (1) مقروءة." in html
    assert "تغيرت عبارة واحدة (1) منذ فتحتم الصفحة" in html


def test_script_is_answered_with_the_message_and_how_far_the_language_is(arabic):
    sent = {"read": seen(FLOOR)}
    answer = arabic.post(f"{LIST}read/", sent, headers={"Rostrum-Fragment": "text"}).json()

    assert f'id="m-{FLOOR}"' in answer["html"]
    assert "قُرئت 1 من أصل" in answer["html"]


def test_secretariat_reads_but_marks_nothing(db):
    secretariat = browser_of(make_member("secretariat"))

    assert 'name="read"' not in page(secretariat, "/en/staff/wording/fr/?place=console")
    assert secretariat.post("/en/staff/wording/fr/read/", {"read": seen(FLOOR, "fr")}).status_code == 404


def test_role_on_one_conference_is_enough_for_the_language_and_opens_no_other(db):
    client = browser_of(make_member("translator-fr", on=[make_conference()]))

    assert client.get("/fr/staff/wording/fr/").status_code == 200
    assert client.get("/fr/staff/wording/ru/").status_code == 404


def test_remark_with_a_proposal_is_kept_and_shown_with_its_difference(arabic, reviser):
    html = page(arabic, address(COUNTED))
    forms = [text.replace("%(number)d", "{number}") for text in catalogue().messages[COUNTED].forms["ar"]]
    assert html.count('name="proposal"') == len(forms) == 6
    assert forms[3] in html

    proposed = ["لا عبارات مقروءة.", *forms[1:]]
    sent = {"words": "غير مألوف", "proposal": proposed, "seen": token(html)}
    html = arabic.post(f"{address(COUNTED)}remark/", sent, follow=True).content.decode()

    own = WordingRemark.objects.get()
    assert own.proposed == ("لا عبارات مقروءة.", *catalogue().messages[COUNTED].forms["ar"][1:])
    assert "غير مألوف" in html
    assert "<ins>" in html


def test_message_leads_back_to_its_place_among_those_that_are_read_with_it(arabic):
    second = messages_by_place()["console"][50:100]
    message = next(each for each in second if places_of(each)[0].slug == "console")
    html = page(arabic, address(message.key))

    assert f'href="{LIST}?place=console&amp;page=2#m-{message.key}"' in html
    sent = {"read": seen(message.key), "back": "place=console&page=2"}
    assert f'value="{sent["read"]}"' in html
    answer = arabic.post(f"{LIST}read/", sent, follow=True)
    assert f'id="m-{message.key}"' in answer.content.decode()
    assert f'value="{sent["read"]}"' not in page(arabic, address(message.key))


def test_refused_proposal_keeps_what_was_typed(arabic):
    html = page(arabic, address(FLOOR))
    sent = {"words": "ملاحظة", "proposal": ["كلمة {name}"], "seen": token(html)}

    answer = arabic.post(f"{address(FLOOR)}remark/", sent)

    assert answer.status_code == 422
    html = answer.content.decode()
    assert "لا يرد {name} في النص الإنكليزي" in html
    assert "كلمة {name}</textarea>" in html
    assert "ملاحظة</textarea>" in html
    assert not WordingRemark.objects.exists()


def test_remark_is_refused_where_somebody_has_said_something_since_the_page_was_opened(arabic, reviser):
    html = page(arabic, address(FLOOR))
    rules.remark(catalogue().messages[FLOOR], "ar", "سبقتكم", [], by=make_member("translator-ar"), at=timezone.now())

    answer = arabic.post(f"{address(FLOOR)}remark/", {"words": "ملاحظة", "seen": token(html)})

    assert answer.status_code == 409
    assert "سبقتكم" in answer.content.decode()
    assert "ملاحظة</textarea>" in answer.content.decode()
    assert WordingRemark.objects.count() == 1


def test_remark_on_a_message_that_is_gone_is_still_read_and_settled(arabic, reviser):
    own = rules.remark(catalogue().messages[FLOOR], "ar", "قديمة", [], by=reviser, at=timezone.now())
    WordingRemark.objects.update(message="0" * 12, source=["Gone"])

    assert "لم تعد هذه العبارة في الواجهة" in page(arabic, address("0" * 12))
    assert "Gone" in page(arabic, f"{LIST}?only=open")
    assert arabic.post(f"{LIST}remarks/{own.pk}/settle/", {"answer": "نعم"}).status_code == 302
    assert "Gone" not in page(arabic, f"{LIST}?only=open")
    assert "نعم" in page(arabic, address("0" * 12))


def test_message_that_never_was_is_not_there(arabic):
    assert arabic.get(address("0" * 12)).status_code == 404
    assert arabic.get(address(FLOOR)).status_code == 200


def test_open_remarks_are_a_table_and_proposals_a_catalogue(arabic, reviser):
    message = catalogue().messages[COUNTED]
    typed = ["=لا", *message.forms["ar"][1:]]
    rules.remark(message, "ar", "أول", typed, by=reviser, at=timezone.now())
    rules.remark(catalogue().messages[FLOOR], "ar", "بلا اقتراح", [], by=reviser, at=timezone.now())

    table = list(csv.reader(StringIO(arabic.get(f"{LIST}remarks.csv").content.decode("utf-8-sig"))))
    assert [row[4] for row in table] == ["الملاحظة", "أول", "بلا اقتراح"]
    assert table[1][8] == f"http://testserver{address(COUNTED)}"
    assert "'=لا" in table[1][5]

    made = read_po(BytesIO(arabic.get(f"{LIST}proposals.po").content))
    (entry,) = [each for each in made if each.id]
    assert entry.string == tuple(typed)
    assert (made.num_plurals, made.plural_forms) == (6, catalogue().plural_forms["ar"])


def test_list_asks_the_database_as_often_for_many_messages_as_for_few(arabic, django_assert_num_queries):
    few = f"{LIST}?q=where+delegations+speak"
    page(arabic, few)

    with django_assert_num_queries(7):
        page(arabic, few)
    with django_assert_num_queries(7):
        page(arabic, LIST)
    assert len(messages_by_place()["console"]) > 50
