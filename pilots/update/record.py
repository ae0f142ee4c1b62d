"""What a reader sees of an update: the public its sentence and figures, signed-in readers all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pilots import permissions
from pilots.models import Update


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


def _name(user: Any) -> str:
    return str(user) if user is not None else ""
