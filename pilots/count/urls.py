"""Addresses of figures that are sent by themselves."""

from __future__ import annotations

from django.urls import path

from pilots.count import grid_views, views
from pilots.indicator.urls import FIGURE

VALUE = f"{FIGURE}values/<int:pk>/"

urlpatterns = [
    path("pilots/figures/due/", grid_views.DueFigures.as_view(), name="figures_due"),
    path(f"{FIGURE}count/", views.AddCount.as_view(), name="figure_count"),
    path(f"{VALUE}correct/", views.CorrectFigure.as_view(), name="figure_correct"),
    path(f"{VALUE}accept/", views.AcceptFigure.as_view(), name="figure_accept"),
]
