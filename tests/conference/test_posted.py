"""What a page posts is read by the fields of a form, and what cannot be read is refused in one sentence."""

import re
from uuid import UUID

import pytest
from django.test import RequestFactory

from conference.posted import OddKey, OrderedKeys, Pressed, RequestKey, RowKey, Several, Words, posted, seen_in
from conference.refusals import Refusal
from lint.posted import BY_HAND


def request_with(**sent):
    return RequestFactory().post("/", sent)


def test_what_was_sent_is_read_by_its_field():
    request = request_with(
        text=" a\r\nb ", row="7", odd="seven", box=["2", "1"], order="3 1 2", request="0" * 32, button=""
    )

    sent = posted(
        request,
        text=Words(),
        row=RowKey(),
        odd=OddKey(),
        box=Several(),
        order=OrderedKeys(),
        request=RequestKey(),
        button=Pressed(),
    )

    assert vars(sent) == {
        "text": " a\r\nb ",
        "row": 7,
        "odd": None,
        "box": ["2", "1"],
        "order": [3, 1, 2],
        "request": UUID(int=0),
        "button": True,
    }


def test_what_was_not_sent_is_empty():
    sent = posted(
        request_with(), text=Words("as it was"), row=RowKey(), box=Several(), order=OrderedKeys(), button=Pressed()
    )

    assert vars(sent) == {"text": "as it was", "row": None, "box": [], "order": [], "button": False}
    assert seen_in(request_with()) == ""
    assert seen_in(request_with(seen="token")) == "token"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (RowKey(), "seven"),
        (RowKey(), "1" * 19),
        (RowKey(), "٧"),
        (OrderedKeys(), "3 x"),
        (RequestKey(), ""),
        (RequestKey(), "7"),
    ],
)
def test_what_cannot_be_read_is_refused(field, value):
    with pytest.raises(Refusal) as refusal:
        posted(request_with(name=value), name=field)

    assert (str(refusal.value), refusal.value.status) == ("The form is not complete; load the page again.", 422)


@pytest.mark.parametrize(
    "line",
    ['request.POST.get("a")', 'self.request.POST["a"]', 'request.POST.getlist("a")', '"a" in request.POST'],
)
def test_reading_by_hand_is_found(line):
    assert re.search(BY_HAND, line)


@pytest.mark.parametrize("line", ["Form(request.POST)", "Form(request.POST or None)", "request.POST.copy()"])
def test_a_form_is_given_all_of_it(line):
    assert not re.search(BY_HAND, line)
