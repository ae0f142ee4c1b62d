"""Addresses of barriers. The report stands with the dashboards, which come first."""

from django.urls import include, path, register_converter

from barriers.barrier import change_pages, log_pages, pages
from barriers.barrier import pages as lists
from barriers.barrier import pages as one
from barriers.barrier.models.querysets import REFERENCE
from barriers.owner import pages as owner
from barriers.similar import pages as similar

register_converter(REFERENCE.converter(), "barrier_reference")

urlpatterns = [
    path("", include("barriers.escalation.urls")),
    path("", include("barriers.link.urls")),
    path("", include("barriers.kind.urls")),
    path("", include("barriers.publication.urls")),
    path("", include("barriers.systemic.urls")),
    path("barriers/", lists.barriers, name="barriers"),
    path("barriers/log/", log_pages.log, name="barrier_log"),
    path("barriers/similar/", similar.similar, name="barrier_similar"),
    path("barriers/<barrier_reference:pk>/", one.barrier, name="barrier"),
    path("barriers/<barrier_reference:pk>/brief/", one.brief, name="barrier_brief"),
    path("barriers/<barrier_reference:pk>/history/", one.history, name="barrier_history"),
    path("barriers/<barrier_reference:pk>/owner/", owner.owner, name="barrier_owner"),
    path("barriers/<barrier_reference:pk>/edit/", change_pages.edit, name="barrier_edit"),
    path("barriers/<barrier_reference:pk>/close/", pages.close, name="barrier_close"),
    path("barriers/<barrier_reference:pk>/reopen/", pages.reopen, name="barrier_reopen"),
    path(
        "barriers/<barrier_reference:pk>/tried/add/",
        change_pages.add_tried,
        name="barrier_tried_add",
    ),
    path(
        "barriers/<barrier_reference:pk>/checks/add/",
        change_pages.add_check,
        name="barrier_check_add",
    ),
    path("", include("barriers.data_request.urls")),
    path("", include("barriers.practice.urls")),
]
