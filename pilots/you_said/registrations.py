"""How residents’ words take part in the whole."""

from __future__ import annotations

import datetime as dt
from operator import itemgetter
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import TruncDate
from django.urls import reverse

from interface.paging import BoundedCount
from interface.parts import RecordMenuItem
from interface.sections import Section, Task
from interface.words import waited
from partnerships.place.belonging import above
from partnerships.place.examples import made_up_rule
from pilots.models import YouSaid
from pilots.you_said.permissions import can_write_you_said
from records.absent import Absent, Whole
from records.differences import HistoryLabel
from records.merging import Does, PlaceRule, Sides
from registry.search import PILOT, PLACE, SearchIndex
from registry.waiting import Row, TaskQuery, Work, in_columns, shortened


def _not_decided(sides: Sides) -> Q:
    return Q(state__in=YouSaid.WAITING)


def _waiting(work: Work) -> QuerySet[Any]:
    rows = YouSaid.objects.visible_to(work.user).for_decision_by(work.user)
    sent = TruncDate("created_at")
    return in_columns("said", rows, key="place__slug", what="said", of="place__name", day=sent)


def _section(rows: list[Row], count: BoundedCount, today: dt.date) -> Section:
    return Section(
        key="said",
        title="Residents’ words that wait for you",
        short="Residents’ words",
        items=[
            Task(
                title=f"Decide on a resident’s words: {shortened(what)}",
                url=reverse("place_you_said", args=[slug]),
                action="Decide",
                note=of,
                reason=waited(day, today),
            )
            for _, slug, what, of, _, day in rows
        ],
        count=count,
        note="sent in, or to be approved",
    )


REGISTRATIONS = (
    HistoryLabel(model=YouSaid, apart="the page says what was said and what was done"),
    RecordMenuItem(
        page="place_you_said_add",
        label="Add to “You said, we did”",
        says="What people asked for, and what was done",
        of="place",
        order=50,
        words="residents new",
        permission=can_write_you_said,
        adds=True,
    ),
    PlaceRule(
        YouSaid,
        "place",
        Does.MOVE,
        noun="“you said” entry,“you said” entries",
        order=450,
        open=_not_decided,
    ),
    TaskQuery(kind="said", rows=_waiting, section=_section, order=40),
    SearchIndex(
        model=YouSaid,
        label="you said, we did",
        plural="you said, we did",
        page="place_you_said",
        key=("place__slug",),
        title="said",
        text=("did",),
        note=("place__name", "did"),
        status="state",
        within={PILOT: "pilot_id", PLACE: above("place")},
        made_up=made_up_rule(YouSaid, "pilot"),
        anchor="said-{pk}",
        order=105,
    ),
    Absent(
        model=YouSaid,
        at=Whole.FILES,
        why="no format reads what residents asked for with what was answered",
        to_come=True,
    ),
    RecordMenuItem(
        page="place_you_said",
        label="You said, we did",
        says="What people asked for, and what was done",
        of="place",
        order=20,
        counts=itemgetter("said"),
        words="said residents",
        answer="You said, we did in",
    ),
    RecordMenuItem(
        page="place_tell",
        label="Tell us something",
        says="What goes well or badly there, in your words",
        of="place",
        order=240,
        words="feedback involved join say something tell",
        answer="Tell us something about",
        apart=True,
    ),
)
