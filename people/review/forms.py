from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from interface import forms
from partnerships.models import Organisation, Place
from people.job_role.fields import ChoosesPost, role_field
from records.conflicts import Versioned


class KeeperForm(Versioned, ChoosesPost, forms.ModelForm):
    """Which job role keeps a page right, and by when somebody looks at it again."""

    chosen = "owner_post"
    owner_post = role_field(
        "Which job role looks after this page?",
        "The person who holds it hears about errors that people report and when a review is due",
    )
    review_by = forms.DayField(
        label="When should it be reviewed?",
        required=False,
        help_text="Confirming the page sets the next review date",
    )

    class Meta:
        model: Any = Place
        fields = ("owner_post", "review_by")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        self.offer(user)

    def clean_review_by(self) -> dt.date | None:
        """A new day is not over yet; the one that stands may be."""
        day: dt.date | None = self.cleaned_data["review_by"]
        if day and day != self.initial.get("review_by") and day < timezone.localdate():
            raise ValidationError("Enter today or a later day")
        return day

    def save(self, commit: bool = True) -> Any:
        """An owner that this reader may not see stays unless they name another."""
        self.keep_unseen()
        return super().save(commit)


class BodyKeeperForm(KeeperForm):
    """The same for an organisation."""

    class Meta(KeeperForm.Meta):
        model = Organisation
