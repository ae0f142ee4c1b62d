"""The money of a place, or all of it, in one screen: how much is promised, when that ends, what
ends first, who pays."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from access.kept import kept
from funding.flow.by_end import SHADES, Part, have_ended, promised_by_end, promised_words
from funding.flow.ends import end_words
from funding.flow.facts import MeaningRow
from funding.flow.for_place import SOON
from funding.flow.sums import Totals
from funding.flow.totals import Total
from funding.flow.views import listed
from funding.models import Flow
from funding.picture.asked import PARTS
from funding.picture.breakdown import Line, source_of
from funding.picture.selection import Selection, here_of
from interface.made_up import ROW_SAYS, is_marked, marked
from interface.paging import bounded_count
from interface.words import capitalised, pounds
from records.dates import DateWithPrecision, months_on

SHOWN, PAYERS, FIGURES, COUNTED = 6, 5, 3, 100
APART = "Payments to suppliers, not counted here"
# What each meaning is called under its sum
CALLED = {
    Flow.Meaning.COMMITTED: "Promised",
    Flow.Meaning.PAID: "Known to be paid",
    Flow.Meaning.FORECAST: "Asked for or expected, not promised",
    Flow.Meaning.INFLUENCEABLE: "Spent by others, open to influence",
    Flow.Meaning.ESTIMATE: "Estimated",
}
IN_A_ROW = (
    *("description", "meaning", "kind", "receiver_said", "start", "awarded_on", "as_of"),
    *("amount_low", "amount_high", "amount_qualifier", "end", "end_precision", "end_follows"),
    *("giver__name", "receiver__name"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """An amount that still runs, or of which no end is known; where none does, one that ended."""

    flow: Flow
    ends: str

    @property
    def note(self) -> str:
        """Who gives it to whom, how much of it goes on, and whether it is made up."""
        flow: Any = self.flow
        passed = ""
        if flow.passed_on is not None and flow.amount.known:
            part = "Part" if flow.passes_on_vaguely else pounds(flow.passed_on)
            passed = f"{part} of it is passed on"
        made_up = ROW_SAYS if is_marked(flow) else ""
        # One without a description is called by who receives it
        to = flow.receiver_in_short if flow.description else ""
        between = capitalised(" ".join(filter(None, (flow.giver_in_short, to and f"to {to}"))))
        return ". ".join(filter(None, (between, passed, made_up)))


@dataclass(frozen=True, slots=True)
class Payer:
    """A body, what it promised, and that as part of the largest, in per cent."""

    line: Line
    share: Decimal


@dataclass(frozen=True, slots=True)
class Overview:
    """What the first screen of the money of a place says."""

    lead: str
    flows: int
    figures: list[dict[str, Any]]
    parts: list[Part]
    rows: list[Row]
    payers: list[Payer]
    also: list[dict[str, Any]]
    is_over: bool

    @property
    def has_sums(self) -> bool:
        """Whether any amount of it is known."""
        return len(self.figures) > 1

    @property
    def is_cut(self) -> bool:
        """Whether there are more amounts than are shown."""
        return self.flows > len(self.rows)

    @property
    def more_words(self) -> str:
        """The way to all amounts."""
        return f"All {self.flows} amounts"

    @property
    def label(self) -> str:
        """The bar in words."""
        return "; ".join(f"{part.amount} {part.words}" for part in self.parts)


def overview_of(selection: Selection, meanings: list[MeaningRow], today: dt.date) -> Overview:
    """What is recorded, with the sums by meaning at hand. Six queries."""
    soon = _ending_soon(selection, today)
    parts = parts_by_end(selection, today)
    committed = selection.totals.of(Flow.Meaning.COMMITTED)
    rows, is_over = _rows(selection, today)
    return Overview(
        lead=_lead(committed, parts, soon),
        flows=selection.totals.flows,
        figures=_figures(selection.totals, meanings),
        parts=parts,
        rows=rows,
        is_over=is_over,
        payers=_payers(selection) if committed.known else [],
        also=_also(selection, meanings),
    )


def _ending_soon(selection: Selection, today: dt.date) -> list[tuple[str, bool]]:
    """When the promised money ends that does so within six months, each in words with whether it
    is decided what follows; the soonest first."""
    flows = selection.seen.filter(meaning=Flow.Meaning.COMMITTED)
    ending = flows.ending(after=today, by=months_on(today, SOON)).select_related("ending")
    rows = ending.only("end", "end_precision", "ending__outcome")[:COUNTED]
    return [(_day_words(flow), _is_decided(flow)) for flow in rows]


def _is_decided(flow: Flow) -> bool:
    known: Any = getattr(flow, "ending", None)
    return known is not None and bool(known.is_decided)


def _day_words(flow: Flow) -> str:
    exact = "on" if flow.end_precision == "day" else "in"
    return f"{exact} {DateWithPrecision.of(flow, 'end')}"


def parts_by_end(selection: Selection, today: dt.date) -> list[Part]:
    """The promised money by when it ends, each pound once. One query."""
    groups = selection.groups("end", Flow.Meaning.COMMITTED)
    return [part for part in promised_by_end(groups, today) if part.is_known]


def _lead(committed: Total, parts: list[Part], soon: list[tuple[str, bool]]) -> str:
    """How much is promised, how much of that ends first, and whether it is known what follows."""
    if not committed.known:
        return "How much was promised here isn’t known." if committed.flows else ""
    said = promised_words(committed, parts)
    if have_ended(parts):
        return said
    first = next((part for part in parts if part.shade == SHADES[0]), None)
    if first is None:
        return f"{said} When it ends isn’t known."
    decided = [is_decided for words, is_decided in soon if first.words == f"ends {words}"]
    follows = ""
    if decided and not any(decided):
        follows = ", and nobody has said what happens next"
    elif not all(decided):
        undecided = f"{decided.count(False)} of {len(decided)} amounts"
        follows = f"; for {undecided} nobody has said what happens next"
    whole = "It all" if len(parts) == 1 else f"{capitalised(first.amount)} of it"
    return f"{said} {whole} {first.words}{follows}."


def _said(meanings: list[MeaningRow]) -> list[MeaningRow]:
    """The sums that stand in the strip of figures."""
    return [row for row in meanings if row.total.known and row.key in CALLED][:FIGURES]


def _figures(summed: Totals, meanings: list[MeaningRow]) -> list[dict[str, Any]]:
    """The sums by meaning, and how many amounts are in none of them."""
    unknown = sum(total.unknown for total in summed.by_meaning.values())
    return [
        *(
            {
                "label": CALLED[Flow.Meaning(row.key)],
                "lead": row.total.qualifier_words,
                "value": row.total.number,
            }
            for row in _said(meanings)
        ),
        {"label": "Amounts not known", "value": f"{unknown} of {summed.flows}"},
    ]


def _rows(selection: Selection, today: dt.date) -> tuple[list[Row], bool]:
    """What runs still, the soonest end first, what has no known end last. One query; where all has
    ended that, the last first, in another: and whether it is so."""
    place = {"place": selection.place} if selection.place else {}
    how = (selection.user, selection.asked.payments)
    flows = list(_running(*how, today=today, **place))
    is_over = not flows and selection.totals.flows > 0
    if is_over:
        flows = list(_ended(*how, **place))
    return [Row(flow, end_words(flow)) for flow in flows], is_over


@kept
def _running(user: Any, payments: str, *, today: Any, place: Any = None) -> Any:
    every = _recorded(user, payments, place)
    return every.filter(Q(end=None) | Q(end__gte=today)).order_by("end_key", "id")[:SHOWN]


@kept
def _ended(user: Any, payments: str, *, place: Any = None) -> Any:
    return _recorded(user, payments, place).order_by("-end_key", "-id")[:SHOWN]


def _recorded(user: Any, payments: str, place: Any) -> Any:
    """What is recorded here, as its rows are told."""
    here = here_of(user, place, listed(user).payments(payments))
    every: Any = here if place else marked(here)
    named = every.as_rows(user).with_short_names()
    flows = named.prefetch_related(None).select_related(None).select_related("giver", "receiver")
    return flows.only(*IN_A_ROW)


def _payers(selection: Selection) -> list[Payer]:
    """Who promised most, first of all. Two queries."""
    known = [line for line in source_of(selection, None).lines if line.total.known]
    sizes = [t.lower if t.upper is None else t.upper for t in (line.total for line in known)]
    most = max(sizes, default=Decimal(0))
    if not most:
        return []
    shares = [round(size / most * 100, 1) for size in sizes]
    return [Payer(*pair) for pair in zip(known[:PAYERS], shares, strict=False)]


def _also(selection: Selection, meanings: list[MeaningRow]) -> list[dict[str, Any]]:
    """The view that is no tab, and the sums that no figure above says."""
    told = [row.key for row in _said(meanings)]
    rest = [row for row in meanings if row.total.known and row.key not in told]
    payments: list[dict[str, Any]] = []
    if not selection.asked.payments and (paid := bounded_count(selection.paid)):
        payments = [{"label": APART, "count": str(paid), "url": selection.asked.only_payments_url}]
    apart = [] if selection.place is None else [selection.asked.view(PARTS)]
    return [
        *({"label": tab.label, "url": tab.url} for tab in apart),
        *payments,
        *(
            {"label": row.label, "count": str(row.total), "url": _list_url(selection, row.key)}
            for row in rest
        ),
    ]


def _list_url(selection: Selection, meaning: str) -> str:
    query = {**selection.asked.where, "meaning": meaning}
    return f"{reverse('flows')}?{urlencode(query)}"
