from __future__ import annotations

from django.urls import path

from funding.reporting_duty import figure_views

urlpatterns = [
    path(
        "funding/duties/<int:pk>/figures/add/",
        figure_views.AddFigure.as_view(),
        name="duty_figure_add",
    ),
    path(
        "funding/duties/<int:duty>/figures/<int:pk>/edit/",
        figure_views.ChangeFigure.as_view(),
        name="duty_figure_edit",
    ),
]
