"""What every form of money asks alike: whose it is to write, why it changes."""

from __future__ import annotations

from typing import Any

from django.forms import CharField

from funding.permissions import can_publish_money, can_write_money
from partnerships.programme.at_places_forms import AtPlaces
from records.conflicts import Versioned


class MoneyAtPlaces(AtPlaces):
    """Mixed into the form of money with a level, a programme and places."""

    may_write, may_publish = staticmethod(can_write_money), staticmethod(can_publish_money)


class SaysWhy(Versioned):
    """Mixed into the form of money: what is recorded already is changed with a reason.

    The reason is kept in the history, beside what was believed before; the record has no column for
    it, so that of two editors neither is asked which reason is right.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["why"] = CharField(
                label="Why are you changing it?",
                required=False,
                max_length=300,
                help_text="For example, the grant letter of 3 May says so. Its history shows it to "
                "people with an account",
            )

    def again(self, instance: Any) -> Versioned:
        """Without the reason, which is of what was typed here alone."""
        made = super().again(instance)
        made.fields.pop("why", None)
        return made

    @property
    def kept_why(self) -> str | None:
        """The reason as history keeps it; None where none was given."""
        return self.cleaned_data.get("why") or None
