"""What the register of decisions says of each: its table and its files."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from governance.models import Decision
from interface.cells import linked, status
from interface.columns import ADDRESS, NUMBER, Column, Type
from interface.words import capitalised
from records.dates import known_day

State = Decision.State
SHAPES = {
    State.MADE: "good",
    State.PROVISIONAL: "some",
    State.DUE: "early",
    State.PUT_OFF: "early",
    State.DROPPED: "done",
    State.WITHDRAWN: "done",
}


def _seen(name: str) -> Any:
    """Of what a row names, what ``complete`` found that the reader sees."""
    return lambda one: getattr(one, f"seen_{name}", None) or ""


COLUMNS = (
    NUMBER,
    Column(
        *("title", "Decision", "What is decided", lambda one: one.called),
        cell=lambda one: linked(one.called, one.get_absolute_url(), str(one.board)),
        head=True,
    ),
    Column("board", "Board", "The board that decides it", attrgetter("board")),
    Column(
        "number",
        "Number in the board",
        "Its number in the board",
        attrgetter("number"),
        type=Type.NUMBER,
    ),
    Column.of(
        Decision,
        "state",
        cell=lambda one: status(capitalised(one.get_state_display()), SHAPES[State(one.state)]),
    ),
    Column(
        *("when", "Decided or due", "When it was decided, else by when it is to be"),
        value=attrgetter("when"),
        cell=lambda one: str(one.when or ""),
        values="date",
        type=Type.REDUCED_DATE,
    ),
    Column(
        "accountable_body",
        "Answers for it",
        "The body that answers for it",
        lambda one: str(one.accountable_body or ""),
        cell=lambda one: str(one.accountable_body or ""),
    ),
    *Column.each(Decision, ("outcome", "public_words", "why_now")),
    known_day("decided_on", "Decided", "When it was decided", values="date"),
    known_day("due", "Due", "By when it is to be decided", values="date"),
    Column(
        "options", "Options", "What there was to choose from", lambda one: "; ".join(one.options)
    ),
    Column.of(Decision, "chosen"),
    Column.of(Decision, "how"),
    *Column.each(Decision, ("votes_for", "votes_against", "abstained")),
    Column("meeting", "Meeting", "The meeting at which it was made", _seen("meeting")),
    Column("decided_by", "Job role", "The job role that decided, if not the board", _seen("role")),
    Column("power", "Power", "The power under which it is decided", lambda one: one.power or ""),
    Column(
        "amount_low",
        "Amount",
        "What it costs, or the low end",
        attrgetter("amount_low"),
        type=Type.NUMBER,
    ),
    Column(
        "amount_high",
        "Amount, high end",
        "The high end of a range",
        attrgetter("amount_high"),
        type=Type.NUMBER,
    ),
    Column.of(Decision, "amount_qualifier", label="How exact the amount is"),
    Column.of(Decision, "limit_words", meaning="Against its limit, as it was when it was made"),
    Column.of(Decision, "beyond_because", meaning="Why it is above its limit"),
    Column.of(Decision, "quorum_words", meaning="The quorum when it was made"),
    Column("confirm_by", "Confirmed by", "Who must confirm it", lambda one: one.confirm_by or ""),
    Column(
        "confirmed_on",
        "Confirmed on",
        "When that body said so",
        attrgetter("confirmed_on"),
        type=Type.DATE,
    ),
    *Column.each(Decision, ("level", "level_because")),
    Column("supersedes", "Replaces", "The decision that it replaces", _seen("replaced")),
    known_day("review_on", "To look at again", "When to", values="date"),
    Column.of(Decision, "came_of_it"),
    Column("source", "Source", "Where it is from", lambda one: one.source and one.source.title),
    Column("visibility", "Visible to", "Who can see this row", Decision.get_visibility_display),
    ADDRESS,
)
