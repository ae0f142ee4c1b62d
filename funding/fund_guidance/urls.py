from __future__ import annotations

from django.urls import path

from funding.fund_guidance import pages

ONE = "funding/guidance/<int:pk>/"
urlpatterns = [
    path("funding/guidance/", pages.FundGuidanceList.as_view(), name="fund_guidance_list"),
    path(
        "funding/funds/<slug:slug>/guidance/add/",
        pages.AddGuidance.as_view(),
        name="fund_guidance_add",
    ),
    path(ONE, pages.GuidancePage.as_view(), name="fund_guidance"),
    path(f"{ONE}edit/", pages.ChangeGuidance.as_view(), name="fund_guidance_edit"),
    path(f"{ONE}check/", pages.CheckGuidance.as_view(), name="fund_guidance_check"),
    path(f"{ONE}history/", pages.GuidanceHistory.as_view(), name="fund_guidance_history"),
    path(f"{ONE}take-back/", pages.TakeBackGuidance.as_view(), name="fund_guidance_take_back"),
]
