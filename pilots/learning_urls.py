"""Addresses of case studies, learning events, what residents said, and equality."""

from django.urls import path

from pilots.case_study import pages
from pilots.equality import pages as equality
from pilots.learning_event import pages as learning_events

urlpatterns = [
    path("case-studies/", pages.case_studies, name="case_studies"),
    path("case-studies/<slug:slug>/", pages.case_study, name="case_study"),
    path(
        "case-studies/<slug:slug>/history/",
        pages.case_study_history,
        name="case_study_history",
    ),
    path("case-studies/<slug:slug>/edit/", pages.case_study_edit, name="case_study_edit"),
    path(
        "case-studies/<slug:slug>/review/",
        pages.case_study_review,
        name="case_study_review",
    ),
    path(
        "case-studies/<slug:slug>/publish/",
        pages.case_study_publish,
        name="case_study_publish",
    ),
    path(
        "case-studies/<slug:slug>/withdraw/",
        pages.case_study_withdraw,
        name="case_study_withdraw",
    ),
    path(
        "pilots/<slug:slug>/case-studies/add/",
        pages.case_study_add,
        name="case_study_add",
    ),
    path("learning-events/", learning_events.learning_events, name="learning_events"),
    path("learning-events/add/", learning_events.learning_event_add, name="learning_event_add"),
    path("learning-events/<int:pk>/", learning_events.learning_event, name="learning_event"),
    path(
        "learning-events/<int:pk>/edit/",
        learning_events.learning_event_edit,
        name="learning_event_edit",
    ),
    path(
        "learning-events/<int:pk>/call-off/",
        learning_events.learning_event_call_off,
        name="learning_event_call_off",
    ),
    path("pilots/<slug:slug>/equality/", equality.pilot_equality, name="pilot_equality"),
    path(
        "pilots/<slug:slug>/equality/add/",
        equality.pilot_equality_add,
        name="pilot_equality_add",
    ),
    path("equality/<int:pk>/edit/", equality.equality_edit, name="equality_edit"),
]
