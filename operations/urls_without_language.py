"""What programs ask for: no page, in no language."""

from django.urls import path

from operations.csp_reports import views as csp_reports
from operations.disclosure import views as disclosure
from operations.processes import views as processes

urlpatterns = [
    path("csp-reports/", csp_reports.csp_reports, name="csp-reports"),
    path(".well-known/security.txt", disclosure.security_txt, name="security-txt"),
    path("metrics", processes.metrics, name="metrics"),
]
