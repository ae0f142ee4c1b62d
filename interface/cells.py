"""How the cells of a list's table are drawn; texts are escaped."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from interface.status import shape_of

NOT_KNOWN = mark_safe('<span class="nk">Not known</span>')


def linked(words: str, url: str, *below: str) -> SafeString:
    """What leads to a record, and what stands small below it."""
    return format_html('<a href="{}">{}</a>{}', url, words, small(*below))


def small(*texts: str) -> SafeString:
    """Each of the texts that is there, small and on a line of its own."""
    there = ((text,) for text in texts if text)
    return format_html_join("", '<span class="small soft">{}</span>', there)


def status(words: str, shape: str | None = None) -> SafeString:
    """A status as shape, word and colour: ``{% status pilot.get_status_display %}``.

    The shape follows from the word; give good, some, help, early or done for words of your own:
    ``{% status "6 days late" "some" %}``.
    """
    kind = shape_of(words) if shape is None else shape
    return format_html('<span class="st{}">{}</span>', f" {kind}" if kind else "", words)


def cell(column: Any, row: Any) -> Any:
    """One cell of a table, as its column draws it; None and empty text are not known."""
    drawn = column.cell(row)
    return NOT_KNOWN if drawn is None or drawn == "" else drawn
