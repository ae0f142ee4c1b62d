"""Asking for one joint meeting with several teams, and answering."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from partnerships.meeting.actions import MOST_TEAMS, answer_meeting, ask_for_meeting
from partnerships.meeting.forms import AnswerMeetingForm, MeetingForm
from partnerships.models import MeetingAsk, MeetingRequest, Organisation, Place
from records import drafts, form_draft

LARGEST_ID = 2**63 - 1
ASK = ("Who do I ask?", "/who-to-ask/")


def _teams(user: Any, ids: Iterable[str]) -> list[Organisation]:
    """The teams that an address names, as far as there are such; in their order by name."""
    wanted = {int(one) for one in ids if one.isascii() and one.isdecimal() and len(one) < 19}
    rows = Organisation.objects.visible_to(user).filter(pk__in=wanted)
    return list(rows.select_related("parent")[: MOST_TEAMS + 1])


def _parts(target: str) -> tuple[list[str], str]:
    """A draft's target, ``12,15;hastings``: ids of teams and the slug of the place."""
    ids, _, place = target.partition(";")
    return [one for one in ids.split(",") if one], place


def _title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    teams = _teams(user, _parts(target)[0])
    names = ", ".join(map(str, teams[:3]))
    return f"Request for a meeting: {names}" if teams else None


def _url(target: str) -> str:
    teams, place = _parts(target)
    return reverse("meeting_add", query={"team": teams, **({"place": place} if place else {})})


MEETING = drafts.register("meeting-request", title=_title, url=_url)


def add(request: HttpRequest) -> HttpResponse:
    """A short form; the teams come from the ticks on the page before."""
    teams = _teams(request.user, request.GET.getlist("team"))
    place = Place.objects.visible_to(request.user).at_address(request.GET.get("place", ""))
    if not teams or len(teams) > MOST_TEAMS:
        many = f"Tick no more than {MOST_TEAMS} teams for one meeting."
        messages.warning(request, many if teams else "Tick the teams that you want to meet.")
        return redirect(f"{reverse('who_to_ask')}{f'?place={place.slug}' if place else ''}")
    target = ",".join(str(team.pk) for team in teams) + (f";{place.slug}" if place else "")
    sheet = form_draft.sheet(request, MEETING, target=target[:200])
    form = sheet.form(MeetingForm)
    if sheet.answer:
        return sheet.answer
    if sheet.is_sent and form.is_valid():
        facts = {"teams": teams, "place": place, **form.cleaned_data}
        try:
            return sheet.send(
                lambda: ask_for_meeting(by=request.user, **facts),
                said="Asked. You hear of each answer here and in My work.",
            )
        except ValidationError as problem:
            form.add_error(None, problem)
    context = {
        "form": form,
        "sheet": sheet,
        "teams": teams,
        "place": place,
        "example": any(team.is_example for team in teams),
        "crumbs": [ASK, ("Ask for a meeting", "")],
    }
    return render(request, "partnerships/meeting_add.html", context)


def _load(user: Any, pk: int) -> MeetingRequest:
    if pk > LARGEST_ID:
        raise Http404
    rows = MeetingRequest.objects.visible_to(user)
    return get_object_or_404(rows.select_related("created_by", "place"), pk=pk)


def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """What was asked of whom, and what each team answered."""
    found = _load(request.user, pk)
    mine = MeetingAsk.objects.answered_for_by(request.user).filter(request=found)
    may = set(mine.values_list("pk", flat=True))
    asks = list(found.asks.select_related("organisation", "answered_by"))
    for ask in asks:
        ask.is_mine = ask.pk in may
    context = {
        "meeting": found,
        "asks": asks,
        "example": any(ask.organisation.is_example for ask in asks),
        "crumbs": [ASK, ("Request for a meeting", "")],
    }
    return render(request, "partnerships/meeting.html", context)


def answer(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """One team answers; it may change its answer later."""
    found = _load(request.user, pk)
    rows = MeetingAsk.objects.filter(request=found).select_related(
        "organisation", "request__created_by"
    )
    ask = get_object_or_404(rows, organisation__slug=slug)
    if not MeetingAsk.objects.answered_for_by(request.user).filter(pk=ask.pk).exists():
        raise PermissionDenied
    known = {"state": ask.state, "meets_on": ask.meets_on, "answer": ask.answer}
    form = AnswerMeetingForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        answer_meeting(by=request.user, ask=ask, **form.cleaned_data)
        messages.success(request, "Answered. Whoever asked has been told.")
        return redirect(found)
    context = {
        "form": form,
        "ask": ask,
        "meeting": found,
        "example": ask.organisation.is_example,
        "crumbs": [ASK, ("Request for a meeting", found.get_absolute_url()), ("Answer", "")],
    }
    return render(request, "partnerships/meeting_answer.html", context)
