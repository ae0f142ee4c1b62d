"""Two updates of a pilot side by side: what each says, with the words that came and went."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from pilots.models import Actual, Update
from pilots.update import record
from pilots.update.record import ReadUpdate

_WORDS = re.compile(r"\s+|[^\s]+")
# Below this share of common words the two were written afresh, and marks would only be noise.
ALIKE = 0.4
LONGEST = 1_500  # words; longer texts are set side by side unmarked


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a text; ``is_marked`` where the other text has not got them."""

    text: str
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One part of both updates: what it is called, and what each says of it (none: not said)."""

    label: str
    before: list[Piece]
    after: list[Piece]
    is_same: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """The earlier and the later of two updates as one reader sees them, line by line."""

    earlier: ReadUpdate
    later: ReadUpdate
    lines: list[Line]

    @property
    def is_same(self) -> bool:
        """Whether the two say the same throughout."""
        return all(line.is_same for line in self.lines)


def compare(user: Any, one: Update, other: Update) -> Comparison:
    """Two updates of one pilot, which the caller has loaded with ``visible_to``. One query."""
    earlier, later = sorted((one, other), key=lambda update: update.number)
    read = [record.read(user, update) for update in (earlier, later)]
    told = [_texts(one) for one in read]
    lines = [_line(label, before, told[1][label]) for label, before in told[0].items()]
    shown = [line for line in lines if line.before or line.after]
    figures = _figures(user, earlier, later)
    return Comparison(read[0], read[1], [*shown, *figures])


def _texts(update: ReadUpdate) -> dict[str, str]:
    said = {"Anything to report": "No change" if update.is_no_change else "Yes"}
    if update.is_whole:
        said |= {
            "Confidence in delivery": update.confidence.capitalize(),
            "What happened": update.happened,
            "What happens next": update.next_steps,
            "What help is needed": update.help_needed,
        }
    return said | {"For the public": update.public_sentence}


def _figures(user: Any, earlier: Update, later: Update) -> Iterator[Line]:
    """Each figure that came with one of the two, in the pilot's order."""
    rows = Actual.objects.visible_to(user).filter(update__in=[earlier.pk, later.pk])
    told: dict[str, dict[int | None, str]] = {}
    for figure in rows.select_related("indicator").order_by("indicator__number", "id"):
        day = f", {figure.day}" if figure.day else ""
        told.setdefault(figure.indicator.name, {})[figure.update_id] = f"{figure.words}{day}"
    for name, said in told.items():
        yield _line(name, said.get(earlier.pk, ""), said.get(later.pk, ""))


def _line(label: str, before: str, after: str) -> Line:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    is_same = before == after
    if is_same or not (old and new) or max(len(old), len(new)) > LONGEST:
        return Line(label, _whole(before), _whole(after), is_same)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < ALIKE:
        return Line(label, _whole(before), _whole(after), is_same)
    steps = matcher.get_opcodes()
    return Line(
        label,
        list(_pieces(old, ((begin, end, kind) for kind, begin, end, _, _ in steps))),
        list(_pieces(new, ((begin, end, kind) for kind, _, _, begin, end in steps))),
        is_same,
    )


def _pieces(words: list[str], spans: Iterable[tuple[int, int, str]]) -> Iterator[Piece]:
    for begin, end, kind in spans:
        if text := "".join(words[begin:end]):
            yield Piece(text, kind != "equal" and not text.isspace())


def _whole(text: str) -> list[Piece]:
    return [Piece(text)] if text else []
