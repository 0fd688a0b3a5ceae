import pytest

from translation.desk.finding_words import Search


@pytest.mark.parametrize(
    ("sought", "how", "text", "found"),
    [
        ("traite", {}, "La Traite et la traite, traiter", ["Traite", "traite", "traite"]),
        ("traite", {"minds_case": True}, "La Traite et la traite", ["traite"]),
        ("traite", {"whole_words": True}, "La Traite, traiter, maltraite", ["Traite"]),
        ("Etat", {}, "L’État et les Etats", ["Etat"]),
        ("etat", {"minds_accents": False}, "L’État et les Etats", ["État", "Etat"]),
        ("etat", {"minds_accents": False}, "L’E\u0301tat", ["E\u0301tat"]),
        ("E", {}, "E\u0301tat", []),
        ("مكتب", {"minds_accents": False}, "مَكْتَب ومكتب", ["مَكْتَب", "مكتب"]),
        ("مكتب", {}, "مَكْتَب ومكتب", ["مكتب"]),
        ("ё", {"minds_accents": False}, "её ее", ["е", "ё", "е", "е"]),
        ("strasse", {}, "Straße", ["Straße"]),
        ("s", {}, "ß", []),
        ("行动", {"whole_words": True}, "全球行动计划", ["行动"]),
        ("aa", {}, "aaaa", ["aa", "aa"]),
        ("", {}, "text", []),
        ("İ", {}, "İstanbul", ["İ"]),
    ],
)
def test_words_are_found_where_they_stand(sought, how, text, found):
    assert [text[start:end] for start, end in Search(sought, **how).places_in(text)] == found


def test_words_are_replaced_as_they_are_written():
    assert Search("fonds").replaced("Le Fonds, le fonds", "Caisse\\1") == "Le Caisse\\1, le Caisse\\1"
