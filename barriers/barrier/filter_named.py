"""Lists of barriers that stand in some relation to one that the address names by its reference."""

from __future__ import annotations

import django_filters  # type: ignore[import-untyped]
from django import forms
from django.db.models import Prefetch, QuerySet

from barriers.models import Barrier, BarrierPlace, SystemicBarrier, SystemicMember
from interface.forms import ReferenceField


class Like(django_filters.Filter):
    """Barriers of other places like the one with this reference, if the reader may see it."""

    field_class = ReferenceField

    @property
    def field(self) -> forms.Field:
        """A reference of a barrier, with what decides which others are like it."""
        made = super().field
        seen = Barrier.objects.visible_to(self.parent.user)
        links = BarrierPlace.objects.select_related("place")
        made.rows = seen.prefetch_related(Prefetch("place_links", links), "sub_type_links")
        return made

    def filter(self, qs: QuerySet, value: Barrier | None) -> QuerySet:
        """Those like it; every row where none is named."""
        return qs if value is None else qs.like(value)


class Linked(Like):
    """Barriers that people joined or linked to the one with this reference."""

    def filter(self, qs: QuerySet, value: Barrier | None) -> QuerySet:
        """Those at the other end; every row where none is named."""
        return qs if value is None else qs.linked_to(value)


class PartOf(django_filters.Filter):
    """Barriers that share the cause of the systemic one with this reference."""

    field_class = ReferenceField

    @property
    def field(self) -> forms.Field:
        """A reference of a systemic barrier."""
        made = super().field
        made.rows = SystemicBarrier.objects.visible_to(self.parent.user).defer("search")
        return made

    def filter(self, qs: QuerySet, value: SystemicBarrier | None) -> QuerySet:
        """Its members, as far as the reader sees them; every row where none is named."""
        if value is None:
            return qs
        members = SystemicMember.objects.visible_to(self.parent.user).filter(systemic=value)
        return qs.filter(pk__in=members.order_by().values("barrier"))
