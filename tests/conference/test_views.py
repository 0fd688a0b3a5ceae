"""Small addresses of the site as a whole."""

from django.conf import settings
from django.contrib.staticfiles import finders


def test_favicon_leads_to_a_file_that_exists(client):
    address = client.get("/favicon.ico").headers["Location"]

    assert address.startswith(settings.STATIC_URL)
    assert finders.find(address.removeprefix(settings.STATIC_URL)), address
