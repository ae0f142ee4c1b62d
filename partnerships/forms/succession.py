"""Whether work hangs on one person, and which job role can step in."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.forms import BooleanField, ModelChoiceField

from interface import forms
from partnerships.models import Post
from records.conflicts import Versioned

MOST = 200


class BackupForm(Versioned, forms.ModelForm):
    """Mark a job role as one that work hangs on, and name its backup."""

    is_key_person = BooleanField(
        label="Work would stop without the one person who holds this role",
        required=False,
        widget=forms.Switch(),
    )
    backup = ModelChoiceField(
        Post.objects.none(),
        label="Which job role can step in?",
        required=False,
        help_text="Job roles of the same body that you can see",
    )

    class Meta:
        model = Post
        fields = ("is_key_person", "backup")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        body = self.instance.organisation
        seen = Post.objects.visible_to(user).exclude(pk=self.instance.pk)
        near = seen.open().filter(organisation__in=[body.pk, body.parent_id or body.pk])
        now = seen.filter(pk=self.instance.backup_id)
        choice: Any = self.fields["backup"]
        choice.queryset = Post.objects.filter(
            Q(pk__in=near.values("pk")[:MOST]) | Q(pk__in=now.values("pk"))
        )
        self._unseen = None if now.exists() else self.instance.backup_id
        if self._unseen:
            self.initial["backup"] = None

    def save(self, commit: bool = True) -> Any:
        """A backup that this editor may not see stays unless they name another."""
        if self._unseen and not self.cleaned_data.get("backup"):
            self.instance.backup_id = self._unseen
        return super().save(commit)
