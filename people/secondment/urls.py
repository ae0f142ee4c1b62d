"""Addresses of secondments and of the board of opportunities."""

from __future__ import annotations

from django.urls import include, path

from people.secondment import opportunity_views, views

BOARD = [
    path("", opportunity_views.opportunities, name="opportunities"),
    path("add/", opportunity_views.AddOpportunity.as_view(), name="opportunity_add"),
    path("<int:pk>/", opportunity_views.OpportunityPage.as_view(), name="opportunity"),
    path("<int:pk>/edit/", opportunity_views.ChangeOpportunity.as_view(), name="opportunity_edit"),
    path("<int:pk>/close/", opportunity_views.close, name="opportunity_close"),
    path("<int:pk>/interest/", opportunity_views.interest, name="opportunity_interest"),
]
urlpatterns = [
    path("opportunities/", include(BOARD)),
    path("", views.Secondments.as_view(), name="secondments"),
    path("add/", views.AddSecondment.as_view(), name="secondment_add"),
    path("<int:pk>/", views.SecondmentPage.as_view(), name="secondment"),
    path("<int:pk>/edit/", views.EditSecondment.as_view(), name="secondment_edit"),
    path("<int:pk>/history/", views.SecondmentHistory.as_view(), name="secondment_history"),
]
