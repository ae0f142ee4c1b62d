from __future__ import annotations

from django.urls import path

from people.subscription import views

urlpatterns = [
    path("places/<slug:slug>/follow/", views.place_follow, name="place_follow"),
    path("places/<slug:slug>/unfollow/", views.place_unfollow, name="place_unfollow"),
    path("follow/confirm/<str:token>/", views.follow_confirm, name="follow_confirm"),
    path("follow/leave/<str:token>/", views.follow_leave, name="follow_leave"),
]
