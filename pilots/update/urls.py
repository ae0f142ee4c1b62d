from __future__ import annotations

from django.urls import path

from pilots.update import log_pages, mend_pages, pages, review_pages, start_pages, take_back_pages

PILOT = "pilots/<slug:slug>/"
UPDATE = f"{PILOT}updates/<int:number>/"

urlpatterns = [
    path("log-progress/", start_pages.LogProgress.as_view(), name="log_progress"),
    path("updates/", review_pages.UpdatesToRead.as_view(), name="updates_review"),
    path("updates/due/", review_pages.Reporting.as_view(), name="updates_due"),
    path("updates/accept/", review_pages.updates_accept, name="updates_accept"),
    path(f"{PILOT}update/", log_pages.pilot_update, name="pilot_update"),
    path(f"{PILOT}update/paper/", log_pages.PaperForm.as_view(), name="pilot_update_paper"),
    path(f"{PILOT}updates/", pages.PilotUpdates.as_view(), name="pilot_updates"),
    path(f"{PILOT}updates/compare/", pages.CompareUpdates.as_view(), name="pilot_updates_compare"),
    path(UPDATE, pages.UpdatePage.as_view(), name="pilot_update_page"),
    path(f"{UPDATE}question/", pages.AskQuestion.as_view(), name="pilot_update_ask"),
    path(f"{UPDATE}answer/", pages.AnswerQuestion.as_view(), name="pilot_update_answer"),
    path(f"{UPDATE}accept/", pages.AcceptUpdate.as_view(), name="pilot_update_accept"),
    path(
        f"{UPDATE}accept/undo/",
        pages.UndoAcceptance.as_view(),
        name="pilot_update_accept_undo",
    ),
    path(f"{UPDATE}edit/", mend_pages.EditUpdate.as_view(), name="pilot_update_edit"),
    path(
        f"{UPDATE}take-back/",
        take_back_pages.TakeBackUpdate.as_view(),
        name="pilot_update_take_back",
    ),
    path(f"{UPDATE}correct/", mend_pages.CorrectUpdate.as_view(), name="pilot_update_correct"),
]
