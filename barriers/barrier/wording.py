"""What people type into one box, taken apart without losing a word."""

from __future__ import annotations

import re

LONGEST_TITLE = 200
_BECAUSE = re.compile(r"[\s,;:–—-]*\bbecause\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


def title_and_reason(text: str) -> tuple[str, str]:
    """``text`` as a title of at most 200 characters and the reason.

    "We cannot …, because …" is parted at "because", which stays with the reason. Without it the
    first sentence is the title. A title that had to be cut ends in "…", and then the reason holds
    the whole text.
    """
    text = text.strip()
    if match := _BECAUSE.search(text):
        head, reason = text[: match.start()], text[match.start() :].lstrip(" \t\n,;:–—-")
    else:
        head, *rest = _SENTENCE_END.split(text, maxsplit=1)
        reason = rest[0] if rest else ""
    title = _on_one_line(head)
    if title and len(title) <= LONGEST_TITLE:
        return title, reason
    return _cut(_on_one_line(text)), text


def _on_one_line(text: str) -> str:
    return " ".join(text.split()).removesuffix(".")


def _cut(text: str) -> str:
    """At a space, where there is one, so that title and "…" fit."""
    if len(text) <= LONGEST_TITLE:
        return text
    room = text[: LONGEST_TITLE - 1]
    whole_words = room.rpartition(" ")[0]
    return f"{whole_words or room}…"
