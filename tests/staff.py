"""Members of the staff at their browsers: who they are, and what their browser sends from a form of the admin."""

import html5lib
from django.contrib.auth.models import Group
from django.test import Client

from conference.models import RoleHeld, User
from conference.roles import BY_SLUG
from tests.loading import load

HTML = "{http://www.w3.org/1999/xhtml}"


def make_member(role=None, username=None, on=(), **fields):
    """A user with a role, as `make_accounts` makes one: on all conferences, or on some."""
    user = User.objects.create_user(username or role, is_staff=BY_SLUG[role].staff if role else True, **fields)
    if role:
        if not Group.objects.filter(name=role).exists():
            load("apply_roles")
        group = Group.objects.get(name=role)
        RoleHeld.objects.bulk_create(RoleHeld(user=user, role=group, conference=row) for row in on)
        user.groups.set([] if on else [group])
    return user


def browser_of(user):
    client = Client()
    client.force_login(user)
    return client


def form_of(response):
    """What a browser would send back from the form of an admin page, nothing touched: {name: value}."""
    document = html5lib.parse(response.content.decode())
    form = next(node for node in document.iter(f"{HTML}form") if node.get("id", "").endswith("_form"))
    sent = {}
    for node in form.iter():
        name = node.get("name")
        if not name or "__prefix__" in name:
            continue
        if node.tag == f"{HTML}textarea":
            sent[name] = (node.text or "").replace("\n", "\r\n")
        elif node.tag == f"{HTML}select":
            chosen = [
                option.get("value") for option in node.iter(f"{HTML}option") if option.get("selected") is not None
            ]
            sent[name] = chosen if node.get("multiple") is not None else (chosen or [""])[0]
        elif node.tag == f"{HTML}input" and _is_sent(node):
            sent[name] = node.get("value", "on" if node.get("type") == "checkbox" else "")
    return sent


def _is_sent(node):
    kind = node.get("type", "text")
    return kind not in ("submit", "file") and (kind not in ("checkbox", "radio") or node.get("checked") is not None)


def open_form(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return form_of(response)


def errors_on(response):
    """The messages of a form that came back, without their marks."""
    document = html5lib.parse(response.content.decode())
    lists = [node for node in document.iter(f"{HTML}ul") if "errorlist" in node.get("class", "")]
    return [text.strip() for node in lists for text in node.itertext() if text.strip()]
