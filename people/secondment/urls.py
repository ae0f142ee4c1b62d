"""Addresses of secondments and of the board of opportunities."""

from __future__ import annotations

from django.urls import include, path

from people.secondment import opportunity_pages, pages

BOARD = [
    path("", opportunity_pages.opportunities, name="opportunities"),
    path("add/", opportunity_pages.AddOpportunity.as_view(), name="opportunity_add"),
    path("<int:pk>/", opportunity_pages.OpportunityPage.as_view(), name="opportunity"),
    path("<int:pk>/edit/", opportunity_pages.ChangeOpportunity.as_view(), name="opportunity_edit"),
    path("<int:pk>/close/", opportunity_pages.close, name="opportunity_close"),
    path("<int:pk>/interest/", opportunity_pages.interest, name="opportunity_interest"),
]
urlpatterns = [
    path("opportunities/", include(BOARD)),
    path("", pages.Secondments.as_view(), name="secondments"),
    path("add/", pages.AddSecondment.as_view(), name="secondment_add"),
    path("<int:pk>/", pages.SecondmentPage.as_view(), name="secondment"),
    path("<int:pk>/edit/", pages.EditSecondment.as_view(), name="secondment_edit"),
    path("<int:pk>/history/", pages.SecondmentHistory.as_view(), name="secondment_history"),
]
