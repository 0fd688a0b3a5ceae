"""The interface speaks the six languages completely: English in the source, the other five in catalogues."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.apps import apps

ROOT = Path(__file__).parent.parent.parent
TRANSLATED = ("ar", "es", "fr", "ru", "zh_Hans")


def read(path):
    assert path.exists(), "there is no such catalogue"
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def messages(catalogue):
    """The messages of a catalogue by context and source text."""
    return {(message.context, message.id): message for message in catalogue if message.id}


@pytest.fixture(scope="module")
def in_source(tmp_path_factory):
    """The messages that the source has now, gathered by GNU gettext from a copy of it."""
    if not shutil.which("xgettext"):
        if os.environ.get("CI") == "true":
            pytest.fail("There is no xgettext, and in CI the catalogues must be compared with the source.")
        pytest.skip("no xgettext (GNU gettext) is installed: the catalogues were not compared with the source")
    copy = tmp_path_factory.mktemp("source")
    ours = [app.label for app in apps.get_app_configs() if Path(app.path).parent == ROOT]
    for folder in ("templates", *ours):
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "manage.py", copy)
    subprocess.run(
        [sys.executable, "manage.py", "makemessages", "-l", "ar"],
        cwd=copy,
        check=True,
        capture_output=True,
    )
    return messages(read(copy / "locale" / "ar" / "LC_MESSAGES" / "django.po"))


@pytest.mark.parametrize("language", TRANSLATED)
def test_catalogue_has_each_message_of_the_source_and_no_other(in_source, language):
    catalogue = messages(read(ROOT / "locale" / language / "LC_MESSAGES" / "django.po"))

    assert sorted(in_source.keys() - catalogue.keys(), key=str) == [], "missing: make catalogues gathers them"
    assert sorted(catalogue.keys() - in_source.keys(), key=str) == [], "no longer in the source"


WITHOUT_NUMBER = (
    re.compile(r"""\b(?:_|gettext|gettext_lazy)\(f?"((?:[^"\\]|\\.)+)"\)"""),
    re.compile(r"""{% translate "([^"]+)" (?!context)"""),
    re.compile(r"""{% blocktranslate(?: trimmed)?(?: with [^%]*)? %}(.+?){% endblocktranslate %}""", re.DOTALL),
)


def test_no_message_is_asked_for_with_and_without_a_number():
    """Gettext makes one entry of both, and then finds no words for the one without."""
    keys = messages(read(ROOT / "locale/fr/LC_MESSAGES/django.po"))
    counted = {words[0] for context, words in keys if context is None and isinstance(words, tuple)}
    asked = set()
    for path in (*ROOT.glob("templates/**/*.html"), *ROOT.glob("[a-z]*/**/*.py")):
        if "migrations" not in path.parts and path.relative_to(ROOT).parts[0] not in ("tests", "lint", "benchmarks"):
            source = path.read_text(encoding="utf-8")
            for words in (found for pattern in WITHOUT_NUMBER for found in pattern.findall(source)):
                asked.add(re.sub(r"{{ (\w+) }}", r"%(\1)s", " ".join(words.split())))

    assert len(counted) > 100
    assert len(asked) > 2000
    assert sorted(counted & asked) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_each_message_is_translated_for_good(language):
    catalogue = messages(read(ROOT / "locale" / language / "LC_MESSAGES" / "django.po"))

    texts = {key: message.string for key, message in catalogue.items()}
    assert [key for key, message in catalogue.items() if message.fuzzy] == []
    assert [key for key, text in texts.items() if not all(text if isinstance(text, tuple) else [text])] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_catalogue_is_compiled(language):
    source = ROOT / "locale" / language / "LC_MESSAGES" / "django.po"

    assert source.exists(), "there is no such catalogue"
    assert source.with_suffix(".mo").stat().st_mtime >= source.stat().st_mtime


# What the interface calls otherwise in the table of docs/glossary.md, "In six languages".
OTHERWISE = {
    "fr": r"nom abrégé|questions directrices|poste de traduction|Annonce d’une annonce",
    "es": r"nombre abreviado|tiempo de palabra|[Pp]romesas de contribuciones|(Comienzo|Final|Horario) real\b",
    "ru": r"[Оо]бщедоступн|[Чч]ерновик|дискуссионной групп|(?<!бъявленный )взнос (внесен|уже|подтвержден)",
    "ar": r"تنبيهات|الوظيفة|المحاورين|الأمانة(?! العامة)",
    "zh_Hans": r"专题小组成员|同传|函件|短名称|添加会议(?!室)",
}


@pytest.mark.parametrize("language", TRANSLATED)
def test_one_thing_has_one_word(language):
    catalogue = messages(read(ROOT / "locale" / language / "LC_MESSAGES" / "django.po"))
    texts = [text for each in catalogue.values() for text in (each.string if each.pluralizable else [each.string])]

    assert len(texts) > 1000
    assert [text for text in texts if re.search(OTHERWISE[language], text)] == []
