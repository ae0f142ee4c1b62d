from __future__ import annotations

from django.urls import path

from collaboration.error_report import views

urlpatterns = [
    path("", views.ErrorReports.as_view(), name="error_reports"),
    path("<int:pk>/", views.error_report, name="error_report"),
    path("<slug:kind>/<path:key>/", views.ReportError.as_view(), name="error_report_add"),
]
