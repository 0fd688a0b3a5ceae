"""What a failed statement leaves in tracebacks and logs: the sentence of the database, and no values of the row."""

import logging
import traceback

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from conference.database_errors import LEFT_OUT
from speakers.models import Speaker
from tests.factories import make_conference, make_speaker

pytestmark = pytest.mark.django_db

NAME = "Zuleika Quartermain"
postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite tells no values")


@pytest.fixture
def speaker():
    return make_speaker(make_conference(), name_en=NAME, email="zuleika@mission.example")


def told_of(error):
    return "".join(traceback.format_exception(error))


def test_row_that_is_refused_is_not_told(speaker, caplog):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        Speaker.objects.filter(pk=speaker.pk).update(protected=True)
    try:
        raise refused.value
    except IntegrityError:
        logging.getLogger("django.request").exception("Internal Server Error")

    # With its traceback, which the log of the whole run may have had already and then does not repeat.
    logged = logging.Formatter().format(caplog.records[-1])
    for told in (told_of(refused.value), logged):
        assert "protected_speaker_" in told  # the constraint, by which it can be mended
        assert not any(value in told for value in (NAME, "zuleika"))


@postgresql
def test_key_that_exists_already_is_not_told(speaker):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        Speaker.objects.create(conference=speaker.conference, slug=speaker.slug, sort_name=NAME)

    told = told_of(refused.value)
    assert "duplicate key value violates unique constraint" in told
    assert LEFT_OUT in told
    assert speaker.slug not in told


@postgresql
def test_statement_with_its_values_is_not_told():
    with pytest.raises(DatabaseError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT %s || nothing FROM speakers_speaker", [NAME])

    told = told_of(refused.value)
    assert 'column "nothing" does not exist' in told
    assert NAME not in told


@postgresql
def test_error_stays_short_within_a_wrapper_that_comes_and_goes(speaker):
    with connection.execute_wrapper(lambda execute, *arguments: execute(*arguments)):
        pass

    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        Speaker.objects.filter(pk=speaker.pk).update(protected=True)
    assert NAME not in told_of(refused.value)
