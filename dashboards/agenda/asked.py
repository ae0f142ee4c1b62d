"""Whose calendar is read, from when to when, and how much of each kind is told of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from dashboards.scope import joined_by, works_at
from partnerships.models import Place, Programme, Subscription
from partnerships.visibility import reader_of
from pilots.models import Pilot

MOST = 300


@dataclass(frozen=True)
class Window:
    """From ``start`` to ``end``, both within; ``with_late`` adds what is to do from before."""

    start: dt.date
    end: dt.date
    with_late: bool = False


@dataclass(frozen=True)
class Calendar:
    """Whose calendar it is: the reader's own, or that of a place, programme or pilot they see."""

    user: Any
    subject: Place | Programme | Pilot | None = None

    @property
    def pilots(self) -> QuerySet[Pilot]:
        """The pilots of this calendar that the reader sees."""
        seen: Any = Pilot.objects.visible_to(self.user)
        match self.subject:
            case Place():
                return seen.in_place(self.subject)
            case Programme():
                return seen.filter(programme=self.subject)
            case Pilot():
                return seen.filter(pk=self.subject.pk)
        return seen.filter(self._mine())

    def _mine(self) -> Q:
        reader = reader_of(self.user)
        if reader is None:
            return Q(pk__in=[])
        follows = Subscription.objects.visible_to(self.user).live()
        places = sorted(follows.order_by().values_list("place_id", flat=True))
        rule = works_at(reader)
        if reader.organisations:
            rule |= joined_by(reader)
        return rule | Q(reach_ids__overlap=places) if places else rule

    @property
    def programmes(self) -> Q:
        """Which milestones of programmes stand in it."""
        match self.subject:
            case Place():
                links = Programme.places.through.objects.filter(
                    place__reach_up__ancestor=self.subject
                )
                return Q(programme__in=links.order_by().values("programme"))
            case Programme():
                return Q(programme=self.subject)
            case Pilot():
                return Q(pk__in=[])
        reader = reader_of(self.user)
        return Q(programme__in=sorted(reader.programmes) if reader else [])


@dataclass(frozen=True)
class Asked:
    """One reading of a calendar; ``cut`` fills with the kinds of which there is too much."""

    calendar: Calendar
    window: Window
    today: dt.date
    cut: list[str] = field(default_factory=list)

    @property
    def user(self) -> Any:
        """The reader."""
        return self.calendar.user

    def told(self, kind: str, day: Any, *parts: QuerySet[Any]) -> list[Any]:
        """As many rows as are told of a kind, by the ``day`` of each: the first from today on and
        the latest before it, so that much that is late hides nothing that is to come. Of a window
        without what is late: the first of it. One query.

        Parts that each have an index of their own are read apart, and asked with OR by none.
        """
        split = self.today if self.window.with_late else self.window.start
        first: list[QuerySet[Any]] = []
        for dated in (rows.annotate(at=day) for rows in parts):
            first.append(dated.filter(at__lt=split).order_by("-at", "-id")[: MOST + 1])
            first.append(dated.filter(at__gte=split).order_by("at", "id")[: MOST + 1])
        found = sorted(first[0].union(*first[1:], all=True), key=lambda one: (one.at, one.pk))
        before = [one for one in found if one.at < split][::-1]
        coming = [one for one in found if one.at >= split]
        if max(len(before), len(coming)) > MOST:
            self.cut.append(kind)
        return before[:MOST] + coming[:MOST]
