from __future__ import annotations

from typing import Any

from interface import forms
from partnerships.fields import long_text, radios
from partnerships.models import ActionItem


class ClosePromise(forms.Form):
    """What became of a promise."""

    question_led = True

    state = radios(
        "Is it done?",
        [
            (ActionItem.State.DONE, "Yes"),
            (ActionItem.State.DROPPED, "No, and it will not happen"),
            (ActionItem.State.OPEN, "Not yet"),
        ],
    )
    outcome = long_text(
        "What came of it, or why not?",
        required=False,
        help_text="Read by everyone who can see the meeting, once they are signed in",
    )

    def clean(self) -> dict[str, Any]:
        """What will not happen says why."""
        data = super().clean() or {}
        if data.get("state") == ActionItem.State.DROPPED and not data.get("outcome"):
            self.add_error("outcome", "Say why it will not happen")
        return data
