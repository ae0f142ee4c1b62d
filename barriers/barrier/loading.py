"""The record that a page is about, for somebody who may do what the page does; the trail to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from access.visibility import reader_of
from barriers.barrier.permissions import can_log_barrier_at, places_of_teams
from barriers.models import ActionTried, Barrier, BarrierPlace, BarrierSubType, Check
from interface.paging import LARGEST_ID, row_number
from partnerships.models import Place
from partnerships.place.known_reach import with_reach
from pilots.models import Pilot
from records import drafts
from records.addresses import Referenced
from records.models import Visibility

# First in every trail of the app
BARRIERS = ("Barriers", "/barriers/")
NARROWED = (
    "It is now visible to everyone signed in: a barrier that names a body stays out of public view."
)
May = Callable[[Any, Any], bool]


def say_if_narrowed(request: HttpRequest, before: Barrier) -> None:
    """Tell who wrote that a barrier that was public ``before`` is not any more."""
    was_public = before.visibility == Visibility.PUBLIC
    if was_public and not Barrier.objects.filter(pk=before.pk, visibility="public").exists():
        messages.info(request, NARROWED)


def breadcrumbs(barrier: Barrier, *below: tuple[str, str]) -> list[tuple[str, str]]:
    """The trail to a barrier and to what stands below it."""
    return [BARRIERS, (barrier.reference, barrier.get_absolute_url()), *below]


def load(user: Any) -> QuerySet[Barrier]:
    """The barriers that this reader may see, with all that a page shows."""
    return with_parts(Barrier.objects.visible_to(user))


def with_parts(barriers: QuerySet[Barrier]) -> QuerySet[Barrier]:
    """Barriers with all that a page shows, whoever reads it."""
    return (
        barriers.select_related("category", "unlocker", "programme", "source", "team", "created_by")
        .defer("search")
        .prefetch_related(
            Prefetch("place_links", with_reach(BarrierPlace.objects.select_related("place"))),
            Prefetch("sub_type_links", BarrierSubType.objects.select_related("sub_type")),
            Prefetch("checks", Check.objects.select_related("source")),
            Prefetch("actions", ActionTried.objects.select_related("source")),
        )
    )


def row_of(rows: Any, key: int | str, user: Any, may: May | None = None) -> Any:
    """The row with this number or, as drafts keep it, this text: its reference or its number.

    Raises Http404 where there is none, PermissionDenied where this user may not.
    """
    if isinstance(key, int):
        row = get_object_or_404(rows, pk=min(key, LARGEST_ID))
    elif isinstance(rows, Referenced):
        called: Any = rows.called(key)
        row = get_object_or_404(called)
    elif number := row_number(key):
        return row_of(rows, number, user, may)
    else:
        raise Http404
    if may is not None and not may(user, row):
        raise PermissionDenied
    return row


def kind_about(
    key: str, words: str, address: str, may: May, *, rows: Callable[[Any], Any], name: str
) -> drafts.Kind:
    """Drafts of a form about one of these ``rows``, called by its ``name`` ("barrier.title")."""
    named = attrgetter(name)
    return drafts.register_one(
        key, words, address, lambda user, target: named(row_of(rows(user), target, user, may))
    )


def kind_about_barrier(key: str, words: str, address: str, may: May) -> drafts.Kind:
    """Drafts of a form about one barrier, at the address of this name."""
    return kind_about(key, words, address, may, rows=load, name="title")


@dataclass(frozen=True)
class Start:
    """Where a new record starts from: places to choose from, and what is known already.

    ``target`` names it for drafts: a place's slug, a barrier's reference, "pilot:<slug>",
    "update:<id>", or nothing.
    """

    places: list[Place]
    target: str = ""
    initial: dict[str, Any] = field(default_factory=dict)
    barrier: Barrier | None = None
    pilot: Pilot | None = None

    @property
    def place(self) -> Place | None:
        """The place, where only one can be meant."""
        return self.places[0] if len(self.places) == 1 else None


def start_at_place(user: Any, slug: str) -> Start:
    """A start from a place; without one from all where this user, or one of their teams, logs.

    Raises Http404 for a place that this user may not see, PermissionDenied where they may not log.
    """
    if slug:
        place = by_slug(Place.objects.visible_to(user), slug)
        return Start([place_to_log_at(user, place)], place.slug)
    reader = reader_of(user)
    at = Place.objects.filter(pk__in=reader.contributed_places if reader else [])
    places = list((at | places_of_teams(user)).distinct())
    if not places:
        raise PermissionDenied
    return Start(places, places[0].slug if len(places) == 1 else "")


def by_slug(rows: Any, slug: str) -> Any:
    """The row with this slug. Raises Http404."""
    if "\x00" in slug:
        raise Http404
    return get_object_or_404(rows, slug=slug)


def place_to_log_at(user: Any, place: Place | None) -> Place:
    """The place, for who may log barriers there; raises PermissionDenied for others."""
    if place is None or not can_log_barrier_at(user, place):
        raise PermissionDenied
    return place


def draft_words(words: str, typed: str) -> str:
    """What a draft of a new record is called: what it is, with the title that is typed so far."""
    return f"{words}: {' '.join(typed.split())[:100]}".rstrip(": ")


def reads_until_owned(user: Any, barrier: Barrier) -> bool:
    """Whether this reader sees it only for as long as nobody is named to unlock it."""
    if barrier.status != Barrier.Status.NEEDS_OWNER:
        return False
    return not Barrier.objects.read_with_an_owner(user).filter(pk=barrier.pk).exists()


def or_the_list(request: HttpRequest, barrier: Barrier, record: Any) -> Any:
    """What came of a form, to go to; the list of barriers, with the reason, for who reads the
    barrier no more."""
    if Barrier.objects.visible_to(request.user).filter(pk=barrier.pk).exists():
        return record
    level = Barrier.objects.only("visibility").get(pk=barrier.pk).get_visibility_display()
    messages.info(
        request,
        f"{barrier.reference} has an owner now, so you can no longer read it: it is visible to "
        f"{level}.",
    )
    return reverse("barriers")
