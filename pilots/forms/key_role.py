"""Which job role a pilot hangs on."""

from __future__ import annotations

from typing import Any

from interface import forms
from partnerships.forms.roles import ChoosesPost, role_field
from pilots.models import Pilot
from records.conflicts import Versioned


class KeyRoleForm(Versioned, ChoosesPost, forms.ModelForm):
    """The job role without which the pilot would stop."""

    chosen = "key_post"
    key_post = role_field(
        "Which job role would the pilot stop without?",
        "Which job role steps in is said on its own page",
    )

    class Meta:
        model = Pilot
        fields = ("key_post",)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        self.offer(user)

    def save(self, commit: bool = True) -> Any:
        """A role that this reader may not see stays unless they name another."""
        self.keep_unseen()
        return super().save(commit)
