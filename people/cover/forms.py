"""Who covers for somebody, from when until when, and which of their roles."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from interface import forms
from people.hand_over.forms import PAST, ToSomebody
from people.role.models import LONGEST_COVER


class CoverForm(ToSomebody):
    """Whoever covers has the ticked roles from the first day until the day of return."""

    rows_label = "Which roles?"

    starts = forms.DayField(label="First day away", initial=timezone.localdate)
    ends = forms.DayField(
        label="First day back", help_text="The cover no longer counts from this day"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "Who covers? Their email address"

    def clean_starts(self) -> dt.date:
        """Today or later."""
        day: dt.date = self.cleaned_data["starts"]
        if day < timezone.localdate():
            raise ValidationError(PAST)
        return day

    def clean(self) -> dict[str, Any]:
        """The days in order, and no more than a year between them."""
        data = super().clean() or self.cleaned_data
        starts, ends = data.get("starts"), data.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", "Enter a day after the first day away")
        elif starts and ends and ends > starts + LONGEST_COVER:
            self.add_error("ends", "Cover lasts a year at most. For longer, hand the roles over")
        return data
