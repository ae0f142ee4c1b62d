"""The pages that are called as somebody typed: "escalation", "regional update", "import"."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dashboards.parts.views import led_programmes, own_pilots, own_places
from interface.parts import MenuItem, RecordMenuItem, called
from records.subjects import registered
from records.switches import those_used
from registry.search import Found
from search.words import said

# Pages below a record are offered for the first of the reader's own
OWN: dict[str, Callable[[Any], list[Any]]] = {
    "place": own_places,
    "programme": led_programmes,
    "pilot": own_pilots,
}


def pages_called(user: Any, typed: str) -> list[Found]:
    """Those that this reader may open, by the words that say something. A query only for those
    below records of their own."""
    typed = " ".join(said(typed))
    pages = [
        Found(part.label, part.url, part.says)
        for part in those_used(tuple(called(registered(MenuItem), typed)))
        if part.permission(user)
    ]
    of_records = those_used(tuple(called(registered(RecordMenuItem), typed)))
    for kind, own in OWN.items():
        parts = [part for part in of_records if part.of == kind and not part.tab]
        for record in own(user)[:1] if parts else ():
            name = getattr(record, "title", str(record))
            pages += [
                Found(f"{part.label}: {name}", part.url(record), part.says)
                for part in parts
                if part.permission(user, record)
            ]
    return pages
