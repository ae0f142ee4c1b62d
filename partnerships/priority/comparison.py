"""Where a local priority says something else than the wider one that it was taken over from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from interface import words
from partnerships.models import Priority
from records.differences import LABELS


@dataclass(frozen=True, slots=True)
class Compared:
    """One thing that the two say differently, each in words; None is not known."""

    label: str
    wider: str | None
    local: str | None


def _topics(one: Priority) -> str:
    return words.list_words(sorted(link.topic.name for link in one.topic_links.all()))


_SAID: tuple[tuple[str, Callable[[Priority], str]], ...] = (
    ("The priority", lambda one: one.title),
    ("What it says", lambda one: one.text),
    ("Topics", _topics),
    ("When it holds", lambda one: one.dates_words),
    (LABELS["decide_from"], lambda one: one.window_words),
    (LABELS["may_vary"], lambda one: one.may_vary),
    (LABELS["must_not_vary"], lambda one: one.must_not_vary),
)


def compare(wider: Priority, local: Priority) -> list[Compared]:
    """The differences of two priorities in words; none where the local words are the wider ones."""
    found = [Compared(label, said(wider) or None, said(local) or None) for label, said in _SAID]
    return [one for one in found if one.wider != one.local]
