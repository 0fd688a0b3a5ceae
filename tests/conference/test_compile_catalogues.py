import gettext
import os

import pytest
from django.core.management import CommandError, call_command

HEAD = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

"""


@pytest.fixture
def catalogue(settings, tmp_path):
    """Writes the French catalogue, compiles it, and returns what it says."""
    settings.LOCALE_PATHS = [tmp_path]
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)

    def compiled(body):
        (folder / "django.po").write_text(HEAD + body, encoding="utf-8")
        call_command("compile_catalogues", verbosity=0)
        with (folder / "django.mo").open("rb") as file:
            return gettext.GNUTranslations(file)

    compiled.folder = folder
    return compiled


def test_message_is_compiled(catalogue):
    french = catalogue('msgid "Programme"\nmsgstr "Programme de travail"\n')

    assert french.gettext("Programme") == "Programme de travail"


def test_compiled_catalogue_is_read_by_the_account_that_serves(catalogue):
    """Every command writes for its own account alone, and root compiles what another account reads."""
    before = os.umask(0o077)
    try:
        catalogue('msgid "Programme"\nmsgstr "Programme"\n')
    finally:
        os.umask(before)

    assert (catalogue.folder / "django.mo").stat().st_mode & 0o777 == 0o644


def test_fuzzy_message_is_left_out(catalogue):
    french = catalogue('#, fuzzy\nmsgid "Programme"\nmsgstr "Perhaps"\n')

    assert french.gettext("Programme") == "Programme"


def test_catalogue_is_compiled_only_when_it_is_newer(catalogue):
    catalogue('msgid "Programme"\nmsgstr "Programme"\n')
    compiled = catalogue.folder / "django.mo"
    os.utime(catalogue.folder / "django.po", (1_000_000_000, 1_000_000_000))
    os.utime(compiled, (1_000_000_001, 1_000_000_001))

    call_command("compile_catalogues", verbosity=0)

    assert compiled.stat().st_mtime == 1_000_000_001


def test_plural_form_may_leave_out_the_number(catalogue):
    french = catalogue(
        'msgid "%(count)s session"\nmsgid_plural "%(count)s sessions"\n'
        'msgstr[0] "une séance"\nmsgstr[1] "%(count)s séances"\n'
    )

    assert french.ngettext("%(count)s session", "%(count)s sessions", 1) == "une séance"


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ('msgid "%(name)s speaks"\nmsgstr "%(nom)s parle"\n', r"has %\(nom\)s"),
        ('msgid "%(name)s speaks"\nmsgstr "Quelqu’un parle"\n', r"lacks %\(name\)s"),
        ('msgid "%(name)s speaks"\nmsgstr "%(name) parle"\n', r"lacks %\(name\)s"),
        ('msgid "{language} stands"\nmsgstr "{langue} reste"\n', r"has \{langue\}"),
        (
            'msgid "%(n)s session"\nmsgid_plural "%(n)s sessions"\nmsgstr[0] "une séance"\nmsgstr[1] "des séances"\n',
            r"lacks %\(n\)s",
        ),
        ('msgid "%(n)s day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "%(n)s jour"\n', "has not the 2 plural forms"),
        ('msgid "Programme"\nmsgstr "Programme\n', "no line of a catalogue"),
        ('mgsid "Programme"\nmsgstr "Programme"\n', "no line of a catalogue"),
        ("<<<<<<< ours\n", "no line of a catalogue"),
        ('msgid "Programme"\n\nmsgid "Session"\nmsgstr "Séance"\n', "missing msgstr"),
    ],
)
def test_faulty_catalogue_is_refused_with_its_file_and_line(catalogue, body, fault):
    with pytest.raises(CommandError, match=rf"^.*fr/LC_MESSAGES/django\.po, line \d+: .*{fault}.*\.?$"):
        catalogue(body)

    assert not (catalogue.folder / "django.mo").exists()
