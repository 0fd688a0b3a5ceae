"""The files of the house that pages name: its colours as a style sheet, its emblem as a picture."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from conference.house import current_house, emblem_of
from conference.house_colours import style_sheet

FOREVER = "public, max-age=31536000, immutable"


@login_not_required
@require_safe
def house_styles(request: HttpRequest, mark: str) -> HttpResponse:
    theme = request.GET.get("theme", "")
    sheet = style_sheet(current_house(), theme if theme in ("light", "dark") else "")
    return _file(sheet.encode(), "text/css; charset=utf-8", mark == current_house().mark)


@login_not_required
@require_safe
def house_emblem(request: HttpRequest, mark: str) -> HttpResponse:
    response = _file(emblem_of(current_house()), "image/png", mark == current_house().emblem)
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"  # other sites show it beside a shared address
    return response


def _file(body: bytes, content_type: str, is_current: bool) -> HttpResponse:
    """Return a file, to be kept for long under the address that has its digest."""
    if not body:
        raise Http404
    return HttpResponse(
        body, content_type=content_type, headers={"Cache-Control": FOREVER if is_current else "no-cache"}
    )
