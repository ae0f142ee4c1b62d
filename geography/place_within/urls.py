"""Addresses of the places within a place."""

from django.urls import path

from geography.place_within import list_pages, pages

urlpatterns = [
    path("places/<slug:slug>/within/", list_pages.PlacesWithin.as_view(), name="places_within"),
    path("places/<slug:slug>/within/add/", pages.AddWithin.as_view(), name="place_within_add"),
    path("places/<slug:slug>/name/", pages.EditLocalPage.as_view(), name="place_local_edit"),
    path("places/<slug:slug>/around/add/", pages.AddAroundPage.as_view(), name="place_around_add"),
    path("places/around/<int:pk>/", pages.EditAround.as_view(), name="place_around_edit"),
    path("places/<slug:slug>/end/", pages.EndLocalPage.as_view(), name="place_end"),
    path("places/<slug:slug>/undo/", pages.TakeBackLocal.as_view(), name="place_undo"),
]
