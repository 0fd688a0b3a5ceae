"""What a topic of the help is: a page of its own, written in six languages."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from operations.help.labels import LABELS, label

Words = str | Promise


@dataclass(frozen=True)
class Topic:
    """A page of help: its name, what it is about, and the steps of the work."""

    slug: str
    name: Words
    about: Words
    steps: tuple[Words, ...]

    @property
    def texts(self) -> tuple[Words, ...]:
        """Returns all that is read on the page."""
        return (self.name, self.about, *self.steps)

    def shown(self) -> Iterator[SafeString]:
        """Yields the steps in the language of the page, the labels marked."""
        marked = {name: format_html('<b class="label">{}</b>', label(name)) for name in LABELS}
        for step in self.steps:
            words = escape(step)  # of which no label is a part yet
            yield mark_safe(words % marked) if "%(" in words else words
