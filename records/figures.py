"""A figure is never bare: its value stands with its qualifier and its unit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from django.db import models
from django.db.models import F, Q


class Qualifier(models.TextChoices):
    """How exact a figure is, in the words of its source."""

    EXACTLY = "exactly", "exactly"
    ABOUT = "about", "about"
    AT_LEAST = "at_least", "at least"
    MORE_THAN = "more_than", "more than"
    AT_MOST = "at_most", "at most"


# Of one number, and no bound
ONE_NUMBER = (Qualifier.EXACTLY, Qualifier.ABOUT)
NO_UPPER_END = (Qualifier.AT_LEAST, Qualifier.MORE_THAN)
# Of which the whole may be more than the number says.
OPEN_QUALIFIERS = (Qualifier.ABOUT, *NO_UPPER_END)
# What is said of a count of people from 1 to 4 on public pages; it stands in no column.
FEWER_THAN, LESS_THAN = "fewer than", "less than"
_ODD_PLURALS = {"people": "person", "children": "child", "men": "man", "women": "woman"}
_NO_PLURALS = frozenset({"gas", "news", "sports", "series", "premises", "works"})
FEW = Decimal(5)


def singular(unit: str) -> str:
    """A unit as it is said of one: "day a week" of "days a week", "housing officer"."""
    words = unit.split(" ")
    if words[0] == "of":  # "of 151 areas": one of them is one of 151 areas still
        return unit
    for place, word in enumerate(words):
        if (said := _ODD_PLURALS.get(word) or _of_one(word)) != word:
            return " ".join([*words[:place], said, *words[place + 1 :]])
    return unit


def _of_one(word: str) -> str:
    if word in _NO_PLURALS or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(("sses", "shes", "ches", "xes")) else word[:-1]


def in_words(value: Decimal, unit: str = "") -> str:
    """A number as people write it: thousands with commas, no idle decimals, pounds in front."""
    if value == value.to_integral_value():
        text = f"{int(value):,}"
    elif unit == "£":
        text = f"{value:,.2f}"
    else:
        text = f"{value.normalize():,f}"
    return f"£{text}" if unit == "£" else text


@dataclass(frozen=True, slots=True)
class Quantity:
    """A single value (``high`` is None) or a range from ``low`` to ``high``, with its unit.

    ``unit`` is a plain plural noun ("people", "days a week"), ``£`` or ``%``. ``low`` is None where
    the figure is not known; such a quantity is never zero and never part of a sum. A percentage may
    say of how many it is: ``numerator`` of ``denominator``.
    """

    low: Decimal | None
    high: Decimal | None = None
    qualifier: str = Qualifier.EXACTLY
    unit: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None

    @classmethod
    def of(cls, record: Any, name: str, unit: str = "") -> Self:
        """The figure in the columns ``<name>_low``, ``<name>_high`` and ``<name>_qualifier``."""
        return cls(
            getattr(record, f"{name}_low"),
            getattr(record, f"{name}_high"),
            getattr(record, f"{name}_qualifier"),
            unit,
        )

    @property
    def most(self) -> Decimal | None:
        """The number, or the higher end of a range; None where it is not known."""
        return self.low if self.high is None else self.high

    @property
    def known(self) -> bool:
        """Whether there is a value at all."""
        return self.low is not None

    @property
    def is_few(self) -> bool:
        """Whether it says that there are from 1 to 4. "More than 3" and "2 to 9" do not."""
        if self.low is None or self.qualifier in NO_UPPER_END:
            return False
        return self.low > 0 and (self.low if self.high is None else self.high) < FEW

    @property
    def qualifier_words(self) -> str:
        """The qualifier as shown before the number; nothing for an exact one."""
        if self.qualifier in (Qualifier.EXACTLY, FEWER_THAN):
            few = LESS_THAN if "%" in self.unit else FEWER_THAN
            return "" if self.qualifier == Qualifier.EXACTLY else few
        return Qualifier(self.qualifier).label

    @property
    def number(self) -> str:
        """The number or range without its qualifier and unit, save the pound and per cent signs."""
        if self.low is None:
            return "Not known"
        text = in_words(self.low, self.unit)
        if self.high is not None:
            text = f"{text} to {in_words(self.high, self.unit)}"
        return f"{text}%" if self.unit == "%" else text

    @property
    def unit_words(self) -> str:
        """The unit as shown after the number; pounds and per cent stand in the number."""
        if self.unit in ("£", "%") or self.low is None:
            return ""
        return singular(self.unit) if self.low == 1 and self.high is None else self.unit

    @property
    def parts_words(self) -> str:
        """The numbers behind a percentage: "67 of 150"; empty where they are not known."""
        if self.numerator is None or self.denominator is None or not self.known:
            return ""
        word = FEWER_THAN if self.qualifier == FEWER_THAN else self.qualifier_words
        said = f"{in_words(self.numerator)} of {in_words(self.denominator)}"
        return f"{word} {said}" if word else said

    def __str__(self) -> str:
        parts = [self.qualifier_words if self.known else "", self.number, self.unit_words]
        said = " ".join(part for part in parts if part)
        return f"{self.parts_words}, {said}" if self.parts_words else said


def figure_field() -> models.DecimalField:
    """One end of a figure: ``<name>_low`` holds the value as stated, ``<name>_high`` a range's top.

    Together with ``<name>_qualifier`` (``qualifier_field``) they are read by ``Quantity.of``.
    """
    return models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)


def qualifier_field(**kwargs: Any) -> models.CharField:
    """How exact the figure beside it is."""
    return models.CharField(max_length=10, choices=Qualifier, default=Qualifier.EXACTLY, **kwargs)


def figure_in_order(name: str, constraint: str) -> models.CheckConstraint:
    """A range has both ends, the higher one last, and no qualifier."""
    low, high, qualifier = f"{name}_low", f"{name}_high", f"{name}_qualifier"
    is_single = Q(**{f"{high}__isnull": True})
    is_range = Q(**{f"{high}__gt": F(low), qualifier: Qualifier.EXACTLY})
    return models.CheckConstraint(
        condition=is_single | is_range,
        name=constraint,
        violation_error_message="The higher end of a range must be more than the lower end.",
    )
