from __future__ import annotations

from django.urls import path

from funding.reporting_duty import figure_pages, pages

urlpatterns = [
    path("funding/duties/", pages.Duties.as_view(), name="reporting_duties"),
    path(
        "funding/funds/<slug:slug>/duties/add/", pages.AddDuty.as_view(), name="reporting_duty_add"
    ),
    path("funding/duties/<int:pk>/", pages.DutyPage.as_view(), name="reporting_duty"),
    path("funding/duties/<int:pk>/edit/", pages.ChangeDuty.as_view(), name="reporting_duty_edit"),
    path(
        "funding/duties/<int:pk>/history/",
        pages.DutyHistory.as_view(),
        name="reporting_duty_history",
    ),
    path(
        "funding/duties/<int:pk>/take-back/",
        pages.TakeBackDuty.as_view(),
        name="reporting_duty_take_back",
    ),
    path(
        "funding/duties/<int:pk>/figures/add/",
        figure_pages.AddFigure.as_view(),
        name="duty_figure_add",
    ),
    path(
        "funding/duties/<int:duty>/figures/<int:pk>/edit/",
        figure_pages.ChangeFigure.as_view(),
        name="duty_figure_edit",
    ),
]
