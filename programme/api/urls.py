from datetime import date

from django.urls import re_path, register_converter

from programme.api.operations import operations
from programme.api.responses import nothing


class DayConverter:
    """Matches a date in ISO 8601."""

    regex = r"\d{4}-\d{2}-\d{2}"
    to_python = staticmethod(date.fromisoformat)  # its ValueError means that the address does not match

    def to_url(self, day):
        return day.isoformat()


register_converter(DayConverter, "day")

app_name = "api"
urlpatterns = [
    *(operation.url for operation in operations()),
    re_path(r"^(?:.*/)?$", nothing, name="nothing"),  # so that unknown addresses also answer in JSON
]
