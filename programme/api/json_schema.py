"""Helpers to write the schemas of the answers (JSON Schema 2020-12) as tables of fields."""

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
    """Return the schema of an object with these fields, all required but the optional ones; more may be added later."""
    found = {"type": "object", "properties": shapes, "required": [name for name in shapes if name not in optional]}
    return {"description": about, **found} if about else found
