"""Champions and connectors: who speaks for which department in which place, and for how long."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from access.permissions import keeps_anything
from access.sharing import Sharing, readers_of
from access.subqueries import first_of
from access.visibility import reader_of
from barriers.models import Barrier
from interface.paging import BoundedCount, among, up_to
from interface.words import date_words, last_day, list_words
from partnerships.models import Organisation, Place
from people.models import JobRole
from pilots.models import Pilot

OF_DEPARTMENTS = (JobRole.Kind.CHAMPION, JobRole.Kind.CONNECTOR, JobRole.Kind.BROKER)
KINDS = (*OF_DEPARTMENTS, JobRole.Kind.COMMUNITY)
MOST = 300
SHOWN = 5


@dataclass(frozen=True)
class Seat:
    """One role of a champion: what it is, where, who holds it (if the reader may know) until when.

    ``people`` is empty for readers who are signed out.
    """

    post: JobRole
    people: list[str]
    is_held: bool
    until: str

    @property
    def places(self) -> str:
        """The places that it covers, in words."""
        return list_words([place.name for place in self.post.places.all()]) or "the whole country"

    @property
    def brief(self) -> str:
        """Its brief, on one page."""
        return reverse("champion_brief", args=[self.post.pk])


@dataclass(frozen=True)
class Champions:
    """Every role by body, those without a holder said so, and departments that have none."""

    bodies: list[tuple[Organisation, list[Seat]]]
    without: list[Organisation]
    more: bool

    @property
    def seats(self) -> list[Seat]:
        """All of them."""
        return [seat for _, seats in self.bodies for seat in seats]

    @property
    def words(self) -> str:
        """How many there are: "2 roles"."""
        return up_to(self._read, MOST).words("role")

    @property
    def vacant_words(self) -> str:
        """How many of them nobody holds, as far as they were read."""
        vacant = among(sum(not seat.is_held for seat in self.seats), self._read, MOST)
        if not vacant:
            return "" if self.more else "none vacant"
        return f"{vacant.label} vacant"

    @property
    def _read(self) -> int:
        return len(self.seats) + self.more


def champions_of(user: Any, today: dt.date, place: Place | None = None) -> Champions:
    """The champions that this reader may see, at a place or everywhere. Five queries at most."""
    posts = roles(user)
    if place is not None:
        posts = posts.filter(place_links__place__in=_above(place)).distinct()
    elif not (user.is_authenticated and user.reader.sees_demo_data):
        posts = posts.exclude(organisation__is_example=True)
    ordered = posts.order_by("organisation__sort_key", "sort_key", "id")
    rows = list(_at_hand(ordered, today)[: MOST + 1])
    bodies: dict[int, tuple[Organisation, list[Seat]]] = {}
    for post in rows[:MOST]:
        _, seats = bodies.setdefault(post.organisation_id, (post.organisation, []))
        seats.append(seat(user, post))
    return Champions(list(bodies.values()), _without(user, place), len(rows) > MOST)


def roles(user: Any) -> QuerySet[JobRole]:
    """Open roles of champions, connectors and brokers that this reader may see; community
    champions, whose area and training stand beside them, are among them."""
    return JobRole.objects.visible_to(user).open().filter(kind__in=KINDS)


def _at_hand(posts: Any, today: dt.date) -> Any:
    return posts.select_related("organisation").prefetch_related("places").with_holders(today)


def _above(place: Place) -> Any:
    """A place with those within which it lies: a region's champion speaks for it too."""
    return Place.objects.filter(reach_down__place=place).order_by().values("pk")


def seat(user: Any, post: Any) -> Seat:
    """A role with its holders at hand, as this reader may know it."""
    held = post.holders_now
    ends = [holder.valid_to for holder in held]
    all_dated = ends and all(ends)
    return Seat(
        post=post,
        people=[str(holder.person) for holder in held] if user.is_authenticated else [],
        is_held=bool(held),
        until=date_words(last_day(max(ends))) if all_dated else "",
    )


def _without(user: Any, place: Place | None) -> list[Organisation]:
    """Departments in which nobody is champion or connector, as far as this reader sees."""
    if place is not None:
        return []
    theirs = roles(user).filter(kind__in=OF_DEPARTMENTS)
    some = theirs.filter(organisation=OuterRef("pk"))
    teams = theirs.filter(organisation__parent=OuterRef("pk"))
    sector = Organisation.Sector.CENTRAL_GOVERNMENT
    top = Organisation.objects.visible_to(user).filter(
        sector=sector, parent=None, successors=None, is_example=False
    )
    return list(top.filter(~Exists(some), ~Exists(teams))[: SHOWN * 10])


@dataclass(frozen=True)
class Brief:
    """What a champion needs on one page: for whom they speak, and what waits for them."""

    seat: Seat
    asked: list[Barrier]
    asked_count: BoundedCount
    unowned: list[Barrier]
    pilots: list[Pilot]
    pilot_count: BoundedCount
    places: list[Place] = field(default_factory=list)


def brief(user: Any, post: JobRole) -> Brief:
    """The brief of a role that was found for its reader with its holders, as ``user`` sees it."""
    places = list(post.places.all())
    ids = [place.pk for place in places]
    may_be_open = Barrier.objects.visible_to(user).open_or_not_known().for_rows()
    asked = may_be_open.filter(
        unlocker__in=[post.organisation_id, post.organisation.parent_id or 0]
    )
    here = _at(asked, ids).order_by("-updated_at", "-id")
    unowned = _at(may_be_open.needing_owner(), ids).order_by("-updated_at", "-id")
    pilots = (
        _at(Pilot.objects.visible_to(user).live(), ids).with_places().order_by("sort_key", "id")
    )
    shown, count = first_of(here, SHOWN)
    live, live_count = first_of(pilots, SHOWN)
    return Brief(
        seat=seat(user, post),
        asked=shown,
        asked_count=count,
        unowned=list(unowned[:SHOWN]),
        pilots=live,
        pilot_count=live_count,
        places=places,
    )


def _at(rows: Any, places: list[int]) -> Any:
    """Those at these places; a role without a place covers the country."""
    return rows.filter(reach_ids__overlap=places) if places else rows


@login_not_required
def champions(request: HttpRequest) -> HttpResponse:
    """By department and place, vacancies said; ``?place=`` for those who speak for a place."""
    reader_of(request.user)
    slug = request.GET.get("place", "")
    place = Place.objects.visible_to(request.user).at_address(slug)
    if slug and place is None:
        raise Http404("no such place")
    context = {
        "found": champions_of(request.user, timezone.localdate(), place),
        "place": place,
        "may_add": keeps_anything(request.user),
        "example": place is not None and place.is_example,
        "breadcrumbs": [("Champions and connectors", "")],
    }
    return render(request, "dashboards/who_to_ask/champions.html", context)


@login_not_required
def champion_brief(request: HttpRequest, pk: int) -> HttpResponse:
    """One page to print: for whom they speak and what waits for them."""
    post = _at_hand(roles(request.user).filter(pk=pk), timezone.localdate()).first()
    if post is None:
        raise Http404
    sharing = Sharing(request, readers_of(post.visibility))
    shared = {
        "post": post,
        "example": post.organisation.is_example,
        "sharing": sharing,
        "seen_by": sharing.seen_by,
        "breadcrumbs": [("Champions and connectors", reverse("champions")), (str(post), "")],
    }

    def drawn(made: Brief) -> HttpResponse:
        context = {**shared, "brief": made}
        return render(request, "dashboards/who_to_ask/champion_brief.html", context)

    return sharing.page(sharing.each(lambda reader: brief(reader, post)), drawn)
