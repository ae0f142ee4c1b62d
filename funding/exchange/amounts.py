"""Amounts of money as files have them: exact, about, a range, below nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from django.core.exceptions import ValidationError

from funding.models import Flow
from pilots.amounts import read_amount
from pilots.pounds import FOREIGN
from records.figures import Qualifier, Quantity, in_words
from records.files.workbook import as_shown
from registry.import_readers import Known, Reader, Unread, plain
from registry.imported import Row, Scope

LONGEST_AMOUNT = 13
LONGEST_TITLE = 300
SHOWN = 15  # digits of a number that a spreadsheet shows
_EXACT = re.compile(rf"\d{{1,{LONGEST_AMOUNT}}}(\.\d{{1,2}}0*)?")
_LONG = re.compile(r"\d+\.\d+")
_ABOUT = re.compile(r"(?:c|est|estimated|estimate|approximate|prov|provisional)\.?:?\s*(?=[£\d])")
_ALSO_ABOUT = re.compile(r"\s*\(?\b(?:est|estimated|estimate|approx|approximately|tbc)\b\.?\)?$")
_AT_LEAST = re.compile(r"(.*\d\s*(?:k|m)?)\s*\+")
# As accounts write what is below nothing: (£5,000), -5, £-5, minus 5, 5-, 5 CR
_BELOW = re.compile(
    r"£?\s*\(\s*-?(?P<in>[^()]*\d[^()]*)\)|(?:£\s*)?(?:[-−–]|minus\b)\s*(?P<after>£?\s*\d.*)"
    r"|(?P<before>.*\d)\s*(?:-|cr)",
    re.IGNORECASE,
)
_SCIENTIFIC = re.compile(r"\d(\.\d+)?e[+-]?\d+", re.IGNORECASE)
WAS_GIVEN = "is below zero, but is recorded as money that was given. Give it a row of its own"
# What people write where they do not know an amount, without capitals and marks
NOT_KNOWN = frozenset(
    {
        *("", "not known", "not known yet", "unknown", "n k", "nk", "n a", "na", "tbc", "tbd"),
        *("to be confirmed", "to be agreed", "to be determined", "not available", "not stated"),
    }
)


def without_sign(text: str) -> tuple[str, bool]:
    """An amount without what says that it is below nothing, and whether it is."""
    bare = text.strip()
    said = _BELOW.fullmatch(bare)
    return (bare, False) if said is None else (said["in"] or said["after"] or said["before"], True)


def shown_digits(text: str) -> str:
    """A number as a spreadsheet shows it, where a file has more digits of it."""
    if len(text) <= SHOWN or not _LONG.fullmatch(text):
        return text
    digits = text.replace(".", "").lstrip("0")
    return as_shown(float(text)) if len(digits) > SHOWN else text


@dataclass(frozen=True)
class Pounds(Reader):
    """An exact amount in pounds; below nothing it came back."""

    def read(self, text: str, known: Known) -> int | float:
        if text.isascii() and text.isdecimal() and len(text) <= LONGEST_AMOUNT:  # most are
            return int(text)
        said, is_below = without_sign(text)
        said = said.replace(",", "").replace(" ", "").replace("\xa0", "").replace("£", "")
        said = shown_digits(said.removesuffix("GBP"))
        if not _EXACT.fullmatch(said):
            raise Unread(_why_not(text, "12000 or 12,000.50"))
        return number(-Decimal(said) if is_below else Decimal(said))

    def into(self, column: str, value: Any) -> dict[str, Any]:
        name = column.removesuffix("_low")
        return {column: value, f"{name}_high": None, f"{name}_qualifier": "exactly"}

    def words(self, value: Any) -> str:
        return in_words(Decimal(str(value)), "£")


class Amount(Reader):
    """How much, as people write it: exact, about, a range; or that it is not known."""

    def read(self, text: str, known: Known) -> tuple[Any, Any, str] | None:
        if plain(text) in NOT_KNOWN:
            return None
        typed = " ".join(text.lower().replace("\xa0", " ").split())
        if FOREIGN.search(typed):
            raise Unread(f"“{text[:40]}”: only amounts in pounds come in. Leave these rows out")
        typed, is_below = without_sign(typed)
        try:
            amount = read_amount(_in_usual_words(typed), unit="£", name="amount")
        except ValidationError:
            how = "12,000, £1.2m, about 250,000 or 150,000 to 350,000; leave it empty where it is "
            raise Unread(_why_not(text, f"{how}not known")) from None
        high = None if amount.high is None else number(amount.high)
        qualifier = amount.qualifier or Qualifier.EXACTLY.value
        if is_below and (high is not None or qualifier != Qualifier.EXACTLY):
            raise Unread(f"“{text[:40]}” is below zero, and not exact. Write one exact amount")
        low = number(-amount.low if is_below else amount.low)
        return low, high, qualifier

    def into(self, column: str, value: Any) -> dict[str, Any]:
        name = column.removesuffix("_low")
        columns = (f"{name}_low", f"{name}_high", f"{name}_qualifier")
        return dict(zip_longest(columns, value))

    def words_in(self, column: str, said: Mapping[str, Any]) -> str:
        low, high, qualifier = (said.get(each) for each in self.into(column, ()))
        least, most = (None if each is None else Decimal(str(each)) for each in (low, high))
        return str(Quantity(least, most, qualifier or Qualifier.EXACTLY, "£"))


def _in_usual_words(typed: str) -> str:
    """What lists say in short, as the boxes of forms take it: c. £2m, £80k (est), £50k+."""
    typed = shown_digits(typed.removesuffix("gbp").strip())
    if said := _ABOUT.match(typed):
        return f"about {typed[said.end() :]}"
    if said := _ALSO_ABOUT.search(typed):
        return f"about {typed[: said.start()]}"
    return f"at least {said[1]}" if (said := _AT_LEAST.fullmatch(typed)) else typed


def _why_not(text: str, how: str) -> str:
    if _SCIENTIFIC.fullmatch(text.strip()):
        return f"“{text[:20]}” has lost digits. Show the column as numbers, and save it again"
    return f"“{text[:40]}” is not an amount. Write it as {how}"


def number(value: Decimal) -> int | float:
    """An amount as JSON has it."""
    return int(value) if value == int(value) else float(value)


def turn_back(row: Row) -> bool:
    """Make what is below nothing money the other way; whether it was.

    It has a meaning of its own, so that it is never added to what was given.
    """
    amount = row.values.get("amount_low")
    if amount is None or amount >= 0:
        return False
    name = row.texts.get("receiver", "") or row.texts.get("receiver_said", "")
    came_back = f"Money back from {name}" if name else "Money back"
    text = f"{came_back}: {row.values.get('description', '')}".removesuffix(": ")
    row.values |= {
        "amount_low": -amount,
        "giver_id": row.values.get("receiver_id"),
        "receiver_id": row.values.get("giver_id"),
        "receiver_said": "",
        "description": text[:LONGEST_TITLE],
    }
    if "receiver_number" in row.values:
        row.values["receiver_number"] = ""
    return True


GIVEN_BEFORE = """
SELECT number FROM import_row JOIN funding_flow flow ON flow.id = object_id
WHERE fresh ->> 'meaning' = %s AND flow.meaning <> %s ORDER BY 1 LIMIT 100
"""


def was_given(cursor: Any, scope: Scope) -> Iterator[tuple[int, str, str]]:
    """Rows of what came back that are recorded as money that was given: which is right is asked."""
    if not scope.some_there:
        return
    cursor.execute(GIVEN_BEFORE, [Flow.Meaning.HANDED_BACK.value] * 2)
    for (number,) in cursor.fetchall():
        yield number, "amount", WAS_GIVEN
