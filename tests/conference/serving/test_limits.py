"""How much a request may bring, how many passwords an address may try, and how a refusal reads."""

import pytest

from conference import uploaded_documents
from conference.files.safe_open import LARGEST
from conference.serving.error_responses import ErrorResponse
from conference.serving.request_body import KB, MB, announced_length
from conference.serving.sign_in_limit import A_MINUTE, AT_ONCE, MOST, SignInLimit, sender_of
from conference.serving.visitors import Visitor

FORM, FILE = b"application/x-www-form-urlencoded", b"multipart/form-data; boundary=x"
BROWSER = [(b"accept", b"text/html,application/xhtml+xml")]


def announced(length, visitor, content_type):
    headers = [(b"content-length", str(length).encode()), (b"content-type", content_type)]
    return announced_length({"headers": headers}, visitor)


@pytest.mark.parametrize(
    ("visitor", "content_type", "most", "words"),
    [
        (Visitor.ANYBODY, FORM, 64 * KB, "64 KB is the most without signing in"),
        (Visitor.ANYBODY, FILE, 64 * KB, "64 KB is the most without signing in"),
        (Visitor.DELEGATION, FORM, 512 * KB, "512 KB is the most"),
        (Visitor.DELEGATION, FILE, 20 * MB, "10 MB is the most"),
        (Visitor.STAFF, FORM, 16 * MB, "16 MB is the most"),
        (Visitor.STAFF, FILE, 51 * MB, "50 MB is the most"),
    ],
)
def test_body_may_be_as_large_as_it_is_said_and_not_a_byte_more(visitor, content_type, most, words):
    assert announced(most, visitor, content_type) == most
    with pytest.raises(ErrorResponse) as refused:
        announced(most + 1, visitor, content_type)

    assert refused.value.status == 413
    assert words in str(refused.value.sentence)


def test_case_of_a_file_that_is_too_large_reaches_the_form_that_says_so():
    assert announced(LARGEST + MB // 2, Visitor.STAFF, FILE) > LARGEST
    assert announced(uploaded_documents.LARGEST * 2, Visitor.DELEGATION, FILE) > uploaded_documents.LARGEST


@pytest.mark.parametrize(
    ("path", "words", "language"),
    [
        ("/en/sign-in/", "What you sent is too large: 64 KB is the most", b"en"),
        ("/fr/sign-in/", "Ce que vous avez envoyé est trop volumineux", b"fr"),
        ("/ar/sign-in/", "ما أرسلتموه كبير جدا", b"ar"),
        ("/zh-hans/sign-in/", "您发送的内容过大", b"zh-Hans"),
        ("/live/x/y/public", "What you sent is too large: 64 KB is the most", b"en"),
    ],
)
def test_refusal_is_in_the_language_of_the_address(path, words, language):
    with pytest.raises(ErrorResponse) as refused:
        announced(MB, Visitor.ANYBODY, FORM)

    headers, body = refused.value.written({"path": path, "headers": []})

    assert body.decode().startswith(words)
    assert dict(headers)[b"content-language"] == language
    assert dict(headers)[b"content-type"] == b"text/plain; charset=utf-8"


def test_refusal_is_a_page_for_a_browser():
    headers, body = ErrorResponse(429, "Wait & see.", 3).written({"path": "/ar/sign-in/", "headers": BROWSER})

    assert dict(headers)[b"content-type"] == b"text/html; charset=utf-8"
    assert dict(headers)[b"retry-after"] == b"3"
    assert '<html lang="ar" dir="rtl">' in body.decode()
    assert "Wait &amp; see." in body.decode()


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def test_address_may_try_a_room_of_passwords_at_once_and_then_a_few_a_minute():
    clock = Clock()
    limit = SignInLimit(clock)

    first = [limit.seconds_to_wait("192.0.2.1") for __ in range(AT_ONCE + 1)]
    clock.now += first[-1]

    assert first == [0] * AT_ONCE + [60 // A_MINUTE]
    assert [limit.seconds_to_wait("192.0.2.1") for __ in range(2)] == [0, 60 // A_MINUTE]
    assert limit.seconds_to_wait("192.0.2.2") == 0


def test_right_password_gives_its_try_back():
    limit = SignInLimit(Clock())

    for __ in range(3 * AT_ONCE):
        assert limit.seconds_to_wait("192.0.2.1") == 0
        limit.give_back("192.0.2.1")

    assert [limit.seconds_to_wait("192.0.2.1") for __ in range(AT_ONCE + 1)].count(0) == AT_ONCE


@pytest.mark.parametrize(
    ("address", "known", "sender"),
    [
        ("192.0.2.1", None, "192.0.2.1"),
        ("2001:db8::7:1", None, "2001:db8::/64"),
        ("fe80::1%eth0", None, "fe80::/64"),
        ("192.0.2.1", "7", "person 7"),
    ],
)
def test_tries_are_counted_by_network_or_by_the_person_of_a_known_browser(address, known, sender):
    assert sender_of({"client": (address, 1)}, known) == sender


def test_addresses_that_are_counted_are_limited_in_number():
    limit = SignInLimit(Clock())
    for number in range(MOST + 10):
        limit.seconds_to_wait(str(number))

    assert len(limit._left) == MOST
