from __future__ import annotations

from django.urls import path

from funding.duty_figure import pages

urlpatterns = [
    path("funding/duties/<int:pk>/figures/add/", pages.AddFigure.as_view(), name="duty_figure_add"),
    path(
        "funding/duties/<int:duty>/figures/<int:pk>/edit/",
        pages.ChangeFigure.as_view(),
        name="duty_figure_edit",
    ),
]
