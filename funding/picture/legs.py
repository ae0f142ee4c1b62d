"""The legs that a picture of flows is drawn from: who gives what through which fund to whom.

An amount is what the place counts of it: its share, where a flow for several places is split, and
"at most" all of it where it is not; within a financial year what the profile says of that year.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from funding.flow.models import DAYS
from funding.flow.totals import Leg
from funding.models import Flow, FlowPlace, FlowYear, Fund
from partnerships.models import Place, PlaceReach, name_then
from records.figures import Qualifier, Quantity

PENNY = Decimal("0.01")
NOT_KNOWN = "not-known"


@dataclass(frozen=True, slots=True)
class Named:
    """A body, fund, programme or place as a node names it."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Split:
    """One place within the picture's place that a leg is for, with its share if it is split."""

    place: Named
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class DrawnLeg:
    """One flow as far as a picture of one place needs it.

    ``outside`` is what goes on in flows that are not in the picture; ``places`` are those here.
    """

    leg: Leg
    giver: Named
    fund: Named
    receiver: Named
    places: tuple[Split, ...] = ()
    outside: Decimal = Decimal(0)
    description: str = ""

    @property
    def amount(self) -> Quantity:
        """How much, in pounds."""
        return Quantity(self.leg.low, self.leg.high, self.leg.qualifier, "£")


def in_columns(rows: QuerySet[Flow], visible: QuerySet[Flow], year: int | None) -> QuerySet[Any]:
    """These rows in the columns that a picture is drawn from, for a reader who sees ``visible``:
    what is passed on is taken off only as far as they see it."""
    onward = visible.filter(parent=OuterRef("pk"), meaning=OuterRef("meaning"))
    passed = onward.order_by().values("parent").annotate(sum=Sum("amount_low")).values("sum")
    profile = FlowYear.objects.filter(flow=OuterRef("pk"))
    in_year = profile.filter(year=0 if year is None else year)
    columns: QuerySet[Any] = rows.values(
        *("pk", "parent_id", "meaning", "amount_low", "amount_high", "amount_qualifier"),
        *("description", "giver_id", "receiver_id", "receiver_said", "fund_id"),
        giver_name=Coalesce(name_then("giver", *DAYS), "giver__name"),
        giver_today=F("giver__name"),
        receiver_name=Coalesce(name_then("receiver", *DAYS), "receiver__name"),
        receiver_today=F("receiver__name"),
        programme_name=F("programme__name"),
        programme_slug=F("programme__slug"),
        passed_on=Subquery(passed),
        is_split=Exists(in_year),
        of_year=Subquery(in_year.values("amount")),
    )
    return columns


def read_legs(fetched: list[dict[str, Any]], user: Any, place: Place) -> list[DrawnLeg]:
    """The legs of rows that were read ``in_columns``, in their order. Two queries.

    A fund that the reader may not see is not named.
    """
    funds = _funds(user, {row["fund_id"] for row in fetched if row["fund_id"]})
    names = _one_name_each(fetched)
    funds = {pk: fund.called(names) for pk, fund in funds.items()}
    split = _places([row["pk"] for row in fetched], place)
    return _less_inside([_drawn(row, funds, split.get(row["pk"], [])) for row in fetched])


def _one_name_each(rows: list[dict[str, Any]]) -> dict[str, str]:
    """A body is one in a picture: by its name of the day where that is one for all its legs, else
    by that of today. By its key."""
    sides = [(row, side) for row in rows for side in ("giver", "receiver") if row[f"{side}_id"]]
    then: dict[int, set[str]] = {}
    for row, side in sides:
        then.setdefault(row[f"{side}_id"], set()).add(row[f"{side}_name"])
    for row, side in sides:
        if len(then[row[f"{side}_id"]]) > 1:
            row[f"{side}_name"] = row[f"{side}_today"]
    return {f"body-{row[f'{side}_id']}": row[f"{side}_name"] for row, side in sides}


def _drawn(row: dict[str, Any], funds: dict[int, _Fund], links: list[_At]) -> DrawnLeg:
    fund = funds.get(row["fund_id"])
    leg = _counted(row, links)
    return DrawnLeg(
        leg=leg,
        giver=_body(row, "giver") or (fund and fund.owner) or _none("Giver not known"),
        fund=(fund and fund.named) or _programme(row) or _none("Fund not known"),
        receiver=_body(row, "receiver") or _said(row["receiver_said"]),
        places=tuple(Split(at.named, at.share) for at in links if at.is_at_place),
        # What is passed on is said of the whole amount: of a part of it, it says nothing
        outside=row["passed_on"] or Decimal(0) if leg.low == row["amount_low"] else Decimal(0),
        description=row["description"],
    )


def _less_inside(legs: list[DrawnLeg]) -> list[DrawnLeg]:
    """What goes on inside the picture is drawn, and goes on outside it no more."""
    inside: dict[int, Decimal] = {}
    for one in legs:
        if one.leg.parent is not None:
            known = one.leg.low or Decimal(0)
            inside[one.leg.parent] = inside.get(one.leg.parent, Decimal(0)) + known
    return [
        replace(one, outside=max(one.outside - inside.get(one.leg.key, Decimal(0)), Decimal(0)))
        for one in legs
    ]


def _counted(row: dict[str, Any], links: list[_At]) -> Leg:
    """What the place counts of an amount, and in the year if one is chosen."""
    low, high, qualifier = row["amount_low"], row["amount_high"], row["amount_qualifier"]
    if row["is_split"]:
        low, high = row["of_year"], None
    elsewhere = [at for at in links if not at.is_at_place]
    if elsewhere and low is not None:
        if any(at.share is None for at in links):
            low, high, qualifier = high or low, None, Qualifier.AT_MOST
        else:
            share = min(sum((at.share or Decimal(0)) for at in links if at.is_at_place), Decimal(1))
            low = (low * share).quantize(PENNY)
            high = None if high is None else (high * share).quantize(PENNY)
    return Leg(row["pk"], row["meaning"], low, high, qualifier, row["parent_id"])


@dataclass(frozen=True, slots=True)
class _At:
    named: Named
    share: Decimal | None
    is_at_place: bool


@dataclass(frozen=True, slots=True)
class _Fund:
    named: Named
    owner: Named | None

    def called(self, names: dict[str, str]) -> _Fund:
        """Its owner by the name that it has elsewhere in the picture."""
        owner = self.owner
        if owner is None or owner.key not in names:
            return self
        return replace(self, owner=replace(owner, name=names[owner.key]))


def _places(flows: list[int], place: Place) -> dict[int, list[_At]]:
    """The places of each flow, and which of them are this place or lie within it. One query."""
    within = PlaceReach.objects.filter(ancestor=place, place=OuterRef("place"))
    links = FlowPlace.objects.filter(flow__in=flows).annotate(is_at_place=Exists(within))
    made: dict[int, list[_At]] = {}
    values = ("flow_id", "share", "is_at_place", "place_id", "place__name")
    for flow, share, is_at_place, pk, name in links.order_by("id").values_list(*values):
        made.setdefault(flow, []).append(_At(Named(f"place-{pk}", name), share, is_at_place))
    return made


def _funds(user: Any, ids: Iterable[int]) -> dict[int, _Fund]:
    """The funds among these that the reader may see, each with its only owner. One query."""
    rows = Fund.objects.visible_to(user).filter(pk__in=list(ids))
    values = ("pk", "name", "owners__pk", "owners__name")
    made: dict[int, _Fund] = {}
    for pk, name, owner, owner_name in rows.order_by("pk").values_list(*values):
        body = Named(f"body-{owner}", owner_name) if owner else None
        # Several owners: which of them gives is not known
        one = None if pk in made else body
        made[pk] = _Fund(Named(f"fund-{pk}", name), one)
    return made


def _body(row: dict[str, Any], side: str) -> Named | None:
    if row[f"{side}_id"] is None:
        return None
    return Named(f"body-{row[f'{side}_id']}", row[f"{side}_name"])


def _programme(row: dict[str, Any]) -> Named | None:
    if row["programme_name"] is None:
        return None
    slug = row["programme_slug"]
    return Named(f"programme-{slug}", row["programme_name"])


def _said(text: str) -> Named:
    """A receiver as the source describes it, who is no body of the directory."""
    return Named(f"said-{text}", text) if text else _none("Recipient not known")


def _none(words: str) -> Named:
    return Named(NOT_KNOWN, words)
