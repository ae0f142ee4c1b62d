"""Fields of allauth's forms in our words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError


def say(form: Any, name: str, label: str, hint: str = "") -> None:
    """Put our words on a field that is not ours; a placeholder is no label."""
    field = form.fields[name]
    field.label, field.help_text = label, hint
    called = f"{label[0].lower()}{label[1:]}"
    field.error_messages["required"] = f"Enter your {called.removeprefix('your ')}"
    field.widget.attrs.pop("placeholder", None)


@contextmanager
def at_its_input(too_many: str = "") -> Iterator[None]:
    """Too many tries are said at the input that is being judged, not at that of signing in."""
    try:
        yield
    except ValidationError as problem:
        if hasattr(problem, "error_dict"):
            raise ValidationError(too_many or problem.messages) from problem
        raise
