"""Addresses of imports to a place, and to all places of a programme."""

from __future__ import annotations

from django.urls import path

from imports.record_import import programme_views, send_views, views

IMPORT = "places/<slug:slug>/import/"
PROGRAMME = "programmes/<slug:slug>/import/"

urlpatterns = [
    path(IMPORT, send_views.imports, name="place_imports"),
    path(f"{IMPORT}<int:pk>/", views.Import.as_view(), name="place_import"),
    path(f"{IMPORT}<int:pk>/left-out/", views.RowsLeftOut.as_view(), name="place_import_left_out"),
    path(
        f"{IMPORT}<int:pk>/progress/", views.ImportProgress.as_view(), name="place_import_progress"
    ),
    path(f"{IMPORT}<slug:kind>/", send_views.send, name="place_import_add"),
    path(PROGRAMME, programme_views.ImportsOfProgramme.as_view(), name="programme_imports"),
    path(
        f"{PROGRAMME}<int:pk>/",
        programme_views.ProgrammeImport.as_view(),
        name="programme_import",
    ),
    path(
        f"{PROGRAMME}<int:pk>/left-out/",
        programme_views.ProgrammeRowsLeftOut.as_view(),
        name="programme_import_left_out",
    ),
    path(
        f"{PROGRAMME}<int:pk>/progress/",
        programme_views.ProgrammeImportProgress.as_view(),
        name="programme_import_progress",
    ),
    path(f"{PROGRAMME}<slug:kind>/", programme_views.send, name="programme_import_add"),
    path(
        f"{PROGRAMME}<slug:kind>/template/",
        programme_views.Template.as_view(),
        name="programme_import_template",
    ),
]
