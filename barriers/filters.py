"""The filters of barriers: one set for the list, its exports, and the report that links to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import django_filters  # type: ignore[import-untyped]
import django_filters.fields  # type: ignore[import-untyped]
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet
from django.utils.text import slugify

from barriers.models import Barrier, BarrierPlace, Category
from barriers.models.querysets import REFERENCE
from interface.filters import Chosen, FilterSet, OneOf, Ticked, Words
from partnerships.examples import LeavesOutExamples
from partnerships.models import Organisation, Place, Programme
from pilots.filters import LikePlace
from pilots.models import Pilot

NOT_SURE = "not-sure"
ANY_OPEN = "any-open"
NO_REGION = "none"


def key_of(value: str) -> str:
    """A stored value as addresses write it: ``not_known`` is ``not-known``."""
    return value.replace("_", "-")


def sub_type_key(category: str, name: str) -> str:
    """A finer kind as addresses write it: ``data-sharing.legal``."""
    return f"{category}.{slugify(name)}"


@dataclass(frozen=True)
class Kind:
    """A kind of barrier as filters, charts and addresses need it."""

    pk: int
    key: str
    name: str
    short_name: str
    concerns_rules: bool
    definition: str
    sub_types: tuple[tuple[str, int, str], ...] = ()  # key, id, name


def all_kinds() -> list[Kind]:
    """The kinds with their finer kinds, in their order, in one query."""
    rows = Category.objects.order_by("number", "sub_types__name").values_list(
        *("pk", "key", "name", "short_name", "concerns_rules", "definition"),
        *("sub_types__pk", "sub_types__name"),
    )
    finer: dict[Kind, list[tuple[str, int, str]]] = {}
    for *kind, pk, name in rows:
        listed = finer.setdefault(Kind(*kind), [])
        if pk is not None:
            listed.append((sub_type_key(kind[1], name), pk, name))
    return [replace(kind, sub_types=tuple(listed)) for kind, listed in finer.items()]


def _said(choices: Any) -> list[tuple[str, str]]:
    return [(key_of(value), label[:1].upper() + label[1:]) for value, label in choices]


class _KeyField(django_filters.fields.ChoiceField):
    """A choice that is also understood as it is stored."""

    def to_python(self, value: Any) -> str:
        return super().to_python(key_of(value) if isinstance(value, str) else value)


class _Key(OneOf):
    field_class = _KeyField


class _ReferenceField(forms.CharField):
    queryset: QuerySet[Barrier]

    def clean(self, value: Any) -> Barrier | None:
        text = str(value or "").strip()
        if not text:
            return None
        reference = REFERENCE.fullmatch(text)
        found = self.queryset.filter(pk=int(reference[1])).first() if reference else None
        if found is None:
            raise ValidationError(f"No barrier called “{text[:20]}” was found")
        return found


class _Like(django_filters.Filter):
    """Barriers of other places like the one with this reference, if the reader may see it."""

    field_class = _ReferenceField

    @property
    def field(self) -> forms.Field:
        made = super().field
        seen = Barrier.objects.visible_to(self.parent.user)
        links = BarrierPlace.objects.select_related("place")
        made.queryset = seen.prefetch_related(Prefetch("place_links", links), "sub_type_links")
        return made

    def filter(self, qs: QuerySet, value: Barrier | None) -> QuerySet:
        return qs if value is None else qs.like(value)


class _Linked(_Like):
    """Barriers that people joined or linked to the one with this reference."""

    def filter(self, qs: QuerySet, value: Barrier | None) -> QuerySet:
        return qs if value is None else qs.linked_to(value)


class BarrierFilter(LeavesOutExamples, FilterSet):
    """``BarrierFilter(request.GET, request=request)`` over the barriers that the reader may see.

    Values in addresses are slugs and keys: ``?place=liverpool&category=data-sharing&status=open``.
    ``kinds`` are all kinds of barrier.
    """

    q = Words("Words or reference", by="found_by")
    programme = OneOf("Programme", method="of_programme")
    category = _Key("Kind of barrier", method="of_kind")
    sub_type = _Key("Finer kind", method="of_sub_type")
    nature = _Key("Nature of the rule", choices=_said(Barrier.Nature.choices), method="of_nature")
    status = _Key(
        "Status",
        choices=[(ANY_OPEN, "Still in the way"), *_said(Barrier.Status.choices)],
        method="of_status",
    )
    region = OneOf("Region", method="in_region")
    place = Chosen(
        "Place",
        rows=lambda request: Place.objects.visible_to(request.user),
        by="in_place",
        noun="place",
        suggest="place_suggest",
        help_text="Also places within it",
    )
    like_place = LikePlace()
    pilot = Chosen(
        "Pilot",
        rows=lambda request: Pilot.objects.visible_to(request.user),
        noun="pilot",
        suggest="pilot_suggest",
    )
    unlocker = Chosen(
        "Who could change it",
        rows=lambda request: Organisation.objects.visible_to(request.user),
        noun="organisation",
        suggest="organisation_suggest",
    )
    tried = OneOf(
        "What was tried",
        choices=[("yes", "Something was tried"), ("no", "Nothing is recorded")],
        method="with_tried",
    )
    result = Ticked("With a result", by="with_a_result")
    like = _Like(label="Like this one, in other places", widget=forms.HiddenInput)
    linked = _Linked(label="Joined or linked to this one", widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any], *, request: Any) -> None:
        super().__init__(data, Barrier.objects.visible_to(request.user), request=request)
        self.user = self.reader = request.user
        self.kinds = all_kinds()
        self.programmes = {one.slug: one for one in Programme.objects.only("slug", "name")}
        regions = Place.objects.filter(kind=Place.Kind.REGION).only("slug", "name", "kind")
        self.regions = {one.slug: one for one in regions}
        self._offer("programme", [(slug, str(one)) for slug, one in self.programmes.items()])
        self._offer(
            "region", [*((slug, str(one)) for slug, one in self.regions.items()), _NO_REGION]
        )
        self._offer("category", [*((one.key, one.name) for one in self.kinds), _NOT_SURE])
        self._offer(
            "sub_type",
            [(one.name, [(key, name) for key, _, name in one.sub_types]) for one in self.kinds],
        )

    def _offer(self, name: str, choices: list[Any]) -> None:
        self.filters[name].extra["choices"] = choices

    def value(self, name: str) -> Any:
        """What a filter was cleaned to; None where it is not in use or the address is not right."""
        return self.form.cleaned_data.get(name) or None if self.form.is_valid() else None

    @property
    def kind(self) -> Kind | None:
        """The kind that is chosen; None for all of them and for "not sure"."""
        return next((one for one in self.kinds if one.key == self.value("category")), None)

    @property
    def programme_chosen(self) -> Programme | None:
        """The programme that is chosen."""
        return self.programmes.get(self.value("programme") or "")

    @property
    def region_chosen(self) -> Place | None:
        """The region that is chosen."""
        return self.regions.get(self.value("region") or "")

    def of_programme(self, rows: QuerySet, name: str, slug: str) -> QuerySet:
        """Barriers of one programme."""
        return rows.filter(programme=self.programmes[slug].pk)

    def in_region(self, rows: QuerySet, name: str, slug: str) -> QuerySet:
        """Barriers in one region, or in none."""
        if slug == NO_REGION:
            ids = [one.pk for one in self.regions.values()]
            return rows.exclude(reach_ids__overlap=ids) if ids else rows
        return rows.filter(reach_ids__contains=[self.regions[slug].pk])

    def of_kind(self, rows: QuerySet, name: str, key: str) -> QuerySet:
        """Barriers of one kind, or of none yet."""
        if key == NOT_SURE:
            return rows.filter(category=None)
        return rows.filter(category=next(one.pk for one in self.kinds if one.key == key))

    def of_sub_type(self, rows: QuerySet, name: str, key: str) -> QuerySet:
        """Barriers of one finer kind."""
        ids = [pk for kind in self.kinds for one, pk, _ in kind.sub_types if one == key]
        return rows.of_sub_type(*ids)

    def of_nature(self, rows: QuerySet, name: str, key: str) -> QuerySet:
        """Claims about rules of one nature; other kinds have none."""
        ids = [one.pk for one in self.kinds if one.concerns_rules]
        return rows.filter(nature=key.replace("-", "_"), category__in=ids)

    def of_status(self, rows: QuerySet, name: str, key: str) -> QuerySet:
        """Barriers of one status, or all that still stand in the way."""
        if key == ANY_OPEN:
            return rows.filter(status__in=Barrier.OPEN)
        return rows.filter(status=key.replace("-", "_"))

    def with_tried(self, rows: QuerySet, name: str, answer: str) -> QuerySet:
        """Barriers with something tried, or with nothing recorded."""
        return rows.with_something_tried(answer == "yes")


_NOT_SURE = (NOT_SURE, "Not sure yet")
_NO_REGION = (NO_REGION, "In no region")
