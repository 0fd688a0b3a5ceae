from datetime import date

from django.urls import re_path, register_converter

from programme.api.operations import operations
from programme.api.responses import nothing


class DayConverter:
    """A day that is in the calendar, as ISO 8601 writes it."""

    regex = r"\d{4}-\d{2}-\d{2}"
    to_python = staticmethod(date.fromisoformat)  # its ValueError says that the address is none

    def to_url(self, day):
        return day.isoformat()


register_converter(DayConverter, "day")

app_name = "api"
urlpatterns = [
    *(operation.url for operation in operations()),
    re_path(r"^(?:.*/)?$", nothing, name="nothing"),  # that also this answers in JSON
]
