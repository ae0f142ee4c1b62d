"""The form by which somebody without an account follows a place."""

from __future__ import annotations

from django.forms import EmailField, EmailInput

from interface import forms


class FollowForm(forms.Form):
    """An e-mail address and nothing else."""

    email = EmailField(
        label="Your e-mail address",
        max_length=254,
        widget=EmailInput({"autocomplete": "email", "spellcheck": "false"}),
        help_text=(
            "Used for nothing but these letters. "
            "One press of a button in any of them ends it and deletes the address."
        ),
    )
