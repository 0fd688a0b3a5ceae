import pytest

from conference.models import AuditEntry
from summary.models import Summary
from tests.factories import MORNING, make_conference
from tests.pages import as_drawn
from tests.staff import browser_of, make_member
from tests.summary.conftest import make_summary
from tests.translation.texts.texts import address_of, listed, make_theme
from translation.desk.warnings import key_of
from translation.models.glossary import Concept
from translation.models.teamwork import Dismissal

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

SOURCE = "The President opened the dialogue of 2012 on trafficking in persons."
FRENCH = "Le Président a ouvert le dialogue de 2011 sur la traite des personnes."
KEY = "numbers:lost:number=2012"
FRAGMENT = {"HTTP_ROSTRUM_FRAGMENT": "help"}
HOSTILE = "<script>alert(1)</script>\"'"


@pytest.fixture
def theme():
    return make_theme(english=SOURCE, words=FRENCH, state="translated")


@pytest.fixture
def translator():
    return make_member("translator-fr", "translator", first_name="Jeanne")


@pytest.fixture
def client(translator):
    return browser_of(translator)


def open_keys(page):
    return [each.key for each in page.context["open_warnings"]]


def make_concept(conference=None, key="trafficking", english="trafficking in persons", **variants):
    concept = Concept.objects.create(conference=conference, key=key)
    for language, text, status in [("en", english, "preferred"), *variants.get("terms", ())]:
        concept.terms.create(language=language, text=text, status=status)
    return concept


def dismiss(client, theme, key=None, reason="The year is that of the report", **more):
    page = client.get(address_of(theme))
    key = key or open_keys(page)[0]
    return client.post(address_of(theme, act="dismiss/"), {"key": key, "reason": reason, **more}, **FRAGMENT)


# Who sees what


def test_help_is_a_fragment_and_the_text_has_a_page_of_its_own(theme, client):
    fragment, page = client.get(address_of(theme)), client.get(address_of(theme, act=""))

    assert fragment.content.decode().strip().startswith('<div class="help"')
    assert page.content.decode().strip().startswith("<!doctype html>")
    assert '<p class="target-text" lang="fr" dir="ltr">Le Président' in page.content.decode()


@pytest.mark.parametrize("act", ["", "help/"])
@pytest.mark.parametrize(
    ("role", "code", "status"),
    [
        ("translator-fr", "fr", 200),
        ("translator-fr", "ru", 404),
        ("translator-fr", "en", 404),
        ("translator-en", "en", 404),
        ("reviser-ru", "ru", 200),
        ("secretariat", "ar", 200),
        ("secretariat", "de", 404),
        ("floor-officer", "fr", 404),
    ],
)
def test_translator_sees_the_own_language_alone(theme, role, code, status, act):
    client = browser_of(make_member(role))

    assert client.get(address_of(theme, code, act)).status_code == status


def test_text_of_another_conference_is_not_found_here(theme, client):
    make_conference(slug="other")

    assert client.get(address_of(theme).replace("/dialogue/", "/other/")).status_code == 404


def test_draft_of_the_summary_is_found_once_it_is_in_translation(client):
    summary = make_summary()
    paragraph = summary.sections.get().paragraphs.first()
    assert client.get(address_of(paragraph)).status_code == 404
    assert browser_of(make_member("secretariat")).get(address_of(paragraph)).status_code == 200

    Summary.objects.update(stage="in-translation")
    assert client.get(address_of(paragraph)).status_code == 200


# Memory


def test_earlier_translation_can_be_used(client):
    theme = make_theme(english=SOURCE)
    make_theme(make_conference(slug="earlier"), SOURCE, words=FRENCH, state="translated")

    page = as_drawn(client.get(address_of(theme)).content.decode())

    assert f'data-use="{FRENCH}" data-key="1"' in page
    assert '<span class="score">100' in page


def test_hostile_text_stays_text(client):
    words = f"{HOSTILE} 5"
    theme = make_theme(make_conference(title_en=HOSTILE), f"{HOSTILE} 4", words=words, state="translated")
    make_theme(make_conference(slug="earlier", title_en=HOSTILE), f"{HOSTILE} 3", words=f"{HOSTILE} 6", state="draft")
    make_concept(english="alert(1", terms=[("fr", HOSTILE, "preferred"), ("fr", f"{HOSTILE}2", "avoid")])
    client.post(address_of(theme, act="remark/"), {"kind": "question", "remark": HOSTILE})
    dismiss(client, theme, reason=HOSTILE)

    for answer in (
        client.get(address_of(theme)),
        client.post(address_of(theme), {"words": HOSTILE + "9"}),
        client.get(address_of(theme, act="")),
        client.get("/en/dialogue/texts/concordance/?q=script&code=fr", **FRAGMENT),
    ):
        page = answer.content.decode()
        assert answer.status_code == 200
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


# Terms and names


def test_terms_in_the_source_are_marked_with_what_they_are_called(theme, client):
    variants = [("fr", "traite d’êtres humains", "preferred"), ("fr", "traite des blanches", "avoid")]
    make_concept(terms=[*variants, ("ru", "торговля людьми", "preferred")])

    page = client.get(address_of(theme)).content.decode()

    assert "<mark>trafficking in persons</mark>" in page
    assert 'data-insert="traite d’êtres humains"' in page
    assert 'data-insert="traite des blanches"' not in page
    assert "торговля" not in page


def test_concept_of_the_conference_stands_in_place_of_the_shared_one_of_its_key(theme, client):
    make_concept(terms=[("fr", "commune", "preferred")])
    make_concept(theme.panel.conference, terms=[("fr", "propre", "preferred")])
    make_concept(make_conference(slug="other"), terms=[("fr", "autre", "preferred")])

    terms = client.get(address_of(theme)).context["marked"]["terms"]

    assert [[variant.text for variant in variants] for _own, _term, variants in terms] == [["propre"]]


def test_names_of_the_conference_and_of_states_are_known(client):
    from speakers.models import State

    State.objects.create(
        iso3="TUR",
        iso2="TR",
        m49="792",
        status="member",
        region="asia",
        name_en="Türkiye",
        name_fr="Türkiye",
        formal_en="the Republic",
        formal_fr="R",
    )
    conference = make_conference()
    conference.delegations.create(kind="un-system", name_en="UN-Women", name_fr="ONU-Femmes")
    theme = make_theme(conference, "UN-Women and Türkiye spoke.", words="L’ONUDC et la Türkiye ont parlé.")

    page = client.get(address_of(theme))

    assert [own for own, *_rest in page.context["marked"]["terms"]] == ["UN-Women", "Türkiye"]
    assert open_keys(page) == ["names:name=UN-Women:wanted=ONU-Femmes"]


def test_state_and_its_delegation_of_one_name_are_one_name(client):
    from speakers.models import State

    names = {"name_en": "Swaziland", "name_fr": "Swaziland"}
    State.objects.create(
        iso3="SWZ",
        iso2="SZ",
        m49="748",
        status="member",
        region="africa",
        formal_en="the Kingdom",
        formal_fr="le Royaume",
        **names,
    )
    conference = make_conference()
    conference.delegations.create(kind="states", name_en="Swaziland", name_fr="Souaziland")
    theme = make_theme(conference, "Swaziland spoke.", words="Le Souaziland a parlé.")

    assert open_keys(client.get(address_of(theme))) == []


def test_name_that_is_itself_changed_is_not_held_against_how_it_was(client):
    speaker = make_conference().delegations.create(kind="un-system", name_en="UN-Women", name_fr="ONU-Femmes")

    assert open_keys(client.post(address_of(speaker, field="name"), {"words": "ONU Femmes"})) == []


# Warnings


def test_warning_has_its_reason(theme, client):
    page = client.get(address_of(theme))

    assert KEY in open_keys(page)
    assert "2012" in str(page.context["open_warnings"][0].finding)


def test_warnings_are_about_what_is_typed_where_that_is_sent(theme, client):
    typed = {"words": FRENCH.replace("2011", "2012")}

    assert open_keys(client.get(address_of(theme), typed)) == open_keys(client.post(address_of(theme), typed)) == []
    assert KEY in open_keys(client.post(address_of(theme), {"words": FRENCH}))


def test_blocking_finding_is_told_and_cannot_be_dismissed(theme, client):
    page = client.post(address_of(theme), {"words": "Le \x07 Président"})
    obstacle = next(each for each in page.context["open_warnings"] if each.finding.blocks)

    answer = dismiss(client, theme, obstacle.key, words="Le \x07 Président")

    assert (answer.status_code, Dismissal.objects.count()) == (422, 0)


def test_of_a_text_that_is_too_long_no_more_is_asked(theme, client):
    (told,) = client.post(address_of(theme), {"words": "2011 " * 20_000}).context["open_warnings"]

    assert told.finding.kind == "length"


def test_empty_text_is_not_blocked_before_it_is_saved(client):
    theme = make_theme(english=SOURCE)

    assert open_keys(client.get(address_of(theme))) == []


def test_warning_is_dismissed_with_a_reason_and_a_name(theme, client, translator):
    answer = dismiss(client, theme, KEY)

    (dismissed,) = answer.context["dismissed_warnings"]
    assert (answer.status_code, dismissed.key, dismissed.dismissal.by) == (200, KEY, translator)
    assert KEY not in open_keys(answer)
    assert "The year is that of the report" in answer.content.decode()
    entry = AuditEntry.objects.filter(act="warning: dismiss").get()
    assert (entry.by, entry.subject_type, entry.detail["warning"]) == (translator, "programme.theme", KEY)


def test_warning_stays_dismissed_while_the_source_reads_the_same(theme, client):
    dismiss(client, theme, KEY)
    theme.text_fr = "Le dialogue de 2011."
    theme.save()
    assert KEY not in open_keys(client.get(address_of(theme)))

    theme.text_en = "The dialogue of 2012."
    theme.save()
    assert KEY in open_keys(client.get(address_of(theme)))


@pytest.mark.parametrize(
    ("key", "reason", "told"),
    [
        (KEY, " ", "Say why"),
        (KEY, "a" * 301, "at most 300 characters"),
        (KEY, "a\x07", "control character"),
        (KEY, "a\x00", "control character"),
        (KEY, "two\nlines", "one line"),
        ("numbers:lost:number=7", "Because", "This warning no longer applies"),
        ("a" * 5000, "Because", "This warning no longer applies"),
    ],
)
def test_what_cannot_be_dismissed_is_told_in_a_sentence(theme, client, key, reason, told):
    answer = dismiss(client, theme, key, reason)

    assert (answer.status_code, Dismissal.objects.count()) == (422, 0)
    assert told in answer.content.decode()


def test_second_dismissal_is_told_who_was_first(theme, client, translator):
    dismiss(client, theme, KEY)

    answer = dismiss(browser_of(make_member("reviser-fr")), theme, KEY)

    assert (answer.status_code, Dismissal.objects.get().by) == (422, translator)
    assert "Jeanne has dismissed this warning already" in answer.content.decode()


def test_dismissal_is_undone_once(theme, client):
    dismiss(client, theme, KEY)
    address = address_of(theme, act=f"dismissals/{Dismissal.objects.get().pk}/take-back/")

    first, second = client.post(address, **FRAGMENT), client.post(address, **FRAGMENT)

    assert (first.status_code, second.status_code) == (200, 422)
    assert KEY in open_keys(first)
    assert AuditEntry.objects.filter(act="warning: take back").count() == 1


def test_without_the_script_the_page_of_the_text_follows(theme, client):
    address = address_of(theme, act="dismiss/")

    done = client.post(address, {"key": KEY, "reason": "Because"})
    refused = client.post(address, {"key": KEY, "reason": ""})

    assert (done.status_code, done.headers["Location"]) == (302, address_of(theme, act=""))
    assert (refused.status_code, "<!doctype html>" in refused.content.decode()) == (422, True)


def test_key_of_a_long_warning_fits_and_stays_its_own():
    from translation.checks import Finding

    keys = {key_of(Finding("terms", "", detail={"term": "a" * 1000 + str(number)})) for number in range(2)}

    assert (len(keys), max(map(len, keys)) <= 300) == (2, True)


@pytest.mark.parametrize("number", [1, 3])
def test_help_takes_the_same_number_of_queries(client, number, django_assert_num_queries):
    theme = make_theme(english=SOURCE, words=FRENCH)
    earlier = make_conference(slug="earlier")
    for place in range(number):
        make_theme(earlier, f"{SOURCE} {place}", words=f"{FRENCH} {place}", state="translated")
        make_concept(key=f"c{place}", english=f"President {place}")
        client.post(address_of(theme, act="remark/"), {"kind": "comment", "remark": str(place)})
    client.get(address_of(theme))

    with django_assert_num_queries(26):
        client.get(address_of(theme))


def test_page_reads_from_right_to_left_in_arabic(client):
    theme = make_theme(english=SOURCE, code="ar", words="افتتح الرئيس الحوار", state="translated")
    make_theme(make_conference(slug="earlier"), SOURCE, code="ar", words="افتتح الرئيس حوارا", state="translated")

    page = as_drawn(browser_of(make_member("translator-ar")).get(address_of(theme, "ar")).content.decode())

    assert '<p class="offered" lang="ar" dir="rtl">افتتح الرئيس حوارا</p>' in page
    assert str(MORNING.year) in page
    assert listed(theme).source_language == "en"
