from __future__ import annotations

from django.urls import path

from pilots.worth import views

COSTS, TAKEN_UP = "pilots/<slug:slug>/costs/", "pilots/<slug:slug>/taken-up/"
urlpatterns = [
    path(COSTS, views.Costs.as_view(), name="pilot_costs"),
    path(TAKEN_UP, views.TakenUp.as_view(), name="pilot_taken_up"),
    path(f"{COSTS}add/", views.AddCost.as_view(), name="cost_line_add"),
    path(f"{COSTS}<int:pk>/edit/", views.EditCost.as_view(), name="cost_line_edit"),
    path(f"{TAKEN_UP}add/", views.AddSpread.as_view(), name="spread_add"),
    path(f"{TAKEN_UP}<int:pk>/edit/", views.EditSpread.as_view(), name="spread_edit"),
]
