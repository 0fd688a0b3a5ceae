from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.utils import translation

from floor.console import advice
from floor.models import Intervention
from speakers.models import Delegation, State
from speakers.regional_groups import label_on

NOON = datetime(2012, 4, 3, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def waiting(number, **fields):
    return [Intervention(asked_at=NOON, **fields) for _row in range(number)]


def speaking(minutes_ago, **fields):
    return Intervention(given_at=NOON - minutes_ago * MINUTE, allowance=3 * MINUTE, **fields)


def outlook(list_of, ends_in=60, each=3, now_speaking=None):
    return advice.outlook(NOON, NOON + ends_in * MINUTE, each * MINUTE, list_of, [now_speaking] if now_speaking else [])


def test_list_runs_to_the_speaking_time_of_each_who_waits():
    assert outlook(waiting(4)).runs_to == NOON + 12 * MINUTE


def test_list_begins_when_who_has_the_floor_has_used_the_time():
    assert outlook(waiting(4), now_speaking=speaking(1)).runs_to == NOON + 14 * MINUTE


def test_overtime_does_not_make_the_list_shorter():
    assert outlook(waiting(4), now_speaking=speaking(8)).runs_to == NOON + 12 * MINUTE


def test_pause_stops_the_clock_of_who_has_the_floor():
    paused = speaking(10, paused_at=NOON - 8 * MINUTE)

    assert outlook(waiting(1), now_speaking=paused).runs_to == NOON + 4 * MINUTE


def test_time_added_for_one_speaker_counts():
    assert outlook(waiting(1, extra_time=2 * MINUTE)).runs_to == NOON + 5 * MINUTE


def test_list_that_fits_needs_no_advice():
    fitting = outlook(waiting(20), ends_in=60)

    assert (fitting.fits, fitting.reached, fitting.each_to_fit) == (True, 20, None)


def test_list_that_does_not_fit_says_who_is_reached_and_with_which_time_all_are():
    long = outlook(waiting(25), ends_in=60)

    assert (long.fits, long.reached, long.each_to_fit) == (False, 20, 2 * MINUTE)


def test_time_with_which_all_are_heard_is_in_half_minutes():
    assert outlook(waiting(23), ends_in=60).each_to_fit == 2.5 * MINUTE


def test_no_time_is_advised_below_half_a_minute():
    assert outlook(waiting(25), ends_in=5).each_to_fit is None


def test_time_left_of_who_is_interrupted_counts_beside_that_of_who_has_the_floor():
    interrupted = speaking(5, paused_at=NOON - 4 * MINUTE)

    found = advice.outlook(NOON, NOON + 60 * MINUTE, 3 * MINUTE, waiting(1), [speaking(1), interrupted])

    assert found.runs_to == NOON + (2 + 2 + 3) * MINUTE


def test_only_the_time_of_the_delegations_is_shortened_so_that_all_fit():
    """Of thirty minutes a right of reply takes ten: ten delegations fit with two minutes each."""
    rows = [*waiting(10), *waiting(1, kind="right-of-reply")]

    found = advice.outlook(
        NOON,
        NOON + 30 * MINUTE,
        3 * MINUTE,
        rows,
        time_of=lambda row: 10 * MINUTE if row.kind == "right-of-reply" else 3 * MINUTE,
        is_shortened=lambda row: row.kind != "right-of-reply",
    )

    assert (found.runs_to, found.each_to_fit, found.can_be_shortened) == (NOON + 40 * MINUTE, 2 * MINUTE, True)


def test_nothing_is_to_shorten_where_only_others_than_delegations_wait():
    found = advice.outlook(NOON, NOON + MINUTE, 3 * MINUTE, waiting(2), is_shortened=lambda row: False)

    assert (found.fits, found.each_to_fit, found.can_be_shortened) == (False, None, False)


def test_nothing_remains_after_the_planned_end():
    late = outlook(waiting(2), ends_in=-10)

    assert (late.remains, late.reached, late.each_to_fit) == (timedelta(0), 0, None)


def test_empty_list_runs_to_now():
    assert outlook([]).runs_to == NOON


@dataclass
class Said:
    """What advice reads of an intervention that was made."""

    delegation_id: int
    session: str
    minutes: int
    region: str = "Africa"
    times: int = 1

    @property
    def spoken(self):
        return self.minutes * MINUTE


def test_balance_counts_what_was_said_and_who_waits():
    made = [Said(1, "I", 3), Said(2, "I", 2), Said(3, "I", 4, region="Asia")]
    queue = [Said(4, "I", 0, region="Europe"), Said(5, "I", 0, region="Asia")]

    shares = advice.balance(made, queue, lambda row: row.region)

    assert [(share.label, share.made, share.spoken / MINUTE, share.waiting) for share in shares] == [
        ("Africa", 2, 5, 0),
        ("Asia", 1, 4, 1),
        ("Europe", 0, 0, 1),
    ]


def test_balance_leaves_out_who_belongs_to_none():
    assert advice.balance([Said(1, "I", 3, region=None)], [], lambda row: row.region) == []


def test_floor_is_shared_by_regional_groups_as_they_were_called_on_the_day():
    kenya = State(regional_group="african")
    japan = State(regional_group="asia-pacific")
    rows = [Intervention(delegation=Delegation(kind="states", state=state)) for state in (kenya, japan, japan)] + [
        Intervention(delegation=Delegation(kind="media"))
    ]

    day = date(2010, 6, 1)
    with translation.override("en"):
        shares = advice.balance([], rows, advice.regional_group_of(day), lambda group: label_on(group, day))
        labels = [(str(share.label), share.waiting) for share in shares]

    assert labels == [("Asian States", 2), ("African States", 1)]
