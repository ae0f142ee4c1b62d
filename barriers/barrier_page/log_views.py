"""Logging a barrier, in three minutes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from barriers.barrier import permissions
from barriers.barrier.loading import Start, by_slug, draft_words, place_to_log_at, start_at_place
from barriers.barrier_page.actions import log_barrier
from barriers.barrier_page.log_form import LogBarrier
from barriers.models import Category
from barriers.practice.context import believed_like, for_logging
from barriers.similar.find import similar
from barriers.similar.words import Said
from interface.articles import with_article
from interface.errors import Refused
from interface.paging import row_number
from partnerships.models import Place
from pilots.models import Pilot, Update
from records import drafts, form_draft

LONGEST_KEY = 100
WHO_LOGS = (
    "Contributors and editors of a place can log barriers there. Teams can log barriers of their "
    "pilots."
)


def start_of(user: Any, params: Mapping[str, Any]) -> Start:
    """What ``?place=``, ``?pilot=`` or ``?update=`` start from.

    Raises Http404 for what this user may not see, PermissionDenied where they may not log.
    """
    if number := params.get("update"):
        update = _update(user, number)
        initial = {"said": update.help_needed, "pilot": update.pilot}
        return _at_pilot(user, update.pilot, f"update:{update.pk}", initial)
    if slug := params.get("pilot"):
        pilot = by_slug(Pilot.objects.visible_to(user).with_places(), slug)
        return _at_pilot(user, pilot, f"pilot:{pilot.slug}", {"pilot": pilot})
    return start_at_place(user, params.get("place", ""))


def _update(user: Any, number: str) -> Update:
    seen = Update.objects.visible_to(user).select_related("pilot")
    return get_object_or_404(seen, pk=row_number(number))


def _at_pilot(user: Any, pilot: Pilot, target: str, initial: dict[str, Any]) -> Start:
    place = place_to_log_at(user, pilot.lead_place)
    return Start([place], target, initial, pilot=pilot)


def _params(target: str) -> dict[str, str]:
    """The parameters of the address where a draft's form stands."""
    name, _, value = target.rpartition(":")
    return {name or "place": value} if value else {}


def _url(target: str) -> str:
    return reverse("barrier_log", query=_params(target))


def _title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    try:
        start = start_of(user, _params(target))
    except (Http404, PermissionDenied):
        return None
    where = f"Barrier in {with_article(start.place)}" if start.place else "Barrier"
    return draft_words(where, typed.get("said", ""))


LOG_BARRIER = drafts.register("log-barrier", title=_title, url=_url)


def log(request: HttpRequest) -> HttpResponse:
    """Nine short questions; kept as they are typed."""
    if not permissions.can_log_barriers(request.user):
        raise Refused(WHO_LOGS)
    start = start_of(request.user, request.GET)
    draft = form_draft.FormDraft(request, LOG_BARRIER, target=start.target)
    if "look" in request.POST:
        draft.is_sent = False
    form = draft.form(
        LogBarrier,
        user=request.user,
        places=start.places,
        pilot=start.pilot,
        initial=start.initial,
    )
    if draft.answer:
        return draft.answer
    if draft.is_sent and form.is_valid():
        try:
            return draft.send(
                lambda: log_barrier(by=request.user, **form.facts()), said=_message(form)
            )
        except ValidationError as problem:
            form.add_error(None, problem)
    context = {
        "form": form,
        "sheet": draft,
        "start": start,
        **_similar(form, start, request.user),
        "advice": for_logging(
            form.categories.values(), request.user, chosen=form["kind"].value() or ""
        ),
        "chosen": form["same"].value(),
        "looked": "look" in request.POST,
        "breadcrumbs": _breadcrumbs(start),
        "example": start.place is not None and start.place.is_example,
    }
    return render(request, "barriers/barrier_page/log.html", context)


def _similar(form: LogBarrier, start: Start, user: Any) -> dict[str, Any]:
    """What looks like what is typed so far, and what is often believed of the like."""
    kind = form.categories.get(form["kind"].value() or "")
    made_up = start.place is not None and start.place.is_example
    wording = Said(form["said"].value() or "", user, kind, made_up)
    return {"found": similar(wording), "beliefs": believed_like(wording)}


def _message(form: LogBarrier) -> str:
    if not form.facts()["find_owner"]:
        return "Barrier logged."
    return (
        "Barrier logged. It needs an owner: until one is named, the directory connectors of the "
        "place and the leads of the pilot’s programme can read it too."
    )


def _breadcrumbs(start: Start) -> list[tuple[str, str]]:
    where = (str(start.place), start.place.get_absolute_url()) if start.place else None
    return [where or ("Barriers", reverse("barriers")), ("Log a barrier", "")]


def similar_barriers(request: HttpRequest) -> HttpResponse:
    """The few most like ``?said=``, of the kind ``?kind=``, as they look from ``?place=``."""
    if not permissions.can_log_barriers(request.user):
        raise PermissionDenied
    typed = {key: request.GET.get(key, "").replace("\x00", "") for key in ("said", "kind", "place")}
    place = Place.objects.filter(slug=typed["place"][:LONGEST_KEY], is_example=True)
    kind = Category.objects.filter(key=typed["kind"][:LONGEST_KEY]).first()
    wording = Said(typed["said"], request.user, kind, place.exists())
    context = {"found": similar(wording), "beliefs": believed_like(wording)}
    return render(request, "barriers/barrier_page/_choose.html", context)
