"""Search over everything that the reader may see, grouped by what it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils import timezone

from barriers.barrier.models.querysets import REFERENCE
from barriers.models import Barrier
from dashboards.search import near as search_near
from dashboards.search.groups import Found, Group, groups
from dashboards.search.near import Near
from partnerships.models import Organisation, OrganisationIdentifier, Place, PlaceCode, Programme
from pilots.models import Pilot

SHORTEST = 2
LONGEST = 200
SUGGESTED = 3


@dataclass(frozen=True)
class Search:
    """What was typed, what is wrong with it, and what was found."""

    typed: str = ""
    problem: str = ""
    groups: list[Group] = field(default_factory=list)
    near: Near = field(default_factory=Near)

    @property
    def found(self) -> list[Group]:
        """The kinds of which something was found."""
        return [group for group in self.groups if group.found]


def build(user: Any, text: str) -> Search:
    """What this reader may see that holds these words."""
    typed = _plain(text)
    if not typed:
        return Search()
    if len(typed) < SHORTEST:
        return Search(typed, f"Type at least {SHORTEST} letters.")
    if len(typed) > LONGEST:
        return Search(typed[:LONGEST], f"Type no more than {LONGEST} letters.")
    found = groups(user, typed, timezone.localdate())
    nothing = not any(group.found for group in found)
    return Search(typed, groups=found, near=search_near.build(user, typed) if nothing else Near())


def straight_to(user: Any, text: str) -> str:
    """The page of the one record that a reference or code names; empty where there is none."""
    typed = text.strip()
    if REFERENCE.number(typed) is not None:
        barrier = Barrier.objects.visible_to(user).called(typed).first()
        return barrier.get_absolute_url() if barrier else ""
    if "\x00" in typed or not any(letter.isdigit() for letter in typed):
        return ""
    codes = PlaceCode.objects.filter(code=typed.upper()).values("place")
    numbers = OrganisationIdentifier.objects.filter(value=typed.upper()).values("organisation")
    named_so: list[Any] = list(Place.objects.visible_to(user).filter(pk__in=codes)[:2])
    named_so += Organisation.objects.visible_to(user).filter(pk__in=numbers)[:2]
    return named_so[0].get_absolute_url() if len(named_so) == 1 else ""


def suggest(user: Any, text: str) -> list[Found]:
    """The first few places, organisations, pilots and programmes, while somebody types."""
    typed = _plain(text)
    if not SHORTEST <= len(typed) <= LONGEST:
        return []
    places = Place.objects.visible_to(user).found_by(typed).best_first(typed)
    bodies = Organisation.objects.visible_to(user).found_by(typed).best_first(typed)
    pilots = Pilot.objects.visible_to(user).found_by(typed)
    programmes = Programme.objects.visible_to(user).found_by(typed)
    return [
        *(_line(one, one.get_kind_display()) for one in places[:SUGGESTED]),
        *(_line(one, one.get_sector_display()) for one in bodies.defer("search")[:SUGGESTED]),
        *(_line(one, "pilot") for one in pilots.exclude(Q(name=""))[:SUGGESTED]),
        *(_line(one, "programme") for one in programmes[:SUGGESTED]),
    ]


def _line(record: Any, note: str) -> Found:
    return Found(str(record), record.get_absolute_url(), note)


def _plain(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())
