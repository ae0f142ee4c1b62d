"""Ending the daily letter from the letter itself."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from accounts.leaving import to_leave


@login_not_required
@csrf_exempt  # the button of a mail program sends no token; the link itself is the proof
def letter_leave(request: HttpRequest, token: str) -> HttpResponse:
    """One press ends the letters. A scanner that opens the link ends nothing."""
    user = to_leave(token)
    if user is None:
        raise Http404
    if request.method == "POST" and user.daily_letter:
        user.daily_letter = False
        user.save(update_fields=["daily_letter"])
    return render(request, "accounts/letter_leave.html", {"comes": user.daily_letter})
