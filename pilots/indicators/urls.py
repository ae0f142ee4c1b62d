"""Addresses of shared definitions, and of what changes a figure."""

from django.urls import path

from pilots.views import figure_changes, shared_definitions

FIGURE = "pilots/<slug:slug>/indicators/<int:number>"

urlpatterns = [
    path("indicators/", shared_definitions.shared_definitions, name="shared_definitions"),
    path("indicators/add/", shared_definitions.shared_definition_add, name="shared_definition_add"),
    path(
        "indicators/suggest/",
        shared_definitions.shared_definition_suggest,
        name="shared_definition_suggest",
    ),
    path("indicators/<slug:slug>/", shared_definitions.shared_definition, name="shared_definition"),
    path(
        "indicators/<slug:slug>/history/",
        shared_definitions.shared_definition_history,
        name="shared_definition_history",
    ),
    path(
        "indicators/<slug:slug>/edit/",
        shared_definitions.shared_definition_edit,
        name="shared_definition_edit",
    ),
    path("pilots/<slug:slug>/indicators/add/", figure_changes.indicator_add, name="indicator_add"),
    path(f"{FIGURE}/edit/", figure_changes.indicator_edit, name="indicator_edit"),
    path(f"{FIGURE}/plan/", figure_changes.indicator_plan, name="indicator_plan"),
    path(f"{FIGURE}/definition/", figure_changes.indicator_redefine, name="indicator_redefine"),
    path(f"{FIGURE}/again/", figure_changes.remeasure_add, name="remeasure_add"),
    path("count-again/<int:pk>/", figure_changes.remeasure_edit, name="remeasure_edit"),
]
