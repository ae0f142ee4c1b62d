"""The page of all parts of Placebook, and what the reader may add."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from access.visibility import reader_of
from interface.context import trail
from interface.parts import MenuItem, RecordMenuItem, Theme
from interface.sections import Task
from interface.words import in_sentence
from partnerships.models import Place, Programme
from partnerships.place.known_reach import know_reach_of
from pilots.models import Pilot
from records.switches import used

# Of so many of their places and pilots each the page says what may be added there
PLACES_SHOWN, PROGRAMMES_SHOWN, PILOTS_SHOWN = 5, 5, 5


@dataclass(frozen=True)
class Group:
    """Parts under one head, and the ``record`` that they are of, where they are of one."""

    key: str
    title: str
    items: list[Task]
    record: Any = None


@login_not_required
def all_parts(request: HttpRequest) -> HttpResponse:
    """The parts that the reader may open, by what people come for; others stand within these."""
    groups = [_group(theme, _entries(request.user, theme)) for theme in Theme]
    context = {
        "groups": [group for group in groups if group.items],
        "breadcrumbs": trail(request, ("All pages", "")),
    }
    return render(request, "dashboards/parts/all.html", context)


def add(request: HttpRequest) -> HttpResponse:
    """What this person may add: anywhere, at their places, and to their pilots.

    Of several records each is a line that leads to what may be added there (``?to=pilot-7``).
    """
    user = request.user
    at_records = [_at_places(user), _at_programmes(user), _at_pilots(user)]
    if (key := request.GET.get("to", "")) and (one := _found(key, at_records)):
        trailed = trail(request, ("Add", reverse("add")), (str(one.record), ""))
        return render(request, "dashboards/parts/add.html", {"one": one, "breadcrumbs": trailed})
    groups = [_group(theme, _to_add(request.user, theme)) for theme in Theme]
    context = {
        "groups": [group for group in groups if group.items],
        "at_records": [group for of_kind in at_records for group in _in_lines(of_kind)],
        "breadcrumbs": trail(request, ("Add", "")),
    }
    return render(request, "dashboards/parts/add.html", context)


def _found(key: str, at_records: list[list[Group]]) -> Group | None:
    """The record of this key among those of the reader."""
    return next((one for of_kind in at_records for one in of_kind if one.key == key), None)


def _in_lines(groups: list[Group]) -> list[Group]:
    """What may be added to one record; of several of a kind a line each."""
    if len(groups) < 2:
        return groups
    kind = groups[0].key.partition("-")[0]
    lines = [Task(str(one.record), f"?to={one.key}", _named(one.items)) for one in groups]
    return [Group(f"at-{kind}s", f"To one of your {kind}s", lines)]


def _named(tasks: list[Task]) -> str:
    """The first of what may be added, and how much more there is."""
    titles, more = [task.title for task in tasks], len(tasks) - 2
    first = "; ".join(titles[:1] + [in_sentence(title) for title in titles[1:2]])
    return f"{first}; {more} more" if more > 0 else first


def _entries(user: Any, theme: Theme) -> list[MenuItem]:
    """Those under a head: what stands within another page, and is theirs, is among their own."""
    parts = [part for part in used(MenuItem) if not part.adds and _head(part, user) == theme]
    return [part for part in parts if part.permission(user)]


def _head(part: MenuItem, user: Any) -> Theme | None:
    """Under which head a part stands on the page of all of them; None where it does not."""
    if not part.within:
        return part.theme
    return Theme.OWN if part.yours(user) else None


def _to_add(user: Any, theme: Theme) -> list[MenuItem]:
    """The forms under a head that this person may open; one within a list is a button there."""
    parts = [part for part in used(MenuItem) if part.theme == theme and part.adds]
    return [part for part in parts if not part.within and part.permission(user)]


def _group(theme: Theme, parts: list[MenuItem]) -> Group:
    tasks = [Task(part.label, part.url, part.says) for part in parts]
    return Group(theme.name.lower(), str(theme), tasks)


def own_places(user: Any) -> list[Place]:
    """The first few places at which this person has a role."""
    reader = reader_of(user)
    if reader is None or not reader.places:
        return []
    rows = Place.objects.visible_to(user).filter(pk__in=sorted(reader.places))
    places = list(rows.order_by("sort_key", "id")[:PLACES_SHOWN])
    know_reach_of(places, user)
    return places


def led_programmes(user: Any) -> list[Programme]:
    """The first few programmes that this person leads."""
    reader = reader_of(user)
    if reader is None or not reader.led_programmes:
        return []
    rows = Programme.objects.visible_to(user).filter(pk__in=sorted(reader.led_programmes))
    return list(rows.order_by("sort_key", "id")[:PROGRAMMES_SHOWN])


def own_pilots(user: Any) -> list[Pilot]:
    """The first few pilots under way whose progress this person logs."""
    reader = reader_of(user)
    if reader is None or not (reader.contributed_places or reader.teams):
        return []
    rows = Pilot.objects.visible_to(user).logged_by(user).live().with_places()
    pilots = list(rows.order_by("sort_key", "id")[:PILOTS_SHOWN])
    know_reach_of([pilot.lead_place for pilot in pilots if pilot.lead_place], user)
    return pilots


def parts_of(user: Any, record: Any, kind: str) -> list[tuple[RecordMenuItem, str]]:
    """What this person may add to a place, a programme or a pilot, each with its address; a form
    within a list is a button there."""
    forms = (part for part in used(RecordMenuItem) if part.of == kind and part.adds)
    parts = [part for part in forms if not part.within]
    return [(part, part.url(record)) for part in parts if part.permission(user, record)]


def _at_places(user: Any) -> list[Group]:
    groups = [_of_record(user, place, "place", f"At {place}") for place in own_places(user)]
    return [group for group in groups if group.items]


def _at_programmes(user: Any) -> list[Group]:
    led = led_programmes(user)
    groups = [_of_record(user, one, "programme", f"For all places of {one}") for one in led]
    return [group for group in groups if group.items]


def _at_pilots(user: Any) -> list[Group]:
    groups = [_of_record(user, pilot, "pilot", f"To {pilot.title}") for pilot in own_pilots(user)]
    return [group for group in groups if group.items]


def _of_record(user: Any, record: Any, kind: str, title: str) -> Group:
    tasks = [Task(part.label, url, part.says) for part, url in parts_of(user, record, kind)]
    return Group(f"{kind}-{record.pk}", title, tasks, record)
