"""How a row of money is drawn where it is compared with others; what is missing is said."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce, Lower
from django.utils.html import format_html

from funding.flow.views import SORTS as FLOW_SORTS
from funding.flow.views import listed
from funding.models import Flow
from interface.cells import linked, names, not_known, small
from interface.columns import Column
from interface.paging import Sort


def _recipient(flow: Flow) -> Any:
    body = flow.receiver
    if body is None:
        return linked(flow.receiver_said or "Not known", flow.get_absolute_url())
    return linked(flow.receiver_name, flow.get_absolute_url(), body.get_sector_display())


def _payer(flow: Flow) -> Any:
    return str(flow.fund or flow.programme or "")


def _amount(flow: Flow) -> Any:
    kind = "" if flow.kind == Flow.Kind.MONEY else f", {flow.get_kind_display()}"
    return format_html("{}{}", flow.amount, small(f"{flow.get_meaning_display()}{kind}"))


def _purpose(flow: Flow) -> Any:
    where = names(link.place for link in flow.place_links.all())
    return format_html("{}{}", not_known(flow.description), small(where))


def _source(flow: Flow) -> str:
    return str(flow.source or flow.source_said)


ROWS = (
    Column("recipient", "Recipient", cell=_recipient, head=True, sort="recipient"),
    Column("payer", "Fund or programme", cell=_payer),
    Column("how_much", "Amount", cell=_amount, number=True, sort="amount"),
    Column("period", "Period", cell=lambda flow: flow.period, sort="end"),
    Column("purpose", "What it is for", cell=_purpose),
    Column("from_where", "Source", cell=_source),
)
SORTS = (
    Sort("recipient", "recipient_key", says=lambda flow: flow.recipient_key or "not known"),
    *FLOW_SORTS,
)


def rows_for(user: Any) -> QuerySet[Any]:
    """The flows that this reader sees, with what the columns and the sorts need."""
    recipient = Coalesce(Lower("receiver__name"), Lower("receiver_said"))
    return listed(user).as_rows(user).annotate(recipient_key=recipient)
