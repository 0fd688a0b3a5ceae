"""Template tags of the house that holds the dialogues: name, foot, emblem, colours. A builtin of all templates."""

from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from conference.house import House, current_house

register = template.Library()


@register.simple_tag
def house_name() -> str:
    return current_house().name()


@register.simple_tag
def house_foot() -> str:
    return current_house().foot()


@register.simple_tag
def house_emblem(otherwise: str = "shared/mark.svg") -> str:
    """Return the address of the emblem; of a mark of the software where there is none."""
    house = current_house()
    return reverse("house-emblem", args=[house.emblem]) if house.emblem else static(otherwise)


@register.simple_tag
def house_icon() -> SafeString:
    """Return the link to the icon of a tab."""
    kind = "image/png" if current_house().emblem else "image/svg+xml"
    return format_html('<link rel="icon" href="{}" type="{}">', house_emblem(), kind)


@register.simple_tag
def house_colour() -> str:
    """Return the colour of a browser's bar."""
    return current_house().colour or "#0b4a66"


@register.simple_tag
def house_styles(theme: str = "") -> str | SafeString:
    """Return the link to the colours, of a theme where a screen has one; nothing where none are set."""
    house = current_house()
    if not house.colour:
        return ""
    query = f"?theme={theme}" if theme else ""
    return format_html('<link rel="stylesheet" href="{}{}">', reverse("house-styles", args=[house.mark]), query)


@register.inclusion_tag("components/house_mark.html")
def house_mark() -> dict[str, House]:
    """Return the emblem, where there is one, and the name, as screens and cards have them."""
    return {"house": current_house()}
