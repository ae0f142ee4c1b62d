"""Addresses of barriers. The report stands with the dashboards, which come first."""

from django.urls import include, path, register_converter

from barriers.models.querysets import REFERENCE
from barriers.views import change, closing, lists, log, one, owner, similar

register_converter(REFERENCE.converter(), "barrier_reference")

urlpatterns = [
    path("", include("barriers.escalation.urls")),
    path("", include("barriers.links.urls")),
    path("", include("barriers.kinds.urls")),
    path("", include("barriers.publishing.urls")),
    path("", include("barriers.systemic.urls")),
    path("barriers/", lists.barriers, name="barriers"),
    path("barriers/log/", log.log, name="barrier_log"),
    path("barriers/similar/", similar.similar, name="barrier_similar"),
    path("barriers/<barrier_reference:pk>/", one.barrier, name="barrier"),
    path("barriers/<barrier_reference:pk>/brief/", one.brief, name="barrier_brief"),
    path("barriers/<barrier_reference:pk>/history/", one.history, name="barrier_history"),
    path("barriers/<barrier_reference:pk>/owner/", owner.owner, name="barrier_owner"),
    path("barriers/<barrier_reference:pk>/edit/", change.edit, name="barrier_edit"),
    path("barriers/<barrier_reference:pk>/close/", closing.close, name="barrier_close"),
    path("barriers/<barrier_reference:pk>/reopen/", closing.reopen, name="barrier_reopen"),
    path("barriers/<barrier_reference:pk>/tried/add/", change.add_tried, name="barrier_tried_add"),
    path("barriers/<barrier_reference:pk>/checks/add/", change.add_check, name="barrier_check_add"),
    path("", include("barriers.data_requests.urls")),
    path("", include("barriers.practice.urls")),
]
