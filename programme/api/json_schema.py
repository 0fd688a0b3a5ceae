"""How the schemas of the answers are written (JSON Schema 2020-12): as a table of fields, with few words."""

STRING = {"type": "string"}
INTEGER = {"type": "integer"}
DAY = {"type": "string", "format": "date"}
MOMENT = {"type": "string", "format": "date-time"}
GUID = {"type": "string", "format": "uuid"}
ADDRESS = {"type": "string", "format": "uri"}


def ref(name):
    return {"$ref": f"#/components/schemas/{name}"}


def list_of(shape):
    return {"type": "array", "items": shape}


def or_null(shape):
    return {"anyOf": [shape, {"type": "null"}]}


def one_of(*words):
    return {"type": "string", "enum": list(words)}


def fields(about="", optional=(), **shapes):
    """An object with these fields; all of them are there but the optional ones. Others may come to be added."""
    found = {"type": "object", "properties": shapes, "required": [name for name in shapes if name not in optional]}
    return {"description": about, **found} if about else found
