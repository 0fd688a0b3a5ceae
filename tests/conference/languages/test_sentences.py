from time import perf_counter

import pytest

from conference.languages import CODES
from conference.languages.sentences import clauses, joined, parts_of, sentences

# A line stands where a sentence ends.
CASES = {
    "en": [
        "Mr. Deng thanked Ms. Yang.| He then gave the floor.",
        "See General Assembly resolution 65/1, para. 4.| It says so.",
        "Panel No. 2 met at 3 p.m. in Conference Room 1.| It was open.",
        "The meeting rose at 6.05 p.m.| The next meeting is tomorrow.",
        "Article 3 (Art. 3 of the Protocol) applies.| Nothing else does.",
        "H.E. Mr. Nassir Abdulaziz Al-Nasser, President of the U.N. General Assembly, opened it.",
        "Was it enough?| It was not!| Much remains.",
        "“We must act now.”| The President agreed.",
        "He said: “We must act.| Now.”| All agreed.",
        "Growth was 3.5 per cent.| In 2012 it fell.",
        "U. N. Secretary-General Ban spoke.| He was brief.",
        "(a) Prevention; (b) Protection.",
        "1. The President opened the dialogue.| 2. He welcomed all.",
        "They agreed ... and left.| Then it ended…| Others came.",
        "Victims of trafficking (see A/66/L.1, annex, sect. II).| States were urged to act.",
        "It concerns States, organizations, etc., and persons, e.g. women and children, i.e. the vulnerable.",
        "The Palermo Protocol (2000) was cited by J. Smith and others.| It is in force.",
        "The delegates of St. Vincent and St. Lucia spoke (pp. 3-5, vol. II).| So did Dr. Jones.",
        "It happened in Jan. 2012 in Washington, D.C.| Nobody knew.",
        "The Group of 77 and China, represented by H.E. Mr. Mourad Benmehidi, spoke first.| The E.U. followed.",
        "See paras. 4 (a)-(c) and annex I.| Both were noted.",
        "It took place from 10 a.m. to 1 p.m. on 3 April 2012.| Some 500 attended.",
        "Rev. John and Gen. Dallaire spoke.| Sen. Smith did not.",
        "“Why now?” asked the moderator.| Nobody answered.",
        "The vote was 10 to 2 (with 3 abstentions).| It carried.",
        "The Chair said no.| Others agreed.",
    ],
    "fr": [
        "M. Deng a remercié Mme Yang.| Il a ensuite donné la parole.",
        "S.E. M. Nassir Abdulaziz Al-Nasser, Président de l’Assemblée, a ouvert le dialogue.",
        "Voir l’art. 3, par. 4, p. 12 du Protocole.| Il s’applique.",
        "Était-ce assez ?| Non !| Il reste beaucoup à faire.",
        "« Nous devons agir. »| Le Président en est convenu.",
        "MM. Deng et Costa ont parlé.| Mmes Yang et Bachelet aussi.",
        "La croissance a été de 3,5 %.| En 2012, elle a baissé.",
        "Le document no 5 et la résolution n° 65/1 ont été cités.| Ils sont connus.",
        "Les États, les organisations, etc., ont pris part.| C’est tout.",
        "a) La prévention ; b) La protection.",
        "La séance est levée à 18 h 5.| La suivante a lieu demain.",
        "Voir la section II.B.| Elle en traite.",
        "Le Dr Costa et J.-P. Martin ont parlé.| Ils étaient d’accord.",
        "La réunion s’est tenue à 15 h.| Elle a été ouverte par Mme M.-C. Dupont.",
        "Voir A/66/L.1, sect. II, par. 3 à 5.| Le par. 6 est supprimé.",
        "« Pourquoi ? » a demandé le modérateur.| Nul n’a répondu.",
        "L’O.N.U. a 193 membres.| Deux États observent.",
        "Le Prof. Martin, le Dr Costa et S. M. la Reine ont parlé.| Merci.",
    ],
    "es": [
        "El Sr. Deng dio las gracias a la Sra. Yang.| Luego dio la palabra.",
        "S. E. el Sr. Nassir Abdulaziz Al-Nasser inauguró el diálogo.",
        "Véase el art. 3, párr. 4, pág. 12 del Protocolo.| Se aplica.",
        "¿Fue suficiente?| ¡No!| Queda mucho por hacer.",
        "El documento núm. 5 y los núms. 6 y 7 se publicaron.| Son conocidos.",
        "EE.UU. y los EE. UU. participaron.| También la UE.",
        "«Debemos actuar».| El Presidente estuvo de acuerdo.",
        "Asistieron Estados, organizaciones, etc.| Fue un éxito.",
        "Creció un 3,5 %.| En 2012 cayó.",
        "El Excmo. Sr. Presidente y la Dra. Costa hablaron.| Fueron breves.",
        "La reunión tuvo lugar a las 15.00 horas.| La inauguró el Sr. D. Juan Pérez.",
        "«¿Por qué ahora?», preguntó el moderador.| Nadie respondió.",
        "Véanse los párrs. 4 a 6 y el anexo I.| Son claros.",
        "El art. 2.1 dice así.| El Art. 3 no.",
    ],
    "ru": [
        "Г-н Дэн поблагодарил г-жу Ян.| Затем он предоставил слово.",
        "См. ст. 3, п. 4, стр. 12 Протокола.| Она применяется.",
        "Это касается государств, т.е. всех нас, и т. д.| Все согласны.",
        "Было ли этого достаточно?| Нет!| Многое предстоит.",
        "Рост составил 3,5 процента.| В 2012 г. он снизился.",
        "В 2000 г. Ассамблея приняла Протокол.| Он вступил в силу.",
        "Выступил А. С. Пушкин.| Он был краток.",
        "«Мы должны действовать».| Председатель согласился.",
        "Е.П. г-н Насир Абдель Азиз ан-Насер открыл диалог.",
        "5 тыс. человек и 3 млн. долл. США были названы.| Это много.",
        "Организации, учреждения и т.п. участвовали.| Это всё.",
        "Приняли участие проф. Иванов, д-р Петров и им. Ленина.| Конец.",
        "Заседание состоялось 3 апреля 2012 г. в 10 ч. 00 мин. в зале № 1.| Присутствовало 500 человек.",
        "«Почему сейчас?» — спросил ведущий.| Никто не ответил.",
        "См. пп. 4–6 и приложение I.| Они ясны.",
        "Выступили Е. П. г-н Иванов И. И. и г-жа Ким.| Затем был перерыв.",
        "Принята рез. 64/293 (док. A/RES/64/293).| Она действует.",
    ],
    "ar": [
        "افتتح الرئيس الحوار.| ثم أعطى الكلمة.",
        "هل كان ذلك كافيا؟| لا!| لا يزال هناك الكثير.",
        "بلغ النمو 3.5 في المائة.| وانخفض في عام 2012.",
        "تحدث د. كوستا وأ. محمد عن الموضوع.| وكانا موجزين.",
        "«يجب أن نعمل الآن.»| ووافق الرئيس.",
        "(أ) الوقاية؛ (ب) الحماية.",
        "انظر الوثيقة A/66/L.1.| وهي معروفة.",
        "قال الرئيس: يجب أن نعمل.| ووافق الجميع.",
        "عقد الاجتماع في 3 نيسان/أبريل 2012.| وحضره 500 شخص.",
        "سأل المدير: «لماذا الآن؟»| ولم يجب أحد.",
        "انظر الفقرة 4 (أ).| وهي واضحة.",
        "قال السيد م. ع. أحمد إنه موافق.| وشكره الرئيس.",
    ],
    "zh-hans": [
        "主席宣布对话开始。|他随后请发言。",
        "这足够吗？|不够！|仍有许多工作要做。",
        "“我们必须行动。”|主席表示同意。",
        "他说：“我们必须行动。|现在。”|大家同意。",
        "增长率为3.5%。|2012年有所下降。",
        "（一）预防；（二）保护。",
        "见A/66/L.1号文件。|该文件众所周知。",
        "会议讨论了……问题。|随后结束。",
        "（见第3条。）|他们同意。",
        "会议于2012年4月3日上午10时举行。|约500人出席。",
        "参见第4(a)段。|很清楚。",
        "他问：“谁？”|无人应答。",
    ],
}


@pytest.mark.parametrize(("code", "marked"), [(code, each) for code, some in CASES.items() for each in some])
def test_sentences_end_where_a_reader_would_end_them(code, marked):
    found = sentences(marked.replace("|", ""), code)

    assert [each.strip() for each in found] == [each.strip() for each in marked.split("|")]
    assert "".join(found) == marked.replace("|", "")


def test_every_official_language_has_cases():
    assert set(CASES) == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_text_without_an_end_is_one_sentence_and_an_empty_one_none(code):
    assert (sentences("A/66/L.1", code), sentences("", code), clauses("", code)) == (["A/66/L.1"], [], [])


@pytest.mark.parametrize(
    ("code", "marked"),
    [
        ("en", "The following spoke:| (a) Ms. Yang;| (b) Mr. Deng.| The meeting rose at 6:05 p.m."),
        ("fr", "Les États sont convenus de ce qui suit :| a) La prévention ;| b) La protection.| C’est tout."),
        ("es", "Se acordó lo siguiente:| a) La prevención;| b) La protección."),
        ("ru", "Решено:| a) предупреждение;| b) защита.| Это всё."),
        ("ar", "تقرر ما يلي:| (أ) الوقاية؛| (ب) الحماية."),
        ("zh-hans", "决定如下：|（一）预防；|（二）保护。|完。"),
        ("en", "Resolution 64/293:| a plan"),
    ],
)
def test_clauses_end_at_semicolons_and_colons_too(code, marked):
    found = clauses(marked.replace("|", ""), code)

    assert [each.strip() for each in found] == [each.strip() for each in marked.split("|")]
    assert "".join(found) == marked.replace("|", "")


@pytest.mark.parametrize(
    "words", ["." * 20_000, "a. " * 6_666, "No. 5 " * 3_333, '."' * 10_000, "Mr. " * 5_000, ". »" * 6_666, ";" * 20_000]
)
def test_ends_in_the_longest_text_are_found_at_once(words):
    began = perf_counter()

    assert "".join(clauses(words, "en")) == words
    assert perf_counter() - began < 1


def test_text_is_parted_without_the_space_between_and_joined_with_it():
    assert parts_of("One. Two. Three.", 2, "en") == ("One. Two.", "Three.")
    assert [joined("一。", "二。", "zh-hans"), joined("One.", "Two.", "en"), joined("", "Two.", "en")] == [
        "一。二。",
        "One. Two.",
        "Two.",
    ]
