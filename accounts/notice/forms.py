from __future__ import annotations

from accounts.models import User
from accounts.notice.when import SAYS
from interface.forms import ModelForm


class LetterForm(ModelForm):
    """What comes by email as well, at most once a day."""

    class Meta:
        model = User
        fields = ("due_email", "daily_letter")
        labels = {
            "due_email": "Email me what is late or due soon, and what others ask of me",
            "daily_letter": "Email me all that I haven’t read",
        }
        help_texts = {
            "due_email": "You get reminders a week before something is due, the day before, then "
            "every week while it’s late.",
            "daily_letter": SAYS,
        }
