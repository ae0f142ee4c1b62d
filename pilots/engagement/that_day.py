"""What else is on where a visit is planned: other visits close by, what is on that day there or
for those who come and receive it, and who is away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q

from accounts.scopes import SCOPES
from interface.words import date_words
from partnerships.models import Organisation, PlaceReach
from partnerships.place.models.place import holding
from people.job_role.permissions import may_know_holder
from people.models import Assignment, JobRole, JobRoleHolder
from people.role.permissions import can_see_people
from pilots.engagement.close_visits import CloseBy, Planned, close_to_plan
from pilots.engagement.models import EngagementQuerySet
from pilots.engagement.reading import with_all
from pilots.models import Engagement, EngagementBody
from records.dates import Precision

MOST = 10


@dataclass(frozen=True)
class Also:
    """Something else that is on that day."""

    words: str
    url: str


@dataclass(frozen=True)
class ThatDay:
    """What one reader sees of a day, for one plan. ``more``: whether not all of it is listed."""

    close: list[CloseBy]
    also: list[Also]
    away: list[str]
    more: bool = False

    @property
    def is_free(self) -> bool:
        """Whether nothing is known to stand in the way."""
        return not (self.close or self.also or self.away)


def that_day(user: Any, plan: Planned, host: JobRole | None = None) -> ThatDay:
    """What this reader may see of it: every row is asked for with ``visible_to``."""
    close = close_to_plan(user, plan)
    told = {other.url for other in close}
    found = _meetings(user, plan, host)[: MOST + 1 + len(close)]
    rows = [row for row in found if row.get_absolute_url() not in told]
    also = [_also(row) for row in rows[:MOST]]
    return ThatDay(close, also, list(_away(user, plan, host)), len(rows) > MOST)


def _meetings(user: Any, plan: Planned, host: JobRole | None) -> EngagementQuerySet:
    """Meetings and visits of that day: there, or with those who come or the role that receives."""
    above = PlaceReach.objects.filter(place=plan.place).values("ancestor")
    below = PlaceReach.objects.filter(ancestor=plan.place).values("place")
    theirs = Q(place__in=above) | Q(place__in=below)
    if bodies := [body for body in plan.who if isinstance(body, int)]:
        within = Organisation.objects.of_bodies(bodies).order_by().values("pk")
        coming = EngagementBody.objects.filter(engagement=OuterRef("pk"), organisation__in=within)
        theirs |= Q(Exists(coming))
    if host is not None:
        theirs |= Q(host=host)
    rows = Engagement.objects.visible_to(user).filter(
        theirs, on=plan.day, on_precision=Precision.DAY
    )
    rows = rows.exclude(pk=plan.pk).exclude(state=Engagement.State.CALLED_OFF)
    return with_all(rows).order_by("id")


def _also(row: Engagement) -> Also:
    who = ", ".join(str(body) for body in row.bodies.all())
    where = f" in {row.place}" if row.place else ""
    said = f"{str(row.get_kind_display()).capitalize()}{where}: {row.purpose}"
    return Also(f"{said} ({who})" if who else said, row.get_absolute_url())


def _away(user: Any, plan: Planned, host: JobRole | None) -> Iterator[str]:
    """Who is away, as far as it is this reader's to know: themselves; whoever holds the job role
    that receives the visit, where they are covered in a place or body whose people they see."""
    holders: set[int] = set()
    if host is not None and may_know_holder(user, host):
        held = JobRoleHolder.objects.filter(holding(plan.day), post=host)
        people = list(held.values_list("person__user", flat=True))
        if not people:
            yield f"Nobody is recorded as {host.title} on {date_words(plan.day)}"
        holders = {pk for pk in people if pk is not None}
    covers = Assignment.objects.filter(
        covers__in={user.pk, *holders}, valid_from__lte=plan.day, valid_to__gt=plan.day
    )
    rows = covers.select_related("user", "covers", *SCOPES).order_by("pk")
    yield from dict.fromkeys(_covered(user, rows))


def _covered(user: Any, covers: Iterable[Assignment]) -> Iterator[str]:
    for cover in covers:
        if cover.covers_id == user.pk:
            yield f"You’re away: {cover.user} covers for you"
        elif can_see_people(user, cover.scope):
            yield f"{cover.covers} is away: {cover.user} covers for them"
