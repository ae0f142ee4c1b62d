"""Agreements in the pack of a board: those that stand, and first what its reader is asked to
sign."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from governance.agreement.models import of_partnerships_at
from governance.models import Agreement, AgreementParty
from interface.words import NOT_KNOWN, capitalised, date_words
from registry.packed import Block, Packing, PackSection, of_record, told_in_table

HEAD = ("Agreement", "Kind", "Signed", "Look at again by")


def of_board(board: Any, places: Iterable[int]) -> Any:
    """Its own agreements, and those of partnerships that work for its places."""
    return Agreement.objects.filter(Q(board=board) | of_partnerships_at(places))


def _here(packing: Packing) -> Iterable[Block]:
    rows = of_board(packing.board.pk, packing.places).standing_on(packing.today)
    return _told(packing, rows, "Current agreements", is_named=False)


def _of_body(packing: Packing) -> Iterable[Block]:
    """Of any board or partnership."""
    asked = AgreementParty.objects.waiting_on(packing.today).filter(organisation=packing.body)
    rows = Agreement.objects.filter(pk__in=asked.order_by().values("agreement"))
    return _told(packing, rows, "Agreements that you are asked to sign", is_named=True)


def _told(packing: Packing, rows: Any, title: str, *, is_named: bool) -> Iterable[Block]:
    seen: Any = packing.seen(rows)
    return told_in_table(title, HEAD, seen.as_rows().order_by("pk"), _row, is_named=is_named)


def _row(one: Any) -> list[Any]:
    review = date_words(one.review_by) or NOT_KNOWN
    return [of_record(one), capitalised(one.get_kind_display()), one.tally, review]


PACKED = PackSection(
    key="agreements", title="Agreements", blocks=_here, for_body=_of_body, order=86
)
