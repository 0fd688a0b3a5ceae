"""What a place of the interface is, as a person knows it: a page by its title, or papers, or e-mails."""

from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext, pgettext

from conference.caches import constant
from conference.languages.lists import listed
from operations.wording.catalogue import catalogue

Words = str | Promise


@dataclass(frozen=True)
class InterfacePlace:
    """A place of the interface; `sources` are the rooms, modules and templates whose messages it shows.

    Its name is in `words`, or it is the title of a template, what the list of some models in the admin is called, or
    else what the navigation calls the page at its address.
    """

    slug: str
    group: str
    address: str
    sources: str
    words: Words = ""
    title_of: str = ""
    models: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Returns its name in the language of the page."""
        if self.words:
            return str(self.words)
        if self.models:
            rows = listed(str(apps.get_model(label)._meta.verbose_name_plural) for label in self.models)
            return gettext("Admin: %(rows)s") % {"rows": rows}
        return title_of(self.title_of) or str(_names_of_staff_pages().get(self.address, self.slug))

    def link(self, conference: str, session: str) -> str:
        """Returns where it can be opened in a conference; empty where a private link opens it, or nothing is there."""
        for arguments in ([conference, session], [conference], []):
            try:
                return reverse(self.address, args=arguments) if self.address and all(arguments) else ""
            except NoReverseMatch:
                continue
        return ""


def title_of(template: str) -> str:
    """Returns the title of the page of a template in the language of the page; empty where it has none of its own."""
    context, title = catalogue().titles.get(f"templates/{template}", ("", ""))
    return (pgettext(context, title) if context else gettext(title)) if title else ""


@constant()
def _names_of_staff_pages() -> dict[str, Words]:
    return {page.address: page.name for pages in settings.STAFF_PAGES for page in import_string(pages)}
