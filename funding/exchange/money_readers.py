"""How the cells of any list of money are read: financial years, places, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from registry.import_dates import financial_year
from registry.import_readers import Elsewhere, Known, Named, Reader, SeveralNamed, Unread

LAST_YEAR = 2100
SHARE = re.compile(r"\s*(?:\((\d+(?:\.\d+)?)\s*%\)|\b(\d+(?:\.\d+)?)\s*%)\s*$")
BETWEEN_PLACES = re.compile(r"[;|\n]")
WHOLE = Decimal(100)
FLOW = re.compile(r"/funding/flows/(\d{1,18})/?")


class FinancialYear(Reader):
    """A financial year: its first and its last day."""

    def read(self, text: str, known: Known) -> tuple[str, str]:
        if (first := financial_year(text)) is None or first > LAST_YEAR:
            raise Unread(f"“{text[:20]}” is not a financial year. Write it as 2026-27")
        return f"{first}-04-01", f"{first + 1}-03-31"


@dataclass(frozen=True)
class SharedPlaces(SeveralNamed):
    """Places by name or code with ; between them, each with its share where it has one."""

    if_left: str = "None. If it has no other place, it counts for {place}"

    def each(self, text: str) -> Iterable[str]:
        names = (SHARE.sub("", name).strip() for name in BETWEEN_PLACES.split(text))
        return [name for name in names if name]

    def read(self, text: str, known: Known) -> Any:
        """The number of each place with its share, from 0 to 1; Elsewhere where all are."""
        made: dict[Any, Decimal | None] = {}
        away: Any = None
        for name in filter(str.strip, BETWEEN_PLACES.split(text)):
            share, called = _share(name), SHARE.sub("", name).strip()
            if not called:
                raise Unread(f"“{text[:60]}”: a share has no place")
            place = Named.read(self, called, known)
            if isinstance(place, Elsewhere):
                away = place
            elif place is not None and made.setdefault(place, share) != share:
                raise Unread(f"“{text[:60]}”: one place has two shares")
        if sum(share for share in made.values() if share) > 1:
            raise Unread(f"“{text[:60]}”: the shares are more than 100% together")
        here = [(place, share and float(share)) for place, share in made.items()]
        return away if away is not None and not here else here


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
                f"“{text[:60]}” is not the address of money in Placebook. Leave the column out if "
                "it holds other addresses"
            )
        return int(said[1])
