"""Emails that could not be sent, for administrators: to whom and why, never what stood in them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from access.permissions import must_be_administrator
from accounts.models import Notice
from accounts.notice import outbox
from interface import paging
from interface.paging import Sort
from interface.words import date_words

TITLE = "Emails that could not be sent"
SORTS = (
    Sort(
        "when",
        "created_at",
        says=lambda notice: date_words(timezone.localtime(notice.created_at).date()),
        starts_descending=True,
    ),
)
# What an email was about, by its kind. Its subject may name a record that is hidden from whoever
# looks after accounts.
ABOUT = {
    "barrier-answer-link": "A link to answer the escalation of a barrier",
    "claim-asked": "A link to say whether what is recorded of a body is so",
    "daily": "The daily email",
    "data_loaded": "Newly loaded official data",
    "due": "What is late or due soon",
    "error_report": "A report that something is wrong",
    "error_report_answered": "The answer to such a report",
    "follow-ask": "Asking whether they want to follow a place",
    "follow-news": "News of a place that they follow",
    "invitation": "An invitation to take a role",
    "meeting_answered": "The answer about a meeting",
    "meeting_asked": "Asking for a meeting",
    "mention": "Somebody mentioned them in a comment",
    "promise": "A promise to keep",
    "recognition": "Thanks to an organisation",
    "regional-answer": "The answer to a reply about a regional update",
    "review_due": "Pages that they look after and need to review",
    "roles_to_confirm": "Roles to confirm",
    "role_asked": "Asking for a role",
    "role": "A role that was given or has ended",
    "saved-filter": "What is new among what a saved filter matches",
    "secondment-interest": "Interest in a secondment",
    "sign_in": "A change of how they sign in",
    "you_said": "Words of a resident to answer",
}


def unsent_emails(request: HttpRequest) -> HttpResponse:
    """Those that were given up, the newest first."""
    must_be_administrator(request.user)
    rows = Notice.objects.given_up().select_related("user")
    page = paging.page(rows, request.GET, SORTS, size=30)
    for notice in page:
        notice.about = ABOUT.get(notice.kind, "A notice")
    context = {"title": TITLE, "page": page, "breadcrumbs": [(TITLE, "")]}
    return render(request, "people/subscription/unsent.html", context)


@require_POST
def unsent_email_retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Send one again."""
    must_be_administrator(request.user)
    if outbox.try_again(pk):
        messages.success(
            request,
            "The email is being sent again. If it fails again, it comes back here in about a day.",
        )
    else:
        _gone(request)
    return redirect("unsent_emails")


@require_POST
def unsent_email_dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave one unsent."""
    must_be_administrator(request.user)
    if outbox.dismiss(pk):
        messages.success(request, "Taken off this list. We won’t send that email.")
    else:
        _gone(request)
    return redirect("unsent_emails")


def _gone(request: HttpRequest) -> None:
    messages.warning(request, "That email is not on this list any more. Nothing has changed.")
