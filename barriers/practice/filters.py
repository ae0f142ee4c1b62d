"""Guidance, examples and beliefs as lists: their filters, orders and files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from barriers.models import Category, Guidance
from interface.filters import FilterSet, OnDay, OneOf, Ticked, Words
from interface.words import capitalised
from partnerships.organisation.forms import body_filter
from partnerships.place.examples import LeavesOutExamples
from partnerships.place.forms import place_filter


def _sentence(choices: Any) -> list[tuple[str, str]]:
    return [(key, capitalised(said)) for key, said in choices if key]


class _OfKinds(LeavesOutExamples, FilterSet):
    """What the three lists share: made-up entries left out, kinds by their key."""

    def __init__(self, data: Mapping[str, Any], rows: QuerySet[Any], *, request: Any) -> None:
        self.reader = request.user
        super().__init__(data, rows, request=request)
        self.kinds = {one.key: one for one in Category.objects.all()}
        choices = [(key, one.name) for key, one in self.kinds.items()]
        self.filters["kind"].extra["choices"] = choices

    def of_kind(self, rows: Any, name: str, key: str) -> QuerySet[Any]:
        """Entries of one kind of barrier."""
        return rows.filter(category=self.kinds[key])


class GuidanceFilter(_OfKinds):
    """``GuidanceFilter(request.GET, Guidance.objects.visible_to(user), request=request)``."""

    q = Words("Words", by="holding")
    kind = OneOf("Kind of barrier", method="of_kind")
    audience = OneOf(
        "Written for", field_name="audience", choices=_sentence(Guidance.Audience.choices)
    )
    owner = body_filter("Who can change it")
    checked = OnDay("Checked since", field_name="checked_on", lookup_expr="gte")
    due = Ticked("To be checked again", by="overdue")

    def of_kind(self, rows: Any, name: str, key: str) -> QuerySet[Any]:
        """Guidance that serves one kind, whatever else it serves."""
        return rows.of_kind(self.kinds[key].pk)


class BelievedFilter(_OfKinds):
    """``BelievedFilter(request.GET, Believed.objects.visible_to(user), request=request)``."""

    q = Words("Words", by="holding")
    kind = OneOf("Kind of barrier", method="of_kind")


class ExampleFilter(_OfKinds):
    """As the others, of examples."""

    kind = OneOf("Kind of barrier", method="of_kind")
    place = place_filter(by="", field_name="place")
