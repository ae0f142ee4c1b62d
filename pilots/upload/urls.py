from __future__ import annotations

from django.urls import path

from pilots.upload import views

UPDATE = "pilots/<slug:slug>/update/"

urlpatterns = [
    path(f"{UPDATE}file/", views.pilot_upload, name="pilot_upload"),
    path(f"{UPDATE}template/", views.pilot_update_template, name="pilot_update_template"),
]
