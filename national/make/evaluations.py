"""Who evaluates and what they found; theories of change; costs and benefits; who took it up."""

from __future__ import annotations

from collections.abc import Iterator

from national.make.ground import TOPICS
from national.make.work import LARGEST
from national.make.world import NOW, World
from pilots.models import (
    CostLine,
    Evaluation,
    EvaluationFinding,
    EvaluationReport,
    Spread,
    Theory,
    TheoryBox,
    TheoryLink,
)
from pilots.theory.actions import MOST_BOXES
from pilots.theory.drawing import COLUMN
from records.copying import Row

# One pilot in so many has it
EVALUATED, THEORISED, COSTED, TAKEN_UP = 20, 40, 5, 20
FINDINGS_EACH, BOXES_EACH = 6, 8
_MADE = ("created_at", "updated_at")
_EVIDENCE = ("perception", "measured", "judgement", "study", "")
_CONFIDENCE = ("low", "medium", "high", "")
_DIRECTIONS = {"positive": 40, "no_effect": 20, "negative": 10, "mixed": 15, "unclear": 15}
_STATES = ("planned", "under_way", "reported", "reported", "unknown")


def fill_evaluations(world: World) -> None:
    """Of some pilots and of every programme, with what they found."""
    numbered = list(enumerate(_subjects(world), start=1))
    columns = (
        *("id", "pilot_id", "programme_id", "title", "reach", "evaluator_id", "independence"),
        *("questions", "methods", "state", "visibility", *_MADE),
    )
    world.fill(Evaluation, columns, _evaluations(world, numbered))
    told = ("id", "evaluation_id", "title", "kind", "published", "url", *_MADE)
    world.fill(EvaluationReport, told, _reports(world, len(numbered)))
    found = (
        *("id", "evaluation_id", "claim", "topic_id", "evidence", "confidence", "confidence_why"),
        *("concerns", "direction", "is_interim", "report_id", "superseded_by_id", "visibility"),
        *("published_at", *_MADE),
    )
    world.fill(EvaluationFinding, found, _findings(world, numbered))
    _fill_theories(world)
    lines = ("pilot_id", "side", "item", "amount_low", "years", "price_year", "basis", *_MADE)
    world.fill(CostLine, lines, _lines(world))
    spread = ("pilot_id", "place_id", "what", "on", "known_from", *_MADE)
    world.fill(Spread, spread, _spread(world))


def _some(world: World, every: int) -> range:
    """One pilot in so many; the largest is among them."""
    return range(LARGEST, world.sizes.pilots + 1, every)


def _subjects(world: World) -> Iterator[tuple[int | None, int | None]]:
    """The pilot or programme of each evaluation; several of the largest pilot."""
    yield from ((None, programme) for programme in range(1, world.sizes.programmes + 1))
    yield from ((LARGEST, None) for _ in range(world.sizes.largest_course // 10))
    yield from ((pilot, None) for pilot in _some(world, EVALUATED))


def _evaluations(
    world: World, numbered: list[tuple[int, tuple[int | None, int | None]]]
) -> Iterator[Row]:
    for n, (pilot, programme) in numbered:
        title = f"Made-up evaluation {n}"
        body = n * 29 % world.sizes.organisations + 1
        yield (
            *(n, pilot, programme, title, "local" if pilot else "national", body),
            *("Who pays is made up.", "What it asks is made up.", "How it looks is made up."),
            *(_STATES[n % len(_STATES)], "network" if n % 8 == 0 else "public", *world.made_at()),
        )


def _reports(world: World, evaluations: int) -> Iterator[Row]:
    """An interim and a final one of each; the final one of some is not out."""
    for n in range(1, 2 * evaluations + 1):
        kind = "interim" if n % 2 else "final"
        out = kind == "interim" or n % 3
        url = f"https://reports.example/{n}" if out else ""
        day = world.day(-390, -1) if out else None
        yield n, (n + 1) // 2, f"Made-up report {n}", kind, day, url, *world.made_at()


def _findings(
    world: World, numbered: list[tuple[int, tuple[int | None, int | None]]]
) -> Iterator[Row]:
    """Some for each, a few not published, one in ten replaced by the one after it."""
    each = [
        world.sizes.largest_course if pilot == LARGEST else FINDINGS_EACH
        for _, (pilot, _) in numbered
    ]
    directions = world.pick(_DIRECTIONS, sum(each))
    levels = world.levels(2, 5, 8, 15, 70, number=sum(each))
    n = 0
    for (evaluation, _), number in zip(numbered, each, strict=True):
        for at in range(number):
            n += 1
            confidence, report = _CONFIDENCE[n % len(_CONFIDENCE)], evaluation * 2 - n % 2
            replaced = n + 1 if at + 1 < number and n % 10 == 0 else None
            is_out = replaced is not None or n % 12
            yield (
                *(n, evaluation, f"What was found is made up ({n})."),
                *(n % TOPICS + 1 if n % 3 == 0 else None, _EVIDENCE[n % len(_EVIDENCE)]),
                *(confidence, "Why so sure is made up." if confidence else ""),
                *(("person", "organisation", "society", "")[n % 4], directions[n - 1]),
                *("t" if n % 2 else "f", report, replaced, levels[n - 1]),
                *(NOW.isoformat() if is_out else None, *world.made_at()),
            )


def _fill_theories(world: World) -> None:
    """An agreed version each, and several of the largest pilot, the last of them a draft."""
    versions = [(pilot, 1) for pilot in _some(world, THEORISED)]
    versions += [(LARGEST, number) for number in range(2, world.sizes.largest_course // 10 + 2)]
    drafted = len(versions) if versions[-1][0] == LARGEST else 0
    rows = (
        (
            *(n, pilot, number, "Why it is new is made up" if number > 1 else ""),
            *(None if n == drafted else NOW.isoformat(), *world.made_at()),
        )
        for n, (pilot, number) in enumerate(versions, start=1)
    )
    world.fill(Theory, ("id", "pilot_id", "number", "why", "agreed_at", *_MADE), rows)
    boxes = list(_boxes(world, [pilot for pilot, _ in versions]))
    rows_of_boxes = ((*box, *world.made_at()) for box in boxes)
    world.fill(TheoryBox, ("id", "theory_id", "kind", "text", *_MADE), rows_of_boxes)
    links = (
        (theory, n, n + step, *world.made_at())
        for n, theory, *_ in boxes
        for step in (1, 2)
        if n + step <= len(boxes) and boxes[n + step - 1][1] == theory
    )
    world.fill(TheoryLink, ("theory_id", "start_id", "end_id", *_MADE), links)


def _boxes(world: World, of: list[int]) -> Iterator[tuple[int, int, str, str]]:
    """From the problem to what changes in the end, each leading on to the next two."""
    kinds, n = list(COLUMN), 0
    most = max(BOXES_EACH, min(MOST_BOXES, world.sizes.largest_course))
    for theory, pilot in enumerate(of, start=1):
        number = most if pilot == LARGEST else BOXES_EACH
        for at in range(number):
            n += 1
            yield n, theory, kinds[at * len(kinds) // number], f"Made-up step {at + 1}"


def _lines(world: World) -> Iterator[Row]:
    """A cost and a benefit each; many of the largest pilot."""
    for pilot in _some(world, COSTED):
        for n in range(world.sizes.largest_course // 2 if pilot == LARGEST else 2):
            amount = None if (pilot + n) % 7 == 0 else (pilot + n) % 90 * 1000
            side, item = ("benefit" if n % 2 else "cost"), f"Made-up amount {n + 1}"
            yield pilot, side, item, amount, "2025/26", 2025, "estimate", *world.made_at()


def _spread(world: World) -> Iterator[Row]:
    """Another place took it up."""
    taken = _some(world, TAKEN_UP)
    for pilot, place in zip(taken, world.places(len(taken)), strict=True):
        said = ("What they took up is made up", world.day(-390, -1), "A made-up letter")
        yield pilot, place, *said, *world.made_at()
