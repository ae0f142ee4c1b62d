"""Propose a pilot, or one that grows out of another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from partnerships.form_page import FormPage, answer
from partnerships.models import Place
from partnerships.permissions import edits
from partnerships.visibility import reader_of
from pilots import loading, permissions
from pilots.models import Legacy, Pilot
from pilots.proposal.actions import grow_pilot, propose_pilot
from pilots.proposal.forms import GrowPilot, ProposePilot
from records import drafts


def _title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    if not permissions.can_propose(user):
        return None
    return f"A new pilot: {typed.get('name', '').strip() or 'no name yet'}"


def _grow_url(target: str) -> str:
    slug, _, legacy = target.partition("/")
    query = f"?legacy={legacy}" if legacy else ""
    return f"{reverse('pilot_grow', args=[slug])}{query}"


def _propose_url(target: str) -> str:
    return f"{reverse('pilot_add')}{f'?place={target}' if target else ''}"


PROPOSE = drafts.register("pilot", title=_title, url=_propose_url)
GROW = drafts.register(
    "pilot-grow",
    title=loading.draft_title("A pilot out of"),
    url=_grow_url,
)


def pilot_add(request: HttpRequest) -> HttpResponse:
    """Propose a pilot at a place: ``?place=`` says which, where it is known."""
    if not permissions.can_propose(request.user):
        raise PermissionDenied
    place = _place(request)
    publishes = edits(request.user, place) if place else _edits_anywhere(request.user)
    target = place.slug if place else ""
    page = FormPage(
        kind=PROPOSE,
        target=target,
        heading="Propose a pilot",
        lead="One thing that is to be tried. Only the place, a sentence and who can see it are "
        "needed now.",
        back=place.get_absolute_url() if place else reverse("pilots"),
        crumbs=[("Pilots", reverse("pilots")), ("Propose a pilot", "")],
        verb="Propose it",
        said="The pilot is proposed. Next: what it needs before it starts.",
        context={"example": bool(place and place.is_example), "place": place},
        template="pilots/life/propose.html",
    )

    def write(form: ProposePilot) -> Any:
        data = form.cleaned_data
        made = propose_pilot(
            by=request.user,
            pilot=form.instance,
            lead=data["lead"],
            others=form.others,
            topics=data["topics"],
        )
        return reverse("pilot_life", args=[made.slug])

    known = {"user": request.user, "publishes": publishes}
    return answer(
        request, page, ProposePilot, write, initial={"lead": place} if place else {}, **known
    )


def _place(request: HttpRequest) -> Place | None:
    """The place named in the address, or the only one that this person works for."""
    slug = request.GET.get("place", "").replace("\x00", "")
    reader = reader_of(request.user)
    own = sorted(reader.contributed_places) if reader else []
    if slug:
        found = Place.objects.filter(slug=slug).first()
    else:
        found = Place.objects.filter(pk=own[0]).first() if len(own) == 1 else None
    return found if permissions.can_propose_at(request.user, found) else None


def _edits_anywhere(user: Any) -> bool:
    reader = reader_of(user)
    return bool(reader and reader.edited_places)


def pilot_grow(request: HttpRequest, slug: str) -> HttpResponse:
    """A pilot that grows out of this one; ``?legacy=`` the entry that it becomes."""
    parent = loading.pilot_for(request, slug)
    legacy = _legacy(request, parent)
    page = FormPage(
        kind=GROW,
        target=f"{slug}/{legacy.pk}" if legacy else slug,
        heading="Add a pilot that grew out of this one",
        lead=f"{parent.title}. It begins in the same places and on the same topics.",
        back=reverse("pilot_life", args=[slug]),
        crumbs=loading.crumbs(parent, ("Add a pilot", "")),
        said="The pilot is added.",
        context=loading.frame(parent),
    )

    def write(form: GrowPilot) -> Pilot:
        return grow_pilot(
            by=request.user,
            parent=parent,
            pilot=form.instance,
            provider=form.partner,
            phase=form.phase,
            to=form.cleaned_data["status"],
            legacy=legacy,
        )

    publishes = permissions.can_publish_pilot(request.user, parent)
    known = {"user": request.user, "parent": parent, "publishes": publishes}
    initial = {"summary": legacy.what} if legacy else {}
    return answer(request, page, GrowPilot, write, initial=initial, **known)


def _legacy(request: HttpRequest, parent: Pilot) -> Legacy | None:
    pk = request.GET.get("legacy", "")
    if not pk.isdecimal() or len(pk) > loading.MOST_DIGITS:
        return None
    return parent.legacy.filter(pk=int(pk), child=None).first()
