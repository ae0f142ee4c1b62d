"""How health checks take part in the whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from governance.health_check.models import answered_for
from governance.health_check.packed import PACKED
from governance.health_check.permissions import can_keep_round
from governance.models import HealthAsked, HealthRound, HealthWords
from interface.paging import BoundedCount
from interface.sections import Section, Task
from partnerships.models import PartnershipPlace, Place
from partnerships.place.examples import made_up_rule
from records.differences import HistoryLabel
from records.merging import BodyRule, Does
from registry.agenda import DISCUSS, Drafting, OnAgenda, SuggestedItem
from registry.promised import HasPromises
from registry.reported import HasErrorReports
from registry.waiting import Row, TaskQuery, Work, in_columns

State = HealthRound.State
YEAR = dt.timedelta(days=366)
MOST = 5


def _to_answer(work: Work) -> QuerySet[Any]:
    """Open rounds in which one of their bodies has not answered."""
    rows = HealthAsked.objects.filter(
        answered_for(work.reader),
        round__state=State.OPEN,
        round__closes_on__gte=work.today,
        has_answered=False,
    )
    return in_columns(
        "health",
        rows,
        key="round",
        what="round__partnership__name",
        of="organisation__name",
        day="round__closes_on",
    )


def _section(rows: list[Row], count: BoundedCount, today: dt.date) -> Section:
    return Section(
        key="health",
        title="Health checks of your partnerships",
        short="Health checks",
        items=[
            Task(
                title=f"Say how {partnership} is doing",
                url=reverse("health_round", args=[key]),
                action="Answer",
                reason=f"for {body}",
                due=day,
            )
            for _, key, partnership, body, _, day in rows
        ],
        count=count,
        note="each partner answers once, and nobody reads a single answer",
    )


def _suggested(drafting: Drafting) -> Iterator[SuggestedItem]:
    """Those that closed since the board met, of partnerships that work for its places."""
    links = PartnershipPlace.objects.filter(place__in=drafting.places)
    since = drafting.since or drafting.today - YEAR
    rows = drafting.seen(HealthRound.objects).filter(
        state=State.CLOSED, ended_on__gte=since, partnership__in=links.values("partnership")
    )
    for one in rows.select_related("partnership").order_by("ended_on", "id")[:MOST]:
        title = f"How {one.partnership} is doing"
        asks = f"What partners said about the {one.get_kind_display()}, and what to do about it"
        yield SuggestedItem(f"health-{one.pk}", title, asks, DISCUSS, one)


def _at(place: Place) -> Q:
    links = PartnershipPlace.objects.filter(place__reach_up__ancestor=place.pk)
    return Q(partnership__in=links.order_by().values("partnership"))


REGISTRATIONS = (
    PACKED,
    TaskQuery(kind="health", rows=_to_answer, section=_section, order=48),
    OnAgenda(
        key="health",
        head="Health checks",
        suggested=_suggested,
        record=HealthRound,
        reads=("partnership",),
        order=70,
    ),
    HasErrorReports(model=HealthRound, pages=("health_round",), of=("partnership",)),
    HasPromises(
        model=HealthRound,
        kept_by=can_keep_round,
        where=lambda one: next(iter(one.partnership.places.all()), None),
        rows=lambda rows: rows.select_related("partnership").prefetch_related(
            "partnership__places"
        ),
        made_up=lambda: made_up_rule(HealthRound, "partnership"),
        at=_at,
        order=65,
    ),
    HistoryLabel(
        model=HealthRound,
        noun="health check",
        named_by=("opened_on",),
        labels={"state": "State", "opened_on": "Opened on", "ended_on": "Closed on"},
    ),
    HistoryLabel(model=HealthWords, noun="words of a partner", named_by=("question",)),
    BodyRule(
        HealthAsked,
        "organisation",
        Does.MOVE,
        noun="health check in which it is asked,health checks in which it is asked",
        record="round",
        order=271,
        once=("round_id",),
    ),
)
