"""Headers of every response beside those of Django and of the content security policy."""

HEADERS = {
    "Reporting-Endpoints": 'policy="/csp-reports/"',  # where browsers tell what the content security policy refused
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class HeadersMiddleware:
    """Adds `HEADERS`, and makes a response private that does not say how it may be cached."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response
