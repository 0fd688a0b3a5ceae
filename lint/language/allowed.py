"""The lists of what a check lets pass. Each entry must still be needed, so that no list outlives its reasons."""

from itertools import pairwise, takewhile

from lint.findings import ROOT

NEW = "# Added by --write: mend what is a fault, and give the others a reason."
FOLDER = ROOT / "lint" / "language" / "allowed"


class Allowed:
    """A list of entries, one a line and in order; a line that begins with # is the reason for those below it.

    The entries between two reasons are in order. `name in allowed` notes that an entry was needed.
    """

    def __init__(self, name):
        self.path = FOLDER / f"{name}.txt"
        self._lines = {}
        self._needed = set()
        text = self.path.read_text(encoding="utf-8") if self.path.exists() else ""
        self._all = text.splitlines()
        for number, line in enumerate(self._all, 1):
            if line and not line.startswith("#"):
                self._lines.setdefault(line.rstrip(), number)

    def __contains__(self, entry):
        entry = one_line(entry)
        if entry in self._lines:
            self._needed.add(entry)
            return True
        return False

    def write(self, entries):
        """Write the list anew, with its first lines of reasons, in one order."""
        reasons = list(takewhile(lambda line: line.startswith("#"), self._all))
        self.path.write_text("".join(f"{line}\n" for line in [*reasons, *sorted(entries)]), encoding="utf-8")

    def update(self, entries):
        """Leave out the entries that nothing has asked for, and add others below a reason that asks for one."""
        kept = [line for line in self._all if not line or line.startswith("#") or line.rstrip() in self._needed]
        kept = [line for line, after in pairwise([*kept, "#"]) if not (line.startswith(NEW) and after.startswith("#"))]
        added = [NEW, *sorted(set(entries))] if entries else []
        self.path.write_text("".join(f"{line}\n" for line in [*kept, *added]), encoding="utf-8")

    def faults(self):
        """Yield what is wrong with the list itself, once all has been checked: entries not needed, or out of order."""
        for entry, number in self._lines.items():
            if entry not in self._needed:
                yield self.path, number, f"“{entry}” is no longer needed: remove the line"
        before = ""
        for number, line in enumerate(self._all, 1):
            if line.startswith("#") or not line:
                before = ""
            elif line <= before:
                yield self.path, number, f"“{line}” must stand before “{before}”"
            else:
                before = line


def one_line(entry):
    return entry.replace("\n", "\\n").rstrip()
