"""Links to a second of a recording."""

import pytest

from floor.recordings.links import address_at


@pytest.mark.parametrize(
    ("address", "at"),
    [
        (
            "https://webtv.un.org/en/asset/k10/k10h1p03zp",
            "https://webtv.un.org/en/asset/k10/k10h1p03zp?kalturaStartTime=3600",
        ),
        (
            "https://media.un.org/en/asset/k10/k10h1p03zp?kalturaStartTime=5&lan=french",
            "https://media.un.org/en/asset/k10/k10h1p03zp?lan=french&kalturaStartTime=3600",
        ),
        ("https://www.youtube.com/watch?v=abc&t=9s", "https://www.youtube.com/watch?v=abc&t=3600s"),
        ("https://youtu.be/abc", "https://youtu.be/abc?t=3600s"),
        ("https://vimeo.com/123#t=9s", "https://vimeo.com/123#t=3600s"),
        ("https://www.ilo.org/session.MP4", "https://www.ilo.org/session.MP4#t=3600"),
        ("https://www.who.int/audio/ar.mp3", "https://www.who.int/audio/ar.mp3#t=3600"),
        ("https://www.who.int/session/5", None),
        ("https://webtv.un.org.example.org/en/asset", None),
    ],
)
def test_each_site_has_its_own_way_to_a_second(address, at):
    assert address_at(address, 3600) == at
