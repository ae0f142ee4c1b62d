"""Forms of records that last from a start to an end, each as precisely as it is known."""

from __future__ import annotations

from typing import Any

from interface import forms
from records.dates import DateWithPrecision

EARLIEST = 1990
IN_PART = "Leave out the day, or day and month, if they are not known"
TURNED = "The end must be after the start"


def start_field(label: str, *, help_text: str = IN_PART, **kwargs: Any) -> forms.ReducedDateField:
    """The ``start`` of a record, with its ``start_precision``."""
    return _reduced("start_precision", label=label, help_text=help_text, **kwargs)


def end_field(label: str, **kwargs: Any) -> forms.ReducedDateField:
    """The ``end`` of a record, with its ``end_precision``."""
    return _reduced("end_precision", label=label, **kwargs)


def _reduced(precision_to: str, **kwargs: Any) -> forms.ReducedDateField:
    kwargs.setdefault("earliest", EARLIEST)
    return forms.ReducedDateField(
        allow_partial=True, precision_to=precision_to, required=False, **kwargs
    )


class OfAPeriod:
    """A form with ``start_field`` and ``end_field``; it stands before the form class.

    What was typed as an end is the last day of its period, and is not before the start.
    """

    def clean(self) -> dict[str, Any]:
        """The cleaned data, with the message at the end where the two are turned."""
        form: Any = self
        data: dict[str, Any] = super().clean() or form.cleaned_data  # type: ignore[misc]
        start, end = data.get("start"), data.get("end")
        if end:
            data["end"] = end = (DateWithPrecision(*end).last, end[1])
        if start and end and end[0] < start[0]:
            form.add_error("end", TURNED)
        return data
