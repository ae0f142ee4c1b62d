"""Which places are compared: those of the address, and one that somebody adds by its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Q
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from interface import forms
from interface.words import count_words, list_words, one_line
from partnerships.models import FormerAddress, Place
from partnerships.organisation.fields import place_field

MOST, LEAST = 6, 2
LONGEST = 150
# An address may hold more than are compared; so many are looked at.
READ = 30


def compare_url(places: Sequence[Place], measures: Sequence[str] = ()) -> str:
    """The address of these places side by side, in this order, by these measures."""
    asked = urlencode(
        [
            *(("place", place.slug) for place in places),
            *(("measure", key) for key in measures),
        ]
    )
    return f"{reverse('places_compare')}?{asked}" if asked else reverse("places_compare")


@dataclass(frozen=True)
class Chosen:
    """The places to compare, in the order of the address, each once and six at most.

    ``measures`` are the keys of those that the reader chose; ``problems`` say in words what of the
    address could not be followed.
    """

    places: list[Place]
    measures: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def is_full(self) -> bool:
        """Whether no place can be added."""
        return len(self.places) >= MOST

    @property
    def is_enough(self) -> bool:
        """Whether there is something to compare."""
        return len(self.places) >= LEAST

    @property
    def chips(self) -> list[tuple[Place, str]]:
        """Each place with the address of the comparison without it."""
        return [
            (place, compare_url(_but(self.places, place), self.measures)) for place in self.places
        ]


def _but(places: list[Place], left_out: Place) -> list[Place]:
    return [place for place in places if place != left_out]


def chosen_places(user: Any, params: QueryDict) -> Chosen:
    """The places that an address names. One query.

    An address that a place had before stands for it. What names no place that the reader sees is
    told in the same words, whether or not there is one.
    """
    slugs = [one_line(slug).strip() for slug in params.getlist("place")]
    slugs = list(dict.fromkeys(slug for slug in slugs if slug))
    asked = [slug[:LONGEST] for slug in slugs[:READ]]
    by_slug = _by_address(user, asked) if asked else {}
    places = list(dict.fromkeys(by_slug[slug] for slug in asked if slug in by_slug))
    problems = []
    if unknown := [f"“{slug}”" for slug in asked if slug not in by_slug]:
        problems.append(
            f"No place that you can see has the address {list_words(unknown, 'or')}. "
            "Look it up by its name below."
        )
    if len(places) > MOST or len(slugs) > READ:
        names = [place.name for place in places[MOST:]]
        left_out = f" {list_words(names)} {_is_left_out(names)}." if names else ""
        problems.append(f"At most six places are compared at once.{left_out}")
    return Chosen(places[:MOST], params.getlist("measure")[:READ], problems)


def _is_left_out(names: list[str]) -> str:
    return "is left out" if len(names) == 1 else "are left out"


def _by_address(user: Any, slugs: list[str]) -> dict[str, Place]:
    """The places at these addresses, of today or before, by them."""
    former = FormerAddress.objects.filter(slug__in=slugs, place__isnull=False).order_by()
    before = former.filter(place=OuterRef("pk")).values("slug")
    rule = Q(slug__in=slugs) | Q(pk__in=former.values("place"))
    found = Place.objects.visible_to(user).filter(rule).annotate(before=ArraySubquery(before))
    places: list[Any] = list(found)
    return {slug: place for place in places for slug in place.before} | {
        place.slug: place for place in places
    }


class AddPlace(forms.Form):
    """One more place, by any of its names, a town within it or a postcode."""

    says_optional = False

    add = place_field(
        "Add a place",
        error_messages={"required": "Enter a place to add"},
        help_text="A council, county, region or care board; or a town, ward or postcode within it",
    )

    def __init__(self, *args: Any, user: Any, chosen: Chosen, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chosen = chosen
        queryset = Place.objects.visible_to(user)
        added: Any = self.fields["add"]
        added.queryset, added.key_first = queryset, True

    def clean_add(self) -> Place:
        """A seventh place is refused; one that is there already is no other."""
        place: Place = self.cleaned_data["add"]
        if self.chosen.is_full and place not in self.chosen.places:
            many = count_words(MOST, "place")
            raise ValidationError(f"There are {many} already. Remove one before you add another")
        return place

    @property
    def url(self) -> str:
        """The comparison with the place that was added; it stands last."""
        places = list(dict.fromkeys([*self.chosen.places, self.cleaned_data["add"]]))
        return compare_url(places, self.chosen.measures)
