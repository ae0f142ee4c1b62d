"""The one change of history there is: words go from what it kept, and nothing else does."""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.db.models import Case, F, Func, JSONField, Q, Value, When

from records.models.changes import ChangeQuerySet

STATES = ("before", "after")


def put(rows: ChangeQuerySet, words: dict[str, str]) -> int:
    """Put these words, by column, into what was kept of the rows; gives how many changes."""
    return _write(rows, {state: _with(state, words) for state in STATES})


def take_out(rows: ChangeQuerySet, column: str, text: str) -> int:
    """Empty the column where it held this text, in capitals or not; gives how many changes."""
    held = {state: Q(**{f"{state}__{column}__iexact": text}) for state in STATES}
    values = {
        state: Case(When(held[state], then=_with(state, {column: ""})), default=F(state))
        for state in STATES
    }
    return _write(rows.filter(held["before"] | held["after"]), values)


def _with(state: str, words: dict[str, str]) -> Any:
    return Func(
        F(state),
        Value(words, JSONField()),
        template="(%(expressions)s)",
        arg_joiner=" || ",
        output_field=JSONField(),
    )


def _write(rows: ChangeQuerySet, values: dict[str, Any]) -> int:
    with pgtrigger.ignore("records.Change:append_only"):
        return rows.update(**values)
