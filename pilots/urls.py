"""Addresses of pilots."""

from django.urls import path

from pilots.views import directory, edit, indicators, partners, progress, updates

urlpatterns = [
    path("pilots/", directory.pilots, name="pilots"),
    path("pilots/suggest/", directory.pilot_suggest, name="pilot_suggest"),
    path("pilots/figures/", directory.pilot_figures, name="pilot_figures"),
    path("pilots/<slug:slug>/edit/", edit.pilot_edit, name="pilot_edit"),
    path("pilots/<slug:slug>/changes/add/", edit.pilot_change_add, name="pilot_change_add"),
    path("pilots/<slug:slug>/partners/", partners.pilot_partners, name="pilot_partners"),
    path("pilots/<slug:slug>/indicators/", indicators.pilot_indicators, name="pilot_indicators"),
    path("pilots/<slug:slug>/indicators/<int:number>/", indicators.indicator, name="indicator"),
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
