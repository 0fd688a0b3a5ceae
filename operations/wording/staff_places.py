"""The places of the interface in the sections of a conference, as its staff know them; see `place_table`."""

from operations.wording.place import InterfacePlace

SECTION_PLACES = (
    InterfacePlace("overview", "overview", "operations:overview", "operations/overview conference/to_do"),
    InterfacePlace(
        "timetable",
        "programme",
        "programme:timetable",
        "programme/timetable programme/templatetags/timetable programme/session_form",
    ),
    InterfacePlace(
        "grid",
        "programme",
        "programme:grid",
        "programme/timetable/grid programme/timetable/grid_views",
        title_of="programme/timetable/grid.html",
    ),
    InterfacePlace(
        "programme-import",
        "programme",
        "programme:schedule-import",
        "programme/imports programme/role_columns programme/models/import_source",
    ),
    InterfacePlace("cloning", "settings", "programme:clone", "programme/cloning"),
    InterfacePlace("people", "people", "programme:people", "programme/people"),
    InterfacePlace(
        "sent-by-speakers",
        "people",
        "programme:answers",
        "programme/answers/officer_views programme/answers/answers programme/answers/to_do "
        "speakers/answers speakers/models/proposals",
    ),
    InterfacePlace(
        "private-links",
        "people",
        "programme:answer-links",
        "programme/answers/link_views programme/answers/answer_links programme/answers/answer_cards "
        "speakers/models/answer_links",
    ),
    InterfacePlace("duplicates", "people", "speakers:duplicates", "speakers/duplicates"),
    InterfacePlace(
        "files",
        "people",
        "speakers:files",
        "speakers/imports speakers/photograph_files speakers/photographs conference/imports "
        "conference/models/import_file conference/models/column_matching conference/typed_fields "
        "speakers/photograph_input conference/files components/unplaced speakers/to_do",
    ),
    InterfacePlace(
        "letters",
        "letters",
        "programme:letters",
        "programme/letters programme/models/letter programme/models/correspondence speakers/models/doubtful_address",
    ),
    InterfacePlace("floors", "floor", "floor:floor-list", "floor/console/floor_list"),
    InterfacePlace(
        "console",
        "floor",
        "floor:console",
        "floor/console floor/procedure floor/durations floor/templatetags/console",
        title_of="floor/console/console.html",
    ),
    InterfacePlace(
        "cue-cards",
        "floor",
        "floor:cue-cards",
        "floor/cue_cards floor/console/cards floor/console/_cards floor/console/_cards_acts",
        title_of="floor/console/cards.html",
    ),
    InterfacePlace("seats", "floor", "floor:seats", "floor/seats floor/models/seat"),
    InterfacePlace(
        "booths",
        "floor",
        "floor:booths",
        "floor/booth/booths floor/booth/booth_sheet floor/booth/link_views floor/models/booth",
    ),
    InterfacePlace(
        "record",
        "record",
        "floor:record",
        "floor/record floor/record_base floor/templatetags/record floor/recording_consent",
        title_of="floor/record_base.html",
    ),
    InterfacePlace("pledges", "record", "floor:pledges", "floor/pledges", title_of="floor/pledges/pledges.html"),
    InterfacePlace(
        "statements",
        "record",
        "floor:record-statements",
        "floor/statements",
        title_of="floor/statements/record_statements.html",
    ),
    InterfacePlace(
        "recordings",
        "record",
        "floor:record-recordings",
        "floor/recordings floor/models/recording",
        title_of="floor/recordings/record_recordings.html",
    ),
    InterfacePlace(
        "draft",
        "summary",
        "summary:draft",
        "summary/draft summary/draft_base summary/_new_since summary/_relations summary/templatetags "
        "summary/models summary/to_do summary/text summary/_head summary/_edition_link summary/imports "
        "summary/suggestions summary/checks",
        title_of="summary/draft_base.html",
    ),
    InterfacePlace(
        "clearance",
        "summary",
        "summary:clearance",
        "summary/clearance",
        title_of="summary/clearance/draft_clearance.html",
    ),
    InterfacePlace(
        "issue",
        "summary",
        "summary:issue",
        "summary/editions/draft_issue summary/editions/issue_views summary/editions/issuing "
        "summary/editions/open_points",
        title_of="summary/editions/draft_issue.html",
    ),
    InterfacePlace(
        "desk",
        "texts",
        "translation:desks",
        "translation/desk translation/checks translation/base translation/_conflict translation/units "
        "translation/models/texts translation/models/teamwork translation/texts translation/teamwork "
        "translation/templatetags translation/translation translation/_concordance "
        "translation/concordance translation/machine",
        title_of="translation/desk/desks.html",
    ),
    InterfacePlace(
        "glossary",
        "texts",
        "translation:glossary",
        "translation/glossary translation/models/glossary",
        title_of="translation/glossary/glossary.html",
    ),
    InterfacePlace(
        "exchange",
        "texts",
        "translation:exchange",
        "translation/exchange translation/reference translation/models/reference",
        title_of="translation/exchange/exchange.html",
    ),
    InterfacePlace("document-upload", "documents", "programme:document-upload", "programme/documents"),
    InterfacePlace("journal", "documents", "operations:journal", "operations/journal"),
    InterfacePlace(
        "releases",
        "releases",
        "programme:release-list",
        "programme/release conference/models/release programme/static_site programme/models/time_shift",
    ),
    InterfacePlace(
        "colleagues", "settings", "colleagues:colleagues", "conference/colleagues conference/models/role_held"
    ),
    InterfacePlace(
        "trail",
        "settings",
        "admin:conference_auditentry_changelist",
        "conference/models/audit conference/models/audit_act conference/adminsite/trail_words "
        "admin/trail_history admin/includes/trail_change admin/includes/trail_person",
    ),
    InterfacePlace("restoring", "settings", "restoring:acts", "conference/restoring conference/models/recorded_act"),
    InterfacePlace(
        "background-work", "settings", "background-work:jobs", "conference/background_work conference/models/job"
    ),
    InterfacePlace(
        "webhooks",
        "settings",
        "operations:webhooks",
        "operations/webhooks conference/webhooks conference/models/webhook",
    ),
    InterfacePlace("retention", "settings", "operations:retention", "operations/retention operations/models/retention"),
)
