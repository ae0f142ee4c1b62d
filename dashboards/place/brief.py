"""A place in five minutes: what a visitor needs on one page, and the same as plain text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse

from dashboards.place import record as dashboard
from dashboards.place.record import PlacePage
from partnerships.models import Place, Priority
from partnerships.priority import of_place as place_priorities

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


def as_text(request: HttpRequest, text: str, slug: str) -> HttpResponse | None:
    """The text itself, as a file with ``?format=txt``; None for who reads pages."""
    is_file = request.GET.get("format") == "txt"
    accepts = request.headers.get("Accept", "text/html").replace("*/*", "text/html")
    if not is_file and "text/html" in accepts:
        return None
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    if is_file:
        response["Content-Disposition"] = f'attachment; filename="placebook-{slug}.txt"'
    response["Vary"] = "Accept, Cookie"
    return response


def seen_by(request: HttpRequest) -> str:
    """Whose records a brief holds."""
    return "you, signed in" if request.user.is_authenticated else "everyone"
