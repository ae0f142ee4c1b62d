"""Addresses of adding and keeping programmes; their pages stand in ``dashboards``."""

from django.urls import path

from partnerships.programme import pages, place_pages

urlpatterns = [
    path("programmes/add/", pages.AddProgramme.as_view(), name="programme_add"),
    path("programmes/<slug:slug>/edit/", pages.EditProgramme.as_view(), name="programme_edit"),
    path("programmes/<slug:slug>/end/", pages.EndProgrammePage.as_view(), name="programme_end"),
    path("programmes/<slug:slug>/undo/", pages.TakeBackProgramme.as_view(), name="programme_undo"),
    path(
        "programmes/<slug:slug>/history/",
        pages.ProgrammeHistory.as_view(),
        name="programme_history",
    ),
    path(
        "programmes/<slug:slug>/places/",
        place_pages.ProgrammePlaces.as_view(),
        name="programme_places",
    ),
    path(
        "programmes/<slug:slug>/places/add/",
        place_pages.AddPlacesPage.as_view(),
        name="programme_places_add",
    ),
    path(
        "programmes/<slug:slug>/places/<int:pk>/",
        place_pages.EditPartPage.as_view(),
        name="programme_place_edit",
    ),
    path(
        "programmes/<slug:slug>/places/<int:pk>/end/",
        place_pages.EndPartPage.as_view(),
        name="programme_place_end",
    ),
    path(
        "programmes/<slug:slug>/places/<int:pk>/undo/",
        place_pages.TakeBackPart.as_view(),
        name="programme_place_undo",
    ),
]
