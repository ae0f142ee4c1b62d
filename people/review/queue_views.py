"""What waits for the people who keep the directory right, in their region or of their body."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from access.permissions import keeps_anything
from access.subqueries import MOST, UpTo, first_of
from access.visibility import Reader, reader_of
from accounts.models import User
from interface import paging
from interface.paging import BoundedCount, Page, Sort
from interface.sections import Section, Task
from interface.words import date_words
from partnerships.models import Organisation, OrganisationPlace, Place, PlaceReach
from partnerships.place.models.place import holding
from people.models import JobRole, JobRoleHolder
from people.review.models import Kept
from registry.kinds import kind_of

TITLE = "Directory pages to look after"
SHOWN = 10  # of each kind, before the link to all of them
PAGE = 50
# What a page waits for: key and heading.
WHY = {
    "bounced": "Emails that came back",
    "vacant": "Job roles that nobody holds",
    "overdue": "Reviews overdue",
    "never": "Pages never confirmed",
}
TO_DO = {
    "bounced": "Correct addresses from which emails came back",
    "vacant": "Say who holds job roles that nobody holds",
    "overdue": "Review pages that are overdue",
    "never": "Confirm pages that nobody has confirmed",
}
# By what each is ordered: never null among those that wait for it.
SORTS = {
    "bounced": Sort("date", "bounced_on", says=lambda row: date_words(row.bounced_on)),
    "vacant": Sort("name", "sort_key"),
    "overdue": Sort("date", "review_by", says=lambda row: date_words(row.review_by)),
    "never": Sort("name", "sort_key"),
}
# What can wait: one, and many, in words.
KINDS = {
    "place": ("Place", "places"),
    "organisation": ("Organisation", "organisations"),
    "post": ("Job role", "job roles"),
}


@dataclass(frozen=True, slots=True)
class Item:
    """One page that waits. ``key`` names it for the form; empty where there is nothing to tick."""

    title: str
    url: str
    kind: str
    note: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Pages that wait for one reason: the first of each kind, and how many there are.

    ``more`` are the links to all of a kind of which more wait than are shown: words and address.
    """

    key: str
    title: str
    items: list[Item]
    count: BoundedCount
    more: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Queue:
    """The whole queue of one person."""

    parts: list[Part]

    @property
    def numbers(self) -> list[dict[str, Any]]:
        """The strip: each reason with its number."""
        return [
            {"label": part.title, "value": part.count, "url": f"#{part.key}" if part.items else ""}
            for part in self.parts
        ]

    @property
    def is_full(self) -> bool:
        """Whether anything waits."""
        return any(part.items for part in self.parts)

    @property
    def can_tick(self) -> bool:
        """Whether there is anything to confirm."""
        return any(item.key for part in self.parts for item in part.items)


@dataclass(frozen=True, slots=True)
class OfOneKind:
    """All records of one kind that wait for one reason, a page at a time."""

    why: str
    title: str
    items: list[Item]
    page: Page
    count: str

    @property
    def can_tick(self) -> bool:
        """Whether there is anything to confirm."""
        return any(item.key for item in self.items)


def build(user: Any, reader: Reader, today: dt.date) -> Queue:
    """The queue of somebody who keeps places, or speaks for bodies. Twelve queries at most."""
    rows = _rows(user, reader, today)
    return Queue([_part(why, rows[why]) for why in WHY])


def of_one_kind(
    user: Any, reader: Reader, today: dt.date, *, why: str, kind: str, params: Mapping[str, Any]
) -> OfOneKind | None:
    """What waits for one reason, of one kind; None where that cannot be. Four at most."""
    rows = _rows(user, reader, today).get(why, {}).get(kind)
    if rows is None:
        return None
    page = paging.page(rows, params, [SORTS[why]], size=PAGE)
    singular, many = KINDS[kind]
    count = paging.bounded_count(rows).words(singular.lower(), many)
    return OfOneKind(why, f"{WHY[why]}: {many}", [_item(why, row) for row in page], page, count)


def _rows(user: Any, reader: Reader, today: dt.date) -> dict[str, dict[str, QuerySet[Any]]]:
    """The QuerySets behind each reason, by kind."""
    mine = _mine(user, reader, today)
    posts = mine["post"]
    held = JobRoleHolder.objects.filter(holding(today), post=OuterRef("pk"))
    never = {kind: Q(confirmed_on=None) if kind == "post" else Q(reviewed_on=None) for kind in mine}
    return {
        "bounced": {"post": posts.filter(bounced_on__isnull=False)},
        "vacant": {"post": posts.filter(~Exists(held))},
        "overdue": {kind: rows.filter(review_by__lt=today) for kind, rows in mine.items()},
        "never": {kind: rows.filter(never[kind]) for kind, rows in mine.items()},
    }


def _mine(user: Any, reader: Reader, today: dt.date) -> dict[str, QuerySet[Any]]:
    """The places that stand today, bodies and job roles that this person keeps right."""
    posts = JobRole.objects.visible_to(user).open().select_related("organisation")
    kept = sorted(reader.kept_places)
    within = PlaceReach.objects.filter(ancestor__in=kept).order_by().values("place")
    there = OrganisationPlace.objects.standing(today).filter(place__in=within).order_by()
    body, post = Q(pk__in=there.values("organisation")), Q(reach_ids__overlap=kept or [0])
    if reader.organisations:
        # Their numbers, not a subquery: the database then begins at the few rows that they have
        bodies = Organisation.objects.of_bodies(reader.organisations).order_by()
        own = list(bodies.values_list("pk", flat=True))
        body = body | Q(pk__in=own) if kept else Q(pk__in=own)
        post = post | Q(organisation__in=own) if kept else Q(organisation__in=own)
    return {
        "place": Place.objects.visible_to(user).standing(today).filter(pk__in=within),
        "organisation": Organisation.objects.visible_to(user).filter(body),
        "post": posts.filter(post),
    }


def _part(why: str, kinds: dict[str, QuerySet[Any]]) -> Part:
    sort = SORTS[why]
    counted = {
        kind: first_of(rows.order_by(sort.expression, "id"), SHOWN) for kind, rows in kinds.items()
    }
    rows = [row for some, _ in counted.values() for row in some]
    if why == "overdue":
        rows.sort(key=lambda row: row.review_by)
    more = [
        (f"See {_all(count, kind)}", reverse("directory_queue_of", args=[why, kind]))
        for kind, (some, count) in counted.items()
        if count.more or count.count > len(some)
    ]
    return Part(
        why, WHY[why], [_item(why, row) for row in rows], _sum(c for _, c in counted.values()), more
    )


def _all(count: BoundedCount, kind: str) -> str:
    many = KINDS[kind][1]
    return f"all of more than {count.count} {many}" if count.more else f"all {count} {many}"


def _sum(counts: Iterable[BoundedCount]) -> BoundedCount:
    several = list(counts)
    total = sum(count.count for count in several)
    return BoundedCount(min(total, MOST), any(count.more for count in several) or total > MOST)


def _item(why: str, row: Any) -> Item:
    notes = [_which(row)]
    if why == "bounced":
        notes.append(f"mail came back {date_words(row.bounced_on)}")
    if why == "overdue":
        notes.append(f"was due on {date_words(row.review_by)}")
    key = "" if why == "vacant" else f"{kind_of(row)}:{row.pk}"
    kind = KINDS[kind_of(row)][0]
    return Item(str(row), row.get_absolute_url(), kind, ", ".join(notes), key)


def _which(row: Kept) -> str:
    """What tells it from others of its name: its body, its kind or its sector."""
    if isinstance(row, JobRole):
        return str(row.organisation)
    kind = row.get_kind_display() if isinstance(row, Place) else row.get_sector_display()
    return str(kind)


def waiting(user: Any, reader: Reader, today: dt.date) -> Section:
    """The queue in *my work*: how many pages wait for each reason. One query."""
    rows = _rows(user, reader, today)
    counts = {
        f"{why}_{number}": UpTo(kind, MOST)
        for why, kinds in rows.items()
        for number, kind in enumerate(kinds.values())
    }
    counted: Any = User.objects.filter(pk=user.pk).values(**counts).get()
    tasks, total = [], 0
    for why in WHY:
        count = sum(value or 0 for name, value in counted.items() if name.startswith(f"{why}_"))
        total += count
        if count:
            url = f"{reverse('directory_queue')}#{why}"
            tasks.append(Task(title=TO_DO[why], url=url, action="Open", reason=_many(count)))
    return Section(
        key="directory",
        title=TITLE,
        short="Directory pages",
        items=tasks,
        count=BoundedCount(min(total, MOST), more=total > MOST),
        note="wait for you",
        url=reverse("directory_queue"),
        link="Open the queue",
        stand_for_all=True,
    )


def _many(count: int) -> str:
    return f"more than {MOST}" if count > MOST else str(count)


def _reader(request: HttpRequest) -> Reader:
    """The reader, if they keep anything; else raises PermissionDenied."""
    reader = reader_of(request.user)
    if reader is None or not keeps_anything(request.user):
        raise PermissionDenied
    return reader


def directory_queue(request: HttpRequest) -> HttpResponse:
    """Pages that wait: mail back, vacant, overdue, never confirmed."""
    reader = _reader(request)
    queue = build(request.user, reader, timezone.localdate())
    context = {"queue": queue, "example": reader.sees_demo_data}
    return render(request, "people/review/queue.html", context)


def directory_queue_of(request: HttpRequest, why: str, kind: str) -> HttpResponse:
    """All of one kind that wait for one reason, a page at a time."""
    reader = _reader(request)
    today = timezone.localdate()
    queue = of_one_kind(request.user, reader, today, why=why, kind=kind, params=request.GET)
    if queue is None:
        raise Http404("nothing of this kind waits for this")
    context = {
        "queue": queue,
        "back": f"{why}/{kind}",
        "example": reader.sees_demo_data,
        "breadcrumbs": [
            (TITLE, reverse("directory_queue")),
            (queue.title, ""),
        ],
    }
    return render(request, "people/review/queue_of_kind.html", context)
