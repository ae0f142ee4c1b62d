"""Who to ask about a fund."""

from __future__ import annotations

from typing import Any

from funding.models import Fund
from interface import forms
from people.job_role.fields import ChoosesPost, role_field
from records.conflicts import Versioned

NOT_AN_OWNER = "Name a job role of a body that owns the fund"


class ContactForm(Versioned, ChoosesPost, forms.ModelForm):
    """A job role of a body that owns the fund, or who it is in words."""

    question_led = True
    chosen = "contact"

    contact = role_field(
        "Which job role answers questions about this fund?", "It belongs to a body that owns it"
    )

    class Meta:
        model = Fund
        fields = ("contact", "contact_said")
        labels = {"contact_said": "Or in words, if it is not in the directory"}
        help_texts = {"contact_said": "A job role, a team or a mailbox, never a person’s name"}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        self.offer(user)
        forms.asked_for(self, "contact", "contact_said")

    def clean_contact(self) -> Any:
        """It is the owner's to answer."""
        post = self.cleaned_data["contact"]
        owners = self.instance.owner_links
        if post and not owners.filter(organisation=post.organisation_id).exists():
            self.add_error("contact", NOT_AN_OWNER)
        return post

    def clean(self) -> dict[str, Any]:
        """A role that this reader may not see stays unless they name another."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        words = data.get("contact_said")
        if self._unseen and not data.get("contact") and words in ("", self.initial["contact_said"]):
            data["contact"] = self.instance.contact
        return data
