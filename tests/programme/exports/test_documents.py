import gzip
from datetime import UTC, date, datetime
from io import BytesIO

import pypdfium2
import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from docx import Document

from conference.documents.document import ColumnsBlock, EntryBlock, HeadingBlock, NoteBlock, ParagraphBlock
from conference.documents.plain_text import plain_text_of
from conference.languages import CODES, official
from conference.models import User
from programme.exports.documents import programme_document, speakers_document
from programme.release.programme import Programme
from tests.conference.serving.test_application import Site
from tests.factories import in_six, make_conference, make_panel, make_released, make_session, make_speaker, release

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NEXT_DAY = datetime(2012, 4, 4, 14, 0, tzinfo=UTC)


def only(**texts):
    """The columns of texts that exist in English alone."""
    return {f"{field}_{code}": text if code == "en" else "" for field, text in texts.items() for code in SUFFIXES}


SUFFIXES = [official(code).suffix for code in CODES]


@pytest.fixture
def conference(db):
    return make_conference(**in_six("organ", "Assembly"), **in_six("organ_session", "66th"), **in_six("venue", "Hall"))


def paper_of(conference, code="en", make=programme_document, at=NEXT_DAY):
    newest = conference.releases.first() or release(conference, at=at)
    return make(Programme(newest.content), code, newest)


def entries(paper):
    return [block for block in paper.blocks if isinstance(block, EntryBlock)]


def headings(paper):
    return [(block.level, block.text) for block in paper.blocks if isinstance(block, HeadingBlock)]


def test_programme_says_whose_it_is_and_which_revision(conference):
    paper = paper_of(conference)

    assert (paper.title, paper.subtitle, paper.dated) == ("Dialogue (en)", "Programme", date(2012, 4, 4))
    assert paper.masthead.organization == "United Nations"
    assert (paper.masthead.organ, paper.masthead.symbol) == ("Assembly (en), 66th (en)", "")
    assert paper.masthead.date == "Revision 1, 4 April 2012, 10 a.m."
    assert paper.masthead.below == ("Tuesday, 3 April 2012", "Hall (en)")
    assert paper.identifier == "Dialogue (en) – Programme – Revision 1, 4 April 2012, 10 a.m."
    assert paper.notes == ()


def test_programme_lists_the_sessions_of_each_day(conference):
    make_session(conference)
    make_session(conference, starts_at=NEXT_DAY, ends_at=NEXT_DAY.replace(hour=17))

    paper = paper_of(conference)

    assert headings(paper) == [(1, "Tuesday, 3 April 2012"), (1, "Wednesday, 4 April 2012")]
    assert [(entry.when, entry.title) for entry in entries(paper)] == [
        ("10 to 10.10 a.m.", "Session 0 (en)"),
        ("10 a.m. to 1 p.m.", "Session 1 (en)"),
    ]
    assert paper.blocks[0] == ParagraphBlock("All times are New York time.")


def test_programme_sets_a_panel_as_protocol_has_it(conference):
    room = conference.rooms.create(**in_six("name", "Room"))
    panel = make_panel(conference, room=room, **in_six("description", "First.\n\nSecond"))
    panel.guidingquestions.create(position=1, **in_six("text", "Why"))
    names = {"courtesy_title": "H.E. Ms.", "name": "Ada", "function": "President", "affiliation": "Institute"}
    texts = {column: text for field, text in names.items() for column, text in in_six(field, text).items()}
    panel.roles.create(kind="panellist", speaker=make_speaker(conference))
    panel.roles.create(kind="co-chair", speaker=make_speaker(conference, **texts))

    [entry] = entries(paper_of(conference, "fr"))

    assert (entry.kind, entry.title) == ("Table ronde interactive I", "Session 0 (fr)")
    assert entry.lines == ("Room (fr)", "First.", "Second (fr)")
    assert [(each.label, [item.words for item in each.items], each.is_numbered) for each in entry.lists] == [
        ("Coprésidente", ["H.E.\u00a0Ms. (fr)\u00a0Ada (fr), President (fr), Institute (fr)"], False),
        ("Panéliste", ["Speaker 0 (fr)"], False),
        ("Thèmes", ["Theme 0 (fr)", "Theme 1 (fr)"], True),
        ("Questions d’orientation", ["Why (fr)"], True),
    ]
    [chair] = entry.lists[0].items
    assert (chair.before, chair.lead) == ("H.E.\u00a0Ms. (fr)\u00a0", "Ada (fr)")
    [chinese] = entries(paper_of(conference, "zh-hans"))
    [chair] = chinese.lists[0].items
    assert (chair.before, chair.lead) == ("", "Ada (zh_hans)")
    assert chair.text.startswith("H.E. Ms. (zh_hans)")
    assert chair.text.endswith("Institute (zh_hans)President (zh_hans)")


def test_programme_says_no_line_twice(conference):
    room = conference.rooms.create(**in_six("name", "Hall"))
    opening = make_session(conference, kind="opening", room=room)
    description = {f"description_{suffix}": f" {word}." for suffix, word in zip(SUFFIXES, WORDS, strict=True)}
    type(opening).objects.filter(pk=opening.pk).update(**description)
    opening.roles.create(kind="speaker", speaker=make_speaker(conference))

    for code, word in zip(CODES, WORDS, strict=True):
        paper = paper_of(conference, code)
        [entry] = entries(paper)
        assert (entry.lines, [each.label for each in entry.lists]) == ((), [word]), code
        assert headings(paper) == [], code  # the day stands in the head


WORDS = [
    "كلمات افتتاحية",
    "开幕致辞",
    "Opening remarks",
    "Déclarations liminaires",
    "Вступительные заявления",
    "Declaraciones de apertura",
]


def test_programme_ends_with_the_rule_of_the_floor_the_objective_the_fund_and_what_follows(conference):
    texts = {"objective": "Ends\n\n*here*", "expected_outcome": "Summary", "cause_title": "Fund", "cause_text": "Give"}
    for name, text in texts.items():
        type(conference).objects.filter(pk=conference.pk).update(**in_six(name, text))
    type(conference).objects.filter(pk=conference.pk).update(cause_url="https://un.org/{language}/")
    conference.refresh_from_db()
    conference.organizers.create(**in_six("name", "Assembly"), role="organizer", position=1)
    conference.follow_up_meetings.create(**in_six("title", "Appraisal"), year=2013, position=1)
    for _panel in range(2):
        make_panel(conference, **in_six("after_presentations", "Three minutes"))

    *_days, about = paper_of(conference, "es").blocks
    plain = plain_text_of(paper_of(conference, "es")).decode()

    assert [block.text for block in about.blocks if isinstance(block, HeadingBlock)] == [
        "Después de las exposiciones",
        "Objetivo",
        "Resultado previsto",
        "Organizadores y asociados",
        "Fund (es)",
        "Reuniones de seguimiento",
    ]
    assert (plain.count("Three minutes (es)"), plain.count("*here*")) == (1, 1)
    assert "\n\nGive (es)\n\nhttps://un.org/es/\n\n" in plain
    assert plain.endswith("\n\nAppraisal (es) 2013\n")


def test_rules_of_the_floor_that_differ_stand_in_their_sessions(conference):
    for minutes in ("Three", "Five"):
        make_panel(conference, **in_six("after_presentations", f"{minutes} minutes"))

    paper = paper_of(conference)

    assert [entry.lines for entry in entries(paper)] == [("Three minutes (en)",), ("Five minutes (en)",)]
    assert not [block for block in paper.blocks if isinstance(block, ColumnsBlock)]


def test_text_that_is_missing_stands_in_its_original_language(conference):
    panel = make_panel(conference, **only(description="Only English too"))
    panel.themes.filter(position=0).update(**only(text="Only English"))
    speaker = make_speaker(conference, **in_six("name", "Ada"), **only(function="Expert"))
    panel.roles.create(kind="panellist", speaker=speaker)

    first, second = entries(paper_of(conference, "ar"))

    english = official("en")
    assert (first.title, first.language, first.lists) == ("Session 0 (ar)", None, ())
    assert (second.title, second.lines, second.language) == ("", ("Only English too",), english)
    items = [(item.words, item.language) for each in second.lists for item in each.items]
    assert items == [("Ada (en), Expert", english), ("Only English", english), ("Theme 1 (ar)", None)]


def test_title_that_is_missing_stands_in_its_original_language_beside_the_time(conference):
    panel = make_panel(conference, **only(title="Only English"))
    assert panel.title_ar == ""

    [entry] = entries(paper_of(conference, "ar"))

    assert (entry.title, entry.language, entry.when) == ("Only English", official("en"), "من 10:00 إلى 10:10")
    assert entry.kind == "حلقة النقاش التفاعلية 1"


@pytest.mark.every_database
def test_speakers_stand_by_kind_then_by_delegation_in_alphabetical_order(conference):
    for name, kind in (("Zambia", "states"), ("Élan", "civil-society"), ("Austria", "states")):
        delegation = conference.delegations.create(kind=kind, **in_six("name", name))
        make_speaker(conference, delegation=delegation, **in_six("name", f"From {name}"))
    make_speaker(conference, **in_six("name", "Alone"), **in_six("affiliation", "Institute"))

    paper = paper_of(conference, make=speakers_document)

    assert paper.subtitle == "List of speakers"
    assert headings(paper) == [
        (1, "Member States and observers"),
        (2, "Austria (en)"),
        (2, "Zambia (en)"),
        (1, "Civil society"),
        (2, "Élan (en)"),
        (1, "Other speakers"),
        (2, "Institute (en)"),
    ]
    assert [entry.title for entry in entries(paper)] == [
        "From Austria (en)",
        "From Zambia (en)",
        "From Élan (en)",
        "Alone (en)",
    ]


def test_principals_stand_first_by_precedence_and_without_a_heading_of_their_own(conference):
    conference.delegations.create(kind="states", **in_six("name", "Austria"))
    speakers = {
        "B": {"function_en": "President of the Economic and Social Council"},
        "C": {"function_ru": "Председатель Генеральной Ассамблеи"},
        "A": {"function_zh_hans": "联合国秘书长"},
        "E": {"function_en": "Minister of Justice", "delegation": conference.delegations.get()},
        "D": {"function_en": "Director", "precedence": 45, "delegation": conference.delegations.get()},
        "F": {"function_en": "Adviser", "delegation": conference.delegations.get()},
        "G": {"function_en": "Special Adviser to the Secretary-General of the United Nations"},
    }
    for name, fields in speakers.items():
        make_speaker(conference, **{**in_six("name", name), **fields})

    paper = paper_of(conference, make=speakers_document)

    assert headings(paper) == [
        (1, "Principals"),
        (1, "Member States and observers"),
        (2, "Austria (en)"),
        (1, "Other speakers"),
    ]
    assert [entry.title[0] for entry in entries(paper)] == list("CABDEFG")


@pytest.mark.every_database
def test_speakers_without_delegations_stand_by_affiliation_which_is_not_said_twice(conference):
    for name in ("B", "A"):
        speaker = {**in_six("name", name), **in_six("function", "Director"), **in_six("affiliation", "Institute")}
        make_speaker(conference, **speaker)

    paper = paper_of(conference, make=speakers_document)

    assert headings(paper) == [(1, "Institute (en)")]
    assert [(entry.title, entry.lines) for entry in entries(paper)] == [
        ("A (en)", ("Director (en)",)),
        ("B (en)", ("Director (en)",)),
    ]


@pytest.mark.parametrize("make", [programme_document, speakers_document])
def test_document_names_nobody_who_is_not_confirmed_and_knows_nothing_of_a_draft(conference, make):
    panel = make_panel(conference)
    for status, name in (("confirmed", "Public"), ("invited", "Secret")):
        panel.roles.create(kind="panellist", speaker=make_speaker(conference, status=status, **in_six("name", name)))
    newest = release(conference)
    conference.speakers.update(**in_six("name", "Later"))

    text = plain_text_of(make(Programme(newest.content), "en", newest)).decode()

    assert ("Public" in text, "Secret" in text, "Later" in text) == (True, False, False)


def test_documents_of_a_rehearsal_and_of_a_draft_say_so(conference):
    rehearsal = make_conference(slug="rehearsal", purpose="rehearsal")

    notes = paper_of(rehearsal).notes
    draft = programme_document(Programme(release(conference).content), "en")

    assert notes == (NoteBlock("Rehearsal. For training and trial only; nothing on these pages takes place."),)
    assert draft.notes[0].text.startswith("Draft.")
    assert (draft.identifier, draft.dated) == ("Dialogue (en) – Programme – Draft, not public", date(2012, 4, 3))


def test_document_of_an_empty_conference_says_that_there_is_nothing_yet(conference):
    sessions, people = (paper_of(conference, make=make) for make in (programme_document, speakers_document))

    assert sessions.blocks == (ParagraphBlock("The sessions have not been announced yet."),)
    assert people.blocks == (ParagraphBlock("The speakers have not been announced yet."),)


@pytest.mark.parametrize(("name", "file"), [("programme", "programme"), ("participants", "speakers")])
@pytest.mark.parametrize("code", CODES)
def test_file_is_served_in_both_formats_and_is_the_same_each_time(client, name, file, code):
    make_released()

    for format, content_type, begins in (("pdf", "application/pdf", b"%PDF-"), ("docx", DOCX, b"PK")):
        first, second = (client.get(f"/{code}/dialogue/{name}.{format}") for _ in range(2))
        assert (first.status_code, first.headers["Content-Type"]) == (200, content_type)
        assert first.content == second.content
        assert first.content.startswith(begins)
        assert first.headers["Content-Disposition"] == f'attachment; filename="dialogue-{file}-{code}.{format}"'
        assert first.headers["X-Content-Type-Options"] == "nosniff"


def test_file_says_what_the_programme_says(client):
    make_released()

    word = Document(BytesIO(client.get("/en/dialogue/programme.docx").content))
    with pypdfium2.PdfDocument(client.get("/en/dialogue/programme.pdf").content) as pdf:
        printed = "".join(page.get_textpage().get_text_bounded() for page in pdf)

    written = "\n".join(
        paragraph.text
        for table in word.tables
        for row in table.rows
        for cell in row.cells
        for paragraph in cell.paragraphs
    )
    assert "Co-Chair\nSpeaker 0 (en)" in written
    assert "Speaker 0 (en)" in printed


@pytest.mark.parametrize(
    "name", ["programme.txt", "programme.pdf.docx", "programme.PDF", "participants.", "people.pdf"]
)
def test_no_other_format_and_no_other_document_exists(client, name):
    make_released()

    assert client.get(f"/en/dialogue/{name}").status_code == 404


def test_old_revision_keeps_its_document(client):
    conference = make_released()
    first = client.get("/en/dialogue/revisions/1/programme.docx")
    conference.sessions.update(title_en="Edited")
    release(conference)

    again = client.get("/en/dialogue/revisions/1/programme.docx")

    assert again.content == first.content != client.get("/en/dialogue/programme.docx").content
    assert again.headers["Content-Disposition"] == 'attachment; filename="dialogue-programme-revision-1-en.docx"'
    assert again.headers["X-Robots-Tag"] == "noindex"


def test_draft_has_a_document_for_those_who_may_preview_it_and_for_nobody_else(client):
    make_session(make_conference())

    closed = client.get("/en/dialogue/preview/programme.docx")
    client.force_login(User.objects.create_superuser("staff"))
    opened = client.get("/en/dialogue/preview/programme.docx")

    assert (closed.status_code, opened.status_code) == (302, 200)
    assert opened.headers["Content-Disposition"] == 'attachment; filename="dialogue-programme-draft-en.docx"'
    assert "Rostrum-Cache" not in opened.headers


def test_file_is_indexed_only_where_every_speaker_agrees_and_the_dialogue_takes_place(client):
    for slug, purpose in (("open", "dialogue"), ("quiet", "dialogue"), ("rehearsal", "rehearsal")):
        conference = make_released(slug=slug, purpose=purpose)
        conference.speakers.update(consents_to_indexing=True)
        conference.speakers.filter(slug="speaker-0").update(consents_to_indexing=slug != "quiet")
        conference.sessions.update(**in_six("title", "Edited"))
        release(conference)

    for slug, tag in (("open", None), ("quiet", "noindex"), ("rehearsal", "noindex")):
        assert client.get(f"/en/{slug}/participants.docx").headers.get("X-Robots-Tag") == tag


@pytest.mark.parametrize("sessions", [1, 3])
@pytest.mark.parametrize("name", ["programme", "participants"])
def test_file_needs_two_queries_whatever_the_number_of_sessions(client, name, sessions):
    make_released(sessions)

    with CaptureQueriesContext(connection) as queries:
        client.get(f"/en/dialogue/{name}.docx")

    assert len(queries) == 2


@pytest.mark.parametrize(("page", "name"), [("", "programme"), ("speakers/", "participants")])
def test_pages_link_their_documents_in_the_same_edition(client, page, name):
    make_released()

    for edition in ("", "revisions/1/"):
        body = client.get(f"/ar/dialogue/{edition}{page}").content.decode()
        for format in ("pdf", "docx"):
            assert f'href="/ar/dialogue/{edition}{name}.{format}"' in body


@pytest.fixture
def site(transactional_db, monkeypatch):
    monkeypatch.setitem(connections.databases["default"], "CONN_MAX_AGE", 0)
    site = Site()
    site.start()
    yield site
    site.stop()


@pytest.mark.parametrize(("format", "content_type"), [("pdf", "application/pdf"), ("docx", DOCX)])
def test_front_keeps_a_file_and_answers_who_has_it_already(site, client, format, content_type):
    make_released()
    address = f"/en/dialogue/programme.{format}"
    made = client.get(address).content

    answers = [site.ask(address, Accept_Encoding=encoding) for encoding in ("identity", "identity", "gzip")]
    known = site.ask(address, If_None_Match=answers[0].headers["ETag"])

    assert [answer.headers["Content-Type"] for answer in answers] == [content_type] * 3
    assert answers[0].body == answers[1].body == made
    body = answers[2].body
    assert (gzip.decompress(body) if answers[2].headers["Content-Encoding"] else body) == made
    assert answers[0].headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert (known.status, known.body) == (304, b"")
    assert len(site.application.pages) == 1
