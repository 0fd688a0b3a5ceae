"""What README and the guides tell people to open and to run, read from the Markdown itself."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]

ADDRESS = re.compile(r"`(/[^`\s]*)`")
PLACEHOLDERS = {"<conference>": "human-trafficking-2012", "<conférence>": "human-trafficking-2012"}
NOT_THERE = {"/LANGUAGE/CONFERENCE/access/"}  # the page that a recipe shows how to add


def addresses():
    """The addresses that the pages name in `code`, each once, in their order; `/ar/...` stands for many."""
    found = {}
    for page in PAGES:
        for address in ADDRESS.findall(page.read_text(encoding="utf-8")):
            for placeholder, name in PLACEHOLDERS.items():
                address = address.replace(placeholder, name)
            if "..." not in address and address not in NOT_THERE:
                found[address] = page
    return found
