"""`make lint` reads what is shipped in six languages: each kind of fault is found, and each list that outlives it."""

import shutil

import pytest

from lint.language import allowed as lists
from lint.language import spelling
from lint.language.allowed import Allowed
from lint.language.messages import _entries
from lint.language.punctuation import conventions, faults
from lint.language.wording import _COUNT, _THOUSANDS, room_of


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ar", "الجلسة, والوفد"),
        ("ar", "لماذا?"),
        ("ar", "مؤقتًا"),
        ("es", "Quién habla?"),
        ("es", "¿Quién? Y cuándo?"),
        ("es", "Atención!"),
        ("fr", "Un instant..."),
        ("ru", "ещё раз"),
        ("ru", "Слово - делегации"),
        ("zh-hans", "请稍候..."),
        ("en", 'The "record"'),
        ("fr", "l'orateur"),
    ],
)
def test_what_a_language_writes_otherwise_is_found(code, text):
    assert len(list(conventions(code, text))) == 1


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ar", "الجلسة، والوفد؛ لماذا؟"),
        ("es", "¿Quién habla? ¡Atención! ¿Y cuándo?"),
        ("fr", "L’orateur… « ici »"),
        ("ru", "Еще раз – слово"),
        ("zh-hans", "请稍候……"),
        ("en", 'The “record” of <a href="{address}">today’s</a> session'),
    ],
)
def test_what_a_language_writes_is_right(code, text):
    assert list(conventions(code, text)) == []


@pytest.mark.parametrize(
    ("source", "target"),
    [("Saved.", "Enregistré"), ("Saved", "Enregistré."), ("Are you sure?", "Certain."), ("saved", "Enregistré")],
)
def test_translation_that_ends_or_begins_otherwise_is_found(source, target):
    assert len(list(faults("fr", source, target))) == 1


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("%(number)s rows were removed.", "Lignes supprimées : %(number)s"),
        ("H.E. Mr.", "Son Excellence Monsieur"),
        ("Saved (today).", "Enregistré (aujourd’hui)."),
        ("PDF of the list", "liste en PDF"),
    ],
)
def test_label_and_abbreviation_end_as_they_do(source, target):
    assert list(faults("fr", source, target)) == []


def test_words_are_those_in_the_letters_of_the_language():
    assert list(spelling.words("Файл %(name)s (.xlsx) — для ООН, в Excel", "ru")) == ["Файл", "для"]
    french = "L’ONU a <b>quatre</b> langues : voir aujourd’hui https://un.org/fr"
    assert list(spelling.words(french, "fr")) == ["quatre", "langues", "voir", "aujourd'hui"]
    assert list(spelling.words("صُحِّح وExcel", "ar")) == ["صحح"]


@pytest.mark.skipif(not shutil.which("hunspell"), reason="hunspell is not installed")
@pytest.mark.parametrize(
    ("code", "right", "wrong"),
    [
        ("ar", "الجلسة", "الجلسةة"),
        ("en", "programme", "progamme"),
        ("es", "sesión", "sesion"),
        ("fr", "délégation", "délegation"),
        ("ru", "заседание", "зоседание"),
    ],
)
def test_misspelled_word_is_found(code, right, wrong):
    assert spelling.unknown_to(spelling.DICTIONARIES[code], {right, wrong}) == {wrong}


def test_list_without_hunspell_is_told_and_fails_in_ci_alone(monkeypatch, capsys):
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.delenv("CI", raising=False)

    assert list(spelling.findings()) == []
    assert "Spelling was not checked: hunspell is not installed" in capsys.readouterr().err
    monkeypatch.setenv("CI", "true")
    with pytest.raises(SystemExit):
        list(spelling.findings())


@pytest.fixture
def a_list(tmp_path, monkeypatch):
    monkeypatch.setattr(lists, "FOLDER", tmp_path)
    (tmp_path / "words.txt").write_text("# Reasons.\nb\na\nc\n", encoding="utf-8")
    return Allowed("words")


def test_list_says_what_is_not_needed_and_what_is_out_of_order(a_list):
    assert [entry in a_list for entry in ("a", "b", "d")] == [True, True, False]

    assert [(line, sentence) for _path, line, sentence in a_list.faults()] == [
        (4, "“c” is no longer needed: remove the line"),
        (3, "“a” must stand before “b”"),
    ]


def test_list_is_written_in_order_with_its_reasons(a_list):
    a_list.write({"z", "a"})

    assert a_list.path.read_text(encoding="utf-8") == "# Reasons.\na\nz\n"


def test_messages_are_read_with_their_context_forms_and_places(tmp_path):
    path = tmp_path / "django.po"
    path.write_text(
        'msgid ""\nmsgstr "Language: fr\\n"\n\n#: floor/a.py floor/b.py\n#, python-format\nmsgctxt "record"\n'
        'msgid "%(n)d \\"row\\""\nmsgid_plural ""\n"%(n)d "\n"rows"\nmsgstr[0] "ligne"\nmsgstr[1] "lignes"\n',
        encoding="utf-8",
    )

    header, message = _entries("fr", path)

    assert header.sources == ("",)
    assert (message.context, message.sources, message.forms) == (
        *("record", ('%(n)d "row"', "%(n)d rows"), ("ligne", "lignes")),
    )
    assert (message.line, message.places) == (7, ("floor/a.py", "floor/b.py"))
    assert message.pairs() == [('%(n)d "row"', "ligne"), ("%(n)d rows", "lignes")]


def test_counts_and_thousands_are_found():
    assert _COUNT.search("The times of %(number)d sessions differ.")
    assert not _COUNT.search("Row %(number)d is left out.")
    assert _THOUSANDS.search("at most 20,000 characters")
    assert _THOUSANDS.search("at most 20000 characters")
    assert not _THOUSANDS.search("resolution 64/293 of 2010, UTF-16, 3 April")


def test_file_belongs_to_its_app():
    assert room_of("templates/floor/console/_board.html") == room_of("floor/models.py") == "floor"
