"""What the reader sees of an update, and two of them side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from interface.words import count_words, list_words
from pilots.models import Actual, Pilot, Update
from pilots.pilot import permissions
from records.models import Visibility


@dataclass(frozen=True)
class ReadUpdate:
    """An update as one reader sees it. Empty text is text that is not for this reader, or none.

    ``confidence`` is never for the public, nor is what help is needed, nor the talk with the
    programme's lead, nor the names of people.
    """

    number: int
    url: str
    period: str
    state: str
    is_no_change: bool
    when: Any
    public_sentence: str
    confidence: str = ""
    happened: str = ""
    next_steps: str = ""
    help_needed: str = ""
    by: str = ""
    question: str = ""
    asked_by: str = ""
    asked_at: Any = None
    answer: str = ""
    answered_at: Any = None
    accepted_by: str = ""
    accepted_at: Any = None
    is_whole: bool = False

    @property
    def title(self) -> str:
        """Update for July to September 2026; Update up to 20 November 2026."""
        return f"Update {'' if self.period.startswith('up to') else 'for '}{self.period}"

    @property
    def said(self) -> str:
        """The one line that says most: the sentence for the public, what happened, or no change."""
        if self.is_no_change:
            return "No change"
        return (self.happened if self.is_whole else "") or self.public_sentence


def read(user: Any, update: Update) -> ReadUpdate:
    """The update as this reader sees it. The caller has loaded it with ``visible_to``."""
    shared: dict[str, Any] = {
        "number": update.number,
        "url": update.get_absolute_url(),
        "period": update.period.words,
        "state": update.get_state_display(),
        "is_no_change": update.no_change,
        "when": update.created_at,
        "public_sentence": update.public_sentence,
        "accepted_at": update.accepted_at,
    }
    if not permissions.can_read_working_text(user):
        return ReadUpdate(**shared)
    return ReadUpdate(
        **shared,
        is_whole=True,
        confidence=update.get_confidence_display() if update.confidence else "",
        happened=update.happened,
        next_steps=update.next_steps,
        help_needed=update.help_needed,
        by=_name(update.created_by),
        question=update.question,
        asked_by=_name(update.questioned_by),
        asked_at=update.questioned_at,
        answer=update.answer,
        answered_at=update.answered_at,
        accepted_by=_name(update.accepted_by),
    )


def opens(update: Update, pilot: Pilot, figures: int) -> str:
    """Who reads what of an update once it is accepted, in a sentence."""
    level = Visibility(pilot.visibility)
    if level == Visibility.NETWORK:
        return "Everyone signed in can read it. The public can’t read any of it."
    if level != Visibility.PUBLIC:
        return f"It stays with its readers: {level.label}. The public can’t read any of it."
    parts = ["that nothing changed"] if update.no_change else []
    sentence = update.public_sentence.removesuffix(".")  # the stop comes at the end of all parts
    parts += [f"“{sentence}”"] if sentence else []
    parts += [count_words(figures, "figure")] if figures else []
    public = list_words(parts) if parts else "that there was an update, but not what it says"
    return f"The public can read {public}. Everyone signed in can read all of it."


@dataclass(frozen=True, slots=True)
class Correction:
    """What an accepted update said until it was corrected, as one reader may know it."""

    why: str
    when: Any
    by: str
    before: list[tuple[str, str]]


def corrections(user: Any, update: Update) -> list[Correction]:
    """Each correction of an update that the caller has authorised, the newest first; the public is
    told what the sentence for it was. One query."""
    rows = list(update.corrections.select_related("created_by").order_by("-id"))
    is_whole = permissions.can_read_working_text(user)
    made = []
    for row, now in zip(rows, [update, *rows], strict=False):
        labels = {**WORKING, **OPEN} if is_whole else OPEN
        before = [
            (label, _part(row, name))
            for name, label in labels.items()
            if _part(row, name) != _part(now, name)
        ]
        by = _name(row.created_by) if is_whole else ""
        made.append(Correction(row.why, row.created_at, by, before))
    return made


WORKING = {
    "confidence": "Confidence in delivery",
    "happened": "What happened",
    "next_steps": "What happens next",
    "help_needed": "What help is needed",
}
OPEN = {
    "period": "Period",
    "no_change": "Anything to report",
    "public_sentence": "For the public",
}


def _part(row: Any, name: str) -> str:
    """A part of an update, or of what it said before, in words."""
    match name:
        case "period":
            return row.period.words[:1].upper() + row.period.words[1:]
        case "no_change":
            return "No change" if row.no_change else "Yes"
        case "confidence":
            return str(row.get_confidence_display()).capitalize() if row.confidence else ""
    return str(getattr(row, name))


def _name(user: Any) -> str:
    return str(user) if user is not None else ""


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
        return all(line.is_same for line in self.lines)


def compare(user: Any, chosen: Update, other: Update) -> Comparison:
    """Two updates of one pilot, which the caller has loaded with ``visible_to``. One query."""
    earlier, later = sorted((chosen, other), key=lambda update: update.number)
    first, second = read(user, earlier), read(user, later)
    after = _texts(second)
    lines = [_line(label, before, after[label]) for label, before in _texts(first).items()]
    shown = [line for line in lines if line.before or line.after]
    return Comparison(first, second, [*shown, *_figures(user, earlier, later)])


def _texts(update: ReadUpdate) -> dict[str, str]:
    texts = {"Anything to report": "No change" if update.is_no_change else "Yes"}
    if update.is_whole:
        texts |= {
            "Confidence in delivery": update.confidence.capitalize(),
            "What happened": update.happened,
            "What happens next": update.next_steps,
            "What help is needed": update.help_needed,
        }
    return texts | {"For the public": update.public_sentence}


def _figures(user: Any, earlier: Update, later: Update) -> Iterator[Line]:
    """Each figure that came with one of the two, in the pilot's order."""
    rows = Actual.objects.visible_to(user).filter(update__in=[earlier.pk, later.pk])
    pairs: dict[str, dict[int | None, str]] = {}
    for figure in rows.select_related("indicator").order_by("indicator__number", "id"):
        day = f", {figure.day}" if figure.day else ""
        pairs.setdefault(figure.indicator.name, {})[figure.update_id] = f"{figure.words}{day}"
    for name, pair in pairs.items():
        yield _line(name, pair.get(earlier.pk, ""), pair.get(later.pk, ""))


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
