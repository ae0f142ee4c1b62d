"""What a pack of a board tells of each subject, as subjects declare it.

``PackSection`` stands in the ``registrations.py`` of a subject. Governance loops over the
declarations, and so knows nothing of barriers, money or pilots. A section gives *blocks*: plain
data with the words already chosen, so that a pack reads no record again when it is shown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

# One of the six kinds that the functions below make, as it is kept in JSON
Block = dict[str, Any]
# So many rows of a kind are told; of more it is said that there are
MOST = 300
MORE = "There are more than these: look in Placebook."


@dataclass(frozen=True)
class Packing:
    """A pack in the making: by whom, for whom, of which board, on which day.

    ``audience`` is a reader who reads no more than everybody does who gets the pack; ``body`` is
    the organisation whose own part is made, ``meeting`` the one that it is for, ``since`` the day
    of the last one. ``left_out`` are the records, each by its kind and number, that whoever makes
    it sees and its audience does not.
    """

    user: Any
    audience: Any
    board: Any
    places: frozenset[int]
    today: dt.date
    meeting: Any = None
    since: dt.date | None = None
    body: Any = None
    left_out: set[tuple[str, int]] = field(default_factory=set, compare=False)

    def seen(self, rows: Any) -> QuerySet[Any]:
        """Those of these rows that whoever makes it sees, and everybody else who gets it."""
        own: QuerySet[Any] = rows.visible_to(self.user)
        both: QuerySet[Any] = rows.visible_to(self.audience).filter(
            pk__in=own.order_by().values("pk")
        )
        unseen = own.exclude(pk__in=both.order_by().values("pk")).order_by()
        kind = own.model._meta.label
        self.left_out.update((kind, pk) for pk in unseen.values_list("pk", flat=True))
        if self.body:  # its officers see what others who are signed in do not
            self.left_out.difference_update((kind, pk) for pk in both.values_list("pk", flat=True))
        return both


@dataclass(frozen=True, kw_only=True)
class PackSection:
    """A part of a pack, under its ``title``, which is left out where it has no blocks.

    ``for_body`` is what one organisation reads first, of what is its own. ``is_of_meeting``: it
    tells of a meeting, and has no place in a report.
    """

    key: str
    title: str
    blocks: Callable[[Packing], Iterable[Block]]
    for_body: Callable[[Packing], Iterable[Block]] | None = None
    is_of_meeting: bool = False
    order: int = 0


def cell(text: Any, url: str = "") -> dict[str, str]:
    """What stands in a table or a list: its words, and the address of its record if it has one."""
    return {"text": str(text or ""), "url": url}


def of_record(record: Any, text: str = "") -> dict[str, str]:
    """A record by its name, with its address."""
    return cell(text or record, record.get_absolute_url())


def heading(text: str) -> Block:
    """The head of a section."""
    return {"kind": "heading", "text": text}


def text(words: str) -> Block:
    """A paragraph, or several."""
    return {"kind": "text", "text": words}


def note(words: str) -> Block:
    """What is to be known of what stands before it."""
    return {"kind": "note", "text": words}


def facts(rows: Iterable[tuple[str, Any]], title: dict[str, str] | None = None) -> Block:
    """What is known of one thing, named by its ``title``: labels with words; without those that
    say nothing."""
    said = [{"label": label, "text": str(value)} for label, value in rows if value]
    return {"kind": "facts", "title": title or cell(""), "rows": said}


def listed(rows: Iterable[tuple[dict[str, str], str]], *, numbered: bool = False) -> Block:
    """One line for each, with what stands below it."""
    lines = [{**line, "note": below} for line, below in rows]
    return {"kind": "list", "rows": lines, "is_numbered": numbered}


def table(
    title: str, head: Sequence[str], rows: Iterable[Sequence[Any]], *, is_named: bool = True
) -> Block:
    """Rows under heads; a head that begins with ``#`` is of figures. A cell is words, or a
    ``cell``. One that is not named is alone below its heading, and its title only heard."""
    heads = [{"text": one.lstrip("#"), "is_figure": one.startswith("#")} for one in head]
    made = [[one if isinstance(one, dict) else cell(one) for one in row] for row in rows]
    return {"kind": "table", "title": title, "is_named": is_named, "head": heads, "rows": made}


def told_in_table(
    title: str,
    head: Sequence[str],
    rows: QuerySet[Any],
    row: Callable[[Any], Sequence[Any]],
    *,
    is_named: bool = True,
) -> Iterable[Block]:
    """A table of records, one in each row; nothing where there are none."""
    found = list(rows[: MOST + 1])
    if found:
        yield table(title, head, map(row, found[:MOST]), is_named=is_named)
    if len(found) > MOST:
        yield note(MORE)
