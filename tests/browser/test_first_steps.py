"""Each account that `make run` prints, in a fresh browser: from an address that the guides name to its work, and out.

The addresses and the two languages take turns over the accounts; all addresses for each kind of role, in both
languages, are in tests/test_first_steps.py.
"""

import re
from itertools import cycle

import pytest
from playwright.sync_api import expect

from conference.management.commands.make_accounts import ADMINISTRATOR
from conference.roles import ROLES
from tests.documentation import addresses

ACCOUNTS = [*(role.slug for role in ROLES), ADMINISTRATOR]
FOR_STAFF = [address for address in addresses() if re.search("/(admin|console|draft|texts)/$", address)]
PHONE = {"width": 390, "height": 844}
SIGN_OUT = {"en": "Sign out", "ar": "تسجيل الخروج"}


def in_language(address, code):
    return re.sub(r"^/[a-z-]+/", f"/{code}/", address)


DRAFT, DESK = "/summary/draft/", "/texts/"  # the draft leads who translates it on to the desk


def sign_in_by_the_form(page, name, password):
    page.locator("input[name=username]").fill(name)
    page.locator("input[name=password]").fill(password)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/sign-in/?" not in url)


def is_error(page):
    return page.locator("p.code").count() > 0


@pytest.mark.parametrize(("name", "code"), list(zip(ACCOUNTS, cycle(["en", "ar"]))))
def test_account_comes_to_its_work_and_out_again(new_page, site, faults, name, code):
    page = new_page(**({"viewport": PHONE} if code == "ar" else {}))
    address = in_language(FOR_STAFF[ACCOUNTS.index(name) % len(FOR_STAFF)], code)

    page.goto(address)
    sign_in_by_the_form(page, name, site.sign_ins[name])
    has_page = not is_error(page)
    led_to = DESK if address.endswith(DRAFT) and name.startswith(("translator", "reviser")) else ""
    assert page.url.startswith(site.url + (address.replace(DRAFT, led_to) if led_to else address))
    page.locator(f"a[href='/{code}/sign-in/pages/']").first.click()

    to_work = page.locator(".home-conferences a").first
    to_work.click()
    expect(page.locator("h1").first).to_be_visible()
    assert not is_error(page)

    if code == "ar":  # on a phone the way out is in the menu
        page.locator(".frame-button").click()
    page.get_by_role("button", name=SIGN_OUT[code]).click()
    page.wait_for_url(f"{site.url}/{code}/")
    page.goto(f"/{code}/sign-in/pages/")
    expect(page.locator("input[name=username]")).to_be_visible()
    if not has_page:
        assert "404" in faults.pop(0)  # of which the browser complains, and the page leads on
