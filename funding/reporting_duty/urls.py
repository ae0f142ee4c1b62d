from __future__ import annotations

from django.urls import path

from funding.reporting_duty import figure_views, views

urlpatterns = [
    path("funding/duties/", views.Duties.as_view(), name="reporting_duties"),
    path(
        "funding/funds/<slug:slug>/duties/add/", views.AddDuty.as_view(), name="reporting_duty_add"
    ),
    path("funding/duties/<int:pk>/", views.DutyPage.as_view(), name="reporting_duty"),
    path("funding/duties/<int:pk>/edit/", views.ChangeDuty.as_view(), name="reporting_duty_edit"),
    path(
        "funding/duties/<int:pk>/history/",
        views.DutyHistory.as_view(),
        name="reporting_duty_history",
    ),
    path(
        "funding/duties/<int:pk>/take-back/",
        views.TakeBackDuty.as_view(),
        name="reporting_duty_take_back",
    ),
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
