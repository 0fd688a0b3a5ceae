"""What the public gets of a file, and what the staff keep."""

from io import BytesIO

import pypdf
import pytest
from django.test import Client

from floor.models.record import Statement
from tests.conference.inspection.uploads import pdf
from tests.floor.statements.test_readers import hand_in
from tests.floor.statements.test_statements import deliver, folder, site  # noqa: F401
from tests.staff import browser_of, make_member

pytestmark = pytest.mark.one_database


def signed():
    return pdf(lambda writer: writer.add_metadata({"/Author": "Jane Doe"}))


def body_of(answer):
    return b"".join(answer.streaming_content)


def metadata(answer):
    return pypdf.PdfReader(BytesIO(body_of(answer))).metadata


def test_public_copy_names_no_author_and_the_original_is_kept_as_it_came(site):  # noqa: F811
    content = signed()
    statement = hand_in(site, content)
    deliver(site, site.ask(0))

    public = metadata(Client().get(f"{site.public}{statement.pk}/", follow=True))
    kept = body_of(browser_of(make_member("note-taker")).get(f"{site.staff}{statement.pk}/"))

    assert dict(public) == {"/Title": "Delegation 0 (en): Session 0 (en)"}
    assert kept == content


def test_statement_of_before_there_were_copies_gets_one_when_it_is_read(site):  # noqa: F811
    statement = hand_in(site, signed())
    Statement.objects.update(public_file="")
    deliver(site, site.ask(0))

    assert dict(metadata(Client().get(f"{site.public}{statement.pk}/", follow=True))) == {
        "/Title": "Delegation 0 (en): Session 0 (en)"
    }
