"""How the cells of any list of money are read: amounts, financial years, places, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError

from pilots.amounts import read_amount
from pilots.pounds import FOREIGN, NEGATIVE
from records.figures import Qualifier, Quantity
from registry.import_readers import Day, Known, Named, Reader, SeveralNamed, Unread, plain

# What people write where they do not know an amount, without capitals and marks
NOT_KNOWN = frozenset(
    {
        *("", "not known", "not known yet", "unknown", "n k", "nk", "n a", "na", "tbc", "tbd"),
        *("to be confirmed", "to be agreed", "to be determined", "not available", "not stated"),
    }
)
NO_END = frozenset({"ongoing", "open ended", "no end", "no end date"})
BELOW = re.compile(r"\(.*\d.*\)|.*\d\s*-")  # as accounts write what is below nothing
YEARS = re.compile(r"(?:fy\s*)?(\d{4}|\d\d)\s*(?:[-/–—]|to)\s*(\d{4}|\d\d)", re.IGNORECASE)
FIRST_YEAR, LAST_YEAR = 1990, 2100
SHARE = re.compile(r"\s*(?:\((\d+(?:\.\d+)?)\s*%\)|\b(\d+(?:\.\d+)?)\s*%)\s*$")
BETWEEN_PLACES = re.compile(r"[;|\n]")
WHOLE = Decimal(100)
FLOW = re.compile(r"/funding/flows/(\d{1,18})/?")


class Amount(Reader):
    """How much, as people write it: exact, about, a range; or that it is not known."""

    def read(self, text: str, known: Known) -> tuple[Any, Any, str] | None:
        if plain(text) in NOT_KNOWN:
            return None
        typed = " ".join(text.lower().split())
        if FOREIGN.search(typed):
            raise Unread(f"“{text[:40]}”: only amounts in pounds come in. Leave these rows out")
        if NEGATIVE.match(typed) or BELOW.fullmatch(typed):
            raise Unread(
                f"“{text[:40]}” is below nothing. Write what was handed back without a minus, and "
                "say that it means “handed back”"
            )
        try:
            amount = read_amount(typed.removesuffix("gbp"), unit="£", name="amount")
        except ValidationError:
            raise Unread(
                f"“{text[:40]}” is no amount. Write it as 12,000, £1.2m, about 250,000 or 150,000 "
                "to 350,000; leave it empty where it is not known"
            ) from None
        high = None if amount.high is None else number(amount.high)
        return number(amount.low), high, amount.qualifier or Qualifier.EXACTLY.value

    def into(self, column: str, value: Any) -> dict[str, Any]:
        name = column.removesuffix("_low")
        columns = (f"{name}_low", f"{name}_high", f"{name}_qualifier")
        return dict(zip_longest(columns, value))

    def words_in(self, column: str, said: Mapping[str, Any]) -> str:
        low, high, qualifier = (said.get(each) for each in self.into(column, ()))
        least, most = (None if each is None else Decimal(str(each)) for each in (low, high))
        return str(Quantity(least, most, qualifier or Qualifier.EXACTLY, "£"))


def number(value: Decimal) -> int | float:
    """An amount as JSON has it."""
    return int(value) if value == int(value) else float(value)


class FinancialYear(Reader):
    """A financial year: its first and its last day."""

    def read(self, text: str, known: Known) -> tuple[str, str]:
        said = YEARS.fullmatch(text.strip())
        first, last = (int(said[1]), int(said[2])) if said else (0, 0)
        if first < WHOLE:
            first += 1900 if first >= FIRST_YEAR % 100 else 2000
        is_next = last in (first + 1, (first + 1) % 100)
        if not (is_next and FIRST_YEAR <= first <= LAST_YEAR):
            raise Unread(f"“{text[:20]}” is no financial year. Write it as 2026-27")
        return f"{first}-04-01", f"{first + 1}-03-31"


class DayIfKnown(Day):
    """A date as exact as it is known; nothing where it is said that it is not."""

    def read(self, text: str, known: Known) -> Any:
        words = plain(text)
        if words in NOT_KNOWN or (self.ends and words in NO_END):
            return None
        return super().read(text, known)


@dataclass(frozen=True)
class SharedPlaces(SeveralNamed):
    """Places by name or code with ; between them, each with its share where it has one."""

    if_left: str = "None here: without another place it counts for {place}"

    def each(self, text: str) -> Iterable[str]:
        names = (SHARE.sub("", name).strip() for name in BETWEEN_PLACES.split(text))
        return [name for name in names if name]

    def read(self, text: str, known: Known) -> list[Any]:
        """The number of each place with its share, from 0 to 1, or None."""
        made: dict[Any, Decimal | None] = {}
        for name in filter(str.strip, BETWEEN_PLACES.split(text)):
            share, called = _share(name), SHARE.sub("", name).strip()
            if not called:
                raise Unread(f"“{text[:60]}”: a share stands without its place")
            place = Named.read(self, called, known)
            if place is not None and made.setdefault(place, share) != share:
                raise Unread(f"“{text[:60]}”: one place has two shares")
        if sum(share for share in made.values() if share) > 1:
            raise Unread(f"“{text[:60]}”: the shares are more than 100% together")
        return [(place, share and float(share)) for place, share in made.items()]


def _share(name: str) -> Decimal | None:
    if not (said := SHARE.search(name)):
        return None
    share = round(Decimal(said[1] or said[2]) / WHOLE, 4)
    if not 0 < share <= 1:
        raise Unread(f"“{name.strip()[:60]}”: a share is more than 0% and at most 100%")
    return share


class FlowAddress(Reader):
    """The address of money that is recorded here, as downloads have it."""

    def read(self, text: str, known: Known) -> int:
        try:
            parts = urlsplit(text.strip())
        except ValueError:  # a bracket that does not close
            parts = urlsplit("")
        said = FLOW.fullmatch(parts.path)
        if said is None or parts.netloc not in ("", urlsplit(settings.SITE_URL).netloc):
            raise Unread(
                f"“{text[:60]}” is no address of money in Placebook. Leave the column out if it "
                "holds other addresses"
            )
        return int(said[1])
