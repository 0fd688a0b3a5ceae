"""The colours of the house: whether they can be read (WCAG 2.2, 1.4.3), and the style sheet that is made of them."""

import re

from conference.house import House

ENOUGH = 4.5
# What text in the colour of the house stands on, as static/shared/tokens.css and dark.css have it.
WHITE = "#ffffff"
LIGHT = (WHITE, "#f3f6f8", "#e6f3f9")
DARK = ("#10181e", "#17222a", "#123243")
COMMON = "#0b4a66"  # where none is set
HEX = re.compile(r"#[0-9a-f]{6}")


def contrast(one: str, other: str) -> float:
    """The contrast of two colours such as #0b4a66: from 1 (none) to 21 (black on white)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def least_contrast(colour: str, grounds: tuple[str, ...]) -> float:
    return min(contrast(colour, ground) for ground in grounds)


def style_sheet(house: House, theme: str = "") -> str:
    """The variables of tokens.css in the colours of the house; no sheet where none is set. Paper has its own.

    A screen on the wall has a theme, "light" or "dark", whatever its computer prefers.
    """
    if not house.colour:
        return ""
    light, dark = (_block(colours) for colours in variables(house))
    if theme:
        return f":root{dark if theme == 'dark' else light}\n"
    return f"@media screen {{:root{light}}}\n@media screen and (prefers-color-scheme: dark) {{:root{dark}}}\n"


def sample_sheet(house: House) -> str:
    """The same for the two samples of a preview, which stand beside each other in whatever mode the page is."""
    light, dark = variables(house if house.colour else House(colour=COMMON))
    light |= {"paper": WHITE, "soft": "#50606b"}
    dark |= {"paper": DARK[0], "soft": "#a9b8c2"}
    return f".house-sample.light{_block(light)}\n.house-sample.dark{_block(dark)}\n"


def variables(house: House) -> tuple[dict[str, str], dict[str, str]]:
    """The colours by the names of tokens.css: on light grounds, and on dark ones."""
    light = {
        "deep": house.colour,
        "on-deep-soft": _first(WHITE, house.colour, (house.colour,), start=0.25),
        "time": house.colour,
        "link": house.colour,
        "action": house.colour,
        "action-over": _mixed(house.colour, "#000000", 0.25),
    }
    bright = house.colour_dark or _first(house.colour, WHITE, DARK)
    deep = _mixed(house.colour, "#000000", 0.45)
    dark = {
        "deep": deep,
        "on-deep-soft": _first(WHITE, deep, (deep,), start=0.25),
        "time": bright,
        "link": bright,
        "action": house.colour,
        "action-over": _mixed(house.colour, "#000000", 0.15),
    }
    return light, dark


def _block(colours: dict[str, str]) -> str:
    return "{" + "".join(f"--{name}:{colour};" for name, colour in colours.items()) + "}"


def _first(colour: str, towards: str, grounds: tuple[str, ...], start: float = 0.0) -> str:
    """The colour mixed with another as much as it takes to be read on these grounds; `start` is tried first.

    A mix that begins at `start` comes back towards the colour itself.
    """
    steps = [start * (10 - step) / 10 for step in range(11)] if start else [step / 20 for step in range(21)]
    mixes = [_mixed(colour, towards, share) for share in steps]
    return next((mix for mix in mixes if least_contrast(mix, grounds) >= ENOUGH), mixes[-1])


def _mixed(colour: str, other: str, share: float) -> str:
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(mine * (1 - share) + its * share):02x}" for mine, its in pairs)


def _channels(colour: str) -> list[int]:
    return [int(colour[place : place + 2], 16) for place in (1, 3, 5)]


def _luminance(colour: str) -> float:
    shares = (channel / 255 for channel in _channels(colour))
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
