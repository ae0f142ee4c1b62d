"""Addresses of pilots."""

from django.urls import path

from pilots.views import progress, updates

urlpatterns = [
    path("pilots/<slug:slug>/update/", progress.pilot_update, name="pilot_update"),
    path("pilots/<slug:slug>/updates/", updates.pilot_updates, name="pilot_updates"),
    path(
        "pilots/<slug:slug>/updates/<int:number>/",
        updates.pilot_update_page,
        name="pilot_update_page",
    ),
    path(
        "pilots/<slug:slug>/updates/<int:number>/question/",
        updates.pilot_update_ask,
        name="pilot_update_ask",
    ),
    path(
        "pilots/<slug:slug>/updates/<int:number>/answer/",
        updates.pilot_update_answer,
        name="pilot_update_answer",
    ),
    path(
        "pilots/<slug:slug>/updates/<int:number>/accept/",
        updates.pilot_update_accept,
        name="pilot_update_accept",
    ),
]
