"""Webhooks from the act that they tell of to another system, which is a real one on this machine."""

import json
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from conference.models import AuditEntry, Webhook, WebhookDelivery, WebhookKind
from conference.refusals import Refusal
from conference.webhooks import delivering, managing
from conference.webhooks.addresses import is_allowed, target_of
from conference.webhooks.events import note, tell
from floor.procedure import presiding
from floor.procedure.events import undo
from floor.statements.webhooks import LOOK, look_for_public_statements
from programme.release.releasing import plan_of, release_draft
from tests.background import do_background_work
from tests.conference.inspection.test_texts import SPEECH, typed
from tests.constraints import refuses
from tests.factories import MORNING, make_conference, release
from tests.floor.conftest import room  # noqa: F401
from tests.floor.statements.test_readers import hand_in
from tests.floor.statements.test_statements import folder, site  # noqa: F401
from tests.receiver import receiver
from tests.staff import browser_of, make_member
from tests.summary.editions.issuing import issue

pytestmark = pytest.mark.django_db

PAGE = "/en/dialogue/webhooks/"
ALL = [kind.value for kind in WebhookKind if kind != "test"]


@pytest.fixture(autouse=True)
def this_machine(settings):
    settings.WEBHOOK_NETWORKS = ["127.0.0.0/8"]


@pytest.fixture
def officer():
    return make_member("secretariat", email="officer@un.example")


def add(officer, conference, address, kinds=ALL, at=MORNING):
    return managing.add(conference, address, kinds, by=officer, at=at)


def bodies(other):
    return [json.loads(body) for _headers, body, _path in other.received]


def try_again_now():
    DBTaskResult.objects.update(run_after=timezone.now())
    do_background_work()


def test_each_act_is_told_with_links_to_what_is_public_and_without_names(officer, site):  # noqa: F811
    site.conference.purpose = "rehearsal"
    site.conference.save()
    with receiver() as other:
        add(officer, site.conference, other.address)
        site.session.title_en = "Changed"
        site.session.save()
        plan = {"seen": plan_of(site.conference).shown.token, "note": "First.", "in_spite": True}
        release_draft(site.conference, **plan, withdraw_naming=False, by=officer, at=site.later(1))
        presiding.close_requests(site.session, by=officer, at=site.later(1))
        presiding.open_requests(site.session, by=officer, at=site.later(1))
        row = site.give(site.ask(0))
        hand_in(site, typed(SPEECH))
        presiding.conclude(site.session, by=officer, at=site.later(60), expected=row.pk)
        edition = issue(site.conference)
        tell(site.conference, WebhookKind.SUMMARY_ISSUED, at=site.later(1), edition=edition.number)
        look_for_public_statements.call()
        do_background_work()

    told = {body["kind"]: body for body in bodies(other)}
    assert sorted(told) == sorted(ALL)
    assert len(other.received) == len(ALL)
    assert {(body["conference"], body["rehearsal"]) for body in told.values()} == {("dialogue", True)}
    assert told["floor.given"]["time"] == "2012-04-03T14:00:04.000Z"
    assert not any(name in str(told) for name in ("Delegation 0", "Speaker 0", "Changed", "First.", "secretariat"))
    for body in told.values():
        links = [*body["links"]["pages"].values(), body["links"]["api"], *body["links"].get("state", {}).values()]
        assert len(links) >= 7
        for link in links:
            answer = Client().get(link.removeprefix("http://localhost:8000"))
            assert (answer.status_code, b"".join(answer) != b"") == (200, True), link


def test_statement_under_embargo_is_told_when_it_is_delivered_and_once(officer, site):  # noqa: F811
    assert not LOOK.is_wanted()
    with receiver() as other:
        add(officer, site.conference, other.address, ["statement.public"])
        assert LOOK.is_wanted()
        row = site.give(site.ask(0))
        statement = hand_in(site, typed(SPEECH))
        look_for_public_statements.call()
        do_background_work()
        assert other.received == []

        presiding.conclude(site.session, by=officer, at=site.later(60), expected=row.pk)
        for _number in range(2):
            look_for_public_statements.call()
            do_background_work()

        [body] = bodies(other)
        assert (body["kind"], body["statement"]) == ("statement.public", statement.pk)


def test_what_is_taken_back_before_it_is_sent_is_not_sent(officer, site):  # noqa: F811
    with receiver() as other:
        webhook = add(officer, site.conference, other.address, ["statement.public"])
        row = site.give(site.ask(0))
        hand_in(site, typed(SPEECH))
        presiding.conclude(site.session, by=officer, at=site.later(60), expected=row.pk)
        look_for_public_statements.call()
        undo(site.session, by=officer, at=site.later(1))
        do_background_work()

    assert other.received == []
    assert webhook.deliveries.get().answer == "not public"
    assert "It was not public." in browser_of(officer).get(f"{PAGE}{webhook.pk}/").content.decode()


def test_floor_of_a_session_that_is_in_no_released_programme_is_not_told(officer, room):  # noqa: F811
    with receiver() as other:
        add(officer, room.conference, other.address)
        presiding.close_requests(room.session, by=officer, at=room.later(1))
        presiding.open_requests(room.session, by=officer, at=room.later(1))
        do_background_work()
        assert other.received == []
        release(room.conference)
        presiding.close_requests(room.session, by=officer, at=room.later(1))
        presiding.open_requests(room.session, by=officer, at=room.later(1))
        do_background_work()

    assert [body["session"] for body in bodies(other)] == [room.session.slug]


def test_step_without_a_webhook_asks_once_and_writes_nothing_for_one(officer, room, django_assert_max_num_queries):  # noqa: F811
    add(officer, make_conference(slug="other"), "https://192.0.2.1/")
    add(officer, room.conference, "https://192.0.2.1/", ["summary.issued"])
    row = room.ask(0)

    with django_assert_max_num_queries(40) as asked:
        room.give(row)

    about = [query["sql"] for query in asked.captured_queries if "webhook" in query["sql"]]
    assert len(about) == 1
    assert about[0].startswith("SELECT")
    assert WebhookDelivery.objects.count() == 0


def test_refused_event_is_tried_again_with_growing_pauses_then_given_up_and_its_owner_told(officer):
    webhook = add(officer, make_conference(), "https://192.0.2.1/")
    note(webhook, WebhookKind.TEST, at=MORNING)
    with receiver(*[(500, {})] * 8) as other:
        Webhook.objects.update(address=other.address)
        pauses = []
        for _number in range(8):
            before = timezone.now()
            try_again_now()
            delivery = webhook.deliveries.get()
            pauses.append(delivery.due_at and round((delivery.due_at - before) / timedelta(minutes=1)))
        try_again_now()

    assert pauses == [1, 5, 15, 60, 180, 360, 720, None]
    assert len(other.received) == delivery.tries == 8
    assert len({body for _headers, body, _path in other.received}) == 1
    [message] = mail.outbox
    assert message.to == ["officer@un.example"]
    assert "its last answer was: 500 Internal Server Error." in message.body
    page = browser_of(officer).get(PAGE).content.decode()
    assert "Failing since" in page


def test_success_ends_the_failing_and_an_address_that_is_gone_is_told_nothing_more(officer):
    webhook = add(officer, make_conference(), "https://192.0.2.1/")
    Webhook.objects.update(failing_since=MORNING)
    with receiver((204, {}), (410, {})) as other:
        Webhook.objects.update(address=other.address)
        for failing, stopped in ((False, False), (True, True)):
            note(webhook, WebhookKind.TEST, at=MORNING)
            do_background_work()
            webhook.refresh_from_db()
            assert (webhook.failing_since is not None, webhook.stopped_at is not None) == (failing, stopped)
        note(webhook, WebhookKind.TEST, at=MORNING)
        do_background_work()

    assert len(other.received) == 2
    assert "Nothing is sent there any more." in mail.outbox[0].body
    assert webhook.deliveries.first().answer == "switched off"


def test_redirect_is_not_followed(officer):
    with receiver() as secret, receiver((302, {"Location": "http://127.0.0.1:1/"})) as other:
        webhook = add(officer, make_conference(), other.address)
        other.answers[0] = (302, {"Location": secret.address})
        note(webhook, WebhookKind.TEST, at=MORNING)
        do_background_work()

    assert (len(other.received), len(secret.received)) == (1, 0)
    assert webhook.deliveries.get().answer == "302 Found"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.0.1",
        "172.16.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "fe80::1",
        "fd00::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2002:a00:1::",
    ],
)
def test_private_address_is_sent_nothing_unless_it_is_allowed(settings, address):
    settings.WEBHOOK_NETWORKS = []
    found = ip_address(address)
    assert not is_allowed(found)
    assert is_allowed(ip_address("8.8.8.8"))
    assert is_allowed(ip_address("2001:4860:4860::8888"))

    url = f"https://[{address}]/" if ":" in address else f"https://{address}/"
    with pytest.raises(Refusal, match="private network"):
        target_of(url)
    settings.WEBHOOK_NETWORKS = ["127.0.0.0/8", "10.0.0.0/8", "::1/128"]
    assert is_allowed(found) == address.endswith(("127.0.0.1", "10.1.2.3", "10.0.0.1", "a00:1", "a00:1::", "::1")) - (
        address == "fe80::1"
    ) - (address == "fd00::1")


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("ftp://93.184.216.34/", "begins with https://"),
        ("hook", "begins with https://"),
        ("https:///path", "begins with https://"),
        ("https://93.184.216.34:99999/", "not a web address"),
        ("https://name:password@93.184.216.34/", "Leave out the name"),
        ("https://93.184.216.34/#part", "Leave out the name"),
        ("http://93.184.216.34/", "begins with https://"),
        ("https://10.0.0.1/", "private network"),
        ("https://localhost.invalid/", "no host of this name"),
        ("https://пример.example/", "begins with https://"),
    ],
)
def test_address_that_will_not_do_comes_back_with_the_reason(officer, address, told):
    make_conference()

    answer = browser_of(officer).post(PAGE, {"address": address, "kinds": ["floor.given"]})

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert address.partition("#")[0] in answer.content.decode()
    assert Webhook.objects.count() == 0


def test_secret_is_shown_once_and_signs_each_message(officer, settings):
    """The receiver of docs/webhooks.md is run by `test_documentation` of this folder."""
    make_conference()
    browser = browser_of(officer)
    with receiver() as other:
        answer = browser.post(PAGE, {"address": other.address, "kinds": ["floor.given"]})
        webhook = Webhook.objects.get()
        assert webhook.secret in answer.content.decode()
        assert "no-store" in answer.headers["Cache-Control"]
        assert webhook.secret not in browser.get(f"{PAGE}{webhook.pk}/").content.decode()

        former = webhook.secret
        answer = browser.post(f"{PAGE}{webhook.pk}/new-secret/")
        webhook.refresh_from_db()
        assert webhook.secret != former
        assert webhook.secret in answer.content.decode()
        browser.post(f"{PAGE}{webhook.pk}/test/")
        do_background_work()

    [(headers, body, path)] = other.received
    at = datetime.fromtimestamp(int(headers["Rostrum-Signature"][2:].partition(",")[0]), UTC)
    assert headers["Rostrum-Signature"] == delivering.signature(webhook.secret, body, at)
    assert (path, headers["Rostrum-Event"], json.loads(body)["kind"]) == ("/hook?from=rostrum", "test", "test")
    assert headers["Rostrum-Delivery"] == json.loads(body)["id"]
    trail = list(AuditEntry.objects.filter(act__startswith="webhook").values_list("act", flat=True))
    assert sorted(trail) == ["webhook: add", "webhook: secret"]
    assert webhook.secret not in str(list(AuditEntry.objects.values()))


def test_webhook_is_changed_switched_off_and_on_and_removed(officer):
    webhook = add(officer, make_conference(), "https://93.184.216.34/")
    browser, own = browser_of(officer), f"{PAGE}{webhook.pk}/"

    browser.post(own, {"address": "https://93.184.216.34/new", "kinds": ["floor.given"]})
    browser.post(own, {"address": "https://10.0.0.1/", "kinds": ["floor.given"]})
    assert Webhook.objects.values_list("address", "kinds").get() == ("https://93.184.216.34/new", ["floor.given"])
    browser.post(f"{own}switch/")
    assert "Switched off" in browser.get(PAGE).content.decode()
    assert tell(webhook.conference, WebhookKind.FLOOR_GIVEN, at=MORNING) == 0
    browser.post(f"{own}switch/", {"on": ""})
    assert tell(webhook.conference, WebhookKind.FLOOR_GIVEN, at=MORNING) == 1
    browser.post(f"{own}remove/")
    assert Webhook.objects.count() == 0
    acts = AuditEntry.objects.filter(act__startswith="webhook").order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["webhook: add", *["webhook: change"] * 3, "webhook: remove"]


def test_event_is_sent_again_at_the_press_of_a_button_with_the_same_number(officer):
    with receiver() as other:
        webhook = add(officer, make_conference(), other.address)
        note(webhook, WebhookKind.TEST, at=MORNING)
        do_background_work()
        delivery = webhook.deliveries.get()
        browser_of(officer).post(f"{PAGE}{webhook.pk}/deliveries/{delivery.pk}/again/")
        do_background_work()

    first, second = bodies(other)
    assert first == second


def test_old_deliveries_are_forgotten(officer):
    webhook = add(officer, make_conference(), "https://93.184.216.34/")
    for _number in range(2):
        note(webhook, WebhookKind.TEST, at=MORNING)
    first, last = webhook.deliveries.all()
    WebhookDelivery.objects.filter(pk=first.pk).update(sent_at=timezone.now() - delivering.KEPT * 1.01)
    WebhookDelivery.objects.filter(pk=last.pk).update(given_up_at=timezone.now())

    delivering.forget_deliveries.call()

    assert webhook.deliveries.get() == last


def test_constraints_of_webhooks(officer):
    webhook = add(officer, make_conference(), "https://93.184.216.34/")
    note(webhook, WebhookKind.TEST, at=MORNING)
    event = webhook.deliveries.get().event

    assert refuses(Webhook.objects.update, address="ftp://93.184.216.34/")
    assert refuses(Webhook.objects.update, secret="")
    assert refuses(WebhookDelivery.objects.update, kind="other")
    assert refuses(WebhookDelivery.objects.update, sent_at=MORNING, given_up_at=MORNING)
    assert refuses(WebhookDelivery.objects.create, webhook=webhook, event=event, kind="test", happened_at=MORNING)
    WebhookDelivery.objects.update(sent_at=MORNING)
