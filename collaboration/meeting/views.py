"""Asking for one joint meeting with several teams, and answering."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from collaboration.meeting.actions import MOST_TEAMS, answer_meeting, ask_for_meeting
from collaboration.meeting.forms import AnswerMeetingForm, MeetingForm
from collaboration.meeting.instead import instead_of
from collaboration.models import MeetingAsk, MeetingRequest
from interface.pages import RecordPage
from interface.paging import LARGEST_ID, row_numbers
from interface.reached import reaching
from partnerships.models import Organisation, Place
from people.review.responsible import reachable
from records import drafts, form_draft

ASK = ("Who do I ask?", "/who-to-ask/")


def _teams(user: Any, ids: Iterable[str]) -> list[Organisation]:
    """The teams that an address names, as far as there are such; in their order by name."""
    rows = Organisation.objects.visible_to(user).filter(pk__in=row_numbers(ids))
    return list(rows.select_related("parent")[: MOST_TEAMS + 1])


def _parts(target: str) -> tuple[list[str], str]:
    """A draft's target, ``12,15;hastings``: ids of teams and the slug of the place."""
    ids, _, place = target.partition(";")
    return [pk for pk in ids.split(",") if pk], place


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
    answering = reachable(request.user, teams)
    if refused := [team for team in teams if team.pk not in answering]:
        return _refuse(request, refused, [team for team in teams if team.pk in answering], place)
    target = ",".join(str(team.pk) for team in teams) + (f";{place.slug}" if place else "")
    draft = form_draft.FormDraft(request, MEETING, target=target[:200])
    form = draft.form(MeetingForm)
    if draft.answer:
        return draft.answer
    if draft.is_sent and form.is_valid():
        facts = {"teams": teams, "place": place, **form.cleaned_data}
        try:
            return draft.send(
                lambda: ask_for_meeting(by=request.user, **facts),
                said="Request sent. You can see each answer here and in My work.",
            )
        except ValidationError as problem:
            form.add_error(None, problem)
    context = {
        "form": form,
        "sheet": draft,
        "teams": teams,
        "place": place,
        "example": any(team.is_example for team in teams),
        "breadcrumbs": [ASK, ("Ask for a meeting", "")],
    }
    return render(request, "collaboration/meeting/add.html", context)


def _refuse(
    request: HttpRequest,
    refused: list[Organisation],
    others: list[Organisation],
    place: Place | None,
) -> HttpResponse:
    """Nobody can be reached at some teams: whom to ask instead, and the way on with the others."""
    slug = {"place": place.slug} if place else {}
    asked = reverse("meeting_add", query={"team": [team.pk for team in others], **slug})
    context = {
        "refused": refused,
        "others": others,
        "others_url": asked if others else "",
        "instead": instead_of(request.user, refused, place),
        "place": place,
        "example": any(team.is_example for team in refused),
        "breadcrumbs": [ASK, ("Ask for a meeting", "")],
    }
    return render(request, "collaboration/meeting/refused.html", context)


class MeetingPage(RecordPage):
    """What was asked of whom, and what each team answered."""

    model = MeetingRequest
    template_name = "collaboration/meeting/record.html"

    def get_queryset(self) -> QuerySet[MeetingRequest]:
        return super().get_queryset().select_related("created_by", "place")

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [ASK, ("Request for a meeting", "")]

    def get_context_data(self) -> dict[str, Any]:
        mine = MeetingAsk.objects.answered_for_by(self.request.user).filter(request=self.record)
        may = set(mine.values_list("pk", flat=True))
        asks = list(self.record.asks.select_related("organisation", "answered_by"))
        for ask in asks:
            ask.is_mine = ask.pk in may
        return {
            "asks": asks,
            "example": any(ask.organisation.is_example for ask in asks),
            "to_record": self.record.created_by_id == self.request.user.pk
            and any(ask.state == MeetingAsk.State.AGREED for ask in asks),
        }


def answer(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """One team answers; it may change its answer later."""
    seen = MeetingRequest.objects.visible_to(request.user).select_related("created_by", "place")
    meeting = get_object_or_404(seen, pk=min(pk, LARGEST_ID))
    rows = MeetingAsk.objects.filter(request=meeting).select_related(
        "organisation", "request__created_by"
    )
    ask = get_object_or_404(rows, organisation__slug=slug)
    if not MeetingAsk.objects.answered_for_by(request.user).filter(pk=ask.pk).exists():
        raise PermissionDenied
    initial = {"state": ask.state, "meets_on": ask.meets_on, "answer": ask.answer}
    form = AnswerMeetingForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with reaching() as told:
            answer_meeting(by=request.user, ask=ask, **form.cleaned_data)
        messages.success(request, told.after("Answered."))
        return redirect(meeting)
    context = {
        "form": form,
        "ask": ask,
        "meeting": meeting,
        "example": ask.organisation.is_example,
        "breadcrumbs": [ASK, ("Request for a meeting", meeting.get_absolute_url()), ("Answer", "")],
    }
    return render(request, "collaboration/meeting/answer.html", context)
