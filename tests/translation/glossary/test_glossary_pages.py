import csv
from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from conference.models import AuditEntry, RoleHeld
from conference.refusals import Refusal
from tests.factories import MORNING, make_conference
from tests.staff import browser_of, make_member
from tests.together import at_once, the_one
from translation.glossary import editing
from translation.glossary.lookup import entries_of
from translation.glossary.terms import AVOID, TermVariant
from translation.models.glossary import Concept, Term

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PAGE = "/en/dialogue/texts/glossary/"
IMPORT = f"{PAGE}import/"
ROWS = "concept,en,fr,fr avoid\nvictim,victim,victime,\nfund,Trust Fund,Fonds,caisse\n"


@pytest.fixture
def conference():
    return make_conference()


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def keeper(conference):
    return make_member("secretariat", "keeper")


@pytest.fixture
def secretariat(keeper):
    return browser_of(keeper)


@pytest.fixture
def french(conference):
    return browser_of(make_member("translator-fr"))


def make_concept(key="victim", conference=None, **terms):
    concept = Concept.objects.create(key=key, conference=conference)
    for code, text in {"en": key, **terms}.items():
        concept.terms.create(language=code, text=text)
    return concept


def forms_of(concept):
    return {
        code: [variant.text for variant in variants] for code, variants in editing.entry_of(concept).variants.items()
    }


def sent(client, concept, **changes):
    """What a browser sends from the variant of a concept: (its address, the fields)."""
    address = f"{PAGE}{concept.pk}/"
    context = client.get(address).context
    fields = {"base_version": context["base_version"]}
    for _language, boxes in context["languages_written"]:
        fields |= {name: lines for name, _label, lines in boxes}
    if context["is_secretariat"]:
        scope = "conference" if concept.conference_id else "shared"
        fields |= {"key": concept.key, "definition": concept.definition, "scope": scope}
    return address, {**fields, **changes}


# Looking


def test_page_shows_each_concept_in_six_languages(french):
    make_concept(fr="victime", ar="ضحية")

    page = french.get(PAGE).content.decode()

    assert '<span lang="ar" dir="rtl">ضحية</span>' in page
    assert page.count("no term") == 3


@pytest.mark.every_database
@pytest.mark.parametrize("query", ["VICTIME", "ضَحية", "жертва", "victim"])
def test_search_finds_a_term_in_any_language_case_and_accents(french, query):
    make_concept(fr="Victime", ar="ضحية", ru="Жертва")
    make_concept("fund")

    found = french.get(PAGE, {"q": query}).context["rows"]

    assert [entry.concept.key for entry, _six in found] == ["victim"]


def test_concepts_of_another_conference_are_not_seen_here(french, conference):
    theirs = make_concept("theirs", make_conference(slug="other"))
    make_concept("ours", conference)

    assert [entry.concept.key for entry in entries_of(conference)] == ["ours"]
    assert french.get(f"{PAGE}{theirs.pk}/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_page_takes_the_same_number_of_queries(french, number, django_assert_num_queries):
    for place in range(number):
        make_concept(f"concept {place}")
    french.get(PAGE)

    with django_assert_num_queries(8):
        french.get(PAGE)


def test_long_glossary_has_pages(french):
    Concept.objects.bulk_create(Concept(key=f"{place:03}") for place in range(120))

    assert [len(french.get(PAGE, {"page": page}).context["rows"]) for page in (1, 3, "x", 99)] == [50, 20, 50, 20]


def test_hostile_concept_stays_text(secretariat):
    hostile = "<script>alert(1)</script>"
    concept = make_concept(hostile, fr=hostile)
    Concept.objects.update(definition=hostile)

    for address in (PAGE, f"{PAGE}?q=<script>", f"{PAGE}{concept.pk}/"):
        page = secretariat.get(address).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


# Changing


def test_secretariat_adds_a_concept(secretariat, keeper, conference):
    fields = {"key": "victim", "scope": "shared", "fr-preferred": " victime \r\n\r\n", "fr-avoid": "cible\r\nproie"}

    answer = secretariat.post(f"{PAGE}add/", fields)

    concept = Concept.objects.get()
    assert (answer.status_code, concept.key, concept.conference) == (302, "victim", None)
    assert editing.entry_of(concept).variants == {
        "fr": [TermVariant("victime"), TermVariant("cible", AVOID), TermVariant("proie", AVOID)]
    }
    entry = AuditEntry.objects.get(act="glossary: add")
    assert (entry.by, entry.detail["terms"]) == (keeper, {"fr": [[], ["victime", "cible", "proie"]]})


@pytest.mark.parametrize("role", ["secretariat", "translator-fr"])
def test_who_works_on_one_conference_changes_what_is_its_own_alone(conference, role):
    person = make_member(role, "of-one-conference", password="a long password")
    person.groups.clear()
    RoleHeld.objects.create(user=person, role=Group.objects.get(name=role), conference=conference)
    browser = browser_of(person)
    shared, own = make_concept("victim"), make_concept("fund", conference)

    def change(row, **fields):
        form = {"key": row.key, "scope": "conference", "fr-preferred": "autre", **fields}
        form["base_version"] = browser.get(f"{PAGE}{row.pk}/").context["base_version"]
        return browser.post(f"{PAGE}{row.pk}/", form).status_code

    assert (change(shared), change(shared, scope="shared"), change(own)) == (422, 422, 302)
    assert (forms_of(shared).get("fr"), forms_of(own)["fr"]) == (None, ["autre"])
    if role == "secretariat":
        browser.post(f"{PAGE}{shared.pk}/delete/")
        assert upload(browser).status_code == 422
        assert change(own, scope="shared") == 422
        assert list(Concept.objects.order_by("key").values_list("key", "conference")) == [
            ("fund", conference.pk),
            ("victim", None),
        ]


def test_translator_changes_the_terms_of_the_own_language_alone(french):
    concept = make_concept(fr="victime", ru="жертва")
    address, fields = sent(french, concept)

    answer = french.post(
        address,
        {**fields, "fr-preferred": "personne lésée", "ru-preferred": "x", "key": "stolen", "scope": "conference"},
    )

    concept.refresh_from_db()
    assert (answer.status_code, concept.key, concept.conference) == (302, "victim", None)
    assert forms_of(concept) == {"en": ["victim"], "fr": ["personne lésée"], "ru": ["жертва"]}


@pytest.mark.parametrize("path", ["add/", "import/"])
def test_only_the_secretariat_adds_imports_and_deletes(french, path):
    concept = make_concept()

    assert french.get(f"{PAGE}{path}").status_code == 404
    assert french.post(f"{PAGE}{path}", {"key": "x"}).status_code == 404
    assert french.post(f"{PAGE}{concept.pk}/delete/").status_code == 404
    assert Concept.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"key": ""}, "This field cannot be blank"),
        ({"key": "a\x00"}, "control character"),
        ({"key": "a" * 101}, "at most 100 characters"),
        ({"key": "taken"}, "Another concept of the glossary has this number"),
        ({"fr-preferred": "a\na"}, "is twice"),
        ({"fr-preferred": "a", "fr-avoid": "a"}, "is twice"),
        ({"fr-preferred": "a" * 1001}, "at most 1000 characters"),
        ({"fr-preferred": "a\x07"}, "control character"),
        ({"definition": "a\x07"}, "control character"),
    ],
)
@pytest.mark.parametrize("is_new", [True, False])
def test_what_cannot_be_kept_is_told_and_stays_in_the_form(secretariat, fields, told, is_new):
    make_concept("taken")
    concept = make_concept()
    address, whole = sent(secretariat, concept)
    if is_new:
        address, whole = f"{PAGE}add/", {"key": "new", "scope": "shared"}

    answer = secretariat.post(address, {**whole, "ru-preferred": "жертва", **fields})

    assert (answer.status_code, Concept.objects.count(), Term.objects.count()) == (422, 2, 2)
    assert told in answer.content.decode()
    assert "жертва" in answer.content.decode()


def test_change_that_overtakes_another_is_told_and_shows_how_the_concept_reads(secretariat, french):
    concept = make_concept(fr="victime")
    address, fields = sent(secretariat, concept, **{"fr-preferred": "mienne"})
    french.post(*sent(french, concept, **{"fr-preferred": "sienne"}))

    answer = secretariat.post(address, fields)

    assert (answer.status_code, forms_of(concept)["fr"]) == (422, ["sienne"])
    assert "changed this concept in the meantime" in answer.content.decode()
    assert "sienne" in answer.content.decode()
    assert secretariat.post(address, {**fields, "base_version": answer.context["base_version"]}).status_code == 302
    assert forms_of(concept)["fr"] == ["mienne"]


def test_two_languages_of_a_concept_do_not_touch_each_other(french):
    concept = make_concept(fr="victime", ru="жертва")
    russian = browser_of(make_member("translator-ru"))
    first = sent(french, concept, **{"fr-preferred": "une"})
    second = sent(russian, concept, **{"ru-preferred": "два"})

    assert [french.post(*first).status_code, russian.post(*second).status_code] == [302, 302]
    assert forms_of(concept) == {"en": ["victim"], "fr": ["une"], "ru": ["два"]}


def test_concept_is_deleted_once(secretariat):
    concept = make_concept()
    address, fields = sent(secretariat, concept)

    assert secretariat.post(f"{address}delete/").status_code == 302
    assert secretariat.post(f"{address}delete/").status_code == 404
    assert secretariat.post(address, fields).status_code == 404
    assert AuditEntry.objects.get(act="glossary: delete").detail["terms"] == {"en": ["victim"]}
    with pytest.raises(Refusal, match="deleted this concept in the meantime"):
        editing.delete(concept, by=None, at=MORNING)


@pytest.mark.every_database
@pytest.mark.django_db(transaction=True)
def test_of_two_who_add_one_key_at_once_one_is_told(conference):
    keeper = make_member("secretariat", "keeper")

    outcomes = at_once(
        lambda __: editing.save(
            Concept(key="victim"), {"en": [TermVariant("victim")]}, codes=["en"], by=keeper, at=MORNING
        )
    )

    the_one(outcomes, Refusal)
    assert (Concept.objects.count(), Term.objects.count()) == (1, 1)
    assert {str(told) for told in outcomes if told} == {"Another concept of the glossary has this number."}


# Files


def upload(client, content=ROWS, name="terms.csv", scope="shared"):
    """The preview of a file, or the page of uploads with what is wrong with it."""
    file = SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
    return client.post(IMPORT, {"file": file, "scope": scope}, follow=True)


def confirm(client, preview):
    address, seen = preview.context["addresses"]["apply"], preview.context["preview"].shown.token
    return client.post(address, {"seen": seen})


def counted(answer):
    counts = answer.context["preview"].counts
    return counts["new"], counts["changed"], counts["unchanged"]


def test_file_is_looked_at_first_and_nothing_is_written(secretariat):
    make_concept(fr="victime")
    make_concept("fund", fr="Caisse")

    preview = upload(secretariat, ROWS + "new,new,nouveau,\n")

    assert (preview.status_code, counted(preview)) == (200, (1, 1, 1))
    assert '<del lang="fr" dir="ltr">Caisse</del>' in preview.content.decode()
    assert '<ins lang="fr" dir="ltr">caisse</ins> <span class="status">to be avoided' in " ".join(
        preview.content.decode().split()
    )
    assert (Concept.objects.count(), Term.objects.count()) == (2, 4)


def test_confirmed_file_is_imported(secretariat, keeper):
    make_concept("fund", fr="Caisse", ru="Фонд", en="Fund")

    answer = confirm(secretariat, upload(secretariat))

    assert answer.status_code == 302
    fund = Concept.objects.get(key="fund")
    assert forms_of(fund) == {"en": ["Trust Fund"], "fr": ["Fonds", "caisse"], "ru": ["Фонд"]}
    assert forms_of(Concept.objects.get(key="victim")) == {"en": ["victim"], "fr": ["victime"]}
    entry = AuditEntry.objects.get(act="glossary: import")
    assert (entry.by, entry.detail) == (keeper, {"file": "terms.csv", "new": 1, "changed": 1, "shared": True})
    assert counted(upload(secretariat)) == (0, 0, 2)


def test_file_for_the_conference_leaves_the_shared_concepts(secretariat, conference):
    make_concept("fund", fr="Caisse")

    confirm(secretariat, upload(secretariat, scope="conference"))

    assert list(Concept.objects.order_by("pk").values_list("key", "conference")) == [
        ("fund", None),
        ("victim", conference.pk),
        ("fund", conference.pk),
    ]


def test_glossary_that_changed_since_the_preview_is_shown_anew(secretariat):
    preview = upload(secretariat)
    make_concept("fund", fr="Caisse")

    answer = confirm(secretariat, preview)

    assert (answer.status_code, counted(answer), Concept.objects.count()) == (409, (1, 1, 0), 1)
    assert "changed in the meantime" in answer.content.decode()
    assert confirm(secretariat, answer).status_code == 302


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("terms.csv", "concept,en\nvictim,victim\nempty,\n", "Row 3 has no term"),
        ("terms.csv", "concept,en\na,x\na,y\n", "“a” is twice"),
        ("terms.csv", f"concept,en\n{'k' * 101},x\n", "at most 100 characters"),
        ("terms.csv", "concept,en,en avoid\nvictim,x,x\n", "Concept “victim”"),
        ("terms.csv", "concept,en\nvictim,a\x07\n", "control character"),
        ("terms.csv", b"\x80\x81", "not in UTF-8"),
        ("terms.tbx", "<tbx", "not well-formed XML"),
        ("terms.tbx", '<!DOCTYPE tbx [<!ENTITY a "b">]><tbx>&a;</tbx>', "declares entities"),
        ("terms.exe", "x", "ends otherwise"),
        ("terms.csv", "", "submitted file is empty|The file is empty|no terms"),
    ],
)
def test_file_that_cannot_be_taken_in_gets_a_sentence(secretariat, name, content, told):
    answer = upload(secretariat, content, name)

    assert (answer.status_code, Concept.objects.count()) == (422, 0)
    assert any(words in answer.content.decode() for words in told.split("|"))


@pytest.mark.parametrize(
    "fields", [{}, {"content": "x", "seen": "y"}, {"content": "concept,en\nÿ\ud800,x"}, {"seen": "x"}]
)
def test_odd_request_gets_a_sentence(secretariat, fields):
    answer = secretariat.post(
        IMPORT, {name: value.encode("utf-8", "replace").decode() for name, value in fields.items()}
    )

    assert answer.status_code in (200, 422)
    assert Concept.objects.count() == 0


def test_name_of_a_file_may_be_anything(secretariat):
    answer = confirm(secretariat, upload(secretariat, name="a\x00" + "b" * 5000 + ".csv"))

    assert answer.status_code == 302
    assert AuditEntry.objects.get(act="glossary: import").detail["file"] == "a" + "b" * 199


@pytest.mark.parametrize(("format", "ending"), [("csv", "csv"), ("xlsx", "xlsx"), ("tbx", "tbx"), ("martif", "tbx")])
def test_what_is_exported_is_imported_unchanged(secretariat, conference, format, ending):
    call_command("load_glossary", stdout=StringIO())
    concept = make_concept("=1+1 'x", fr="=SOMME(A1)", ru="@имя")
    concept.terms.create(language="fr", text="-a", status="avoid")
    Concept.objects.filter(pk=concept.pk).update(definition="Two\nlines; “quoted”")
    before = entries_of(conference)

    answer = secretariat.get(f"{PAGE}export/{format}/")
    assert answer.headers["Content-Disposition"].endswith(f'.{ending}"')
    assert counted(upload(secretariat, answer.content, f"g.{ending}")) == (0, 0, len(before))

    Concept.objects.all().delete()
    confirm(secretariat, upload(secretariat, answer.content, f"g.{ending}"))
    assert [(each.concept.key, each.concept.definition, each.variants) for each in entries_of(conference)] == [
        (each.concept.key, each.concept.definition, each.variants) for each in before
    ]


def undo(client, answer):
    address = answer.context["addresses"]["undo"]
    return client.post(address, {"seen": client.get(address).context["plan"].shown.token}, follow=True)


def test_import_is_undone(secretariat, keeper):
    make_concept("fund", fr="Caisse", ru="Фонд", en="Fund")
    before = [list(model.objects.order_by("pk").values()) for model in (Concept, Term)]
    preview = upload(secretariat)
    confirm(secretariat, preview)
    assert Concept.objects.count() == 2

    page = undo(secretariat, preview)

    assert "The import was undone." in page.content.decode()
    assert [list(model.objects.order_by("pk").values()) for model in (Concept, Term)] == before
    assert AuditEntry.objects.get(act="undo import").by == keeper


def test_import_whose_concept_was_changed_is_not_undone(secretariat):
    make_concept("fund", fr="Caisse", en="Fund")
    preview = upload(secretariat)
    confirm(secretariat, preview)
    Concept.objects.get(key="victim").terms.create(language="es", text="víctima")

    page = secretariat.get(preview.context["addresses"]["undo"])

    assert page.context["plan"].refusal.endswith("something was changed since: Term “víctima”.")
    undo(secretariat, preview)
    assert Concept.objects.filter(key="victim").exists()


def test_concept_that_cannot_be_imported_is_listed_and_comes_back(secretariat):
    long = "k" * 101

    preview = upload(secretariat, f"concept,en\n{long},x\nvictim,victim\n")

    (left_out,) = preview.context["left_out"]
    assert (left_out.name, counted(preview)) == (long, (1, 0, 0))
    assert "at most 100 characters" in left_out.reasons[0]
    answer = secretariat.get(preview.context["left_out_address"])
    (row,) = csv.DictReader(StringIO(answer.content.decode("utf-8-sig")))
    assert (row["concept"], row["en"], row["reason"]) == (long, "x", left_out.reasons[0])
    confirm(secretariat, preview)
    assert list(Concept.objects.values_list("key", flat=True)) == ["victim"]


def test_exported_table_has_no_formulas(french):
    make_concept("=cmd|' /C calc'!A0", fr="+33", ar="@a")

    answer = french.get(f"{PAGE}export/csv/")

    cells = [cell for row in csv.reader(StringIO(answer.content.decode("utf-8-sig"))) for cell in row]
    assert [cell for cell in cells if cell[:1] in ("=", "+", "-", "@")] == []
    assert answer.headers["Content-Disposition"] == 'attachment; filename="glossary-dialogue.csv"'
    assert french.get(f"{PAGE}export/exe/").status_code == 404


def test_text_for_omegat_is_in_two_languages(french):
    make_concept("fund", en="trust fund", fr="fonds")

    answer = french.get(f"{PAGE}export/omegat/?from=en&into=fr")

    assert answer.content.decode() == "trust fund\tfonds\t\n"
    assert answer.headers["Content-Disposition"].endswith('.txt"')
    assert french.get(f"{PAGE}export/omegat/?from=en&into=de").status_code == 404
    assert "glossary/export/omegat/" in french.get(PAGE).content.decode()


# What ships


def test_glossary_that_ships_is_loaded_once_and_edits_stay():
    call_command("load_glossary", stdout=StringIO())
    number = Concept.objects.count()
    Term.objects.filter(concept__key="victim", language="fr").update(text="personne lésée")

    call_command("load_glossary", stdout=StringIO())

    assert (Concept.objects.count(), number >= 40) == (number, True)
    assert forms_of(Concept.objects.get(key="victim"))["fr"] == ["personne lésée"]


def test_glossary_that_ships_has_each_concept_in_six_languages(conference):
    call_command("load_glossary", stdout=StringIO())

    assert {len(entry.variants) for entry in entries_of(conference)} == {6}
    assert all(
        variants[0].status == "preferred" for entry in entries_of(conference) for variants in entry.variants.values()
    )
