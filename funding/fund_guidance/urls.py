from __future__ import annotations

from django.urls import path

from funding.fund_guidance import views

ONE = "funding/guidance/<int:pk>/"
urlpatterns = [
    path("funding/guidance/", views.FundGuidanceList.as_view(), name="fund_guidance_list"),
    path(
        "funding/funds/<slug:slug>/guidance/add/",
        views.AddGuidance.as_view(),
        name="fund_guidance_add",
    ),
    path(ONE, views.GuidancePage.as_view(), name="fund_guidance"),
    path(f"{ONE}edit/", views.ChangeGuidance.as_view(), name="fund_guidance_edit"),
    path(f"{ONE}check/", views.CheckGuidance.as_view(), name="fund_guidance_check"),
    path(f"{ONE}history/", views.GuidanceHistory.as_view(), name="fund_guidance_history"),
    path(f"{ONE}take-back/", views.TakeBackGuidance.as_view(), name="fund_guidance_take_back"),
]
