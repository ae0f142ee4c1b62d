"""Addresses of job roles, of meetings, and of care of the directory."""

from django.urls import path

from partnerships import suggest
from partnerships.job_role import pages as posts
from partnerships.meeting import pages as meetings
from partnerships.review import pages
from partnerships.review import pages as keeper

urlpatterns = [
    path("job-roles/suggest/", suggest.post_suggest, name="post_suggest"),
    path("job-roles/add/", posts.add, name="post_add"),
    path("job-roles/<int:pk>/", posts.post, name="post"),
    path("job-roles/<int:pk>/edit/", posts.edit, name="post_edit"),
    path("job-roles/<int:pk>/holder/", posts.holder, name="post_holder"),
    path("job-roles/<int:pk>/close/", posts.close, name="post_close"),
    path("job-roles/<int:pk>/history/", posts.history, name="post_history"),
    path("job-roles/<int:pk>/report-error/", pages.report_post_error, name="post_report_error"),
    path("places/<slug:slug>/report-error/", pages.report_place_error, name="place_report_error"),
    path(
        "organisations/<slug:slug>/report-error/",
        pages.report_organisation_error,
        name="organisation_report_error",
    ),
    path("places/<slug:slug>/keeper/", keeper.place_keeper, name="place_keeper"),
    path("organisations/<slug:slug>/keeper/", keeper.body_keeper, name="organisation_keeper"),
    path("directory/confirm/", pages.confirm, name="directory_confirm"),
    path("directory/reports/<int:pk>/", pages.error_report, name="error_report"),
    path("who-to-ask/meeting/", meetings.add, name="meeting_add"),
    path("who-to-ask/meetings/<int:pk>/", meetings.meeting, name="meeting_request"),
    path(
        "who-to-ask/meetings/<int:pk>/answer/<slug:slug>/", meetings.answer, name="meeting_answer"
    ),
]
