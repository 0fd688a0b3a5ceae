"""The acts of the admin: each address below /admin/ that takes what is posted."""

from conference.archive.acts import shown_of
from conference.models import Conference
from tests.acts import Act
from tests.addresses import EVERY_ROLE, NO_ONE, OFFICES, ON_THE_FLOOR, SECRETARIAT, SUPERUSER, TRANSLATORS

WRITERS = SECRETARIAT | TRANSLATORS  # translators change the texts of rows that the secretariat writes


def acts_of(model, row, see, add, change, delete, empty=NO_ONE):
    """What is posted on a model's pages: an empty form, which is refused where there is the right, or a deletion.

    `empty` are those whose part of the form may be empty: a translator has only the texts of one language there.
    """

    def key(world):
        return world.key(row)

    at = {"object_id": key}
    chosen = {"action": "delete_selected", "post": "yes"}
    return {
        f"admin:{model}_changelist": Act(see, delete, form=lambda world: {**chosen, "_selected_action": key(world)}),
        f"admin:{model}_add": Act(add, NO_ONE),
        f"admin:{model}_change": Act(change, empty, at),
        f"admin:{model}_history": Act(see, NO_ONE, at),
        f"admin:{model}_delete": Act(delete, at=at, form=lambda world: {"post": "yes"}),
    }


def order_of(model, first, second, writes=SECRETARIAT):
    def form(world):
        before = [world.key(first), world.key(second)]
        return {"before": " ".join(map(str, before)), "after": " ".join(map(str, reversed(before)))}

    return {f"admin:{model}_order": Act(SECRETARIAT, writes, form=form)}


INTO_OTHERS = TRANSLATORS - {"translator-en", "reviser-en"}  # English is the original language
WRITTEN = {"see": EVERY_ROLE, "add": SECRETARIAT, "change": WRITERS, "delete": SECRETARIAT}
KEPT = {"add": NO_ONE, "change": NO_ONE, "delete": NO_ONE}
ADMIN_ACTS = {
    **acts_of("conference_conference", "conference", **WRITTEN),
    **acts_of("conference_user", "user", see=SECRETARIAT, add=SECRETARIAT, change=SECRETARIAT, delete=SUPERUSER),
    **acts_of("conference_auditentry", "entry", see=OFFICES, **KEPT),
    **acts_of("conference_release", "release", see=OFFICES, **KEPT),
    **acts_of("auth_group", "role", see=SECRETARIAT, **KEPT),
    **acts_of("speakers_state", "state", see=EVERY_ROLE, add=SUPERUSER, change=SUPERUSER, delete=SUPERUSER),
    **acts_of("speakers_delegation", "delegation free", **WRITTEN, empty=INTO_OTHERS),
    **acts_of("speakers_speaker", "reader", **WRITTEN, empty=INTO_OTHERS),
    **acts_of("conference_document", "document", **WRITTEN),
    **acts_of("conference_practicalsection", "practical section", **WRITTEN, empty=TRANSLATORS),
    **acts_of("programme_room", "room", **WRITTEN, empty=INTO_OTHERS),
    **acts_of("programme_session", "last session", **WRITTEN),
    **acts_of("programme_lettertemplate", "template", **WRITTEN, empty=WRITERS),
    **acts_of("programme_letter", "letter", see=SECRETARIAT, **KEPT),
    **acts_of("floor_group", "group", **WRITTEN, empty=INTO_OTHERS),
    **acts_of("floor_speakingtime", "speaking time", **WRITTEN | {"change": SECRETARIAT}),
    **acts_of("floor_intervention", "waiting", see=ON_THE_FLOOR, **KEPT),
    **acts_of("floor_floorevent", "event", see=ON_THE_FLOOR, **KEPT),
    **order_of("conference_document", "document", "second document"),
    **order_of("programme_room", "room", "second room"),
    # Sessions of different times have no order beside their times.
    **order_of("programme_session", "session", "second session", writes=NO_ONE),
    **order_of("floor_group", "group", "second group"),
    "admin:conference_conference_archive": Act(
        SECRETARIAT,
        at={"object_id": lambda world: world.key("conference")},
        form=lambda world: {"seen": shown_of(Conference.objects.get(pk=world.key("conference"))).token},
    ),
    "admin:speakers_delegation_add_states": Act(
        SECRETARIAT, form=lambda world: {"conference": world.key("conference")}
    ),
    "admin:auth_user_password_change": Act(
        SECRETARIAT,
        at={"id": lambda world: world.key("user")},
        form=lambda world: {"password1": "correct horse battery", "password2": "correct horse battery"},
    ),
    "admin:password_change": Act(EVERY_ROLE, NO_ONE),
    "admin:logout": Act(EVERY_ROLE),
}
MODELS = [name.removeprefix("admin:").removesuffix("_add") for name in ADMIN_ACTS if name.endswith("_add")]
