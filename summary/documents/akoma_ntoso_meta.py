"""The metadata of the Summary's Akoma Ntoso: work, expression and manifestation, and what they refer to."""

from django.utils.translation import gettext as _
from lxml import etree

from conference.languages import LANGUAGES, official
from summary.documents.akoma_ntoso_iris import AUTHOR, CORRIGENDUM, COUNTRY, SUBTYPE, correction_name, text_names
from summary.text.reading import SummaryText

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_ORGANIZATION = "#unitedNations"
_BY_PRESIDENT = {"href": f"#{AUTHOR}", "as_": "#president"}  # the General Assembly, acting through its President


def add(parent, tag, text=None, **attributes):
    """A new element at the end of another; `as_` is the attribute that Python cannot call `as`."""
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}")
    for name, value in attributes.items():
        element.set(name.rstrip("_"), value)
    element.text = text
    return element


def write_meta(meta, names, code):
    """All that is said about the expression in a language, in the words of the language that is active."""
    identification = add(meta, "identification", source=_ORGANIZATION)
    _work(identification, names)
    _expression(identification, names, code)
    _manifestation(identification, names, code)
    _analysis(meta, names, code)
    _references(meta, names, code)


def _level(identification, level, uri, *, alias="", on, form="", author=_BY_PRESIDENT):
    """One of the three levels: its names, its day (what happened on it, and when) and whose it is."""
    part = add(identification, f"FRBR{level}")
    add(part, "FRBRthis", value=f"{uri}/!main{form}")
    add(part, "FRBRuri", value=uri + form)
    if alias:
        add(part, "FRBRalias", value=alias, name="symbol")
    add(part, "FRBRdate", name=on[0], date=on[1])
    add(part, "FRBRauthor", **author)
    return part


def _work(identification, names):
    content = names.content
    alias = content["full_symbol" if content["kind"] == CORRIGENDUM else "symbol"]
    on = ("dialogue", content["conference"]["ends_on"])
    work = _level(identification, "Work", names.work, alias=alias, on=on)
    add(work, "FRBRcountry", value=COUNTRY)
    add(work, "FRBRsubtype", value=SUBTYPE)
    add(work, "FRBRnumber" if content["symbol"] else "FRBRname", value=names.number)
    add(work, "FRBRprescriptive", value="false")


def _expression(identification, names, code):
    alias, on = names.content["full_symbol"], ("issue", names.issued_on)
    expression = _level(identification, "Expression", names.expression(code), alias=alias, on=on)
    if names.version:
        add(expression, "FRBRversionNumber", value=names.version)
    master = names.master if names.master != code else None
    if master:
        add(expression, "FRBRmasterExpression", href=names.expression(master), showAs=official(master).name)
    add(expression, "FRBRlanguage", language=official(code).akn)
    if master:
        source = {"href": names.expression(master), "fromLanguage": official(master).akn}
        add(expression, "FRBRtranslation", **source, by=_ORGANIZATION)


def _manifestation(identification, names, code):
    on, author = ("issue", names.issued_on), {"href": _ORGANIZATION}
    part = _level(identification, "Manifestation", names.expression(code), on=on, form=".xml", author=author)
    add(part, "FRBRformat", value="xml")


def _analysis(meta, names, code):
    """What is corrected, and the same edition in the other languages."""
    others = [row for row in LANGUAGES if row.code in names.content["languages"] and row.code != code]
    corrections = SummaryText(names.content).corrections(code)
    if not others and not corrections:
        return
    analysis = add(meta, "analysis", source=_ORGANIZATION)
    if corrections:
        _modifications(add(analysis, "activeModifications"), names, code, corrections)
    if others:
        references = add(analysis, "otherReferences", source=_ORGANIZATION)
        for language in others:
            add(references, "implicitReference", href=names.expression(language.code), showAs=language.name)


def _modifications(parent, names, code, corrections):
    destinations = text_names(names.content)
    for place, correction in enumerate(corrections, 1):
        name = correction_name(place)
        modification = add(parent, "textualMod", type="substitution", eId=f"textualMod_{place}")
        add(modification, "source", href=f"#{name}")
        add(modification, "destination", href=f"{names.base(code)}/~{destinations[correction.name]}")
        add(modification, "new", href=f"#{name}__qtext_1")


def _references(meta, names, code):
    content, conference = names.content, names.content["conference"]
    original = content["original_language"]
    references = add(meta, "references", source=_ORGANIZATION)
    if content["base"]:
        shown = content["symbol"] or content["title"][code] or content["title"][original]
        add(references, "activeRef", eId="base", href=names.base(code), showAs=shown)
    for kind, name, instance, shown in (
        ("Organization", "unitedNations", "unitedNations", _("United Nations")),
        ("Organization", AUTHOR, "generalAssembly", _("General Assembly")),
        ("Role", "president", "presidentOfTheGeneralAssembly", _("President of the General Assembly")),
        ("Event", "dialogue", conference["slug"], conference["title"][code] or conference["title"][original]),
    ):
        entity = f"/akn/ontology/{kind.lower()}/un/{instance}"
        add(references, f"TLC{kind}", eId=name, href=entity, showAs=shown)
