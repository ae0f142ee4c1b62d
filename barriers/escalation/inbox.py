"""Asks as a list: a department's inbox, and what a place or programme waits for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone

from barriers.models import Barrier, Escalation
from interface.exports import Column
from interface.filters import Chosen, FilterSet, OneOf
from interface.paging import Sort
from interface.words import capitalised_choices
from partnerships.models import Organisation, Place, Programme
from partnerships.visibility import reader_of

MIXED = [
    ("waiting", "Waiting for an answer"),
    ("late", "Overdue"),
    ("replied", "Answered or declined"),
    ("in-time", "Answered in time"),
    ("counted", "All that had to be answered"),
]
OF_US, BY_US = "of-us", "by-us"
SORTS = (
    Sort("due", "answer_by", says=lambda one: f"{one.answer_by:%-d %B %Y}"),
    Sort("sent", "sent_on", says=lambda one: f"{one.sent_on:%-d %B %Y}", starts_descending=True),
)


class AskFilter(FilterSet):
    """``AskFilter(request.GET, request=request)`` over the asks that the reader may see."""

    whose = OneOf(
        "Whose",
        choices=[(OF_US, "Asked of your organisations"), (BY_US, "Asked by you")],
        method="of_whom",
    )
    state = OneOf("Where it stands", method="at_state")
    to = Chosen(
        "Asked of",
        rows=lambda request: Organisation.objects.visible_to(request.user),
        by="of_body",
        noun="organisation",
        suggest="organisation_suggest",
        help_text="Also teams within it",
    )
    place = Chosen(
        "Place",
        rows=lambda request: Place.objects.visible_to(request.user),
        by="of_place",
        noun="place",
        suggest="place_suggest",
        help_text="Also places within it",
    )
    programme = OneOf("Programme", method="of_programme")
    helped = OneOf(
        "Did it help?",
        field_name="helped",
        choices=[("yes", "It helped"), ("partly", "It helped a little"), ("no", "It did not help")],
    )

    def __init__(self, data: Mapping[str, Any], *, request: Any) -> None:
        self.user = request.user
        super().__init__(data, self._rows(data.get("whose")), request=request)
        states = capitalised_choices(Escalation.State.choices)
        self.filters["state"].extra["choices"] = [*MIXED, *states]
        programmes = Programme.objects.visible_to(request.user).values_list("slug", "name")
        self.filters["programme"].extra["choices"] = list(programmes)

    def _rows(self, whose: Any) -> QuerySet[Escalation]:
        """All that the reader sees; what their bodies are asked is seen without asking more."""
        reader = reader_of(self.user)
        if whose == OF_US and reader is not None:
            return Escalation.objects.asked_of(reader.organisations)
        return Escalation.objects.visible_to(self.user)

    def of_whom(self, rows: Any, name: str, whose: str) -> QuerySet[Escalation]:
        """Asks of the reader's bodies, or by the reader."""
        reader = reader_of(self.user)
        if reader is None:
            return rows.none()
        if whose == OF_US:
            return rows.asked_of(reader.organisations)
        return rows.filter(created_by=reader.user_id)

    def at_state(self, rows: Any, name: str, state: str) -> QuerySet[Escalation]:
        """Asks at one state, all that wait, or those that are late."""
        replied = rows.filter(state__in=Escalation.ANSWERS)
        match state:
            case "waiting":
                return rows.open()
            case "late":
                return rows.overdue(timezone.localdate())
            case "counted":
                return rows.counted()
            case "replied":
                return replied
            case "in-time":
                return replied.filter(closed_on__lte=F("first_due"))
            case _:
                return rows.filter(state=state)

    def of_programme(self, rows: Any, name: str, slug: str) -> QuerySet[Escalation]:
        """Asks about barriers of one programme."""
        return rows.filter(barrier__programme__slug=slug)


def _place(one: Escalation) -> str:
    return "; ".join(link.place.name for link in one.barrier.place_links.all())


def _cost(barrier: Barrier) -> str:
    return str(barrier.cost) if barrier.cost.known else ""


COLUMNS = (
    Column("reference", "Barrier", "Its reference", lambda one: one.barrier.reference),
    Column("barrier", "What is in the way", "Its title", lambda one: one.barrier.title),
    Column("places", "Places", "Where it bites; the first place leads", _place),
    Column("ask", "Ask", "What the body is asked to do", lambda one: one.ask),
    Column("cost", "Cost", "What the barrier costs, in pounds", lambda one: _cost(one.barrier)),
    Column("rung", "Rung", "How far up it went", lambda one: one.get_rung_display()),
    Column("to", "Asked of", "The organisation or team, of today's name", lambda one: str(one.to)),
    Column("sent", "Sent", "When it was asked", lambda one: one.sent_on),
    Column(
        "acknowledge_by",
        "To acknowledge by",
        "The last day to say that it arrived",
        lambda one: one.acknowledge_by,
    ),
    Column("answer_by", "To answer by", "As it stands now", lambda one: one.answer_by),
    Column("first_due", "First due", "The day as it was first given", lambda one: one.first_due),
    Column("state", "State", "Where it stands", lambda one: one.get_state_display()),
    Column("closed", "Closed", "When it ceased to wait", lambda one: one.closed_on),
    Column("helped", "Helped", "The asker's word", lambda one: one.get_helped_display()),
    Column("address", "Address", "Its page", lambda one: one.get_absolute_url()),
)
