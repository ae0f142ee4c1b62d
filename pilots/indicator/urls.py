"""Addresses of shared definitions, and of what changes a figure."""

from django.urls import path

from pilots.indicator import change_pages
from pilots.shared_definition import pages

FIGURE = "pilots/<slug:slug>/indicators/<int:number>"

urlpatterns = [
    path("indicators/", pages.shared_definitions, name="shared_definitions"),
    path("indicators/add/", pages.shared_definition_add, name="shared_definition_add"),
    path(
        "indicators/suggest/",
        pages.shared_definition_suggest,
        name="shared_definition_suggest",
    ),
    path("indicators/<slug:slug>/", pages.shared_definition, name="shared_definition"),
    path(
        "indicators/<slug:slug>/history/",
        pages.shared_definition_history,
        name="shared_definition_history",
    ),
    path(
        "indicators/<slug:slug>/edit/",
        pages.shared_definition_edit,
        name="shared_definition_edit",
    ),
    path("pilots/<slug:slug>/indicators/add/", change_pages.indicator_add, name="indicator_add"),
    path(f"{FIGURE}/edit/", change_pages.indicator_edit, name="indicator_edit"),
    path(f"{FIGURE}/plan/", change_pages.indicator_plan, name="indicator_plan"),
    path(f"{FIGURE}/definition/", change_pages.indicator_redefine, name="indicator_redefine"),
    path(f"{FIGURE}/again/", change_pages.remeasure_add, name="remeasure_add"),
    path("count-again/<int:pk>/", change_pages.remeasure_edit, name="remeasure_edit"),
]
