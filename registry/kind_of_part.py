"""Pages that add and change the parts of a record: rounds of a fund, seats of a board.

A part is added below its whole, which the address names, and changed at an address of its own. Who
reads the whole reads the part; who may write it is asked of the whole, or of the part.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from psycopg.errors import ExclusionViolation, UniqueViolation

from interface.pages import RecordPage
from interface.paging import LARGEST_ID, row_number
from records import drafts
from records.form_views import AddPage, EditPage, FormPage
from records.models import Visibility
from registry.declared_kind import AddOfKind, EditOfKind, Kind, said

NO_LONGER = (
    "Something that this names has changed since the page was opened. Look at it again before you "
    "send this"
)
Right = Callable[[Any, Any], bool]


def part_draft(
    key: str,
    words: str,
    model: Any,
    link: str,
    *,
    may_add: Right,
    may_edit: Right,
    at: str,
    is_apart: bool | None = None,
) -> drafts.Kind:
    """Make the form known that adds and changes such a part, at ``<at>_add`` and ``<at>_edit``.

    The target is what the address says of the whole, with the part's number behind a stroke. Parts
    of a whole with a number stand below it in addresses, those of one with a name apart, unless
    ``is_apart`` says otherwise.
    """
    whole = model._meta.get_field(link).related_model
    by = named_by(whole)
    apart = by != "pk" if is_apart is None else is_apart

    def title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
        name, _, number = target.partition("/")
        value = row_number(name) if by == "pk" else name
        record = whole.objects.visible_to(user).filter(**{by: value}).first()
        if record is None:
            return None
        if not number:
            return f"{words}: {record}" if may_add(user, record) else None
        rows = model.objects.visible_to(user).filter(**{link: record})
        part = rows.filter(pk=row_number(number)).first()
        return f"{words}: {record}" if part and may_edit(user, part) else None

    def url(target: str) -> str:
        name, _, number = target.partition("/")
        if not number:
            return reverse(f"{at}_add", args=[name])
        return reverse(f"{at}_edit", args=[number] if apart else [name, number])

    return drafts.register(key, title=title, url=url)


def named_by(whole: Any) -> str:
    """What an address says of such a record: its slug, where it has one, else its number."""
    names = {field.name for field in whole._meta.get_fields()}
    return "slug" if "slug" in names else "pk"


class BelowWhole:
    """Mixed into a page class: the trail leads through ``whole``, on from the pages in ``trail``.

    ``link`` is the key of the part that leads to it.
    """

    link: ClassVar[str]
    trail: ClassVar[tuple[tuple[str, str], ...]] = ()
    whole: Any

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [*self.trail, (str(self.whole), self.whole.get_absolute_url())]

    def get_context_data(self) -> dict[str, Any]:
        example = getattr(self.whole, "is_example", False)
        return {**super().get_context_data(), "example": example}  # type: ignore[misc]


class PartForm(BelowWhole, FormPage):
    """A form of a part; its readers are those of the whole.

    Where two people add the same at once, the second is told (``twice``).
    """

    twice: ClassVar[str] = "It is recorded already. Look at the list and correct it there."

    @property
    def seen_by(self) -> Any:
        """Whoever reads the whole, and is signed in where the part asks that; None where everybody
        reads both, and so nothing is chosen."""
        level = getattr(self.whole, "visibility", None)
        is_closed = getattr(self.model, "SIGNED_IN_ONLY", False)
        if is_closed and level in (None, Visibility.PUBLIC):
            return Visibility.NETWORK
        return self.whole if level else None

    def save(self, form: Any) -> Any:
        try:
            with transaction.atomic():
                return super().save(form)
        except IntegrityError as refused:
            is_twice = isinstance(refused.__cause__, UniqueViolation | ExclusionViolation)
            raise ValidationError(self.twice if is_twice else NO_LONGER) from None


class AddPart(PartForm, AddPage):
    """A new part of the record that the address names; ``right`` is asked about that: 403 without
    it."""

    right: ClassVar[Right]

    @cached_property
    def whole(self) -> Any:
        """The record that the address names. Raises Http404."""
        model: Any = self.model._meta.get_field(self.link).related_model
        by = named_by(model)
        name = min(self.kwargs[by], LARGEST_ID) if by == "pk" else self.kwargs[by]
        return get_object_or_404(model.objects.visible_to(self.request.user), **{by: name})

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answers who has the right."""
        if not type(self).right(request.user, self.whole):
            raise PermissionDenied
        self.lead = str(self.whole)
        return super().dispatch(request, *args, **kwargs)

    @property
    def target(self) -> str:
        return f"{getattr(self.whole, named_by(self.whole))}"

    def instance(self) -> Model:
        return self.model(**{self.link: self.whole, "created_by_id": self.request.user.pk})


class OfPart(BelowWhole, RecordPage):
    """A page about one part; where its address names the whole too, they belong together."""

    def get_queryset(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset().select_related(self.link)
        if self.link in self.kwargs:
            rows = rows.filter(**{self.link: min(self.kwargs[self.link], LARGEST_ID)})
        return rows

    @property
    def whole(self) -> Any:
        """The record that it is a part of."""
        return getattr(self.record, self.link)


class ChangePart(OfPart, PartForm, EditPage):
    """A part as it should be; the second of two editors sees both versions."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The name of the whole leads with that of the part."""
        super().setup(request, *args, **kwargs)
        self.lead = f"{self.whole}: {self.record}"

    @property
    def target(self) -> str:
        return f"{getattr(self.whole, named_by(self.whole))}/{self.record.pk}"


class KindOfPart(Kind):
    """A kind of part that stands on the page of its whole, to which ``link`` leads; ``may_add`` is
    asked about the whole, ``may_edit`` about the part."""

    link: ClassVar[str]
    whole_path: ClassVar[str]
    trail: ClassVar[tuple[tuple[str, str], ...]]
    routes = {
        "Add": ("{kind.whole_path}/<int:pk>/{kind.path}/add/", "{kind.key}_add"),
        "Edit": (
            "{kind.whole_path}/<int:{kind.link}>/{kind.path}/<int:pk>/edit/",
            "{kind.key}_edit",
        ),
    }

    @classmethod
    def register_draft(cls) -> drafts.Kind:
        return part_draft(
            *(cls.draft_key, cls.draft_words, cls.model, cls.link),
            may_add=cls.may_add,
            may_edit=cls.may_edit,
            at=cls.key,
        )

    class Add(AddOfKind, AddPart):
        """A new one."""

        right, page_title = said("may_add"), said("add_title")
        link, trail = said("link"), said("trail")

    class Edit(EditOfKind, ChangePart):
        """One as it should be."""

        permission, page_title = said("may_edit"), said("edit_title")
        link, trail = said("link"), said("trail")
