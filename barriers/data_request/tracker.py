"""How bodies answer requests for data: counts and median days, each with its list behind it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Max, Min, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.urls import reverse

from access.subqueries import Median, middle_words
from barriers.data_request.filters import GRANTED, WAITING
from barriers.models import DataRequest
from interface import querystring
from interface.columns import Column
from partnerships.models import Organisation
from people.models import JobRole
from records.dates import DateWithPrecision

Status = DataRequest.Status


@dataclass(frozen=True)
class Line:
    """One body: how many requests it has, how they stand, how long answers took.

    ``body`` is None for requests of which nobody knows who holds the data. ``median`` is of those
    whose days of asking and answering are both known; of ``unknown`` answered ones they are not.
    ``asked_first`` is the earliest known date, with its precision, of those that wait; of
    ``asked_sometime`` of them none is known.
    """

    body: Organisation | None
    total: int
    drafting: int
    waiting: int
    agreed: int
    unsuitable: int
    refused: int
    timed: int
    unknown: int
    median: dt.timedelta | None
    least: dt.timedelta | None
    most: dt.timedelta | None
    asked_first: str | None
    asked_sometime: int
    contacts: list[JobRole] = field(default_factory=list)
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def days(self) -> int | None:
        """The median in whole days; None where it is not known."""
        return None if self.median is None else round(self.median / dt.timedelta(days=1))

    @property
    def days_words(self) -> str:
        """The median in words, of one or two answers each; empty where it is not known."""
        if self.days is None:
            return ""
        return middle_words(self.timed, self.days, self.least, self.most)

    @property
    def since(self) -> DateWithPrecision | None:
        """When the oldest of those that wait was asked, as exactly as known."""
        if self.asked_first is None:
            return None
        day, precision = self.asked_first.split(" ")
        return DateWithPrecision(dt.date.fromisoformat(day), precision)

    @property
    def since_words(self) -> str:
        """Since when they wait, and of how many that is not known; empty where none waits."""
        if not self.waiting:
            return ""
        if self.since is None:
            return "since when is not known"
        of_some = self.asked_sometime
        rest = f"; we don’t know since when for {of_some}" if of_some else ""
        return f"{'' if self.waiting == 1 else 'the oldest '}since {self.since}{rest}"

    def url(self, status: str = "") -> str:
        """The list that a number counts, narrowed as the tracker is."""
        body = self.body.slug if self.body else None
        nobody = None if self.body else "on"
        narrowed = status or self.params.get("status") or None
        changes = {"body": body, "no_body": nobody, "status": narrowed, "body_pick": None}
        return reverse("data_requests") + querystring.replaced(self.params, **changes)

    @property
    def cells(self) -> list[tuple[str, int, str]]:
        """Label, number and the list that it counts."""
        return [
            ("All", self.total, self.url()),
            ("Being drafted", self.drafting, self.url(Status.DRAFTING)),
            ("No answer yet", self.waiting, self.url(WAITING)),
            ("Agreed or received", self.agreed, self.url(GRANTED)),
            ("Found not suitable", self.unsuitable, self.url(Status.UNSUITABLE)),
            ("Refused", self.refused, self.url(Status.REFUSED)),
        ]


def build(requests: QuerySet[DataRequest], user: Any, params: Mapping[str, Any]) -> list[Line]:
    """One line for each body, the one with most requests first. Three queries at most.

    ``requests`` are those that the reader may see, ``params`` what narrowed them.
    """
    counted = _counted(requests)
    bodies = Organisation.objects.in_bulk([row["of"] for row in counted if row["of"]])
    contacts = contacts_of(bodies.values(), user)
    lines = []
    for row in counted:
        body = bodies.get(row.pop("of"))
        lines.append(Line(body, contacts=contacts[body.pk] if body else [], params=params, **row))
    return sorted(lines, key=lambda line: (line.body is None, -line.total, str(line.body)))


def _counted(requests: QuerySet[DataRequest]) -> list[dict[str, Any]]:
    """The numbers of each body, with its id as ``of``; one query."""
    answered = Q(status__in=DataRequest.ANSWERED)
    exact = Q(asked_on__isnull=False, answered_on__isnull=False)
    exact &= Q(asked_on_precision="day", answered_on_precision="day")
    waits = Q(status__in=DataRequest.WAITING, asked_of__isnull=False)
    took = F("answered_on") - F("asked_on")
    asked = Q(asked_on__isnull=False)
    day = Cast("asked_on", TextField())
    rows: Any = requests.order_by().annotate(of=Coalesce("asked_of", "holder")).values("of")
    return list(
        rows.annotate(
            total=Count("pk"),
            drafting=Count("pk", filter=Q(status=Status.DRAFTING)),
            waiting=Count("pk", filter=waits),
            agreed=Count("pk", filter=Q(status__in=DataRequest.GRANTED)),
            unsuitable=Count("pk", filter=Q(status=Status.UNSUITABLE)),
            refused=Count("pk", filter=Q(status=Status.REFUSED)),
            timed=Count("pk", filter=answered & exact),
            unknown=Count("pk", filter=answered & ~exact),
            median=Median(took, filter=answered & exact),
            least=Min(took, filter=answered & exact),
            most=Max(took, filter=answered & exact),
            asked_first=Min(
                Concat(day, Value(" "), "asked_on_precision", output_field=TextField()),
                filter=waits & asked,
            ),
            asked_sometime=Count("pk", filter=waits & ~asked),
        )
    )


def contacts_of(bodies: Any, user: Any) -> dict[int, list[JobRole]]:
    """The open job roles of the kind *data contact* of each body, else of the one above it."""
    above = {body.pk: body.parent_id for body in bodies}
    ids = {*above, *above.values()} - {None}
    rows = JobRole.objects.visible_to(user).open().filter(kind=JobRole.Kind.DATA_CONTACT)
    own: dict[Any, list[JobRole]] = defaultdict(list)
    for post in rows.filter(organisation__in=ids).order_by("title", "id") if ids else ():
        own[post.organisation_id].append(post)
    return {pk: own[pk] or (own[parent] if parent else []) for pk, parent in above.items()}


COLUMNS = (
    Column(
        "body",
        "Organisation",
        "The organisation that was asked or, if none was, the one that holds the data. Empty: "
        "not known",
        lambda row: str(row.body or ""),
    ),
    Column("all", "All", "Requests that you can see", lambda row: row.total),
    Column("drafting", "Being drafted", "Not asked, as far as is known", lambda row: row.drafting),
    Column("waiting", "No answer yet", "Asked, and not answered", lambda row: row.waiting),
    Column("since", "Waits since", "The oldest of these, where known", lambda row: row.since),
    Column("agreed", "Agreed or received", "", lambda row: row.agreed),
    Column("unsuitable", "Found not suitable", "", lambda row: row.unsuitable),
    Column("refused", "Refused", "", lambda row: row.refused),
    Column(
        "median_days",
        "Median days",
        "From the day asked to the day answered, the middle answer",
        lambda row: row.days,
    ),
    Column("timed", "Answers timed", "Where both dates are known", lambda row: row.timed),
    Column(
        "unknown",
        "Days not known",
        "Answers with a date that is not known",
        lambda row: row.unknown,
    ),
    Column(
        "contacts",
        "Data contact",
        "Job roles to ask",
        lambda row: "; ".join(map(str, row.contacts)),
    ),
)
