"""Addresses of cover during leave."""

from django.urls import path

from people.cover import pages

urlpatterns = [
    path("account/cover/", pages.OwnCover.as_view(), name="own_cover"),
    path("people/<int:pk>/cover/", pages.Cover.as_view(), name="cover"),
    path("cover/<int:pk>/end/", pages.cover_end, name="cover_end"),
]
