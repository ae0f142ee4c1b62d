"""How large and how deprived places are, in a line: what lists and cards of places say of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any

from geography.measure.most_deprived import Deprived, deprived_at
from geography.measure.population import Population, populations
from interface.articles import with_article
from interface.words import number
from partnerships.models import Place, PlaceReach
from partnerships.place.kind_groups import LOCAL_COUNCILS, WITHIN_COUNCILS

TOGETHER = 500  # places whose figures are asked for at once


@dataclass(frozen=True, slots=True)
class InShort:
    """The newest population of a place, and the share of its neighbourhoods that are among the most
    deprived tenth in England; None or empty where not known. ``council`` has those of the council
    of a place within it that has neither."""

    population: Population | None = None
    deprived: str = ""
    share: Decimal | None = None
    deprived_attribution: str = ""
    council: Council | None = None

    @property
    def people(self) -> str:
        """How many people live there: "226,803"."""
        return number(self.population.people) if self.population else ""

    @property
    def words(self) -> str:
        """ "226,803 people, 12.5% deprived"; only what is known, and of a place without either "in
        Bedford: 185,200 people, 1.9% deprived"."""
        if self.council:
            return f"in {with_article(self.council.name)}: {self.council.figures.words}"
        people = self.people and f"{self.people} people"
        return ", ".join(filter(None, (people, self.deprived and f"{self.deprived} deprived")))

    @property
    def attributions(self) -> list[str]:
        """What the licences of its figures ask to be said."""
        if self.council:
            return self.council.figures.attributions
        population = self.population.attribution if self.population else ""
        return [line for line in (population, self.deprived_attribution) if line]


@dataclass(frozen=True, slots=True)
class Council:
    """The council of a place within it, by its name, and what is known of it."""

    name: str
    figures: InShort


@dataclass(frozen=True, slots=True)
class FiguresOfPlaces:
    """What is known of several places. ``about`` says what the figures count, and of when."""

    at: dict[int, InShort]
    about: str

    @property
    def lines(self) -> list[str]:
        """What the figures count, and what their licences ask to be said, each once."""
        licences = [line for one in self.at.values() for line in one.attributions]
        return list(dict.fromkeys(filter(None, (self.about, *licences))))


def in_short(places: Iterable[Place]) -> FiguresOfPlaces:
    """How large and how deprived these places are. Two queries, and one more where some lie within
    a council."""
    asked = list(places)
    council_of = _councils_of(place for place in asked if place.kind in WITHIN_COUNCILS)
    every = [*asked, *council_of.values()]
    people, deprived = populations(every), deprived_at(place.pk for place in every)
    at = {place.pk: _of(place.pk, people, deprived) for place in asked}
    for pk, council in council_of.items():
        figures = _of(council.pk, people, deprived)
        if figures.words and not at[pk].words:
            at[pk] = InShort(council=Council(council.name, figures))
    return FiguresOfPlaces(at, _about(people, deprived))


def _councils_of(places: Iterable[Place]) -> dict[int, Place]:
    """The council that each of these places lies in, by the place's id; none of one that lies in
    more than one."""
    asked = list(places)
    if not asked:
        return {}
    reach = PlaceReach.objects.filter(place__in=asked, ancestor__kind__in=LOCAL_COUNCILS)
    council_of: dict[int, Place] = {}
    several: set[int] = set()
    for row in reach.select_related("ancestor"):
        if council_of.setdefault(row.place_id, row.ancestor) != row.ancestor:
            several.add(row.place_id)
    return {pk: council for pk, council in council_of.items() if pk not in several}


def with_figures(places: Iterable[Place]) -> Iterator[Any]:
    """The same places for a file, each with ``in_short``."""
    left = iter(places)
    while some := list(islice(left, TOGETHER)):
        figures = in_short(some)
        for place in some:
            place.in_short = figures.at[place.pk]
            yield place


def _of(place: int, people: dict[int, Population], deprived: Deprived) -> InShort:
    share = deprived.shares.get(place)
    licence = "" if share is None else deprived.attribution
    return InShort(people.get(place), deprived.at(place), share, licence)


def _about(people: dict[int, Population], deprived: Deprived) -> str:
    said = []
    if people:
        said.append("People: the newest figure of each place.")
    if deprived.shares:
        said.append(
            "Deprived: the share of neighbourhoods that are among the most deprived tenth in "
            f"England ({deprived.release})."
        )
    return " ".join(said)
