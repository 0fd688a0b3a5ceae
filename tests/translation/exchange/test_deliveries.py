"""Files of translations that were uploaded when they had a table of their own open after it, at their old addresses."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from conference.models import ImportFile
from tests.factories import MORNING, make_conference
from tests.migrating import migrated_to
from tests.staff import browser_of, make_member
from tests.translation.exchange.files import filled


@pytest.mark.django_db(transaction=True)
def test_file_of_translations_keeps_its_file_and_its_address(settings, tmp_path):
    """It may take over 5 s: the schema goes back by two migrations and forward again."""
    settings.MEDIA_ROOT = tmp_path
    conference, translator = make_conference(), make_member("translator-fr")
    content = filled(conference, {})
    default_storage.save("translations/dialogue-fr.xlf", ContentFile(content))
    facts = {"conference_id": conference.pk, "by_id": translator.pk, "at": MORNING, "name": "old.xlf"}
    ImportFile.objects.create(kind="speakers", file="handed-in/dialogue-speakers.csv", **facts)
    with migrated_to("translation", "0042_digests_leave_the_trail") as apps:
        deliveries = apps.get_model("translation", "Delivery").objects
        outcome = {"format": "xliff20", "texts": 2, "written": 1}
        file = {"file": "translations/dialogue-fr.xlf", "language": "fr", "outcome": outcome, "taken_at": MORNING}
        old = deliveries.create(**facts, **file)

    row = ImportFile.objects.get(kind="texts")
    assert (row.pk > old.pk, row.former_number, row.outcome, row.by) == (True, old.pk, outcome, translator)
    answer = browser_of(translator).get(f"/en/dialogue/texts/imports/{old.pk}/file/")
    assert b"".join(answer.streaming_content) == content
    assert browser_of(translator).get(f"/en/dialogue/texts/imports/{old.pk}/", follow=True).status_code == 200
    assert ImportFile.objects.create(kind="speakers", file="x", **facts).pk > row.pk
