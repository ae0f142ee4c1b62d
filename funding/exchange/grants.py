"""Flows as grants of the 360Giving Data Standard, read a chunk at a time by key.

A grant says one exact amount that was promised on a known day by one body to another. A flow that
does not say all of this is no grant of the standard: it is left out and counted, never filled in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.utils import timezone

from access.subqueries import Among
from funding.exchange import standard
from funding.exchange.bodies import bodies, in_words, own_prefix
from funding.models import Flow, FlowPlace, Fund, Regrant
from interface.context import absolute
from interface.made_up import MARK, marked
from partnerships.models import Place
from partnerships.place.kind_groups import OF_THE_NHS, REGIONAL, WITHIN_COUNCILS
from partnerships.place.models.place import codes_on
from records.dates import Precision
from records.figures import Qualifier

CHUNK = 5_000
GEO_TYPES = {
    "E04": "PAR", "E05": "WD", "E06": "UA", "E07": "NMD", "E08": "MD", "E09": "LONB",
    "E10": "CTY", "E12": "RGN/GOR",
}  # fmt: skip
_MONEY = Q(kind=Flow.Kind.MONEY)
_AWARDED = Q(meaning=Flow.Meaning.COMMITTED)
_EXACT = Q(amount_low__isnull=False, amount_high__isnull=True, amount_qualifier=Qualifier.EXACTLY)
_DATED = Q(awarded_on__isnull=False)
_BETWEEN = Q(giver__isnull=False) & (Q(receiver__isnull=False) | ~Q(receiver_said=""))
# What a grant must say, with why a flow is none that does not; the first reason counts.
MUST = (
    (_MONEY, "what is given is staff, buildings or data"),
    (_AWARDED, "the amount is not promised but paid, forecast, given in kind or estimated"),
    (_EXACT, "the amount is not known, not exact, or a range"),
    (_DATED, "the award date is not known"),
    (_BETWEEN, "who gives or who receives it is not known"),
)
IS_GRANT = _MONEY & _AWARDED & _EXACT & _DATED & _BETWEEN


class _Row(NamedTuple):
    """What is read of a flow."""

    id: int
    identifier: str
    description: str
    note: str
    amount: Decimal
    awarded_on: dt.date
    start: dt.date | None
    start_precision: str
    end: dt.date | None
    end_precision: str
    giver: int
    receiver: int | None
    receiver_said: str
    receiver_number: str
    receiver_postcode: str
    giver_number: str
    months: int | None
    end_is_worked_out: bool
    end_follows: bool
    fund_said: str
    fund: int | None
    parent: int | None
    regrant: str
    updated_at: dt.datetime
    source_url: str | None
    of_example: bool


_COLUMNS = (
    *("id", "identifier", "description", "note", "amount_low", "awarded_on"),
    *("start", "start_precision", "end", "end_precision", "giver_id", "receiver_id"),
    *("receiver_said", "receiver_number", "receiver_postcode", "giver_number", "months"),
    *("end_is_worked_out", "end_follows", "fund_said", "fund_id", "parent_id", "regrant"),
    *("updated_at", "source__url", MARK),
)


@dataclass(frozen=True)
class LeftOut:
    """How many flows a file holds as grants, and how many it leaves out, by why.

    ``more`` says that only some of the flows were looked at, and that there are more.
    """

    grants: int
    reasons: Mapping[str, int]
    most_places: int = 0
    more: bool = False

    @classmethod
    def of(cls, flows: QuerySet[Flow]) -> LeftOut:
        """Counted in one query, and the places of a grant in another."""
        made = cls._counted(flows)
        each = FlowPlace.objects.filter(flow__in=flows.filter(IS_GRANT).order_by().values("pk"))
        places = each.order_by().values("flow").annotate(count=Count("pk"))
        return replace(made, most_places=places.aggregate(most=Max("count"))["most"] or 0)

    @classmethod
    def of_latest(cls, flows: QuerySet[Flow], most: int) -> LeftOut:
        """Of no more than so many, those that changed last. Two queries."""
        latest = flows.order_by("-updated_at", "-id").values("pk")
        made = cls._counted(Flow.objects.filter(pk__in=latest[:most]))
        return replace(made, more=latest[most : most + 1].exists())

    @classmethod
    def _counted(cls, flows: QuerySet[Flow]) -> LeftOut:
        counts, so_far = {}, Q()
        for number, (rule, _) in enumerate(MUST):
            counts[f"reason_{number}"] = Count("pk", filter=so_far & ~rule)
            so_far &= rule
        made = flows.order_by().aggregate(grants=Count("pk", filter=IS_GRANT), **counts)
        reasons = {why: made[f"reason_{number}"] for number, (_, why) in enumerate(MUST)}
        return cls(made["grants"], reasons)

    @property
    def words(self) -> str:
        """What is left out and why, in a sentence."""
        said = [f"{count:,} because {why}" for why, count in self.reasons.items() if count]
        return f"Left out: {'; '.join(said)}." if said else "Nothing is left out."


@dataclass(slots=True)
class Grant:
    """A grant: what stands in its fields by their paths, and its places."""

    values: dict[str, Any]
    places: Sequence[dict[str, str]] = field(default_factory=tuple)

    def as_json(self) -> dict[str, Any]:
        """As an object of the standard; what is not known is not there."""
        made: dict[str, Any] = {}
        for path, name, key in _STEPS:
            value = self.values.get(path)
            if value is None:
                continue
            if name:
                made.setdefault(name, [{}])[0][key] = value
            else:
                made[key] = value
        if self.places:
            made[standard.LOCATIONS] = self.places
        return made


_STEPS = tuple((field.path, *field.steps) for field in standard.FIELDS)


def read(flows: QuerySet[Flow], user: Any) -> Iterator[Grant]:
    """The grants among these flows, by number, with what this reader may see of what is beside."""
    visible: Any = Flow.objects.visible_to(user)
    rows = marked(flows).filter(IS_GRANT).order_by("pk").values_list(*_COLUMNS)
    last = 0
    while chunk := [_Row(*row) for row in rows.filter(pk__gt=last)[:CHUNK]]:
        yield from _Chunk(chunk, user, visible).grants()
        if len(chunk) < CHUNK:
            return
        last = chunk[-1].id


class _Chunk:
    """Some flows, with what stands beside them, in a fixed number of queries."""

    def __init__(self, rows: list[_Row], user: Any, visible: QuerySet[Flow]) -> None:
        self.rows, self.prefix = rows, own_prefix()
        ids = [row.id for row in rows]
        self.bodies = bodies(
            pk for row in rows for pk in (row.giver, row.receiver) if pk is not None
        )
        named = {row.fund for row in rows if row.fund}
        seen = Fund.objects.visible_to(user)
        funds = seen.filter(Among("pk", named)) if named else seen.none()
        self.funds = {
            fund.pk: (fund.slug, fund.name, absolute(fund.get_absolute_url()))
            for fund in funds.only("slug", "name")
        }
        above = {row.parent for row in rows if row.parent}
        parents = visible.filter(Among("pk", above)) if above else visible.none()
        self.parents = dict(parents.values_list("pk", "identifier"))
        onward: Any = visible.filter(_MONEY & _AWARDED, Among("parent_id", ids))
        onward = (
            onward.order_by()
            .values("parent")
            .annotate(sum=Sum("amount_low"), count=Count("pk"), exact=Count("pk", filter=_EXACT))
        )
        self.onward = {
            parent: total if count == exact else None
            for parent, total, count, exact in onward.values_list("parent", "sum", "count", "exact")
        }
        self.places = _places(ids)
        # The address of a flow is the same for all but for its number
        self.page = absolute(Flow(pk=0).get_absolute_url())

    def grants(self) -> Iterator[Grant]:
        """Each row as a grant."""
        for row in self.rows:
            places, scope = self.places.get(row.id, ((), None))
            yield Grant(self._values(row, scope), places)

    def _values(self, row: _Row, scope: str | None) -> dict[str, Any]:
        receiver = (
            self.bodies[row.receiver]
            if row.receiver is not None
            else in_words(row.receiver_said, row.receiver_number)
        )
        giver = self.bodies[row.giver]
        title = row.description or title_of(receiver.name)
        amount = row.amount
        said = (None, row.fund_said or None, None)
        code, fund, page = self.funds.get(row.fund or 0, said)
        is_said = not (row.end_is_worked_out or row.end_follows)
        ends = _day(row.end, row.end_precision) if is_said else None
        return {
            "id": row.identifier or f"{self.prefix}-{row.id}",
            "title": title,
            "description": row.note or title,
            "currency": standard.POUNDS,
            "amountAwarded": int(amount) if amount == int(amount) else float(amount),
            "awardDate": row.awarded_on.isoformat(),
            "plannedDates/0/startDate": _day(row.start, row.start_precision),
            "plannedDates/0/endDate": ends,
            "plannedDates/0/duration": row.months,
            "recipientOrganization/0/id": receiver.number,
            "recipientOrganization/0/name": receiver.name,
            "recipientOrganization/0/charityNumber": receiver.charity,
            "recipientOrganization/0/companyNumber": receiver.company,
            "recipientOrganization/0/postalCode": row.receiver_postcode or None,
            "fundingOrganization/0/id": row.giver_number or giver.number,
            "fundingOrganization/0/name": giver.name,
            "grantProgramme/0/code": code,
            "grantProgramme/0/title": fund,
            "grantProgramme/0/url": page,
            "regrantType": row.regrant or self._regrant(row),
            "locationScope": scope,
            "passedOnFrom": self._parent(row.parent),
            "madeUp": row.of_example or None,
            "url": self.page.replace("/0/", f"/{row.id}/"),
            "dataSource": row.source_url or None,
            "dateModified": row.updated_at.isoformat(timespec="seconds"),
        }

    def _regrant(self, row: _Row) -> str | None:
        """What is seen of where it goes on to: all of it, or a part."""
        if row.id not in self.onward:
            return None
        return str(Regrant.GRANTS if self.onward[row.id] == row.amount else Regrant.PARTLY)

    def _parent(self, pk: int | None) -> str | None:
        if pk is None or pk not in self.parents:
            return None
        return self.parents[pk] or f"{self.prefix}-{pk}"


def title_of(receiver: str) -> str:
    """What a grant without words of its own is called."""
    return f"Grant to {receiver}"


def _day(day: dt.date | None, precision: str) -> str | None:
    """A date as exactly as it is known. The standard has no way to say a financial year."""
    if day is None or precision == Precision.FINANCIAL_YEAR:
        return None
    length = {Precision.MONTH: 7, Precision.YEAR: 4}.get(Precision(precision), 10)
    return day.isoformat()[:length]


def _places(ids: Iterable[int]) -> dict[int, tuple[list[dict[str, str]], str]]:
    """The places of flows with their codes, and how far those reach."""
    links = list(
        FlowPlace.objects.filter(Among("flow_id", ids))
        .order_by("flow_id", "id")
        .values_list("flow_id", "place_id", "place__name", "place__kind")
    )
    held = codes_on(timezone.localdate())
    held = held.filter(Among("place_id", {place for _, place, _, _ in links}))
    codes = dict(held.values_list("place_id", "code"))
    made: dict[int, list[tuple[dict[str, str], str]]] = {}
    for flow, place, name, kind in links:
        location = {"name": name}
        if code := codes.get(place):
            location["geoCode"] = code
            if of_type := GEO_TYPES.get(code[:3]):
                location["geoCodeType"] = of_type
        made.setdefault(flow, []).append((location, kind))
    return {
        flow: ([location for location, _ in each], _scope({kind for _, kind in each}))
        for flow, each in made.items()
    }


def _scope(kinds: set[str]) -> str:
    if kinds & {*REGIONAL, *OF_THE_NHS}:
        return standard.REGION
    if kinds <= {*WITHIN_COUNCILS}:
        return standard.LOCAL
    if kinds & {Place.Kind.CUSTOM, Place.Kind.NHS_PLACE} and len(kinds) == 1:
        return standard.UNDEFINED
    return standard.AUTHORITY
