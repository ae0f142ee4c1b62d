"""A meeting, visit, workshop or outreach as one reader sees it; pages and files say no more.

The public reads what took place, who was there and counts of five and more; what was learned,
decided and promised is for those who are signed in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from operator import attrgetter
from typing import Any

from django.db.models import Prefetch

from collaboration.models import ActionItem
from interface.articles import with_article
from interface.columns import Column, Type
from interface.words import list_words
from people.models import JobRole
from pilots.engagement.models import EngagementQuerySet
from pilots.models import Engagement, EngagementBody
from pilots.people_counts import hides_few, shown
from pilots.pilot.permissions import can_read_working_text
from records.dates import Precision
from records.figures import FEW, FEWER_THAN, Qualifier, Quantity

PEOPLE = "people"
NOT_KNOWN = Quantity(None, unit=PEOPLE)
FEW_CAME = Quantity(FEW, None, FEWER_THAN, PEOPLE)
SHAPES = {
    ActionItem.State.OPEN: "early",
    ActionItem.State.DONE: "good",
    ActionItem.State.DROPPED: "done",
}


@dataclass(frozen=True)
class ReadBody:
    """A team or body that was there, and how many of its people. ``said`` adds those in brackets
    where they are known."""

    name: str
    url: str
    people: Quantity

    @property
    def said(self) -> str:
        """Its name with how many came."""
        return f"{self.name} ({self.people})" if self.people.known else self.name


@dataclass(frozen=True)
class ReadPromise:
    """Something promised, as those who are signed in see it."""

    text: str
    url: str
    owner: str
    due: dt.date
    status: str
    shape: str
    ended_on: dt.date | None = None
    outcome: str = ""
    is_late: bool = False


@dataclass(frozen=True)
class ReadEngagement:
    """What one reader sees. Empty text is text that is not for this reader, or none."""

    number: int
    url: str
    kind: str
    kind_key: str
    method: str
    state: str
    state_key: str
    when: str
    purpose: str
    place: Any
    bodies: list[ReadBody]
    came: Quantity
    source: Any
    is_exact: bool = True
    host: JobRole | None = None
    findings: str = ""
    decisions: str = ""
    by: str = ""
    promises: list[ReadPromise] = field(default_factory=list)
    called_off_because: str = ""
    asks_what_came: bool = False

    @property
    def is_visit(self) -> bool:
        """Whether somebody goes to see the place."""
        return self.kind_key == Engagement.Kind.VISIT

    @property
    def is_held(self) -> bool:
        """Whether it took place."""
        return self.state_key == Engagement.State.HELD

    @property
    def is_planned(self) -> bool:
        """Whether it is still to come."""
        return self.state_key == Engagement.State.PLANNED

    @property
    def is_withheld(self) -> bool:
        """Whether how many came is known, and not shown since small numbers would be read off."""
        return not self.came.known and any(body.people.known for body in self.bodies)

    @property
    def met(self) -> str:
        """Who was there, in a line."""
        return "; ".join(body.said for body in self.bodies)

    @property
    def who(self) -> str:
        """The bodies alone, as a sentence has them: "the Cabinet Office and Ofgem"."""
        return list_words(with_article(body.name) for body in self.bodies)

    @property
    def title(self) -> str:
        """Meeting on 4 May 2026; Outreach, date not known."""
        if not self.when:
            return f"{self.kind}, date not known"
        return f"{self.kind} {'on' if self.is_exact else 'in'} {self.when}"


def with_all(rows: Any) -> EngagementQuerySet:
    """With what reading needs at hand: two queries for any number."""
    bodies = EngagementBody.objects.select_related("organisation")
    return rows.select_related("pilot", "place", "source", "created_by").prefetch_related(
        Prefetch("bodies", bodies)
    )


def read(
    user: Any, rows: Iterable[Engagement], today: dt.date, *, with_promises: bool = True
) -> list[ReadEngagement]:
    """These, as this reader sees them. The caller has loaded them with ``visible_to``.

    Two more queries for those who are signed in: the hosts whom they may know, and promises.
    """
    meetings = list(rows)
    hosts = {meeting.host_id for meeting in meetings if meeting.host_id is not None}
    seen = (
        {post.pk: post for post in JobRole.objects.visible_to(user).filter(pk__in=hosts)}
        if hosts
        else {}
    )
    promised: dict[int, list[ActionItem]] = {}
    if with_promises and can_read_working_text(user):
        for promise in ActionItem.objects.about(*meetings):
            promised.setdefault(promise.subject_id, []).append(promise)
    return [_read(user, meeting, seen, promised.get(meeting.pk, []), today) for meeting in meetings]


def _read(
    user: Any,
    meeting: Engagement,
    hosts: dict[int, JobRole],
    promised: list[ActionItem],
    today: dt.date,
) -> ReadEngagement:
    rows = list(meeting.bodies.all())
    may = can_read_working_text(user)
    return ReadEngagement(
        number=meeting.number,
        url=meeting.get_absolute_url(),
        kind=str(meeting.get_kind_display()).capitalize(),
        kind_key=meeting.kind,
        method=str(meeting.get_method_display()) if meeting.method else "",
        state=str(meeting.get_state_display()),
        state_key=meeting.state,
        when=str(meeting.day or ""),
        purpose=meeting.purpose,
        place=meeting.place,
        bodies=[_body(user, row) for row in rows],
        came=came(user, meeting, rows),
        source=meeting.source,
        is_exact=meeting.on_precision == Precision.DAY,
        host=hosts.get(meeting.host_id or 0),
        findings=meeting.findings if may else "",
        decisions=meeting.decisions if may else "",
        by=str(meeting.created_by) if may and meeting.created_by else "",
        promises=[read_promise(each, today) for each in promised],
        called_off_because=meeting.called_off_because if may else "",
        asks_what_came=meeting.asks_what_came(today),
    )


def _body(user: Any, row: EngagementBody) -> ReadBody:
    url = row.organisation.get_absolute_url() if row.organisation else ""
    return ReadBody(str(row), url, shown(user, _people(row)))


def _people(row: EngagementBody) -> Quantity:
    low = None if row.people is None else Decimal(row.people)
    return Quantity(low, unit=PEOPLE)


def came(user: Any, meeting: Engagement, rows: list[EngagementBody]) -> Quantity:
    """How many were there in all: as said, else the sum over the bodies.

    The public reads no total from which a small count of one body could be worked out.
    """
    counts = [row.people for row in rows if row.people is not None]
    total = meeting.reached
    if not hides_few(user):
        return total if total.known else _sum(counts, is_whole=len(counts) == len(rows))
    plain = [people for people in counts if people == 0 or people >= FEW]
    has_few, has_unknown = len(plain) < len(counts), len(counts) < len(rows)
    if total.known and (not counts or (not has_few and not has_unknown)):
        return shown(user, total)
    if plain and sum(plain):
        return _sum(plain, is_whole=not has_few and not has_unknown)
    return FEW_CAME if len(counts) == len(rows) == 1 else NOT_KNOWN


def _sum(people: list[int], *, is_whole: bool) -> Quantity:
    if not people:
        return NOT_KNOWN
    exact = Qualifier.EXACTLY if is_whole else Qualifier.AT_LEAST
    return Quantity(Decimal(sum(people)), None, exact, PEOPLE)


def read_promise(promise: ActionItem, today: dt.date) -> ReadPromise:
    """A promise as its readers see it."""
    late = promise.is_late(today)
    return ReadPromise(
        text=promise.text,
        url=promise.get_absolute_url(),
        owner=promise.owner_said,
        due=promise.due,
        status="Late" if late else str(promise.get_state_display()).capitalize(),
        shape="help" if late else SHAPES[ActionItem.State(promise.state)],
        ended_on=promise.ended_on,
        outcome=promise.outcome,
        is_late=late,
    )


AT_ONCE = 500


def with_readings(user: Any, today: dt.date, rows: Iterable[Engagement]) -> Iterator[Engagement]:
    """The rows with ``reading``: each as this reader sees it. Two queries for every 500."""
    left = iter(rows)
    while some := list(islice(left, AT_ONCE)):
        for row, as_read in zip(some, read(user, some, today), strict=True):
            row.reading = as_read
            yield row


def _promises(meeting: ReadEngagement) -> Iterable[str]:
    return (f"{each.text} ({each.owner}, {each.due}, {each.status})" for each in meeting.promises)


# The columns of rows that are ``with_readings``
COLUMNS = (
    Column("number", "Number", "Within the pilot", attrgetter("number"), type=Type.NUMBER),
    Column("kind", "Kind", "Meeting, visit, workshop or outreach", attrgetter("reading.kind")),
    Column("state", "State", "Took place, planned or called off", attrgetter("reading.state")),
    Column("day", "Day", "No more exact than known", attrgetter("day"), type=Type.REDUCED_DATE),
    Column("place", "Place", "Where", attrgetter("reading.place")),
    Column("method", "How", "How people met; empty is not known", attrgetter("reading.method")),
    Column("purpose", "About", "What it was about", attrgetter("reading.purpose")),
    Column(
        "met",
        "Who was there",
        "Teams and organisations, with how many of their people where that is known",
        attrgetter("reading.met"),
    ),
    Column(
        "people",
        "People",
        "How many came or were reached; from 1 to 4 the public reads that they are fewer than "
        "5, and no total from which that could be worked out",
        lambda row: str(row.reading.came) if row.reading.came.known else None,
    ),
    Column("findings", "Learned", "Only for signed-in readers", attrgetter("reading.findings")),
    Column("decisions", "Decided", "Only for signed-in readers", attrgetter("reading.decisions")),
    Column(
        "promises",
        "Promised",
        "What, who is responsible and by when; only for signed-in readers",
        lambda row: "; ".join(_promises(row.reading)),
    ),
    Column("source", "Source", "Where it is from", attrgetter("source")),
    Column("address", "Address", "Its page", attrgetter("reading.url")),
)
