import pytest

from translation.glossary.headings import HeadingMeaning, meaning_of, status_of


def term(*codes, status="preferred"):
    return HeadingMeaning("term", frozenset(codes), status)


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("English", term("en")),
        ("anglais", term("en")),
        ("Inglés", term("en")),
        ("Английский термин", term("en")),
        ("المصطلح بالإنجليزية", term("en")),
        ("英文术语", term("en")),
        ("Terme en français", term("fr")),
        ("термин на испанском языке", term("es")),
        ("русский язык", term("ru")),
        ("Arabic", term("ar")),
        ("中文", term("zh-hans")),
        ("English / Anglais", term("en")),
        ("EN/FR", term("en", "fr")),
        ("Term", term()),
        ("termino", term()),
        ("Synonyms (FR)", term("fr", status="admitted")),
        ("EN - not recommended", term("en", status="avoid")),
        ("Français : à éviter", term("fr", status="avoid")),
        ("法文（避免使用）", term("fr", status="avoid")),
        ("Нежелательный термин (рус.)", term("ru", status="avoid")),
    ],
)
def test_heading_names_a_language_and_a_status(heading, meaning):
    assert meaning_of(heading) == meaning


@pytest.mark.parametrize(
    ("heading", "subject"),
    [
        *((heading, "concept") for heading in ("UNTERM ID", "Concept", "№", "Номер", "رقم", "编号", "Identifiant")),
        *((heading, "definition") for heading in ("Définition", "Definición (ES)", "Определение", "التعريف", "定义")),
        *((heading, "status") for heading in ("Status", "Statut", "Estado", "Статус", "الحالة", "状态")),
    ],
)
def test_heading_names_a_subject(heading, subject):
    assert meaning_of(heading).subject == subject


@pytest.mark.parametrize("heading", ["Notes (English)", "Source", "Kommentar", "", "—", "English ID", "备注"])
def test_heading_with_an_unknown_word_names_nothing(heading):
    assert meaning_of(heading) is None


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Preferred", "preferred"),
        ("à éviter", "avoid"),
        ("Admis", "admitted"),
        ("предпочтительный", "preferred"),
        ("مفضل", "preferred"),
        ("同义词", "admitted"),
        ("under review", ""),
    ],
)
def test_cell_names_a_status(text, status):
    assert status_of(text) == status
