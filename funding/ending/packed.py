"""Money that ends, in the pack of a board."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from funding.flow.ends import end_words
from funding.models import Flow
from interface.words import NOT_KNOWN, capitalised
from registry.packed import Block, Packing, PackSection, of_record, told_in_table

SOON = dt.timedelta(days=183)
TITLE = "Money that ends within six months"
HEAD = ("What ends", "From", "#How much", "Ends", "What follows")


def _ending(packing: Packing) -> Iterator[Block]:
    """What ends within six months; each by itself, for meanings are never added up."""
    flows = Flow.objects.payments().filter(
        reach_ids__overlap=sorted(packing.places),
        end__gte=packing.today,
        end__lte=packing.today + SOON,
    )
    rows = packing.seen(flows).with_names_then().select_related("giver", "receiver", "ending")
    yield from told_in_table(TITLE, HEAD, rows.order_by("end", "id"), _row, is_named=False)


def _row(flow: Any) -> list[Any]:
    ending = getattr(flow, "ending", None)
    much = f"{flow.amount}" if flow.amount.known else NOT_KNOWN
    return [
        of_record(flow, flow.called),
        flow.giver_name or NOT_KNOWN,
        f"{much}, {flow.get_meaning_display()}",
        end_words(flow),
        capitalised(ending.get_outcome_display()) if ending else NOT_KNOWN,
    ]


PACKED = PackSection(key="ending", title=TITLE, blocks=_ending, order=70)
