"""Who decides at a place, for everybody."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from governance.at_place.page_data import decides_at
from governance.board.permissions import can_add_board
from partnerships.models import Place
from partnerships.place.frame import for_place, frame


@login_not_required
@for_place
def governance(request: HttpRequest, place: Place) -> HttpResponse:
    """Functions, and what each board of the place does about them; delegations; who answers to
    whom."""
    context = {
        **frame(place, "Who decides"),
        "page": decides_at(request.user, place, timezone.localdate()),
        "may_add": can_add_board(request.user),
    }
    return render(request, "governance/at_place/record.html", context)
