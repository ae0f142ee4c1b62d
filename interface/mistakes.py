"""The list of what is to be put right, over one form or several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm, BaseFormSet


@dataclass(frozen=True)
class Mistake:
    """One message and the id of the first input that it is about (empty: the whole form)."""

    message: str
    target: str = ""


def mistakes(*forms: Any) -> list[Mistake]:
    """Every message of the forms given, in the order of their fields.

    Takes forms, formsets, lists of forms, and None. A form that has not been
    sent has none.
    """
    return [mistake for form in _each(forms) for mistake in _of(form)]


def _each(items: Iterable[Any]) -> Iterator[BaseForm | BaseFormSet]:
    for item in items:
        if isinstance(item, BaseFormSet):
            yield item
            yield from item.forms
        elif isinstance(item, BaseForm):
            yield item
        elif item:
            yield from _each(item)


def _of(form: BaseForm | BaseFormSet) -> Iterator[Mistake]:
    if not form.is_bound:
        return
    for message in form.non_form_errors() if isinstance(form, BaseFormSet) else ():
        yield Mistake(str(message))
    if isinstance(form, BaseFormSet):
        return
    for message in form.non_field_errors():
        yield Mistake(str(message))
    # In the order of the page, not of the checks
    for name in form.fields:
        for message in form.errors.get(name, ()):
            yield Mistake(str(message), getattr(form[name], "first_input_id", ""))
