"""The addresses that answer what is posted as what is asked for: they only read."""

from tests.acts_admin import MODELS

PAGES = (
    "programme session-detail speaker-list list-of-speakers speaker-detail photograph delegation-list "
    "document-list document-file practical-information information-note change-log contact programme-document "
    "speakers-document"
).split()
FILES = ["schedule-xml", "schedule-json"]
RELEASED = (
    "calendar manifest kept without-connection search picture change-feed session-calendar my-programme "
    "my-calendar door-display"
).split()
SUMMARY = "summary side-by-side paragraph document".split()
ONLY_READ = frozenset(
    {
        *"root chinese robots sitemap service-worker favicon no-admin api-page".split(),
        *(f"admin:{name}" for name in "index login view_on_site app_list".split()),
        "en/admin/(?P<url>.*)$",
        *(f"en/admin/{model.replace('_', '/', 1)}/<path:object_id>/" for model in MODELS),
        "translation:help",  # looks for help with the words that are sent
        *(f"summary:{name}" for name in ("edition-list", *SUMMARY)),
        *(f"summary:edition:{name}" for name in SUMMARY),
        "operations:journal",
        "operations:journal-document",
        "programme:front-page",
        "programme:release-list",  # is shown again where a release is refused
        *(f"programme:{name}" for name in (*PAGES, *FILES, *RELEASED)),
        *(f"programme:preview:{name}" for name in PAGES),
        *(f"programme:revision:{name}" for name in (*PAGES, *FILES)),
    }
)
