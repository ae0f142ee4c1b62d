"""Forms whose record must be about a body or a place of the person who fills them in."""

from __future__ import annotations

from typing import Any

from interface import forms
from partnerships.fields import show_records
from partnerships.organisation.permissions import can_keep_any
from partnerships.permissions import wrote
from records.conflicts import Versioned

NO_NAMES = "Say what the person does, not who it is"
NOT_YOURS = (
    "Name a body that you answer for or a place that you edit, so that it is yours to record"
)


class OfMine(Versioned, forms.ModelForm):
    """A form whose record must be about a body or a place of the person who fills it in."""

    bodies: tuple[str, ...] = ()
    user: Any

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        self.user = user
        show_records(self, *self.bodies, "place")

    def clean(self) -> dict[str, Any]:
        """What is recorded is theirs to record."""
        data = super().clean() or {}
        named = [data.get(name) for name in self.bodies]
        all_read = not any(name in self.errors for name in (*self.bodies, "place"))
        if all_read and not self._is_theirs(named, data.get("place")):
            self.add_error(self.bodies[0], NOT_YOURS)
        return data

    def _is_theirs(self, bodies: list[Any], place: Any) -> bool:
        own = bool(self.instance.pk) and wrote(self.user, self.instance)
        return own or can_keep_any(self.user, bodies, place)
