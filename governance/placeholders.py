"""Addresses of pages that others build; dropped when those are there."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path


@login_not_required
def _not_yet(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


_MEETING = "boards/<slug:slug>/meetings/<int:number>/"
urlpatterns = [
    path("boards/<slug:slug>/meetings/", _not_yet, name="board_meetings"),
    path("boards/<slug:slug>/meetings/add/", _not_yet, name="board_meeting_add"),
    path(_MEETING, _not_yet, name="board_meeting"),
    *(
        path(f"{_MEETING}{part}/", _not_yet, name=f"board_meeting_{part}")
        for part in ("edit", "write", "attendance", "coming", "interest", "history")
    ),
]
