"""Addresses of the places within a place."""

from django.urls import path

from geography.place_within import list_views, views

urlpatterns = [
    path("places/<slug:slug>/within/", list_views.PlacesWithin.as_view(), name="places_within"),
    path("places/<slug:slug>/within/add/", views.AddWithin.as_view(), name="place_within_add"),
    path("places/<slug:slug>/name/", views.EditLocalPage.as_view(), name="place_local_edit"),
    path("places/<slug:slug>/around/add/", views.AddAroundPage.as_view(), name="place_around_add"),
    path("places/around/<int:pk>/", views.EditAround.as_view(), name="place_around_edit"),
    path("places/<slug:slug>/end/", views.EndLocalPage.as_view(), name="place_end"),
    path("places/<slug:slug>/undo/", views.TakeBackLocal.as_view(), name="place_undo"),
]
