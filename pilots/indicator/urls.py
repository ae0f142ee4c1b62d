"""Addresses of figures, and of what changes one."""

from __future__ import annotations

from django.urls import path

from pilots.indicator import change_views, views

FIGURES = "pilots/<slug:slug>/indicators/"
FIGURE = f"{FIGURES}<int:number>/"

urlpatterns = [
    path("pilots/figures/", views.Figures.as_view(), name="pilot_figures"),
    path(FIGURES, views.PilotFigures.as_view(), name="pilot_indicators"),
    path(f"{FIGURES}add/", change_views.AddFigure.as_view(), name="indicator_add"),
    path(FIGURE, views.FigurePage.as_view(), name="indicator"),
    path(f"{FIGURE}edit/", change_views.EditFigure.as_view(), name="indicator_edit"),
    path(f"{FIGURE}take-back/", change_views.TakeBackFigure.as_view(), name="indicator_take_back"),
    path(f"{FIGURE}plan/", change_views.ChangePlan.as_view(), name="indicator_plan"),
    path(f"{FIGURE}definition/", change_views.Redefine.as_view(), name="indicator_redefine"),
    path(f"{FIGURE}again/", change_views.AddRemeasure.as_view(), name="remeasure_add"),
    path("count-again/<int:pk>/", change_views.EditRemeasure.as_view(), name="remeasure_edit"),
]
