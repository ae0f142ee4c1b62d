"""What gets in the way at a place: how many barriers, where they stand, who else has them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    F,
    JSONField,
    Min,
    Q,
    QuerySet,
    Value,
    When,
    Window,
)
from django.db.models.expressions import RawSQL
from django.urls import reverse

from barriers.models import ActionTried, Barrier
from dashboards.place_others import Kind, others
from interface.paging import BoundedCount
from interface.words import count_words
from partnerships.examples import without_examples
from partnerships.models import Place
from records.dates import DateWithPrecision

SHOWN = 5
# A place has few; of a region the latest so many are put in order.
ORDERED = 300
SHOWN_COLUMNS = (
    *("title", "status", "nature", "nature_note", "logged_on", "logged_at"),
    *("category__name", "category__concerns_rules", "unlocker__name"),
)

# Looked up for each barrier that is shown; written out because that compiles in no time.
TRIED = """
    SELECT jsonb_build_object('what', what, 'outcome', outcome, 'result', result)
    FROM barriers_actiontried WHERE barrier_id = barriers_barrier.id
    ORDER BY "on" DESC NULLS LAST, id DESC LIMIT 1
"""
FINER = "SELECT id FROM barriers_barriersubtype WHERE barrier_id = barriers_barrier.id LIMIT 1"

MOST_PRESSING = Case(
    When(status="needs_owner", then=Value(0)),
    When(status__in=Barrier.OPEN, then=Value(1)),
    When(status="not_known", then=Value(2)),
    default=Value(3),
)


@dataclass(frozen=True, slots=True)
class BarrierRow:
    """One barrier as a line of the list. ``others`` is how many other places have it too."""

    barrier: Barrier
    tried: str
    others: BoundedCount
    is_finer: bool

    @property
    def others_words(self) -> str:
        """ "2 other places have this too"; empty where none is seen."""
        if not self.others:
            return ""
        said = self.others.words("other place")
        verb = "has" if self.others.count == 1 and not self.others.more else "have"
        return f"{said} {verb} {'this' if self.is_finer else 'this kind'} too"

    @property
    def others_url(self) -> str:
        """The list that they count."""
        return f"{reverse('barriers')}?like={self.barrier.reference}"

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
    seen = Barrier.objects.visible_to(user).in_place(place)
    url = f"{reverse('barriers')}?place={place.slug}"
    newest = seen.order_by("-updated_at", "-id").values("pk")[: ORDERED + 1]
    rows = list(_ordered(Barrier.objects.filter(pk__in=newest))[:SHOWN])
    if not rows:
        return Barriers([], BoundedCount(0), 0, 0, 0, "", url)
    kinds = [Kind(row.pk, row.category_id) for row in rows]
    all_seen = Barrier.objects.visible_to(user)
    # A made-up place is no other place of a real one.
    compared = all_seen if place.is_example else without_examples(all_seen)
    elsewhere = others(compared, place, kinds)
    first = rows[0]
    more = first.all_of_them > ORDERED
    return Barriers(
        rows=[
            BarrierRow(row, _tried(row), elsewhere.get(row.pk, BoundedCount(0)), bool(row.finer))
            for row in rows
        ],
        count=BoundedCount(min(first.all_of_them, ORDERED), more),
        still_open=first.all_open,
        needs_owner=first.all_needing,
        not_known=first.all_unknown,
        oldest="" if more else _oldest(first.oldest_open),
        url=url,
    )


def _ordered(rows: QuerySet[Barrier]) -> QuerySet[Barrier]:
    return (
        rows.select_related("category", "unlocker")
        .only(*SHOWN_COLUMNS)
        .annotate(
            finer=RawSQL(FINER, (), output_field=BigIntegerField()),  # noqa: S611
            all_of_them=Window(Count("pk")),
            all_open=Window(Count("pk", filter=Q(status__in=Barrier.OPEN))),
            all_needing=Window(Count("pk", filter=Q(status="needs_owner"))),
            all_unknown=Window(Count("pk", filter=Q(status="not_known"))),
            oldest_open=Window(Min("logged_on", filter=Q(status__in=Barrier.OPEN))),
            tried=RawSQL(TRIED, (), output_field=JSONField()),  # noqa: S611
        )
        .order_by(MOST_PRESSING, F("logged_on").asc(nulls_last=True), "logged_at", "id")
    )


def _oldest(day: dt.date | None) -> str:
    return str(DateWithPrecision(day, "month")) if day else ""


def _tried(row: Any) -> str:
    if not row.tried:
        return ""
    last = row.tried
    what = last["what"].rstrip(".")
    if last["result"]:
        return f"Tried: {what[:1].lower()}{what[1:]}. Result: {last['result'].rstrip('.')}"
    outcome = str(ActionTried.Outcome(last["outcome"]).label)
    return f"Tried: {what[:1].lower()}{what[1:]}. Result: {outcome}"
