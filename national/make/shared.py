"""Systemic barriers: causes that many barriers share, with answers and what is offered."""

from __future__ import annotations

from collections.abc import Iterator

from barriers.models import (
    Category,
    SystemicAnswer,
    SystemicBarrier,
    SystemicMember,
    SystemicOffer,
)
from national.make import words
from national.make.ground import DEPARTMENTS
from national.make.world import World
from records.copying import Row

LARGEST, MOST, EACH = 1, 400, 12  # the first one has the most members
_LEVERS = {"law": 20, "money": 30, "rule": 30, "practice": 15, "": 5}
_STATUSES = {
    "gathered": 25,
    "asked": 25,
    "looked_at": 15,
    "will_change": 8,
    "changed": 10,
    "will_not": 10,
    "dropped": 2,
    "not_known": 5,
}
_ANSWERED = ("will_change", "changed", "will_not")


def fill_systemic(world: World) -> None:
    """Each with a dozen members and the first with many more; a third have an answer."""
    number = world.sizes.systemic
    statuses = world.pick(_STATUSES, number)
    statuses[LARGEST - 1] = "changed"
    columns = (
        *("id", "title", "cause", "category_id", "programme_id", "owner_id", "lever", "law", "ask"),
        *("status", "reason", "asked_on", "created_by_id", "created_at", "updated_at", "version"),
    )
    kinds = list(Category.objects.values_list("pk", flat=True))  # nothing is asked during a COPY
    world.fill(SystemicBarrier, columns, _systemic(world, statuses, kinds))
    members = list(_members(world))
    named = ("systemic_id", "barrier_id", "created_by_id")
    world.fill(SystemicMember, named, ((*pair, world.person()) for pair in members))
    answered = [n for n in range(1, number + 1) if statuses[n - 1] in _ANSWERED]
    answers = {n: at for at, n in enumerate(answered, start=1)}
    given = (
        *("id", "systemic_id", "text", "body_id", "on", "offers"),
        *("created_by_id", "created_at", "updated_at"),
    )
    world.fill(SystemicAnswer, given, _answers(world, answers, statuses))
    offered = ((answers[n], barrier) for n, barrier in members if n in answers)
    wanted = (
        (answer, barrier) for answer, barrier in offered if _offers(statuses, answered, answer)
    )
    world.fill(SystemicOffer, ("answer_id", "barrier_id"), wanted)


def _systemic(world: World, statuses: list[str], kinds: list[int]) -> Iterator[Row]:
    number = world.sizes.systemic
    levers, programmes = world.pick(_LEVERS, number), world.programmes(number)
    for n in range(1, number + 1):
        title, cause = words.barrier(world.random, n)
        status, lever = statuses[n - 1], levers[n - 1]
        body = None if status == "gathered" and n % 3 == 0 else n % DEPARTMENTS + 1
        yield (
            *(n, title, cause, kinds[n % len(kinds)], programmes[n - 1] if n % 2 else None, body),
            *(lever, f"Made-up Act {n}" if lever == "law" else "", "Made-up ask of a body."),
            *(status, "A made-up reason." if status == "will_not" else ""),
            None if status == "gathered" else world.day(-700, -100),
            *(world.person(), *world.times(), 2),
        )


def _members(world: World) -> Iterator[tuple[int, int]]:
    """So many barriers of each, none twice."""
    for n in range(1, world.sizes.systemic + 1):
        most = min(MOST if n == LARGEST else EACH, world.sizes.barriers)
        for barrier in sorted(world.random.sample(range(1, world.sizes.barriers + 1), most)):
            yield n, barrier


def _offers(statuses: list[str], answered: list[int], answer: int) -> bool:
    return statuses[answered[answer - 1] - 1] != "will_not"


def _answers(world: World, answers: dict[int, int], statuses: list[str]) -> Iterator[Row]:
    for n, answer in answers.items():
        made, changed = world.made_at()
        yield (
            *(answer, n, f"A made-up answer to cause {n}.", n % DEPARTMENTS + 1),
            *(world.day(-90, -1), statuses[n - 1] != "will_not"),
            *(world.person(), made, changed),
        )
