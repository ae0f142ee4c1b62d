from __future__ import annotations

from django.urls import path

from pilots.worth import pages

COSTS, TAKEN_UP = "pilots/<slug:slug>/costs/", "pilots/<slug:slug>/taken-up/"
urlpatterns = [
    path(COSTS, pages.Costs.as_view(), name="pilot_costs"),
    path(TAKEN_UP, pages.TakenUp.as_view(), name="pilot_taken_up"),
    path(f"{COSTS}add/", pages.AddCost.as_view(), name="cost_line_add"),
    path(f"{COSTS}<int:pk>/edit/", pages.EditCost.as_view(), name="cost_line_edit"),
    path(f"{TAKEN_UP}add/", pages.AddSpread.as_view(), name="spread_add"),
    path(f"{TAKEN_UP}<int:pk>/edit/", pages.EditSpread.as_view(), name="spread_edit"),
]
