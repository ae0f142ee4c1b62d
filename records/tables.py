"""Making many tables without drawing every model anew for each of them.

Django draws a model's class again, and that of every model related to it, for each step of a
migration. With some two hundred models that are all related to each other, making the tables took
minutes. ``TablesTogether`` takes the steps that only add, one after the other, as one: the models
are drawn once, and the SQL is the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.migrations import Migration
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation

_ADDING = (AddField, AddIndex, AddConstraint)


class Together(Operation):
    """Several steps that each see the models as they are after all of them."""

    def __init__(self, steps: list[Operation]) -> None:
        self.steps = steps

    def state_forwards(self, app_label: str, state: Any) -> None:
        """All steps; models that were drawn are forgotten, to be drawn once when next asked for."""
        state.__dict__.pop("apps", None)
        for step in self.steps:
            step.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """The SQL of each step."""
        for step in self.steps:
            step.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """The SQL of each step backwards, the last first."""
        for step in reversed(self.steps):
            step.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """Each step in words."""
        return "; ".join(step.describe() for step in self.steps)


class TablesTogether(Migration):
    """A migration whose neighbouring steps that only add are taken together.

    A column, index or constraint of a table that the same run makes begins another run: the table
    would be made with it already.
    """

    def __init__(self, name: str, app_label: str) -> None:
        super().__init__(name, app_label)
        own: Any = self  # each migration has its own list, as Django's __init__ gives it one
        own.operations = list(_runs(self.operations))


def _runs(operations: Iterable[Operation]) -> Iterable[Operation]:
    run: list[Operation] = []
    made: set[str] = set()
    for step in operations:
        makes = isinstance(step, CreateModel)
        adds = isinstance(step, _ADDING) and step.model_name_lower not in made
        if run and not (makes or adds):
            yield Together(run)
            run, made = [], set()
        if isinstance(step, CreateModel):
            made.add(step.name_lower)
        if makes or type(step) in _ADDING:
            run.append(step)
        else:
            yield step
    if run:
        yield Together(run)
