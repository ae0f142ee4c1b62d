"""A health check as its pages show it: what is said of each statement, now and over the rounds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.html import format_html

from governance.health_check.closing import previous
from governance.health_check.models import HealthResult, HealthRound, HealthWords
from governance.health_check.questions import SCORES, Question
from governance.health_check.results import BANDS, Shown, moved
from interface.cells import status
from interface.columns import Column
from interface.words import capitalised, date_words

Side, State = HealthResult.Side, HealthRound.State
SHAPES = dict(zip(BANDS, ("help", "some", "good"), strict=True))
MOVES: dict[int | None, str] = {1: "up", -1: "down", 0: "about the same"}
TOO_FEW = "Too few to show"
ROUNDS = 5


@dataclass(frozen=True)
class Verdict:
    """What is shown of a statement, as the page says it: a band, and a ``note`` of more."""

    band: str
    shape: str
    note: str = ""


@dataclass(frozen=True)
class Line:
    """What is shown of one statement: of everybody, and of the two sides where both are shown."""

    question: Question
    verdict: Verdict | None
    moved: str
    sides: list[tuple[str, Verdict]]
    words: list[HealthWords]


# By round, statement and side
Results = dict[tuple[int, str, str], HealthResult]


def lines(one: HealthRound, seen: QuerySet[HealthRound]) -> list[Line]:
    """Each statement of a round that is closed; it moved since the last one among those that are
    seen. Three queries."""
    before = previous(one, seen)
    results = _results([one, before] if before else [one])
    words: dict[str, list[HealthWords]] = {}
    for text in one.words.filter(is_hidden=False):
        words.setdefault(text.question, []).append(text)

    def line(question: Question) -> Line:
        now = results.get((one.pk, question.key, Side.ALL))
        was = results.get((before.pk, question.key, Side.ALL)) if before else None
        both = [results.get((one.pk, question.key, side)) for side in (Side.PUBLIC, Side.OTHERS)]
        return Line(
            question,
            _verdict(now) if now else None,
            MOVES.get(moved(_shown(was), _shown(now)), ""),
            [(capitalised(row.get_side_display()), _verdict(row)) for row in both if row],
            words.get(question.key, []),
        )

    return [line(question) for question in one.questions]


def _results(rounds: Iterable[HealthRound]) -> Results:
    rows = HealthResult.objects.filter(round__in=list(rounds))
    return {(row.round_id, row.question, row.side): row for row in rows}


def _shown(row: HealthResult | None) -> Shown | None:
    return Shown(row.band, row.step, row.spread) if row else None


def verdicts(rounds: Iterable[HealthRound]) -> dict[tuple[int, str, str], Verdict]:
    """What is shown of each statement of these rounds, by side. One query."""
    return {key: _verdict(row) for key, row in _results(rounds).items()}


def _verdict(row: HealthResult) -> Verdict:
    spread = f"answers are {row.get_spread_display()}" if row.spread else ""
    middle = f"in the middle: {SCORES[row.step].lower()}" if row.step is not None else ""
    note = "; ".join(part for part in (middle, spread) if part)
    return Verdict(capitalised(row.get_band_display()), SHAPES[row.band], capitalised(note))


@dataclass(frozen=True)
class OverTime:
    """One set of statements over its last rounds, the earliest first: a small picture. Each row is
    a statement and what is shown of it in each round."""

    title: str
    guidance: str
    columns: list[Column]
    rows: list[tuple[Question, list[Verdict | None]]]


def over_time(rounds: Sequence[HealthRound]) -> list[OverTime]:
    """Of each set that was asked, the last rounds of these, the newest of which stand first. One
    query."""
    closed = [one for one in rounds if one.state == State.CLOSED]
    results, made = _results(closed), []
    for kind in dict.fromkeys(one.kind for one in closed):
        last = [one for one in closed if one.kind == kind][:ROUNDS][::-1]
        shown = [
            (question, [_of(results, one, question) for one in last])
            for question in last[0].questions
        ]
        columns = [STATEMENT, *(_column(number, one) for number, one in enumerate(last))]
        title = capitalised(last[0].get_kind_display())
        made.append(OverTime(title, last[0].guidance, columns, shown))
    return made


def _of(results: Results, one: HealthRound, question: Question) -> Verdict | None:
    row = results.get((one.pk, question.key, Side.ALL))
    return _verdict(row) if row else None


STATEMENT = Column("statement", "About", cell=lambda row: row[0].label, head=True)


def _column(number: int, one: HealthRound) -> Column:
    def cell(row: tuple[Question, list[Verdict | None]]) -> Any:
        verdict = row[1][number]
        return status(verdict.band, verdict.shape) if verdict else format_html("{}", TOO_FEW)

    return Column(f"round{one.pk}", date_words(one.ended_on), cell=cell)
