"""The boxes in which a figure is told by group, in one small table under the figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BoundField, CharField, TextInput

from pilots.amounts import read_amount
from pilots.indicator.groups import NOT_KNOWN, ByGroup, Lists, check_sum, lists_of
from pilots.models import Indicator
from records.figures import Qualifier, Quantity, in_words

OTHERWISE = "leave it empty"


@dataclass(frozen=True, slots=True)
class Cell:
    """A group and its box."""

    group: str
    box: BoundField
    planned: str


@dataclass(frozen=True, slots=True)
class CellTable:
    """A list with the boxes of its groups."""

    name: str
    cells: list[Cell]
    has_plan: bool


class GroupFields:
    """Mixed into a form with a figure: a box for each group that its indicator declares.

    A box that is left empty is not known, and never zero. Nothing is asked of an indicator that
    declares no list.
    """

    fields: dict[str, Any]
    initial: Any
    cleaned_data: dict[str, Any]
    lists: Lists
    by_group: ByGroup

    def add_groups(self, indicator: Indicator, said: ByGroup | None = None) -> None:
        """A box for each group; ``said`` is what the figure that is put right says of them."""
        self.lists, self.by_group = lists_of(indicator.groups, said or ByGroup()), ByGroup()
        self._group_unit = indicator.unit
        for name, group, key in self._keys():
            box = TextInput({"class": "auto", "size": 6, "autocomplete": "off"})
            self.fields[key] = CharField(
                label=f"{name}: {group}", required=False, max_length=20, widget=box
            )
            value = said.get(name, {}).get(group) if said else None
            self.initial[key] = "" if value is None else in_words(value)

    def drop_groups(self) -> None:
        """Nothing is asked by group here."""
        for _, _, key in list(self._keys()):
            del self.fields[key]
        self.lists = {}

    def group_boxes(self) -> dict[str, str]:
        """The name of each box, by "list: group" in small letters."""
        return {f"{name}: {group}".casefold(): key for name, group, key in self._keys()}

    def group_tables(self, planned: ByGroup | None = None) -> list[CellTable]:
        """The boxes as the lists that they are."""
        planned = planned or ByGroup()
        tables = {name: CellTable(name, [], bool(planned.get(name))) for name in self.lists}
        for name, group, key in self._keys():
            plan = planned.get(name, {}).get(group)
            words = "" if plan is None else in_words(plan)
            box = self[key]  # type: ignore[index]  # every form has it
            tables[name].cells.append(Cell(group, box, words))
        return list(tables.values())

    @property
    def group_names(self) -> set[str]:
        """The names of the boxes."""
        return {key for _, _, key in self._keys()}

    @property
    def says_groups(self) -> bool:
        """Whether a number stands in any box. For a form that was judged."""
        return any(self.cleaned_data.get(key) for key in self.group_names)

    def read_groups(self, whole: Quantity) -> None:
        """Read the boxes and check each list against the whole; what is wrong is said there."""
        errors: Any = self.errors
        read = ByGroup()
        for name, group, key in self._keys():
            if typed := self.cleaned_data.get(key):
                try:
                    read.setdefault(name, {})[group] = _number(
                        typed, self._group_unit, f"{name}: {group}"
                    )
                except ValidationError as wrong:
                    self.add_error(key, wrong)
        for name, values in read.items():
            keys = [key for one, _, key in self._keys() if one == name]
            known = {group: value for group, value in values.items() if value is not None}
            problem = check_sum(name, known, self.lists[name], whole)
            if problem and not any(key in errors for key in keys):
                self.add_error(keys[0], problem)
        self.by_group = read

    def _keys(self) -> Iterator[tuple[str, str, str]]:
        for number, (name, groups) in enumerate(self.lists.items()):
            for at, group in enumerate(groups):
                key = "rest" if group == NOT_KNOWN else str(at)
                yield name, group, f"group_{number}_{key}"


def _number(typed: str, unit: str, name: str) -> Decimal:
    amount = read_amount(typed, unit=unit, name=name, otherwise=OTHERWISE)
    if amount.high is not None or amount.qualifier not in (None, Qualifier.EXACTLY):
        raise ValidationError(f"Enter “{name}” as one number, such as 41, or {OTHERWISE}")
    return amount.low
