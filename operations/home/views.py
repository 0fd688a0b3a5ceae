"""The home of everybody who signs in: the conferences on which they work, what is due, what has changed."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from conference.adminsite.history import latest_acts
from conference.models import User
from conference.rights import conferences_of, has_role
from operations.home.conferences import rows_for
from operations.home.due import due_in
from operations.wording.rights import languages_read


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """One page for every role; who has none yet is told so."""
    user, at = cast(User, request.user), timezone.now()
    rows = rows_for(user, at)
    trails = conferences_of(user, "conference.view_auditentry") if rows else []
    context = {
        "has_role": has_role(user),
        "may_keep_accounts": user.has_perm("conference.view_user"),
        "may_read_wording": bool(languages_read(user)),
        "may_see_status": user.has_perm("operations.view_servingprocess"),
        "rows": [row for row in rows if not row.conference.archived_at],
        "archived": [row for row in rows if row.conference.archived_at],
        "due": due_in(rows, user, at),
        "acts": latest_acts(*trails, by_people=True) if trails else [],
        "releases": [row for row in rows if row.release],
    }
    return render(request, "operations/home/home.html", context)
