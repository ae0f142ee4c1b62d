"""How an amount is split: over places, and over financial years."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.forms import BoundField, DecimalField

from funding.flow.ends import stated_end
from funding.flow.forms import at_most
from funding.forms import SaysWhy
from funding.models import Flow
from interface import forms
from interface.forms.base import NumberBox
from records.figures import Quantity, in_words

# Years that a form asks for at most, besides those that have an amount.
MOST_YEARS = 12


class SplitFlow(SaysWhy, forms.ModelForm):
    """Which part each place has, in per cent, and which falls in each financial year, in pounds.

    An empty box is not known. ``shares`` and ``years`` are what the action takes.
    """

    class Meta:
        model = Flow
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        flow = self.instance
        links = list(flow.place_links.with_place())
        self.places = {f"share_{link.place_id}": link for link in links} if links[1:] else {}
        self.sections = []
        for name, link in self.places.items():
            self._ask(name, f"{link.place.name}, in %", max_value=100)
            if link.share is not None:
                self.initial[name] = in_words((link.share * 100).normalize())
        known = dict(flow.years.values_list("year", "amount"))
        self.year_fields = {f"year_{year}": year for year in years_of(flow, known)}
        for name, year in self.year_fields.items():
            self._ask(name, f"{year} to {year + 1}", max_digits=16)
            if known.get(year) is not None:
                self.initial[name] = in_words(known[year], "£")
        if self.places:
            self.sections.append(forms.Section("places", "By place", list(self.places)))
        self.sections.append(
            forms.Section("years", "By financial year, in pounds", list(self.year_fields))
        )
        self.sections.append(forms.Section("reason", "The change", ["why"]))

    def _ask(self, name: str, label: str, **limits: Any) -> None:
        box = NumberBox({"inputmode": "decimal", "size": 14, "class": "auto"})
        field = DecimalField(
            label=label, required=False, min_value=0, decimal_places=2, widget=box, **limits
        )
        self.fields[name] = field

    @property
    def rows(self) -> list[tuple[forms.Section, list[BoundField]]]:
        """The boxes that stand beside each other, with their section."""
        return [(section, [self[name] for name in section.fields]) for section in self.sections]

    def clean(self) -> dict[str, Any]:
        """Parts are no more than the whole."""
        data: dict[str, Any] = super().clean() or {}
        if self.places and not self.errors:
            whole = sum(data[name] or 0 for name in self.places)
            if whole > 100:
                self.add_error(
                    list(self.places)[-1], f"These add up to {in_words(Decimal(whole))}%"
                )
        most = at_most(self.instance)
        if most is not None and not self.errors:
            summed = sum((data[name] or Decimal(0) for name in self.year_fields), Decimal(0))
            if summed > most:
                last = [name for name in self.year_fields if data[name] is not None][-1]
                said = Quantity(summed, unit="£")
                self.add_error(last, f"These add up to {said}, more than {self.instance.amount}")
        return data

    @property
    def shares(self) -> dict[int, Decimal | None]:
        """The part of each place, from 0 to 1; None where it is not split."""
        data = self.cleaned_data
        return {
            link.place_id: data[name] / 100 if data[name] else None
            for name, link in self.places.items()
        }

    @property
    def years(self) -> dict[int, Decimal]:
        """What falls in each year that has an amount."""
        data = self.cleaned_data
        return {
            year: data[name] for name, year in self.year_fields.items() if data[name] is not None
        }


def years_of(flow: Flow, known: Iterable[int]) -> list[int]:
    """The financial years that a form asks for, by their first part: those it runs in, and those
    that it has an amount for."""
    first = _financial_year(flow.start) if flow.start else None
    stated = stated_end(flow)
    last = _financial_year(stated.last) if stated else None
    now = _financial_year(flow.as_of or flow.created_at)
    start = first or last or now
    end = min(last or start, start + MOST_YEARS - 1)
    return sorted({*range(start, end + 1), *known})


def _financial_year(day: dt.date) -> int:
    """2026 for a day from 1 April 2026 to 31 March 2027."""
    return day.year if (day.month, day.day) >= (4, 1) else day.year - 1
