"""Who do I ask?"""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from dashboards.who_to_ask import answers
from dashboards.who_to_ask.forms import AskForm


@login_not_required
def who_to_ask(request: HttpRequest) -> HttpResponse:
    """One box, and who answers; the public sees teams and public job roles."""
    form = AskForm(request.GET or None, user=request.user)
    asked = None
    if form.is_bound and form.is_valid():
        asked = answers.build(request.user, form.facts(), timezone.localdate())
        if asked.question.is_empty:
            asked = None
    context = {"form": form, "asked": asked}
    return render(request, "dashboards/who_to_ask.html", context)
