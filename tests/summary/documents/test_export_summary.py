import os
import resource
import stat
import threading

import pytest
from django.core.management import CommandError, call_command

from conference.languages import CODES
from tests.factories import MORNING, in_six, make_conference
from tests.summary.conftest import make_summary
from tests.summary.documents.contents import make_content, make_corrigendum, without_language
from tests.summary.editions.issuing import issue, make_issued

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def export(output, *arguments, conference="dialogue", language="ar", format="txt", **options):
    options = {"language": language, "format": format, "output": str(output), **options}
    call_command("export_summary", conference, *arguments, **options)


def refusal(*arguments, **options):
    with pytest.raises(CommandError) as refused:
        export(*arguments, **options)
    return str(refused.value)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "summary"


@pytest.mark.parametrize(
    ("format", "ending"), [*((each, each) for each in ("pdf", "docx", "html", "txt")), ("akn", "xml")]
)
def test_file_is_the_one_of_the_public_address(client, file, capsys, format, ending):
    conference = make_issued()
    issue(conference, make_corrigendum())

    export(file, format=format)
    assert file.read_bytes() == client.get(f"/ar/dialogue/summary/summary.{ending}").content
    assert capsys.readouterr().out == f"{file}: {file.stat().st_size} bytes.\n"

    export(file, language="fr", format=format, edition=2)
    assert file.read_bytes() == client.get(f"/fr/dialogue/summary/editions/2/summary.{ending}").content


def test_text_as_it_stands_is_corrected_and_an_edition_is_as_it_was_issued(file):
    conference = make_issued()
    corrected = make_corrigendum()
    corrected["sections"][0]["paragraphs"][0]["text"]["fr"] = "Mots corrigés."
    issue(conference, corrected)

    export(file, language="fr")
    now = file.read_text(encoding="utf-8")
    export(file, language="fr", edition=1)
    first = file.read_text(encoding="utf-8")

    assert ("Mots corrigés." in now, "Mots corrigés." in first) == (True, False)


def test_draft_is_that_of_the_conference_asked_for(file):
    for slug in ("another", "dialogue"):
        make_summary(make_conference(slug=slug), title_en=f"Summary of {slug}")

    export(file, "--draft", language="en")

    assert "Summary of dialogue" in file.read_text(encoding="utf-8")


def test_draft_is_written_in_any_language_and_says_that_it_is_one(file):
    make_summary(**in_six("title", "Not issued"))

    for code in CODES:
        export(file, "--draft", language=code)
        assert "Not issued" in file.read_text(encoding="utf-8")
    export(file, "--draft", language="en")
    assert "Draft, not public" in file.read_text(encoding="utf-8")


def test_it_can_go_to_the_standard_output(client, capfdbinary):
    make_issued()

    export("-", format="pdf")

    assert capfdbinary.readouterr().out == client.get("/ar/dialogue/summary/summary.pdf").content


def test_what_does_not_exist_is_said_in_a_sentence(file):
    issue(make_conference(), without_language(make_content(), "fr"))

    assert refusal(file, conference="elsewhere") == "There is no conference elsewhere."
    assert refusal(file, language="de") == "de is no official language: choose ar, zh-hans, en, fr, ru or es."
    assert refusal(file, format="odt") == "There is no format odt: choose pdf, docx, akn, html or txt."
    assert refusal(file, edition=7) == "The Summary of dialogue has no edition 7: choose 1."
    assert refusal(file, language="fr") == (
        "The Summary of dialogue is not issued in fr: choose ar, zh-hans, en, ru or es."
    )
    assert refusal(file, "--draft") == "The Summary of dialogue was never begun."
    with pytest.raises(CommandError, match="not allowed with argument"):
        export(file, "--draft", "--edition=1")
    assert not file.exists()


def test_corrigendum_is_written_only_in_the_languages_that_it_corrects(file):
    conference = make_issued()
    issue(conference, make_corrigendum())

    said = refusal(file, language="ar", edition=2)

    assert said == "Edition 2 of the Summary of dialogue is not issued in ar: choose fr."


def test_draft_and_withdrawn_edition_are_not_issued(file):
    summary = make_summary()
    issue(summary.conference).withdraw(reason="Too early", by=None, at=MORNING)

    said = "No edition of the Summary of dialogue is issued."
    assert refusal(file) == refusal(file, edition=1) == said


def test_file_that_cannot_be_written_leaves_what_is_there(tmp_path):
    make_issued()
    there = tmp_path / "there.txt"
    there.write_text("Here before.")

    assert refusal(tmp_path / "none" / "summary.txt") == f"There is no folder {tmp_path / 'none'}."
    assert refusal(there / "summary.txt") == f"There is no folder {there}."
    assert refusal(tmp_path) == f"{tmp_path} cannot be written: Is a directory."
    assert refusal(tmp_path / ("long" * 70)).endswith(" cannot be written: File name too long.")

    assert [each.name for each in tmp_path.iterdir()] == ["there.txt"]
    assert there.read_text() == "Here before."


def test_file_for_which_there_is_no_room_leaves_what_is_there(tmp_path):
    make_issued()
    there = tmp_path / "there.pdf"
    there.write_text("Here before.")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (5000, hard))
    try:
        said = refusal(there, format="pdf")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert said == f"{there} cannot be written: File too large."
    assert [each.name for each in tmp_path.iterdir()] == ["there.pdf"]
    assert there.read_text() == "Here before."


def test_file_is_replaced_where_a_link_points_and_nothing_is_left_beside_it(tmp_path):
    make_issued()
    (tmp_path / "real.txt").write_text("Before")
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")

    export(tmp_path / "link.txt")

    assert "A/66/999" in (tmp_path / "real.txt").read_text(encoding="utf-8")
    assert (tmp_path / "link.txt").is_symlink()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["link.txt", "real.txt"]


@pytest.mark.every_database
def test_pipe_is_written_to_and_stays_a_pipe(tmp_path):
    make_issued()
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()

    export(pipe)

    reader.join(10)
    assert b"A/66/999" in read[0]
    assert stat.S_ISFIFO(pipe.stat().st_mode)
