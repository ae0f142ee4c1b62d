"""What forms about boards and their parts share: bodies, dated rows, job roles."""

from __future__ import annotations

from typing import Any

from interface import forms
from interface.words import capitalised, capitalised_choices
from partnerships.models import Organisation
from partnerships.organisation.claim_models import Claim
from partnerships.organisation.claims import own_word
from partnerships.organisation.fields import show_records
from people.job_role.fields import ChoosesPost
from records.conflicts import Versioned
from registry.claimed import word_awaited

# How a board is asked for by its name, in forms and filters alike
BY_NAME: dict[str, Any] = {
    "noun": "board",
    "exact": ("organisation__name__iexact",),
    "near": lambda rows, text: rows.filter(organisation__name__icontains=text),
    "describe": lambda board: capitalised(board.get_kind_display()),
}


def capitalise(form: Any, *names: str) -> None:
    """The choices of these lists as words begin a line."""
    for name in names:
        form.fields[name].choices = capitalised_choices(form.fields[name].choices)


def offer_bodies(form: Any, *names: str) -> None:
    """Every body of the directory in these boxes, of those that the form has."""
    there = [name for name in names if name in form.fields]
    for name in there:
        form.fields[name].queryset = Organisation.objects.visible_to(form.user)
    show_records(form, *there)


class PartOfBoard(Versioned, forms.ModelForm):
    """A dated row of a board."""

    question_led = True
    bodies: tuple[str, ...] = ()

    valid_from = forms.DayField(label="Since when?", required=False)
    valid_to = forms.LastDayField(
        label="Until when?",
        required=False,
        help_text="The last date on which it applies. Leave it empty if it has no end",
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        self.user = user
        offer_bodies(self, *self.bodies)

    def save(self, commit: bool = True) -> Any:
        """What somebody writes of their own body needs no other word; of another it waits for
        that."""
        one = self.instance
        if not isinstance(one, Claim):
            return super().save(commit)
        own_word(one, self.user)
        before = one.claim if one.pk else None
        made = super().save(commit)
        word_awaited(one, by=self.user, before=before)
        return made


class WithJobRole(ChoosesPost, PartOfBoard):
    """One that may name a job role of the directory."""

    chosen = "post"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(self.user)

    def save(self, commit: bool = True) -> Any:
        """A job role that the writer may not see stays."""
        self.keep_unseen()
        return super().save(commit)
