"""Passkeys in a real browser, whose device is a virtual one: the script and the server must mean the same."""

from playwright.sync_api import expect

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_passkey_is_added_and_signs_in_without_a_password(new_page, sign_in):
    """A person adds a passkey, keeps the recovery codes, signs out, comes back with the passkey, and removes it."""
    page = new_page(locale="en")
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    sign_in(page, "interpreter")
    page.goto("/en/sign-in/account/passkeys/")
    page.get_by_label("Name of the passkey").fill("Desk")
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.locator(".codes li")).to_have_count(10)

    page.get_by_role("button", name="Sign out").click()
    page.goto("/en/sign-in/?next=/en/sign-in/account/")
    page.get_by_role("button", name="Use your passkey").click()
    expect(page.get_by_role("heading", name="Passkey: Desk")).to_be_visible()

    page.get_by_role("listitem").filter(has_text="Passkey: Desk").get_by_role("link", name="Remove").click()
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("Your account has only a password.")).to_be_visible()
