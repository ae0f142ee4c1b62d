"""The first page: my work for who is signed in; for others what this is and what is to see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from barriers.models import Barrier
from dashboards.directory.filters import NO_REGION, in_no_region, in_the_record
from dashboards.my_work import page_data as my_work
from dashboards.my_work.counting import note_count
from funding.models import Flow
from geography.measure.in_short import InShort, in_short
from interface import words
from interface.paging import BoundedCount, bounded_count
from interface.sections import Number
from partnerships.models import Place, PlaceReach
from partnerships.place.examples import of_the_country, sees_demo_data
from partnerships.place.list_dates import region_name
from pilots.models import Pilot, PilotPlace

# With more places than this, the first page shows regions with counts.
MOST_NAMED = 40
MOST_PILOTS = 3
MOST_EXAMPLES = 10
DRAWN = Place.Kind.CUSTOM
EXAMPLE = "Made up, as an example"
NOWHERE = "In no region"


@dataclass(frozen=True)
class Line:
    """A place, or a count of places, with its page and a few words; ``like`` says what kind of
    place it is, how large and how deprived."""

    name: str
    url: str
    note: str = ""
    like: str = ""


@dataclass(frozen=True)
class Region:
    """A region with its places, by name or as one line that counts them."""

    name: str
    lines: list[Line]
    is_counted: bool = False


@dataclass(frozen=True)
class Home:
    """The first page: numbers, and the places by region. ``figures_lines`` say what the figures of
    places count."""

    numbers: list[Number]
    regions: list[Region]
    figures_lines: Sequence[str] = ()


def build(user: Any) -> Home:
    """What this reader may see, in numbers, and the places in the record by region."""
    rows = Place.objects.visible_to(user).filter(in_the_record(user))
    named = list(_with_pilots(rows, user)[: MOST_NAMED + 1])
    if len(named) > MOST_NAMED:
        counted = of_the_country(rows, user)
        made, lines = _counted(counted)
        regions, places = [*made, *_examples(rows)], bounded_count(counted)
    else:
        real = len(named) - sum(place.is_example for place in named)
        all_or_real = len(named) if sees_demo_data(user) else real
        figures = in_short(named)
        regions, places = _named_regions(named, figures.at), BoundedCount(all_or_real)
        lines = figures.lines
    return Home(
        numbers=[
            Number("Places in the record", places, reverse("places")),
            *_numbers(user),
        ],
        regions=regions,
        figures_lines=lines,
    )


def _with_pilots(rows: QuerySet[Place], user: Any) -> QuerySet[Place]:
    leading = PilotPlace.objects.filter(
        place=OuterRef("pk"),
        role=PilotPlace.Role.LEAD,
        pilot__in=Pilot.objects.visible_to(user),
    ).order_by("pilot__sort_key", "pilot_id")
    names = ArraySubquery(leading.values("pilot__name")[: MOST_PILOTS + 1])
    return rows.annotate(region_name=region_name(), pilot_names=names).order_by(
        "is_example", F("region_name").asc(nulls_last=True), "sort_key", "id"
    )


def _named_regions(places: list[Place], figures: Mapping[int, InShort]) -> list[Region]:
    return [
        Region(name, [_line(place, figures[place.pk]) for place in inside])
        for name, inside in groupby(places, key=_heading)
    ]


def _line(place: Place, figures: InShort) -> Line:
    """A place with its tier, how large and how deprived it is, and what it leads."""
    like = ", ".join(filter(None, (place.get_kind_display(), figures.words)))
    return Line(place.name, place.get_absolute_url(), _pilots_of(place), like)


def _heading(place: Place) -> str:
    return EXAMPLE if place.is_example else place.region_name or NOWHERE


def _pilots_of(place: Place) -> str:
    names = [name or "Pilot name not known" for name in place.pilot_names]
    more = ["and others"] if len(names) > MOST_PILOTS else []
    return "; ".join([*names[:MOST_PILOTS], *more])


def _counted(rows: QuerySet[Place]) -> tuple[list[Region], Sequence[str]]:
    """Every region with the number of its places, each linked to exactly that list, their tiers and
    how large and how deprived the region is; and what those figures count.

    Places that lie in none are counted under their own word.
    """
    inside = PlaceReach.objects.filter(ancestor__kind=Place.Kind.REGION, place__in=rows)
    counts = inside.values("ancestor", "place__kind").annotate(places=Count("place"))
    tiers: dict[int, Counter[str]] = {}
    for row in counts.order_by("place__kind"):
        tiers.setdefault(row["ancestor"], Counter())[row["place__kind"]] = row["places"]
    regions = list(Place.objects.filter(pk__in=tiers).order_by("name"))
    figures = in_short(regions)
    made = [
        _region(region.name, region.slug, tiers[region.pk], figures.at[region.pk].words)
        for region in regions
    ]
    outside = rows.filter(in_no_region()).order_by().values_list("kind").annotate(Count("pk"))
    if without := Counter(dict(outside)):
        made.append(_region(NOWHERE, NO_REGION, without))
    return made, figures.lines


def _region(name: str, key: str, tiers: Counter[str], figures: str = "") -> Region:
    number = words.count_words(tiers.total(), "place")
    kinds = ", ".join(
        words.count_words(count, "drawn area" if kind == DRAWN else str(Place.Kind(kind).label))
        for kind, count in tiers.most_common()
    )
    like = f"{kinds}. Whole region: {figures}" if figures else kinds
    return Region(name, [Line(number, f"{reverse('places')}?region={key}", like=like)], True)


def _examples(rows: QuerySet[Place]) -> list[Region]:
    """The first few made-up places under a heading of their own; none where there are none."""
    made_up = rows.filter(is_example=True).order_by("sort_key", "id")[:MOST_EXAMPLES]
    lines = [Line(place.name, place.get_absolute_url()) for place in made_up]
    return [Region(EXAMPLE, lines)] if lines else []


def _numbers(user: Any) -> list[Number]:
    """Numbers over the country; made-up examples are listed on the page, but never counted."""
    pilots = of_the_country(Pilot.objects.visible_to(user), user)
    flows = of_the_country(Flow.objects.visible_to(user).payments(), user)
    barriers = of_the_country(Barrier.objects.visible_to(user), user)
    unnamed = bounded_count(pilots.filter(name=""))
    unknown = bounded_count(flows.filter(amount_low=None))
    return [
        Number("Pilots", bounded_count(pilots), reverse("pilots"), _unnamed(unnamed)),
        Number("Flows of money", bounded_count(flows), reverse("flows"), _unknown(unknown)),
        Number(
            "Barriers",
            bounded_count(barriers),
            reverse("barriers"),
            "one that names an organisation is public once a published source says it, "
            "or once the organisation has had time to reply",
        ),
    ]


def _unnamed(count: BoundedCount) -> str:
    return f"the names of {count} are not known" if count else ""


def _unknown(count: BoundedCount) -> str:
    return f"the amounts of {count} are not known" if count else ""


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """What this is and a search for a place; signed in, what waits for me."""
    if request.user.is_authenticated:
        now = timezone.now()
        work = my_work.build(request.user, now, request.GET)
        note_count(request.user, work.listing, now)
        return render(
            request, "dashboards/my_work/page.html", {"work": work, "example": work.is_example}
        )
    return render(request, "dashboards/my_work/home.html", {"home": build(request.user)})
