"""Before a record is added: does it look like one that is there?

The form shows those that it may be, each a link, and saves only once somebody has said that it is
another. Of two people who add the same at once the second is shown what the first has added.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm, BooleanField, CharField, HiddenInput

from records.names import near

# How alike two names are, from 0 to 1, before somebody is asked; and how many are shown.
ALIKE = 0.62
SHOWN = 6
ASK = "Check what is recorded already. If yours is different, tick the box and send it again"


@dataclass(frozen=True)
class Lookalike:
    """A record that the new one may be, and what tells it from others: "Council; formerly …"."""

    record: Any
    note: str = ""


class AsksIfAnother(BaseForm):
    """Mixed into a form that adds a record of the open directory.

    ``lookalikes`` are those that it may be. ``ask_if_another`` is asked at the end of ``clean``,
    and once more by the action that adds, when nobody else can add one any more.
    """

    noun = "one"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.similar: Sequence[Lookalike] = ()
        self.fields["looked_at"] = CharField(required=False, widget=HiddenInput)

    def lookalikes(self) -> Sequence[Lookalike]:
        """Records that the new one may be, the likest first."""
        raise NotImplementedError

    def ask_if_another(self) -> None:
        """Raises ValidationError until somebody has looked at all that are like it."""
        self.similar = self.lookalikes()
        if not self.similar:
            return
        self.fields["is_another"] = BooleanField(
            required=False, label=f"It is another {self.noun}: add it"
        )
        self.order_fields(["is_another"])
        before = set(str(self.data.get("looked_at", "")).split())
        now = [str(one.record.pk) for one in self.similar]
        data: Any = self.data
        data = data.copy()
        data["looked_at"] = " ".join(now)
        if before.issuperset(now) and data.get("is_another"):
            return
        data.pop("is_another", None)
        self.data = data
        raise ValidationError({"is_another": ASK})


def alike(names: Any, name: str, **about: Any) -> list[Any]:
    """Rows with a ``name_key`` that are spelt nearly so, the likest first."""
    rows = near(names, name).filter(nearness__gte=ALIKE, **about)
    return list(rows.order_by("-nearness", "id")[: 2 * SHOWN])
