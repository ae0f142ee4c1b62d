"""Two-step sign-in in our words."""

from __future__ import annotations

from allauth.mfa.adapter import DefaultMFAAdapter


class TwoStepAdapter(DefaultMFAAdapter):
    """What is said where a code does not fit."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": (
            "This code is not right, or it was used before. Wait for the next one and type that"
        ),
    }
