"""How many people, as somebody types it: "40", "about 40", "more than 26"."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.forms import CharField, TextInput

from pilots.amounts import Amount, read_amount
from records.figures import Qualifier


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
        known = getattr(self.instance, self.counted)
        if known.known:
            self.initial[self.counted] = str(known).removesuffix(" people")

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
