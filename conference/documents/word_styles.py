"""The styles of a Word file for each language, under the names that Word shows in its list.

Lengths are in points, or in millimetres if their name ends so. Left and right in a style mean the start and the end of
a line: Word mirrors both in a paragraph from right to left.
"""

from xml.sax.saxutils import quoteattr

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LATIN, ARABIC, CHINESE = "Times New Roman", "Traditional Arabic", "SimSun"
# For the spelling checker: the varieties that the Organization writes.
PROOFING = {"ar": "ar-SA", "zh-hans": "zh-CN", "en": "en-GB", "fr": "fr-FR", "ru": "ru-RU", "es": "es-ES"}

SIZE = {"zh-hans": 10.5}
OTHER_SIZE = 11
COMPLEX_RATIO = 14 / 11  # Traditional Arabic is small for its size
LEADING = {"ar": 1.0, "zh-hans": 1.25}
OTHER_LEADING = 1.1

TEXT_WIDTH_MM = 170
COLUMN_MM = 20  # from the edge of the masthead to the text column; the marks of headings hang here
HANGING_MM, NUMBER_MM = 3.5, 6  # the second line of a person; from the number of an item to its first word


def twips(mm):
    return round(mm * 1440 / 25.4)


def styles_of(language):
    """The part styles.xml for documents in a language."""
    return f'<w:styles xmlns:w="{W}">{_defaults(language)}{"".join(_styles(language))}</w:styles>'


def _defaults(language):
    size = SIZE.get(language.code, OTHER_SIZE)
    latin = PROOFING["en"] if language.code in ("ar", "zh-hans") else PROOFING[language.code]
    leading = round(240 * LEADING.get(language.code, OTHER_LEADING))
    return (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{LATIN}" w:eastAsia="{CHINESE}" w:hAnsi="{LATIN}"'
        f' w:cs="{ARABIC if language.direction == "rtl" else LATIN}"/>{_sizes(size)}'
        f'<w:lang w:val="{latin}" w:eastAsia="{PROOFING["zh-hans"]}" w:bidi="{PROOFING["ar"]}"/></w:rPr></w:rPrDefault>'
        f'<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="{leading}" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
    )


def _styles(language):
    size = SIZE.get(language.code, OTHER_SIZE)

    def style(name, **look):
        return _paragraph_style(name, base=size, bidi=language.direction == "rtl", **look)

    yield style("Normal", default=True)
    yield '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph '
    yield 'Font"/></w:style>'
    yield _table_style("Table Normal", default=True)
    yield _table_style("Masthead", borders=_border("bottom", 18) + _border("insideH", 4))
    yield _table_style("Letterhead", borders=_border("bottom", 8))
    yield _table_style("Entries")
    ruled = _border("top", 4) + _border("bottom", 8)
    yield _table_style("Table of the text", borders=ruled, start_mm=COLUMN_MM, inside_mm=1.5, head=_border("bottom", 4))
    yield _table_style("Timetable", borders=_border("top", 4) + _border("bottom", 4) + _border("insideH", 4))
    yield style("Programme name", size=1.1, before=24, after=6, at_centre=True, keep=True)
    yield style("Programme title", size=1.5, bold=True, after=6, at_centre=True, keep=True, outline=0)
    yield style("Programme occasion", after=3, at_centre=True)
    column = {"start_mm": COLUMN_MM, "end_mm": COLUMN_MM}
    yield style("Title", size=1.5, bold=True, before=18, after=10, keep=True, **column)
    yield style("Subtitle", size=1.1, after=10, **column)
    for level, look in ((1, {"size": 1.25, "before": 18}), (2, {"size": 1.05, "before": 14}), (3, {"before": 10})):
        look |= column | {"bold": True, "after": 7, "keep": True, "hanging_mm": 12, "outline": level - 1}
        yield style(f"heading {level}", **look)
    yield style("Numbered paragraph", tab_mm=COLUMN_MM + 12, **column)
    for depth, name in enumerate(("Sub-paragraph", "Sub-paragraph 2"), start=1):
        yield style(name, start_mm=COLUMN_MM + 12 + 10 * depth, end_mm=COLUMN_MM, hanging_mm=10)
    yield style("Body paragraph", **column)
    yield style("Indented paragraph", start_mm=COLUMN_MM + 12, end_mm=COLUMN_MM)
    yield style("Block quotation", start_mm=COLUMN_MM + 12, end_mm=COLUMN_MM + 12)
    yield style("Table number", before=12, after=0, keep=True, **column)
    yield style("Table title", bold=True, after=4, keep=True, **column)
    yield style("Table head", size=0.92, italic=True, before=2, after=2, keep=True)
    yield style("Table text", size=0.92, before=2, after=2)
    yield style("Note", before=6, after=12, frame=True, **column)
    yield style("TOC heading", size=1.25, bold=True, before=18, after=7, keep=True, **column)
    leader = {"end_mm": COLUMN_MM, "leader_mm": TEXT_WIDTH_MM - COLUMN_MM}
    for level, look in ((1, {"before": 6, "bold": True}), (2, {}), (3, {})):
        start = COLUMN_MM + 12 * level
        yield style(f"toc {level}", after=3, start_mm=start, hanging_mm=12, tab_mm=start, **look, **leader)
    yield from _styles_of_notes(style)
    yield from _styles_of_lists_and_frame(style)


def _styles_of_notes(style):
    yield style("footnote text", size=0.85, after=2, start_mm=COLUMN_MM, end_mm=COLUMN_MM)
    yield '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
    yield '<w:basedOn w:val="DefaultParagraphFont"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    yield '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
    yield '<w:basedOn w:val="DefaultParagraphFont"/><w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr>'
    yield "</w:style>"


def _styles_of_lists_and_frame(style):
    yield style("Entry time", bold=True, before=8, after=2)
    yield style("Entry kind", bold=True, before=8, after=0)  # to keep the first with the next would hold rows together
    yield style("Entry title", bold=True, size=1.1, before=8, after=2)
    yield style("Entry line", after=2)
    yield style("Entry label", italic=True, before=6, after=2, keep=True)
    yield style("Entry person", after=2, hanging_mm=HANGING_MM, start_mm=HANGING_MM)
    yield style("Entry item", after=2, hanging_mm=NUMBER_MM, start_mm=NUMBER_MM)
    yield style("Listed title", bold=True, before=6, after=1, keep=True, start_mm=COLUMN_MM, end_mm=COLUMN_MM)
    yield style("Listed line", after=1, start_mm=COLUMN_MM, end_mm=COLUMN_MM)
    yield style("Masthead organization", size=1.2, after=4, start_mm=COLUMN_MM)
    yield style("Masthead symbol", size=1.5, bold=True, after=4, at_end=True)
    yield style("Masthead organ", size=1.75, bold=True, before=6, after=18, start_mm=COLUMN_MM)
    yield style("Masthead details", before=3, after=3)
    yield style("Masthead session", bold=True, before=6, after=0, start_mm=COLUMN_MM)
    yield style("Masthead line", after=0, start_mm=COLUMN_MM)
    yield style("Letterhead organization", size=1.5, bold=True, after=2)
    yield style("Letterhead line", after=2)
    yield style("Letterhead sender", size=0.85, after=0, at_end=True)
    yield style("Letter line", after=0)
    yield style("Letter details", after=0, at_end=True)
    yield style("Letter subject", bold=True, size=1.1, before=24, after=12, outline=0)
    yield style("Letter paragraph", after=8)
    yield style("Letter signature", before=56, after=0)
    yield style("header", size=0.85, bold=True, at_end=True, rule="bottom")
    yield style("footer", size=0.85, tab_mm=TEXT_WIDTH_MM, tab_at_end=True)


def _paragraph_style(
    name,
    *,
    base,
    bidi,
    default=False,
    size=1.0,
    bold=False,
    before=0,
    after=6,
    start_mm=0,
    end_mm=0,
    hanging_mm=0,
    tab_mm=0,
    tab_at_end=False,
    leader_mm=0,
    at_end=False,
    at_centre=False,
    italic=False,
    keep=False,
    outline=None,
    frame=False,
    rule="",
):
    """A style, with its elements in the order that the schema of WordprocessingML requires."""
    sides = "top left bottom right" if frame else rule
    settings = [
        "<w:keepNext/><w:keepLines/>" if keep else "",
        f"<w:pBdr>{''.join(_border(side, 6, 6) for side in sides.split())}</w:pBdr>" if sides else "",
        _tabs(tab_mm, tab_at_end, leader_mm),
        "<w:bidi/>" if bidi else "",
        f'<w:spacing w:before="{before * 20}" w:after="{after * 20}"/>',
        f'<w:ind w:left="{twips(start_mm)}" w:right="{twips(end_mm)}" w:hanging="{twips(hanging_mm)}"/>',
        '<w:jc w:val="right"/>' if at_end else '<w:jc w:val="center"/>' if at_centre else "",
        f'<w:outlineLvl w:val="{outline}"/>' if outline is not None else "",
    ]
    weight = ("<w:b/><w:bCs/>" if bold else "") + ("<w:i/><w:iCs/>" if italic else "")
    basis = "" if default else '<w:basedOn w:val="Normal"/>'
    return (
        f'<w:style w:type="paragraph" w:styleId={quoteattr(style_id(name))}{_marks(name, default)}>'
        f"<w:name w:val={quoteattr(name)}/>{basis}<w:qFormat/>"
        f"<w:pPr>{''.join(settings)}</w:pPr><w:rPr>{weight}{_sizes(base * size)}</w:rPr></w:style>"
    )


def _tabs(tab_mm, at_end, leader_mm):
    """A stop for what follows a number, and one at the end of the line with dots before it."""
    stops = f'<w:tab w:val="{"right" if at_end else "left"}" w:pos="{twips(tab_mm)}"/>' if tab_mm else ""
    stops += f'<w:tab w:val="right" w:leader="dot" w:pos="{twips(leader_mm)}"/>' if leader_mm else ""
    return f"<w:tabs>{stops}</w:tabs>" if stops else ""


def _table_style(name, *, default=False, borders="", start_mm=0, inside_mm=0, head=""):
    """A style of tables: its rules, how far it is set in, the room beside its texts, and the rule below its head."""
    inside = {"left": twips(inside_mm), "right": twips(inside_mm)}
    margins = "".join(
        f'<w:{side} w:w="{inside.get(side, 0)}" w:type="dxa"/>' for side in ("top", "left", "bottom", "right")
    )
    first = f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>{head}</w:tcBorders></w:tcPr></w:tblStylePr>'
    return (
        f'<w:style w:type="table" w:styleId={quoteattr(style_id(name))}{_marks(name, default)}>'
        f"<w:name w:val={quoteattr(name)}/>"
        f'<w:tblPr><w:tblInd w:w="{twips(start_mm)}" w:type="dxa"/>'
        f"{borders and f'<w:tblBorders>{borders}</w:tblBorders>'}"
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>{first if head else ''}</w:style>"
    )


def style_id(name):
    """The identifier of a style: "NumberedParagraph" for "Numbered paragraph"."""
    return "".join(word[:1].upper() + word[1:] for word in name.replace("-", " ").split())


def _marks(name, default):
    own = name.lower().split()[0] not in (
        "normal",
        "title",
        "subtitle",
        "heading",
        "table",
        "header",
        "footer",
        "footnote",
        "toc",
    )
    return (' w:default="1"' if default else "") + (' w:customStyle="1"' if own else "")


def _sizes(points):
    return f'<w:sz w:val="{round(2 * points)}"/><w:szCs w:val="{round(2 * points * COMPLEX_RATIO)}"/>'


def _border(side, eighths, space=0):
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space}" w:color="auto"/>'
