from __future__ import annotations

from django.urls import path

from people.switched_off import views

urlpatterns = [
    path("", views.parts_in_use, name="parts_in_use"),
    path("<slug:key>/off/", views.part_switch_off, name="part_switch_off"),
    path("<slug:key>/on/", views.part_switch_on, name="part_switch_on"),
]
