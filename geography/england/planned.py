"""What a table would change in the record, as it is planned and said; nothing is written yet."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from geography.england.table import Problem


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that the table changes: ``what`` kind of change, and it in words."""

    what: str
    words: str


@dataclass
class Plan:
    """Everything to write, and it in words. ``problems`` stop it; ``older`` is left as it is."""

    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    older: list[str] = field(default_factory=list)
    new: dict[type[models.Model], list[Any]] = field(default_factory=dict)
    changed: dict[type[models.Model], dict[int, Any]] = field(default_factory=dict)

    @property
    def counts(self) -> Counter[str]:
        """How many changes of each kind."""
        return Counter(change.what for change in self.changes)

    def say(self, what: str, words: str) -> None:
        """A change that people should see."""
        self.changes.append(Change(what, words))

    def add(self, row: Any) -> None:
        """A row to make."""
        self.new.setdefault(type(row), []).append(row)

    def change(self, row: Any, **values: Any) -> None:
        """A row to change; one that is made in this plan is just made so."""
        for name, value in values.items():
            setattr(row, name, value)
        if row.pk is not None:
            self.changed.setdefault(type(row), {})[row.pk] = row
