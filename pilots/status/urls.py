"""Addresses of the life of a pilot."""

from django.urls import path

from pilots.closing import pages
from pilots.pilot import pages as places
from pilots.proposal import pages as propose
from pilots.status import pages as life

urlpatterns = [
    path("pilots/add/", propose.pilot_add, name="pilot_add"),
    path("pilots/<slug:slug>/add/", propose.pilot_grow, name="pilot_grow"),
    path("pilots/<slug:slug>/life/", life.pilot_life, name="pilot_life"),
    path("pilots/<slug:slug>/places/", places.pilot_places, name="pilot_places"),
    path("pilots/<slug:slug>/status/", life.pilot_status, name="pilot_status"),
    path("pilots/<slug:slug>/close/", pages.pilot_close, name="pilot_close"),
    path("pilots/<slug:slug>/phases/add/", life.phase_add, name="phase_add"),
    path("pilots/<slug:slug>/phases/<int:pk>/edit/", life.phase_edit, name="phase_edit"),
    path("pilots/<slug:slug>/legacy/add/", life.legacy_add, name="legacy_add"),
    path("pilots/<slug:slug>/legacy/<int:pk>/edit/", life.legacy_edit, name="legacy_edit"),
    path("pilots/<slug:slug>/start/<slug:step>/", life.pilot_start_step, name="pilot_start_step"),
]
