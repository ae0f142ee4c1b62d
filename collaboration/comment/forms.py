from __future__ import annotations

from typing import Any

from django.forms import CheckboxSelectMultiple, ModelMultipleChoiceField, Textarea
from django.urls import reverse

from accounts.models import User
from collaboration.comment.actions import with_mentions
from collaboration.comment.models import LONGEST, Comment
from collaboration.comment.people import around
from interface import forms
from records.conflicts import Versioned
from registry.commented import commented_on

HELP = "To mention somebody who can see this page, type @ and their full name."


class CommentForm(forms.ModelForm):
    """What is said, and whom it mentions besides those who are named in it."""

    people = ModelMultipleChoiceField(
        label="Mention",
        queryset=User.objects.none(),
        required=False,
        widget=CheckboxSelectMultiple,
        help_text="We tell everyone you choose who can see this page, and list their names below "
        "your comment",
    )

    class Meta:
        model = Comment
        fields = ("text",)
        widgets = {"text": Textarea({"rows": 4})}
        labels = {"text": "Comment"}
        help_texts = {"text": HELP}
        error_messages = {"text": {"required": "Enter your comment"}}

    def __init__(self, *args: Any, user: Any, record: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        near = around(record, but=user)
        self.fields["text"].widget.attrs["data-mention"] = people_url(record)
        if near:
            people: Any = self.fields["people"]
            people.queryset = User.objects.filter(pk__in=[person.pk for person in near])
            people.label_from_instance = _with_job
        else:
            del self.fields["people"]

    @property
    def words(self) -> str:
        """The comment with those who were chosen from the list."""
        people = self.cleaned_data.get("people") or ()
        return with_mentions(self.cleaned_data["text"], people)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if "text" in self.cleaned_data and len(self.words) > LONGEST:
            self.add_error("text", f"Shorten the comment to {LONGEST:,} characters or fewer")
        return cleaned


class EditCommentForm(Versioned, CommentForm):
    """The words of one's own comment."""


def people_url(record: Any) -> str:
    """The address that suggests people who may read a record."""
    return reverse("comment_people", args=[commented_on(record).kind, record.pk])


def _with_job(person: Any) -> str:
    return f"{person}, {person.job_title}" if person.job_title else str(person)
