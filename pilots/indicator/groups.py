"""A figure by group: the lists that an indicator declares, and what each group of them counts.

A list is said in one line, "Age: under 25, 25 to 64". Each has a group more, of those whose group
is not known. A group that has no number is not known, which is not nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models

from records.figures import OPEN_QUALIFIERS, Quantity, in_words

NOT_KNOWN = "not known"
MOST_LISTS, MOST_GROUPS, LONGEST = 4, 12, 60
Lists = dict[str, list[str]]


class ByGroup(dict[str, dict[str, Decimal | None]]):
    """What each group of each list counts: ``{"Sex": {"women": 62}}``.

    None stands only where a reader may not know it, never in the database.
    """

    @classmethod
    def of(cls, stored: Any) -> Self:
        """As it is stored, or the same as mappings."""
        return cls(
            {
                name: {group: Decimal(str(value)) for group, value in dict(groups).items()}
                for name, groups in dict(stored).items()
            }
        )

    @property
    def stored(self) -> list[Any]:
        """As pairs, of which the database keeps the order: ``[["Sex", [["women", 62]]]]``."""
        return [
            [name, [[group, _plain(value)] for group, value in groups.items() if value is not None]]
            for name, groups in self.items()
        ]

    @property
    def hides(self) -> bool:
        """Whether any group is not shown to this reader."""
        return any(value is None for groups in self.values() for value in groups.values())

    @property
    def lines(self) -> list[str]:
        """A list in one line: "Sex: women (62), men (48)"."""
        return [
            f"{name}: {', '.join(f'{group} ({_short(value)})' for group, value in groups.items())}"
            for name, groups in self.items()
        ]

    def __str__(self) -> str:
        return "; ".join(self.lines)


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _short(value: Decimal | None) -> str:
    return "not shown" if value is None else in_words(value)


class ByGroupField(models.JSONField):
    """The column of a ByGroup; empty where nothing is known by group."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> ByGroup:
        return ByGroup.of(super().from_db_value(value, expression, connection) or [])

    def to_python(self, value: Any) -> ByGroup:
        return value if isinstance(value, ByGroup) else ByGroup.of(value or [])

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(_stored(value))

    def validate(self, value: Any, model_instance: Any) -> None:
        super().validate(_stored(value), model_instance)


def _stored(value: Any) -> Any:
    return value.stored if isinstance(value, ByGroup) else value


def by_group_field() -> ByGroupField:
    """What a figure is by group."""
    empty = models.Value([], models.JSONField())
    return ByGroupField(default=ByGroup, db_default=empty, blank=True)


def read_lists(typed: str) -> Lists:
    """The lists that somebody typed, one a line. Raises ValidationError."""
    found: Lists = {}
    for line in filter(None, (line.strip() for line in typed.splitlines())):
        name, colon, rest = line.partition(":")
        name = " ".join(name.split())
        parts = rest.split(";" if ";" in rest else ",")
        groups = [group for part in parts if (group := " ".join(part.split()))]
        groups = [group for group in groups if group.casefold() != NOT_KNOWN]
        _check_list(line, name, groups if colon else [])
        if name.casefold() in map(str.casefold, found):
            raise ValidationError(f"There are two lists called “{name}”")
        found[name] = groups
    if len(found) > MOST_LISTS:
        raise ValidationError(f"Enter at most {MOST_LISTS} lists")
    return found


def check_lists(typed: str) -> None:
    """Raises ValidationError for what are no lists."""
    read_lists(typed)


def _check_list(line: str, name: str, groups: list[str]) -> None:
    if not name or len(groups) < 2:
        raise ValidationError(f"Write “{line[:LONGEST]}” like this: Sex: women, men")
    if len(groups) > MOST_GROUPS:
        raise ValidationError(f"Enter at most {MOST_GROUPS} groups for “{name[:LONGEST]}”")
    if long := next((word for word in (name, *groups) if len(word) > LONGEST), None):
        raise ValidationError(f"Shorten “{long[:LONGEST]}…” to {LONGEST} letters")
    if len({group.casefold() for group in groups}) < len(groups):
        raise ValidationError(f"“{name}” lists the same group twice")


def in_lines(lists: Lists) -> str:
    """Lists as they are typed and kept."""
    return "\n".join(
        f"{name}: {('; ' if any(',' in one for one in groups) else ', ').join(groups)}"
        for name, groups in lists.items()
    )


def lists_of(declared: str, *counted: ByGroup) -> Lists:
    """The lists of an indicator with all their groups, also those that only figures still have."""
    found = {name: list(groups) for name, groups in read_lists(declared).items()}
    for by_group in counted:
        for name, values in by_group.items():
            groups = found.setdefault(name, [])
            groups += [group for group in values if group not in groups and group != NOT_KNOWN]
    return {name: [*groups, NOT_KNOWN] for name, groups in found.items()}


def check_sum(name: str, values: Mapping[str, Decimal], groups: list[str], whole: Quantity) -> str:
    """Why a list does not add up to the whole; empty where it does, or nobody can say."""
    total, unit = sum(values.values(), Decimal(0)), whole.unit
    said, least = in_words(total, unit), whole.low
    if least is None:
        return f"Enter the figure as a whole as well as by “{name}”"
    if whole.qualifier in OPEN_QUALIFIERS:
        return ""
    most = least if whole.high is None else whole.high
    if total > most:
        return f"“{name}” adds up to {said}, more than the whole, {in_words(most, unit)}"
    is_exact = whole.high is None and whole.qualifier == "exactly"
    if is_exact and total < least and all(group in values for group in groups[:-1]):
        missing, known = in_words(least - total, unit), values.get(NOT_KNOWN)
        there = f", beside the {in_words(known, unit)} there" if known else ""
        return (
            f"“{name}” adds up to {said}, and the whole is {in_words(least, unit)}. Correct a "
            f"number, or enter the other {missing} at “{NOT_KNOWN}”{there}"
        )
    return ""


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group: what was planned for it and what was counted, in words; empty where not known."""

    name: str
    planned: str
    counted: str


@dataclass(frozen=True, slots=True)
class GroupTable:
    """A list of groups, as a page shows it."""

    name: str
    rows: tuple[GroupRow, ...]
    has_plan: bool
    hides: bool


def tables(
    declared: str, planned: ByGroup | None, counted: ByGroup | None, unit: str
) -> list[GroupTable]:
    """The lists of which anything is known, with what was planned and counted."""
    plan, count = planned or ByGroup(), counted or ByGroup()
    made = []
    for name, groups in lists_of(declared, plan, count).items():
        of_plan, of_count = plan.get(name, {}), count.get(name, {})
        if not of_plan and not of_count:
            continue
        rows = (
            GroupRow(group, _words(of_plan, group, unit), _words(of_count, group, unit))
            for group in groups
            if group != NOT_KNOWN or group in of_plan or group in of_count
        )
        hides = any(value is None for value in of_count.values())
        made.append(GroupTable(name, tuple(rows), bool(of_plan), hides))
    return made


def _words(values: Mapping[str, Decimal | None], group: str, unit: str) -> str:
    if group not in values:
        return ""
    value = values[group]
    return "Not shown" if value is None else in_words(value, unit if unit == "£" else "")


def rows_of(by_group: ByGroup) -> Iterable[tuple[str, str, Decimal | None]]:
    """Each list, group and number."""
    for name, values in by_group.items():
        for group, value in values.items():
            yield name, group, value
