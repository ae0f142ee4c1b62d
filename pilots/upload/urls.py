from __future__ import annotations

from django.urls import path

from pilots.upload import pages

UPDATE = "pilots/<slug:slug>/update/"

urlpatterns = [
    path(f"{UPDATE}file/", pages.pilot_upload, name="pilot_upload"),
    path(f"{UPDATE}template/", pages.pilot_update_template, name="pilot_update_template"),
]
