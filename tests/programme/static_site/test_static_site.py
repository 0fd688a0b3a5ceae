import posixpath
import re
from io import BytesIO, StringIO
from pathlib import PurePath
from urllib.parse import unquote, urlsplit
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.utils.translation import get_language, override
from lxml import html
from PIL import Image

from conference.house import House, current_house, set_house
from conference.languages import CODES
from conference.models import Job, Release
from floor.models import Intervention, Statement
from programme.models import Session
from programme.release.editions import CURRENT, released
from programme.static_site.crawl import SiteCopy
from programme.static_site.links import belongs, parsed, rewritten
from speakers.models import Speaker
from tests.background import do_background_work
from tests.factories import MORNING, in_six, make_conference, make_panel, make_session, make_speaker, release
from tests.staff import make_member
from tests.summary.conftest import make_summary
from tests.summary.editions.issuing import issue

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ROOT = "dialogue-revision-1/"


def copied():
    file = BytesIO()
    SiteCopy(released(CURRENT, "dialogue")).write(file)
    return file.getvalue()


def files_of(body):
    with ZipFile(BytesIO(body)) as zip:
        return {name: zip.read(name) for name in zip.namelist()}


@pytest.fixture
def conference(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    conference = make_conference(**in_six("contact_text", "Write"), contact_url="https://www.un.org/{language}/")
    conference.documents.create(symbol="A/1", url="https://undocs.org/{language}/A/1", **in_six("title", "Document"))
    conference.delegations.create(kind="media", **in_six("name", "Press"))
    panel = make_panel(conference, room=conference.rooms.create(**in_six("name", "Room")))
    photograph = default_storage.save("photographs/a.jpg", ContentFile(b"picture"))
    speaker = make_speaker(conference, photograph=photograph, consents_to_photograph=True)
    panel.roles.create(kind="panellist", speaker=speaker)
    make_session(conference)
    release(conference)
    return conference


_files = {}


@pytest.fixture
def files(conference):
    """The files of a copy with a Summary, to look at: made by the first test that asks, because it takes long."""
    if not _files:
        make_summary(conference)
        issue(conference)
        _files.update(files_of(copied()))
    return _files


def test_copy_has_the_colours_and_the_emblem_of_the_house(conference):
    picture = BytesIO()
    Image.new("RGBA", (8, 8), "#7a1f2b").save(picture, "PNG")
    set_house(
        House(names={code: f"Office {code}" for code in CODES}, colour="#7a1f2b", emblem="abc"), picture.getvalue()
    )

    files = files_of(copied())

    assert files[f"{ROOT}media/house/abc/emblem.png"] == picture.getvalue()
    assert b"--deep:#7a1f2b;" in files[f"{ROOT}media/house/{current_house().mark}/colours.css"]
    first = files[f"{ROOT}index.html"].decode()
    assert ('src="media/house/abc/emblem.png"' in first, "colours.css" in first) == (True, True)


def test_copy_has_the_pages_in_six_languages(files):
    for code in CODES:
        for page in (
            "",
            "speakers/",
            "speakers/speaker-0/",
            "sessions/session-0/",
            "documents/",
            "changes/",
            "contact/",
        ):
            assert f"{ROOT}{code}/dialogue/{page}index.html" in files
        for document in ("programme.pdf", "participants.docx", "programme.ics", "schedule.xml", "summary/summary.pdf"):
            assert f"{ROOT}{code}/dialogue/{document}" in files
    assert "Session 0 (ru)" in files[f"{ROOT}ru/dialogue/sessions/session-0/index.html"].decode()
    assert [name for name in files if re.search(r"revisions|my-programme|/rooms/|preview|dialogue/floor", name)] == []


def test_copy_has_the_page_of_a_delegation_which_names_its_statements_without_their_files(conference):
    [press] = conference.delegations.all()
    panel = conference.sessions.get(kind="panel")
    row = Intervention.objects.create(
        session=panel, delegation=press, key=uuid4(), through="record", state="concluded", asked_at=MORNING
    )
    filed = {"language": "fr", "mark": "check", "format": "pdf", "size": 1000, "uploaded_at": MORNING}
    Statement.objects.create(session=panel, delegation=press, intervention=row, file="a.pdf", **filed)

    page = parsed(files_of(copied())[f"{ROOT}en/dialogue/delegations/{press.pk}/index.html"])

    [chip] = page.find_class("language-chip")
    assert chip.text_content().startswith("Français")
    assert "href" not in chip.attrib
    assert "In the programme" not in page.text_content()


def test_each_link_leads_to_a_file_or_to_another_site(files):
    astray = []
    for name, body in files.items():
        if not name.endswith("/index.html"):
            continue
        page = html.document_fromstring(body)
        for element, _attribute, link, _place in page.iterlinks():
            target = urlsplit(link)
            if target.scheme in ("https", "mailto"):
                continue
            file = posixpath.normpath(
                posixpath.join(posixpath.dirname(name), unquote(target.path) or posixpath.basename(name))
            )
            ids = [file] if not target.fragment else html.document_fromstring(files.get(file, b"<p>")).xpath("//@id")
            if target.scheme or target.path.startswith("/") or file not in files or target.fragment not in ("", *ids):
                astray.append((name, element.tag, link))

    assert astray == []


def test_language_switch_leads_to_the_same_page(files):
    page = html.document_fromstring(files[f"{ROOT}ar/dialogue/sessions/session-0/index.html"])

    links = [link.get("href") for link in page.xpath("//nav[@class='languages']//a")]

    assert links == [
        "index.html",
        *(f"../../../../{code}/dialogue/sessions/session-0/index.html" for code in CODES if code != "ar"),
    ]


def test_first_page_names_the_six_languages(files):
    page = html.document_fromstring(files[f"{ROOT}index.html"])

    assert page.xpath("//li//a/@href") == [f"{code}/dialogue/index.html" for code in CODES]
    assert page.xpath("//li/@dir")[0] == "rtl"


def test_first_page_has_the_mark_and_the_style_of_the_software(files):
    page = files[f"{ROOT}index.html"].decode()

    assert re.findall(r'<link rel="(\w+)" href="([^"]+)"', page) == [
        ("icon", "static/shared/mark.svg"),
        ("stylesheet", "static/shared/tokens.css"),
        ("stylesheet", "static/shared/rostrum.css"),
    ]


def test_pages_name_no_server_and_need_none(files):
    pages = {name: body.decode() for name, body in files.items() if name.endswith("/index.html")}

    assert pages
    for name, words in pages.items():
        assert [word for word in ("localhost", "<script", "<form", "file:", "webcal:") if word in words] == []
        assert html.document_fromstring(words).xpath("//details[count(*) < 2]") == [], name


def test_photograph_is_there_once(files):
    pictures = [name for name in files if name.endswith(".jpg")]
    page = files[f"{ROOT}fr/dialogue/speakers/speaker-0/index.html"].decode()

    assert [files[name] for name in pictures] == [b"picture"]
    assert pictures[0].removeprefix(ROOT) in page


def test_draft_and_who_is_not_confirmed_stay_hidden(conference):
    make_speaker(conference, status=Speaker.Status.INVITED, **in_six("name", "Secret"))
    Session.objects.update(**in_six("title", "Not yet"))

    files = files_of(copied())
    endings = {".html", ".json", ".xml", ".ics"}

    assert endings <= {PurePath(name).suffix for name in files}
    for name, body in files.items():
        if PurePath(name).suffix in endings:
            assert [word for word in ("Secret", "Not yet") if word in body.decode()] == [], name


def test_hostile_text_stays_text(conference):
    hostile = "</h1><img src=/en/dialogue/x.jpg><a href='../../etc'>&lt;"
    Session.objects.update(title_en=hostile)
    release(conference, at=MORNING.replace(hour=20))

    page = files_of(copied())["dialogue-revision-2/en/dialogue/sessions/session-0/index.html"]

    assert hostile in html.document_fromstring(page).text_content()


@pytest.mark.parametrize(
    ("path", "is_there"),
    [
        ("/en/dialogue/sessions/session-0/", True),
        ("/static/rostrum.css", True),
        ("/en/dialogue/../../etc/passwd", False),
        ("/static/../settings.py", False),
        ("/en/dialogue//x/", False),
        ("/en/dialogue/%2e%2e/", False),
        ("/en/dialogue/a\\b", False),
        ("/en/another/", False),
        ("/en/admin/", False),
        ("/en/dialogue/revisions/1/", False),
    ],
)
def test_only_plain_paths_of_the_conference_belong(path, is_there):
    assert belongs(path, "dialogue") is is_there


def test_link_that_leads_nowhere_is_taken_out_with_what_announces_it():
    page = parsed(
        '<html><body><p>Keep: <a href="/a">A</a> <span class="dot">·</span> <a href="/b">B</a></p>'
        '<p>Follow: <a href="/c">C</a></p><ul><li><a href="/d">D</a></li><li>E</li></ul></body></html>'.encode()
    )

    body = rewritten(page, "x/index.html", {"/a": "a/index.html"}).decode()

    assert '<p>Keep: <a href="../a/index.html">A</a>  </p>' in body
    assert [word for word in ("B</a>", "·", "Follow", "C</a>", "D</a>") if word in body] == []
    assert "<li>E</li>" in body


def test_command_writes_the_copy(conference, tmp_path):
    said, output = StringIO(), tmp_path / "copy.zip"

    with override("ar"):
        call_command("export_site", "dialogue", output=str(output), stdout=said)
        assert get_language() == "ar"

    with ZipFile(output) as zip:
        assert zip.testzip() is None
        assert said.getvalue() == f"{output}: {len(zip.namelist())} files, {output.stat().st_size} bytes.\n"


@pytest.mark.parametrize(
    ("slug", "words"),
    [("never", "There is no conference never."), ("dialogue", "The programme of dialogue is not released.")],
)
def test_command_says_what_there_is_not(conference, tmp_path, slug, words):
    Release.objects.update(withdrawn_at=MORNING, withdrawal_reason="Wrong")

    with pytest.raises(CommandError, match=words):
        call_command("export_site", slug, output=str(tmp_path / "copy.zip"))

    assert list(tmp_path.glob("*.zip*")) == []


def test_staff_download_what_the_public_reads(client, conference):
    client.force_login(make_member("secretariat"))
    Session.objects.update(**in_six("title", "Not yet"))

    page = client.get("/en/dialogue/release/").content.decode()
    client.post("/en/dialogue/release/site-copy/")
    do_background_work()
    response = client.get(f"/en/dialogue/background-work/{Job.objects.get().pk}/file/")

    assert 'action="/en/dialogue/release/site-copy/"' in page
    assert response.headers["Content-Disposition"] == 'attachment; filename="dialogue-revision-1.zip"'
    assert b"".join(response) == copied()  # which is the same bytes each time


@pytest.mark.parametrize("name", ["never-there.css", "../../manage.py", "%2e%2e/%2e%2e/manage.py"])
def test_text_that_links_to_a_file_that_is_none_stops_no_copy(conference, settings, name):
    conference.documents.create(symbol="A/2", url=f"{settings.PUBLIC_URL}/static/{name}", **in_six("title", "Odd"))
    release(conference)

    names = files_of(copied())

    assert "dialogue-revision-2/en/dialogue/documents/index.html" in names
    assert [entry for entry in names if "manage.py" in entry or "never-there" in entry] == []
