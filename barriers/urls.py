"""Addresses of barriers. The report stands with the dashboards, which come first."""

from django.urls import include, path, register_converter

from barriers.barrier.models.querysets import REFERENCE

register_converter(REFERENCE.converter(), "barrier_reference")

urlpatterns = [
    path("", include("barriers.escalation.urls")),
    path("", include("barriers.sub_type.urls")),
    path("", include("barriers.publication.urls")),
    path("", include("barriers.systemic.urls")),
    path("", include("barriers.barrier_page.urls")),
    path("", include("barriers.data_request.urls")),
    path("", include("barriers.practice.urls")),
]
