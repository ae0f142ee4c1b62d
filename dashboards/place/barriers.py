"""What gets in the way at a place: how many barriers, where they stand, who else has them."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from barriers.models import ActionTried, Barrier, Category
from dashboards.place.others import NONE, Kind, others
from interface.paging import BoundedCount
from interface.words import count_words
from partnerships.examples import without_examples
from partnerships.models import Organisation, Place
from records import written
from records.dates import DateWithPrecision

SHOWN = 5
# A place has few; of a region the latest so many are put in order.
ORDERED = 300
OPEN = [status.value for status in Barrier.OPEN]
BARRIER = ("id", "status", "logged_on", "logged_at", "updated_at")

# The first few and how many there are of each kind, over as many as are put in order. Those that
# need an owner press most, then those that still stand in the way, then those of no known status.
ROWS = """
WITH newest AS (
  SELECT id, status, logged_on, logged_at FROM {seen} ORDER BY updated_at DESC, id DESC LIMIT %s
), shown AS (
  SELECT *,
    CASE WHEN status = 'needs_owner' THEN 0 WHEN status = ANY(%s) THEN 1
      WHEN status = 'not_known' THEN 2 ELSE 3 END AS pressing,
    count(*) OVER () AS all_seen,
    count(*) FILTER (WHERE status = ANY(%s)) OVER () AS all_open,
    count(*) FILTER (WHERE status = 'needs_owner') OVER () AS all_needing_owner,
    count(*) FILTER (WHERE status = 'not_known') OVER () AS all_not_known,
    min(logged_on) FILTER (WHERE status = ANY(%s)) OVER () AS oldest_open
  FROM newest ORDER BY pressing, logged_on NULLS LAST, logged_at, id LIMIT %s
)
SELECT barrier.id, barrier.title, barrier.status, barrier.nature, barrier.nature_note,
  barrier.category_id, category.id AS category__id, category.name AS category__name,
  category.concerns_rules AS category__concerns_rules,
  unlocker.id AS unlocker__id, unlocker.name AS unlocker__name,
  shown.all_seen, shown.all_open, shown.all_needing_owner, shown.all_not_known, shown.oldest_open,
  EXISTS (SELECT FROM barriers_barriersubtype finer WHERE finer.barrier_id = shown.id) AS is_finer,
  (SELECT jsonb_build_object('what', what, 'outcome', outcome, 'result', result)
    FROM barriers_actiontried WHERE barrier_id = shown.id
    ORDER BY "on" DESC NULLS LAST, id DESC LIMIT 1) AS tried
FROM shown JOIN barriers_barrier barrier ON barrier.id = shown.id
LEFT JOIN barriers_category category ON category.id = barrier.category_id
LEFT JOIN partnerships_organisation unlocker ON unlocker.id = barrier.unlocker_id
ORDER BY shown.pressing, shown.logged_on NULLS LAST, shown.logged_at, shown.id
"""


@dataclass(frozen=True, slots=True)
class BarrierRow:
    """One barrier as a line of the list. ``others`` is how many other places have it too."""

    barrier: Barrier
    tried: str
    others: BoundedCount
    is_finer: bool
    is_linked: bool

    @property
    def others_words(self) -> str:
        """ "2 other places have this too"; empty where none is seen."""
        if not self.others:
            return ""
        said = self.others.words("other place")
        verb = "has" if self.others.count == 1 and not self.others.more else "have"
        same = "this" if self.is_linked or self.is_finer else "this kind"
        return f"{said} {verb} {same} too"

    @property
    def others_url(self) -> str:
        """The list that they count."""
        by = "linked" if self.is_linked else "like"
        return f"{reverse('barriers')}?{by}={self.barrier.reference}"

    @property
    def note(self) -> str:
        """Kind, nature and what was tried, in a line."""
        barrier = self.barrier
        kind = barrier.category.name if barrier.category else "Not sure yet what kind"
        said = [kind]
        if barrier.category and barrier.category.concerns_rules:
            nature = barrier.nature_note or str(barrier.get_nature_display())
            said.append(f"Nature: {nature[:1].lower()}{nature[1:]}")
        if barrier.unlocker:
            said.append(f"Could be changed by {barrier.unlocker.name}")
        return ". ".join([*said, self.tried or "Nothing tried is recorded"])


@dataclass(frozen=True, slots=True)
class Barriers:
    """The barriers of a place that the reader sees; those that press most come first."""

    rows: list[BarrierRow]
    count: BoundedCount
    still_open: int
    needs_owner: int
    not_known: int
    oldest: str
    url: str

    @property
    def still_open_url(self) -> str:
        """The list of those that still stand in the way."""
        return f"{self.url}&status=any-open"

    @property
    def needs_owner_url(self) -> str:
        """The list of those that nobody is named to unlock."""
        return f"{self.url}&status=needs-owner"

    @property
    def not_known_url(self) -> str:
        """The list of those of which nobody has said where they stand."""
        return f"{self.url}&status=not-known"

    @property
    def words(self) -> str:
        """Where they stand: "4 open, 1 needs an owner; status of 2 not known"."""
        if not self.count:
            return ""
        if self.not_known == self.count.count:
            all_of = "it" if self.not_known == 1 else f"all {self.not_known}"
            return f"status of {all_of} not known"
        said = [f"{self.still_open} open"]
        if self.needs_owner:
            said.append(count_words(self.needs_owner, "needs an owner", "need an owner"))
        if self.not_known:
            said.append(f"status of {self.not_known} not known")
        return ", ".join(said)


def barriers_of(user: Any, place: Place) -> Barriers:
    """The first few barriers and how many there are, by where they stand. Two queries."""
    here = written.seen(Barrier.objects.visible_to(user).in_place(place), "seen", *BARRIER)
    url = f"{reverse('barriers')}?place={place.slug}"
    asked = (*here.values, ORDERED + 1, OPEN, OPEN, OPEN, SHOWN)
    rows = written.records(
        Barrier, ROWS.format(seen=here), asked, category=Category, unlocker=Organisation
    )
    if not rows:
        return Barriers([], BoundedCount(0), 0, 0, 0, "", url)
    kinds = [Kind(row.pk, row.category_id) for row in rows]
    all_seen = Barrier.objects.visible_to(user)
    # A made-up place is no other place of a real one.
    compared = all_seen if place.is_example else without_examples(all_seen)
    elsewhere = others(compared, place, kinds)
    first = rows[0]
    more = first.all_seen > ORDERED
    return Barriers(
        rows=[
            BarrierRow(row, _tried(row), has.places, row.is_finer, has.is_linked)
            for row in rows
            for has in [elsewhere.get(row.pk, NONE)]
        ],
        count=BoundedCount(min(first.all_seen, ORDERED), more),
        still_open=first.all_open,
        needs_owner=first.all_needing_owner,
        not_known=first.all_not_known,
        oldest="" if more else _oldest(first.oldest_open),
        url=url,
    )


def _oldest(day: dt.date | None) -> str:
    return str(DateWithPrecision(day, "month")) if day else ""


def _tried(row: Any) -> str:
    if not row.tried:
        return ""
    last = json.loads(row.tried)
    what = last["what"].rstrip(".")
    if last["result"]:
        return f"Tried: {what[:1].lower()}{what[1:]}. Result: {last['result'].rstrip('.')}"
    outcome = str(ActionTried.Outcome(last["outcome"]).label)
    return f"Tried: {what[:1].lower()}{what[1:]}. Result: {outcome}"
