"""Headers of every response beside those of Django and of the content security policy."""

HEADERS = {
    "Reporting-Endpoints": 'policy="/csp-reports/"',  # where browsers tell what the content security policy refused
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Resource-Policy": "same-origin",
}

TOO_MANY = 429
A_MINUTE = "60"  # seconds: as the pages of seats and of requests for the floor say


class HeadersMiddleware:
    """Adds `HEADERS`, makes a response private that does not say how it may be cached, and says when to try again."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        if response.status_code == TOO_MANY:
            response.headers.setdefault("Retry-After", A_MINUTE)
        return response
