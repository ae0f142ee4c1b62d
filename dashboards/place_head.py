"""What stands at the head of a place: its names, codes, what lies above, what came after."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone

from interface.words import date_words
from partnerships.models import Place, PlaceCode, PlaceLink, PlaceName, PlaceReach
from partnerships.models.names import PlainKey
from partnerships.models.places import holding


@dataclass(frozen=True, slots=True)
class Near:
    """A place that stands in some relation to this one, and since when."""

    name: str
    slug: str
    kind: str = ""
    since: str = ""

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("place", args=[self.slug])


@dataclass(frozen=True, slots=True)
class Head:
    """A place with what its title says. ``after`` is what took its place, ``before`` what it took
    the place of; ``has_within`` whether other places lie in it."""

    place: Place
    code: str
    also: tuple[str, ...]
    above: tuple[Near, ...]
    after: tuple[Near, ...]
    before: tuple[Near, ...]
    has_within: bool

    @property
    def kind(self) -> str:
        """What it is: "Metropolitan borough"."""
        said = str(self.place.get_kind_display())
        return said[:1].upper() + said[1:]

    @property
    def within(self) -> tuple[tuple[str, str], ...]:
        """The places above with their pages, those of one name told apart by their kind."""
        names = [above.name for above in self.above]
        return tuple(
            (f"{one.name} ({one.kind})" if names.count(one.name) > 1 else one.name, one.url)
            for one in self.above
        )

    @property
    def is_over(self) -> bool:
        """Whether something came after it."""
        return bool(self.after)


def load(user: Any) -> QuerySet[Place]:
    """Places with everything that ``head`` needs, in the one query that finds them."""
    today = timezone.localdate()
    links = PlaceLink.objects.filter(holding(today), kind=PlaceLink.Kind.SUCCEEDED_BY)
    names = PlaceName.objects.filter(place=OuterRef("pk")).exclude(name=OuterRef("name"))
    codes = PlaceCode.objects.filter(place=OuterRef("pk"), scheme="gss")
    above = PlaceReach.objects.filter(place=OuterRef("pk")).exclude(ancestor=OuterRef("pk"))
    within = PlaceReach.objects.filter(ancestor=OuterRef("pk")).exclude(place=OuterRef("pk"))
    return Place.objects.visible_to(user).annotate(
        found_code=ArraySubquery(
            codes.order_by(F("valid_to").desc(nulls_first=True), "id").values("code")[:1]
        ),
        found_names=ArraySubquery(names.order_by("kind", "id").values("name")[:6]),
        found_above=ArraySubquery(
            above.order_by("ancestor__kind", "ancestor__name").values(
                json=JSONObject(name="ancestor__name", slug="ancestor__slug", kind="ancestor__kind")
            )[:6]
        ),
        found_links=ArraySubquery(
            links.filter(Q(place=OuterRef("pk")) | Q(other=OuterRef("pk"))).values(
                json=JSONObject(
                    since="valid_from",
                    old="place__slug",
                    old_name="place__name",
                    new="other__slug",
                    new_name="other__name",
                )
            )[:12]
        ),
        found_within=Exists(within),
    )


def head(place: Any) -> Head:
    """The head of a place that came from ``load``."""
    return Head(
        place=place,
        code=place.found_code[0] if place.found_code else "",
        also=tuple(dict.fromkeys(place.found_names)),
        above=tuple(
            Near(row["name"], row["slug"], str(Place.Kind(row["kind"]).label))
            for row in place.found_above
        ),
        after=tuple(_linked(row, "new") for row in place.found_links if row["old"] == place.slug),
        before=tuple(_linked(row, "old") for row in place.found_links if row["new"] == place.slug),
        has_within=place.found_within,
    )


def _linked(row: dict[str, Any], side: str) -> Near:
    since = date_words(dt.date.fromisoformat(row["since"])) if row["since"] else ""
    return Near(row[f"{side}_name"], row[side], since=since)


def by_another_address(slug: str) -> Place | None:
    """The place that a code, current or ended, or a former name stands for; None where several."""
    named = PlaceName.objects.filter(
        place=OuterRef("pk"), name_key=PlainKey(Value(slug.replace("-", " ")))
    )
    coded = PlaceCode.objects.filter(place=OuterRef("pk"), code=slug.upper())
    found = Place.objects.filter(Q(Exists(coded)) | Q(Exists(named)))[:2]
    return found[0] if len(found) == 1 else None
