"""The field of a form for what else people call a record."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import CharField, Textarea

MOST, LONGEST = 40, 100


class OtherNames(CharField):
    """Other names, one on each line; in one piece and each once."""

    def __init__(self, **kwargs: Any) -> None:
        said = {
            "label": "What else do people call it?",
            "required": False,
            "max_length": MOST * LONGEST,
            "widget": Textarea({"rows": 4}),
            "help_text": "One on each line. Searching for any of these finds it",
        }
        super().__init__(**{**said, **kwargs})

    def clean(self, value: Any) -> str:
        """The lines, tidied. Raises ValidationError for too many, a long one and an empty one."""
        lines = [" ".join(line.split()) for line in str(super().clean(value)).splitlines()]
        lines = list(dict.fromkeys(filter(None, lines)))
        if len(lines) > MOST:
            raise ValidationError(f"At most {MOST} fit")
        if any(len(line) > LONGEST for line in lines):
            raise ValidationError(f"Shorten each to {LONGEST} characters or fewer")
        if any(not any(map(str.isalnum, line)) for line in lines):
            raise ValidationError("Each needs a letter or a number")
        return "\n".join(lines)
