"""Files as translators hand them in: written by us, filled in by another tool, and uploaded."""

from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import etree

from conference.languages import official
from translation.exchange.current_texts import Operator
from translation.exchange.exporting import export
from translation.exchange.preview import store_upload
from translation.exchange.xliff20 import NAMESPACE, WRITTEN

_N = f"{{{NAMESPACE}}}"


def filled(conference, words, code="fr", state="translated", **choice):
    """A file of XLIFF 2.0 in which a tool has put translations: `words` maps keys to them, or makes one of a source."""
    root = etree.fromstring(export(conference, code, "xliff20", user=Operator(), **choice))
    for unit in root.iter(f"{_N}unit"):
        segment = unit.find(f"{_N}segment")
        text = words(segment.findtext(f"{_N}source")) if callable(words) else words.get(unit.get("id"))
        if text is not None:
            target = segment.find(f"{_N}target")
            target = etree.SubElement(segment, f"{_N}target") if target is None else target
            target.text = text
            segment.set("state", WRITTEN[state][0])
            segment.set("subState", WRITTEN[state][1])
    return etree.tostring(root)


def store(content, conference, by, at, code="fr"):
    upload = SimpleUploadedFile("translated.xlf", content)
    return store_upload(upload, conference=conference, language=official(code), by=by, at=at)
