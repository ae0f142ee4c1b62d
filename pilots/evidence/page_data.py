"""Evaluations and their findings, with what the places of a pilot are like to read them by."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.urls import reverse

from geography.measure.population import Population, populations
from interface.words import count_words, number
from partnerships.models import Organisation, Place, PlaceFigure, PlaceReach, Programme
from pilots.evaluation.models import Evaluation
from pilots.evaluation_finding.models import EvaluationFinding
from pilots.pilot.models import Pilot
from records.dates import DateWithPrecision


@dataclass(frozen=True)
class Context:
    """What a place is like, to read findings by."""

    place: Place
    role: str
    region: str
    population: str
    population_of: str
    deprivation: str
    deprivation_of: str


def context_of(pilot: Pilot) -> list[Context]:
    """Each place of a pilot: its kind, region, people and deprivation. Three queries."""
    links = list(pilot.place_links.all())
    ids = [link.place_id for link in links]
    above = PlaceReach.objects.filter(place__in=ids, ancestor__kind=Place.Kind.REGION)
    regions = dict(above.values_list("place_id", "ancestor__name"))
    people = populations([link.place for link in links])
    rank = PlaceFigure.Measure.DEPRIVATION_RANK
    rows = PlaceFigure.objects.filter(place__in=ids, measure=rank, value__isnull=False)
    ranks = {figure.place_id: figure for figure in rows.order_by("as_of", "id")}
    return [
        Context(
            link.place,
            link.get_role_display(),
            regions.get(link.place_id, ""),
            *_counted(people.get(link.place_id)),
            *_said(ranks.get(link.place_id)),
        )
        for link in links
    ]


def _counted(people: Population | None) -> tuple[str, str]:
    if people is None:
        return "", ""
    when = dict.fromkeys(part for part in (people.release, people.as_at) if part)
    return number(people.people), ", ".join(when)


def _said(figure: PlaceFigure | None) -> tuple[str, str]:
    if figure is None or figure.value is None:
        return "", ""
    day = str(DateWithPrecision.of(figure, "as_of") or "")
    return number(figure.value), ", ".join(
        dict.fromkeys(part for part in (figure.release, day) if part)
    )


def partner_mix(pilot: Pilot) -> list[tuple[str, int]]:
    """How many partners of each sector take part, the most first. One query."""
    parts = pilot.partners.taking_part().filter(end=None)
    rows = parts.values_list("organisation_id", "organisation__sector")
    sectors = dict(Organisation.Sector.choices)
    # A body with two parts in the pilot counts once
    bodies = {(pk, sector) for pk, sector in rows if pk is not None}
    counts = Counter(str(sectors.get(sector, sector)) for _, sector in bodies)
    if unnamed := sum(pk is None for pk, _ in rows):
        counts["not known"] += unnamed
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


SHOWN = 30
MOST = 500
WORSE = EvaluationFinding.Direction.NEGATIVE


@dataclass(frozen=True)
class Counted:
    """How many findings went one way, and the list of those that went worse."""

    words: str
    url: str = ""


@dataclass(frozen=True)
class Findings:
    """Findings as a page shows them: those that stand first, and how many went which way."""

    rows: list[EvaluationFinding]
    counts: list[Counted]
    total: str
    url: str
    more: int = 0

    def __bool__(self) -> bool:
        return bool(self.rows)


def evaluations_of(user: Any, **of: Any) -> list[Evaluation]:
    """Evaluations of a pilot or a programme with their reports: two queries."""
    rows = Evaluation.objects.visible_to(user).filter(**of)
    return list(rows.select_related("evaluator", "source").prefetch_related("reports__source"))


def findings_of(user: Any, *, pilot: Pilot) -> Findings:
    """The findings about a pilot, those that stand before those that were replaced."""
    rows = EvaluationFinding.objects.visible_to(user).of_pilot(pilot)
    return _shown(rows, f"{reverse('evaluation_findings')}?pilot={pilot.slug}")


def findings_in(user: Any, evaluation: Evaluation) -> Findings:
    """The findings of one evaluation."""
    rows = EvaluationFinding.objects.visible_to(user).filter(evaluation=evaluation)
    return _shown(rows, f"{reverse('evaluation_findings')}?evaluation={evaluation.pk}")


def _shown(rows: Any, url: str) -> Findings:
    findings = list(rows.for_rows().order_by(F("superseded_by").asc(nulls_first=True), "id")[:MOST])
    findings.sort(key=lambda finding: (finding.superseded_by_id is not None, -finding.pk))
    current = [finding for finding in findings if finding.superseded_by_id is None]
    by_direction = Counter(finding.direction for finding in current)
    counts = [
        Counted(
            f"{by_direction[key]} {label}",
            f"{url}&direction={key}&stands=standing" if key == WORSE else "",
        )
        for key, label in EvaluationFinding.Direction.choices
        if by_direction[key]
    ]
    return Findings(
        rows=findings[:SHOWN],
        counts=counts,
        total=count_words(len(current), "finding"),
        url=url,
        more=max(len(findings) - SHOWN, 0),
    )


def of_programme(user: Any, programme: Programme) -> list[Evaluation]:
    """The evaluations of a programme as a whole, for its page."""
    rows = Evaluation.objects.visible_to(user).filter(programme=programme)
    return list(rows.select_related("evaluator"))
