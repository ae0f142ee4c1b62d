"""The pairs of one overlap: what people said of them, and those of which nobody said anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q

from funding.models import Flow, Fund, Overlap
from funding.overlap.filters import OneOverlapFilter
from funding.overlap.find import Pair, pairs
from records.addresses import address

MOST_JUDGED = 200
SHOWN = 3  # the rest folds
OF_ONE = "One recipient of two funds or programmes"
OF_ONE_FUND = "Two recipients of one fund or programme"
OF_TWO = "Two recipients, two funds or programmes"


@dataclass(frozen=True, slots=True)
class Unjudged:
    """Two rows of which nobody said yet what they are.

    ``said`` is what was said of the same two funds elsewhere: a hint, no more.
    """

    one: Flow
    other: Flow
    why: str
    is_undated: bool
    said: Overlap | None
    url: str


@dataclass(frozen=True, slots=True)
class Pairs:
    """The pairs of an overlap as a reader sees them. ``number`` counts all that nobody judged."""

    judged: list[Overlap]
    unjudged: list[Unjudged]
    number: int

    @property
    def first(self) -> list[Unjudged]:
        """The first few without a verdict."""
        return self.unjudged[:SHOWN]

    @property
    def rest(self) -> list[Unjudged]:
        """Those that fold."""
        return self.unjudged[SHOWN:]

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.number - len(self.unjudged)


def pairs_of(user: Any, chosen: OneOverlapFilter) -> Pairs:
    """The verdicts on rows that are compared, and the first pairs without one."""
    compared = chosen.asked.flows.order_by().values("pk")
    rows = Overlap.objects.visible_to(user).filter(one__in=compared, other__in=compared)
    judged = list(rows.with_flows().order_by("-judged_at", "-id")[:MOST_JUDGED])
    said = list(rows.order_by().values_list("one_id", "other_id"))
    found, number = pairs(chosen.asked, without=said)
    return Pairs(judged, _unjudged(user, chosen, found), number)


def _unjudged(user: Any, chosen: OneOverlapFilter, found: list[Pair]) -> list[Unjudged]:
    keys = {key for pair in found for key in (pair.one, pair.other)}
    rows = Flow.objects.visible_to(user).select_related("receiver", "programme")
    flows = rows.in_bulk(keys)
    wanted = {flow.fund_id for flow in flows.values() if flow.fund_id}
    seen = set(Fund.objects.visible_to(user).filter(pk__in=wanted).values_list("pk", flat=True))
    said = _said_of_funds(user, seen)
    made = []
    for pair in found:
        one, other = flows[pair.one], flows[pair.other]
        funds = frozenset({one.fund_id, other.fund_id} & seen)
        asks = urlencode({"one": one.pk, "other": other.pk})
        page = address("overlap_verdict_add", chosen.place.slug, chosen.topic.slug)
        made.append(
            Unjudged(
                one,
                other,
                _why(pair, _payer(one, seen), _payer(other, seen)),
                pair.is_undated,
                said.get(funds) if len(funds) == 2 else None,
                f"{page}?{asks}",
            )
        )
    return made


def _payer(flow: Flow, seen: set[int]) -> tuple[str, int | None]:
    """The fund, or the programme where the reader knows of no fund."""
    return ("fund", flow.fund_id) if flow.fund_id in seen else ("programme", flow.programme_id)


def _why(pair: Pair, one: tuple[str, int | None], other: tuple[str, int | None]) -> str:
    if pair.is_one_recipient:
        return OF_ONE
    return OF_ONE_FUND if one == other and one[1] is not None else OF_TWO


def _said_of_funds(user: Any, funds: set[int]) -> dict[frozenset[int | None], Overlap]:
    """The latest verdict on rows of each two of these funds, wherever it was given."""
    if len(funds) < 2:
        return {}
    rows = Overlap.objects.visible_to(user).filter(Q(one__fund__in=funds, other__fund__in=funds))
    said: dict[frozenset[int | None], Overlap] = {}
    for row in rows.select_related("one", "other").order_by("-judged_at", "-id")[:MOST_JUDGED]:
        said.setdefault(frozenset({row.one.fund_id, row.other.fund_id}), row)
    return said
