from django.db import migrations
from django.db.models import Q


def mend(apps, schema_editor):
    """Mends interventions that say why they were struck, though they count as made.

    They came about where a step from before the striking was undone: who had been struck had the floor again. Where
    the steps say so, the striking was undone with it; otherwise it holds. The trail keeps the reason in any case.
    """
    Intervention = apps.get_model("floor", "Intervention")
    FloorEvent = apps.get_model("floor", "FloorEvent")
    plain = Q(struck_at=None, struck_by=None, struck_reason="")
    for row in Intervention.objects.exclude(state="struck").exclude(plain):
        is_whole = row.state == "concluded" and row.struck_at and row.struck_reason
        if is_whole and not _undone_from_before(FloorEvent, row):
            Intervention.objects.filter(pk=row.pk).update(state="struck")
        else:
            Intervention.objects.filter(pk=row.pk).update(struck_at=None, struck_by=None, struck_reason="")


def _undone_from_before(FloorEvent, row):
    """Whether a step that had changed the intervention before it was struck was undone afterwards."""
    struck = FloorEvent.objects.filter(intervention=row.pk, act="strike").order_by("-number").first()
    if struck is None:
        return False
    undone = FloorEvent.objects.filter(
        floor=struck.floor_id, act="undo", number__gt=struck.number, undoes__number__lt=struck.number
    )
    return any(
        (model, key) == ("intervention", row.pk)
        for event in undone.select_related("undoes")
        for model, key, _values in event.undoes.before
    )


class Migration(migrations.Migration):
    dependencies = [
        ("floor", "0058_undo_of_each_step"),
    ]

    operations = [
        # Back: what was half struck is not made so again, since no page could tell it from what was made.
        migrations.RunPython(mend, migrations.RunPython.noop),
    ]
