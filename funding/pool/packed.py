"""Pools in the pack of a board: who keeps them, what was paid in, what they are over or under."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from funding.models import Pool, PoolContribution, PoolYear
from interface.words import NOT_KNOWN
from registry.packed import Block, Packing, PackSection, of_record, told_in_table

HEAD = ("Pool", "Host", "Pool manager", "Year", "Agreed and paid in", "Over or under")


def _here(packing: Packing) -> Iterable[Block]:
    """Those of its places."""
    return _told(packing, Q(reach_ids__overlap=sorted(packing.places)))


def _of_body(packing: Packing) -> Iterable[Block]:
    """Those that the body hosts or pays into."""
    paid = PoolContribution.objects.filter(organisation=packing.body).order_by()
    own = Q(host=packing.body) | Q(pk__in=paid.values("pool"))
    here = Q(reach_ids__overlap=sorted(packing.places))
    return _told(packing, own & here, "Pools that you host or pay into")


def _told(packing: Packing, which: Q, title: str = "") -> Iterable[Block]:
    rows = packing.seen(Pool.objects.filter(which)).select_related("host")
    by_name = _with_years(rows).order_by("name", "id")
    return told_in_table(title or "Pooled funds", HEAD, by_name, _row, is_named=bool(title))


def _with_years(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.prefetch_related(
        Prefetch("years", PoolYear.objects.order_by("-year"), "latest_first"),
        Prefetch(
            "contributions",
            PoolContribution.objects.select_related("organisation").order_by("-year", "id"),
            "paid_in",
        ),
    )


def _row(pool: Any) -> list[Any]:
    """Of its latest year; who reads a pool reads its years and what is paid in."""
    latest: PoolYear | None = next(iter(pool.latest_first), None)
    first = next(iter(pool.paid_in), None)
    year = latest or first
    paid = [one for one in pool.paid_in if year and one.year == year.year]
    return [
        of_record(pool),
        pool.host or NOT_KNOWN,
        pool.manager or NOT_KNOWN,
        year.year_words if year else NOT_KNOWN,
        "\n".join(map(_contribution, paid)) or NOT_KNOWN,
        (latest.over_words if latest else "") or NOT_KNOWN,
    ]


def _contribution(one: PoolContribution) -> str:
    agreed = f"{one.agreed} agreed" if one.agreed.known else "agreed: not known"
    paid = f"{one.paid} paid" if one.paid.known else "paid: not known"
    return f"{one.organisation}: {agreed}, {paid}"


PACKED = PackSection(key="pools", title="Pooled funds", blocks=_here, for_body=_of_body, order=30)
