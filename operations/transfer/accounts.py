"""The people whom the rows of a conference name: who wrote, decided, was assigned.

Accounts are not moved, and an import gives nobody rights. Each person becomes an account that nobody can use: inactive,
without a password, a role or an address, under a user name that tells which conference it came with. An account of the
same user name is not the same person unless the administrator says so: what somebody did on a laptop would otherwise
stand in the trail under the name of a colleague who never saw it.
"""

from datetime import datetime
from typing import Any

from conference.models import AuditEntry, Conference, User

LONGEST = 150


def accounts_for(
    people: dict[str, Any], conference: Conference, *, same_accounts: bool, at: datetime
) -> tuple[dict[int, int], int]:
    """Returns the account of each person, {old key: key}, and how many were made; each is entered in the trail."""
    known = {user.username: user.pk for user in User.objects.all()}
    found: dict[int, int] = {}
    made = 0
    for key, names in people.items():
        if same_accounts and names["username"] in known:
            found[int(key)] = known[names["username"]]
            continue
        user = _placeholder(names, conference, set(known))
        known[user.username] = found[int(key)] = user.pk
        made += 1
        detail = {"user name": user.username, "inactive": True}
        act = AuditEntry.Act.CREATE_ACCOUNT
        AuditEntry.objects.record(act=act, subject=user, by=None, at=at, conference=conference, detail=detail)
    return found, made


def _placeholder(names: dict[str, str], conference: Conference, taken: set[str]) -> User:
    wanted = f"{conference.slug}-{names['username']}"[:LONGEST]
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted[: LONGEST - 4]}-{number}", number + 1
    user = User(username=name, is_active=False, is_staff=False, is_superuser=False)
    user.first_name, user.last_name = names["first_name"][:LONGEST], names["last_name"][:LONGEST]
    user.set_unusable_password()
    user.save(force_insert=True)
    return user
