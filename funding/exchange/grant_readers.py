"""How the cells of grants are read: the currency, codes of the standard, months, postcodes."""

from __future__ import annotations

import re
from typing import Any

from funding.exchange import standard
from funding.models import Regrant
from interface.words import count_words, one_line
from registry.import_readers import AsksOfColumn, Known, Number, Reader, Text, Unknown, Unread
from registry.imported import Row

POUNDS = {standard.POUNDS, "£", "POUNDS", "POUND STERLING", "STERLING", "POUND", "UKP"}
OTHERS = "other currencies"
_CURRENCY = re.compile(r"[A-Z]{3}|[€$¥]|EUROS?|(US |AUSTRALIAN |CANADIAN )?DOLLARS?")


class InPounds(AsksOfColumn):
    """The currency. Rows in another one are asked about once, and nothing is converted."""

    if_left = "Leave these rows out"

    def read(self, text: str, known: Known) -> str:
        said = text.strip().upper()
        if said in POUNDS:
            return standard.POUNDS
        if not _CURRENCY.fullmatch(said):
            raise Unread(f"“{text[:20]}” is not a currency code. Write it as GBP")
        if OTHERS not in known.meant:
            raise Unknown
        return said

    def asked_as(self, text: str) -> str:
        return OTHERS

    def asking(self, about: str, text: str) -> tuple[str, list[tuple[Any, str]], Any]:
        """The question for all rows in other currencies."""
        said = text.strip().upper()
        return f"some amounts are not in pounds ({said[:20]}). Only pounds come in", [], None


def is_in_pounds(row: Row) -> bool:
    """Whether it is in pounds, or does not say; else it is left out, by its currency."""
    said = row.first("currency")
    if said in (None, standard.POUNDS):
        return True
    row.leave_out(f"is in {said}")
    return False


class Months(Number):
    """A whole number of months, as the standard has the duration of a grant."""

    def __init__(self) -> None:
        super().__init__(1, 600)

    def read(self, text: str, known: Known) -> int:
        return super().read(text.strip().removesuffix(".0"), known)

    def into(self, column: str, value: Any) -> dict[str, Any]:
        return {column: value, "end_is_worked_out": False}

    def words(self, value: Any) -> str:
        return count_words(int(value), "month")


class Postcode(Text):
    """A postcode in the usual capitals; what is longer than any is not kept."""

    def read(self, text: str, known: Known) -> str:
        said = one_line(text).strip().upper()
        return said if len(said) <= self.longest else ""


class Code(Reader):
    """One of the codes of the standard."""

    def __init__(self, codes: tuple[str, ...]) -> None:
        self.codes = codes

    def read(self, text: str, known: Known) -> str:
        if text.strip() not in self.codes:
            raise Unread(f"“{text[:20]}” is not a code of the standard, such as {self.codes[0]}")
        return text.strip()

    def words(self, value: Any) -> str:
        return str(dict(Regrant.choices).get(value, value))
