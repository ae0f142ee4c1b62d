"""What a barrier's page says of the systemic barriers that it is a part of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce, JSONObject

from barriers.barrier.permissions import can_close
from barriers.models import (
    Barrier,
    BarrierPlace,
    SystemicAnswer,
    SystemicBarrier,
    SystemicMember,
    SystemicOffer,
)
from interface.words import count_words
from records.dates import DateWithPrecision


@dataclass(frozen=True)
class Answer:
    """What a body said last, in short."""

    text: str
    body: str
    day: DateWithPrecision


@dataclass(frozen=True)
class PartOf:
    """A systemic barrier as one of its members sees it.

    ``elsewhere`` is how many other places have it, of those that the reader sees; ``offer`` is the
    number of what waits for a reader who may say whether the answer helps here; ``declined`` is why
    the place said that the newest one does not.
    """

    systemic: SystemicBarrier
    elsewhere: int
    answer: Answer | None
    offer: int | None
    declined: str = ""

    @property
    def words(self) -> str:
        """ "9 other places that you can see have it."."""
        if not self.elsewhere:
            return "No other place that you can see has it."
        places = count_words(self.elsewhere, "other place")
        return f"{places} that you can see {'has' if self.elsewhere == 1 else 'have'} it."


def build(barrier: Barrier, user: Any) -> list[PartOf]:
    """For a barrier that the reader sees, the latest first. One query."""
    there = BarrierPlace.objects.filter(
        barrier__systemic_links__systemic=OuterRef("systemic"),
        barrier__in=Barrier.objects.visible_to(user),
    ).exclude(place__in=[link.place_id for link in barrier.place_links.all()])
    each = there.order_by().values("barrier__systemic_links__systemic")
    places = each.annotate(places=Count("place", distinct=True)).values("places")
    answers = SystemicAnswer.objects.filter(systemic=OuterRef("systemic")).order_by("-id")
    parts = JSONObject(text="text", body="body__name", on="on", precision="on_precision")
    offers = SystemicOffer.objects.visible_to(user).waiting().filter(barrier=barrier)
    own = offers.filter(answer__systemic=OuterRef("systemic")).order_by("-id").values("pk")
    latest = SystemicOffer.objects.filter(barrier=barrier, answer__systemic=OuterRef("systemic"))
    members = (
        SystemicMember.objects.visible_to(user)
        .filter(barrier=barrier)
        .select_related("systemic__owner")
        .defer("systemic__search")
        .annotate(
            elsewhere=Coalesce(Subquery(places, output_field=IntegerField()), 0),
            newest=Subquery(answers.values(found=parts)[:1]),
            offer=Subquery(own[:1]),
            declined=Subquery(latest.order_by("-id").values("why")[:1]),
        )
        .order_by("-id")
    )
    may_close = can_close(user, barrier)
    return [
        PartOf(
            member.systemic,
            member.elsewhere,
            _answer(member.newest),
            member.offer if may_close else None,
            member.declined or "",
        )
        for member in members
    ]


def _answer(parts: dict[str, str] | None) -> Answer | None:
    if parts is None:
        return None
    day = DateWithPrecision(dt.date.fromisoformat(parts["on"]), parts["precision"])
    return Answer(parts["text"], parts["body"], day)
