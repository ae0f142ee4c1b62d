"""Giving a role, and taking up an invitation."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django import forms as django_forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from accounts.account.forms import PASSWORD_HINT
from accounts.models import User
from interface import forms
from interface.words import capitalised
from partnerships.organisation.fields import radios
from people.role.models import Role

# What each role is for, as the one who gives it needs to know.
HINTS = {
    Role.CONTRIBUTOR: "Logs progress and barriers here, and edits what they wrote.",
    Role.PLACE_EDITOR: "Edits everything of the place, publishes it, and gives roles within it.",
    Role.PROGRAMME_LEAD: "Accepts updates, checks and escalates barriers, sets the programme up.",
    Role.OFFICER: "Keeps the teams, job roles and priorities of the body, and answers for it.",
    Role.CONNECTOR: "Keeps the directory here right, and finds owners for barriers.",
    Role.EVALUATOR: "Reads and downloads the whole programme, and writes its evaluations.",
    Role.ADMINISTRATOR: "Looks after people, roles, bodies and programmes everywhere.",
}
LONGEST_ADDRESS = 254
OVER_ALREADY = "Give today or a later day, or leave it empty"


NO_ADDRESS = "Check “{address}”: email can’t be sent to it. Type it like name@example.org"
TOO_MANY = "You can enter up to {most} addresses at once. You entered {count}"
# As it comes from an address book: Ada Lee <ada@example.org>
NAMED = re.compile(r"(?<![^,;\n<>])[^,;\n<>]*<([^<>]*)>")
APART = re.compile(r"[,;\s]+")


class AddressesField(django_forms.CharField):
    """Email addresses, one a line or with commas between; its value is a list of them, each once
    and in lower case, as accounts keep it. Each that will not do has a message of its own."""

    MOST = 50

    widget = django_forms.Textarea(
        {"rows": 3, "inputmode": "email", "autocomplete": "off", "spellcheck": "false"}
    )

    def clean(self, value: Any) -> Any:
        """The addresses. Raises ValidationError with a message for each that will not do."""
        typed = APART.split(NAMED.sub(r" \1 ", super().clean(value)))
        addresses = list(dict.fromkeys(address.lower() for address in typed if address))
        if len(addresses) > self.MOST:
            raise ValidationError(TOO_MANY.format(most=self.MOST, count=len(addresses)))
        if wrong := [address for address in addresses if not takes_email(address)]:
            raise ValidationError([NO_ADDRESS.format(address=each[:80]) for each in wrong])
        return addresses


def takes_email(address: str) -> bool:
    """Whether email can be sent to it."""
    try:
        validate_email(address)
        forms.can_be_emailed(address)
    except ValidationError:
        return False
    return len(address) <= LONGEST_ADDRESS


class GiveRole(forms.Form):
    """Who gets which role, and until when. ``roles`` are those that the user may give here."""

    emails = AddressesField(
        label="Email addresses",
        max_length=20_000,
        help_text="One or several: with commas between, or one a line. Whoever has no account "
        "gets an email with a link to choose a password",
        error_messages={"required": "Enter an email address"},
    )
    valid_to = forms.LastDayField(
        label="Until when?",
        required=False,
        help_text="The last day on which it counts. Leave it empty if no end is agreed",
    )

    def __init__(self, *args: Any, roles: list[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"] = radios(
            "Which role?",
            [(role.value, role.label) for role in roles],
            hints={role.value: HINTS[role] for role in roles},
            initial=roles[0].value if len(roles) == 1 else None,
        )
        self.order_fields(["emails", "role", "valid_to"])

    def clean_valid_to(self) -> dt.date | None:
        """Its last day is today or later."""
        day: dt.date | None = self.cleaned_data["valid_to"]
        if day is not None and day <= timezone.localdate():
            raise ValidationError(OVER_ALREADY)
        return day


class TakeUp(forms.Form):
    """The name and password of somebody who was invited."""

    full_name = django_forms.CharField(
        label="Your name",
        max_length=150,
        help_text="People who are signed in see it beside what you record",
    )
    job_title = django_forms.CharField(
        label="Job title",
        max_length=150,
        required=False,
        help_text="For example: Housing partnership officer, council",
    )
    password = django_forms.CharField(
        label="Choose a password",
        strip=False,
        error_messages={"required": "Enter a password"},
        widget=django_forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=PASSWORD_HINT,
    )
    again = django_forms.CharField(
        label="The password again",
        strip=False,
        widget=django_forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        """Twice the same, and good enough."""
        data = super().clean() or {}
        password = data.get("password")
        if password and data.get("again") and data["again"] != password:
            self.add_error("again", "The two passwords are not the same")
        elif password:
            account = User(email=self.email, full_name=data.get("full_name", ""))
            try:
                validate_password(password, account)
            except ValidationError as problem:
                self.add_error("password", problem)
        return data


def said_of(role: str) -> str:
    """What a role is called and is for: "Contributor. Logs progress …"."""
    return f"{capitalised(Role(role).label)}. {HINTS[Role(role)]}"
