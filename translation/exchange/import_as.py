"""As what a file is imported: as it says of each translation, or all of it as drafts, as translated, as revised."""

from django.db import transaction
from django.utils.translation import gettext as _

from conference.imports.apply import refuse_imported
from conference.models import ImportFile, User
from conference.refusals import Refusal
from translation.exchange.preview import AS_FILE
from translation.models import Translation
from translation.texts.permissions import may_revise

State = Translation.State
MAY_BE = (State.DRAFT, State.TRANSLATED, State.REVISED)


def import_as(import_file: ImportFile) -> str:
    """Return the state as which a file is imported; AS_FILE where it says of each translation how far it is."""
    chosen: str = import_file.options.get("state", AS_FILE)
    return chosen


def only_changed_words(import_file: ImportFile) -> bool:
    """Return whether only texts are imported whose words changed, and not those that got another state alone."""
    return bool(import_file.options.get("only_words"))


def choose_state(import_file: ImportFile, user: User, state: str, *, only_words: bool = False) -> None:
    """Keep the state as which a file is imported, and whether only texts whose words changed are.

    Raises Refusal where the state is none that the user may give.
    """
    if state != AS_FILE and state not in states_offered(user, import_file.language):
        raise Refusal(_("Choose one of the states."))
    with transaction.atomic():
        row = ImportFile.objects.select_for_update().get(pk=import_file.pk)
        refuse_imported(row)
        row.options = {**row.options, "state": state, "only_words": only_words}
        row.save(update_fields=["options"])


def states_offered(user: User, code: str) -> list[Translation.State]:
    return [state for state in MAY_BE if state != State.REVISED or may_revise(user, code)]
