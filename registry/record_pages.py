"""The pages of one record, as their subjects declare them: its tabs, and all others.

# pilots/you_said/registrations.py
REGISTRATIONS = (RecordMenuItem(of="place", page="place_you_said", label="…", …), …)
"""

from __future__ import annotations

from functools import cache
from typing import Any

from interface.parts import RecordMenuItem
from records.subjects import registered
from records.switches import those_used


@cache
def pages_of(kind: str) -> tuple[RecordMenuItem, ...]:
    """Those of a kind of record, in order; no form is among them."""
    return tuple(one for one in registered(RecordMenuItem) if one.of == kind and not one.adds)


def tabs_of(
    user: Any, record: Any, kind: str, current: str, counted: Any = None
) -> list[dict[str, Any]]:
    """The tabs of a record, as ``components/tabs.html`` takes them; ``current`` names a page."""
    tabs = those_used(
        tuple(one for one in pages_of(kind) if one.tab and one.permission(user, record))
    )
    return [
        {
            "label": one.label,
            "url": one.url(record),
            "count": one.how_many(counted),
            "current": one.page == current,
        }
        for one in sorted(tabs, key=lambda one: one.tab)
    ]


def other_pages(
    user: Any, record: Any, kind: str, counted: Any = None, *, whole: bool = True
) -> list[RecordMenuItem]:
    """Its pages but the tabs and what is reached from one of them; on its own page (not ``whole``)
    without those that stand apart."""
    shown = (
        one
        for one in pages_of(kind)
        if not (one.tab or one.within)
        and ((not one.if_any and (whole or not one.apart)) or one.how_many(counted))
        and one.permission(user, record)
    )
    return list(those_used(tuple(shown)))


def links_of(
    user: Any, record: Any, kind: str, counted: Any = None, *, whole: bool = True
) -> list[dict[str, str]]:
    """The same, as ``components/also_here.html`` takes them."""
    return [
        {"label": one.label, "url": one.url(record), "count": one.how_many(counted)}
        for one in other_pages(user, record, kind, counted, whole=whole)
    ]
