"""Asking once, before a record is added, whether it is one of those that are called alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm, BooleanField, CharField, CheckboxInput, HiddenInput

SHOWN = 6
IT_IS_ANOTHER = "It is another: add it"
LOOK = "Look at what is here already. If it is none of these, tick the box and send it again"


@dataclass(frozen=True, slots=True)
class Alike:
    """A record that is called alike: its number, its name, its page and what tells it apart."""

    pk: int
    name: str
    url: str
    note: str = ""


class AsksIfAlike(BaseForm):
    """Mixed into the form of a new record, before the form class.

    ``called_alike`` finds the records; the page shows ``form.alike`` above the form, which
    ``templates/pages/add.html`` does. A tick stands for those that were shown: where the name is
    changed and others come up, the form asks again.
    """

    alike: Sequence[Alike] = ()
    instance: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["another_than"] = CharField(required=False, widget=HiddenInput())
        self.fields["is_another"] = BooleanField(
            required=False, widget=HiddenInput(), label=IT_IS_ANOTHER
        )

    def called_alike(self, data: dict[str, Any]) -> Iterable[Alike]:
        """The records that this may be, the likeliest first, by what was typed."""
        raise NotImplementedError

    @property
    def is_another(self) -> bool:
        """Whether somebody looked at those that are called alike, and says that it is none."""
        return bool(self.cleaned_data.get("is_another"))

    def clean(self) -> dict[str, Any]:
        """Of a record that is there already nothing is asked."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors or (getattr(self, "instance", None) is not None and self.instance.pk):
            return data
        alike = list(self.called_alike(data))[:SHOWN]
        shown = set(str(data.get("another_than") or "").split())
        if not alike or (data.get("is_another") and {str(one.pk) for one in alike} <= shown):
            return data
        self.alike = alike
        self._ask_for_a_tick()
        return data

    def _ask_for_a_tick(self) -> None:
        self.fields["is_another"].widget = CheckboxInput()
        typed: Any = self.data.copy()
        typed[self.add_prefix("another_than")] = " ".join(str(one.pk) for one in self.alike)
        typed.pop(self.add_prefix("is_another"), None)
        self.data = typed
        self.add_error("is_another", LOOK)
