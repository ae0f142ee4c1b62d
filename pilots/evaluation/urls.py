"""Addresses of evaluations, their reports and findings."""

from django.urls import path

from pilots.evaluation import pages
from pilots.evaluation_finding import pages as evaluation_findings
from pilots.theory import pages as theory
from pilots.worth import pages as worth

urlpatterns = [
    path("pilots/<slug:slug>/evaluation/", pages.pilot_evaluation, name="pilot_evaluation"),
    path("pilots/<slug:slug>/evaluation/add/", pages.evaluation_add, name="evaluation_add"),
    path(
        "programmes/<slug:slug>/evaluations/add/",
        pages.programme_evaluation_add,
        name="programme_evaluation_add",
    ),
    path("pilots/<slug:slug>/theory/", theory.theory, name="theory"),
    path("pilots/<slug:slug>/theory/begin/", theory.theory_begin, name="theory_begin"),
    path("pilots/<slug:slug>/theory/agree/", theory.theory_agree, name="theory_agree"),
    path("pilots/<slug:slug>/theory/boxes/add/", theory.theory_box_add, name="theory_box_add"),
    path(
        "pilots/<slug:slug>/theory/boxes/<int:pk>/edit/",
        theory.theory_box_edit,
        name="theory_box_edit",
    ),
    path(
        "pilots/<slug:slug>/theory/boxes/<int:pk>/remove/",
        theory.theory_box_remove,
        name="theory_box_remove",
    ),
    path("pilots/<slug:slug>/theory/arrows/add/", theory.theory_link_add, name="theory_link_add"),
    path(
        "pilots/<slug:slug>/theory/arrows/<int:pk>/remove/",
        theory.theory_link_remove,
        name="theory_link_remove",
    ),
    path("pilots/<slug:slug>/theory/<int:number>/", theory.theory_version, name="theory_version"),
    path("pilots/<slug:slug>/costs/", worth.pilot_costs, name="pilot_costs"),
    path("pilots/<slug:slug>/taken-up/", worth.pilot_taken_up, name="pilot_taken_up"),
    path("pilots/<slug:slug>/costs/add/", worth.cost_line_add, name="cost_line_add"),
    path("pilots/<slug:slug>/costs/<int:pk>/edit/", worth.cost_line_edit, name="cost_line_edit"),
    path("pilots/<slug:slug>/taken-up/add/", worth.spread_add, name="spread_add"),
    path("pilots/<slug:slug>/taken-up/<int:pk>/edit/", worth.spread_edit, name="spread_edit"),
    path("evaluations/<int:pk>/", pages.evaluation, name="evaluation"),
    path("evaluations/<int:pk>/edit/", pages.evaluation_edit, name="evaluation_edit"),
    path(
        "evaluations/<int:pk>/reports/add/",
        pages.evaluation_report_add,
        name="evaluation_report_add",
    ),
    path(
        "evaluations/reports/<int:pk>/edit/",
        pages.evaluation_report_edit,
        name="evaluation_report_edit",
    ),
    path(
        "evaluations/<int:pk>/findings/add/",
        evaluation_findings.evaluation_finding_add,
        name="evaluation_finding_add",
    ),
    path("findings/", evaluation_findings.evaluation_findings, name="evaluation_findings"),
    path("findings/<int:pk>/", evaluation_findings.evaluation_finding, name="evaluation_finding"),
    path(
        "findings/<int:pk>/history/",
        evaluation_findings.evaluation_finding_history,
        name="evaluation_finding_history",
    ),
    path(
        "findings/<int:pk>/edit/",
        evaluation_findings.evaluation_finding_edit,
        name="evaluation_finding_edit",
    ),
    path(
        "findings/<int:pk>/publish/",
        evaluation_findings.evaluation_finding_publish,
        name="evaluation_finding_publish",
    ),
    path(
        "findings/<int:pk>/replace/",
        evaluation_findings.evaluation_finding_replace,
        name="evaluation_finding_replace",
    ),
]
