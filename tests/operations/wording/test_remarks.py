"""Remarks on the wording: what may be proposed, what is kept, and what has become of them."""

import json

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from conference.files.message_places import key_of
from conference.models import AuditEntry
from conference.refusals import Refusal
from operations.models import WordingReading, WordingRemark
from operations.wording import remarks as rules
from operations.wording.catalogue import catalogue
from operations.wording.proposals import proposal_of
from operations.wording.readings import mark_read, mark_unread, readings_in
from tests.staff import make_member

NOW = timezone.now()
COUNTED = key_of("", "%(number)d message is marked as read.")
NAMED = key_of("", "%(done)s of %(all)s messages read")


def message(key):
    return catalogue().messages[key]


@pytest.fixture
def reviser(db):
    return make_member("reviser-ru")


def remark(by, key=NAMED, words="Wrong", typed=()):
    return rules.remark(message(key), "ru", words, typed, by=by, at=NOW)


def test_remark_keeps_the_wording_it_was_made_of_and_is_in_the_trail(reviser):
    own = remark(reviser, typed=["{done} из {all} прочитано, 5%"])

    assert own.source == list(message(NAMED).source)
    assert own.wording == list(message(NAMED).forms["ru"])
    assert own.proposed == ("%(done)s из %(all)s прочитано, 5%%",)
    entry = AuditEntry.objects.about(own).get()
    assert (entry.act, entry.by, entry.detail) == ("wording: remark", reviser, {"language": "ru", "message": NAMED})


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [
        (NAMED, ["Прочитано {done}"], "The proposed wording lacks {all}, which the interface fills in."),
        (
            NAMED,
            ["{done} из {all} и %(more)s"],
            "{more} does not occur in the English; what is marked must stay as it is.",
        ),
        (
            NAMED,
            ["{done} из {all}<script>"],
            "<script> does not occur in the English; what is marked must stay as it is.",
        ),
        (
            NAMED,
            ["{done} из {all} <img src=x "],
            "< does not occur in the English; what is marked must stay as it is.",
        ),
        (
            COUNTED,
            ["%(number)d а", "", "%(number)d в"],
            "Propose all the forms of this message, one for each group of numbers; an empty one cannot be used.",
        ),
    ],
)
def test_proposal_that_could_not_be_used_is_refused_with_the_reason(key, typed, said):
    with pytest.raises(Refusal) as refused:
        proposal_of(message(key), "ru", typed)

    assert str(refused.value) == said


def test_proposal_is_none_where_nothing_was_changed():
    assert proposal_of(message(COUNTED), "ru", list(message(COUNTED).forms["ru"])) == ()
    assert proposal_of(message(COUNTED), "ru", []) == ()


def test_one_plural_form_may_leave_the_number_out():
    typed = ["один текст", "%(number)d текста", "%(number)d текстов"]

    assert proposal_of(message(COUNTED), "ru", typed) == tuple(typed)


def test_remark_without_words_and_proposal_is_refused(reviser):
    with pytest.raises(Refusal, match="Write a remark"):
        remark(reviser, words="  ", typed=list(message(NAMED).forms["ru"]))

    assert not WordingRemark.objects.exists()


def test_remark_is_applied_once_the_interface_has_what_it_proposes(reviser):
    """The wording of today is what was proposed of an earlier one."""
    own = remark(reviser)
    WordingRemark.objects.update(wording=["Раньше"], proposal=json.dumps(message(NAMED).forms["ru"]))

    (shown,) = rules.remarks_on(NAMED, "ru")
    assert (shown.remark, shown.state, shown.has_changed) == (own, "applied", True)
    assert rules.open_remarks("ru") == []


def test_remark_says_that_its_message_has_changed_or_is_gone(reviser):
    changed, gone, same = (remark(reviser, words=words) for words in ("changed", "gone", "same"))
    WordingRemark.objects.filter(pk=changed.pk).update(source=["Before"])
    WordingRemark.objects.filter(pk=gone.pk).update(message="0" * 12)

    found = {each.remark.words: (each.has_changed, each.is_gone) for each in rules.open_remarks("ru")}
    assert found == {"changed": (True, False), "gone": (False, True), "same": (False, False)}
    assert same.message == NAMED


def test_remark_is_settled_once_with_an_answer_and_can_be_opened_again(reviser):
    own, other = remark(reviser), make_member("secretariat")

    rules.settle(own, "Done in the next version.", by=other, at=NOW)
    with pytest.raises(Refusal, match="already been settled"):
        rules.settle(own, "", by=reviser, at=NOW)

    own.refresh_from_db()
    assert (own.settled_by, own.answer) == (other, "Done in the next version.")
    rules.reopen(own, by=other, at=NOW)
    own.refresh_from_db()
    assert (own.settled_at, own.settled_by, own.answer) == (None, None, "")


def test_only_its_writer_withdraws_a_remark_and_no_settled_one(reviser):
    own, other = remark(reviser), make_member("secretariat")

    with pytest.raises(Refusal, match="Only the person"):
        rules.withdraw(own, by=other, at=NOW)
    rules.withdraw(own, by=reviser, at=NOW)
    assert rules.remarks_on(NAMED, "ru") == []
    with pytest.raises(Refusal, match="already been settled or withdrawn"):
        rules.withdraw(own, by=reviser, at=NOW)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"words": "", "proposal": ""}, "wordingremark_says_something"),
        ({"settled_at": NOW}, "wordingremark_is_settled_by_somebody"),
        ({"answer": "Yes"}, "wordingremark_is_settled_by_somebody"),
        ({"language": "de"}, "wordingremark_language_is_known"),
    ],
)
def test_database_refuses_a_remark_that_cannot_be(reviser, fields, constraint):
    own = remark(reviser)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        WordingRemark.objects.filter(pk=own.pk).update(**fields)


def test_database_refuses_a_settled_remark_that_is_withdrawn(reviser):
    own = remark(reviser)
    rules.settle(own, "", by=reviser, at=NOW)

    with pytest.raises(IntegrityError, match="settled_or_withdrawn"), transaction.atomic():
        WordingRemark.objects.filter(pk=own.pk).update(withdrawn_at=NOW)


def test_message_is_read_as_long_as_its_wording_stays(reviser):
    seen = f"{NAMED}:{message(NAMED).digest('ru')}"

    assert mark_read("ru", [seen, seen, f"{COUNTED}:of-before", "nonsense"], by=reviser, at=NOW) == (1, 1)
    assert mark_read("ru", [seen], by=reviser, at=NOW) == (1, 0)  # a second time

    readings = readings_in("ru")
    assert (readings.done, readings.is_read(NAMED), readings.is_read(COUNTED)) == (1, True, False)
    WordingReading.objects.update(digest="0" * 16)
    assert (readings_in("ru").done, readings_in("ru").has_changed(NAMED)) == (0, True)
    mark_unread("ru", [NAMED])
    assert not readings_in("ru").has_changed(NAMED)
