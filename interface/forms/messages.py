"""What a form says when an answer will not do, in plain words with the fix; and the list of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import BaseValidator, MaxLengthValidator, MinLengthValidator
from django.forms import BaseForm, BaseFormSet
from django.forms.utils import pretty_name

from interface.words import in_sentence, number

NUL = (
    "This held a hidden character that cannot be stored. It has been taken out: "
    "check the text and send it again"
)
UNREADABLE = (
    "Some characters could not be read and show as \ufffd. Type them again and send the form again"
)
DASHES = "---------"
ASKING = {"how", "what", "who", "why", "where", "when", "which", "does", "do", "is", "are", "has"}
POINTING = {"the", "a", "an", "your", "this", "one", "any"}


@dataclass(frozen=True)
class _Counted:
    """A limit of length that writes its numbers as hints do: "4,000"."""

    check: BaseValidator

    def __call__(self, value: Any) -> None:
        try:
            self.check(value)
        except ValidationError as problem:
            for name in ("limit_value", "show_value"):
                problem.params[name] = number(problem.params[name])  # type: ignore[index]
            raise


def not_found(typed: str, how: str = "Check the spelling or choose from the list") -> str:
    """What is said of a name under which nothing is here that the reader may see."""
    return f"We can’t find “{typed}”. {how}"


def say_plainly(name: str, field: forms.Field) -> None:
    """Put plain messages on a field, save where the form gives its own."""
    lengths = (MaxLengthValidator, MinLengthValidator)
    field.validators = [
        _Counted(one) if isinstance(one, lengths) else one for one in field.validators
    ]
    label = str(field.label or pretty_name(name))
    plain = {"required": required(field, label)}
    plain |= {
        "max_length": f"Shorten “{label}” to %(limit_value)s characters or fewer. "
        "It has %(show_value)s",
        "min_length": f"“{label}” needs %(limit_value)s characters or more. It has %(show_value)s",
        "null_characters_not_allowed": NUL,
    }
    if isinstance(field, forms.IntegerField):
        whole = "" if isinstance(field, forms.DecimalField | forms.FloatField) else "whole "
        plain |= {
            "invalid": f"Enter a {whole}number, such as 41",
            "min_value": "Enter %(limit_value)s or more",
            "max_value": "Enter %(limit_value)s or less",
            "max_digits": "Enter at most %(max)s figures in all",
            "max_whole_digits": "Enter at most %(max)s figures before the point",
            "max_decimal_places": "Enter no more than %(max)s decimal places",
        }
    if isinstance(field, forms.EmailField):
        plain["invalid"] = "Enter an email address, such as name@example.org"
    if isinstance(field, forms.URLField):
        plain["invalid"] = "Enter a web address, such as https://www.example.org"
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        plain["invalid_choice"] = f"Choose from the answers listed for “{label}”"
        plain["invalid_list"] = plain["invalid_choice"]
        plain["invalid_pk_value"] = plain["invalid_choice"]
    defaults = _defaults(field)
    for code, message in plain.items():
        if code not in field.error_messages or field.error_messages[code] == defaults.get(code):
            field.error_messages[code] = message


def required(field: forms.Field, label: str) -> str:
    """What to say when there is no answer: "Enter the title", "Choose the region"."""
    if isinstance(field, forms.FileField):
        return f"Choose a file for “{label}”"
    choose = isinstance(field, forms.ChoiceField | forms.ModelChoiceField | forms.BooleanField)
    first = label.split(" ", maxsplit=1)[0].lower()
    if label.endswith("?") or first in ASKING:
        return f"{'Choose an answer to' if choose else 'Answer'} “{label}”"
    noun = in_sentence(label)
    # "Enter question 1", for a number already points
    article = "" if first in POINTING or label[-1:].isdigit() else "the "
    return f"{'Choose' if choose else 'Enter'} {article}{noun}"


def name_the_empty_choice(field: forms.Field, words: str) -> None:
    """The first line of a list to choose from."""
    if hasattr(field, "empty_label"):
        if field.empty_label == DASHES:
            field.empty_label = words
        return
    if isinstance(field, forms.ChoiceField):
        choices: list[Any] = list(field.choices)  # type: ignore[arg-type]
        if choices and choices[0] == ("", DASHES):
            field.choices = [("", words), *choices[1:]]


def _defaults(field: forms.Field) -> dict[str, str]:
    messages: dict[str, str] = {}
    for kind in reversed(type(field).__mro__):
        messages |= getattr(kind, "default_error_messages", {})
    return messages


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
