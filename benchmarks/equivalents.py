"""The faults that planted_faults.py does not plant, since they change nothing."""

# Faults that change nothing anybody could notice: place -> why.
EQUIVALENT = {
    "conference/serving/request_body.py : bound by one: 64 * 1024 -> 64 * 1025": (
        "in pieces of which size Django gets a body is seen by nobody"
    ),
    "floor/console/board.py board_of: call dropped: [...].filter(session__conference=session.conference_id) -> [...]": (
        "a delegation takes part in one conference alone; the filter saves time"
    ),
    "floor/demo/simulation.py Play._key: bound by one: 1 << 128 -> 1 << 129": (
        "no floor has a version so high that its bits reach the limit"
    ),
    "programme/cloning/clone.py : bound by one: 500 -> 501": "how many rows are written at once is seen by nobody",
    "programme/cloning/clone.py _copy_photographs: call dropped: [...].filter(pk__in=speakers) -> [...]": (
        "all speakers come along, or none"
    ),
    "programme/cloning/texts.py copy_states: order turned: model.objects.filter(text__subject_type=label, "
    "text__subject_id__in=pairs).order_by('pk') -> model.objects.filter(text__subject_type=label, "
    "text__subject_id__in=pairs).order_by('-pk')": "which copy gets which key is seen by nobody",
    "programme/exports/vtimezone.py : bound by one: timedelta(seconds=1) -> timedelta(seconds=2)": (
        "clocks are changed at full minutes"
    ),
    "programme/templatetags/edition.py json_ld: keyword dropped: dumps(..., ensure_ascii=False) -> dumps(...)": (
        "the same JSON in other letters"
    ),
    "translation/memory/fuzzy_index.py Memory._likely: bound by one: least / (200 - least) -> least / (201 - least)": (
        "a few more texts are compared; the score leaves them out"
    ),
    "translation/units.py state_of: bound by one: 1: -> 2:": "a draft is a draft either way",
}
