"""Reading the parts of a Word document: types, relations, fields and links, as a parser of XML gives them."""

from pathlib import PurePosixPath
from xml.parsers import expat

from conference.inspection import word_kinds
from conference.inspection.findings import Found

_CODE = ("instrText", "delInstrText", "t", "delText")
# Mail merge asks a source of data; nothing of a statement needs it.
_ELEMENTS = {"altChunk": "embedded", "OLEObject": "embedded", "control": "macros", "mailMerge": "external"}


def parse(content, begin, end=None, text=None):
    """Call `begin(name, attributes)`, `end(name)` and `text(characters)`, the names of elements without namespaces.

    Those of attributes keep theirs, so that none can hide behind another of the same name ({"namespace name": value}).
    The format is UTF-8 or UTF-16 and never has a document type, which could hold entities that grow without end.
    """

    def refuse(*declared):
        raise Found("damaged")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda name, attributes: begin(_local(name), attributes)
    if end:
        parser.EndElementHandler = lambda name: end(_local(name))
    if text:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError):
        raise Found("damaged") from None


def _local(name):
    return name.rpartition(" ")[2]


def _values(attributes, name):
    """The values of the attributes of this name, in whatever namespaces."""
    return [value for key, value in attributes.items() if _local(key) == name]


class ContentTypes:
    """Which kind each part is of, as the package declares it."""

    def __init__(self):
        self.defaults, self.overrides = {}, {}

    def add(self, element, attributes):
        kind = attributes.get("ContentType", "").strip().casefold()
        if element == "Default":
            self.defaults[attributes.get("Extension", "").casefold()] = kind
        elif element == "Override":
            self.overrides[attributes.get("PartName", "").lstrip("/").casefold()] = kind
        if kind:
            word_kinds.check_declared(kind)

    def of(self, name):
        extension = PurePosixPath(name).suffix.lstrip(".").casefold()
        return self.overrides.get(name.casefold()) or self.defaults.get(extension, "")


def content_types(content):
    types = ContentTypes()
    parse(content, types.add)
    return types


def check_relations(content):
    def begin(element, attributes):
        if element == "Relationship":
            mode = attributes.get("TargetMode", "Internal")
            is_external = mode.strip().casefold() != "internal"
            word_kinds.check_relation(attributes.get("Type", ""), attributes.get("Target", ""), is_external)

    parse(content, begin)


def check_xml(content):
    fields = Fields()

    def begin(element, attributes):
        if element in _ELEMENTS:
            raise Found(_ELEMENTS[element], element)
        _check_addresses(attributes)
        fields.begin(element, attributes)

    parse(content, begin, fields.end, fields.text)
    fields.close()


def _check_addresses(attributes):
    """Drawings in the older form (VML) name addresses in attributes, without a relation."""
    for source in [*_values(attributes, "src"), *_values(attributes, "althref")]:
        if word_kinds.leads_elsewhere(source):
            raise Found("external", source)
    for address in _values(attributes, "href"):
        word_kinds.check_link(address)


class Fields:
    """The codes of fields as they are put together from runs; a field may lie in the code of another."""

    def __init__(self):
        self.open = []  # the texts of each field's code, or None once its result began; innermost last
        self.in_code = False

    def begin(self, element, attributes):
        if element == "fldSimple":
            self._begin_within()
            for code in _values(attributes, "instr"):
                word_kinds.check_field(code)
        elif element == "fldChar":
            for kind in _values(attributes, "fldCharType"):
                self._mark(kind)
        self.in_code = element in _CODE

    def _mark(self, kind):
        if kind == "begin":
            self._begin_within()
            self.open.append([])
        elif kind == "separate" and self.open:
            self._judge(self.open[-1])
            self.open[-1] = None
        elif kind == "end" and self.open:
            self._judge(self.open.pop())

    def _begin_within(self):
        """What a code says first, and where a link leads, is not left to be computed by a field in the code."""
        code = self._being_read()
        if code is not None and "".join(code).upper().split()[:1] in ([], ["HYPERLINK"]):
            raise Found("field", "{ { } }")

    def _being_read(self):
        return next((code for code in reversed(self.open) if code is not None), None)

    def end(self, element):
        self.in_code = False

    def text(self, characters):
        """Add to the innermost code that is being read; the result of a field in a code belongs to that code."""
        code = self._being_read() if self.in_code else None
        if code is not None:
            code.append(characters)

    def close(self):
        for code in self.open:
            self._judge(code)

    def _judge(self, code):
        if code is not None:
            word_kinds.check_field("".join(code))
