"""How pilots go: milestones and their moves, changes of plan, risks, phases, what goes on."""

from __future__ import annotations

from collections.abc import Iterator

from national.make.ground import DEPARTMENTS
from national.make.work import LARGEST
from national.make.world import Life, World
from pilots.models import (
    Legacy,
    Milestone,
    MilestoneMove,
    Phase,
    Pilot,
    PlanChange,
    Risk,
    StartStep,
    StatusChange,
)
from pilots.status.checklist import STEPS
from records.copying import Row

_RISK_STATES = {"open": 60, "closed": 20, "passed": 12, "happened": 8}
ENDED = (Pilot.Status.CLOSED, Pilot.Status.STOPPED)
# A set-up of twelve weeks; a plan moved by six; an extension of half a year
SET_UP, MOVED, EXTENDED = 84, 42, 182
_MADE = ("created_at", "updated_at")


def fill_course(world: World) -> None:
    """What each pilot planned, what became of it, and how it lived so far."""
    _fill_milestones(world)
    changes = ("pilot_id", "before", "after", "why", "agreed_by", "on", *_MADE)
    world.fill(PlanChange, changes, _changes(world))
    risks = (
        *("pilot_id", "what", "likelihood", "effect", "effect_said", "owner_id", "owner_said"),
        *("review_on", "state", "state_said", *_MADE),
    )
    world.fill(Risk, risks, _risks(world))
    steps = ("pilot_id", "before", "after", "on", "why", *_MADE)
    world.fill(StatusChange, steps, _steps(world))
    phases = (
        *("pilot_id", "kind", "planned_start", "planned_end", "start", "end", "paid_by_id"),
        *("paid_by_said", *_MADE),
    )
    world.fill(Phase, phases, _phases(world))
    checked = ("pilot_id", "step", "state", "by_role", "note", *_MADE)
    world.fill(StartStep, checked, _checked(world))
    legacy = ("pilot_id", "what", "funder_id", "state", "until", *_MADE)
    world.fill(Legacy, legacy, _legacy(world))


def _each(world: World, usual: int, every: int = 1) -> Iterator[int]:
    """The pilot of each row: ``usual`` rows of every so manieth, and many of the largest."""
    yield from (LARGEST for _ in range(world.sizes.largest_course))
    for pilot in range(LARGEST + 1, world.sizes.pilots + 1):
        if pilot % every == 0:
            yield from (pilot for _ in range(usual))


def _fill_milestones(world: World) -> None:
    """One behind and one to come; each fifth was planned for another day first."""
    rows = list(_milestones(world))
    columns = ("id", "pilot_id", "text", "due", "done", *_MADE)
    world.fill(Milestone, columns, rows)
    moves = (
        (n, world.day_after(due, -MOVED), due, "A made-up reason", *world.made_at())
        for n, _, _, due, *_ in rows
        if n % 5 == 0
    )
    world.fill(MilestoneMove, ("milestone_id", "before", "after", "why", *_MADE), moves)


def _milestones(world: World) -> Iterator[tuple[int, int, str, str, str | None, str, str]]:
    for n, pilot in enumerate(_each(world, 2), start=1):
        due = world.day(-300, -1) if n % 2 else world.day(1, 300)
        # One in twenty of those behind is late
        done = world.day_after(due, n % 9 - 4) if n % 2 and n % 20 != 1 else None
        yield n, pilot, f"Made-up milestone {n} of pilot {pilot}", due, done, *world.made_at()


def _changes(world: World) -> Iterator[Row]:
    for n, pilot in enumerate(_each(world, 1, every=2), start=1):
        said = (f"One made-up plan {n}", "Another", "Made up", "A made-up board")
        yield pilot, *said, world.day(-390, -1), *world.made_at()


def _risks(world: World) -> Iterator[Row]:
    random = world.random
    pilots = list(_each(world, 1))
    states = world.pick(_RISK_STATES, len(pilots))
    for n, (pilot, state) in enumerate(zip(pilots, states, strict=True), start=1):
        yield (
            *(pilot, f"Made-up risk {n} of pilot {pilot}", random.randint(1, 3)),
            *(random.randint(1, 3), "What it would mean is made up"),
            *(n % world.sizes.posts + 1, "Made-up job role", world.day(-60, 180), state),
            *("" if state == "open" else "Said in a made-up word", *world.made_at()),
        )


def _steps(world: World) -> Iterator[Row]:
    """When each went live, was extended and ended."""
    for pilot, (status, start, end) in enumerate(world.lives, start=1):
        if status not in ("proposed", "setting_up"):
            yield pilot, "setting_up", "live", start, "", *world.made_at()
        if status == "extended":
            yield pilot, "live", "extended", world.day(-300, -1), "", *world.made_at()
        if status in ENDED:
            yield pilot, "live", status, end, "Why it ended is made up", *world.made_at()


def _phases(world: World) -> Iterator[Row]:
    """A stretch of delivery for each, a set-up of half of them, and extensions."""
    for pilot, life in enumerate(world.lives, start=1):
        for kind, first, last in _stretches(world, pilot, life):
            begun = life.status != "proposed" and first < world.today.isoformat()
            ended = last if last < world.today.isoformat() and begun else None
            payer = pilot % DEPARTMENTS + 1 if pilot % 3 else None
            said = "" if payer else "A made-up fund"
            real = (first if begun else None, ended)
            yield pilot, kind, first, last, *real, payer, said, *world.made_at()


def _stretches(world: World, pilot: int, life: Life) -> Iterator[tuple[str, str, str]]:
    if pilot % 2 == 0:
        yield "set_up", world.day_after(life.start, -SET_UP), life.start
    yield "delivery", life.start, life.end
    number = world.sizes.largest_course // 6 if pilot == LARGEST else int(life.status == "extended")
    for n in range(number):
        first = world.day_after(life.end, n * EXTENDED)
        yield "extension", first, world.day_after(first, EXTENDED)


def _checked(world: World) -> Iterator[Row]:
    """Half of the start-up checklist of those that set up."""
    for pilot, life in enumerate(world.lives, start=1):
        if life.status in ("proposed", "setting_up") or pilot == LARGEST:
            for step in STEPS[:: 1 + pilot % 2]:
                yield pilot, step.key, "done", "Made-up job role", "", *world.made_at()


def _legacy(world: World) -> Iterator[Row]:
    """Of each that ended, and of the largest as if it had."""
    states = ("goes_on", "ended", "not_known")
    for pilot, life in enumerate(world.lives, start=1):
        number = world.sizes.largest_course // 4 if pilot == LARGEST else int(life.status in ENDED)
        for n in range(number):
            state = states[(pilot + n) % len(states)]
            until = world.day(100, 900) if state == "goes_on" else None
            funder = pilot % DEPARTMENTS + 1 if state == "goes_on" else None
            what = f"Made-up thing {n + 1} that goes on after pilot {pilot}"
            yield pilot, what, funder, state, until, *world.made_at()
