from time import perf_counter

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conference import caches
from conference.languages import CODES
from conference.languages.folding import fold, fold_with_places
from programme.search import search as searching
from programme.search.query import LONGEST, SearchQuery
from programme.search.snippets import marked, passage
from tests.factories import in_six, make_conference, make_panel, make_released, make_session, make_speaker, release
from tests.pages import as_drawn


def finds(asked, text):
    return all(term.is_in(fold(text)) for term in SearchQuery.of(asked).terms)


FOUND = [
    # Latin letters
    ("traffick", "Human trafficking"),
    ("TRAFFICKING human", "Human trafficking"),
    ("evenement", "Un événement"),
    ("événement", "UN EVENEMENT"),
    ("oeuvre", "Main-d’œuvre"),
    ("œuvre", "Main-d’oeuvre"),
    ("strasse", "Straße"),
    ("lodz", "Łódź"),
    ("l’exploitation", "contre l'exploitation des femmes"),
    ("d'Ivoire", "Côte d’Ivoire"),
    ("ivoire", "Côte d’Ivoire"),
    ("victims", "a victim of crime"),
    ("naciones", "una nacion"),
    ("al-nasser", "H.E. Mr. Nassir Abdulaziz Al-Nasser"),
    ("nasser", "Al-Nasser"),
    ("é", "un e\u0301vénement"),
    ("2012", "in 2012"),
    ("２０１２", "in 2012"),
    # Numbers, and capitals
    ("200,000", "USD 200 000"),
    ("200 000", "USD 200,000"),
    ("200000", "$200\u202f000"),
    ("2 500 000", "2.500.000"),
    ("٢٠٠٬٠٠٠", "USD 200,000"),
    ("200,000", "٢٠٠٬٠٠٠"),
    ("٢٠٠٧", "in 2007"),
    ("UN", "the UN and its bodies"),
    ("ООН", "цели ООН"),
    # Modifiers
    ("akilisi", "ʻAkilisi"),
    ("ʻAkilisi", "Akilisi"),
    ("dang", "Đặng"),
    ("lukasz", "Łukasz"),
    # Symbols of documents
    ("A/66/L.1", "as in document A/66/L.1, annex"),
    ("a/res/66/1", "A/RES/66/1"),
    # Russian
    ("ещё", "еще раз"),
    ("еще", "Ещё раз"),
    ("торговл", "торговля людьми"),
    # Arabic: vowel marks, tatweel, forms of alef, ta marbuta, alef maqsura, the article, the particles, figures
    ("المتحدة", "الأمم الْمُتَّحِدَة"),
    ("متحده", "الأمم المتحدة"),
    ("المتحدة", "أمم متحدة"),
    ("الاتجار", "مكافحة الاتّجار بالبشر"),
    ("اتجار", "مكافحة الاتجار بالبشر"),
    ("الاتجار", "الحماية من اتجار"),
    ("البشر", "الاتجار بالبشر"),
    ("بالبشر", "عن البشر"),
    ("مرأة", "للمرأة والطفل"),
    ("للمرأة", "المرأة"),
    ("حماية", "وحماية الضحايا"),
    ("بحماية", "حماية الضحايا"),
    ("إسبانيا", "اسبانيا"),
    ("اسبانيا", "إسبانيا"),
    ("ألبانيا", "البانيا"),
    ("مستوى", "مستوي"),
    ("محمد", "محـــمد"),
    ("١٣", "الجلسة 13"),
    ("13", "الجلسة ١٣"),
    # Chinese: no spaces, words apart, full width
    ("贩运", "打击贩运人口问题互动对话"),
    ("人口贩运", "打击贩运人口问题互动对话"),
    ("互动 贩运", "打击贩运人口问题互动对话"),
    ("2号会议室", "第2号会议室"),
    ("UN", "联合国（ＵＮ）"),
    ("un", "使用UN标志"),
]

NOT_FOUND = [
    ("raffick", "Human trafficking"),
    ("human child", "Human trafficking"),
    ("states", "a statement"),
    ("201", "in 2012"),
    ("1", "in 2012"),
    ("A/66/L.1", "A/66/L.10"),
    ("12 500", "in 12, 5001"),
    ("UN", "Under way"),
    ("A/66/L.1", "L.1 of A and 66"),
    ("class", "clas"),
    ("مال", "أعمال"),
    ("贩人", "打击贩运人口"),
    ("运贩", "打击贩运人口"),
    ("口问人题", "打击贩运人口问题"),
]


@pytest.mark.parametrize(("asked", "text"), FOUND)
def test_word_is_found_however_it_is_written(asked, text):
    assert finds(asked, text)


@pytest.mark.parametrize(("asked", "text"), NOT_FOUND)
def test_what_only_resembles_a_word_is_not_found(asked, text):
    assert finds(text, text)
    assert not finds(asked, text)


@pytest.mark.parametrize(
    ("asked", "text", "expected"),
    [
        ("traffick", "Human trafficking, and Traffickers", "Human [trafficking], and [Traffickers]"),
        ("evenement", "Un e\u0301ve\u0301nement.", "Un [e\u0301ve\u0301nement]."),
        ("oeuvre", "Main-d’œuvre ici", "Main-d’[œuvre] ici"),
        ("متحدة", "الأمم الْمُتَّحِدَة.", "الأمم [الْمُتَّحِدَة]."),
        ("人口贩运", "打击贩运人口问题", "打击[贩运人口]问题"),
        ("un", "（ＵＮ）", "（[ＵＮ]）"),
        ("UN Women", "Under UN auspices, women", "Under [UN] auspices, [women]"),
        ("200 000", "USD 200,000 and 200", "USD [200,000] and 200"),
        ("a b", "b a", "[b] [a]"),
        ("<b>", "a < b > c", "a < [b] > c"),
        ("x", "nothing", "nothing"),
        ("x", "", ""),
    ],
)
def test_what_was_found_is_marked_in_the_text_as_it_is_written(asked, text, expected):
    pieces = marked(text, SearchQuery.of(asked).terms)

    assert "".join(f"[{words}]" if found else words for words, found in pieces) == expected
    assert "".join(words for words, __ in pieces) == text


def test_passage_is_cut_between_words_round_what_was_found():
    text = "word " * 100 + "needle " + "word " * 100

    pieces = passage(text, SearchQuery.of("needle").terms, is_chinese=False)

    assert [words for words, found in pieces if found] == ["needle"]
    assert pieces[0] == ("… ", False)
    assert pieces[-1] == (" …", False)
    assert set("".join(words for words, __ in pieces).replace("…", "").split()) == {"word", "needle"}


@pytest.mark.parametrize("shift", range(6))
def test_chinese_passage_cuts_no_number_and_no_symbol(shift):
    text = "第" * 40 + "2010年" + "字" * (24 - shift) + "贩运" + "字" * (60 - shift) + "A/RES/64/293" + "字" * 50

    pieces = passage(text, SearchQuery.of("贩运").terms, is_chinese=True)

    words = "".join(piece for piece, __ in pieces).strip("… ")
    assert not words.startswith(("010", "10", "0"))
    assert words.endswith(("字", "A/RES/64/293"))


def test_chinese_and_arabic_names_have_no_space_that_is_not_theirs(client, db):
    conference = make_conference()
    session = make_session(conference)
    speaker = make_speaker(conference, **in_six("function", "Function"), **in_six("affiliation", "Body"))
    session.roles.create(speaker=speaker, kind="speaker")
    release(conference)

    assert "Body (zh_hans)<mark>Function</mark>" in search(client, "Function", "zh-hans").content.decode()
    assert "<mark>Function</mark> (ar)، Body" in search(client, "Function", "ar").content.decode()
    page = client.get("/zh-hans/dialogue/sessions/session-0/").content.decode()
    assert '</time>，<span class="times"' in page


def test_places_lead_back_to_the_text():
    text = "Œ e\u0301\u200f ﷲ ﬁ"
    folded, places = fold_with_places(text)

    assert folded == fold(text)
    assert len(places) == len(folded)
    assert [text[place] for place in places] == list("ŒŒ e ﷲﷲﷲﷲ ﬁﬁ")


@pytest.mark.parametrize("text", ["\x00", "\u202e\u2066", "...", "'", "/", "\ud800", "😀", "\u0301", "ـ", "١" * 300])
def test_any_text_can_be_searched_for(text):
    asked = SearchQuery.of(text)

    assert "\x00" not in asked.text
    assert "\u202e" not in asked.text
    assert isinstance(finds(text, "Some text"), bool)


@pytest.mark.parametrize("nonsense", ["a" * 50_000, "a " * 25_000, "中" * 50_000, "ال" * 25_000, "a/" * 25_000])
def test_too_long_a_text_is_refused_at_once(nonsense):
    began = perf_counter()
    asked = SearchQuery.of(nonsense)

    assert asked.is_too_long
    assert len(asked.text) <= LONGEST
    assert perf_counter() - began < 0.1


@pytest.mark.parametrize("text", ["a" * 20_000, "a " * 10_000, "ب" * 20_000, "中" * 20_000, "وال" * 7_000])
@pytest.mark.parametrize("asked", ["aaaa b", "a/" * 60 + "b", "ببببة", "中中中中中中国", "والب"])
def test_no_pair_of_question_and_text_takes_long(asked, text):
    began = perf_counter()
    marked(text, SearchQuery.of(asked).terms)

    assert perf_counter() - began < 2


# Pages


@pytest.fixture
def dialogue(db):
    conference = make_conference()
    session = make_session(conference, **in_six("description", "About slavery"), title_ar="الاتجار بالبشر")
    session.guidingquestions.create(position=1, **in_six("text", "How is justice done?"))
    panel = make_panel(conference, title_en="Slavery today")
    speaker = make_speaker(
        conference, name_en="Renée Šimić", name_ar="", function_en="Judge", biography_en="Born in Ålesund."
    )
    panel.roles.create(kind="panellist", speaker=speaker)
    make_speaker(conference, status="invited", name_en="Hidden Person")
    conference.delegations.create(kind="states", name_en="Côte d’Ivoire", name_zh_hans="科特迪瓦")
    conference.documents.create(symbol="A/66/L.1", title_en="Plan of Action")
    release(conference)
    return conference


def search(client, text, code="en"):
    return client.get(f"/{code}/dialogue/search/", {"q": text})


def found(response):
    return {
        group.group: [(hit.row.get("slug") or hit.row.get("id")) for hit in group.hits]
        for group in response.context["groups"]
    }


def test_page_without_a_question_is_the_form_with_help(client, dialogue):
    body = client.get("/en/dialogue/search/").content.decode()

    assert 'name="q" value=""' in body
    assert "The beginning of a word is enough" in body
    assert '<meta name="robots" content="noindex">' in body


@pytest.mark.parametrize(
    ("code", "text", "group"),
    [
        ("en", "slavery", "sessions"),
        ("en", "justice", "sessions"),
        ("en", "Theme 1", "sessions"),
        ("en", "simic", "speakers"),
        ("en", "judge", "speakers"),
        ("en", "alesund", "speakers"),
        ("en", "cote d'ivoire", "delegations"),
        ("zh-hans", "特迪", "delegations"),
        ("ar", "اتجار", "sessions"),
        ("en", "a/66/l.1", "documents"),
        ("fr", "plan action", "documents"),
    ],
)
def test_each_text_of_the_programme_is_found(client, dialogue, code, text, group):
    assert group in found(search(client, text, code))


def test_hits_in_the_title_come_first_then_the_order_of_the_programme(client, dialogue):
    assert found(search(client, "slavery")) == {"sessions": ["session-1", "session-0"]}


def test_what_was_found_is_marked_and_the_passage_shown(client, dialogue):
    body = search(client, "alesund").content.decode()

    assert "Renée Šimić" in body
    assert "Born in <mark>Ålesund</mark>." in body


def test_two_passages_are_shown_and_no_third(client, db):
    conference = make_conference()
    panel = make_panel(conference, **in_six("description", "Slavery of long ago"))
    for place in range(2):
        panel.guidingquestions.create(position=place, **in_six("text", f"Is slavery over {place}?"))
    release(conference)

    (group,) = search(client, "slavery").context["groups"]

    shown = ["".join(words for words, _is_found in each.pieces) for each in group.hits[0].passages]
    assert shown == ["Is slavery over 0? (en)", "Is slavery over 1? (en)"]


def test_what_is_not_translated_is_found_in_the_original_language_and_labelled(client, dialogue):
    body = search(client, "simic", "ar").content.decode()

    assert '<span lang="en" dir="ltr">Renée <mark>Šimić</mark></span>' in body
    assert ">الإنكليزية</span>" in body


def test_speaker_who_is_not_public_is_not_found(client, dialogue):
    dialogue.speakers.filter(name_en__contains="Hidden").get()

    assert found(search(client, "Hidden")) == {}


def test_draft_is_not_searched(client, dialogue):
    dialogue.sessions.update(title_en="Unreleased")

    assert found(search(client, "unreleased")) == {}

    release(dialogue)
    assert found(search(client, "unreleased")) != {}


PUBLIC = {
    "background": ("Slavery of long ago", "about", "#background"),
    "objective": ("To end bondage", "about", "#objective"),
    "cause_title": ("Fund for victims", "about", "#cause-title"),
    "contact_text": ("Write to Turtle Bay", "about", "/contact/"),
}


@pytest.mark.parametrize("field", PUBLIC)
def test_texts_about_the_dialogue_are_found_at_their_place(client, db, field):
    words, group, place = PUBLIC[field]
    make_released(**{f"{field}_en": words})

    (found_group,) = search(client, words).context["groups"]

    assert found_group.group == group
    assert found_group.hits[0].item.address.endswith(place)


def test_organizers_and_follow_up_meetings_are_found_at_their_place(client, db):
    conference = make_conference()
    organizer = conference.organizers.create(role="organizer", name_en="Group of Friends", description_en="21 States")
    meeting = conference.follow_up_meetings.create(year=2013, title_en="Appraisal of the Plan")
    release(conference)

    for asked, row, name in (("friends", organizer, "organizer"), ("2013 appraisal", meeting, "meeting")):
        (group,) = search(client, asked).context["groups"]
        assert group.hits[0].item.address == f"/en/dialogue/#{name}-{row.pk}"


def test_practical_information_is_found_under_its_heading(client, db):
    conference = make_conference()
    conference.practical_sections.create(heading="visas", text_en="Ask the consulate early.")
    release(conference)

    (group,) = search(client, "consulate").context["groups"]

    (hit,) = group.hits
    page, _hash, place = hit.item.address.partition("#")
    assert f'id="{place}"' in client.get(page).content.decode()


def test_session_is_found_by_its_people_day_and_kind(client, dialogue):
    for asked in ("Šimić judge", "3 April", "Interactive panel discussion", "Panellist"):
        assert "session-1" in found(search(client, asked))["sessions"]


def test_page_is_found_by_its_name(client, dialogue):
    (group,) = search(client, "contact").context["groups"]

    assert (group.group, group.hits[0].item.address) == ("pages", "/en/dialogue/contact/")


UNODC = (
    *("United Nations Office on Drugs and Crime", "UNODC", "ONUDC", "УНП ООН", "联合国毒品和犯罪问题办公室", "毒罪办"),
    *("Office des Nations Unies contre la drogue et le crime", "مكتب الأمم المتحدة المعني بالمخدرات والجريمة"),
    "Управление Организации Объединенных Наций по наркотикам и преступности",
)
UN_WOMEN = "UN-Women", "United Nations Entity for Gender Equality and the Empowerment of Women"


@pytest.mark.parametrize(
    ("asked", "text", "marked_words"),
    [
        ("UNODC", "the United Nations Office on Drugs and Crime", ["United Nations Office on Drugs and Crime"]),
        ("unodc 2007", "In 2007, UNODC", ["2007", "UNODC"]),
        ("United Nations Office on Drugs and Crime", "by UNODC", ["UNODC"]),
        ("l’ONUDC", "l’Office des Nations Unies contre la drogue et le crime", [UNODC[6]]),
        ("УНП ООН", "Управлением Организации Объединенных Наций по наркотикам и преступности", None),
        ("UNODC", "لمكتب الأمم المتحدة المعني بالمخدرات والجريمة", ["لمكتب الأمم المتحدة المعني بالمخدرات والجريمة"]),
        ("毒罪办", "由联合国毒品和犯罪问题办公室主办", ["联合国毒品和犯罪问题办公室"]),
        ("UN Women", "Under UN auspices, the women of UN-Women", ["UN-Women"]),
    ],
)
def test_body_is_found_by_acronym_and_by_name_and_marked_as_a_whole(asked, text, marked_words):
    terms = SearchQuery.of(asked, (UNODC, UN_WOMEN)).terms

    assert all(term.is_in(fold(text)) for term in terms)
    assert [words for words, is_found in marked(text, terms) if is_found] == (marked_words or [text])


def test_body_is_not_found_where_another_is_told():
    (term,) = SearchQuery.of("UNODC", (UNODC, UN_WOMEN)).terms

    assert term.is_in(fold(UNODC[0]))
    assert not term.is_in(fold(UN_WOMEN[1]))


def test_bodies_of_the_glossary_are_found_on_the_page_of_each_language(client, db):
    call_command("load_glossary", verbosity=0)
    conference = make_released(
        **{f"background_{name}": UNODC[place] for name, place in {"en": 0, "ru": 8, "fr": 6}.items()}
    )
    concept = conference.concepts.create(key="GFF")
    concept.terms.create(language="en", text="GFF")
    concept.terms.create(language="en", text="Group of Forest Friends")
    conference.organizers.create(role="partner", name_en="The Group of Forest Friends")
    release(conference)

    for code, asked in (("en", "UNODC"), ("fr", "ONUDC"), ("ru", "УНП ООН"), ("ru", "UNODC")):
        assert [group.group for group in search(client, asked, code).context["groups"]] == ["about"]
    assert [group.group for group in search(client, "GFF").context["groups"]] == ["organizers"]


def test_nothing_found_is_said_in_one_sentence_with_the_words_escaped(client, dialogue):
    body = search(client, "<script>x</script>\u202e").content.decode()

    assert "Nothing was found for “<bdi>&lt;script&gt;x&lt;/script&gt;</bdi>”." in body
    assert "\u202e" not in body


@pytest.mark.parametrize("text", ["x" * 50_000, "a b " * 10_000])
def test_nonsense_is_answered_with_one_sentence(client, dialogue, text):
    response = search(client, text)

    assert response.status_code == 422
    assert "Please search for at most 200 characters and 12 words." in response.content.decode()
    assert len(response.content) < 40_000


@pytest.mark.parametrize("query", ["q=%00", "q=%ff%fe", "q=%ED%A0%80", "q", "q=a&q=%00b", "q[]=1", "q=" + "%C3" * 2000])
def test_odd_queries_are_no_error(client, dialogue, query):
    assert client.get(f"/en/dialogue/search/?{query}").status_code in (200, 422)


def test_question_is_kept_across_the_languages(client, dialogue):
    body = search(client, "Côte d’Ivoire").content.decode()

    assert 'href="/ar/dialogue/search/?q=C%C3%B4te+d%E2%80%99Ivoire"' in body


def test_only_the_programme_as_it_is_now_can_be_searched(client, dialogue):
    assert client.get("/en/dialogue/revisions/1/search/").status_code == 404
    assert client.get("/en/nowhere/search/").status_code == 404


@pytest.mark.parametrize("sessions", [1, 3])
def test_search_needs_five_queries_whatever_it_finds_and_the_first_of_a_release_six(client, db, sessions):
    make_released(sessions)

    for code in CODES:
        caches.clear()
        for number in (6, 5):  # releases, bodies, statements, pledges, figures; at first, the content of the release
            with CaptureQueriesContext(connection) as queries:
                response = search(client, "Session", code)
            assert (response.status_code, len(queries)) == (200, number)
            assert response.context["groups"][0].number == sessions


def test_long_lists_are_cut_and_say_so(client, db):
    conference = make_conference()
    for _number in range(searching.SHOWN + 1):
        make_session(conference)
    release(conference)

    body = as_drawn(search(client, "session").content.decode())

    assert 'Sessions <span class="count">31</span>' in body
    assert "The first 30 are shown; one more word finds fewer." in body


def test_indexes_in_memory_are_bounded(client, db):
    for number in range(searching.KEPT + 1):
        make_released(slug=f"dialogue-{number}")
        client.get(f"/en/dialogue-{number}/search/", {"q": "session"})

    assert len(searching._kept) == searching.KEPT


def test_search_is_one_step_from_every_page(client, dialogue):
    for page in ("", "speakers/", "sessions/session-0/", "changes/"):
        assert 'href="/en/dialogue/search/"' in client.get(f"/en/dialogue/{page}").content.decode()
    assert 'action="/en/dialogue/search/"' in client.get("/en/dialogue/speakers/").content.decode()


def test_spaces_about_a_search_make_it_no_longer():
    asked = SearchQuery.of(f"  {'a' * LONGEST}  ")

    assert (asked.text, asked.is_too_long) == ("a" * LONGEST, False)
