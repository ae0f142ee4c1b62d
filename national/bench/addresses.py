"""The addresses that the speed table measures, with who reads them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count
from django.utils import timezone

from accounts.models import User
from barriers.models import Barrier, SystemicBarrier
from dashboards.comparison.forms import compare_url
from dashboards.regional_update.views import suggest
from national.bench.barriers import of_barriers
from national.bench.boards import of_boards
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
    at,
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
    pilot = Pilot.objects.filter(visibility="public", pk__gt=LARGEST_PILOT).order_by("id")[0]
    job = JobRole.objects.filter(visibility="public", ended_on=None).order_by("id")[0]
    cause = SystemicBarrier.objects.get(pk=LARGEST_CAUSE)
    word, councils = pilot.name.split()[0], list(busiest.exclude(kind="region")[:6])
    asked = at("who_to_ask", q=f"MUD3 {word}", place=large.slug)
    return [
        BenchPage("directory", at("places"), LIST),
        *of_boards(),
        BenchPage("directory, filtered", at("places", region=region.slug), LIST),
        BenchPage("directory, as at a day", at("places", all="on", on="2022-06-01"), LIST),
        *_maps(region),
        BenchPage("directory, searched", at("places", q=large.name[:6]), LIST),
        BenchPage("place dashboard, small", at("place", busiest.filter(n=1)[0].slug), DASHBOARD),
        BenchPage("place dashboard, largest", at("place", large.slug), DASHBOARD),
        BenchPage("compare, 2 places", compare_url(councils[:2]), COMPARED),
        BenchPage("compare, 6 places", compare_url(councils), COMPARED),
        BenchPage("pilot", pilot.get_absolute_url(), PAGE),
        *_reports(region),
        BenchPage("barrier list", at("barriers"), LIST),
        BenchPage("barrier list, like one", at("barriers", like=_alike()), LIST),
        BenchPage("barrier list, deep page", at("barriers", after=_deep_key()), LIST),
        BenchPage("systemic barriers", at("systemic_barriers"), LIST),
        BenchPage("asked changes of law", at("systemic_laws"), LIST),
        BenchPage("systemic barrier, largest", cause.get_absolute_url(), PAGE),
        BenchPage("practice library", at("practice_library"), PAGE),
        BenchPage("often believed", at("believed_list"), LIST),
        BenchPage("flows", at("flows"), LIST),
        *of_money(),
        BenchPage("priorities", at("priorities"), LIST),
        BenchPage("alignment matrix", _matrix(), PAGE),
        BenchPage("who to ask, a word", at("who_to_ask", q=f"{word} adviser"), ASKING),
        BenchPage("who to ask, at a place", asked, ASKING),
        BenchPage("job role", job.get_absolute_url(), PAGE),
        *of_barriers(),
        *of_pilots(),
        *of_programmes(),
        *of_talk(),
        BenchPage("lessons", at("lessons"), LIST),
        BenchPage("lessons search", at("lessons", q=pilot.name), LIST),
        BenchPage("lessons search, common words", at("lessons", q="made-up lesson"), LIST),
        BenchPage("lessons, narrowed", at("lessons", category="culture", kind="warning"), LIST),
        BenchPage("case studies", at("case_studies"), LIST),
        *_searches(word, large),
        *_kept(large),
        *_people(large, region),
        *_regional(),
    ]


def _maps(region: Place) -> Iterator[BenchPage]:
    """All of England by outlines and as tiles, by what is counted and by an official figure."""
    for name, asked in {
        "map, pilots": {},
        "map, barriers": {"by": "barriers"},
        "map, an official figure": {"by": "fuel_poverty_pct"},
        "map, money": {"by": "money_committed"},
        "map, money of a region": {"by": "money_committed", "region": region.slug},
        "tile map": {"map": "tiles"},
        "tile map, barriers": {"map": "tiles", "by": "barriers"},
        "tile map, money": {"map": "tiles", "by": "money_committed"},
    }.items():
        yield BenchPage(name, at("place_map", all="on", **asked), MAP)


def _searches(word: str, place: Place) -> Iterator[BenchPage]:
    """For a word of many pilots, for a place, for words that most rows hold, and a misspelt one."""
    asked = {"a word": word, "a place": place.name, "common words": "made up"}
    for what, text in {**asked, "misspelt": f"{place.name[:3]}{place.name[4:]}"}.items():
        yield BenchPage(f"search, {what}", at("search", q=text), SEARCH)
    yield BenchPage("search, suggestions", at("search_suggest", q=word), SEARCH)
    for what, text in {"a town": "huddersf", "a postcode": "pl31 1aa", "two letters": "st"}.items():
        url = at("place_suggest", q=text)
        yield BenchPage(f"place suggestions, {what}", url, FINDING, SIGNED_OUT)


def _reports(region: Place) -> Iterator[BenchPage]:
    """The barrier report: the country, programmes of few and many places, filtered, its parts."""
    sizes = Programme.objects.annotate(n=Count("place_links")).order_by("n", "id")
    of_programmes = [sizes.filter(n__gte=n).first() or sizes.last() for n in (13, 163, 300)]
    narrowed = {"status": "any-open", "category": "data-sharing", "stage": "delivery"}
    for name, asked in {
        "": {},
        **{f", {one.n} places": {"programme": one.slug} for one in of_programmes},
        ", a region's": {"rows": "unitary", "region": region.slug},
        ", by body and age": {"rows": "body", "columns": "age"},
        ", filtered": {**narrowed, "age": "1-to-2-years"},
        **{f", {part}": {"show": part} for part in ("months", "outcomes", "time", "standing")},
    }.items():
        yield BenchPage(f"barrier report{name}", at("barrier_report", **asked), REPORT)


def _kept(place: Place) -> Iterator[BenchPage]:
    """What waits for who keeps a region right, and what merging its largest place would move."""
    yield BenchPage("directory queue", at("directory_queue"), DASHBOARD, "connector")
    other = Place.objects.filter(kind=place.kind).exclude(pk=place.pk).order_by("id")[0]
    day = {"on_day": "1", "on_month": "4", "on_year": "2026"}
    sent = {"others": other.slug, "place_0": "Newly made", "kind_0": place.kind, **day}
    url = at("place_merge", place.slug)
    yield BenchPage("merge preview", url, PREVIEW, "administrator", {**sent, "reason": "An order"})


def _people(place: Place, region: Place) -> Iterator[BenchPage]:
    """Everybody with an account, every role, the people of the largest place and programme, and
    their review."""
    programme = Programme.objects.get(pk=1).slug
    narrowed = at("people", role="contributor", state="asleep", q="person 1")
    for name, url, budget in (
        ("people", at("people"), LIST),
        ("people, narrowed", narrowed, PEOPLE),
        ("people of a region", at("people", place=region.slug), LIST),
        ("every role", at("roles"), PEOPLE),
        ("people of a place", at("place_people", place.slug), LIST),
        ("review of a place", at("place_people_confirm", place.slug), LIST),
        ("people of a programme", at("programme_people", programme), LIST),
        ("review of a programme", at("programme_people_confirm", programme), LIST),
        ("roles to confirm", at("roles", state="due"), PEOPLE),
    ):
        yield BenchPage(name, url, budget, "administrator")


def _regional() -> Iterator[BenchPage]:
    """The draft of a quarter as it is made and written, and the page of the one before it."""
    role = keeper("connector")
    region: Any = role.place
    quarter, by = Quarter(dt.date(2026, 7, 1)), "connector"
    told = _told(region, quarter.previous, role.user)
    start_update(by=role.user, region=region, quarter=quarter, suggested=())
    url = at("regional_update_look_again", region.slug, quarter.key)
    yield BenchPage("regional update, drafted", url, DRAFT, by, {}, 302)
    url = at("regional_update_write", region.slug, told.period.key)
    yield BenchPage("regional update, written", url, PAGE, by)
    yield BenchPage("regional update", told.get_absolute_url(), PAGE)
    yield BenchPage("regional updates", at("regional_updates"), PAGE)


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
    return at("priority_matrix", place=place.slug, against="national")


def _deep_key() -> str:
    """The key of a barrier nine tenths down the list, newest change first."""
    keys = Barrier.objects.order_by("-updated_at", "-id").values_list("updated_at", "pk")
    updated_at, pk = keys[Barrier.objects.count() * 9 // 10]
    return f"{updated_at.isoformat()}~{pk}"


def keeper(role: str) -> Assignment:
    """The first who has this role."""
    found = Assignment.objects.filter(role=role, valid_to=None).select_related("user", "place")
    return found.order_by("id")[0]
