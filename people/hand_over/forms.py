"""To whom what somebody has goes, from which day, and which of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html

from accounts.models import User
from interface import forms
from people.hand_over.actions import GONE, ONESELF
from people.role.actions import CLOSED

FURTHEST = dt.timedelta(days=366)
PAST = "Enter today or a later day"


class ToSomebody(forms.Form):
    """An account by its address, and which rows of another's go to it: all are ticked at first."""

    question_led = True
    rows_label = ""

    email = django_forms.EmailField(
        max_length=254, help_text="The address with which they sign in to Placebook"
    )

    def __init__(
        self,
        *args: Any,
        person: User,
        choices: list[tuple[str, str]],
        hints: dict[str, str],
        invite_url: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.invite_url = person, invite_url
        self.fields["rows"] = django_forms.MultipleChoiceField(
            label=self.rows_label,
            choices=choices,
            initial=[key for key, _ in choices],
            widget=forms.Checkboxes(hints=hints),
            error_messages={"required": "Tick at least one", "invalid_choice": GONE},
        )
        self.order_fields(["rows", "email"])
        if invite_url:
            self.fields["email"].help_text = format_html(
                '{}. Have they no account yet? <a href="{}">Invite them</a> first',
                self.fields["email"].help_text,
                invite_url,
            )

    def clean_email(self) -> User:
        """The open account of somebody else."""
        account = User.objects.filter(email=self.cleaned_data["email"].lower()).first()
        if account is None:
            raise ValidationError(self.unknown())
        if account.pk == self.person.pk:
            raise ValidationError(ONESELF)
        if not account.is_active:
            raise ValidationError(CLOSED)
        return account

    def unknown(self) -> str:
        """That nobody has an account with this address, and who invites them."""
        words = "Nobody has an account with this address."
        if not self.invite_url:
            return f"{words} Ask the people who give roles there to invite them first"
        return f"{words} Invite them first"


class HandOverForm(ToSomebody):
    """What goes to whom, and from which day."""

    rows_label = "What do you want to hand over?"

    on = forms.DayField(
        label="From what date?",
        initial=timezone.localdate,
        help_text="On that day it ends for one person and starts for the other",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "Who do you hand over to? Their email address"

    def clean_on(self) -> dt.date:
        """Today, or a day within the year to come."""
        day: dt.date = self.cleaned_data["on"]
        today = timezone.localdate()
        if day < today:
            raise ValidationError(PAST)
        if day > today + FURTHEST:
            raise ValidationError("Enter a day within the next year")
        return day
