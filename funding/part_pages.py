"""Pages that add and change the parts of a record of money: lines of a bid, money in a pool."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet
from django.urls import reverse

from interface.paging import LARGEST_ID
from records import drafts
from records.drafts import Kind
from records.pages import EditPage


def register_part(
    key: str, whole: Any, noun: str, may: Callable[[Any, Any], bool], address: str
) -> Kind:
    """Make the form of a part known: at ``<address>_add`` for a new one, else ``<address>_edit``.

    Its target is the number of the whole, and that of the part behind a stroke.
    """

    def title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
        pk, _, part = target.partition("/")
        record = whole.objects.visible_to(user).filter(pk=pk if pk.isdecimal() else 0).first()
        if record is None or not may(user, record):
            return None
        return f"{'Change of a' if part else 'A'} {noun} of {record}"

    def url(target: str) -> str:
        pk, _, part = target.partition("/")
        if part:
            return reverse(f"{address}_edit", args=[pk, part])
        return reverse(f"{address}_add", args=[pk])

    return drafts.register(key, title=title, url=url)


class _PartForm(EditPage):
    """The form of a part. Where two people add the same at once, the second is told."""

    twice: ClassVar[str] = "It is recorded already. Look at the list and correct it there."

    def save(self, form: Any) -> Any:
        try:
            with transaction.atomic():
                return super().save(form)
        except IntegrityError:
            raise ValidationError(self.twice) from None


class AddPart(_PartForm):
    """A new part of the record that the address names; ``link`` is the key that leads to it."""

    part: ClassVar[type[Model]]
    link: ClassVar[str]

    @property
    def target(self) -> str:
        return f"{self.record.pk}/"

    def instance(self) -> Model:
        return self.part(**{self.link: self.record, "created_by_id": self.request.user.pk})


class ChangePart(_PartForm):
    """A part as it should be; the address names the whole as ``link``, then the part."""

    link: ClassVar[str]

    def rows(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().rows()
        whole = min(self.kwargs[self.link], LARGEST_ID)
        return rows.filter(**{self.link: whole}).select_related(self.link)

    @property
    def whole(self) -> Any:
        """The record that it is a part of."""
        return getattr(self.record, self.link)

    @property
    def target(self) -> str:
        return f"{self.whole.pk}/{self.record.pk}"
