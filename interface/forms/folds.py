"""What folds away in a form: fields that few need, until something stands in one of them."""

from __future__ import annotations

from dataclasses import astuple, dataclass, is_dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.forms import BoundField

    from interface.forms.base import PlainForm


@dataclass(frozen=True)
class Part:
    """Fields that stand together; with a ``summary`` they fold beneath it."""

    fields: list[BoundField]
    summary: str = ""

    @property
    def is_open(self) -> bool:
        """Whether something was typed there, or has to be put right."""
        return any(one.errors or _is_filled(one.value()) for one in self.fields)


def parts(form: PlainForm) -> list[Part]:
    """The fields that are shown, in the order of the form."""
    beneath = {name: summary for summary, names in form.folds.items() for name in names}
    found: list[Part] = []
    for field in form.visible_fields():
        summary = beneath.get(field.name, "")
        if not found or found[-1].summary != summary:
            found.append(Part([], summary))
        found[-1].fields.append(field)
    return found


def _is_filled(value: Any) -> bool:
    """A date and a record come as several boxes, kept together."""
    if is_dataclass(value) and not isinstance(value, type):
        return any(astuple(value))
    return bool(value)
