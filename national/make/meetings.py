"""Meetings, visits, workshops and outreach of pilots, who was there, promises and referrals."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType

from collaboration.models import ActionItem
from national.make.world import World
from pilots.models import Engagement, EngagementBody, Referral
from records.copying import Row

_KINDS = {"meeting": 60, "visit": 12, "workshop": 16, "outreach": 12}
_METHODS = ("in_person", "online", "phone", "door_to_door", "event", "")

_MET = (
    *("id", "pilot_id", "number", "kind", "method", "state", "on", "place_id", "purpose"),
    *("reached_low", "created_by_id", "created_at"),
)
_BODY = ("engagement_id", "organisation_id", "people", "first_time")
_PROMISED = (
    *("subject_type_id", "subject_id", "text", "owner_id", "owner_said", "due", "state"),
    "ended_on",
)
_REFERRED = ("pilot_id", "direction", "route", "period_end", "people_low", "missing")


def fill_meetings(world: World) -> None:
    """So many for each pilot, the latest of some of them still to come."""
    world.fill(Engagement, _MET, _meetings(world))
    world.fill(EngagementBody, _BODY, _bodies(world))
    kind = ContentType.objects.get_for_model(Engagement).pk
    world.fill(ActionItem, _PROMISED, _promises(world, kind))
    world.fill(Referral, _REFERRED, _referrals(world))


def _each(world: World) -> int:
    return max(1, round(world.sizes.engagements / world.sizes.pilots))


def _meetings(world: World) -> Iterator[Row]:
    each = _each(world)
    kinds = world.pick(_KINDS, each * len(world.pilots))
    for pilot, (lead, _) in enumerate(world.pilots, start=1):
        for number in range(1, each + 1):
            n = (pilot - 1) * each + number
            kind = kinds[n - 1]
            is_planned = number == each and pilot % 7 == 0
            day = world.day(1, 60) if is_planned else world.day(-900, -1)
            reached = None if kind != "outreach" or n % 3 == 0 else 2 + n % 200
            yield (
                *(n, pilot, number, kind, _METHODS[n % len(_METHODS)]),
                *("planned" if is_planned else "held", day, lead),
                *(f"Made-up purpose {n}", reached, world.person(), world.times()[0]),
            )


def _bodies(world: World) -> Iterator[Row]:
    """Two at each: one of the pilot's usual ones, and one of all."""
    each, bodies = _each(world), world.sizes.organisations
    for n in range(1, each * len(world.pilots) + 1):
        usual, other = n // each % bodies + 1, (n * 37 + 11) % bodies + 1
        people = None if n % 9 == 0 else n % 12
        yield n, usual, people, people
        if other != usual:
            yield n, other, n % 8, None


def _promises(world: World, kind: int) -> Iterator[Row]:
    for n in range(1, _each(world) * len(world.pilots) + 1, 5):
        is_done = n % 3 == 0
        yield (
            *(kind, n, f"Made-up promise {n}", n % world.sizes.posts + 1, "Made-up job role"),
            *(world.day(-200, 100), "done" if is_done else "open"),
            world.day(-100, -1) if is_done else None,
        )


def _referrals(world: World) -> Iterator[Row]:
    for pilot in range(1, len(world.pilots) + 1):
        people = None if pilot % 5 == 0 else pilot % 90
        missing = "not_counted" if people is None else ""
        yield pilot, "in", "People come by themselves", world.day(-300, -1), people, missing
        yield pilot, "out", "To another made-up service", world.day(-300, -1), pilot % 30, ""
