"""Addresses of overlaps."""

from django.urls import path

from funding.overlap import (
    call_views,
    evidence_views,
    one_views,
    small_views,
    verdict_views,
    views,
)

OF_ONE = "funding/overlaps/<slug:place>/<slug:topic>/"
VERDICT = "funding/verdicts/<int:pk>/"

urlpatterns = [
    path("funding/overlaps/", views.Overlaps.as_view(), name="overlaps"),
    path("funding/overlaps/small/", small_views.SmallGrants.as_view(), name="overlap_small"),
    path(f"{OF_ONE}evidence/", evidence_views.Evidence.as_view(), name="overlap_evidence"),
    path(OF_ONE, one_views.OverlapPage.as_view(), name="overlap"),
    path(f"{OF_ONE}verdict/", verdict_views.Judge.as_view(), name="overlap_verdict_add"),
    path(f"{OF_ONE}call/", call_views.AddCall.as_view(), name="overlap_call_add"),
    path(
        "funding/coordination-calls/<int:pk>/", call_views.CallPage.as_view(), name="overlap_call"
    ),
    path(VERDICT, verdict_views.VerdictPage.as_view(), name="overlap_verdict"),
    path(f"{VERDICT}edit/", verdict_views.ChangeVerdict.as_view(), name="overlap_verdict_edit"),
    path(
        f"{VERDICT}history/",
        verdict_views.VerdictHistory.as_view(),
        name="overlap_verdict_history",
    ),
]
