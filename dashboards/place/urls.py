"""Addresses of what stands around the work in a place, and of parts of an organisation."""

from django.urls import path

from dashboards.organisation import pages
from dashboards.place import pages as place_past
from partnerships.asset import pages as place_assets
from partnerships.local_services import pages as place_services
from pilots.policy_test_places import pages as policy_test_places

urlpatterns = [
    path(
        "policy-tests/<slug:slug>/places/",
        policy_test_places.policy_test_choose,
        name="policy_test_places",
    ),
    path("organisations/<slug:slug>/edit/", pages.edit, name="organisation_edit"),
    path("organisations/<slug:slug>/with/", pages.together, name="organisation_together"),
    path(
        "organisations/<slug:slug>/with/<slug:other>/",
        pages.joint,
        name="organisations_together",
    ),
    path("places/<slug:slug>/before/", place_past.before, name="place_before"),
    path("places/<slug:slug>/overlap/", place_past.overlap, name="place_overlap"),
    path("places/<slug:slug>/like/", place_past.like, name="place_like"),
    path("places/<slug:slug>/services/", place_services.services, name="place_services"),
    path("places/<slug:slug>/services/add/", place_services.service_add, name="service_add"),
    path("services/<int:pk>/", place_services.service, name="local_service"),
    path("services/<int:pk>/edit/", place_services.service_edit, name="service_edit"),
    path("services/<int:pk>/same/", place_services.service_merge, name="service_merge"),
    path(
        "services/merges/<int:pk>/undo/",
        place_services.service_merge_undo,
        name="service_merge_undo",
    ),
    path("services/<int:pk>/clash/", place_services.service_clash, name="service_clash"),
    path("services/<int:pk>/history/", place_services.service_history, name="service_history"),
    path("services/clashes/<int:pk>/", place_services.clash_settle, name="clash_settle"),
    path("places/<slug:slug>/assets/", place_assets.assets, name="place_assets"),
    path("places/<slug:slug>/assets/add/", place_assets.asset_add, name="asset_add"),
    path("assets/<int:pk>/edit/", place_assets.asset_edit, name="asset_edit"),
    path("assets/<int:pk>/history/", place_assets.asset_history, name="asset_history"),
    path("places/<slug:slug>/emergency/", place_assets.emergency, name="place_emergency"),
    path("places/<slug:slug>/emergency/add/", place_assets.emergency_add, name="emergency_add"),
    path("emergency/<int:pk>/edit/", place_assets.emergency_edit, name="emergency_edit"),
    path("emergency/<int:pk>/remove/", place_assets.emergency_remove, name="emergency_remove"),
    path("places/<slug:slug>/figures/", place_assets.figures, name="place_context"),
    path("places/<slug:slug>/figures/add/", place_assets.figure_add, name="place_figure_add"),
    path("figures/<int:pk>/edit/", place_assets.figure_edit, name="place_figure_edit"),
]
