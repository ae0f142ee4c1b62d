"""How pilots go, in *my work*: milestones, risks, case studies and residents' words that wait.

All four in one query, since most people have few of each.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Case, DateField, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, NullIf, TruncDate
from django.urls import reverse

from interface.paging import BoundedCount
from interface.sections import SHOWN, Section, Task
from interface.words import count_words, date_words
from pilots.models import CaseStudy, Milestone, Pilot, Risk, YouSaid

AHEAD = dt.timedelta(days=30)
LONGEST = 120
ENDED = "ended"
# What a row says: of which kind, what its address carries, what it is, of what, and its day.
Row = tuple[str, str, str, str, str, dt.date]


def sections(user: Any, today: dt.date) -> Iterator[Section]:
    """Those of which something waits. One query."""
    found: dict[str, list[Row]] = {}
    for row in _waiting(user, today):
        found.setdefault(row[0], []).append(row)
    for kind, make in _MADE.items():
        if rows := found.get(kind):
            count = BoundedCount(min(len(rows), SHOWN), more=len(rows) > SHOWN)
            yield make(rows[:SHOWN], count, today)


def _waiting(user: Any, today: dt.date) -> QuerySet[Any]:
    logged = Pilot.objects.visible_to(user).logged_by(user).values("pk")
    of = Coalesce(NullIf("pilot__name", Value("")), "programme__name", Value("a pilot"))
    pilot = Coalesce(NullIf("pilot__name", Value("")), Value("a pilot"))
    milestones = Milestone.objects.kept_by(user).due(by=today + AHEAD)
    ended = Case(When(pilot__status__in=Pilot.ENDED, then=Value(ENDED)), default=Value(""))
    risks = Risk.objects.visible_to(user).filter(pilot__in=logged).to_review(today)
    studies = CaseStudy.objects.visible_to(user).for_decision_by(user)
    said = YouSaid.objects.visible_to(user).for_decision_by(user)
    changed, sent = TruncDate("updated_at"), TruncDate("created_at")
    return _rows(
        "milestone", milestones, key="pk", what="text", of=of, day="due", state=ended
    ).union(
        _rows("risk", risks, key="pilot__slug", what="what", of=pilot, day="review_on"),
        _rows("study", studies, key="slug", what="title", of=pilot, day=changed, state="state"),
        _rows("said", said, key="place__slug", what="said", of="place__name", day=sent),
        all=True,
    )


def _rows(kind: str, rows: QuerySet[Any], *, day: Any, **said: Any) -> QuerySet[Any]:
    """The first few of one kind, in columns that all kinds share."""
    texts = {"key": said["key"], "what": said["what"], "of": said["of"]}
    texts["state"] = said.get("state", Value(""))
    made = rows.annotate(
        w_kind=Value(kind, output_field=TextField()),
        w_day=Cast(day, DateField()),
        **{f"w_{name}": Cast(column, TextField()) for name, column in texts.items()},
    )
    columns = ("w_kind", "w_key", "w_what", "w_of", "w_state", "w_day")
    return made.order_by("w_day", "pk").values_list(*columns)[: SHOWN + 1]


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"


def _milestones(rows: list[Row], count: BoundedCount, today: dt.date) -> Section:
    shown = sum(day < today for *_, day in rows)
    late = BoundedCount(shown, more=count.more and shown == len(rows))
    return Section(
        key="milestones",
        title="Milestones late or close",
        items=[
            Task(
                title=what,
                url=reverse("milestone_edit", args=[key]),
                note=of,
                **_state(state, day, today),
                reason=f"planned for {date_words(day)}",
            )
            for _, key, what, of, state, day in rows
        ],
        count=count,
        note=f"{late} not reported as done" if late else "in the next 30 days",
    )


def _state(state: str, day: dt.date, today: dt.date) -> dict[str, str]:
    """How late it is; of a pilot that has ended, that nobody has said what became of it."""
    if state == ENDED:
        return {"status": "Not said", "shape": "early"}
    if day < today:
        return {"status": f"{count_words((today - day).days, 'day')} late", "shape": "some"}
    return {}


def _risks(rows: list[Row], count: BoundedCount, today: dt.date) -> Section:
    return Section(
        key="risks",
        title="Risks to review",
        short="Risks to review",
        items=[
            Task(
                title=_short(what),
                url=reverse("pilot_risks", args=[slug]),
                note=of,
                reason=f"since {date_words(day)}" if day < today else "today",
            )
            for _, slug, what, of, _, day in rows
        ],
        count=count,
        note="their review is due",
    )


def _studies(rows: list[Row], count: BoundedCount, today: dt.date) -> Section:
    return Section(
        key="studies",
        title="Case studies that wait for you",
        short="Case studies",
        items=[
            Task(
                title=what,
                url=reverse("case_study", args=[slug]),
                note=of,
                status="To publish" if state == CaseStudy.State.REVIEWED else "To review",
                reason=f"since {date_words(day)}",
            )
            for _, slug, what, of, state, day in rows
        ],
        count=count,
        note="to review or publish",
    )


def _said(rows: list[Row], count: BoundedCount, today: dt.date) -> Section:
    return Section(
        key="said",
        title="Residents’ words that wait for you",
        short="Residents’ words",
        items=[
            Task(
                title=_short(what),
                url=reverse("place_you_said", args=[slug]),
                note=of,
                reason=f"since {date_words(day)}",
            )
            for _, slug, what, of, _, day in rows
        ],
        count=count,
        note="sent in, or to be approved",
    )


_MADE = {"milestone": _milestones, "risk": _risks, "study": _studies, "said": _said}
