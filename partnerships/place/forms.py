"""The form of a place's own page; places as filters offer them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import JSONObject
from django.http import HttpRequest
from django.utils import timezone

from access.kept import kept
from interface.filters import Chosen
from interface.forms import ModelForm
from interface.nothing import Around
from interface.words import capitalised
from partnerships.models import Place
from partnerships.place.also_called import also_called
from partnerships.place.head import councils_above, of
from partnerships.place.list_dates import standing
from records import conflicts
from records.other_names import OtherNames


class EditPlace(conflicts.Versioned, ModelForm):
    """What a place says of itself, and what else people call it. Names and codes of councils come
    from official lists."""

    question_led = True
    words = OtherNames()

    class Meta:
        model = Place
        fields = ("description",)
        labels = {"description": "What should people know about this place?"}
        help_texts = {
            "description": "Two or three plain sentences that a resident would understand. "
            "They are shown at the top of the page, for everyone to read."
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = also_called(self.instance).order_by("name_key").values_list("name", flat=True)
        self.initial["words"] = "\n".join(held)

    def mark(self, record: Any) -> str:
        """What else it is called is covered as well, which its own row does not say."""
        held = also_called(record).order_by("pk").values_list("pk", flat=True)
        return ".".join(map(str, [record.version, *held]))


def places(request: HttpRequest | None) -> QuerySet[Place]:
    return Place.objects.visible_to(getattr(request, "user", None)).with_is_over()


class PlaceChosen(Chosen):
    """A place. Where a list of it holds nothing, it leads to what lies around the place."""

    def around(self, place: Place) -> list[Around]:
        """The councils of a ward, parish or neighbourhood, which were asked for at once."""
        councils = councils_above(place)
        found = Place.objects.in_bulk([council.pk for council in councils]) if councils else {}
        return [Around(of(near), near.slug, found[near.pk]) for near in councils]


def place_filter(label: str = "Place", *, by: str = "in_place", **differs: Any) -> PlaceChosen:
    """Records at a place that is chosen, and at places within it."""
    differs.setdefault("help_text", "With the places within it" if by else "")
    return PlaceChosen(
        label,
        rows=places,
        by=by,
        noun="place",
        suggest="place_suggest",
        came_after=_came_after,
        **differs,
    )


def _came_after(place: Place) -> list[tuple[str, str]]:
    """The address and the name of each place that replaced this one."""
    if not getattr(place, "is_over", False):
        return []
    stands = standing([place], timezone.localdate())[place.pk]
    return [(after.slug, after.name) for after in stands.after]


def places_of_kind(user: Any, kind: str) -> QuerySet:
    """Slug and name of every place of a kind that has few."""
    return Place.objects.visible_to(user).filter(kind=kind).values_list("slug", "name")


def kinds_in_use(user: Any) -> list[tuple[str, str]]:
    """The kinds of place that the record has, with a capital, as the filter lists them."""
    used = Place.objects.visible_to(user).order_by().values_list("kind", flat=True).distinct()
    return _named(used)


def kinds_and_regions(user: Any) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The same, and slug and name of every region. One query."""
    ((kinds, regions),) = _kinds_and_regions(user=user)
    return _named(kinds), [(one["slug"], one["name"]) for one in regions]


@kept
def _kinds_and_regions(*, user: Any) -> QuerySet[Any]:
    regions = ArrayAgg(
        JSONObject(slug="slug", name="name"),
        filter=Q(kind=Place.Kind.REGION),
        order_by=("sort_key", "id"),
        default=[],
    )
    of_all = Place.objects.visible_to(user).order_by().annotate(all=Value(1)).values("all")
    said = of_all.annotate(kinds=ArrayAgg("kind", distinct=True, default=[]), regions=regions)
    return said.values_list("kinds", "regions")


def _named(used: Iterable[str]) -> list[tuple[str, str]]:
    kinds = set(used)
    return [(key, capitalised(label)) for key, label in Place.Kind.choices if key in kinds]
