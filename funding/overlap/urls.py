"""Addresses of overlaps."""

from django.urls import path

from funding.overlap import (
    call_pages,
    evidence_pages,
    one_pages,
    pages,
    small_pages,
    verdict_pages,
)

OF_ONE = "funding/overlaps/<slug:place>/<slug:topic>/"
VERDICT = "funding/verdicts/<int:pk>/"

urlpatterns = [
    path("funding/overlaps/", pages.Overlaps.as_view(), name="overlaps"),
    path("funding/overlaps/small/", small_pages.SmallGrants.as_view(), name="overlap_small"),
    path(f"{OF_ONE}evidence/", evidence_pages.Evidence.as_view(), name="overlap_evidence"),
    path(OF_ONE, one_pages.OverlapPage.as_view(), name="overlap"),
    path(f"{OF_ONE}verdict/", verdict_pages.Judge.as_view(), name="overlap_verdict_add"),
    path(f"{OF_ONE}call/", call_pages.AddCall.as_view(), name="overlap_call_add"),
    path(
        "funding/coordination-calls/<int:pk>/", call_pages.CallPage.as_view(), name="overlap_call"
    ),
    path(VERDICT, verdict_pages.VerdictPage.as_view(), name="overlap_verdict"),
    path(f"{VERDICT}edit/", verdict_pages.ChangeVerdict.as_view(), name="overlap_verdict_edit"),
    path(
        f"{VERDICT}history/",
        verdict_pages.VerdictHistory.as_view(),
        name="overlap_verdict_history",
    ),
]
