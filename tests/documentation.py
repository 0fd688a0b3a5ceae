"""What README and the guides tell people to open and to run, read from the Markdown itself."""

import re
import shlex
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Block:
    """A block of commands of a page, and the words after ```sh that say what it needs."""

    page: Path
    line: int
    needs: tuple
    commands: str

    def __str__(self):
        return f"{self.page.name}:{self.line}"


FENCE = re.compile(r"^```(.*)\n((?:(?!^```).*\n)*?)^```$", re.MULTILINE)


def fences():
    """Each fenced block of a page: (page, line, the words after its fence)."""
    return [(page, line, words) for page, line, words, _text in _fences()]


def blocks():
    """The blocks of commands, in the order of the pages."""
    return [Block(page, line, tuple(words[1:]), text) for page, line, words, text in _fences() if words[:1] == ["sh"]]


def _fences():
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for found in FENCE.finditer(text):
            yield page, text[: found.start()].count("\n") + 1, found[1].split(), found[2]


def inline_commands():
    """The commands that sentences name in `code`: (their words, where they stand)."""
    found = []
    for page in PAGES:
        for code in re.findall(r"`([^`\n]+)`", FENCE.sub("", page.read_text(encoding="utf-8"))):
            words = code.removeprefix(".venv/bin/").removeprefix("python manage.py ")
            if words != code.removeprefix(".venv/bin/"):
                words = f"manage.py {words}"
            if words.startswith(("make ", "manage.py ", "python ")):
                found.append((shlex.split(words), f"{page.name}: {code}"))
    return found
