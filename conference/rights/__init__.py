"""Who may do what on which conference: the one place that says which conferences a person works on.

A role is held on all conferences by being in its group, as Django has it, or on some by rows of `RoleHeld`. `has_perm`
alone asks for all conferences, or, while the person works on one (`work_on`), for that one. So whatever forgets to ask
for the conference gives too little and never too much.
"""

from conference.rights.scope import (
    conferences_of,
    has_clearing_role,
    has_role,
    holders_of,
    may,
    may_everywhere,
    may_here,
    may_somewhere,
    may_somewhere_one_of,
    roles_on,
    work_on,
)

__all__ = [
    "conferences_of",
    "has_clearing_role",
    "has_role",
    "holders_of",
    "may",
    "may_everywhere",
    "may_here",
    "may_somewhere",
    "may_somewhere_one_of",
    "roles_on",
    "work_on",
]
