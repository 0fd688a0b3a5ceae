"""Every address by every role. A new address needs a line here, and a line needs an address."""

from datetime import timedelta
from uuid import uuid4
from zlib import crc32

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection

from conference.models import AuditEntry, User
from floor.models import FloorEvent
from floor.procedure import presiding
from floor.procedure.requests import ask_for_floor
from programme.api.operations import operations
from speakers.models import State
from tests import html_checker
from tests.addresses import (
    ANONYMOUS,
    DRAFT_READERS,
    EVERY_ROLE,
    EVERYBODY,
    IN_BOOTHS,
    INTO_FRENCH,
    NEVER,
    NO_ONE,
    NOBODY,
    OFFICES,
    ON_THE_FLOOR,
    ROOT,
    RUNNERS,
    SAMPLES,
    SECRETARIAT,
    SUPERUSER,
    TRANSLATORS,
    address_of,
    all_routes,
    make_visitors,
    some_of_each_language,
)
from tests.factories import MORNING, in_six, make_conference, make_panel, make_speaker, release
from tests.summary.conftest import make_summary
from tests.summary.editions.issuing import issue
from translation.models import Text
from translation.models.glossary import Concept

CONSOLE_PAGES = (
    "console console-queue console-version cue-cards cue-cards-now spoken steps shortcuts waiting-list waiting-xlsx "
    "waiting-csv"
)
RECORD_PAGES = (
    "record record-entries record-version record-xlsx record-csv record-statements record-recordings "
    "not-to-be-published pledges regional-groups"
)
RECORD_ACTS = (
    "record-extent gist intervention-themes intervention-correct recording-off statement-link statement-post "
    "statement-withdraw pledge-confirm pledge-strike recording-withdraw recording-anchor recording-anchor-remove"
)
CONSOLE_ACTS = (
    "give go-on defer extend move withdraw-for change-for strike conclude ask-to-conclude pause resume undo take-back "
    "open-requests close-requests set-hours speaking-time kind-time suspend resume-session message end-message "
    "console-recording-off chair panellists order slip acknowledge"
)
DRAFT_ACTS = (
    "draft-begin draft-start title-note-add section-add section-arrange paragraph-arrange table-arrange unsource "
    "comment comment-settle reflect text-save version-restore suggest suggestion-decide check-dismiss check-restore"
)
TEXT_PAGES = "text help desk desk-now text-pair text-versions"
DESK_ACTS = (
    "dismiss dismissal-undo remark remark-settle text-save still-right typographical text-here text-version-restore "
    "repetitions-fill "
    "text-return warnings-dismiss text-machine"
)
LETTER_ACTS = (
    "letters-write letters-rewrite letters-send letters-stop letters-print letter-send letter-cancel letter-rewrite "
    "letter-settle letter-doubt letter-file-add letter-file-remove address-trust"
)
WORDING_PAGES = "list message remarks-csv proposals-po"
WORDING_ACTS = "read remark remark-withdraw remark-settle remark-reopen"
WEBHOOK_ACTS = "webhook-test webhook-switch webhook-secret webhook-remove delivery-again"
DRAFT_IMPORTS = "import-preview import-progress import-file import-left-out import-undo"
DRAFT_IMPORT_ACTS = "paste import-place import-make import-apply"
STAGE_ACTS = "clearance-step edition-withdraw"


def public(status=200):
    """Everybody is answered alike."""
    return {status: EVERYBODY}


def signed_in(status=200):
    """Who has no account is asked to sign in."""
    return {302: {ANONYMOUS}, status: EVERYBODY - {ANONYMOUS}}


def closed(to, answer=200, others=403):
    """Some are answered; for the others it is forbidden, or (404) as if it had never been."""
    return _lines({302: {ANONYMOUS}, answer: to, others: EVERYBODY - to - {ANONYMOUS}})


def in_admin(to, answer=200):
    """As `closed`; who has no role does not come into the admin at all."""
    return _lines({302: {ANONYMOUS, NOBODY}, answer: to, 403: EVERY_ROLE - to})


def admin_of(model, see, add, delete):
    """The addresses of a model in the admin; who sees a row also sees its page and its history."""
    app, _, name = model.partition("_")
    return {
        f"admin:{model}_changelist": in_admin(see),
        f"admin:{model}_change": in_admin(see),
        f"admin:{model}_history": in_admin(see),
        f"admin:{model}_add": in_admin(add),
        f"admin:{model}_delete": in_admin(delete),
        f"en/admin/{app}/{name}/<path:object_id>/": public(302),
    }


def pages(namespace, answers):
    names = "programme session-detail speaker-list list-of-speakers speaker-detail photograph delegation-list "
    names += "document-list change-log contact practical-information information-note"
    names += " programme-document speakers-document"
    return {f"{namespace}:{name}": answers for name in names.split()}


def files(namespace, answers):
    return {f"{namespace}:{name}": answers for name in ("schedule-xml", "schedule-json")}


def summary_pages(namespace, answers):
    return {f"{namespace}:{name}": answers for name in "summary side-by-side paragraph document".split()}


def _lines(answers):
    return {status: frozenset(people) for status, people in answers.items() if people}


TABLE = {
    "root": public(302),
    "chinese": public(301),
    "robots": public(),
    "sitemap": public(),
    "favicon": public(301),
    "csp-reports": public(405),
    "metrics": public(404),
    "security-txt": public(404),  # no contact is named
    "operations:status": closed(SECRETARIAT | {"floor-officer"}, others=404),
    "sign-in": public(),
    "account_login": public(),
    "mfa_authenticate": public(302),  # by the password alone
    "account_reauthenticate": signed_in(),
    "mfa_reauthenticate_webauthn": signed_in(403),  # to whoever has nothing to show who they are by
    "mfa_login_webauthn": public(302),
    "mfa_list_webauthn": signed_in(),
    "mfa_add_webauthn": signed_in(),
    "mfa_remove_webauthn": signed_in(404),
    "single-sign-on": public(405),
    "openid_connect_callback": public(404),  # where there is no single sign-on
    "forgotten-password": public(404),  # where no mail is sent
    "new-password": public(404),
    "mfa_reauthenticate": signed_in(403),
    "account": signed_in(),
    "mfa_index": signed_in(),
    "own-password": signed_in(),
    "add-factor": signed_in(302),
    "mfa_activate_totp": signed_in(),
    "mfa_deactivate_totp": signed_in(404),
    "mfa_view_recovery_codes": signed_in(404),
    "mfa_generate_recovery_codes": signed_in(),
    "role-proposals": closed(OFFICES, others=404),
    "factors-reset": closed(SUPERUSER, others=404),
    "session-end": signed_in(405),
    "sessions-end-all": signed_in(405),
    "sign-in-token": signed_in(),
    "first-password": public(410),
    "sign-out": signed_in(405),
    "no-admin": signed_in(403),
    "operations:home": signed_in(),
    "operations:house": closed(SUPERUSER, others=404),
    # Those who read one language alone are led to it
    "operations:wording": _lines(
        {302: TRANSLATORS | {ANONYMOUS}, 200: SECRETARIAT, 404: EVERYBODY - TRANSLATORS - SECRETARIAT - {ANONYMOUS}}
    ),
    **dict.fromkeys((f"operations:wording-{page}" for page in WORDING_PAGES.split()), closed(INTO_FRENCH, others=404)),
    **dict.fromkeys((f"operations:wording-{act}" for act in WORDING_ACTS.split()), signed_in(405)),
    "operations:house-sample": closed(SUPERUSER, others=404),
    "house-styles": public(404),
    "house-emblem": public(404),
    "components": closed(EVERY_ROLE, others=404),
    # For other programs
    **{f"api:{operation.name}": public() for operation in operations()},
    "api:nothing": public(404),
    "api-page": public(),
    # The programme
    "programme:front-page": public(),
    **pages("programme", public()),
    **pages("programme:revision", public()),
    **files("programme", public()),
    **files("programme:revision", public()),
    **pages("programme:preview", closed(EVERY_ROLE, others=404)),
    "programme:document-file": public(404),  # the released document has no file
    "programme:revision:document-file": public(404),
    "programme:preview:document-file": signed_in(404),
    "operations:journal": closed(SECRETARIAT, others=404),
    "operations:journal-document": closed(SECRETARIAT, others=404),
    "programme:document-upload": closed(SECRETARIAT, others=404),
    "programme:calendar": public(),
    "service-worker": public(),
    "programme:manifest": public(),
    "programme:kept": public(),
    "programme:without-connection": public(),
    "programme:search": public(),
    "programme:picture": public(),
    "programme:change-feed": public(),
    "programme:session-calendar": public(),
    "programme:my-programme": public(),
    "programme:my-calendar": public(),
    "programme:door-display": public(),
    "programme:clone": closed(SECRETARIAT, others=404),
    "programme:timetable": closed(EVERY_ROLE, others=404),
    "programme:grid": closed(EVERY_ROLE, others=404),
    **dict.fromkeys(("programme:grid-move", "programme:grid-undo"), signed_in(405)),
    "programme:timetable-session": closed(SECRETARIAT, others=404),
    "programme:timetable-renumber": closed(SECRETARIAT, others=404),
    **dict.fromkeys((f"programme:timetable-{act}" for act in "shift actual move undo-shift".split()), signed_in(405)),
    "speakers:files": closed(SECRETARIAT, others=404),
    "speakers:export": closed(SECRETARIAT, others=404),
    "speakers:import-upload": signed_in(405),
    "speakers:import-preview": signed_in(404),
    "speakers:import-apply": signed_in(405),
    "speakers:import-columns": signed_in(404),
    "speakers:import-correct": signed_in(405),
    "speakers:import-progress": signed_in(404),
    "speakers:import-file": signed_in(404),
    "speakers:import-left-out": signed_in(404),
    "speakers:import-undo": signed_in(404),
    "speakers:duplicates": closed(SECRETARIAT, others=404),
    "speakers:pair": signed_in(404),
    "speakers:apart": signed_in(405),
    "restoring:acts": closed(SECRETARIAT, others=404),
    "restoring:act": signed_in(404),
    "speakers:photographs-upload": signed_in(405),
    "speakers:photographs-preview": signed_in(404),
    "speakers:photographs-apply": signed_in(405),
    "speakers:photographs-choose": signed_in(405),
    "speakers:photographs-picture": signed_in(404),
    "speakers:photographs-progress": signed_in(404),
    "speakers:photographs-file": signed_in(404),
    "speakers:photographs-left-out": signed_in(404),
    "speakers:photographs-undo": signed_in(404),
    # Letters
    "programme:letters": closed(SECRETARIAT, others=404),
    "programme:letters-choose": closed(SECRETARIAT, others=404),
    "programme:letter-archive": closed(SECRETARIAT, others=404),
    "programme:letter-history": closed(SECRETARIAT, others=404),
    "programme:letter": closed(SECRETARIAT, others=404),
    "programme:letter-paper": closed(SECRETARIAT, others=404),
    "programme:letter-settings": closed(SECRETARIAT, others=404),
    "programme:letter-file": signed_in(404),
    "programme:letter-template": closed(SECRETARIAT, others=404),
    **dict.fromkeys((f"programme:{act}" for act in LETTER_ACTS.split()), signed_in(405)),
    "programme:release-list": closed(SECRETARIAT, others=404),
    "programme:site-copy": signed_in(405),
    # Webhooks
    "colleagues:colleagues": closed(SECRETARIAT, others=404),
    **dict.fromkeys((f"colleagues:{act}" for act in "roles switch invitation".split()), signed_in(405)),
    "operations:webhooks": closed(SECRETARIAT, others=404),
    "operations:webhook": signed_in(404),
    **dict.fromkeys((f"operations:{act}" for act in WEBHOOK_ACTS.split()), signed_in(405)),
    # Background work: each sees their own
    "background-work:jobs": closed(EVERY_ROLE, others=404),
    "operations:retention": closed(SECRETARIAT, others=404),
    "operations:overview": closed(EVERY_ROLE, others=404),
    "operations:search": closed(EVERY_ROLE, others=404),
    "operations:help-list": signed_in(),
    "operations:help": signed_in(),
    "operations:conference-help-list": closed(EVERY_ROLE, others=404),
    "operations:conference-help": closed(EVERY_ROLE, others=404),
    "operations:speaker-record": closed(SECRETARIAT, others=404),
    "background-work:file": signed_in(404),
    "background-work:again": signed_in(405),
    "programme:release": signed_in(405),
    "programme:people": closed(SECRETARIAT, others=404),
    "programme:people-mark": signed_in(405),
    "programme:answers": closed(SECRETARIAT, others=404),
    "programme:answers-accept": signed_in(405),
    "programme:answers-return": signed_in(405),
    "programme:answers-photograph": closed(SECRETARIAT, others=404),
    "programme:answer-links": closed(SECRETARIAT, others=404),
    "programme:answer-cards": signed_in(405),
    "programme:answer-revoke": signed_in(405),
    "programme:answer-period": signed_in(405),
    # Speakers, by their private links: who has not opened one finds nothing
    "programme:answer-link": public(404),
    "programme:answer": public(404),
    "programme:answer-photograph": public(404),
    "programme:answer-token": public(404),
    "programme:answer-close": public(404),
    # Readers who are told of changes by e-mail: not where no mail is sent, and by the links of messages
    "programme:subscribe": public(404),
    "programme:push": public(404),  # there is no key
    "programme:push-end": public(405),
    "programme:subscription": public(404),
    "programme:subscription-end": public(404),
    "programme:person-mark": signed_in(405),
    "programme:withdraw": signed_in(405),
    "programme:schedule-import": closed(SECRETARIAT, others=404),
    "programme:schedule-import-preview": signed_in(404),
    "programme:schedule-import-progress": signed_in(404),
    "programme:schedule-import-file": signed_in(404),
    "programme:schedule-import-left-out": signed_in(404),
    "programme:schedule-import-undo": signed_in(404),
    "programme:schedule-upload": signed_in(405),
    "programme:schedule-import-apply": signed_in(405),
    # The President's Summary
    **summary_pages("summary", public()),
    **summary_pages("summary:edition", public()),
    "summary:edition-list": public(),
    # The draft of the Summary: translators find it once it is in translation
    # The draft: translators are led to their desk
    "summary:draft": _lines(
        {
            302: TRANSLATORS | {ANONYMOUS},
            200: DRAFT_READERS,
            404: EVERYBODY - DRAFT_READERS - TRANSLATORS - {ANONYMOUS},
        }
    ),
    "summary:draft-parts": closed(DRAFT_READERS, others=404),
    "summary:draft-version": closed(DRAFT_READERS, others=404),
    "summary:versions": closed(DRAFT_READERS | TRANSLATORS, others=404),
    **dict.fromkeys((f"summary:{act}" for act in DRAFT_ACTS.split()), signed_in(405)),
    "summary:suggestions": closed(DRAFT_READERS, others=404),
    "summary:checks": closed(DRAFT_READERS, others=404),
    "summary:masthead": closed(DRAFT_READERS, others=404),
    "summary:clearance": closed(DRAFT_READERS, others=404),
    "summary:translations": closed(DRAFT_READERS | TRANSLATORS, answer=301, others=404),
    "summary:translation": closed(DRAFT_READERS | TRANSLATORS, answer=301, others=404),
    "summary:translation-of-text": closed(DRAFT_READERS | TRANSLATORS, answer=301, others=404),
    "summary:draft-document": closed(DRAFT_READERS | TRANSLATORS, others=404),
    "summary:issue": closed(SECRETARIAT, others=404),
    "summary:imports": closed(OFFICES | {"note-taker"}, others=404),
    **dict.fromkeys((f"summary:{page}" for page in DRAFT_IMPORTS.split()), signed_in(404)),
    **dict.fromkeys((f"summary:{act}" for act in DRAFT_IMPORT_ACTS.split()), signed_in(405)),
    **dict.fromkeys((f"summary:{act}" for act in STAGE_ACTS.split()), signed_in(405)),
    # The translators' desk
    "translation:desks": closed(SECRETARIAT | TRANSLATORS, others=404),
    "translation:overview": closed(DRAFT_READERS | TRANSLATORS, others=404),
    "translation:assign": closed(SECRETARIAT, others=404),
    "translation:assignment": signed_in(404),
    "translation:assignment-close": signed_in(405),
    "translation:exchange": closed(SECRETARIAT | TRANSLATORS, others=404),
    "translation:export": closed(INTO_FRENCH, others=404),
    "translation:glossary": closed(SECRETARIAT | TRANSLATORS, others=404),
    "translation:concordance": closed(SECRETARIAT | TRANSLATORS, others=404),
    "translation:concept": closed(SECRETARIAT | TRANSLATORS, others=404),
    "translation:concept-add": closed(SECRETARIAT, others=404),
    "translation:concept-delete": signed_in(405),
    "translation:glossary-import": closed(SECRETARIAT, others=404),
    "translation:glossary-import-preview": signed_in(404),
    "translation:glossary-import-apply": signed_in(405),
    "translation:glossary-import-columns": signed_in(404),
    "translation:glossary-import-correct": signed_in(405),
    "translation:glossary-import-progress": signed_in(404),
    "translation:glossary-import-file": signed_in(404),
    "translation:glossary-import-left-out": signed_in(404),
    "translation:glossary-import-undo": signed_in(404),
    "translation:glossary-export": signed_in(404),
    "translation:questions": closed(SECRETARIAT | TRANSLATORS, others=404),
    "translation:warnings": closed(INTO_FRENCH, others=404),
    "translation:warnings-correct": closed(INTO_FRENCH, others=404),
    "translation:replace": closed(INTO_FRENCH, others=404),
    "translation:consistency": closed(INTO_FRENCH, others=404),
    "translation:analysis": closed(INTO_FRENCH, others=404),
    **dict.fromkeys((f"translation:{page}" for page in TEXT_PAGES.split()), closed(INTO_FRENCH, others=404)),
    "translation:text-on-the-desk": closed(INTO_FRENCH, answer=302, others=404),
    **dict.fromkeys((f"translation:{act}" for act in DESK_ACTS.split()), signed_in(405)),
    "translation:import": signed_in(405),
    "translation:import-preview": signed_in(404),
    "translation:import-apply": signed_in(405),
    "translation:import-progress": signed_in(404),
    "translation:import-file": signed_in(404),
    "translation:import-left-out": signed_in(404),
    "translation:import-state": signed_in(405),
    "translation:import-undo": signed_in(404),
    "translation:reference": closed(SECRETARIAT | TRANSLATORS, others=404),
    "translation:reference-align": signed_in(405),
    "translation:reference-import-pairs": signed_in(404),
    "translation:reference-import-save-pairs": signed_in(405),
    "translation:reference-import-look": signed_in(405),
    "translation:reference-import-again": signed_in(405),
    "translation:reference-import-preview": signed_in(404),
    "translation:reference-import-apply": signed_in(405),
    "translation:reference-import-progress": signed_in(404),
    "translation:reference-import-file": signed_in(404),
    "translation:reference-import-left-out": signed_in(404),
    "translation:reference-import-undo": signed_in(404),
    # The room and the public
    "floor:now": public(),
    "floor:live": public(),
    "floor:state": public(),
    "floor:screen": public(),
    # Delegations, from their phones: who has not joined finds nothing
    "floor:join": public(404),
    "floor:delegation": public(404),
    "floor:delegation-now": public(404),
    "floor:delegation-token": public(404),
    "floor:delegation-state": public(404),
    "floor:ask": public(404),
    "floor:withdraw": public(404),
    "floor:change-own": public(404),
    "floor:read-notices": public(404),
    "floor:leave": public(405),
    "floor:seats": closed(RUNNERS, others=404),
    "floor:seat-links": signed_in(405),
    "floor:seat-revoke": signed_in(405),
    "floor:seat-validity": signed_in(405),
    "floor:device-remove": signed_in(405),
    # The interpreters' booths: by a role, or by the link of a booth
    **dict.fromkeys(
        ("floor:booth", "floor:booth-now", "floor:booth-version", "floor:booth-terms", "floor:booth-paper"),
        _lines({200: IN_BOOTHS, 404: EVERYBODY - IN_BOOTHS}),
    ),
    "floor:booth-signal": _lines({405: IN_BOOTHS, 404: EVERYBODY - IN_BOOTHS}),
    "floor:booth-text": public(404),
    "floor:booth-open": public(404),
    "floor:booths": closed(IN_BOOTHS, others=404),
    "floor:booth-links": signed_in(405),
    "floor:booth-revoke": signed_in(405),
    # The console of the co-chairs and the secretariat
    "floor:floor-list": closed(ON_THE_FLOOR, others=404),
    **dict.fromkeys(
        (f"floor:{page}" for page in CONSOLE_PAGES.split()),
        closed(RUNNERS, others=404),
    ),
    **dict.fromkeys((f"floor:{act}" for act in CONSOLE_ACTS.split()), signed_in(405)),
    # The record
    **dict.fromkeys((f"floor:{page}" for page in RECORD_PAGES.split()), closed(ON_THE_FLOOR, others=404)),
    **dict.fromkeys((f"floor:{act}" for act in RECORD_ACTS.split()), signed_in(405)),
    "floor:gist-history": signed_in(404),
    "floor:statement-file": signed_in(404),
    "floor:statement-upload": public(404),
    "floor:statement-receipt": public(404),
    "floor:statement-receipt-text": public(404),
    "floor:own-statement-withdraw": public(405),
    "floor:statement-list": public(),
    "floor:statement": public(404),
    "floor:statement-file-by-name": public(404),
    "floor:delegation-detail": public(),
    "floor:delegation-statements": public(301),
    "floor:session-statements-zip": public(404),
    "floor:conference-statements-zip": public(404),
    "floor:statement-feed": public(),
    "floor:statistics": public(),
    # Recordings
    "floor:recording-change": signed_in(404),
    "floor:recording-zero": signed_in(404),
    "floor:recordings": public(),
    "floor:chapters-vtt": public(404),
    "floor:chapters-json": public(404),
    # The admin
    "admin:index": in_admin(EVERY_ROLE),
    "admin:login": public(302),
    "admin:logout": in_admin(EVERY_ROLE, 405),
    "admin:password_change": in_admin(EVERY_ROLE),
    "admin:password_change_done": in_admin(EVERY_ROLE),
    "admin:autocomplete": in_admin(NO_ONE),
    "admin:jsi18n": in_admin(EVERY_ROLE),
    "admin:view_on_site": in_admin(EVERY_ROLE, 404),
    "admin:app_list": in_admin(EVERY_ROLE, 302),
    "en/admin/(?P<url>.*)$": in_admin(EVERY_ROLE, 404),
    **admin_of("conference_conference", see=EVERY_ROLE, add=SECRETARIAT, delete=SECRETARIAT),
    **admin_of("conference_user", see=SECRETARIAT, add=SECRETARIAT, delete=SUPERUSER),
    "admin:auth_user_password_change": in_admin(SECRETARIAT),
    **admin_of("conference_auditentry", see=OFFICES, add=NO_ONE, delete=NO_ONE),
    **admin_of("conference_release", see=OFFICES, add=NO_ONE, delete=NO_ONE),
    **admin_of("auth_group", see=SECRETARIAT, add=NO_ONE, delete=NO_ONE),
    **admin_of("speakers_state", see=EVERY_ROLE, add=SUPERUSER, delete=SUPERUSER),
    **admin_of("speakers_delegation", see=EVERY_ROLE, add=SECRETARIAT, delete=SECRETARIAT),
    "admin:conference_conference_archive": in_admin(SECRETARIAT),
    "admin:speakers_delegation_add_states": in_admin(SECRETARIAT),
    **admin_of("speakers_speaker", see=EVERY_ROLE, add=SECRETARIAT, delete=SECRETARIAT),
    **admin_of("conference_document", see=EVERY_ROLE, add=SECRETARIAT, delete=SECRETARIAT),
    **admin_of("conference_practicalsection", see=EVERY_ROLE, add=SECRETARIAT, delete=SECRETARIAT),
    **admin_of("programme_room", see=EVERY_ROLE, add=SECRETARIAT, delete=SECRETARIAT),
    **admin_of("programme_session", see=EVERY_ROLE, add=SECRETARIAT, delete=SECRETARIAT),
    **admin_of("programme_lettertemplate", see=EVERY_ROLE, add=SECRETARIAT, delete=SECRETARIAT),
    **admin_of("programme_letter", see=SECRETARIAT, add=NO_ONE, delete=NO_ONE),
    **admin_of("floor_group", see=EVERY_ROLE, add=SECRETARIAT, delete=SECRETARIAT),
    **admin_of("floor_speakingtime", see=EVERY_ROLE, add=SECRETARIAT, delete=SECRETARIAT),
    "admin:conference_document_order": in_admin(EVERY_ROLE, 405),
    "admin:programme_room_order": in_admin(EVERY_ROLE, 405),
    "admin:programme_session_order": in_admin(EVERY_ROLE, 405),
    "admin:floor_group_order": in_admin(EVERY_ROLE, 405),
    **admin_of("floor_intervention", see=ON_THE_FLOOR, add=NO_ONE, delete=NO_ONE),
    **admin_of("floor_floorevent", see=ON_THE_FLOOR, add=NO_ONE, delete=NO_ONE),
}


@pytest.fixture
def visitors(db):
    return make_visitors()


@pytest.fixture
def keys(visitors, settings, tmp_path):
    """A row of each kind that has an address: {"app/model": its key}."""
    settings.MEDIA_ROOT = tmp_path
    conference = make_conference()
    photograph = default_storage.save("photographs/a.jpg", ContentFile(b"picture"))
    speaker = make_speaker(conference, photograph=photograph, consents_to_photograph=True)
    panel = make_panel(conference, room=conference.rooms.create(**in_six("name", "Room")))
    panel.roles.create(speaker=speaker, kind="panellist")
    press = conference.delegations.create(kind="media", **in_six("name", "Press"))
    presiding.open_requests(panel, by=User.objects.get(username="visitor"), at=MORNING)
    asked = ask_for_floor(panel, press, key=uuid4(), through="phone", at=MORNING)
    rows = [
        conference,
        conference.documents.create(**in_six("title", "Note")),
        conference.practical_sections.create(heading="visas"),
        speaker,
        panel,
        panel.room,
        press,
        asked,
        FloorEvent.objects.first(),
        State.objects.create(iso3="FRA", iso2="FR", m49="250", status="member", region="europe"),
        conference.groups.create(**in_six("name", "Group")),
        conference.speaking_times.create(kind="group", time=timedelta(minutes=5)),
        conference.letter_templates.create(kind="invitation", **in_six("body", "Body")),
        conference.letters.create(speaker=speaker, kind="invitation", language="en", made_at=MORNING),
        make_summary(conference, stage="in-translation"),
        release(conference),
        issue(conference),
        Text.objects.of(conference, "title").get(),
        Concept.objects.create(key="concept"),
        AuditEntry.objects.first(),
        Group.objects.first(),
        User.objects.get(username="visitor"),
    ]
    return {row._meta.label_lower.replace(".", "/"): row.pk for row in rows}


def test_each_address_has_a_line_and_each_line_an_address():
    assert set(all_routes()) ^ set(TABLE) == set()


@pytest.mark.timeout(600)
@pytest.mark.parametrize("area", ["en/admin/", ""])
def test_each_address_answers_each_role_as_its_line_says(visitors, keys, area):
    """It takes over 5 s because each kind of visitor asks for each of some 400 addresses.

    Who is answered what is decided above the database: on PostgreSQL one of those asks who are answered alike, so that
    each page asks both databases.
    """
    wrong = []
    for name, route in all_routes().items():
        if route.startswith("en/admin/") != bool(area):
            continue
        address = address_of(route, SAMPLES, keys)
        for status, people in TABLE.get(name, {}).items():
            for person in sorted(asked_of(status, people, name) if connection.vendor == "sqlite" else one_of(people)):
                found = _status(visitors[person], address)
                if found != status:
                    wrong.append(f"{address} ({name}): {person} is answered {found}, not {status}")

    assert wrong == []


def test_closed_address_answers_the_same_for_what_never_existed(visitors, keys):
    """Who has no account cannot find out what there is."""
    never = dict.fromkeys(SAMPLES, NEVER) | {"conference": "never", "format": SAMPLES["format"]}
    differences = []
    for name, route in all_routes().items():
        if ANONYMOUS in TABLE.get(name, {}).get(302, ()) and "<" in route:
            there, not_there = address_of(route, SAMPLES, keys), address_of(route, never, {})
            answers = [_answer(visitors[ANONYMOUS], address) for address in (there, not_there)]
            if answers[0] != answers[1]:
                differences.append((name, answers))

    assert differences == []


@pytest.mark.one_database
@pytest.mark.timeout(600)
def test_every_page_of_staff_is_html(visitors, keys):
    """It takes over 5 s because it draws and checks some 150 pages; `test_public_site.py` checks what is public."""
    drawn = {}
    for name, route in all_routes().items():
        if not TABLE.get(name, {}).get(200, frozenset()) & {ANONYMOUS} and not route.startswith("en/admin/"):
            address = address_of(route, SAMPLES, keys)
            response = visitors[ROOT].get(address)
            if not response.streaming and response.content.startswith(b"<!doctype html"):
                drawn[address] = response.content
            elif response.streaming:
                b"".join(response)  # which closes the file

    assert len(drawn) > 80, len(drawn)
    assert html_checker.faults(drawn) == ""


def asked_of(status, people, name):
    """Those who ask for an address, of those who are answered alike: of translators and revisers some, but others each
    time; and with somebody without an account, two more.

    Where one may only post, whoever is signed in hears the same: one without a role and some with one ask. Who may post
    there, `test_acts.py` says of everybody.
    """
    people = some_of_each_language(people, name)
    if ANONYMOUS in people:
        return set(sorted(people - {ANONYMOUS})[:2]) | {ANONYMOUS}
    if status == 405 and {ROOT, NOBODY} < people:
        return {ROOT, NOBODY, *sorted(people - {ROOT, NOBODY})[crc32(name.encode()) % (len(people) - 2) :][:1]}
    return people


def one_of(people):
    return people & {ROOT} or {min(people)}


def _status(client, address):
    response = client.get(address)
    if response.streaming:
        b"".join(response)  # which closes the file
    return response.status_code


def _answer(client, address):
    response = client.get(address)
    return response.status_code, response.headers["Location"].replace(address, "(address)")
