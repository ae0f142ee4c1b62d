"""Addresses of imports to a place."""

from __future__ import annotations

from django.urls import path

from imports.record_import import send_views, views

IMPORT = "places/<slug:slug>/import/"

urlpatterns = [
    path(IMPORT, send_views.imports, name="place_imports"),
    path(f"{IMPORT}<int:pk>/", views.Import.as_view(), name="place_import"),
    path(f"{IMPORT}<int:pk>/left-out/", views.RowsLeftOut.as_view(), name="place_import_left_out"),
    path(
        f"{IMPORT}<int:pk>/progress/", views.ImportProgress.as_view(), name="place_import_progress"
    ),
    path(f"{IMPORT}<slug:kind>/", send_views.send, name="place_import_add"),
]
