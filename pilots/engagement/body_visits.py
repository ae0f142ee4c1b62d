"""All visits of a body and of the teams within it: planned, been, called off."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from operator import attrgetter
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from interface.articles import with_article
from interface.cells import linked, small, status
from interface.columns import Column
from interface.filters import AnyOf, FilterSet
from interface.pages import Empty, ListPage, PageAction
from interface.programs import closed_to_programs
from partnerships.models import Organisation
from partnerships.organisation.frame import of_organisation
from partnerships.place.forms import place_filter
from pilots.engagement import reading
from pilots.engagement.models import Engagement
from pilots.engagement.views import SORTS

State = Engagement.State
STATES = [
    (State.PLANNED, "Planned"),
    (State.HELD, "Took place"),
    (State.CALLED_OFF, "Called off"),
]
SHAPES = {State.PLANNED: "early", State.HELD: "good", State.CALLED_OFF: "done"}


class BodyVisitFilter(FilterSet):
    """What narrows the visits of a body."""

    state = AnyOf("Planned or past", field_name="state", choices=STATES)
    place = place_filter(by="at_place")


def _about(visit: Any) -> Any:
    return linked(visit.purpose, visit.reading.url)


def _state(visit: Any) -> Any:
    if visit.reading.asks_what_came:
        return status("Not written up", "some")
    return status(dict(STATES)[visit.state], SHAPES[visit.state])


def _open(visit: Any) -> Any:
    promises = visit.reading.promises
    if not promises:
        return "Nothing"
    left = sum(promise.shape in ("early", "some") for promise in promises)
    return small(f"{left} of {len(promises)} to do") if left else "All kept or ended"


SHOWN = {
    "purpose": Column(
        "purpose", "What about", "What it was about", attrgetter("purpose"), _about, head=True
    ),
    "day": Column(
        "day",
        "Day",
        "No more exact than known",
        attrgetter("day"),
        lambda row: str(row.day or ""),
        sort="day",
    ),
    "place": Column("place", "Place", "Where", attrgetter("place"), attrgetter("place")),
    "met": Column(
        "met",
        "Who",
        "Who comes or came, with how many people where that is known",
        attrgetter("reading.met"),
        attrgetter("reading.met"),
    ),
    "state": Column(
        "state", "State", "Took place, planned or called off", attrgetter("reading.state"), _state
    ),
}
COLUMNS: tuple[Column, ...] = (
    *SHOWN.values(),
    Column("promised", "Promised", cell=_open),
    *(column for column in reading.COLUMNS if column.name not in SHOWN),
)


class BodyVisits(ListPage):
    """For everyone signed in, as far as they may see each; officers of the body see all."""

    closed_because = "programs read its rows in “Visits”"
    model, filters, columns, sorts = Engagement, BodyVisitFilter, COLUMNS, SORTS
    noun, file = "visit", "visits"
    orders = {"day": ("the earliest first", "the latest first")}

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Callable[..., HttpResponseBase]:
        """The view, given the body that its address leads to."""
        page: Any = super().as_view(**initkwargs)

        def view(request: HttpRequest, record: Organisation) -> HttpResponseBase:
            answer: HttpResponseBase = page(request, record=record)
            return answer

        return closed_to_programs(cls.closed_because)(of_organisation(view))

    @cached_property
    def body(self) -> Organisation:
        """Whose visits these are."""
        body: Organisation = self.kwargs["record"]
        return body

    @property
    def title(self) -> str:  # type: ignore[override]  # it names the body
        return f"Visits by {with_article(self.body)}"

    def get_queryset(self) -> Any:
        rows: Any = super().get_queryset()
        return reading.with_all(rows.filter(kind=Engagement.Kind.VISIT).with_body(self.body))

    def complete(self, rows: Iterable[Any]) -> Iterable[Any]:
        return reading.with_readings(self.request.user, timezone.localdate(), rows)

    def nothing(self) -> Empty:
        return Empty(
            f"No visit by {with_article(self.body)} that you can see is recorded.",
            "Its officers can plan one from the page of a pilot or a place.",
        )

    def get_actions(self) -> list[PageAction]:
        return [PageAction("All visits", reverse("visits"))]

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        organisations = ("Organisations", reverse("organisations"))
        return [organisations, (str(self.body), self.body.get_absolute_url())]

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [*self.parent_breadcrumbs(), ("Visits", "")]

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "example": self.body.is_example}
