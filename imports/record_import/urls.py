"""Addresses of imports to a place."""

from __future__ import annotations

from django.urls import path

from imports.record_import import pages, send_pages

IMPORT = "places/<slug:slug>/import/"

urlpatterns = [
    path(IMPORT, send_pages.imports, name="place_imports"),
    path(f"{IMPORT}<int:pk>/", pages.Import.as_view(), name="place_import"),
    path(
        f"{IMPORT}<int:pk>/progress/", pages.ImportProgress.as_view(), name="place_import_progress"
    ),
    path(f"{IMPORT}<slug:kind>/", send_pages.send, name="place_import_add"),
]
