"""A person's name and function as one line, in the order of each language.

In Chinese the courtesy title follows the name, and the affiliation comes before the function.
"""

from django.utils.translation import override, pgettext


def titled_name(title: str, name: str, code: str) -> str:
    """Return courtesy title and name: "Ms. Mira Sorvino", "米拉·索尔维诺女士"; nothing without a name."""
    if not name:
        return ""
    return f"{name}{title}" if code == "zh-hans" else f"{title} {name}".strip()


def function_line(function: str, affiliation: str, code: str) -> str:
    """Return function and affiliation: "Professor of Law, DePaul University", "德保罗大学法学院荣休法学教授"."""
    if code == "zh-hans":
        return f"{affiliation}{function}"
    return joined((function, affiliation), code)


def joined(parts: tuple[str, ...], code: str) -> str:
    """Return the parts that have text, with the separator of a name, a function and an affiliation."""
    with override(code):
        separator = pgettext("between function and affiliation", ", ")
    return separator.join(part for part in parts if part)
