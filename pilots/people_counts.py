"""How many people: as somebody types it ("about 40"), and as the public may know it.

Counts from one to four the public reads as "fewer than 5" (decision 6). Everything that shows or
adds up people met, reached or referred goes through here.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.forms import CharField, TextInput

from access.visibility import reader_of
from pilots.amounts import Amount, read_amount
from records.figures import FEW, FEWER_THAN, NO_UPPER_END, Qualifier, Quantity


def people_field(label: str, size: int = 12, **kwargs: Any) -> CharField:
    """The box in which the number is typed."""
    widget = TextInput({"class": "auto", "size": size, "autocomplete": "off"})
    return CharField(label=label, required=False, widget=widget, **kwargs)


class CountsPeople:
    """Mixed into a form of a record: one ``people_field``, read into its three columns.

    ``counted`` names the box, the record's Quantity and, with ``_low``, ``_high`` and
    ``_qualifier``, the columns. The form says ``clean_<counted> = CountsPeople.clean_count``.
    """

    counted: ClassVar[str] = "people"
    not_whole: ClassVar[str] = "Enter how many people as a whole number"
    instance: Any
    initial: Any
    cleaned_data: dict[str, Any]
    _amount: Amount | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        quantity = getattr(self.instance, self.counted)
        if quantity.known:
            self.initial[self.counted] = str(quantity).removesuffix(" people")

    def clean_count(self) -> str:
        """Reads the number; its columns are filled in ``_post_clean``."""
        text: str = self.cleaned_data[self.counted].strip()
        self._amount = read_amount(text, unit="people", name="How many people") if text else None
        if self._amount and self._amount.low != self._amount.low.to_integral_value():
            raise ValidationError(self.not_whole)
        return text

    def _post_clean(self) -> None:
        amount = self._amount
        low, high, qualifier = None, None, None
        if amount:
            low, high, qualifier = amount.low, amount.high, amount.qualifier
        if high is not None or qualifier is None:
            qualifier = Qualifier.EXACTLY
        for end, value in (("low", low), ("high", high), ("qualifier", qualifier)):
            setattr(self.instance, f"{self.counted}_{end}", value)
        super()._post_clean()  # type: ignore[misc]


def hides_few(user: Any) -> bool:
    """Whether small counts are kept from this reader."""
    return reader_of(user) is None


def shown(user: Any, quantity: Quantity) -> Quantity:
    """The count as this reader may know it."""
    if quantity.is_few and hides_few(user):
        return Quantity(FEW, None, FEWER_THAN, quantity.unit)
    return quantity


def is_few(name: str) -> Q:
    """Rows whose count in these columns is from one to four, as ``Quantity.is_few`` says it."""
    low, high, qualifier = f"{name}_low", f"{name}_high", f"{name}_qualifier"
    return (
        Q(**{f"{low}__gt": 0})
        & ~Q(**{f"{qualifier}__in": NO_UPPER_END})
        & Q(**{f"{low}__lt": FEW})
        & (Q(**{high: None}) | Q(**{f"{high}__lt": FEW}))
    )


def top(name: str) -> Coalesce:
    """The higher end of a range, else the single value."""
    return Coalesce(F(f"{name}_high"), F(f"{name}_low"))
