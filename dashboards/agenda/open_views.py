"""Calendars for programs that need no key: what everybody reads of a place or a board."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from dashboards.agenda import ical
from dashboards.agenda.found import KINDS, entries
from dashboards.agenda.sent import sent
from governance.models import Board
from interface.context import absolute
from interface.made_up import ROW_SAYS
from partnerships.models import Place
from registry.calendar import Calendar


@login_not_required
@require_safe
def place_feed(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Of a place and those within it, whoever asks as everybody reads it."""
    rows = Place.objects.visible_to(AnonymousUser())
    return _feed(request, get_object_or_404(rows, slug=slug), KINDS)


@login_not_required
@require_safe
def board_feed(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Of a board, its meetings, decisions and what ends with it, likewise."""
    rows = Board.objects.visible_to(AnonymousUser()).as_rows()
    of_boards = [key for key, kind in KINDS.items() if kind.of_boards]
    return _feed(request, get_object_or_404(rows, slug=slug), of_boards)


def _feed(request: HttpRequest, subject: Any, kinds: Collection[str]) -> HttpResponseBase:
    due = entries(Calendar(AnonymousUser(), subject), ical.window(), kinds)
    name = f"{subject} ({ROW_SAYS.lower()})" if subject.is_example else str(subject)
    return sent(request, ical.written(name, due, absolute("")), kept_by="public")
