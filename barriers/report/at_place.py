"""What gets in the way at a place: how many barriers, where they stand, what is under way with the
few that press most."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, When, Window
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone

from access.kept import kept
from barriers.models import ActionTried, Barrier, Escalation
from barriers.register.other_places import NONE, Kind, Others, other_places
from interface.paging import BoundedCount, among, up_to
from interface.words import date_words
from partnerships.models import Place
from partnerships.place.examples import without_examples

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


@kept
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
