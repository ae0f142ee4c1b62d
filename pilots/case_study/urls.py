from __future__ import annotations

from django.urls import path

from pilots.case_study import views

ONE = "case-studies/<slug:slug>/"
urlpatterns = [
    path("case-studies/", views.CaseStudies.as_view(), name="case_studies"),
    path(ONE, views.CaseStudyPage.as_view(), name="case_study"),
    path(f"{ONE}history/", views.CaseStudyHistory.as_view(), name="case_study_history"),
    path(f"{ONE}edit/", views.ChangeCaseStudy.as_view(), name="case_study_edit"),
    path(f"{ONE}review/", views.ReviewCaseStudy.as_view(), name="case_study_review"),
    path(f"{ONE}publish/", views.PublishCaseStudy.as_view(), name="case_study_publish"),
    path(f"{ONE}withdraw/", views.WithdrawCaseStudy.as_view(), name="case_study_withdraw"),
    path(
        "pilots/<slug:slug>/case-studies/add/", views.AddCaseStudy.as_view(), name="case_study_add"
    ),
]
