from __future__ import annotations

from django.urls import path

from collaboration.error_report import pages

urlpatterns = [
    path("", pages.ErrorReports.as_view(), name="error_reports"),
    path("<int:pk>/", pages.error_report, name="error_report"),
    path("<slug:kind>/<path:key>/", pages.ReportError.as_view(), name="error_report_add"),
]
