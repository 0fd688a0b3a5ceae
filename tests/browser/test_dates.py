"""Days and times in the browser (`static/shared/dates.js`): what the pages write, to the letter."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from conference.languages import CODES
from conference.languages.dates import day_text, days_text, times_text
from conference.languages.lists import clause_comma
from tests.browser.module_server import module_server

ZONE = ZoneInfo("America/New_York")
FIRST = datetime(2011, 12, 31, 21, 5, tzinfo=ZONE)
STEPS = [
    timedelta(0),
    timedelta(minutes=55),
    timedelta(hours=3),
    timedelta(days=1, hours=2),
    timedelta(days=40, hours=15),
]
MOMENTS = [
    FIRST,
    *(
        datetime(2012, month, 1, hour, minute, tzinfo=ZONE)
        for month in range(1, 13)
        for hour, minute in ((0, 0), (12, 0))
    ),
    *(datetime(2012, 4, day, 9, 7, tzinfo=ZONE) for day in range(1, 8)),
]
WRITE = """async ([pairs, code, zone]) => {
  const { dayText, daysText, joined, onClock, timesText } = await import("/static/shared/dates.js");
  return pairs.map((pair) => {
    const [start, end] = pair.map((moment) => onClock(moment, zone));
    return [dayText(start, code, { weekday: true }), daysText(start, end, code),
      joined(dayText(start, code), timesText(start, end, code), code)];
  });
}"""


@pytest.mark.parametrize("code", CODES)
def test_browser_writes_days_and_times_as_the_pages_do(browser, code):
    pairs = [(start, start + step) for start in MOMENTS for step in STEPS]
    with module_server() as url, browser.new_context(base_url=url, timezone_id="Asia/Tokyo") as context:
        page = context.new_page()
        page.goto("/modules/run.html")
        written = page.evaluate(WRITE, [[[each.isoformat() for each in pair] for pair in pairs], code, ZONE.key])

    with override(code):
        separator = clause_comma()
    assert written == [
        [
            day_text(start, code, weekday=True),
            days_text(start.date(), end.date(), code),
            f"{day_text(start, code)}{separator}{times_text(start, end, code)}",
        ]
        for start, end in pairs
    ]
