"""Addresses of partnerships: what type-ahead asks, and priorities."""

from django.urls import include, path

from partnerships.views import areas, following, overlaps, suggest

urlpatterns = [
    path("", include("partnerships.urls.contacts")),
    path("", include("partnerships.urls.people")),
    path("places/suggest/", suggest.place_suggest, name="place_suggest"),
    path("organisations/suggest/", suggest.organisation_suggest, name="organisation_suggest"),
    path("priorities/", include("partnerships.urls.priorities")),
    path("policy-tests/", include("partnerships.urls.policy_tests")),
    path("places/areas/add/", areas.add, name="area_add"),
    path("places/<slug:slug>/area/", areas.edit, name="area_edit"),
    path("places/<slug:slug>/overlaps/add/", areas.overlap, name="overlap_add"),
    path("places/overlaps/<int:pk>/", overlaps.edit_overlap, name="overlap_edit"),
    path("places/<slug:slug>/follow/", following.place_follow, name="place_follow"),
    path("places/<slug:slug>/unfollow/", following.place_unfollow, name="place_unfollow"),
    path("follow/confirm/<str:token>/", following.follow_confirm, name="follow_confirm"),
    path("follow/leave/<str:token>/", following.follow_leave, name="follow_leave"),
]
