"""Back and next in the list of overlaps, whose key is the recipients, the place and the topic."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from funding.overlap.find import Asked, Found, find
from interface import querystring
from interface.paging import BETWEEN, LARGEST_ID, Page, Sort

SIZE = 50
BROKEN = "The address of this page of the list is broken. It is shown from its start."
NOTHING = "There is nothing on that page. The list is shown from its start."


BY_RECIPIENTS = Sort("recipients", "recipients", starts_descending=True)
Key = tuple[int, int, int]


def page_of(asked: Asked, params: Mapping[str, Any], size: int = SIZE) -> tuple[Page, int]:
    """The page of overlaps that the address asks for, and how many there are in all."""
    problem = ""
    for way in ("after", "before"):
        if text := str(params.get(way) or ""):
            key = _key(text)
            if key is not None:
                rows, number = find(asked, **{way: key}, most=size + 1)
                if rows:
                    shown, further = rows[:size], rows[size:]
                    if way == "before":
                        return _before(asked, params, shown[::-1], further), number
                    return _after(asked, params, shown, further), number
            problem = BROKEN if key is None else NOTHING
    rows, number = find(asked, most=size + 1)
    return _made(params, rows[:size], following=rows[size:], problem=problem), number


def _after(
    asked: Asked, params: Mapping[str, Any], rows: list[Found], further: list[Found]
) -> Page:
    earlier = find(asked, before=rows[0].key, most=1)[0]
    return _made(params, rows, following=further, preceding=earlier)


def _before(
    asked: Asked, params: Mapping[str, Any], rows: list[Found], further: list[Found]
) -> Page:
    later = find(asked, after=rows[-1].key, most=1)[0]
    return _made(params, rows, following=later, preceding=further)


def _made(
    params: Mapping[str, Any],
    rows: list[Found],
    *,
    following: list[Found],
    preceding: list[Found] | None = None,
    problem: str = "",
) -> Page:
    ways: dict[str, str] = {}
    if following:
        ways["next_url"] = querystring.replaced(params, after=_text(rows[-1]))
        ways["next_words"] = "Next"
    if preceding:
        ways["previous_url"] = querystring.replaced(params, before=_text(rows[0]))
        ways["previous_words"] = "Back"
    return Page(rows, BY_RECIPIENTS, True, problem=problem, **ways)


def _text(found: Found) -> str:
    return BETWEEN.join(map(str, found.key))


def _key(text: str) -> Key | None:
    """A key out of the address; None where it is none."""
    parts = text.split(BETWEEN)
    if len(parts) != 3 or not all(part.isascii() and part.isdecimal() for part in parts):
        return None
    if any(len(part) > len(str(LARGEST_ID)) for part in parts):
        return None
    recipients, place, topic = (min(int(part), LARGEST_ID) for part in parts)
    return recipients, place, topic
