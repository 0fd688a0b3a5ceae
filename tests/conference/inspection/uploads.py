"""Making PDFs and Word documents for tests, from plain ones to hostile ones."""

import zipfile
import zlib
from io import BytesIO

from pypdf import PdfWriter

_WORDS = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = f"""<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>
<Default Extension="jpg" ContentType="image/jpeg"/>
<Override PartName="/word/document.xml" ContentType="{_WORDS}.document.main+xml"/>
%s</Types>"""
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf(change=lambda writer: None):
    """A PDF as pypdf writes it, with one page."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def raw_pdf(catalog="", page="", objects=(), trailer=""):
    """A PDF letter by letter; the objects are numbered from 4 on."""
    bodies = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] {page} >>",
        *objects,
    ]
    content, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(bodies, 1):
        places.append(len(content))
        body = body if isinstance(body, bytes) else body.encode("latin-1")
        content += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(bodies) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\n"
    return bytes(content) + f"{end}startxref\n{len(content)}\n%%EOF\n".encode()


def stream(content, head=""):
    """A compressed stream as the body of an object."""
    packed = zlib.compress(content)
    return f"<< /Length {len(packed)} /Filter /FlateDecode {head} >>\nstream\n".encode() + packed + b"\nendstream"


def objects_in_stream(*bodies, first_number=20):
    """A stream that holds objects, numbered from `first_number` on."""
    table, place = "", 0
    for number, body in enumerate(bodies, first_number):
        table += f"{number} {place} "
        place += len(body) + 1
    content = table.encode() + " ".join(bodies).encode()
    return stream(content, f"/Type /ObjStm /N {len(bodies)} /First {len(table)}")


def word(parts=(), types="", document=f'<w:document xmlns:w="{W}"/>'):
    """A Word document; `types` is added to what it declares, or replaces it where it is bytes."""
    out = BytesIO()
    declared = types if isinstance(types, bytes) else TYPES % types
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in [("[Content_Types].xml", declared), ("word/document.xml", document), *parts]:
            package.writestr(name, content)
    return out.getvalue()


def related(kind, target, mode="", kind_in=RELATION, name="word/_rels/document.xml.rels"):
    """A Word document with one relation."""
    rest = f' TargetMode="{mode}"' if mode else ""
    return word([(name, f'<R><Relationship Id="r1" Type="{kind_in}/{kind}" Target="{target}"{rest}/></R>')])


def field(code, *more):
    """A Word document with a field whose code is cut into runs."""
    runs = "".join(f"<w:r><w:instrText>{part}</w:instrText></w:r>" for part in (code, *more))
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    body = f"<w:p>{marks[0]}{runs}{marks[1]}<w:r><w:t>DDEAUTO</w:t></w:r>{marks[2]}</w:p>"
    return word(document=f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
