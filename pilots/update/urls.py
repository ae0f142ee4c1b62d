from __future__ import annotations

from django.urls import path

from pilots.update import log_views, mend_views, review_views, start_views, take_back_views, views

PILOT = "pilots/<slug:slug>/"
UPDATE = f"{PILOT}updates/<int:number>/"

urlpatterns = [
    path("log-progress/", start_views.LogProgress.as_view(), name="log_progress"),
    path("updates/", review_views.UpdatesToRead.as_view(), name="updates_review"),
    path("updates/due/", review_views.Reporting.as_view(), name="updates_due"),
    path("updates/accept/", review_views.updates_accept, name="updates_accept"),
    path(f"{PILOT}update/", log_views.pilot_update, name="pilot_update"),
    path(f"{PILOT}update/paper/", log_views.PaperForm.as_view(), name="pilot_update_paper"),
    path(f"{PILOT}updates/", views.PilotUpdates.as_view(), name="pilot_updates"),
    path(f"{PILOT}updates/compare/", views.CompareUpdates.as_view(), name="pilot_updates_compare"),
    path(UPDATE, views.UpdatePage.as_view(), name="pilot_update_page"),
    path(f"{UPDATE}question/", views.AskQuestion.as_view(), name="pilot_update_ask"),
    path(f"{UPDATE}answer/", views.AnswerQuestion.as_view(), name="pilot_update_answer"),
    path(f"{UPDATE}accept/", views.AcceptUpdate.as_view(), name="pilot_update_accept"),
    path(
        f"{UPDATE}accept/undo/",
        views.UndoAcceptance.as_view(),
        name="pilot_update_accept_undo",
    ),
    path(f"{UPDATE}edit/", mend_views.EditUpdate.as_view(), name="pilot_update_edit"),
    path(
        f"{UPDATE}take-back/",
        take_back_views.TakeBackUpdate.as_view(),
        name="pilot_update_take_back",
    ),
    path(f"{UPDATE}correct/", mend_views.CorrectUpdate.as_view(), name="pilot_update_correct"),
]
