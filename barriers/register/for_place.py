"""What gets in the way at a place: how many barriers, where they stand, who else has them.

Counted in other places, in one query, are those that ``Barrier.objects.linked_to(barrier)`` lists,
or, where the reader sees no link of it, ``Barrier.objects.like(barrier)``. That is where the number
leads; a test holds the two together.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    Subquery,
    When,
    Window,
)
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone

from access.compiled import Written, compiled
from barriers.models import ActionTried, Barrier, Escalation
from interface.paging import BoundedCount, among, up_to
from interface.words import date_words
from partnerships.models import Place
from partnerships.place.examples import without_examples

# Counted over so many barriers of the kind; then it is "more than".
COUNTED = 60

# The reader's rule is inlined twice and planned by the kind or by the finer kinds, whichever the
# barrier has. No order: any so many of them will do, so no long list is sorted. Each step is
# materialized, so that the few barriers are asked for first; OFFSET 0 has finer kinds looked up for
# the few barriers that pass all else, where a join would read the whole table of one or the other.
SQL = """
WITH this AS MATERIALIZED (
  SELECT asked.id, asked.category_id, coalesce(array_agg(given.sub_type_id)
    FILTER (WHERE given.sub_type_id IS NOT NULL), '{{}}') AS finer
  FROM unnest(%s::bigint[], %s::bigint[]) AS asked (id, category_id)
  LEFT JOIN barriers_barriersubtype given ON given.barrier_id = asked.id
  GROUP BY asked.id, asked.category_id
), other AS MATERIALIZED (
  SELECT this.id AS this_id, this.finer <> '{{}}' AS is_finer, found.id
  FROM this CROSS JOIN LATERAL (
    (SELECT seen.id FROM ({seen}) AS seen (id, category_id)
     WHERE this.finer = '{{}}' AND seen.category_id = this.category_id AND seen.id <> this.id
     LIMIT {limit})
    UNION ALL
    (SELECT seen.id FROM ({seen}) AS seen (id, category_id)
     WHERE this.finer <> '{{}}' AND seen.category_id = this.category_id AND seen.id <> this.id
       AND EXISTS (SELECT FROM barriers_barriersubtype given
         WHERE given.barrier_id = seen.id AND given.sub_type_id = ANY (this.finer) OFFSET 0)
     LIMIT {limit})
  ) found
), link AS MATERIALIZED (
  SELECT barrier_id AS this_id, other_id AS far_id FROM barriers_barrierlink
  WHERE barrier_id = ANY (%s)
  UNION ALL
  SELECT other_id, barrier_id FROM barriers_barrierlink WHERE other_id = ANY (%s)
), linked AS MATERIALIZED (
  SELECT link.this_id, far.id FROM link CROSS JOIN LATERAL (
    SELECT seen.id FROM ({seen}) AS seen (id, category_id) WHERE seen.id = link.far_id
  ) far
)
SELECT linked.this_id, count(DISTINCT there.place_id), 0, true, false
FROM linked LEFT JOIN barriers_barrierplace there ON there.barrier_id = linked.id
  AND NOT EXISTS (
    SELECT 1 FROM partnerships_placereach here
    WHERE here.ancestor_id = %s AND here.place_id = there.place_id)
  AND NOT EXISTS (
    SELECT 1 FROM barriers_barrierplace own
    WHERE own.barrier_id = linked.this_id AND own.place_id = there.place_id OFFSET 0)
GROUP BY linked.this_id
UNION ALL
SELECT other.this_id, count(DISTINCT there.place_id), count(DISTINCT other.id), false,
  bool_or(other.is_finer)
FROM other JOIN barriers_barrierplace there ON there.barrier_id = other.id
WHERE NOT EXISTS (
    SELECT 1 FROM partnerships_placereach here
    WHERE here.ancestor_id = %s AND here.place_id = there.place_id)
  AND NOT EXISTS (
    SELECT 1 FROM barriers_barrierplace own
    WHERE own.barrier_id = other.this_id AND own.place_id = there.place_id OFFSET 0)
GROUP BY other.this_id
"""


@dataclass(frozen=True, slots=True)
class Kind:
    """What is asked of a barrier: its id and the kind that it is of (None: not sure yet)."""

    barrier: int
    category: int | None


@dataclass(frozen=True, slots=True)
class Others:
    """How many other places have a barrier too.

    ``is_linked`` where people said so; ``is_finer`` where it is the same to its finer kind.
    """

    places: BoundedCount
    is_linked: bool = False
    is_finer: bool = False

    @property
    def are_the_same(self) -> bool:
        """Whether they have this very barrier, not only one of its kind."""
        return self.is_linked or self.is_finer


NONE = Others(BoundedCount(0))


def other_places(user: Any, place: Place, kinds: Iterable[Kind]) -> dict[int, Others]:
    """For each barrier, how many places elsewhere have it too, as far as the reader sees.

    Places within ``place`` are here, not elsewhere. A made-up place is no other of a real one.
    """
    all_asked = list(kinds)
    if not all_asked:
        return {}
    with_kind = [kind for kind in all_asked if kind.category is not None]
    rows = _counted(
        user,
        bool(place.is_example),
        place=place,
        every=[kind.barrier for kind in all_asked],
        ids=[kind.barrier for kind in with_kind],
        categories=[kind.category for kind in with_kind],
    )
    counts: dict[int, Others] = {}
    for pk, places, barriers, is_linked, is_finer in rows:
        if is_linked or pk not in counts:
            bounded = BoundedCount(places, least=barriers > COUNTED)
            counts[pk] = Others(bounded, is_linked, is_finer)
    return counts


@compiled
def _counted(
    user: Any, made_up: bool, *, place: Any, every: Any, ids: Any, categories: Any
) -> Written:
    seen = Barrier.objects.visible_to(user)
    compared = seen if made_up else without_examples(seen)
    sql, rule = compared.order_by().values_list("pk", "category_id").query.sql_with_params()
    values = [ids, categories, *rule, *rule, every, every, *rule, place, place]
    return SQL.format(seen=sql, limit=COUNTED + 1), values


SHOWN = 5
# A place has few; of a region the latest so many are put in order.
ORDERED = 300
# What a line says of a barrier; nothing else of it is read.
SAID = (
    *("title", "status", "nature", "nature_note"),
    *("category__name", "category__concerns_rules", "unlocker__name"),
)


@dataclass(frozen=True, slots=True)
class BarrierRow:
    """One barrier as a line of the list. ``others`` is how many other places have it too.

    ``asked`` is the body that was asked to move it and has not answered, as far as the reader is
    told of that; ``answer_by`` the day by which it answers.
    """

    barrier: Barrier
    tried: str
    others: Others
    asked: str = ""
    answer_by: dt.date | None = None

    @property
    def tried_words(self) -> str:
        """What was tried, without what came of it."""
        return self.tried.partition(". Result: ")[0]

    @property
    def days_late(self) -> int:
        """How many days an answer is late; 0 where none is."""
        late = timezone.localdate() - self.answer_by if self.answer_by else dt.timedelta(0)
        return max(late.days, 0)

    @property
    def short_note(self) -> str:
        """What is under way with it, or its kind, in a line."""
        if self.asked and self.answer_by:
            verb = "was due to answer on" if self.days_late else "is to answer by"
            return f"{self.asked} {verb} {date_words(self.answer_by)}"
        category = self.barrier.category
        kind = category.name if category else "Not sure yet what kind"
        return self.tried_words or kind

    @property
    def others_words(self) -> str:
        """ "2 other places have this too"; empty where none is seen."""
        places = self.others.places
        if not places:
            return ""
        verb = "has" if places.label == "1" else "have"
        same = "this" if self.others.are_the_same else "this kind"
        return f"{places.words('other place')} {verb} {same} too"

    @property
    def others_url(self) -> str:
        """The list that they count."""
        by = "linked" if self.others.is_linked else "like"
        return f"{reverse('barriers')}?{by}={self.barrier.reference}"

    @property
    def note(self) -> str:
        """Kind, nature and what was tried, in a line."""
        barrier = self.barrier
        kind = barrier.category.name if barrier.category else "Not sure yet what kind"
        parts = [kind]
        if barrier.category and barrier.category.concerns_rules:
            nature = barrier.nature_note or str(barrier.get_nature_display())
            parts.append(f"Nature: {nature[:1].lower()}{nature[1:]}")
        if barrier.unlocker:
            parts.append(f"Could be changed by {barrier.unlocker.name}")
        return ". ".join([*parts, self.tried or "Nothing tried is recorded"])


@dataclass(frozen=True, slots=True)
class Barriers:
    """The barriers of a place that the reader sees; those that press most come first."""

    rows: list[BarrierRow]
    count: BoundedCount
    still_open: BoundedCount
    needs_owner: BoundedCount
    not_known: BoundedCount
    url: str

    @property
    def needs_owner_url(self) -> str:
        """The list of those that nobody is named to unlock."""
        return f"{self.url}&status=needs-owner"


def barriers_of(
    user: Any, place: Place, *, others_too: bool = True, examples: bool = True
) -> Barriers:
    """The first few barriers and how many there are, by where they stand. Two queries, one without
    how many other places have each. Without ``examples`` what is made up is left out."""
    url = f"{reverse('barriers')}?place={place.slug}"
    rows = _rows(user, examples, place=place)
    if not rows:
        none = BoundedCount(0)
        return Barriers([], none, none, none, none, url)
    kinds = [Kind(row.pk, row.category_id) for row in rows] if others_too else []
    others = other_places(user, place, kinds)
    first = rows[0]
    read = first.all_seen
    return Barriers(
        rows=[_row(row, others.get(row.pk, NONE)) for row in rows],
        count=up_to(read, ORDERED),
        still_open=among(first.all_open, read, ORDERED),
        needs_owner=among(first.all_needing_owner, read, ORDERED),
        not_known=among(first.all_not_known, read, ORDERED),
        url=url,
    )


@compiled
def _rows(user: Any, examples: bool, *, place: Any) -> Any:
    """The first few, each with counts over as many as are put in order.

    Those of which an answer is late press most, then those that need an owner, then those that
    still stand in the way, then those of no known status.
    """
    status, is_open = Barrier.Status, Q(status__in=Barrier.OPEN)
    seen = Barrier.objects.visible_to(user).in_place(place)
    here: Any = seen if examples else without_examples(seen)
    newest = here.order_by("-updated_at", "-id").values("pk")[: ORDERED + 1]
    of_barrier = {"barrier": OuterRef("pk")}
    waiting = Escalation.objects.visible_to(user).open().filter(**of_barrier)
    waiting = waiting.order_by("answer_by", "id")
    asked = JSONObject(to="to__name", by="answer_by")
    pressing = Case(
        When(Exists(waiting.filter(answer_by__lt=timezone.localdate())), then=0),
        When(status=status.NEEDS_OWNER, then=1),
        When(is_open, then=2),
        When(status=status.NOT_KNOWN, then=3),
        default=4,
    )
    tried = ActionTried.objects.filter(**of_barrier).order_by(F("on").desc(nulls_last=True), "-id")
    read = JSONObject(what="what", outcome="outcome", result="result")
    rows = Barrier.objects.filter(pk__in=newest).annotate(
        all_seen=Window(Count("*")),
        all_open=Window(Count("pk", filter=is_open)),
        all_needing_owner=Window(Count("pk", filter=Q(status=status.NEEDS_OWNER))),
        all_not_known=Window(Count("pk", filter=Q(status=status.NOT_KNOWN))),
        last_tried=Subquery(tried.values(read=read)[:1]),
        waits_for=Subquery(waiting.values(read=asked)[:1]),
    )
    in_order = (pressing, F("logged_on").asc(nulls_last=True), "logged_at", "id")
    return rows.select_related("category", "unlocker").only(*SAID).order_by(*in_order)[:SHOWN]


def _row(row: Any, others: Others) -> BarrierRow:
    asked, by = (row.waits_for["to"], row.waits_for["by"]) if row.waits_for else ("", None)
    return BarrierRow(row, _tried(row), others, asked, dt.date.fromisoformat(by) if by else None)


def _tried(row: Any) -> str:
    if not row.last_tried:
        return ""
    what, result = (row.last_tried[name].rstrip(".") for name in ("what", "result"))
    outcome = str(ActionTried.Outcome(row.last_tried["outcome"]).label)
    return f"Tried: {what[:1].lower()}{what[1:]}. Result: {result or outcome}"
