"""No conference has a short name that is an address of the software itself."""

import re

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import get_resolver
from django.urls.resolvers import LocalePrefixPattern, URLResolver

from conference.models.conference import RESERVED_SLUGS, Conference
from tests.factories import make_conference

WITHOUT_DJANGO = (
    "/live/",
    "/healthz",
    "/readyz",
    "/version",
)  # conference/serving, floor/live


def first_parts(resolver, before=""):
    """The first part of each address, where it is the same for all and could be a short name."""
    for pattern in resolver.url_patterns:
        is_prefix = isinstance(pattern.pattern, LocalePrefixPattern)
        address = before + ("" if is_prefix else str(pattern.pattern).removeprefix("^"))
        if isinstance(pattern, URLResolver):
            yield from first_parts(pattern, address)
        elif re.fullmatch(r"[-\w]+", first := address.split("/")[0]):
            yield first


def test_first_part_of_each_address_is_reserved():
    own = {*first_parts(get_resolver()), settings.STATIC_URL.strip("/"), settings.MEDIA_URL.strip("/")}
    own |= {address.strip("/") for address in WITHOUT_DJANGO}

    assert {"sign-in", "admin", "static"} <= own
    assert own - {""} <= set(RESERVED_SLUGS)


@pytest.mark.django_db
@pytest.mark.parametrize("slug", RESERVED_SLUGS)
def test_no_conference_has_a_reserved_name(slug):
    conference = make_conference()
    conference.slug = slug

    with pytest.raises(ValidationError, match="used by the software itself"):
        conference.full_clean()
    assert Conference.objects.count() == 1
