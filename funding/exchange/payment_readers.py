"""How the cells of lists of payments are read: when, by which number, and by whom."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from funding.exchange.readers import BODY
from interface.words import one_line
from registry.import_dates import Day
from registry.import_readers import Known, Text, Unread, plain
from registry.imported import Scope

# "July 2010 - September 2010", "Jul-Sep 2010"
MONTHS = re.compile(
    r"([a-z]{3,9})\.?(\s+\d{4})?\s*(?:[-–]|to)\s*([a-z]{3,9}\.?\s+\d{4})", re.IGNORECASE
)


class PaidOn(Day):
    """When it was paid, where it begins and ends: the day, or the month, months or year of which
    the list says no more."""

    def read(self, text: str, known: Known) -> Any:
        first = last = text
        if said := MONTHS.fullmatch(one_line(text).strip()):
            last = said[3]
            first = f"{said[1]}{said[2] or last[-5:]}"
        start, end = super().read(first, known), replace(self, ends=True).one(last, known)
        if start and end and end[0] < start[0]:
            raise Unread(f"“{one_line(text)[:60]}” ends before it begins. Write the year of both")
        return start and end and (start, end)

    def one(self, text: str, known: Known) -> tuple[str, str] | None:
        """A single date."""
        return super().read(text, known)

    def less_than(self, text: str, known: Known) -> str:
        is_several = MONTHS.fullmatch(one_line(text).strip())
        return "" if is_several else super().less_than(text, known)

    def into(self, column: str, value: Any) -> dict[str, Any]:
        made = {}
        for side, said in zip(("start", "end"), value, strict=True):
            made[side], made[f"{side}_precision"] = said or ("", "")
        return made


class LineNumber(Text):
    """The number of a line; what a program writes for none is none."""

    def is_empty(self, text: str, known: Known) -> bool:
        return plain(text) in ("none", "nil") or super().is_empty(text, known)


# What a department's own file calls the department itself, beside the agencies of its family
ITSELF = ("core", "core department")


def is_department_itself(text: str) -> bool:
    """Whether a file calls the department so that published it."""
    return plain(text) in ITSELF


def _itself(scope: Scope, names: Iterable[str]) -> dict[str, int]:
    return {name: scope.within.pk for name in names if is_department_itself(name)}


PAYER = replace(
    BODY, said_otherwise=_itself, if_left="Paid by the body that you named", is_left_likely=True
)
