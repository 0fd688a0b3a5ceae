from uuid import uuid4

import pytest
from django.utils import translation

from conference.languages import CODES, texts
from conference.languages import columns as columns_of
from conference.languages.people import joined
from conference.refusals import Refusal
from floor.procedure import presiding
from floor.procedure.requests import ask_for_panellist
from floor.record.gists import write_gist
from programme.exports.documents import function_of, name_of
from summary.draft.introductions import INTRODUCED, planned
from summary.draft.skeleton import begin, named, start_from_the_record
from summary.draft.sources import add_source, reflected, remove_source, source_items
from summary.models import Paragraph, Summary
from summary.text.outline import outline_of
from tests.factories import in_six, make_conference, make_session, make_speaker
from tests.floor.conftest import Room
from tests.staff import make_member
from tests.summary.conftest import NOON
from translation.models import Translation

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def held(db):
    """A panel with an opening before it: delegations 0 and 1 spoke, with a gist each; 2 spoke, without."""
    room = Room()
    make_session(room.conference, kind="opening").roles.create(
        kind="speaker", speaker=make_speaker(room.conference, courtesy_title_en="Ms.", function_en="President")
    )
    themes = list(room.session.themes.all())
    note_taker = make_member("note-taker")
    for number in range(3):
        asked = room.give(room.ask(number), instead_of=room.speaking())
        room.later(60)
        if number < 2:
            write_gist(asked, f"Gist\nof {number}.", 0, language=("en", "fr")[number], by=note_taker, at=room.at)
        asked.themes.set(themes[:1] if number == 0 else [])
    conclude(room)
    return room


def conclude(room):
    presiding.conclude(room.session, expected=room.speaking().pk, by=room.officer, at=room.later(10))


@pytest.fixture
def draft(held, drafter):
    summary = begin(held.conference, by=drafter, at=NOON)
    start_from_the_record(summary, by=drafter, at=NOON)
    return summary


def test_what_the_catalogues_say_in_other_languages_is_the_work_of_nobody(draft):
    found = Translation.objects.filter(text__conference=draft.conference, text__document="summary", language="fr")

    assert {row.by for row in found if row.state == "tentative"} == {None}


def test_skeleton_follows_the_programme_and_the_record(draft):
    found = [
        (chapter.row.level, chapter.row.heading_en, [(node.path, node.row.text_en) for node in chapter.walk()])
        for chapter in outline_of(draft)
    ]

    assert found == [
        (
            1,
            "Session 0 (en)",
            [
                ((1,), "The programme provided for the session to be co-chaired by:"),
                ((1, 1), "Speaker 0 (en);"),
                ((1, 2), "Speaker 1 (en)."),
                ((2,), "The programme provided for a presentation by:"),
                ((2, 1), "Speaker 2 (en)."),
            ],
        ),
        (2, "Theme 0 (en)", [((3,), "Gist of 0.")]),
        (2, "Theme 1 (en)", []),
        (2, "Interactive discussion", [((4,), "")]),
        (
            1,
            "Session 1 (en)",
            [
                ((5,), "The programme provided for an opening statement by:"),
                ((5, 1), "Ms.\u00a0Speaker 3 (en), President."),
            ],
        ),
    ]


def test_skeleton_speaks_six_languages_with_the_punctuation_of_each(draft):
    rows = {row.text_en: row for row in Paragraph.objects.all()}

    assert all(
        getattr(rows["The programme provided for a presentation by:"], f"text_{code.replace('-', '_')}")
        for code in CODES
    )
    chair = rows["Speaker 0 (en);"]
    assert (chair.text_ar, chair.text_zh_hans, chair.text_fr) == (
        "Speaker 0 (ar)؛",
        "Speaker 0 (zh_hans)；",
        "Speaker 0 (fr)\u00a0;",
    )


BAN = {
    "courtesy_title": ("معالي السيد", "先生阁下", "H.E. Mr.", "S.E. M.", "Его Превосходительство г-н", "Excmo. Sr."),
    "name": ("بان كي - مون", "潘基文", "Ban Ki-moon", "Ban Ki-moon", "Пан Ги Мун", "Ban Ki-moon"),
    "function": (
        "الأمين العام للأمم المتحدة",
        "联合国秘书长",
        "Secretary-General of the United Nations",
        "Secrétaire général de l’Organisation des Nations Unies",
        "Генеральный секретарь Организации Объединенных Наций",
        "Secretario General de las Naciones Unidas",
    ),
}
BASSIOUNI = {
    "courtesy_title": ("السيد", "先生", "Mr.", "M.", "г-н", "Sr."),
    "name": (
        "محمود شريف بسيوني",
        "谢里夫·巴西乌尼",
        *["M. Cherif Bassiouni"] * 2,
        "Шериф Бассиуни",
        "M. Cherif Bassiouni",
    ),
    "function": (
        "أستاذ فخري للقانون",
        "荣休法学教授",
        "Emeritus Professor of Law",
        "Professeur émérite de droit",
        "почетный профессор права",
        "Profesor Emérito de Derecho",
    ),
    "affiliation": (
        "كلية الحقوق بجامعة ديبول",
        "德保罗大学法学院",
        "DePaul University College of Law",
        "Faculté de droit de l’Université DePaul",
        "юридический факультет Университета Де Поля",
        "Facultad de Derecho de la Universidad DePaul",
    ),
}


@pytest.mark.every_database
@pytest.mark.parametrize(
    ("person", "in_chinese"),
    [
        (BAN, "潘基文先生阁下，联合国秘书长。"),
        (BASSIOUNI, "谢里夫·巴西乌尼先生，德保罗大学法学院荣休法学教授。"),
    ],
    ids=["ban", "bassiouni"],
)
def test_persons_are_named_as_the_programme_names_them(person, in_chinese):
    columns = {column: text for name in person for column, text in zip(columns_of(name), person[name], strict=True)}
    speaker = make_speaker(make_conference(), **columns)
    released = {name: texts(speaker, name) for name in ("courtesy_title", "name", "function", "affiliation")}
    released["delegation_beside"] = dict.fromkeys(CODES, "")

    found = {code: named(speaker, code, is_last=True) for code in CODES}

    lines = {code: joined((name_of(released, code), function_of(released, code)), code) for code in CODES}
    assert {code: line[:-1] for code, line in found.items()} == lines
    assert found["zh-hans"] == in_chinese


def test_function_of_a_state_is_told_with_the_state_as_a_sentence_has_it():
    conference = make_conference()
    forms = {"in_text_en": "the Niger", "of_fr": "du Niger", "of_es": "del Níger", "of_ru": "Нигера"}
    names = {"name_ar": "النيجر", "name_zh_hans": "尼日尔", "in_text_ar": "النيجر"}
    niger = conference.delegations.create(kind="states", **in_six("name", "Niger") | names, **forms)
    function = in_six("function", "Minister") | {"function_zh_hans": "部长"}
    speaker = make_speaker(conference, delegation=niger, **in_six("name", "X"), **function)

    found = {code: named(speaker, code, is_last=True) for code in CODES}

    assert found == {
        "ar": "X (ar)، Minister (ar)، النيجر.",
        "zh-hans": "X (zh_hans)，尼日尔部长。",
        "en": "X (en), Minister (en) of the Niger.",
        "fr": "X (fr), Minister (fr) du Niger.",
        "ru": "X (ru), Minister (ru) Нигера.",
        "es": "X (es), Minister (es) del Níger.",
    }
    speaker.affiliation_en = "Ministry of Justice"
    assert named(speaker, "en", is_last=True) == "X (en), Minister (en), Ministry of Justice, Niger (en)."


def test_record_shows_who_presided_and_which_panellist_spoke(drafter):
    room = Room()
    presiding.hand_over_chair(room.session, room.chairs[1], by=room.officer, at=room.at)
    room.give(room.ask(0))
    room.later(60)
    answer = ask_for_panellist(room.panellist, key=uuid4(), by=room.officer, at=room.at)
    room.give(answer, instead_of=room.speaking())
    conclude(room)
    summary = begin(room.conference, by=drafter, at=NOON)

    start_from_the_record(summary, by=drafter, at=NOON)

    assert list(Paragraph.objects.filter(parent=None, section__level=1).values_list("text_en", flat=True)) == [
        "The session was chaired by:",
        "The programme provided for the session to be chaired by:",
        "The following panellist took the floor:",
    ]


@pytest.mark.parametrize("code", CODES)
def test_sentence_before_names_knows_their_number(code):
    with translation.override(code):
        found = {kind: [str(planned(kind, "panel") % {"number": number}) for number in (1, 2)] for kind in INTRODUCED}
        opening, closing = (planned("speaker", kind) % {"number": 1} for kind in ("opening", "closing"))

    if code == "ru":
        assert found["speaker"] == [
            "Программой предусматривалось заявление следующего оратора:",
            "Программой предусматривались заявления следующих ораторов:",
        ]
    assert len({one for pair in found.values() for one in (pair[0], opening, closing)}) == len(INTRODUCED) + 2
    assert found["panellist"][0] != found["panellist"][1] or code == "zh-hans"


def test_gist_in_another_language_leaves_the_original_to_be_written_and_stays_its_source(draft, held):
    empty = Paragraph.objects.get(text_en="", text_fr__isnull=True)

    assert empty.sources.get().intervention.delegation == held.delegations[1]


def test_what_was_said_and_is_not_reflected_is_shown(draft, held):
    said = source_items(held.conference)
    rest = [item for item in said if item.key not in reflected(draft)]

    assert [(item.who, bool(item.gist)) for item in rest] == [(held.delegations[2], False)]


def test_source_is_added_once_and_taken_away(draft, held, drafter):
    paragraph = Paragraph.objects.get(text_en="Gist of 0.")
    key = source_items(held.conference)[-2].key

    for __ in range(2):
        add_source(paragraph, key, by=drafter, at=NOON)
    assert paragraph.sources.count() == 2

    remove_source(paragraph, key, by=drafter, at=NOON)
    assert paragraph.sources.count() == 1


@pytest.mark.parametrize("key", ["", "intervention:", "intervention:x", "role:0", "user:1", "intervention:" + "9" * 30])
def test_source_that_is_not_on_the_record_is_refused(draft, drafter, key):
    with pytest.raises(Refusal, match="not on the record"):
        add_source(Paragraph.objects.first(), key, by=drafter, at=NOON)


def test_source_of_another_conference_is_refused(draft, drafter):
    elsewhere = make_session(make_conference(slug="other"))
    role = elsewhere.roles.create(kind="panellist", speaker=make_speaker(elsewhere.conference))

    with pytest.raises(Refusal, match="not on the record"):
        add_source(Paragraph.objects.first(), f"role:{role.pk}", by=drafter, at=NOON)


def test_removed_paragraph_reflects_nothing(draft, held):
    Paragraph.objects.update(removed_at=NOON)

    assert reflected(draft) == set()


def test_record_is_laid_out_on_an_empty_draft_alone(draft, drafter):
    with pytest.raises(Refusal, match="sections already"):
        start_from_the_record(draft, by=drafter, at=NOON)


def test_summary_is_begun_once(held, drafter):
    first, second = (begin(held.conference, by=drafter, at=NOON) for __ in range(2))

    assert first == second == Summary.objects.get()
    assert (first.title_en, first.title_fr) == (
        "President’s Summary: Dialogue (en)",
        "Résumé du Président\u00a0: Dialogue (fr)",
    )


def test_draft_is_begun_by_drafters_alone(held):
    with pytest.raises(Refusal):
        begin(held.conference, by=make_member("co-chair"), at=NOON)
