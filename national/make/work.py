"""Pilots with their partners and updates. Pilot 1 is as large as one may get."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models.functions import Mod

from national.make import words
from national.make.ground import TOPICS
from national.make.learning import fill_learning
from national.make.world import Life, World
from pilots.models import (
    Pilot,
    PilotPartner,
    PilotPlace,
    Update,
    UpdateCorrection,
)
from records.copying import Row

_STATUS = {"live": 45, "closed": 35, "setting_up": 8, "extended": 5, "stopped": 4, "proposed": 3}
_RHYTHM = {1: 10, 3: 60, 6: 20, None: 10}
_CONFIDENCES = ("on_track", "on_track", "some_problems", "needs_help", "too_early")
LARGEST = 1
CORRECTED_EVERY = 40


def fill_pilots(world: World) -> None:
    """Pilots at their places; what hangs on each follows from its number."""
    number = world.sizes.pilots
    leads = world.places(number)
    world.pilots = list(zip(leads, world.programmes(number), strict=True))
    second = [
        place if at % 5 == 0 and place != leads[at] else None
        for at, place in enumerate(world.places(number))
    ]
    columns = (
        *("id", "name", "slug", "summary", "challenge", "status", "start", "end", "rhythm"),
        *("update_due", "visibility", "programme_id", "team_id", "created_by_id", "created_at"),
        *("updated_at", "version", "reach_ids"),
    )
    world.fill(Pilot, columns, _pilots(world, second))
    at_places = (
        (pilot, place, role)
        for pilot, (lead, other) in enumerate(zip(leads, second, strict=True), start=1)
        for place, role in ((lead, "lead"), (other, "target"))
        if place
    )
    world.fill(PilotPlace, ("pilot_id", "place_id", "role"), at_places)
    topics = ((pilot, pilot % TOPICS + 1) for pilot in range(1, number + 1))
    world.fill(Pilot.topics.through, ("pilot_id", "topic_id"), topics)
    world.fill(PilotPartner, ("pilot_id", "organisation_id", "kind"), _partners(world))
    fill_learning(world)
    _fill_updates(world)


def _pilots(world: World, second: list[int | None]) -> Iterator[Row]:
    random, number = world.random, world.sizes.pilots
    levels = world.levels(6, 12, 12, 15, 55, number=number)
    status, rhythms = world.pick(_STATUS, number), world.pick(_RHYTHM, number)
    levels[LARGEST - 1], status[LARGEST - 1] = "public", "live"
    for n, (lead, programme) in enumerate(world.pilots, start=1):
        name = words.pilot_name(n, world.place_names[lead - 1])
        is_live = status[n - 1] in Pilot.UNDER_WAY
        rhythm = rhythms[n - 1] if is_live else None
        places = [place for place in (lead, second[n - 1]) if place]
        end = world.day(10, 500) if is_live else world.day(-390, -10)
        world.lives.append(Life(status[n - 1], world.day(-1200, -400), end))
        yield (
            *(n, name, f"pilot-{n}", f"{name} is made up.", f"Why {name} was wanted is made up."),
            *world.lives[-1],
            *(rhythm, world.day(-30, 90) if rhythm else None),
            *(levels[n - 1], programme, n, world.person(), *world.times()),
            # One version when made, one each with its places, topic and partners, and edits.
            *(4 + random.randrange(3), world.reach_of(*places)),
        )


def _partners(world: World) -> Iterator[Row]:
    bodies = world.sizes.organisations
    for n in range(1, world.sizes.pilots + 1):
        yield n, n % bodies + 1, "lead"
        yield n, (n * 31 + 7) % bodies + 1, "partner"


def _fill_updates(world: World) -> None:
    columns = (
        *("pilot_id", "number", "period_end", "confidence", "happened", "state", "question"),
        *("accepted_at", "accepted_by_id", "created_by_id", "created_at", "updated_at"),
    )
    world.fill(Update, columns, _updates(world))
    said = (
        *("update_id", "why", "period_end", "confidence", "happened", "created_by_id"),
        *("created_at", "updated_at"),
    )
    world.fill(UpdateCorrection, said, _corrections())


def _corrections() -> list[Row]:
    """What one in so many accepted updates said before it was corrected, by its author."""
    accepted = Update.objects.filter(state=Update.State.ACCEPTED).order_by("pk")
    corrected = accepted.alias(rest=Mod("pk", CORRECTED_EVERY)).filter(rest=1)
    told = corrected.values_list(
        *("pk", "period_end", "confidence", "created_by_id", "updated_at"), named=True
    )
    before = "What was said before it was corrected is made up."
    return [
        (
            *(one.pk, "A made-up slip", one.period_end, one.confidence, before),
            *(one.created_by_id, one.updated_at, one.updated_at),
        )
        for one in told
    ]


def _updates(world: World) -> Iterator[Row]:
    """So many for each pilot, three months apart; of the largest one each month for ten years."""
    each = max(2, round(world.sizes.updates / world.sizes.pilots))
    yield from _updates_of(world, LARGEST, world.sizes.largest_updates, 30)
    for n in range(LARGEST + 1, world.sizes.pilots + 1):
        yield from _updates_of(world, n, each, 91)


def _updates_of(world: World, pilot: int, each: int, days: int) -> Iterator[Row]:
    """The updates of a pilot, the latest of which may wait or have a question."""
    random = world.random
    for number in range(1, each + 1):
        state = "accepted" if number < each else random.choice(("accepted", "submitted"))
        if number == each and pilot % 20 == 0:
            state = "questioned"
        made, changed = world.times()
        by_lead = (changed, world.person()) if state == "accepted" else (None, None)
        ago = (each - number) * days
        yield (
            *(pilot, number, world.day(-ago - days + 1, -ago - 1)),
            *(random.choice(_CONFIDENCES), f"What happened in pilot {pilot} is made up.", state),
            *("Is that right?" if state == "questioned" else "", *by_lead),
            *(world.person(), made, changed if state == "accepted" else made),
        )
