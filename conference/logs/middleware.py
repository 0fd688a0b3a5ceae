"""Django's side of the request that the log names."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from conference.logs import security
from conference.logs.requests import HEADER, CurrentRequest, answering, current_request


class RequestMiddleware:
    """Lets the log name the request and its account; gives it an id where no serving process did (`runserver`)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        current = current_request()
        if current is not None:
            return self._answer(current, request)
        current = CurrentRequest(address=request.META.get("REMOTE_ADDR", ""))
        with answering(current):
            response = self._answer(current, request)
        response.headers[HEADER] = current.id
        return response

    def _answer(self, current: CurrentRequest, request: HttpRequest) -> HttpResponse:
        current.request = request
        response = self.get_response(request)
        security.note_refusal(request, response.status_code)
        return response
