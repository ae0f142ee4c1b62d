"""What is asked of a place, and what a body asks of places: how much, when, how many hours."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from dashboards.asked.choosing import NAMES, NOT_RIGHT, chosen_by, is_listed, kind_words
from dashboards.asked.counting import (
    MOST,
    QUARTER,
    UNDATED,
    YEAR,
    Ask,
    Ledger,
    Line,
    Span,
    Sum,
    Window,
    kinds,
)
from interface import exports
from interface.articles import with_article
from interface.columns import Column
from interface.pages import RecordPage
from interface.querystring import replaced
from partnerships.models import Place
from partnerships.organisation.asks import Scope
from partnerships.organisation.frame import OfOrganisation
from partnerships.place.frame import OfPlace
from records.dates import months_on

SHOWN, LISTED, IN_FILE = 5, 200, 20_000
TOO_MANY = (
    f"There are more than {IN_FILE:,} requests, too many for one file. Open the list of a quarter, "
    "a year or a kind of request, and download that."
)
# Bodies or places that stand before the link to the others
FIRST = 10
WITHOUT = "Without hours"
FIRST_YEAR = dt.date(1990, 4, 1)
LAST_YEAR = dt.date(2100, 3, 31)


@dataclass(frozen=True, slots=True)
class Tab:
    """A way to look at it."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Count:
    """A number of the ledger, and the list of what it counts."""

    label: str
    number: int
    url: str


def url_of(ask: Ask) -> str:
    """The page of an ask."""
    return kinds()[ask.kind].url(ask.key)


COLUMNS = (
    Column("kind", "Kind", "What kind of request it is", lambda ask: kind_words(ask.kind)),
    Column("day", "Day", "When it is due, was asked or took place", lambda ask: ask.day),
    Column(
        *("known_to", "Day known to", "The day, month or year"),
        lambda ask: ask.known_to if ask.day else None,
        blank="none",
    ),
    Column(
        *("place", "Place", "The place that is asked"),
        lambda ask: ask.place and ask.place.name,
    ),
    Column(
        *("asked_by", "Asked by", "The bodies that ask"),
        lambda ask: "; ".join(body.name for body in ask.askers),
    ),
    Column("what", "What", "What is asked for", lambda ask: ask.title),
    Column("about", "About", "The fund, or the pilot", lambda ask: ask.about, blank="none"),
    Column("hours", "Hours", "What it takes, in words", lambda ask: str(ask.hours)),
    Column("hours_low", "Hours as a number", "Or the low end", lambda ask: ask.low),
    Column(*("hours_high", "High end", "Only for a range", lambda ask: ask.high), blank="none"),
    Column("open", "Still to do", "Whether it still waits for the place", lambda ask: ask.is_open),
    Column("address", "Address", "Its page", url_of),
)


class _Ledger(RecordPage):
    """A ledger of asks, by quarter of the year around today, or by financial year since ever."""

    template_name = "dashboards/asked/page.html"
    by_head: ClassVar[str]

    def scope(self) -> Scope:
        raise NotImplementedError

    def title(self) -> str:
        raise NotImplementedError

    @property
    def is_of_place(self) -> bool:
        """Whether it is the ledger of a place, and not of a body that asks."""
        return isinstance(self.record, Place)

    def lines(self, ledger: Ledger) -> Any:
        """The second table: by who asks, or by who is asked."""
        raise NotImplementedError

    @property
    def by(self) -> str:
        """The length of time by which it is counted."""
        return YEAR if self.request.GET.get("by") == YEAR else QUARTER

    def window(self, today: dt.date) -> Window:
        """Four quarters that are over, this one and four to come; else all years."""
        if self.by == YEAR:
            return Window(FIRST_YEAR, LAST_YEAR)
        begin = _current(QUARTER, today)
        return Window(months_on(begin, -12), months_on(begin, 15) - dt.timedelta(days=1))

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        ledger = Ledger(self.scope(), self.window(timezone.localdate()))
        chosen = chosen_by(request.GET, request.user, self.by, in_place=self.is_of_place)
        if "format" in request.GET:
            if chosen is None:
                return exports.refused(request, NOT_RIGHT)
            asks = ledger.asks(IN_FILE + 1, chosen)
            if asks[IN_FILE:]:
                return exports.refused(request, TOO_MANY)
            name = f"asked-{self.record.slug}"
            if file := exports.of_rows(request, asks, COLUMNS, name, made_up=self.is_made_up):
                return file
        if is_listed(request.GET):
            asks = [] if chosen is None else ledger.asks(LISTED + 1, chosen)
            problem = "" if chosen else NOT_RIGHT
            cut = LISTED if asks[LISTED:] else 0
            listed = chosen.words if chosen else ""
            return self._with_asks(asks[:LISTED], cut=cut, listed=listed, problem=problem)
        return self._sums(ledger)

    def is_made_up(self, ask: Ask) -> bool:
        """Whether an ask is made up: with the place or body of the ledger, or the place asked."""
        return self.record.is_example or (ask.place is not None and ask.place.is_example)

    def _sums(self, ledger: Ledger) -> HttpResponseBase:
        """How much is asked: over time, by whom, and the latest asks."""
        spans = ledger.spans(self.by)
        lines = self.lines(ledger)
        total = sum((span.total for span in spans), Sum())
        return self._with_asks(
            ledger.asks(SHOWN),
            cut=0,
            spans=[(span, *self._counts(span)) for span in spans],
            kinds=[kind_words(kind, many=True) for kind in kinds()],
            total=total,
            lines=[(line, *self._counts_of(line)) for line in self._first(lines)],
            lines_cut=len(lines) == MOST,
            lines_left=len(lines) - len(self._first(lines)),
            lines_url=replaced(self.request.GET, lines="all"),
            by_head=self.by_head,
            now=_current(self.by, timezone.localdate()),
            all_url=self._list(list="all"),
            without_url=self._list(hours=UNDATED),
            has_more=total.asks > SHOWN,
        )

    def _first(self, lines: list[Line]) -> list[Line]:
        """Those with the most asks; all of them where the address says so."""
        return lines if self.request.GET.get("lines") == "all" else lines[:FIRST]

    def _with_asks(
        self, asks: list[Ask], *, cut: int, listed: str = "", **context: Any
    ) -> HttpResponseBase:
        asked = self.request.GET
        return self.render_page(
            title=self.title(),
            asks=[(ask, kind_words(ask.kind), url_of(ask)) for ask in asks],
            asks_cut=cut,
            listed=listed,
            sums_url=replaced(asked, **dict.fromkeys(NAMES)),
            tabs=self.tabs(),
            file_url=replaced(asked, format="csv"),
            sheet_url=replaced(asked, format="xlsx"),
            **context,
        )

    def _list(self, **names: str) -> str:
        """The address of the asks that a number counts."""
        return replaced(self.request.GET, **{**dict.fromkeys(NAMES), **names})

    def _counts(self, span: Span) -> tuple[list[Count], Count, Count]:
        """The numbers of a line of time, each with its list: of each kind, all, without hours."""
        at, total = span.named, span.total
        by_kind = [
            Count(kind_words(kind, many=True), count, self._list(when=at, kind=kind))
            for kind, count in zip(kinds(), span.cells, strict=True)
        ]
        return (
            by_kind,
            Count("All", total.asks, self._list(when=at)),
            Count(WITHOUT, total.unknown, self._list(when=at, hours=UNDATED)),
        )

    def _counts_of(self, line: Line) -> tuple[Count, Count]:
        """The numbers of a body or place, each with its list: all of them, without hours."""
        who = line.record.slug if line.record else UNDATED
        return (
            Count("Requests", line.sum.asks, self._list(who=who)),
            Count(WITHOUT, line.sum.unknown, self._list(who=who, hours=UNDATED)),
        )

    def tabs(self) -> list[Tab]:
        """By quarter around today, or by year."""
        ways = ((QUARTER, "By quarter, a year around today"), (YEAR, "By financial year, all"))
        asked, plain = self.request.GET, dict.fromkeys(NAMES)
        return [
            Tab(label, replaced(asked, **plain, by=None if way == QUARTER else way), way == self.by)
            for way, label in ways
        ]


def _current(by: str, today: dt.date) -> dt.date:
    """The first day of the quarter or the financial year in which today lies."""
    if by == YEAR:
        return dt.date(today.year - (today.month < 4), 4, 1)
    return dt.date(today.year, (today.month - 1) // 3 * 3 + 1, 1)


class PlaceAsked(OfPlace, _Ledger):
    """Everything that is asked of a place and of those within it."""

    closed_because = "to come: its rows are of five kinds and have no number of their own yet"
    page_title = "What is asked for"
    by_head = "Who asks"

    def scope(self) -> Scope:
        return Scope(self.request.user, place=self.record)

    def title(self) -> str:
        return f"What {with_article(self.record)} is asked for"

    def lines(self, ledger: Ledger) -> Any:
        return ledger.askers()


class OrganisationAsks(OfOrganisation, _Ledger):
    """Everything that a body asks of places."""

    closed_because = "to come: its rows are of five kinds and have no number of their own yet"
    page_title = "What it asks"
    by_head = "Who is asked"

    def scope(self) -> Scope:
        return Scope(self.request.user, body=self.record)

    def title(self) -> str:
        return f"What {self.record.name} asks of places"

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [("Organisations", reverse("organisations"))]

    def lines(self, ledger: Ledger) -> Any:
        return ledger.places()
