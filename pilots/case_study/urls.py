from __future__ import annotations

from django.urls import path

from pilots.case_study import pages

ONE = "case-studies/<slug:slug>/"
urlpatterns = [
    path("case-studies/", pages.CaseStudies.as_view(), name="case_studies"),
    path(ONE, pages.CaseStudyPage.as_view(), name="case_study"),
    path(f"{ONE}history/", pages.CaseStudyHistory.as_view(), name="case_study_history"),
    path(f"{ONE}edit/", pages.ChangeCaseStudy.as_view(), name="case_study_edit"),
    path(f"{ONE}review/", pages.ReviewCaseStudy.as_view(), name="case_study_review"),
    path(f"{ONE}publish/", pages.PublishCaseStudy.as_view(), name="case_study_publish"),
    path(f"{ONE}withdraw/", pages.WithdrawCaseStudy.as_view(), name="case_study_withdraw"),
    path(
        "pilots/<slug:slug>/case-studies/add/", pages.AddCaseStudy.as_view(), name="case_study_add"
    ),
]
