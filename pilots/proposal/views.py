"""Propose a pilot, or one that grows out of another; take back one proposed by mistake."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from access.permissions import edits
from access.visibility import reader_of
from interface.paging import row_number
from partnerships.models import Place
from pilots.models import Legacy, Phase, Pilot, PilotPartner, PilotPlace, StatusChange
from pilots.pilot import loading
from pilots.pilot.page import OfPilot, PilotFormPage
from pilots.pilot.permissions import (
    can_propose,
    can_propose_at,
    can_publish_pilot,
    can_take_back_pilot,
)
from pilots.proposal.actions import grow_pilot, propose_pilot
from pilots.proposal.forms import PLACES, GrowPilot, ProposePilot
from records import drafts
from records.copied import CopyRule
from records.form_views import AddPage, TakeBackPage
from records.taking_back import take_back, why_it_stays


def _title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    if not can_propose(user):
        return None
    return f"A new pilot: {typed.get('name', '').strip() or 'no name yet'}"


def _grow_url(target: str) -> str:
    slug, _, legacy = target.partition("/")
    return f"{reverse('pilot_grow', args=[slug])}{f'?legacy={legacy}' if legacy else ''}"


def _propose_url(target: str) -> str:
    return f"{reverse('pilot_add')}{f'?place={target}' if target else ''}"


PROPOSE = drafts.register("pilot", title=_title, url=_propose_url)
GROW = drafts.register("pilot-grow", title=loading.draft_title("A pilot out of"), url=_grow_url)


def _links(pilot: Pilot, user: Any) -> dict[str, Any]:
    """Its topics, the places that the form has boxes for, and its lead for who works there."""
    links = list(pilot.place_links.select_related("place").order_by("id"))
    lead = next((link.place for link in links if link.role == PilotPlace.Role.LEAD), None)
    others = [link for link in links if link.role != PilotPlace.Role.LEAD][:PLACES]
    boxes: dict[str, Any] = {"topics": list(pilot.topics.all())}
    if can_propose_at(user, lead):
        boxes["lead"] = lead
    for number, link in enumerate(others, start=1):
        boxes |= {f"place_{number}": link.place, f"part_{number}": link.role}
    return boxes


COPIED = CopyRule(
    model=Pilot,
    key="slug",
    fields=("summary", "challenge", "target_group", "programme"),
    also=_links,
    left_out="Give it a name of its own; its days, people, figures and money are not taken over.",
)


class Propose(AddPage):
    """Propose a pilot at a place: ``?place=`` says which, where it is known."""

    form, draft, permission, copies = ProposePilot, PROPOSE, can_propose, COPIED
    template_name, guidance = "pilots/proposal/form.html", "pilot-add"
    title = "Propose a pilot"
    lead = (
        "One thing that you want to try. For now you need only the place, one sentence and who "
        "can see it."
    )
    submit_label = "Propose it"
    success_message = "Pilot proposed. Next: what it needs before it starts."

    @cached_property
    def place(self) -> Place | None:
        """The place named in the address, or the only one that this person works for."""
        slug = self.request.GET.get("place", "").replace("\x00", "")
        reader = reader_of(self.request.user)
        own = sorted(reader.contributed_places) if reader else []
        if slug:
            place = Place.objects.filter(slug=slug).first()
        else:
            place = Place.objects.filter(pk=own[0]).first() if len(own) == 1 else None
        return place if can_propose_at(self.request.user, place) else None

    @property
    def target(self) -> str:
        return self.place.slug if self.place else ""

    @property
    def cancel_url(self) -> str:
        return self.place.get_absolute_url() if self.place else reverse("pilots")

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [("Pilots", reverse("pilots")), (self.title, "")]

    def get_context_data(self) -> dict[str, Any]:
        return {"example": bool(self.place and self.place.is_example), "place": self.place}

    def arguments(self) -> dict[str, Any]:
        user, reader = self.request.user, reader_of(self.request.user)
        edits_any = bool(reader and reader.edited_places)
        return {
            "initial": {"lead": self.place} if self.place else {},
            "user": user,
            "publishes": edits(user, self.place) if self.place else edits_any,
        }

    def save(self, form: ProposePilot) -> str:
        data = form.cleaned_data
        pilot = propose_pilot(
            by=self.request.user,
            pilot=form.instance,
            lead=data["lead"],
            others=form.others,
            topics=data["topics"],
        )
        return reverse("pilot_life", args=[pilot.slug])


class Grow(PilotFormPage):
    """A pilot that grows out of this one; ``?legacy=`` the entry that it becomes."""

    form, draft = GrowPilot, GROW
    title, page_title = "Add a pilot that grew out of this one", "Add a pilot"
    about = "It begins in the same places and on the same topics."
    success_message = "Pilot added."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.seen_by = None  # the form asks who sees the new one

    @cached_property
    def legacy(self) -> Legacy | None:
        pk = row_number(self.request.GET.get("legacy"))
        return self.pilot.legacy.filter(pk=pk, child=None).first() if pk else None

    @property
    def target(self) -> str:
        return f"{self.pilot.slug}/{self.legacy.pk}" if self.legacy else self.pilot.slug

    @property
    def cancel_url(self) -> str:
        return reverse("pilot_life", args=[self.pilot.slug])

    def arguments(self) -> dict[str, Any]:
        return {
            "initial": {"summary": self.legacy.what} if self.legacy else {},
            "user": self.request.user,
            "parent": self.pilot,
            "publishes": can_publish_pilot(self.request.user, self.pilot),
        }

    def save(self, form: GrowPilot) -> Pilot:
        return grow_pilot(
            by=self.request.user,
            parent=self.pilot,
            pilot=form.instance,
            provider=form.partner,
            phase=form.phase,
            to=form.cleaned_data["status"],
            legacy=self.legacy,
        )


class TakeBackPilot(OfPilot, TakeBackPage):
    """Take back a pilot that was added by mistake, with the team that was made for it."""

    model, key = Pilot, "slug"
    permission, noun = can_take_back_pilot, "pilot"
    parts = (
        *((part, "pilot") for part in (PilotPlace, PilotPartner, Phase, StatusChange)),
        (Pilot.topics.through, "pilot"),
    )
    instead = "Close it instead."
    page_title = "Take back"

    def load(self) -> Pilot:
        return self.pilot

    @property
    def called(self) -> str:
        return self.pilot.title

    @property
    def after(self) -> str:
        place = self.pilot.lead_place
        return place.get_absolute_url() if place else reverse("pilots")

    def take_back(self, because: str) -> None:
        super().take_back(because)
        team = self.pilot.team
        if team and team.created_by_id == self.pilot.created_by_id and not why_it_stays(team):
            take_back(team, because=because)
