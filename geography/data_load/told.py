"""Who is told of newly loaded data: editors of the places that change, other administrators."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from interface.words import list_words
from partnerships.models import Place, PlaceReach
from people.models import Assignment, Role

NAMED = 3


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who is told once, with the places that they edit; none for an administrator."""

    pk: int
    name: str
    places: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        """Which places of theirs, the first few by name."""
        if not self.places:
            return "Another administrator loaded it."
        return f"It has new data for {self.places_words}."

    @property
    def places_words(self) -> str:
        """ "Bradford, Leeds, Kirklees and 2 more"."""
        names = [name for name, _ in self.places[:NAMED]]
        more = len(self.places) - len(names)
        return list_words([*names, f"{more:,} more"] if more else names)

    @property
    def url(self) -> str:
        """The place, where there is one only, else the page about the data."""
        return self.places[0][1] if len(self.places) == 1 else reverse("about_data")


def recipients(places: Iterable[int], by: Any) -> list[Recipient]:
    """Whoever edits one of these places, there or from above, then the other administrators.

    Whoever loads it is not told. Three queries.
    """
    today = timezone.localdate()
    roles = Assignment.objects.on(today).filter(user__is_active=True).exclude(user=by)
    editors = roles.filter(role=Role.PLACE_EDITOR).order_by("user__full_name", "user_id")
    held = list(editors.values_list("user_id", "user__full_name", "place_id"))
    beneath = PlaceReach.objects.filter(
        ancestor__in={place for *_, place in held}, place__in=list(places)
    ).order_by("place__sort_key", "place_id")
    under: dict[int, list[tuple[str, str]]] = {}
    for above, name, slug in beneath.values_list("ancestor_id", "place__name", "place__slug"):
        under.setdefault(above, []).append((name, Place(slug=slug).get_absolute_url()))
    found: dict[int, Recipient] = {}
    for user, name, place in held:
        theirs = (*(found[user].places if user in found else ()), *under.get(place, ()))
        if theirs:
            found[user] = Recipient(user, name, tuple(dict.fromkeys(theirs)))
    administrators = roles.filter(role=Role.ADMINISTRATOR).order_by("user__full_name", "user_id")
    for user, name in administrators.values_list("user_id", "user__full_name"):
        found.setdefault(user, Recipient(user, name))
    return list(found.values())
