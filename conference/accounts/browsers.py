"""What a browser calls itself, in words that a person recognizes."""

from django.http import HttpRequest

# The first that is named counts: Edge also calls itself Chrome, and Chrome calls itself Safari.
BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def name_of(request: HttpRequest) -> str:
    return named(request.headers.get("User-Agent", ""))


def named(user_agent: str) -> str:
    """“Firefox, Windows”; the first word of what is no known browser; “?” if it says nothing."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    return ", ".join(filter(None, [browser, system])) or user_agent.partition("/")[0][:40] or "?"
