"""The content of a President's Summary for tests: plausible words in the six languages, and as long as a test wants.

`make_content()` is a first edition of twelve paragraphs; `make_content(paragraphs=80, kind="revision", series=1)` is
another one. Any key of the content can be given. The sentences are for tests only and are nobody's record.
"""

from copy import deepcopy

from conference.languages import CODES

# Each line: Arabic, Chinese, English, French, Russian, Spanish.
_SENTENCES = [
    (
        "افتتح رئيس الجمعية العامة الحوار التفاعلي ورحب بالمشاركين.",
        "大会主席宣布互动对话开始，并欢迎与会者。",
        "The President of the General Assembly opened the interactive dialogue and welcomed the participants.",
        "Le Président de l’Assemblée générale a ouvert le dialogue interactif et accueilli les participants.",
        "Председатель Генеральной Ассамблеи открыл интерактивный диалог и приветствовал участников.",
        "El Presidente de la Asamblea General inauguró el diálogo interactivo y dio la bienvenida a los participantes.",
    ),
    (
        "وأشار المتكلمون إلى أن الاتجار بالأشخاص جريمة تمس جميع الدول، بلدان منشأ أو عبور أو مقصد.",
        "发言者指出，贩运人口是一种影响所有国家的犯罪，不论是原籍国、过境国还是目的地国。",
        "Speakers noted that trafficking in persons affected every State, of origin, transit or destination.",
        "Les intervenants ont noté que la traite touchait tous les États, d’origine, de transit ou de destination.",
        "Ораторы отметили, что торговля людьми затрагивает все государства происхождения, транзита и назначения.",
        "Los oradores señalaron que la trata de personas afectaba a todos los Estados, de origen, tránsito o destino.",
    ),
    (
        "ودُعيت الدول إلى **المساهمة** في صندوق الأمم المتحدة الاستئماني للتبرعات لضحايا الاتجار بالأشخاص.",
        "会上邀请各国向联合国援助贩运人口受害者自愿信托基金提供**捐助**。",
        "States were invited to **contribute** to the United Nations Voluntary Trust Fund for Victims of Trafficking.",
        "Les États ont été invités à **contribuer** au Fonds d’affectation spéciale pour les victimes de la traite.",
        "Государствам было предложено **внести взносы** в Целевой фонд добровольных взносов для жертв торговли людьми.",
        "Se invitó a los Estados a **contribuir** al Fondo fiduciario de contribuciones voluntarias para las víctimas.",
    ),
    (
        "وشددت إحدى المشاركات على أن الضحايا شهود على الجريمة وليسوا جناة.",
        "一位专题小组成员强调，受害者是犯罪的见证人，而不是犯罪人。",
        "One panellist stressed that victims were witnesses to a crime and not offenders.",
        "Une intervenante a souligné que les victimes étaient les témoins d’une infraction et non ses auteurs.",
        "Одна из участниц дискуссии подчеркнула, что жертвы являются свидетелями преступления, а не правонарушителями.",
        "Una panelista subrayó que las víctimas eran testigos de un delito y no delincuentes.",
    ),
    (
        "وأُشير إلى التقرير العالمي عن الاتجار بالأشخاص باعتباره مصدرا للبيانات الموثوقة.",
        "有人提到《全球人口贩运问题报告》是可靠数据的来源。",
        "Reference was made to the *Global Report on Trafficking in Persons* as a source of reliable data.",
        "Il a été fait référence au *Rapport mondial sur la traite des personnes* comme source de données fiables.",
        "Была сделана ссылка на *Всемирный доклад о торговле людьми* как на источник надежных данных.",
        "Se hizo referencia al *Informe mundial sobre la trata de personas* como fuente de datos fiables.",
    ),
    (
        "ورئي أن التعاون مع المجتمع المدني والقطاع الخاص ووسائط الإعلام ضروري للوقاية.",
        "与会者认为，与民间社会、私营部门和媒体合作对预防工作必不可少。",
        "Cooperation with civil society, the private sector and the media was seen as essential to prevention.",
        "La coopération avec la société civile, le secteur privé et les médias a été jugée essentielle.",
        "Сотрудничество с гражданским обществом и частным сектором было признано важным для профилактики.",
        "La cooperación con la sociedad civil, el sector privado y los medios se consideró esencial.",
    ),
    (
        "وأكدت وفود عدة أهمية تنفيذ خطة العمل العالمية لمكافحة الاتجار بالأشخاص.",
        "若干代表团强调执行《联合国打击贩运人口全球行动计划》的重要性。",
        "Several delegations underlined the importance of implementing the Global Plan of Action.",
        "Plusieurs délégations ont souligné l’importance de mettre en œuvre le Plan d’action mondial.",
        "Несколько делегаций подчеркнули важность осуществления Глобального плана действий.",
        "Varias delegaciones destacaron la importancia de aplicar el Plan de Acción Mundial.",
    ),
]
_PARTS = [
    (
        "تدريب أفراد الشرطة والقضاة؛",
        "培训警务人员和法官；",
        "Training of police officers and judges;",
        "Former les agents de police et les juges;",
        "подготовка сотрудников полиции и судей;",
        "Capacitar a los agentes de policía y a los jueces;",
    ),
    (
        "حماية الضحايا، ولا سيما النساء والأطفال؛",
        "保护受害者，特别是妇女和儿童；",
        "Protection of victims, especially women and children;",
        "Protéger les victimes, en particulier les femmes et les enfants;",
        "защита жертв, особенно женщин и детей;",
        "Proteger a las víctimas, especialmente las mujeres y los niños;",
    ),
    (
        "تبادل المعلومات بين الدول.",
        "各国之间交流信息。",
        "Exchange of information among States.",
        "Échanger des informations entre États.",
        "обмен информацией между государствами.",
        "Intercambiar información entre los Estados.",
    ),
]
_HEADINGS = [  # level, then the six
    (1, "مقدمة", "导言", "Introduction", "Introduction", "Введение", "Introducción"),
    (
        1,
        "الجلسات التفاعلية",
        "互动会议",
        "Interactive panels",
        "Réunions-débats",
        "Интерактивные дискуссии",
        "Mesas redondas",
    ),
    (2, "الوقاية", "预防", "Prevention", "Prévention", "Предупреждение", "Prevención"),
    (
        2,
        "حماية الضحايا",
        "保护受害者",
        "Protection of victims",
        "Protection des victimes",
        "Защита жертв",
        "Protección",
    ),
    (1, "استنتاجات", "结论", "Conclusions", "Conclusions", "Выводы", "Conclusiones"),
]
_CELLS = [  # three rows of four
    [
        ("المنطقة", "区域", "Region", "Région", "Регион", "Región"),
        ("الدول", "国家", "States", "États", "Государства", "Estados"),
        ("المساهمات", "捐助", "Contributions", "Contributions", "Взносы", "Contribuciones"),
        ("ملاحظات", "备注", "Remarks", "Observations", "Примечания", "Observaciones"),
    ],
    [
        ("أفريقيا", "非洲", "Africa", "Afrique", "Африка", "África"),
        ("54", "54", "54", "54", "54", "54"),
        ("10\u00a0000", "10\u00a0000", "10,000", "10\u00a0000", "10\u00a0000", "10.000"),
        *[_SENTENCES[3]],
    ],
    [
        ("آسيا", "亚洲", "Asia", "Asie", "Азия", "Asia"),
        ("53", "53", "53", "53", "53", "53"),
        ("–", "–", "–", "–", "–", "–"),
        *[_SENTENCES[4]],
    ],
]
_WITHOUT_PARAGRAPHS = 1  # the place of the section that holds only sub-sections


def in_six(*words):
    """Six texts in the order of the languages, by their codes."""
    return dict(zip(CODES, words, strict=True))


def make_content(paragraphs=12, **changes):
    """The content of an edition of so many paragraphs; `changes` replace its keys, the symbol follows the kind."""
    content = {
        "format": 1,
        "kind": "first",
        "series": 0,
        "base": None,
        "languages": list(CODES),
        "conference": _conference(),
        "original_language": "en",
        "title": in_six(
            "موجز رئيس الجمعية العامة للحوار التفاعلي",
            "大会主席关于互动对话的摘要",
            "President’s summary of the interactive dialogue",
            "Résumé du dialogue interactif établi par le Président",
            "Резюме интерактивного диалога, подготовленное Председателем",
            "Resumen del diálogo interactivo preparado por el Presidente",
        ),
        "note": in_six(
            "كُتب هذا النص لأغراض العرض.",
            "本文为演示而写。",
            "Written for demonstration.",
            "Texte rédigé à des fins de démonstration.",
            "Текст составлен для демонстрации.",
            "Texto escrito con fines de demostración.",
        ),
        "symbol": "A/66/999",
        "distribution": "general",
        "dated_on": "2012-04-27",
        "agenda_item": in_six(
            "البند 65 من جدول الأعمال",
            "议程项目65",
            "Agenda item 65",
            "Point 65 de l’ordre du jour",
            "Пункт 65 повестки дня",
            "Tema 65 del programa",
        ),
        "sections": _sections(paragraphs),
        "corrections": [],
        **changes,
    }
    content.setdefault("text_languages", content["languages"])
    content.setdefault("revised", f"/Rev.{content['series']}" if content["kind"] == "revision" else "")
    content.setdefault("full_symbol", content["symbol"] and content["symbol"] + content["revised"] + _suffix(content))
    return content


def make_corrigendum(corrections=None, **changes):
    """A corrigendum to the French of edition 1: its paragraph 2 (b), and the heading of its first section."""
    values = {"kind": "corrigendum", "series": 1, "base": 1, "languages": ["fr"], "dated_on": "2012-05-10"}
    content = make_content(**{**values, "text_languages": list(CODES), **changes})
    content["corrections"] = corrections or [
        {"paragraph": 2, "path": [2, 2], "key": "p2-2", "languages": ["fr"]},
        {"paragraph": None, "path": [], "key": content["sections"][0]["key"], "languages": ["fr"]},
    ]
    return content


def with_notes(content, repeated=False):
    """The same content with two notes to the title, and three footnotes, of which Arabic has two in the other order."""
    content = deepcopy(content)
    content["title_notes"] = [_note(f"n{label}", label, f"Title note {label}") for label in (1, 2)]
    content["notes"] = [
        _note(f"n{label}", label, f"Footnote {label} of A/RES/64/{label}, *page* 3") for label in (7, 5, 9)
    ]
    first, second, *__ = content["sections"][0]["paragraphs"]
    for code in CODES:
        first["text"][code] += "[^5][^7]" if code == "ar" else "[^7][^5]"
        second["parts"][0]["text"][code] += "[^9]" + ("[^7]" if repeated else "")
    return content


def with_forms(content):
    """The same content with a quotation and an unnumbered paragraph behind its first paragraph."""
    content = deepcopy(content)
    rows = content["sections"][0]["paragraphs"]
    rows[1:1] = [
        {"key": f"p90{place}", "form": form, "text": in_six(*_SENTENCES[place]), "parts": []}
        for place, form in ((3, "quotation"), (4, "unnumbered"))
    ]
    return content


def with_table(content, columns=2):
    """The same content with a table of so many columns and two rows below its head, behind its first paragraph."""
    content = deepcopy(content)
    number = iter(range(1, 100))
    rows = [
        [{"key": f"c{next(number)}", "text": in_six(*_CELLS[row][column])} for column in range(columns)]
        for row in range(3)
    ]
    title = {"key": "p910", "form": "table", "table": 1, "text": in_six(*_HEADINGS[3][1:]), "parts": [], "rows": rows}
    content["sections"][0]["paragraphs"].insert(1, title)
    return content


def _note(key, label, words):
    return {"key": key, "label": label, "text": {code: f"{words} ({code})" for code in CODES}}


def without_language(content, code):
    """The same content with no heading and no paragraph in a language, and so not issued in it."""
    content = deepcopy(content)
    for name in ("languages", "text_languages"):
        content[name] = [language for language in content[name] if language != code]
    for section in content["sections"]:
        section["heading"][code] = ""
        for paragraph in section["paragraphs"]:
            for row in (paragraph, *paragraph["parts"], *(low for part in paragraph["parts"] for low in part["parts"])):
                row["text"][code] = ""
    return content


def _suffix(content):
    return {"corrigendum": f"/Corr.{content['series']}", "reissue": "*"}.get(content["kind"], "")


def _conference():
    return {
        "slug": "human-trafficking-2012",
        "title": in_six(
            "مكافحة الاتجار بالبشر",
            "打击贩运人口",
            "Fighting human trafficking",
            "Lutte contre la traite des êtres humains",
            "Борьба с торговлей людьми",
            "Lucha contra la trata de personas",
        ),
        "organ": in_six(
            "الجمعية العامة",
            "大会",
            "General Assembly",
            "Assemblée générale",
            "Генеральная Ассамблея",
            "Asamblea General",
        ),
        "organ_session": in_six(
            "الدورة السادسة والستون",
            "第六十六届会议",
            "Sixty-sixth session",
            "Soixante-sixième session",
            "Шестьдесят шестая сессия",
            "Sexagésimo sexto período de sesiones",
        ),
        "starts_on": "2012-04-03",
        "ends_on": "2012-04-03",
        "venue": in_six("نيويورك", "纽约", "New York", "New York", "Нью-Йорк", "Nueva York"),
        "purpose": "dialogue",
        "time_zone": "America/New_York",
    }


def _sections(paragraphs):
    """Three sections and two sub-sections, over which the paragraphs are spread in order."""
    places = len(_HEADINGS) - 1
    sections, number, counts = [], 0, {1: 0, 2: 0}
    for place, (level, *words) in enumerate(_HEADINGS):
        counts = {1: counts[1] + 1, 2: 0} if level == 1 else {**counts, 2: counts[2] + 1}
        filled = place - (place > _WITHOUT_PARAGRAPHS)
        size = 0 if place == _WITHOUT_PARAGRAPHS else (paragraphs + places - 1 - filled) // places
        section = {"key": f"s{place + 1}", "level": level, "number": counts[level], "heading": in_six(*words)}
        section["paragraphs"] = [_paragraph(number + add) for add in range(1, size + 1)]
        sections.append(section)
        number += size
    return sections


def _paragraph(number):
    """A paragraph of one to three sentences; the second of every four has parts, and one of these has parts again."""
    chosen = [_SENTENCES[(number - 1 + 3 * step) % len(_SENTENCES)] for step in range(1 + number % 3)]
    text = {
        code: ("" if code == "zh-hans" else " ").join(sentence[place] for sentence in chosen)
        for place, code in enumerate(CODES)
    }
    parts = []
    if number % 4 == 2:
        parts = [_part(f"p{number}-{place}", place, words) for place, words in enumerate(_PARTS, 1)]
        parts[1]["parts"] = [_part(f"{parts[1]['key']}-{place}", place, _PARTS[place]) for place in (1, 2)]
    return {"key": f"p{number}", "number": number, "text": text, "parts": parts}


def _part(key, number, words):
    return {"key": key, "number": number, "text": in_six(*words), "parts": []}
