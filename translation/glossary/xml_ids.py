"""The key of a concept as an identifier that XML allows, and back."""

import re


def as_xml_id(key: str) -> str:
    """Returns a key with `_x0020_` for each character that an identifier of XML must not have."""
    return re.sub(r"_(?=x[0-9A-F]{4,6}_)|[^A-Za-z0-9._-]|^[^A-Za-z_]", lambda found: f"_x{ord(found[0]):04X}_", key)


def from_xml_id(identifier: str) -> str:
    """Returns the key of which `as_xml_id` made an identifier."""
    return re.sub(r"_x([0-9A-F]{4,6})_", lambda found: chr(int(found[1], 16)), identifier)
