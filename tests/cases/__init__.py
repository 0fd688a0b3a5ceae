"""Small files as users of other systems keep them; a test that reads one has its number in its name."""

from pathlib import Path


def case(name):
    """The content of a file of this folder."""
    return Path(__file__).with_name(name).read_bytes()
