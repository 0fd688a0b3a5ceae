"""Nothing is deleted from the record: the database itself refuses, whoever asks and however."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from conference.models import AuditEntry, Release
from floor.models import FloorEvent, Intervention
from floor.models.record import Gist, Pledge, Statement
from floor.record.gists import write_gist
from tests.factories import release


@pytest.fixture
def record(room):
    """A room with a row of each kind that the record keeps."""
    intervention = room.give(room.ask(0))
    write_gist(intervention, "Said", base_version=0, language="en", by=room.officer, at=room.later(5))
    Statement.objects.create(
        session=room.session,
        delegation=room.delegations[0],
        file="statements/a.pdf",
        format="pdf",
        size=1,
        language="en",
        uploaded_at=room.at,
    )
    Pledge.objects.create(conference=room.conference, amount=10, announced_on=date(2012, 4, 3))
    release(room.conference)


@pytest.mark.parametrize("model", [Intervention, FloorEvent, Gist, Statement, Pledge, AuditEntry, Release])
def test_row_of_the_record_cannot_be_deleted(record, model):
    row = model.objects.order_by("-pk").first()

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE id = %s", [row.pk])

    assert model.objects.filter(pk=row.pk).exists()
