"""What pilots of a region have to tell: their latest news, case studies, and what they try."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from access.compiled import compiled
from interface.words import capitalised
from partnerships.models import Place
from partnerships.place.examples import without_examples
from pilots.models import CaseStudy, Pilot, Update
from pilots.pilot.models import lead_of
from pilots.place.pilots import IN_ORDER
from records.addresses import address

NEWS, STUDIES, PILOTS = 3, 3, 4


@dataclass(frozen=True, slots=True)
class Story:
    """One thing to read: what about, where it stands, which pilot and place, and when."""

    title: str
    url: str
    text: str
    note: str


@dataclass(frozen=True, slots=True)
class Stories:
    """The latest news and case studies; and other pilots, which say what they try."""

    news: list[Story]
    studies: list[Story]
    pilots: list[Story]

    @property
    def parts(self) -> list[tuple[str, list[Story]]]:
        """Those of which there are any, each under its head."""
        parts = (
            ("Latest news", self.news),
            ("Case studies", self.studies),
            ("What pilots try", self.pilots),
        )
        return [part for part in parts if part[1]]

    def __bool__(self) -> bool:
        return bool(self.parts)


def stories_of(user: Any, place: Place) -> Stories:
    """Of the pilots here and at places within that the reader sees. Three queries.

    What is made up stays out, unless the place itself is.
    """
    asked = user, bool(place.is_example)
    news, studies = _latest(*asked, place=place), _studies(*asked, place=place)
    told = {row.pilot_id for row in (*news, *studies)}
    others = [row for row in _pilots(*asked, place=place) if row.pk not in told]
    return Stories(
        news=[_news(row) for row in news],
        studies=[_study(row) for row in studies],
        pilots=[_pilot(row) for row in others[:PILOTS]],
    )


def pilots_seen(user: Any, place: Any, *, made_up: bool) -> QuerySet[Pilot]:
    """The pilots here and at places within; with those made up as an example or without."""
    seen = Pilot.objects.visible_to(user).in_place(place)
    return seen if made_up else without_examples(seen)


@compiled
def _latest(user: Any, made_up: bool, *, place: Any) -> Any:
    """The latest updates that were accepted and say something to everybody."""
    pilots = pilots_seen(user, place, made_up=made_up).order_by().values("pk")
    rows = Update.objects.accepted().filter(pilot__in=pilots).exclude(public_sentence="")
    return rows.with_pilot().order_by("-period_end", "-id")[:NEWS]


@compiled
def _studies(user: Any, made_up: bool, *, place: Any) -> Any:
    pilots = pilots_seen(user, place, made_up=made_up).order_by().values("pk")
    rows = CaseStudy.objects.visible_to(user).published().filter(pilot__in=pilots)
    told = rows.select_related("pilot").annotate(pilot_lead=lead_of("pilot"))
    return told.order_by("-published_at", "-id")[:STUDIES]


@compiled
def _pilots(user: Any, made_up: bool, *, place: Any) -> Any:
    return (
        pilots_seen(user, place, made_up=made_up)
        .with_lead()
        .order_by(*IN_ORDER)[: PILOTS + NEWS + STUDIES]
    )


def _news(row: Any) -> Story:
    row.pilot.known_lead = row.pilot_lead
    url = address("pilot_update_page", row.pilot.slug, row.number)
    when = capitalised(row.period.words)
    return Story(row.pilot.title, url, row.public_sentence, _joined(row.pilot_lead, when))


def _study(row: Any) -> Story:
    row.pilot.known_lead = row.pilot_lead
    outcome = f"what came of it: {row.get_outcome_display()}"
    return Story(row.title, row.get_absolute_url(), row.tried, _joined(row.pilot.title, outcome))


def _pilot(row: Any) -> Story:
    status = str(row.get_status_display())
    return Story(
        row.title,
        row.get_absolute_url(),
        row.summary or row.challenge,
        _joined(row.known_lead, status),
    )


def _joined(*parts: str) -> str:
    return "; ".join(part for part in parts if part)
