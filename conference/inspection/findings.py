"""What an inspection finds: a code, and the name of the thing where the file has one."""

LONGEST_NAME = 60


class Found(Exception):
    """Raised at the first thing for which a file is refused; the process that asked has the sentence for the code."""

    def __init__(self, code, name=""):
        super().__init__(code, name)
        self.code = code
        self.name = printable(name)

    def answer(self):
        return {"found": self.code, "name": self.name}


def printable(name):
    """A name out of a hostile file, short and without what could turn or break the line of a message."""
    text = "".join(letter if letter.isprintable() else "?" for letter in str(name))
    return text if len(text) <= LONGEST_NAME else f"{text[: LONGEST_NAME - 1]}…"
