"""The epoch of the database: what is shown of one epoch is not compared with what is shown of another."""

from uuid import uuid4

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from conference.prepared import prepared


class Epoch(models.Model):
    """One row, made by the first restore. A restored database has former versions: who shows newer ones loads anew.

    The mark is random and not a number, because a database that is restored twice would get the same number twice.
    """

    ONLY = 1

    mark = models.CharField(_("mark"), max_length=32)

    class Meta:
        app_label = "conference"
        verbose_name = _("epoch")
        verbose_name_plural = _("epochs")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="there_is_one_epoch")]

    def __str__(self) -> str:
        return self.mark


def current_epoch() -> str:
    """Returns the mark of the epoch; empty where the database was never restored."""
    return _mark.first() or ""


@prepared()
def _mark() -> models.QuerySet[Epoch, str]:
    return Epoch.objects.filter(pk=Epoch.ONLY).values_list("mark", flat=True)


@transaction.atomic
def new_epoch() -> str:
    """Begins an epoch, after a restore: every open screen, phone and console loads anew. Returns its mark."""
    epoch, _is_new = Epoch.objects.update_or_create(pk=Epoch.ONLY, defaults={"mark": uuid4().hex})
    return epoch.mark


def in_epoch(state: dict[str, object]) -> dict[str, object]:
    """Returns a state with the epoch, by which a page knows that its versions count; as it is where none was."""
    mark = current_epoch()
    return {**state, "epoch": mark} if mark else state
