"""The queue of the people who keep the directory right."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from partnerships.directory_queue import sections
from partnerships.permissions import keeps_anything
from partnerships.visibility import Reader, reader_of

TITLE = "Directory pages to look after"


def _reader(request: HttpRequest) -> Reader:
    """The reader, if they keep anything; else raises PermissionDenied."""
    reader = reader_of(request.user)
    if reader is None or not keeps_anything(request.user):
        raise PermissionDenied
    return reader


def directory_queue(request: HttpRequest) -> HttpResponse:
    """Pages that wait: errors reported, mail back, vacant, overdue, never confirmed."""
    reader = _reader(request)
    found = sections.build(request.user, reader, timezone.localdate())
    context = {"queue": found, "example": reader.works_with_examples}
    return render(request, "partnerships/directory_queue/queue.html", context)


def directory_queue_of(request: HttpRequest, why: str, kind: str) -> HttpResponse:
    """All of one kind that wait for one reason, a page at a time."""
    reader = _reader(request)
    today = timezone.localdate()
    found = sections.of_one_kind(
        request.user, reader, today, why=why, kind=kind, params=request.GET
    )
    if found is None:
        raise Http404("nothing of this kind waits for this")
    context = {
        "queue": found,
        "back": f"{why}/{kind}",
        "example": reader.works_with_examples,
        "crumbs": [
            ("Directory pages to look after", reverse("directory_queue")),
            (found.title, ""),
        ],
    }
    return render(request, "partnerships/directory_queue/one_kind.html", context)
