from __future__ import annotations

from django.urls import path

from people.subscription import pages

urlpatterns = [
    path("places/<slug:slug>/follow/", pages.place_follow, name="place_follow"),
    path("places/<slug:slug>/unfollow/", pages.place_unfollow, name="place_unfollow"),
    path("follow/confirm/<str:token>/", pages.follow_confirm, name="follow_confirm"),
    path("follow/leave/<str:token>/", pages.follow_leave, name="follow_leave"),
]
