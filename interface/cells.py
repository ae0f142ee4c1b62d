"""How the cells of a table are drawn; which shape a status takes; a figure with what it needs.

Texts are escaped. The words of statuses are those of the design; a word that is not here gets the
calm filled dot, so a new status is readable before anyone styles it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from interface import words

NOT_KNOWN = mark_safe('<span class="nk">Not known</span>')
NOT_SAID = mark_safe('<span class="nk">Not said</span>')
UNKNOWN = ("", "not known", "Not known")


def not_known(value: Any) -> Any:
    """The value, or "Not known" for None, empty text and a choice of that name. 0 stays 0."""
    return NOT_KNOWN if value is None or value in UNKNOWN else value


def soft(text: str) -> SafeString:
    """A remark in place of a value."""
    return format_html('<span class="soft">{}</span>', text)


def near_day(day: date | datetime) -> str:
    """A day in a row: 16 December; with its year where that might be another."""
    local = timezone.localtime(day).date() if isinstance(day, datetime) else day
    return words.day_and_month(local, timezone.localdate())


def linked(words: str, url: str, *below: str) -> SafeString:
    """What leads to a record, and what stands small below it."""
    return format_html('<a href="{}">{}</a>{}', url, words, small(*below))


def links(records: Iterable[Any]) -> SafeString:
    """A link to each record, by its name."""
    return format_html_join(
        ", ", '<a href="{}">{}</a>', ((row.get_absolute_url(), row) for row in records)
    )


def called(record: Any, short: str | None = "") -> str:
    """A record in a row, by its ``short`` name where it has one; the row leads elsewhere."""
    return short or (str(record) if record else "")


def names(records: Iterable[Any], most: int = 2) -> str:
    """Records in a row, the first of them by name: "Bradford, Luton and 3 more"."""
    every = [str(record) for record in records]
    more = f" and {len(every) - most} more" if len(every) > most else ""
    return ", ".join(every[:most]) + more


def small(*texts: str) -> SafeString:
    """Each of the texts that is there, small and on a line of its own."""
    there = ((text,) for text in texts if text)
    return format_html_join("", '<span class="small soft">{}</span>', there)


def status(words: str, shape: str | None = None) -> SafeString:
    """A status as shape, word and colour: ``{% status pilot.get_status_display %}``.

    The shape follows from the word; give good, some, help, early or done for words of your own:
    ``{% status "6 days late" "help" %}``.
    """
    kind = shape_of(words) if shape is None else shape
    return format_html('<span class="st{}">{}</span>', f" {kind}" if kind else "", words)


def summary(*facts: Mapping[str, Any]) -> SafeString:
    """Facts about one thing, each as ``components/summary.html`` takes it."""
    return render_to_string("components/summary.html", {"rows": facts})


def visibility(record: Any) -> SafeString:
    """Who can see a record: ``{% visibility pilot %}``.

    Takes a record with a ``visibility``, or one of the levels itself.
    """
    level = getattr(record, "visibility", record)
    say = getattr(record, "get_visibility_display", None)
    label = say() if say else getattr(level, "label", level)
    closed = "" if str(level) in ("network", "public") else " closed"
    return format_html('<span class="vis{}">Visible to: <b>{}</b></span>', closed, label)


def counted(count: Any, url: str, of: str, none: str) -> SafeString:
    """A number that leads to the list it counts; ``of`` says to a screen reader of what."""
    if not count:
        return format_html('<span class="nk">{}</span>', none)
    return format_html('<a href="{}"><span class="vh">{}: </span>{}</a>', url, of, count)


def cell(column: Any, row: Any) -> Any:
    """One cell of a table, as its column draws it; None and empty text are not known."""
    drawn = column.cell(row)
    if drawn == "" and column.may_be_blank:
        return drawn
    return not_known(drawn)


SHAPES = {
    "good": (
        "on track",
        "resolved",
        "accepted",
        "done",
        "answered",
        "confirmed",
        "worked",
        "better",
    ),
    "some": (
        *("some problems", "being worked on", "question asked"),
        *("partly worked", "mixed", "not resolved"),
    ),
    "help": ("needs help", "escalated", "declined", "did not work", "worse", "late", "overdue"),
    "early": (
        "too early to say",
        "needs an owner",
        "not known",
        "proposed",
        "setting up",
        "not stated",
        "untested",
        "none agreed",
        "draft",
        "follow-up",
    ),
    "done": (
        "closed",
        "stopped",
        "ended",
        "withdrawn",
        "no action possible for now",
        "closed unresolved",
        "no change",
    ),
    "": ("open", "live", "extended"),
}
_SHAPE_OF = {word: shape for shape, status_words in SHAPES.items() for word in status_words}


def shape_of(word: str) -> str:
    """The class of a status word: good, some, help, early, done, or "" (calm)."""
    return _SHAPE_OF.get(str(word).strip().lower(), "")


@dataclass(frozen=True)
class Figure:
    """A figure as a page shows it.

    ``quantity`` is what records call a Quantity: it has ``known``, ``number``,
    ``qualifier_words`` and ``unit_words``; ``None`` is not known. ``reason``
    says why it is not. ``as_of`` is a date with its precision, or words.
    ``source`` has ``title`` and may have ``get_absolute_url()`` and
    ``publisher``. ``condition`` travels with it ("where needed and agreed").
    """

    quantity: Any = None
    meaning: str = ""
    as_of: Any = ""
    source: Any = None
    reason: str = ""
    condition: str = ""

    @property
    def known(self) -> bool:
        return self.quantity is not None and self.quantity.known

    @property
    def unknown_words(self) -> str:
        return f"{words.NOT_KNOWN}: {self.reason}" if self.reason else words.NOT_KNOWN

    def __str__(self) -> str:
        return str(self.quantity) if self.known else self.unknown_words
