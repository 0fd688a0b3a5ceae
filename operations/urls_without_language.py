"""What programs ask for: no page, in no language."""

from django.urls import path

from operations.csp_reports import views as csp_reports

urlpatterns = [path("csp-reports/", csp_reports.csp_reports, name="csp-reports")]
