from __future__ import annotations

from django.urls import path

from funding.reporting_duty import pages

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
]
