"""How health checks take part in the whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import TruncDate
from django.urls import reverse

from governance.health_check.box import KEPT_IN_BOX
from governance.health_check.in_calendar import CALENDAR
from governance.health_check.models import answered_for
from governance.health_check.packed import PACKED
from governance.health_check.permissions import can_keep_round
from governance.models import HealthAsked, HealthContact, HealthRound, HealthWords
from interface.paging import BoundedCount
from interface.sections import Section, Task
from interface.words import date_words
from partnerships.models import PartnershipPlace, Place
from partnerships.place.examples import made_up_rule
from records.absent import Absent, Whole
from records.backups import LeftOutOfBackups
from records.differences import HistoryLabel
from records.merging import BodyRule, Does
from registry.agenda import DISCUSS, Drafting, OnAgenda, SuggestedItem
from registry.promised import HasPromises
from registry.reported import HasErrorReports
from registry.waiting import Row, TaskQuery, Work, in_columns

State = HealthRound.State
YEAR = dt.timedelta(days=366)
MOST = 5
ASKED_AGAIN = (
    "Backups hold no answers of health checks. Where one is open, the hourly job (run_due) tells "
    "its partners and asks them again."
)


def _to_answer(work: Work) -> QuerySet[Any]:
    """Open rounds in which one of their bodies has not answered, as the hourly job found."""
    rows = HealthAsked.objects.filter(
        answered_for(work.reader),
        round__state=State.OPEN,
        round__closes_on__gte=work.today,
        mark=None,
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
        note="each partner answers once, and nobody is shown its scores",
    )


def _to_say(work: Work) -> QuerySet[Any]:
    """Their bodies that were asked who answers for them, and have not said."""
    rows = HealthContact.objects.filter(
        organisation__in=sorted(work.reader.organisations),
        confirmed_on=None,
        partnership__ended_on=None,
    )
    return in_columns(
        "health_contact",
        rows,
        key="pk",
        what="partnership__name",
        of="organisation__name",
        day=TruncDate("created_at"),
    )


def _contact_section(rows: list[Row], count: BoundedCount, today: dt.date) -> Section:
    return Section(
        key="health_contact",
        title="Who answers health checks for your organisations",
        short="Who answers",
        items=[
            Task(
                title=f"Say who answers for {body} in {partnership}",
                url=reverse("health_contact", args=[key]),
                action="Say who answers",
                reason=f"asked on {date_words(day)}",
            )
            for _, key, partnership, body, _, day in rows
        ],
        count=count,
        note="until then they are asked in no health check",
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
    TaskQuery(kind="health_contact", rows=_to_say, section=_contact_section, order=53),
    *(
        LeftOutOfBackups(one, afterwards=ASKED_AGAIN, order=number)
        for number, one in enumerate(KEPT_IN_BOX)
    ),
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
    HistoryLabel(
        model=HealthContact,
        noun="who answers health checks",
        named_by=("organisation",),
        labels={"person": "Who answers beside the officers", "confirmed_on": "Confirmed on"},
    ),
    HistoryLabel(model=HealthWords, public=True, noun="words of a partner", named_by=("question",)),
    BodyRule(
        HealthAsked,
        "organisation",
        Does.MOVE,
        noun="health check in which it is asked,health checks in which it is asked",
        record="round",
        order=271,
        once=("round_id",),
    ),
    BodyRule(
        HealthContact,
        "organisation",
        Does.MOVE,
        noun="who answers its health checks,whom its health checks ask",
        record="partnership",
        order=272,
        once=("partnership_id",),
    ),
    *CALENDAR,
    Absent(
        model=HealthWords,
        at=Whole.SEARCH,
        fields=("text",),
        why="what partners wrote in confidence is read on the page of its results alone",
    ),
)
