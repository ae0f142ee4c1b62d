"""Choosing a job role, where the one that stands may be hidden from whoever changes the record."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm

from interface import forms
from people.models import JobRole


def role_field(label: str, help_text: str = "") -> forms.RecordField:
    """A job role, by its title; its form says which are offered (``ChoosesPost.offer``)."""
    return forms.RecordField(
        noun="job role",
        key="pk",
        exact=("title__iexact",),
        suggest="post_suggest",
        describe=lambda post: str(post.organisation),
        label=label,
        required=False,
        help_text=". ".join(filter(None, ["Start to type its title", help_text])),
    )


class ChoosesPost(BaseForm):
    """Mixed into a ModelForm with one such field, named by ``chosen``.

    A job role that this reader may not see stays unless they name another; a closed one goes.
    """

    chosen: str
    instance: Any

    def offer(self, user: Any) -> None:
        """Offer the open job roles that the reader sees, and show the one that stands."""
        seen = JobRole.objects.visible_to(user).select_related("organisation")
        field: Any = self.fields[self.chosen]
        field.queryset = seen.open()
        number = getattr(self.instance, f"{self.chosen}_id")
        now = seen.filter(pk=number).first() if number else None
        self.initial[self.chosen] = now if now and now.ended_on is None else None
        self._unseen = None if now else number

    def keep_unseen(self) -> None:
        """Call before saving."""
        if self._unseen and not self.cleaned_data.get(self.chosen):
            setattr(self.instance, f"{self.chosen}_id", self._unseen)
