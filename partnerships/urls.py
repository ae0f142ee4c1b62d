"""Addresses of partnerships: what type-ahead asks, and priorities."""

from django.urls import include, path

from partnerships import suggest
from partnerships.area import pages
from partnerships.area import pages as overlaps
from partnerships.subscription import pages as following

urlpatterns = [
    path("", include("partnerships.job_role.urls")),
    path("", include("partnerships.people_urls")),
    path("places/suggest/", suggest.place_suggest, name="place_suggest"),
    path("organisations/suggest/", suggest.organisation_suggest, name="organisation_suggest"),
    path("priorities/", include("partnerships.priority.urls")),
    path("policy-tests/", include("partnerships.policy_test.urls")),
    path("places/areas/add/", pages.add, name="area_add"),
    path("places/<slug:slug>/area/", pages.edit, name="area_edit"),
    path("places/<slug:slug>/overlaps/add/", pages.overlap, name="overlap_add"),
    path("places/overlaps/<int:pk>/", overlaps.edit_overlap, name="overlap_edit"),
    path("places/<slug:slug>/follow/", following.place_follow, name="place_follow"),
    path("places/<slug:slug>/unfollow/", following.place_unfollow, name="place_unfollow"),
    path("follow/confirm/<str:token>/", following.follow_confirm, name="follow_confirm"),
    path("follow/leave/<str:token>/", following.follow_leave, name="follow_leave"),
]
