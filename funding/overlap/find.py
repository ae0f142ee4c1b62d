"""Finding where several are paid for one topic, in one place, at one time.

What counts as an overlap, for one reader and one day:

- two recipients, or two funds or programmes, for one topic at a place and the places within it;
- money in force on that day. A start or an end that is not known may lie either way: such money is
  looked at and counted as of a period that is not fully known;
- money that is passed on counts where it goes last, as far as the reader sees its legs: a grant and
  what is handed on of it are never an overlap;
- amounts are never added up here, of one meaning or of several.

Regions hold so many recipients that each would be one; they are looked at where one is chosen.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from funding.models import Flow, FlowPlace, Fund
from funding.overlap.statement import FOUND, IDS, LAST, PAIRS
from partnerships.models import Place, PlaceReach, Topic
from records.addresses import address

UNDER = Decimal(100_000)
# More flows than this are not looked at together: the reader chooses a topic or a place first.
MOST = 30_000
MOST_PAIRS = 20
WIDE = (Place.Kind.REGION, Place.Kind.NHS_REGION)
COLUMNS = (
    *("pk", "parent_id", "receiver_id", "receiver_said", "fund_id", "programme_id", "kind"),
    *("amount_low", "amount_high", "amount_qualifier", "start", "end", "reach_ids"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: the flows, who reads, at which place and topic, what counts as small.

    ``flows`` are some that the reader sees, all in force on one day. ``exactly`` leaves out the
    places within ``place``.
    """

    flows: QuerySet[Flow]
    user: Any
    place: Place | None = None
    topic: Topic | None = None
    under: Decimal = UNDER
    exactly: bool = False


@dataclass(slots=True)
class Found:
    """A topic at a place for which several are paid.

    ``payers`` are funds, or programmes where the reader knows of no fund; ``unknown`` amounts,
    ``undated`` periods, ``unnamed`` recipients and ``unpaid`` payers are not known; ``small`` are
    grants under the threshold. ``query`` is what its page is asked for, such as ``on=2026-11-20``.
    """

    place: Place
    topic: Topic
    recipients: int
    payers: int
    flows: int
    unknown: int
    undated: int
    small: int
    unnamed: int
    unpaid: int
    query: str = ""

    @property
    def of_example(self) -> bool:
        """Whether it is made up, as its place is."""
        return self.place.is_example

    def address(self, show: str = "") -> str:
        """Its page, or the rows of it that are small, not known …"""
        asks = "&".join(part for part in (f"show={show}" if show else "", self.query) if part)
        return f"{address('overlap', self.place.slug, self.topic.slug)}{'?' if asks else ''}{asks}"

    @property
    def key(self) -> tuple[int, int, int]:
        """Where it stands in the list."""
        return self.recipients, self.place.pk, self.topic.pk

    def __str__(self) -> str:
        return f"{self.topic} in {self.place}"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two flows that overlap."""

    one: int
    other: int
    is_one_recipient: bool
    is_undated: bool


def may_be_in_force(flows: QuerySet[Flow], on: dt.date) -> QuerySet[Flow]:
    """Those that run on a day, or may: an end that is not known is not taken for an ending."""
    begun = Q(start=None) | Q(start__lte=on)
    return flows.filter(begun, Q(end=None) | Q(end__gte=on))


def is_too_many(flows: QuerySet[Flow], place: Place | None) -> bool:
    """Whether these are more than are looked at together; all of them are for ``place``, where one
    is given, or for places within it."""
    if place is not None:
        # Each has a link to a place there. An index has these, so that they are sooner counted
        within = PlaceReach.objects.filter(ancestor=place).order_by().values("place")
        links = FlowPlace.objects.filter(place__in=within).order_by().values("pk")
        if links[: MOST + 1].count() <= MOST:
            return False
    return flows.order_by().values("pk")[: MOST + 1].count() > MOST


def find(
    asked: Asked,
    *,
    after: tuple[int, int, int] | None = None,
    before: tuple[int, int, int] | None = None,
    most: int | None = None,
) -> tuple[list[Found], int]:
    """The overlaps, the most recipients first, and how many there are in all. Three queries.

    ``after`` and ``before`` are keys of the list; before a key they come nearest first.
    """
    key = after or before
    way, than = ("ASC", ">") if before else ("DESC", "<")
    beyond = f"WHERE (recipients, place, topic) {than} (%s, %s, %s)" if key else ""
    limit = "LIMIT %s" if most else ""
    tail = FOUND.format(beyond=beyond, way=way, limit=limit)
    rows = _fetched(asked, tail, [*(key or ()), *([most] if most else ())])
    places = Place.objects.in_bulk({row[0] for row in rows})
    topics = Topic.objects.in_bulk({row[1] for row in rows})
    found = [Found(places[row[0]], topics[row[1]], *row[2:-1]) for row in rows]
    return found, rows[0][-1] if rows else 0


def last_flows(asked: Asked) -> dict[int, bool]:
    """The flows that count at one place and topic, and whether each is small. One query."""
    return dict(_fetched(asked, IDS, []))


def pairs(
    asked: Asked, *, without: Iterable[tuple[int, int]] = (), most: int = MOST_PAIRS
) -> tuple[list[Pair], int]:
    """The first pairs at one place and topic, and how many there are. One query.

    ``without`` leaves out those of which somebody said already what they are.
    """
    judged = list(without)
    ones, others = [one for one, _ in judged], [other for _, other in judged]
    rows = _fetched(asked, PAIRS, [ones, others, most])
    found = [Pair(row[0], row[1], bool(row[2]), row[3]) for row in rows]
    return found, rows[0][-1] if rows else 0


def _fetched(asked: Asked, tail: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows of the statement; none where there can be no flow to look at."""
    leg = Flow.objects.visible_to(asked.user).filter(pk=RawSQL("up.above", ()))
    try:
        chosen, of_chosen = _compiled(asked.flows, *COLUMNS)
        visible, of_visible = _compiled(leg, "parent_id")
        funds, of_funds = _compiled(Fund.objects.visible_to(asked.user), "pk")
    except EmptyResultSet:
        return []
    of_topic, topics = "", []
    if asked.topic is not None:
        of_topic, topics = "AND topic.topic_id = %s", [asked.topic.pk]
    at, of_at = _at(asked.place, exactly=asked.exactly)
    sql = LAST.format(chosen=chosen, of_topic=of_topic, visible=visible, funds=funds, at=at) + tail
    bound = (*of_chosen, *topics, asked.under, *of_funds, *of_visible, *of_at, *values)
    with connection.cursor() as cursor:
        cursor.execute(sql, bound)
        return cursor.fetchall()


def _at(place: Place | None, *, exactly: bool) -> tuple[str, list[Any]]:
    """At which places flows are put together, as a condition and its values."""
    if place is None:
        return "place.kind <> ALL (%s)", [list(WIDE)]
    if exactly:
        return "place.id = %s", [place.pk]
    within = "SELECT place_id FROM partnerships_placereach WHERE ancestor_id = %s"
    here = f"(place.id = %s OR place.kind <> ALL (%s)) AND place.id IN ({within})"
    return here, [place.pk, list(WIDE), place.pk]


def _compiled(queryset: QuerySet[Any], *columns: str) -> tuple[str, tuple[Any, ...]]:
    return queryset.order_by().values_list(*columns).query.sql_with_params()
