"""What of an installation goes into the file of a conference, what both installations share, and what is left out.

Whatever belongs to a conference by its foreign keys is exported, unless it is listed here with the reason. A model that
belongs to none is shared or left out; a test asks that each is listed.
"""

from django.db import models

from conference.caches import constant
from conference.ownership import Model, owned_models

# What both installations have, by what each row is found again there. Accounts are not moved: see `accounts.py`.
SHARED = {"speakers.state": "iso3", "conference.user": "username"}

_SECRET = "its link is a secret of the installation that made it; new ones are made after the import"
_SIGN_OF_LIFE = "it tells who has a page open at this moment"
_ACCOUNT = "an import gives no account and no rights"
_WORDING = "it is about the interface of the installation, and of no conference"
LEFT_OUT = {
    "floor.seat": _SECRET,
    "floor.device": _SECRET,
    "floor.boothlink": _SECRET,
    "speakers.answerlink": _SECRET,
    "programme.pushsubscription": "its reader has agreed to be told by the installation that asked",
    "programme.changesubscription": "its reader has agreed to be told by the installation that asked",
    "conference.webhook": "its secret is shared by the installation that made it; make it anew with the other system",
    "conference.webhookdelivery": "it was sent by the installation where it happened",
    "operations.servingprocess": "each installation has its own",
    "operations.wordingremark": _WORDING,
    "operations.wordingreading": _WORDING,
    "translation.presence": _SIGN_OF_LIFE,
    "translation.deletedconcept": "it tells what of the shared glossary an installation does not want",
    "translation.checkedtranslation": "it is found again from the texts themselves",
    "translation.sentdigest": "it keeps a mail from being sent twice by the installation that sent it",
    "conference.accountnotice": _ACCOUNT,
    "conference.roleproposal": _ACCOUNT,
    "conference.roleheld": _ACCOUNT,
    "conference.invitation": _ACCOUNT,
    "conference.epoch": "it is of the whole database",
    "conference.demonstrationaccount": _ACCOUNT,
    "conference.demonstrationconference": "remove_demonstration deletes the record of what is so marked",
    "conference.job": "it is done where it was asked for, and its file is kept for a week",
    "conference.signoflife": "it tells which worker is alive at this moment",
    "conference.scheduledwork": "each installation does its own",
    "conference.recordedact": "what was deleted or merged is put back where that was done",
    "conference.recordedrow": "what was deleted or merged is put back where that was done",
    "operations.backup": "it is of the whole database",
    "speakers.formername": "it belongs to a State, which both installations have from the same list",
}
LEFT_OUT_APPS = {
    "account": _ACCOUNT,
    "admin": "the audit trail has what was done",
    "auth": _ACCOUNT,
    "axes": "sign-ins are of one installation",
    "contenttypes": "each database has its own",
    "django_tasks_database": "work waits where it was asked for",
    "mfa": _ACCOUNT,
    "sessions": "sign-ins are of one installation",
    "socialaccount": _ACCOUNT,
    "usersessions": "sign-ins are of one installation",
}
LEFT_OUT_BETWEEN = {"conference.user_groups": _ACCOUNT, "conference.user_user_permissions": _ACCOUNT}

# Columns that hold JSON in which no key of a row and no name of a file stands.
WITHOUT_KEYS = {
    ("conference.columnmatching", "columns"),
    ("conference.importfile", "options"),
    ("conference.importfile", "outcome"),
    ("translation.referencememory", "languages"),
    ("floor.recording", "captions"),
    ("programme.importedfrom", "said"),
    ("programme.letter", "detail"),
}
# Columns that mean something in the installation they come from alone.
EMPTIED = {("conference.importfile", "former_number"): "an address of that installation from before there were keys"}


def label_of(model: Model) -> str:
    return model._meta.label_lower


@constant()
def exported_models() -> tuple[Model, ...]:
    """Returns the models whose rows go into the file, the conference first."""
    found = [model for model in owned_models() if label_of(model) not in LEFT_OUT]
    return tuple(sorted(found, key=lambda model: label_of(model) != "conference.conference"))


@constant()
def exported_labels() -> frozenset[str]:
    return frozenset(map(label_of, exported_models()))


def reason_to_leave_out(model: Model) -> str:
    """Returns why a model's rows are not in the file; empty where none is given."""
    label = label_of(model)
    return LEFT_OUT.get(label) or LEFT_OUT_BETWEEN.get(label) or LEFT_OUT_APPS.get(model._meta.app_label, "")


@constant()
def columns_of(model: Model) -> "tuple[models.Field[object, object], ...]":
    """Returns the columns that hold a row's values: not its key, nor the untranslated column beside the six."""
    fields = model._meta.concrete_fields
    return tuple(field for field in fields if not (field.primary_key or hasattr(model, f"{field.name}_en")))
