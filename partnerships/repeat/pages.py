"""Objectives that are said twice, across programmes and bodies."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from partnerships.models import Repeat
from partnerships.priority.pages import PRIORITIES
from partnerships.repeat import candidates
from partnerships.repeat.actions import judge_repeat
from partnerships.repeat.forms import JudgeRepeat
from partnerships.repeat.permissions import can_judge_repeats


def priority_repeats(request: HttpRequest) -> HttpResponse:
    """Pairs of aims that look alike, for somebody to look at; and what was found before."""
    may = can_judge_repeats(request.user)
    form = None
    if request.method == "POST":
        if not may:
            raise PermissionDenied
        form = JudgeRepeat(request.POST, reader=request.user)
        if form.is_valid():
            first, second = form.aims
            answer = {name: form.cleaned_data[name] for name in ("verdict", "note")}
            judge_repeat(by=request.user, first=first, second=second, **answer)
            messages.success(request, "Your answer is saved.")
            return redirect("priority_repeats")
    context = {
        "form": form,
        "may": may,
        "finds": candidates.find(request.user),
        "seen": candidates.seen(request.user),
        "verdicts": Repeat.Verdict.choices,
        "least": candidates.LEAST,
        "crumbs": [PRIORITIES, ("Said twice", "")],
    }
    return render(request, "partnerships/repeat/list.html", context)
