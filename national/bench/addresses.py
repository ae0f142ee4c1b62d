"""The addresses that the speed table measures, with who reads them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from barriers.models import Barrier, SystemicBarrier
from dashboards.comparison.forms import compare_url
from dashboards.regional_update.views import suggest
from interface.context import address_of
from national.bench.barriers import of_barriers
from national.bench.budgets import (
    ASKING,
    COMPARED,
    DASHBOARD,
    DRAFT,
    FINDING,
    LIST,
    MAP,
    PAGE,
    PEOPLE,
    PREVIEW,
    REPORT,
    SEARCH,
    SIGNED_OUT,
    BenchPage,
)
from national.bench.money import of_money
from national.bench.pilots import of_pilots
from national.bench.programmes import of_programmes
from national.bench.talk import of_talk
from national.make.shared import LARGEST as LARGEST_CAUSE
from national.make.work import LARGEST as LARGEST_PILOT
from partnerships.models import Place, Programme
from people.models import Assignment, JobRole
from pilots.models import Pilot
from policy.models import RegionalUpdate
from policy.regional_update.actions import start_update
from policy.regional_update.quarters import Quarter


def pages() -> list[BenchPage]:
    """The addresses to measure, with real slugs and keys of the data at hand."""
    busiest = Place.objects.annotate(n=Count("pilot_links")).order_by("-n", "id")
    large, region = busiest[0], Place.objects.filter(kind="region").order_by("id")[0]
    small = busiest.filter(n=1)[0]
    pilot = Pilot.objects.filter(visibility="public", pk__gt=LARGEST_PILOT).order_by("id")[0]
    word = pilot.name.split()[0]
    return [
        BenchPage("directory", reverse("places"), LIST),
        BenchPage("directory, filtered", f"{reverse('places')}?region={region.slug}", LIST),
        BenchPage("directory, as at a day", f"{reverse('places')}?all=on&on=2022-06-01", LIST),
        *_maps(),
        BenchPage("directory, searched", f"{reverse('places')}?q={large.name[:6]}", LIST),
        BenchPage("place dashboard, small", reverse("place", args=[small.slug]), DASHBOARD),
        BenchPage("place dashboard, largest", reverse("place", args=[large.slug]), DASHBOARD),
        *_compared(list(busiest.exclude(kind="region")[:6])),
        BenchPage("pilot", reverse("pilot", args=[pilot.slug]), PAGE),
        *_reports(),
        BenchPage("barrier list", reverse("barriers"), LIST),
        BenchPage("barrier list, like one", f"{reverse('barriers')}?like={_alike()}", LIST),
        BenchPage("barrier list, deep page", f"{reverse('barriers')}?after={_deep_key()}", LIST),
        *_systemic(),
        BenchPage("practice library", reverse("practice_library"), PAGE),
        BenchPage("often believed", reverse("believed_list"), LIST),
        BenchPage("flows", reverse("flows"), LIST),
        *of_money(),
        BenchPage("priorities", reverse("priorities"), LIST),
        BenchPage("alignment matrix", _matrix(), PAGE),
        *_asking(word, large),
        *of_barriers(),
        *of_pilots(),
        *of_programmes(),
        *of_talk(),
        *_learning(pilot),
        *_searches(word, large),
        *_kept(large),
        *_people(large),
        *_regional(),
    ]


def _maps() -> Iterator[BenchPage]:
    """All of England by outlines and as tiles, by what is counted and by an official figure."""
    here = f"{reverse('place_map')}?all=on"
    yield BenchPage("map, pilots", here, MAP)
    yield BenchPage("map, barriers", f"{here}&by=barriers", MAP)
    yield BenchPage("map, an official figure", f"{here}&by=fuel_poverty_pct", MAP)
    yield BenchPage("map, money", f"{here}&by=money_committed", MAP)
    money = f"{here}&by=money_committed&region={_region().slug}"
    yield BenchPage("map, money of a region", money, MAP)
    yield BenchPage("tile map", f"{here}&map=tiles", MAP)
    yield BenchPage("tile map, barriers", f"{here}&map=tiles&by=barriers", MAP)
    yield BenchPage("tile map, money", f"{here}&map=tiles&by=money_committed", MAP)


def _compared(places: list[Place]) -> Iterator[BenchPage]:
    """Two and six councils side by side, those with the most of everything."""
    for count in (2, 6):
        yield BenchPage(f"compare, {count} places", compare_url(places[:count]), COMPARED)


def _systemic() -> Iterator[BenchPage]:
    """The list, the register of asked changes of law, and the one with the most members."""
    yield BenchPage("systemic barriers", reverse("systemic_barriers"), LIST)
    yield BenchPage("asked changes of law", reverse("systemic_laws"), LIST)
    largest = SystemicBarrier.objects.get(pk=LARGEST_CAUSE)
    yield BenchPage("systemic barrier, largest", largest.get_absolute_url(), PAGE)


def _learning(pilot: Pilot) -> Iterator[BenchPage]:
    """The library of lessons: all, for a few words, for words that each holds, narrowed."""
    here = reverse("lessons")
    yield BenchPage("lessons", here, LIST)
    yield BenchPage("lessons search", f"{here}?{urlencode({'q': pilot.name})}", LIST)
    yield BenchPage("lessons search, common words", f"{here}?q=made-up+lesson", LIST)
    yield BenchPage("lessons, narrowed", f"{here}?category=culture&kind=warning", LIST)
    yield BenchPage("case studies", reverse("case_studies"), LIST)


def _searches(word: str, place: Place) -> Iterator[BenchPage]:
    """For a word of many pilots, for a place, for words that most rows hold, and a misspelt one."""
    asked = {"a word": word, "a place": place.name, "common words": "made up"}
    for what, text in {**asked, "misspelt": f"{place.name[:3]}{place.name[4:]}"}.items():
        yield BenchPage(f"search, {what}", f"{reverse('search')}?{urlencode({'q': text})}", SEARCH)
    yield BenchPage("search, suggestions", f"{reverse('search_suggest')}?q={word}", SEARCH)
    for what, text in {"a town": "huddersf", "a postcode": "pl31 1aa", "two letters": "st"}.items():
        url = f"{reverse('place_suggest')}?{urlencode({'q': text})}"
        yield BenchPage(f"place suggestions, {what}", url, FINDING, SIGNED_OUT)


def _reports() -> Iterator[BenchPage]:
    """The barrier report: the country, programmes of few and many places, filtered, its parts."""
    here = reverse("barrier_report")
    yield BenchPage("barrier report", here, REPORT)
    sizes = Programme.objects.annotate(n=Count("place_links")).order_by("n", "id")
    for least in (13, 163, 300):
        programme = sizes.filter(n__gte=least).first() or sizes.last()
        name = f"barrier report, {programme.n} places"
        yield BenchPage(name, f"{here}?programme={programme.slug}", REPORT)
    busiest = Place.objects.filter(kind="region").order_by("id")[0]
    yield BenchPage(
        "barrier report, a region's", f"{here}?rows=unitary&region={busiest.slug}", REPORT
    )
    yield BenchPage("barrier report, by body and age", f"{here}?rows=body&columns=age", REPORT)
    narrowed = "status=any-open&category=data-sharing&stage=delivery&age=1-to-2-years"
    yield BenchPage("barrier report, filtered", f"{here}?{narrowed}", REPORT)
    for part in ("months", "outcomes", "time", "standing"):
        yield BenchPage(f"barrier report, {part}", f"{here}?show={part}", REPORT)


def _asking(word: str, place: Place) -> Iterator[BenchPage]:
    """Who to ask, and the page of a job role, where these pages are installed."""
    if url := address_of("who_to_ask", ""):
        yield BenchPage("who to ask, a word", f"{url}?q={word}+adviser", ASKING)
        yield BenchPage("who to ask, at a place", f"{url}?q=MUD3+{word}&place={place.slug}", ASKING)
        post = JobRole.objects.filter(visibility="public", ended_on=None).order_by("id")[0]
        yield BenchPage("job role", post.get_absolute_url(), PAGE)


def _kept(place: Place) -> Iterator[BenchPage]:
    """What waits for who keeps a region right, and what merging its largest place would move."""
    yield BenchPage("directory queue", reverse("directory_queue"), DASHBOARD, "connector")
    other = Place.objects.filter(kind=place.kind).exclude(pk=place.pk).order_by("id")[0]
    yield BenchPage(
        "merge preview",
        reverse("place_merge", args=[place.slug]),
        PREVIEW,
        "administrator",
        {
            "others": other.slug,
            "place_0": "Newly made",
            "kind_0": place.kind,
            "on_day": "1",
            "on_month": "4",
            "on_year": "2026",
            "reason": "An order",
        },
    )


def _people(place: Place) -> Iterator[BenchPage]:
    """Everybody with an account, every role, the people of the largest place and programme, and
    their review."""
    here, admin = reverse("people"), "administrator"
    yield BenchPage("people", here, LIST, admin)
    narrowed = f"{here}?role=contributor&state=asleep&q=person+1"
    yield BenchPage("people, narrowed", narrowed, PEOPLE, admin)
    yield BenchPage("people of a region", f"{here}?place={_region().slug}", LIST, admin)
    yield BenchPage("every role", reverse("roles"), PEOPLE, admin)
    largest = {"place": place, "programme": Programme.objects.get(pk=1)}
    for scope, record in largest.items():
        here = reverse(f"{scope}_people", args=[record.slug])
        yield BenchPage(f"people of a {scope}", here, LIST, admin)
        review = reverse(f"{scope}_people_confirm", args=[record.slug])
        yield BenchPage(f"review of a {scope}", review, LIST, admin)
    due = f"{reverse('roles')}?state=due"
    yield BenchPage("roles to confirm", due, PEOPLE, admin)


def _region() -> Place:
    regions = Place.objects.filter(kind="region").order_by("id")
    return regions[0]


def _regional() -> Iterator[BenchPage]:
    """The draft of a quarter as it is made and written, and the page of the one before it."""
    role = keeper("connector")
    region: Any = role.place
    connector = role.user
    quarter = Quarter(dt.date(2026, 7, 1))
    told = _told(region, quarter.previous, connector)
    start_update(by=connector, region=region, quarter=quarter, suggested=())
    page = "regional update"
    yield BenchPage(
        f"{page}, drafted",
        reverse("regional_update_look_again", args=[region.slug, quarter.key]),
        DRAFT,
        "connector",
        {},
        302,
    )
    url = reverse("regional_update_write", args=[region.slug, told.period.key])
    yield BenchPage(f"{page}, written", url, PAGE, "connector")
    yield BenchPage(page, told.get_absolute_url(), PAGE)
    yield BenchPage(f"{page}s", reverse("regional_updates"), PAGE)


def _told(region: Place, quarter: Quarter, by: User) -> RegionalUpdate:
    """The published update of a quarter, with all that the record suggests."""
    update = start_update(by=by, region=region, quarter=quarter, suggested=suggest(region, quarter))
    if not update.is_out:
        now, checker = timezone.now(), User.objects.exclude(pk=by.pk).order_by("id")[0]
        out = {"checked_by": checker, "checked_at": now, "published_at": now}
        RegionalUpdate.objects.filter(pk=update.pk).update(state="published", **out)
        update.refresh_from_db()
    return update


def _alike() -> str:
    """The number of a barrier of the kind that there is most of."""
    kinds = Barrier.objects.visible_to(AnonymousUser()).exclude(category=None)
    most = kinds.order_by().values_list("category").annotate(n=Count("id")).order_by("-n")[0]
    return kinds.filter(category=most[0]).order_by("id")[0].reference


def _matrix() -> str:
    """The matrix of the council with the most priorities against national ones."""
    busiest = Place.objects.annotate(n=Count("priority_links")).exclude(kind="region")
    place = busiest.order_by("-n", "id")[0]
    return f"{reverse('priority_matrix')}?place={place.slug}&against=national"


def _deep_key() -> str:
    """The key of a barrier nine tenths down the list, newest change first."""
    at = Barrier.objects.count() * 9 // 10
    updated_at, pk = Barrier.objects.order_by("-updated_at", "-id").values_list("updated_at", "pk")[
        at
    ]
    return f"{updated_at.isoformat()}~{pk}".replace("+", "%2B")


def keeper(role: str) -> Assignment:
    """The first who has this role."""
    found = Assignment.objects.filter(role=role, valid_to=None).select_related("user", "place")
    return found.order_by("id")[0]
