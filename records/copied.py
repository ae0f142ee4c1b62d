"""A new record that begins with answers of an earlier one: one rule for each kind says which."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.urls import reverse

from interface.pages import PageAction
from interface.paging import row_number
from interface.querystring import replaced

# The parameter of a form's address that names the earlier record
LIKE = "like"
WORDS = "Copy into a new one"


def _nothing(record: Any, user: Any) -> dict[str, Any]:
    return {}


@dataclass(frozen=True, kw_only=True)
class CopyRule:
    """What a new record carries over from one that is there. Its form opens filled in; nothing is
    written until it is sent.

    ``fields`` are columns that stay true of another one: never a day, an amount, what came of it,
    or who may read it. ``also`` gives answers that are no columns. ``left_out`` says in words what
    has to be told anew. ``key`` is the column by which addresses name one.
    """

    model: Any
    fields: Sequence[str]
    left_out: str
    key: str = "pk"
    also: Callable[[Any, Any], dict[str, Any]] = _nothing

    def named(self, request: Any) -> Any:
        """The earlier record that the address names, for who sees it; else None."""
        asked = request.GET.get(LIKE, "").replace("\x00", "")
        value = row_number(asked) if self.key == "pk" else asked
        if not value:
            return None
        return self.model.objects.visible_to(request.user).filter(**{self.key: value}).first()

    def answers(self, record: Any, user: Any) -> dict[str, Any]:
        """What its form opens with, of what this user sees."""
        said = {name: self._seen(record, name, user) for name in self.fields}
        return {name: value for name, value in said.items() if value is not None} | self.also(
            record, user
        )

    def _seen(self, record: Any, name: str, user: Any) -> Any:
        field = self.model._meta.get_field(name)
        if not isinstance(field, models.ForeignKey):
            return getattr(record, name)
        rows: Any = field.related_model._default_manager.all()
        if hasattr(rows, "visible_to"):
            rows = rows.visible_to(user)
        return rows.filter(pk=getattr(record, field.attname) or 0).first()

    def action(self, record: Any, form: str, *args: Any) -> PageAction:
        """The way to the form, at the address of this name, that begins with this record."""
        asked = replaced({}, **{LIKE: str(getattr(record, self.key))})
        return PageAction(WORDS, f"{reverse(form, args=args)}{asked}")
