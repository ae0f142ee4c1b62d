from __future__ import annotations

from django.urls import path

from partnerships.opportunity import pages

urlpatterns = [
    path("", pages.opportunities, name="opportunities"),
    path("add/", pages.AddOpportunity.as_view(), name="opportunity_add"),
    path("<int:pk>/", pages.OpportunityPage.as_view(), name="opportunity"),
    path("<int:pk>/edit/", pages.ChangeOpportunity.as_view(), name="opportunity_edit"),
    path("<int:pk>/close/", pages.close, name="opportunity_close"),
    path("<int:pk>/interest/", pages.interest, name="opportunity_interest"),
]
