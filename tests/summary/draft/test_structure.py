import pytest

from conference.models import AuditEntry
from conference.refusals import Refusal
from summary.draft import structure
from summary.models import Summary
from summary.text.outline import outline_of
from tests.summary.conftest import NOON, make_paragraph, make_section

pytestmark = pytest.mark.django_db


def numbered(summary):
    """The draft as it is numbered: [(heading, [(path, text)])]."""
    return [
        (chapter.row.heading_en, [(node.path, node.row.text_en) for node in chapter.walk()])
        for chapter in outline_of(summary)
    ]


def order(summary):
    return [text[:1] for __, nodes in numbered(summary) for __, text in nodes]


@pytest.fixture
def act(drafter):
    def do(name, row, *args, **more):
        return getattr(structure, name)(row, *args, by=drafter, at=NOON, **more)

    return do


@pytest.fixture
def letters(summary):
    """Two sections: A, B with the parts a and b, C; and D alone."""
    summary.sections.all().delete()
    first, second = make_section(summary, "First"), make_section(summary, "Second")
    rows = {letter: make_paragraph(first, letter) for letter in "ABC"}
    rows |= {letter: make_paragraph(first, letter, rows["B"]) for letter in "ab"}
    return rows | {"D": make_paragraph(second, "D")}


def test_numbers_run_through_the_sections_and_parts_have_their_own(summary, letters):
    assert numbered(summary) == [
        ("First (en)", [((1,), "A"), ((2,), "B"), ((2, 1), "a"), ((2, 2), "b"), ((3,), "C")]),
        ("Second (en)", [((4,), "D")]),
    ]


def test_sections_of_level_two_are_numbered_within_the_one_above(summary, letters):
    for level in (2, 2, 1, 2):
        make_section(summary, level=level)

    numbers = [(chapter.row.level, chapter.number) for chapter in outline_of(summary)]
    assert numbers == [(1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (2, 1)]


@pytest.mark.parametrize(
    ("letter", "direction", "expected"),
    [
        ("A", "down", "BabACD"),
        ("C", "up", "ACBabD"),
        ("b", "up", "ABbaCD"),
        ("C", "down", "ABabCD"),
        ("D", "up", "ABabCD"),
    ],
)
def test_paragraph_moves_past_the_one_beside_it(summary, letters, act, letter, direction, expected):
    act("move_paragraph", letters[letter], direction)

    assert "".join(order(summary)) == expected


def test_paragraph_at_an_end_moves_into_the_next_section_with_its_parts(summary, letters, act):
    act("move_paragraph", letters["C"], "up")
    act("move_paragraph", letters["B"], "down")

    assert [len(nodes) for __, nodes in numbered(summary)] == [2, 4]
    assert "".join(order(summary)) == "ACBabD"


@pytest.mark.parametrize(("letter", "direction"), [("A", "up"), ("D", "down"), ("a", "up"), ("b", "down")])
def test_paragraph_does_not_move_past_the_end_of_the_document(letters, act, letter, direction):
    with pytest.raises(Refusal, match="nothing to move it past"):
        act("move_paragraph", letters[letter], direction)


def test_paragraph_becomes_a_part_and_stands_by_itself_again(summary, letters, act):
    act("indent", letters["C"])
    assert numbered(summary)[0][1][-1] == ((2, 3), "C")

    act("outdent", letters["C"])
    assert numbered(summary)[0][1][-1] == ((3,), "C")


def test_parts_go_no_deeper_than_two(summary, letters, act):
    act("indent", letters["b"])
    assert numbered(summary)[0][1][3] == ((2, 1, 1), "b")

    with pytest.raises(Refusal, match="no further parts"):
        act("indent", letters["B"])
    with pytest.raises(Refusal, match="no further parts"):
        act("add_paragraph", letters["b"].section, parent=letters["b"])


def test_removed_paragraph_goes_with_its_parts_and_all_of_it_comes_back(summary, letters, act):
    act("remove_paragraph", letters["B"])
    assert "".join(order(summary)) == "ACD"

    act("put_back", letters["B"])
    assert "".join(order(summary)) == "ACBabD"


def test_paragraph_comes_back_although_its_section_is_gone(summary, letters, act):
    act("remove_paragraph", letters["D"])
    act("remove_section", letters["D"].section)

    act("put_back", letters["D"])

    assert numbered(summary) == [
        ("First (en)", [((1,), "A"), ((2,), "B"), ((2, 1), "a"), ((2, 2), "b"), ((3,), "C"), ((4,), "D")])
    ]


def test_paragraph_comes_back_with_its_section_where_no_other_is_left(summary, letters, act):
    act("move_to_section", letters["C"], letters["D"].section)
    for letter in "ABCD":
        act("remove_paragraph", letters[letter])
    for section in summary.sections.in_document():
        act("remove_section", section)

    act("put_back", letters["B"])

    assert numbered(summary) == [("First (en)", [((1,), "B"), ((1, 1), "a"), ((1, 2), "b")])]


def test_part_comes_back_as_a_paragraph_where_it_would_lie_too_deep(summary, letters, act):
    make_paragraph(letters["a"].section, "i", letters["a"])
    act("remove_paragraph", letters["a"])
    act("indent", letters["B"])

    act("put_back", letters["a"])

    assert numbered(summary)[0][1] == [
        ((1,), "A"),
        ((1, 1), "B"),
        ((1, 1, 1), "b"),
        ((2,), "C"),
        ((3,), "a"),
        ((3, 1), "i"),
    ]


@pytest.mark.parametrize("name", ["indent", "outdent", "remove_paragraph"])
@pytest.mark.parametrize("letter", ["B", "b"])
def test_what_was_removed_meanwhile_is_not_arranged(summary, letters, act, name, letter):
    act("remove_paragraph", letters["B"])

    with pytest.raises(Refusal, match="removed from the document in the meantime"):
        act(name, letters[letter])

    assert "".join(order(summary)) == "ACD"


def test_nothing_is_put_where_nobody_would_see_it(summary, letters, act):
    gone = make_section(summary, "Gone")
    act("remove_section", gone)
    act("remove_paragraph", letters["B"])

    with pytest.raises(Refusal, match="removed"):
        act("add_paragraph", gone)
    with pytest.raises(Refusal, match="removed"):
        act("add_paragraph", letters["B"].section, parent=letters["B"])
    with pytest.raises(Refusal, match="removed"):
        act("move_to_section", letters["A"], gone)

    assert "".join(order(summary)) == "ACD"


def test_section_moves_past_the_one_that_is_seen_beside_it(summary, letters, act):
    third = make_section(summary, "Third")
    act("remove_paragraph", letters["D"])
    act("remove_section", letters["D"].section)

    act("move_section", third, "up")

    assert [heading for heading, __ in numbered(summary)] == ["Third (en)", "First (en)"]


def test_section_whose_paragraphs_are_all_removed_can_be_removed(summary, letters, act):
    for letter in "ABC":
        act("remove_paragraph", letters[letter])

    act("remove_section", letters["B"].section)

    assert [heading for heading, __ in numbered(summary)] == ["Second (en)"]


def test_section_with_paragraphs_is_not_removed(letters, act):
    with pytest.raises(Refusal, match="still has paragraphs"):
        act("remove_section", letters["D"].section)


def test_section_moves_with_the_sub_sections_that_belong_to_it(summary, letters, act):
    make_section(summary, "Second’s own", level=2)

    act("move_section", letters["D"].section, "up")

    assert [heading for heading, __ in numbered(summary)] == ["Second (en)", "Second’s own (en)", "First (en)"]


def test_new_paragraph_stands_after_the_one_it_was_added_to(summary, letters, act):
    added = act("add_paragraph", letters["A"].section, letters["A"])

    assert outline_of(summary)[0].nodes[1].row == added


def test_paragraph_is_put_into_another_section(summary, letters, act):
    act("move_to_section", letters["a"], letters["D"].section)

    assert numbered(summary)[1][1] == [((3,), "C"), ((4,), "D"), ((5,), "a")][1:]


@pytest.mark.parametrize("stage", ["with-president", "cleared", "in-translation", "issued"])
def test_nothing_is_arranged_but_by_who_may_write_the_original(letters, act, stage):
    Summary.objects.update(stage=stage)

    with pytest.raises(Refusal, match="only be read"):
        act("move_paragraph", letters["A"], "down")

    assert not AuditEntry.objects.filter(act__startswith="summary: move").exists()


def test_each_act_is_an_audit_entry_and_tells_the_pages(summary, letters, act, drafter):
    act("move_paragraph", letters["A"], "down")

    assert AuditEntry.objects.get(act="summary: move paragraph down").by == drafter
    assert Summary.objects.get().version == summary.version + 1
