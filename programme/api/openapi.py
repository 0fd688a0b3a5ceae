"""The OpenAPI 3.1 description of the interface, made from its operations."""

from django.conf import settings
from django.urls import reverse

from programme.api.json_schema import DAY, STRING, ref
from programme.api.operations import operations, parts

ABOUT = (
    "What is released of the conferences, in the six official languages of the United Nations; for reading alone, "
    "without a key. Every answer is the same for everybody and, but for statements, stays the same until the next "
    "release: send its ETag back as If-None-Match. A guid is the same in all languages and revisions, and in the "
    "schedule files."
)
SHAPES = {"slug": STRING, "int": {"type": "integer", "minimum": 1}, "day": DAY}


def openapi():
    schemas = {}
    for part in parts():
        schemas |= part.SCHEMAS
    return {
        "openapi": "3.1.0",
        "info": {"title": "Rostrum", "version": "1", "description": ABOUT},
        "servers": [{"url": settings.PUBLIC_URL + reverse("api:index").rstrip("/")}],
        "paths": {f"/{operation.address}": {"get": _get(operation)} for operation in operations()},
        "components": {
            "schemas": schemas,
            "responses": {
                "NotModified": {"description": "What the client has is still right."},
                "NotFound": _answer(
                    "There is no such thing, or it is not public.", "Problem", "application/problem+json"
                ),
            },
        },
    }


def _get(operation):
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": SHAPES[kind]} for kind, name in operation.parts
    ]
    return {
        "operationId": operation.name,
        "summary": str(operation.tells),
        **({"parameters": parameters} if parameters else {}),
        "responses": {
            "200": _answer(str(operation.tells), operation.answer, "application/json"),
            "304": {"$ref": "#/components/responses/NotModified"},
            **({"404": {"$ref": "#/components/responses/NotFound"}} if parameters else {}),
        },
    }


def _answer(words, schema, content_type):
    return {"description": words, "content": {content_type: {"schema": ref(schema)}}}
