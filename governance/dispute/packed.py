"""Disputes in the pack of a board: those that go on, and first those of the body that reads it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from governance.models import Dispute
from interface.words import NOT_KNOWN, capitalised, date_words, list_words
from records.dates import DateWithPrecision
from registry.packed import Block, Packing, PackSection, of_record, told_in_table

HEAD = ("Dispute", "Between", "Since", "Last step")


def _here(packing: Packing) -> Iterable[Block]:
    """Those of the board that go on."""
    return _told(_open(packing), "Open disputes", is_named=False)


def _of_body(packing: Packing) -> Iterable[Block]:
    """Those that the body is party to."""
    own = _open(packing).filter(party_links__organisation=packing.body)
    return _told(own, "Disputes that you are in", is_named=True)


def _open(packing: Packing) -> QuerySet[Dispute]:
    rows = Dispute.objects.filter(board=packing.board, state__in=Dispute.OPEN)
    seen: Any = packing.seen(rows)
    found: QuerySet[Dispute] = seen.as_rows().prefetch_related("steps").order_by("pk")
    return found


def _told(rows: QuerySet[Dispute], title: str, *, is_named: bool) -> Iterable[Block]:
    return told_in_table(title, HEAD, rows, _row, is_named=is_named)


def _row(one: Any) -> list[Any]:
    steps = sorted(one.steps.all(), key=lambda step: (step.begun_on, step.pk))
    last = f"{capitalised(str(steps[-1]))}, {date_words(steps[-1].begun_on)}" if steps else ""
    since = DateWithPrecision.of(one, "opened_on") or NOT_KNOWN
    return [of_record(one), list_words(map(str, one.bodies)), since, last or "None yet"]


PACKED = PackSection(key="disputes", title="Disputes", blocks=_here, for_body=_of_body, order=85)
