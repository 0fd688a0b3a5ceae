"""A survivor's protection holds on every address that there is, in every language and every kind of file.

The addresses are those of the project, so that a new one is looked at from the day on which it is added. Whoever adds
a part to an address that it leaves open says in `tests/test_access.py` what it says.
"""

import json
import re
from html import unescape
from io import BytesIO
from itertools import product
from urllib.parse import unquote
from uuid import uuid4
from zipfile import ZipFile, is_zipfile

import pypdfium2
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client

from conference.database_triggers import suspended
from conference.languages import CODES, columns
from conference.models import Release
from floor.procedure import presiding, requests
from programme.release.content import content_of
from programme.release.releasing import plan_of
from speakers.models import Speaker
from speakers.protection import CONSENTS
from summary.documents.documents import FORMATS
from summary.draft import skeleton
from summary.editions import issuing
from summary.models import Paragraph, Summary
from summary.text.content import content_of as summary_content_of
from tests.factories import MORNING, in_six, make_conference, make_panel, make_session, make_speaker, release
from tests.staff import browser_of, make_member, open_form
from tests.summary.conftest import NOON
from tests.test_access import SAMPLES, TABLE, address_of, all_routes

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

NAMES = ("زقفارا", "甄曲瓦拉", "Zxqvara", "Zxqvarère", "Зкварова", "Zxqvareña")
SURNAMES = dict(zip(columns("name"), NAMES, strict=True))
FORMER = "zxqvara-hong"
TITLES = dict.fromkeys(columns("courtesy_title"), "Qtitlex")
SORTED = dict.fromkeys(columns("sort_name"), "Qsortedx")
MISSION = dict.fromkeys(columns("name"), "Qmissionx")
ADDRESS = "qmailx@example.org"
SECRETS = [*NAMES, "Qsaidx", "Qtitlex", "Qsortedx", "Qmissionx", ADDRESS, FORMER, "private-face"]
SHOWN = "A survivor"


def of_each(columns_of_field):
    """The texts of six columns as a release has them; none where there are no columns."""
    return dict(zip(CODES, columns_of_field.values() or [""] * 6, strict=True))


# What is released of a speaker's fields: of one who is known, and of a protected one of whom the same is on file.
# A new field needs a word here.
RELEASED = {
    "precedence": (45, None),
    "slug": ("jane-roe", "participant-2b3c4d5e6f"),
    "photograph": ("photographs/a.jpg", ""),
    "indexing": (True, False),
    "recording": (True, False),
    "delegation": ({"kind": "media", "name": of_each(MISSION)}, None),
    "courtesy_title": (of_each(TITLES), of_each({})),
    "name": (of_each(SURNAMES), of_each(in_six("name", SHOWN))),
    "sort_name": (of_each(SORTED), of_each({})),
    "function": (of_each(in_six("function", "Founder")),) * 2,
    "affiliation": (of_each(in_six("affiliation", "A foundation")),) * 2,
    "biography": (of_each(in_six("biography", "Life")),) * 2,
}
# What is on file of a speaker and of which nothing is ever released.
ON_FILE = {"id", "conference", "status", "status_at", "protected", "displayed_name", "former_slug"} | {
    "email",
    "further_emails",
    "assistant_emails",
    "correspondence_language",
    "time_zone",
    "pronunciation",
    "precedence_reason",
    "consents_to_photograph",
}
RELEASED_AS = {"consents_to_recording": "recording", "consents_to_indexing": "indexing"}


@pytest.fixture
def secretariat():
    return browser_of(make_member("secretariat"))


@pytest.fixture
def conference(secretariat, settings, tmp_path):
    """A dialogue of two speakers: one is protected, after a revision had named them already; the floor is theirs."""
    settings.MEDIA_ROOT = tmp_path
    faces = [default_storage.save(f"photographs/{name}.jpg", ContentFile(b"x")) for name in ("private-face", "open")]
    conference = make_conference()
    conference.practical_sections.create(heading="visas", **in_six("text", "Visas"))
    panel = make_panel(conference, room=conference.rooms.create(**in_six("name", "Room")))
    make_session(conference)
    conference.delegations.create(kind="media", **in_six("name", "Delegation"))
    release(conference)
    hidden = make_speaker(
        conference,
        slug=FORMER,
        email=ADDRESS,
        photograph=faces[0],
        consents_to_photograph=True,
        pronunciation="Qsaidx",
        **SURNAMES,
        **TITLES,
        **SORTED,
    )
    for kind in ("co-chair", "panellist", "speaker"):
        panel.roles.create(kind=kind, speaker=hidden)
    known = make_speaker(
        conference, slug="speaker-0", photograph=faces[1], consents_to_photograph=True, consents_to_indexing=True
    )
    panel.roles.create(kind="moderator", speaker=known)
    release(conference)
    protect(secretariat, hidden)
    of_mission(hidden)
    draft = conference.sessions.order_by("pk")
    secretariat.post(
        "/en/dialogue/release/new/",
        {"seen": plan_of(conference).shown.token, "in_spite": "on", "withdraw_naming": "on"},
    )
    draft.update(**in_six("description", "More"))
    release(conference)
    hold(panel, make_member("co-chair"))
    return conference


@pytest.fixture
def summarized(conference):
    """The same dialogue, the President's Summary of which is issued."""
    write_summary(conference)
    return conference


def protect(secretariat, speaker):
    page = f"/en/admin/speakers/speaker/{speaker.pk}/change/"
    sent = open_form(secretariat, page) | {"protected": "on", **in_six("displayed_name", SHOWN)}
    assert secretariat.post(page, sent).status_code == 302


def of_mission(hidden):
    """Their delegation is one of another conference: the list of delegations tells the name of each of this one."""
    mission = make_conference(slug="elsewhere").delegations.create(kind="media", **MISSION)
    Speaker.objects.filter(pk=hidden.pk).update(delegation=mission)


def hold(panel, by):
    """The protected speaker presides, has answered, answers now, and is next."""
    presiding.open_requests(panel, by=by, at=MORNING)
    presiding.hand_over_chair(panel, panel.roles.get(kind="co-chair"), by=by, at=MORNING)
    role = panel.roles.get(kind="panellist")
    for _answer in range(2):
        answer = requests.ask_for_panellist(role, key=uuid4(), by=by, at=MORNING)
        current = panel.interventions.speaking().first()
        presiding.give_floor(answer, by=by, at=MORNING, instead_of=current and current.pk)
    requests.ask_for_panellist(role, key=uuid4(), by=by, at=MORNING)


def write_summary(conference):
    drafter = make_member("secretariat", "drafter")
    summary = skeleton.begin(conference, by=drafter, at=NOON)
    skeleton.start_from_the_record(summary, by=drafter, at=NOON)
    summary.dated_on, summary.stage, summary.symbol = conference.ends_on, "issued", "A/66/1"
    summary.save()
    assert Paragraph.objects.filter(text_fr__contains=SHOWN).exists()
    # Without making each document first, because their addresses are asked for anyway.
    content = issuing.edition_of(summary_content_of(summary), issuing.FIRST, [], frozenset())
    Release.objects.release(conference, Release.Matter.SUMMARY, content, note="", by=drafter, at=NOON)


def words_of(response):
    """All that an answer says, in whatever file. A picture holds no text: it is drawn from the content."""
    body = b"".join(response) if response.streaming else response.content
    kind = response.headers.get("Content-Type", "").partition(";")[0]
    head = unquote(str(response.headers)) + str(response.cookies)
    return head if kind.startswith("image/") else f"{head}\n{_words(body)}"


def _words(body):
    if body.startswith(b"%PDF"):
        with pypdfium2.PdfDocument(body) as document:
            pages = "\n".join(page.get_textpage().get_text_range() for page in document)
            return f"{pages}{document.get_metadata_dict()}{body.decode('latin-1')}"
    if is_zipfile(BytesIO(body)):
        with ZipFile(BytesIO(body)) as archive:
            return "\n".join(name + _words(archive.read(name)) for name in archive.namelist())
    text = body.decode(errors="replace")
    if text.lstrip().startswith(("{", "[")):
        return json.dumps(json.loads(text), ensure_ascii=False)
    return unquote(unescape(re.sub("\r\n[ \t]", "", text)))  # lines of a calendar are folded


def told(words):
    return [secret for secret in SECRETS if secret.casefold() in words.casefold()]


def addresses(conference, names):
    """Each address of those names, with all that may stand in its open parts and might tell: (name, address).

    Of the revisions, that is the one that named the person, and the first after it: the newest has the addresses
    without a number as well, the oldest was before the person came. Only one session has people.
    """
    speakers = list(conference.speakers.values_list("slug", flat=True))
    choices = {
        "speaker": [*speakers, FORMER],
        "session": ["session-0"],
        "revision": ["2", "3"],
        "format": ["pdf", "docx"],
        "ending": list(FORMATS),
    }
    keys = {
        "programme/room": conference.rooms.get().pk,
        "summary/summary": Summary.objects.filter(conference=conference).values_list("pk", flat=True).first(),
        "speakers/delegation": conference.delegations.values_list("pk", flat=True).first(),
        "speakers/speaker": conference.speakers.get(protected=True).pk,
    }
    for name, route in all_routes().items():
        open_parts = [part for part in re.findall(r"<(?:\w+:)?(\w+)>", route) if part in choices]
        if name in names:
            for chosen in product(*(choices[part] for part in open_parts)):
                samples = SAMPLES | dict(zip(open_parts, chosen, strict=True))
                yield name, address_of(route, samples, keys)


def test_each_field_of_a_speaker_is_released_or_withheld_as_the_table_says():
    """The constraints keep a photograph and a consent from a protected speaker; all else is on file as of the other."""
    conference = make_conference()
    of_both = {
        "delegation": conference.delegations.create(kind="media", **MISSION),
        "email": ADDRESS,
        **SURNAMES,
        **TITLES,
        **SORTED,
        **in_six("function", "Founder"),
        **in_six("affiliation", "A foundation"),
        **in_six("biography", "Life"),
        "precedence": 45,
    }
    consents = dict.fromkeys(CONSENTS, True)
    make_speaker(conference, slug="jane-roe", photograph="photographs/a.jpg", **consents, **of_both)
    hidden = {"slug": "participant-2b3c4d5e6f", "former_slug": FORMER, "protected": True}
    make_speaker(conference, **hidden, **in_six("displayed_name", SHOWN), **of_both)

    known, protected = content_of(conference)["speakers"]

    assert {field: (known[field], protected.get(field)) for field in known} == RELEASED
    assert told(json.dumps(protected, ensure_ascii=False)) == []


def test_each_field_on_file_of_a_speaker_is_in_the_table():
    on_file = {field.name for field in Speaker._meta.concrete_fields if not hasattr(field, "translated_field")}

    assert {RELEASED_AS.get(name, name) for name in on_file - ON_FILE} == RELEASED.keys()


def test_no_public_address_tells_who_a_protected_speaker_is(summarized):
    """In six languages, every page, feed, calendar, file and document of the public: 700, which take their time."""
    public = {name for name, answers in TABLE.items() if "anonymous" in answers.get(200, ())}
    client, answered, found = Client(), set(), []
    for name, address in addresses(summarized, public):
        for code in CODES:
            response = client.get(address.replace("/en/", f"/{code}/", 1))
            if response.status_code == 200:
                answered.add(name)
            elif FORMER in address:
                continue  # says that nothing is at that address, which the reader has named
            found += [(name, address, code, secret) for secret in told(words_of(response))]

    assert found == []
    assert public - answered == set()  # what never answered was not looked at


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    "role", ["translator-fr", "reviser-fr", "note-taker", "floor-officer", "co-chair", "interpreter"]
)
def test_no_page_of_the_staff_tells_it_but_to_the_secretariat(summarized, role):
    """Every address that is open to the role: over 5 s, for they are many, and each document is set anew."""
    client = browser_of(make_member(role, f"another-{role}"))
    open_to = {name for name, answers in TABLE.items() if role in answers.get(200, ())}

    found = [
        (name, address, secret)
        for name, address in addresses(summarized, open_to)
        if FORMER not in address
        for secret in told(words_of(client.get(address)))
    ]

    # The admin's list of the delegations of all conferences names each of them, and nobody who belongs to it.
    assert [each for each in found if each[::2] != ("admin:speakers_delegation_changelist", "Qmissionx")] == []


def test_search_for_the_real_name_does_not_lead_to_the_person(conference):
    hidden, client = conference.speakers.get(protected=True), Client()
    page = f"/speakers/{hidden.slug}/"
    searches = [name for name in all_routes() if "search" in name and "anonymous" in TABLE[name].get(200, ())]
    assert searches

    for name, address in addresses(conference, searches):
        for asked in (*SURNAMES.values(), FORMER):
            assert page not in client.get(address, {"q": asked}).content.decode(), name
        assert page in client.get(address, {"q": "survivor"}).content.decode(), name


def test_address_and_photograph_of_before_the_protection_are_gone(conference):
    client = Client()

    for edition in ("", "revisions/2/", "revisions/4/"):
        for page in ("", "photograph.jpg"):
            assert client.get(f"/en/dialogue/{edition}speakers/{FORMER}/{page}").status_code == 404
    public = conference.releases.public().order_by("number")
    assert list(public.values_list("number", flat=True)) == [1, 3, 4]


def test_page_of_a_protected_speaker_is_not_to_be_indexed_nor_mapped(conference):
    hidden, client = conference.speakers.get(protected=True), Client()

    page = client.get(f"/en/dialogue/speakers/{hidden.slug}/").content.decode()

    assert SHOWN in page
    assert '<meta name="robots" content="noindex">' in page
    assert hidden.slug not in client.get("/sitemap.xml").content.decode()


def test_machines_are_told_nothing_of_who_wants_no_indexing(conference):
    body = Client().get("/en/dialogue/sessions/session-0/").content.decode()

    data = re.search(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', body, re.DOTALL)[1]
    assert '"Event"' in data
    assert SHOWN in body
    assert SHOWN not in data


def test_schedules_say_that_the_session_of_a_protected_speaker_is_not_recorded(conference):
    client = Client()

    schedule = client.get("/en/dialogue/schedule.json").json()["schedule"]["conference"]
    events = [event for day in schedule["days"] for room in day["rooms"].values() for event in room]
    assert {event["title"]: event["do_not_record"] for event in events} == {
        "Session 0 (en)": True,
        "Session 1 (en)": False,
    }
    assert client.get("/en/dialogue/schedule.xml").content.count(b"<optout>true</optout>") == 1


def test_changes_between_public_revisions_do_not_tell_the_name(conference):
    """Also where the revision that names the person was left public."""
    with suspended(connection, "conference_release"):
        conference.releases.filter(number=2).update(withdrawn_at=None, withdrawn_by=None, withdrawal_reason="")
    client = Client()

    for page in ("changes/", "changes.atom"):
        words = words_of(client.get(f"/en/dialogue/{page}"))
        assert SHOWN in words
        assert told(words) == []
