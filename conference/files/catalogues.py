"""The catalogues of the interface: where they are, and whether what is compiled is of their present state."""

from pathlib import Path

TRANSLATED = ("ar", "es", "fr", "ru", "zh_Hans")  # the folders of the languages other than that of the source


def is_stale(source: Path) -> bool:
    """Whether a catalogue (`django.po`) has changed since it was compiled, or was never compiled."""
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime <= source.stat().st_mtime
