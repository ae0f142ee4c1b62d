"""Addresses of adding and keeping programmes; their pages stand in ``dashboards``."""

from django.urls import path

from partnerships.programme import place_views, views

urlpatterns = [
    path("programmes/add/", views.AddProgramme.as_view(), name="programme_add"),
    path("programmes/<slug:slug>/edit/", views.EditProgramme.as_view(), name="programme_edit"),
    path("programmes/<slug:slug>/end/", views.EndProgrammePage.as_view(), name="programme_end"),
    path("programmes/<slug:slug>/undo/", views.TakeBackProgramme.as_view(), name="programme_undo"),
    path(
        "programmes/<slug:slug>/history/",
        views.ProgrammeHistory.as_view(),
        name="programme_history",
    ),
    path(
        "programmes/<slug:slug>/places/",
        place_views.ProgrammePlaces.as_view(),
        name="programme_places",
    ),
    path(
        "programmes/<slug:slug>/places/add/",
        place_views.AddPlacesPage.as_view(),
        name="programme_places_add",
    ),
    path(
        "programmes/<slug:slug>/places/<int:pk>/",
        place_views.EditPartPage.as_view(),
        name="programme_place_edit",
    ),
    path(
        "programmes/<slug:slug>/places/<int:pk>/end/",
        place_views.EndPartPage.as_view(),
        name="programme_place_end",
    ),
    path(
        "programmes/<slug:slug>/places/<int:pk>/undo/",
        place_views.TakeBackPart.as_view(),
        name="programme_place_undo",
    ),
]
