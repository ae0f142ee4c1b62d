"""A place in five minutes: what a visitor needs on one page, and the same as plain text."""

from __future__ import annotations

import datetime as dt
import html
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboards.place import page as dashboard
from dashboards.place import priorities as place_priorities
from dashboards.place.page import PlacePage
from partnerships.models import Place, Priority

WIDTH = 76
# What fits on one sheet of paper; the dashboard has the rest.
PILOTS, FIGURES, BARRIERS, ASKED, EVENTS, BEFORE, GAPS, PRIORITIES = 3, 3, 3, 3, 3, 3, 2, 1
ENDING = 2


@dataclass(frozen=True)
class Brief:
    """One place for a visitor, as one reader may see it."""

    page: PlacePage
    priorities: list[tuple[str, list[Priority]]]

    @property
    def pilots(self) -> Sequence[Any]:
        """The first few pilots."""
        return self.page.pilots.rows[:PILOTS]

    @property
    def figures(self) -> Sequence[Any]:
        """The first few figures, those with a plan first."""
        return self.page.figures.all[:FIGURES] if self.page.figures else []

    @property
    def barriers(self) -> Sequence[Any]:
        """The first few barriers."""
        return self.page.barriers.rows[:BARRIERS]

    @property
    def asking(self) -> Sequence[Any]:
        """Whom to ask first."""
        return self.page.asking.contacts[:ASKED]

    @property
    def ending(self) -> Sequence[Any]:
        """The money that ends first."""
        return [] if self.page.money.totals.too_many else self.page.money.ending[:ENDING]

    @property
    def events(self) -> Sequence[Any]:
        """What changed last."""
        return self.page.events[:EVENTS]

    @property
    def before(self) -> Sequence[Any]:
        """What was tried before."""
        return self.page.before[:BEFORE]

    @property
    def gaps(self) -> Sequence[Any]:
        """What nobody knows yet."""
        return self.page.known.first_gaps[:GAPS]


def build(user: Any, place: Place, today: dt.date) -> Brief:
    """The brief of a place: its dashboard, its priorities, in one query more."""
    held = place_priorities.build(user, place, today)
    return Brief(
        page=dashboard.build(user, place, today),
        priorities=[(part.title, part.rows[:PRIORITIES]) for part in held.parts if part.rows],
    )


def tidy(text: str) -> str:
    """Text from a template: lines wrapped, at most one blank line, nothing escaped."""
    made: list[str] = []
    for raw in html.unescape(text).splitlines():
        line = re.sub(r"\s+", " ", raw).strip()
        if line:
            made += _wrapped(line)
        elif made and made[-1]:
            made.append("")
    return "\n".join(made).strip() + "\n"


def _wrapped(line: str) -> list[str]:
    below = "  " if line.startswith("- ") else ""
    return textwrap.wrap(
        line, WIDTH, subsequent_indent=below, break_long_words=False, break_on_hyphens=False
    )
