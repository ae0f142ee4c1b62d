"""Addresses of cover during leave."""

from django.urls import path

from people.cover import views

urlpatterns = [
    path("account/cover/", views.OwnCover.as_view(), name="own_cover"),
    path("people/<int:pk>/cover/", views.Cover.as_view(), name="cover"),
    path("cover/<int:pk>/end/", views.cover_end, name="cover_end"),
]
