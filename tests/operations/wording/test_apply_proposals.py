"""What revisers propose is put into the catalogue, entry by entry, and nothing else of it changes."""

import pytest
from django.core.management import CommandError, call_command

CATALOGUE = """msgid ""
msgstr ""
"Language: fr\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

#: a/place.py
msgid "Open"
msgstr "Ouvrir"

#, python-format
msgctxt "a page"
msgid "Open"
msgstr "Ouvrir la page"

#, python-format
msgid "%(n)d day"
msgid_plural ""
"%(n)d "
"days"
msgstr[0] "%(n)d jour"
msgstr[1] "%(n)d jours"
"""
HEAD = CATALOGUE.partition("#: a")[0]


@pytest.fixture
def catalogue(settings, tmp_path):
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    folder = tmp_path / "locale" / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(CATALOGUE, encoding="utf-8")
    return folder / "django.po"


def propose(tmp_path, body):
    file = tmp_path / "proposals-fr.po"
    file.write_text(HEAD + body, encoding="utf-8")
    return file


def test_proposals_replace_their_translations_alone(catalogue, tmp_path, capsys):
    body = 'msgctxt "a page"\nmsgid "Open"\nmsgstr "Voir « \\"ceci\\" »"\n\nmsgid "Gone"\nmsgstr "Parti"\n\n'
    body += 'msgid "%(n)d day"\nmsgid_plural "%(n)d days"\nmsgstr[0] "%(n)d journée"\nmsgstr[1] "%(n)d journées"\n'

    call_command("apply_proposals", propose(tmp_path, body))

    expected = CATALOGUE.replace("Ouvrir la page", 'Voir « \\"ceci\\" »').replace("jour", "journée")
    assert catalogue.read_text(encoding="utf-8") == expected
    assert catalogue.with_suffix(".mo").is_file()
    printed = capsys.readouterr().out
    assert "2 of 3 proposals" in printed
    assert "No longer there: Gone" in printed


def test_catalogue_stays_as_it_was_where_a_proposal_could_not_be_compiled(catalogue, tmp_path):
    body = 'msgid "%(n)d day"\nmsgid_plural "%(n)d days"\nmsgstr[0] "un"\nmsgstr[1] "deux"\n'

    with pytest.raises(CommandError, match="lacks %\\(n\\)d"):
        call_command("apply_proposals", propose(tmp_path, body))

    assert catalogue.read_text(encoding="utf-8") == CATALOGUE


def test_file_that_names_no_language_is_refused(catalogue, tmp_path):
    file = tmp_path / "a.po"
    file.write_text('msgid "Open"\nmsgstr "Abrir"\n')

    with pytest.raises(CommandError, match="does not say for which language"):
        call_command("apply_proposals", file)
