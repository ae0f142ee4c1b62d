"""Which asks an address of the ledger names: those that one of its numbers counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from dashboards.asked.counting import UNDATED, YEAR, Chosen, Span, Window, kinds
from interface.words import capitalised
from partnerships.models import Organisation, Place
from records.dates import months_on

# What narrows the list; ``list`` shows all of them by themselves
NAMES = ("kind", "when", "who", "hours", "list")
NOT_RIGHT = "No requests match this address, so none is listed."
DAY = dt.timedelta(days=1)


def kind_words(kind: str, *, many: bool = False) -> str:
    """ "Return", "Policy tests"."""
    one, _, plural = kinds()[kind].noun.partition(",")
    return capitalised((plural or f"{one}s") if many else one)


def is_listed(params: Mapping[str, Any]) -> bool:
    """Whether the address asks for a list of asks, not for the sums."""
    return any(params.get(name) for name in NAMES)


def chosen_by(params: Mapping[str, Any], user: Any, by: str, *, in_place: bool) -> Chosen | None:
    """The asks that these parameters name, in the ledger of a place or of a body; None where what
    they name is none of its numbers."""
    kind, hours = str(params.get("kind") or ""), str(params.get("hours") or "")
    when, who = str(params.get("when") or ""), str(params.get("who") or "")
    span = _span(when, by) if when and when != UNDATED else None
    nobody = who == UNDATED
    record = None
    if who and not nobody:
        model: Any = Organisation if in_place else Place
        record = model.objects.visible_to(user).filter(slug=who.replace("\x00", "")).first()
    wrong_when = bool(when) and when != UNDATED and span is None
    wrong_who = bool(who) and not nobody and record is None
    if (kind and kind not in kinds()) or hours not in ("", UNDATED) or wrong_when or wrong_who:
        return None
    said = [kind_words(kind, many=True) if kind else "Requests"]
    if when:
        said.append(Span(span.since if span else None, by).words)
    if who:
        said.append(("asked by {}" if in_place else "of {}").format(record or "nobody known"))
    if hours:
        said.append("without hours")
    return Chosen(
        words=", ".join(said),
        kind=kind,
        span=span,
        is_undated=when == UNDATED,
        who=record.pk if record else None,
        nobody=nobody,
        without_hours=bool(hours),
    )


def _span(text: str, by: str) -> Window | None:
    """The quarter or the financial year that begins on this day."""
    try:
        first = dt.date.fromisoformat(text)
    except ValueError:
        return None
    months = (4,) if by == YEAR else (1, 4, 7, 10)
    if first.day != 1 or first.month not in months or not 1900 < first.year < 2200:
        return None
    return Window(first, months_on(first, 12 if by == YEAR else 3) - DAY)
