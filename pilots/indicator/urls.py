"""Addresses of figures, and of what changes one."""

from __future__ import annotations

from django.urls import path

from pilots.indicator import change_pages, pages

FIGURES = "pilots/<slug:slug>/indicators/"
FIGURE = f"{FIGURES}<int:number>/"

urlpatterns = [
    path("pilots/figures/", pages.Figures.as_view(), name="pilot_figures"),
    path(FIGURES, pages.PilotFigures.as_view(), name="pilot_indicators"),
    path(f"{FIGURES}add/", change_pages.AddFigure.as_view(), name="indicator_add"),
    path(FIGURE, pages.FigurePage.as_view(), name="indicator"),
    path(f"{FIGURE}edit/", change_pages.EditFigure.as_view(), name="indicator_edit"),
    path(f"{FIGURE}plan/", change_pages.ChangePlan.as_view(), name="indicator_plan"),
    path(f"{FIGURE}definition/", change_pages.Redefine.as_view(), name="indicator_redefine"),
    path(f"{FIGURE}again/", change_pages.AddRemeasure.as_view(), name="remeasure_add"),
    path("count-again/<int:pk>/", change_pages.EditRemeasure.as_view(), name="remeasure_edit"),
]
