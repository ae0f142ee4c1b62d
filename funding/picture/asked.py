"""What a reader asks of the page of money, of a place or of all: which view of it, a day, a
meaning, a year, and how to take it apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from funding.flow.facts import year_words
from funding.flow.sums import Totals
from funding.models import Flow, Payments
from interface.words import capitalised, date_words
from partnerships.models import Place

LATEST = 5
NO_YEAR = "No money is recorded for that year. All years are shown."
NO_WAY = "Money cannot be broken down in that way. It is shown by source."
NO_MEANING = "No money of that meaning is recorded here. Another is shown."
PAYMENTS_SHOWN = {
    Payments.TOGETHER: "Payments to suppliers are included.",
    Payments.ALONE: "These are payments to suppliers alone.",
}


SOURCE, PLACE, HELD, LIKE = "source", "place", "held", "like"
# How the money can be taken apart: what stands in the address, and what the link says.
APART = {
    SOURCE: "Source",
    "topic": "Topic",
    "sector": "Sector of recipient",
    PLACE: "Place within",
    HELD: "Who holds it",
    LIKE: "Places like this one",
}


# The views of the money: what stands in the address, and what the link says. The first of them is
# the page without anything asked.
OVERVIEW, YEARS, FLOWS, PARTS, POOLS = "", "years", "flows", "apart", "pools"
VIEWS = {
    OVERVIEW: "Overview",
    YEARS: "By year",
    FLOWS: "Who pays who",
    PARTS: "Broken down",
    POOLS: "Pools and bids",
}
# Those that are tabs; the others stand within the first
TABS = (OVERVIEW, YEARS, FLOWS, POOLS)
# What is asked for a place alone; of all money the list says it
OF_A_PLACE = (FLOWS, PARTS)


@dataclass(frozen=True, slots=True)
class Tab:
    """One choice among several, as a link."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice among several, of a form."""

    value: str
    label: str
    current: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked, of all money where ``place`` is None: ``meaning`` is always one,
    ``is_default`` where the reader named none.

    ``on`` is the day on which the money is to be in force; None: all that is recorded. Where what
    was typed is no day, that is today, and ``day_problem`` says why.
    """

    place: Any = None
    meaning: str = Flow.Meaning.COMMITTED
    year: int | None = None
    is_default: bool = True
    by: str = SOURCE
    problem: str = ""
    on: dt.date | None = None
    typed_day: str = ""
    day_problem: str = ""
    show: str = OVERVIEW
    payments: str = Payments.APART

    @property
    def url(self) -> str:
        """The address of the page that shows this."""
        if self.place is None:
            here = reverse("funding")
        else:
            here = reverse("place_funding", args=[self.place.slug])
        query = urlencode(self._named())
        return f"{here}?{query}" if query else here

    @property
    def listed(self) -> dict[str, str]:
        """The same as filters of the list of flows."""
        return {**self.where, "meaning": self.meaning, **self._time()}

    @property
    def where(self) -> dict[str, str]:
        """The place as a filter of lists, and whether payments are among what is shown."""
        at = {} if self.place is None else {"place": self.place.slug}
        return at | self._payments()

    def _payments(self) -> dict[str, str]:
        return {"payments": str(self.payments)} if self.payments else {}

    @property
    def payments_choices(self) -> list[Choice]:
        """Whether payments to suppliers are shown with other money, without it, or not."""
        return [
            Choice(which.value, capitalised(str(which.label)), which == self.payments)
            for which in Payments
        ]

    @property
    def payments_words(self) -> str:
        """What is shown of them, where that is more than usual."""
        return PAYMENTS_SHOWN.get(Payments(self.payments), "")

    @property
    def only_payments_url(self) -> str:
        """The years of payments to suppliers alone."""
        return replace(self, payments=Payments.ALONE, show=YEARS).url

    @property
    def without_payments_url(self) -> str:
        """The same without payments to suppliers."""
        return replace(self, payments=Payments.APART, meaning="", is_default=True).url

    @property
    def shown_day(self) -> str:
        """The chosen day as people write it; what was typed, where that is none."""
        if self.on is None or self.day_problem:
            return self.typed_day
        return date_words(self.on)

    @property
    def is_wrong(self) -> bool:
        """Whether anything that the address asks is not right."""
        return bool(self.problem or self.day_problem)

    @property
    def beside_choices(self) -> dict[str, str]:
        """The view that is asked for, which stays when another meaning, year or day is chosen."""
        return {name: value for name, value in self._named().items() if name in ("by", "show")}

    @property
    def all_times_url(self) -> str:
        """The same without a day."""
        return replace(self, on=None).url

    def _time(self) -> dict[str, str]:
        year = {} if self.year is None else {"year": str(self.year)}
        return year if self.on is None else {**year, "on": self.on.isoformat()}

    def _named(self) -> dict[str, str]:
        meaning = {} if self.is_default else {"meaning": self.meaning}
        by = {} if self.by == SOURCE or self.show != PARTS else {"by": self.by}
        view = by or ({"show": self.show} if self.show else {})
        return self._time() | self._payments() | meaning | view

    def narrowed(self, rows: Any) -> Any:
        """The flows of these in force on the chosen day that fall in the chosen year, all of them
        where neither is chosen; payments to suppliers as they are asked for."""
        rows = rows.payments(self.payments)
        rows = rows if self.on is None else rows.in_force(self.on)
        return rows if self.year is None else rows.falling_in(self.year)

    def view(self, show: str) -> Tab:
        """A view of the same money."""
        url = replace(self, show=show).url
        if self.place is None and show in OF_A_PLACE:
            url = reverse("flows")
        return Tab(VIEWS[show], url, show == self.show)

    def apart_tabs(self) -> list[Tab]:
        """The ways to take the money apart."""
        return [
            Tab(label, replace(self, by=by, show=PARTS).url, by == self.by)
            for by, label in APART.items()
        ]

    def year_choices(self, years: list[int]) -> list[Choice]:
        """All years, and the latest ones each by itself; none where amounts have no year."""
        if not years:
            return []
        return [
            Choice("", "All years", self.year is None),
            *(Choice(str(year), year_words(year), year == self.year) for year in years[-LATEST:]),
        ]

    def meaning_choices(self, summed: Totals) -> list[Choice]:
        """The meanings that occur, with how many flows have each; none where there is one alone."""
        occur = [meaning for meaning in Flow.Meaning if summed.of(meaning).flows]
        if len(occur) < 2:
            return []
        return [
            Choice(
                meaning.value,
                f"{str(meaning.label).capitalize()} ({summed.of(meaning).flows})",
                meaning == self.meaning,
            )
            for meaning in occur
        ]


def read(
    params: Mapping[str, Any],
    place: Place | None,
    summed: Totals,
    on: dt.date | None,
    day_problem: str,
) -> Asked:
    """What these parameters ask of the money that is there, in force on a day that was read."""
    year, problem = _year(params, summed)
    occur = [meaning.value for meaning in Flow.Meaning if summed.of(meaning).flows]
    wanted = str(params.get("meaning") or "").strip()
    first = occur[0] if occur else Flow.Meaning.COMMITTED.value
    if wanted and wanted not in occur:
        problem = problem or NO_MEANING
    is_there = wanted in occur
    by = str(params.get("by") or SOURCE)
    if by not in APART:
        by, problem = SOURCE, problem or NO_WAY
    meaning, typed = wanted if is_there else first, str(params.get("on") or "").replace("\x00", "")
    return Asked(
        *(place, meaning, year, not is_there, by, problem, on, typed, day_problem),
        show=view_of(params, place),
    )


def view_of(params: Mapping[str, Any], place: Place | None) -> str:
    """The view that is named; else that which shows what else is asked."""
    named, of_a_place = str(params.get("show") or ""), place is not None
    if named in VIEWS and named:
        return named
    if of_a_place and params.get("by"):
        return PARTS
    asks_rows = any(params.get(name) for name in ("meaning", "on", "sort", "after", "before"))
    if of_a_place and asks_rows:
        return FLOWS
    return YEARS if params.get("year") else OVERVIEW


def payments_asked(params: Mapping[str, Any]) -> str:
    """Which payments are asked for; as usual none where that is no choice."""
    asked = str(params.get("payments") or "")
    return Payments(asked) if asked in Payments.values else Payments.APART


def _year(params: Mapping[str, Any], summed: Totals) -> tuple[int | None, str]:
    text = str(params.get("year") or "").strip()
    if not text:
        return None, ""
    if text.isascii() and text.isdecimal() and int(text[:6]) in summed.years:
        return int(text[:6]), ""
    return None, NO_YEAR
