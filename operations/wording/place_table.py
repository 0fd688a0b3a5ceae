"""The places of the interface, with the rooms and templates whose messages each shows.

Of sources that hold each other, the more exact decides: `floor/console/cards` before `floor/console`.
"""

from django.utils.translation import gettext_lazy as _

from conference.navigation import SECTIONS
from operations.wording.place import InterfacePlace, Words
from operations.wording.staff_places import SECTION_PLACES

GROUPS: tuple[tuple[str, Words], ...] = (
    ("public", _("Public pages")),
    ("links", _("Pages behind a private link")),
    *((section.slug, section.name) for section in SECTIONS),
    ("installation", _("Accounts and installation")),
    ("papers", _("Papers, files and e-mails")),
    ("admin", _("Admin")),
    ("everywhere", _("On many pages")),
)

PUBLIC = (
    InterfacePlace(
        "public-programme",
        "public",
        "programme:programme",
        "programme/public programme/base programme/_menu programme/_meeting programme/_notice "
        "programme/_now programme/_outcome_of_session programme/templatetags/edition programme/local_time",
        title_of="programme/public/programme.html",
    ),
    InterfacePlace(
        "practical-information",
        "public",
        "programme:practical-information",
        "programme/public/practical_information programme/exports/practical",
        title_of="programme/public/practical_information.html",
    ),
    InterfacePlace(
        "public-changes",
        "public",
        "programme:change-log",
        "programme/public/change_log programme/public/feeds programme/_change programme/_changes "
        "programme/_change_of_several programme/_cause",
        title_of="programme/public/change_log.html",
    ),
    InterfacePlace(
        "my-programme",
        "public",
        "programme:my-programme",
        "programme/public/my_programme",
        title_of="programme/public/my_programme.html",
    ),
    InterfacePlace(
        "public-search",
        "public",
        "programme:search",
        "programme/search programme/public/searched programme/templatetags/searching "
        "floor/pledges/searched floor/statements/searched floor/statistics/searched "
        "summary/editions/searched",
        words=_("Search"),
    ),
    InterfacePlace(
        "subscriptions",
        "public",
        "programme:subscribe",
        "programme/subscriptions programme/models/subscription",
        title_of="programme/subscriptions/subscribe.html",
    ),
    InterfacePlace(
        "live",
        "public",
        "floor:live",
        "floor/live floor/seats/device_access programme/public/door_display",
        words=_("Live page and screens"),
    ),
    InterfacePlace(
        "public-delegations",
        "public",
        "programme:delegation-list",
        "floor/delegation_pages programme/public/delegation_list floor/_no_interventions floor/_on_behalf",
        title_of="programme/public/delegation_list.html",
    ),
    InterfacePlace(
        "public-statements",
        "public",
        "floor:statement-list",
        "floor/statements/statement_list floor/statements/archive floor/statements/archive_index "
        "floor/_statements floor/statements/downloads floor/statements/texts floor/statements/lengths",
        title_of="floor/statements/statement_list.html",
    ),
    InterfacePlace(
        "figures", "public", "floor:statistics", "floor/statistics", title_of="floor/statistics/statistics.html"
    ),
    InterfacePlace(
        "public-recordings",
        "public",
        "floor:recordings",
        "floor/recordings/recordings floor/recordings/_of_session floor/recordings/_parts "
        "floor/recordings/_recorded floor/recordings/chapters floor/recordings/_time_code",
        title_of="floor/recordings/recordings.html",
    ),
    InterfacePlace("public-summary", "public", "summary:summary", "summary/editions", words=_("President’s Summary")),
    InterfacePlace(
        "api",
        "public",
        "api-page",
        "programme/api floor/recordings/api floor/statements/api summary/editions/api",
        title_of="programme/api/api.html",
    ),
)

LINKS = (
    InterfacePlace(
        "phones",
        "links",
        "",
        "floor/delegation floor/seats/join floor/seats/left floor/forms floor/_field",
        words=_("Phones of the delegations"),
    ),
    InterfacePlace(
        "own-statements",
        "links",
        "",
        "floor/statements/statement_upload floor/statements/statement_receipt floor/statements/own_views "
        "floor/statements/own_base floor/statements/forms floor/statements/filing",
        title_of="floor/statements/statement_upload.html",
    ),
    InterfacePlace(
        "speaker-answers",
        "links",
        "",
        "programme/answers programme/models/letter_placeholders",
        title_of="programme/answers/answer.html",
    ),
    InterfacePlace("booth", "links", "floor:booth", "floor/booth", words=_("Page of an interpreters’ booth")),
)

INSTALLATION = (
    InterfacePlace("home", "installation", "operations:home", "operations/home", title_of="operations/home/home.html"),
    InterfacePlace(
        "sign-in",
        "installation",
        "sign-in",
        "conference/sign_in conference/first_password conference/first_password_refused "
        "conference/no_admin conference/locked_out",
        title_of="conference/sign_in.html",
    ),
    InterfacePlace(
        "accounts",
        "installation",
        "account",
        "conference/accounts conference/account_notices conference/models/account_notice "
        "conference/models/role_proposal conference/roles components/account",
        title_of="conference/accounts/account.html",
    ),
    InterfacePlace(
        "house", "installation", "", "operations/house conference/house", title_of="operations/house/house.html"
    ),
    InterfacePlace(
        "status",
        "installation",
        "operations:status",
        "operations/status operations/models/serving_process operations/models/backup",
        title_of="operations/status/status.html",
    ),
    InterfacePlace(
        "help", "installation", "operations:help-list", "operations/help", title_of="operations/help/help_list.html"
    ),
    InterfacePlace(
        "components",
        "installation",
        "components",
        "conference/components conference/_components_pressed conference/_components_said conference/_components_shown",
        title_of="conference/components.html",
    ),
    InterfacePlace(
        "wording",
        "installation",
        "operations:wording",
        "operations/wording operations/models/wording",
        title_of="operations/wording/wording.html",
    ),
)

PAPERS = (
    InterfacePlace(
        "papers",
        "papers",
        "",
        "programme/exports conference/documents summary/documents floor/record/exports "
        "programme/letters/paper components/card_sheet",
        words=_("PDF, Word, Excel and calendar files"),
    ),
    InterfacePlace(
        "e-mails",
        "papers",
        "",
        "translation/teamwork/email_digest translation/teamwork/mail_digest "
        "programme/subscriptions/messages conference/colleagues/invitation_mail "
        "conference/accounts/forgotten_mail",
        words=_("E-mails"),
    ),
)


def _admin(slug: str, models: str, sources: str) -> InterfacePlace:
    labels = tuple(models.split())
    return InterfacePlace(
        f"admin-{slug}", "admin", f"admin:{labels[0].replace('.', '_')}_changelist", sources, models=labels
    )


ADMIN = (
    InterfacePlace(
        "admin",
        "admin",
        "admin:index",
        "admin conference/admin conference/adminsite conference/staff_pages conference/archive floor/admin "
        "speakers/admin speakers/admin_actions",
        words=_("Admin"),
    ),
    _admin("conferences", "conference.conference", "conference/models/conference admin/conference"),
    _admin("documents", "conference.document", "conference/models/document conference/uploaded_documents"),
    _admin("practical", "conference.practicalsection", "conference/models/practical_section"),
    _admin(
        "sessions",
        "programme.session programme.room",
        "programme/models/programme programme/admin programme/admin_actions admin/programme programme/_admin_changes "
        "programme/_admin_release",
    ),
    _admin("speakers", "speakers.speaker", "speakers/models/speakers admin/speakers"),
    _admin("delegations", "speakers.delegation speakers.state", "speakers/models/delegations speakers/regional_groups"),
    _admin("groups", "floor.group floor.speakingtime", "floor/models/floor floor/models/speaking_time floor/groups"),
    _admin("interventions", "floor.intervention floor.floorevent", "floor/models"),
)

EVERYWHERE = (
    InterfacePlace(
        "everywhere",
        "everywhere",
        "",
        "base components 400 403 404 500 conference floor programme speakers summary translation operations",
        words=_("On many pages"),
    ),
)
PLACES = (*PUBLIC, *LINKS, *SECTION_PLACES, *INSTALLATION, *PAPERS, *ADMIN, *EVERYWHERE)
