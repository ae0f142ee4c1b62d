"""The barrier report: which kinds stand in the way where, what was tried, and what helped.

Counts hold only what the reader may see. Every number opens the list that it counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from barriers.columns import nature_words, result_words
from barriers.filters import NO_REGION, NOT_SURE, BarrierFilter, Kind, key_of
from barriers.in_words import place_names
from barriers.models import Barrier
from dashboards import barrier_counts, barrier_rows
from dashboards.barrier_counts import Counts
from dashboards.barrier_rows import Rows
from interface import querystring, words
from interface.charts.heat import Cell, HeatMap, Row
from partnerships.models import Place
from pilots.models import Lesson, PilotPlace
from records.models import Finding, FindingSubject

MOST_TRIED = 30
MOST_HELPED = 12
MOST_FINDINGS = 6
NOT_SURE_YET = "Not sure yet"


@dataclass(frozen=True)
class Column:
    """A kind of barrier as a column; ``pk`` is None for those that nobody is sure of yet."""

    pk: int | None
    key: str
    label: str


@dataclass(frozen=True)
class Tried:
    """One barrier with what was tried against it, in words; empty is not known."""

    barrier: Barrier
    places: str
    nature: str
    tried: str
    result: str


@dataclass(frozen=True)
class Report:
    """The report that one address asks for, for one reader."""

    filter: BarrierFilter
    rows: Rows
    counts: Counts
    tried: list[Tried]
    helped: list[Lesson]
    findings: list[Finding]

    @property
    def kind(self) -> Kind | None:
        """The one kind that the report is about, if it is about one."""
        return self.filter.kind

    @property
    def columns(self) -> list[Column]:
        """The kinds shown: the one that is filtered for, or all of them and "not sure yet"."""
        every = [Column(one.pk, one.key, one.short_name) for one in self.filter.kinds]
        every.append(Column(None, NOT_SURE, NOT_SURE_YET))
        asked = self.filter.value("category")
        return [one for one in every if asked in (None, one.key)]

    def list_url(self, **changes: Any) -> str:
        """The list of barriers with this report's filters, some of them replaced."""
        filters = {name: self.filter.data.getlist(name) for name in self.filter.filters}
        for name in ("place", "pilot", "unlocker"):  # by slug, also where a name was typed
            if record := self.filter.value(name):
                filters[name] = [record.slug]
        query = querystring.replaced(filters, **changes)
        return reverse("barriers") + query.removesuffix("?")

    def narrowed_url(self, region: Place) -> str:
        """This report for one region."""
        return querystring.replaced(self.filter.data, region=region.slug)

    @property
    def heat(self) -> HeatMap:
        """Places by kinds, with a row of totals in which each barrier counts once."""
        made = [self._row(place) for place in self.rows.places]
        if self.rows.are_regions and self.counts.elsewhere:
            made.append(self._elsewhere())
        cells = [
            self._cell(self.counts.of[one.pk], one, "all of them", category=one.key)
            for one in self.columns
        ]
        total = Cell(self.counts.total, url=self.list_url(), name=f"{self.counts.total}: all")
        return HeatMap(
            title="Number of barriers, by place and kind. Each number opens its list",
            columns=tuple(one.label for one in self.columns),
            rows=tuple(made),
            foot=Row("All barriers, each once", tuple(cells), total),
            corner="Region" if self.rows.are_regions else "Place",
        )

    def _row(self, place: Place) -> Row:
        at = {"region" if self.rows.are_regions else "place": place.slug}
        cells = [
            self._cell(self.counts.at[place.pk, one.pk], one, place.name, category=one.key, **at)
            for one in self.columns
        ]
        url = self.narrowed_url(place) if self.rows.narrows else place.get_absolute_url()
        return Row(place.name, tuple(cells), self._sum(cells, place.name, **at), url)

    def _elsewhere(self) -> Row:
        label, at = "In no region", {"region": NO_REGION}
        cells = [
            self._cell(self.counts.elsewhere[one.pk], one, label, category=one.key, **at)
            for one in self.columns
        ]
        return Row(label, tuple(cells), self._sum(cells, label, **at))

    def _cell(self, n: int, column: Column, where: str, **at: str) -> Cell:
        return Cell(n, column.label, self.list_url(**at), f"{n}: {column.label}, {where}")

    def _sum(self, cells: list[Cell], where: str, **at: str) -> Cell:
        n = sum(cell.count for cell in cells)
        return Cell(n, url=self.list_url(**at), name=f"{n}: barriers, {where}")

    @property
    def with_some(self) -> int:
        """In how many of the places something is logged."""
        return len({place for place, _ in self.counts.at})

    @property
    def lead(self) -> str:
        """How many barriers there are, and in how many of the places."""
        noun = f"{self.kind.short_name.lower()} barrier" if self.kind else "barrier"
        said = words.count_words(self.counts.total, noun)
        if not self.counts.total:
            return f"No {noun} that you can see is logged, which does not mean that there is none."
        every = len(self.rows.places)
        if every <= 1:
            return f"{said}."
        there = self.counts.total - self.counts.elsewhere.total()
        part = f", {words.number(there)} of them" if there < self.counts.total else ""
        where = f"{said}{part} in {self.with_some} of the {every} {self.rows.words}."
        others = every - self.with_some
        if not others:
            return where
        them = "the other one" if others == 1 else f"the other {words.number(others)}"
        return f"{where} For {them} none is logged, which does not mean that there was none."

    @property
    def rule_kinds(self) -> list[Kind]:
        """The kinds shown that claim a rule."""
        shown = {one.pk for one in self.columns}
        return [one for one in self.filter.kinds if one.concerns_rules and one.pk in shown]

    @property
    def natures(self) -> HeatMap | None:
        """Claims about rules by kind and nature; None where none of the kinds shown claims one."""
        if not self.rule_kinds:
            return None
        labels = [(value, label.capitalize()) for value, label in Barrier.Nature.choices]
        made = []
        for kind in self.rule_kinds:
            cells = [
                Cell(
                    n := self.counts.natures[kind.pk, value],
                    label,
                    self.list_url(category=kind.key, nature=key_of(value)),
                    f"{n}: {kind.short_name}, nature {label.lower()}",
                )
                for value, label in labels
            ]
            total = self.counts.of[kind.pk]
            url = self.list_url(category=kind.key)
            made.append(
                Row(
                    kind.short_name,
                    tuple(cells),
                    Cell(total, url=url, name=f"{total}: {kind.name}"),
                )
            )
        return HeatMap(
            title="Claims about rules, by kind and nature. Each number opens its list",
            columns=tuple(label for _, label in labels),
            rows=tuple(made),
            corner="Kind",
        )

    @property
    def unstated(self) -> str:
        """How many claims say nothing of their nature: "For 6 of these 7 nobody has said"."""
        every = sum(self.counts.of[kind.pk] for kind in self.rule_kinds)
        silent = sum(self.counts.natures[kind.pk, "not_stated"] for kind in self.rule_kinds)
        if not every or not silent:
            return ""
        said = "all" if silent == every else words.number(silent)
        return f"For {said} of these {words.number(every)} nobody has said."

    @property
    def tried_is_cut(self) -> bool:
        """Whether more may have been tried than is shown."""
        return len(self.tried) == MOST_TRIED

    @property
    def tried_title(self) -> str:
        """The head of the table of what was tried."""
        said = "what was tried and what came of it"
        return f"{self.kind.name}: {said}" if self.kind else f"{said[:1].upper()}{said[1:]}"

    @property
    def tried_url(self) -> str:
        """The list behind the table of what was tried."""
        return self.list_url() if self.kind else self.list_url(tried="yes")

    @property
    def tried_words(self) -> str:
        """What that link says: a count where it is known."""
        if self.kind:
            return words.count_words(self.counts.of[self.kind.pk], "barrier")
        return "All barriers with something tried"

    def exported(self) -> Iterator[tuple[Place | None, Row]]:
        """The rows of the table, each with its place (None for those in no region)."""
        places: list[Place | None] = [*self.rows.places, None]
        yield from zip(places, self.heat.rows, strict=False)


def build(chosen: BarrierFilter, rows_asked: str) -> Report:
    """The report for these filters. ``rows_asked`` is the kind of place that the rows are."""
    rows = barrier_rows.rows_of(chosen, rows_asked) if chosen.form.is_valid() else Rows()
    if rows.problem or not chosen.form.is_valid():
        return Report(chosen, rows, Counts(), [], [], [])
    counts = barrier_counts.count(chosen.qs, [place.pk for place in rows.places])
    return Report(
        filter=chosen,
        rows=rows,
        counts=counts,
        tried=_tried(chosen),
        helped=list(_helped(chosen)[:MOST_HELPED]),
        findings=list(_findings(chosen)[:MOST_FINDINGS]),
    )


def _tried(chosen: BarrierFilter) -> list[Tried]:
    """The latest barriers of the kind, or those with something tried where no kind is chosen."""
    found = chosen.qs if chosen.kind else chosen.qs.with_something_tried()
    latest = found.for_rows().prefetch_related("actions").order_by("-updated_at", "-id")
    made = [
        Tried(
            barrier=barrier,
            places=place_names(barrier),
            nature=nature_words(barrier),
            tried="; ".join(action.what.rstrip(".") for action in barrier.actions.all()),
            result="; ".join(filter(None, map(result_words, barrier.actions.all()))),
        )
        for barrier in latest[:MOST_TRIED]
    ]
    return sorted(made, key=lambda one: (one.places, one.barrier.pk))


def _helped(chosen: BarrierFilter) -> QuerySet[Lesson]:
    """What helped, in pilots that the reader may see, against the kinds and in the places shown."""
    found = Lesson.objects.visible_to(chosen.user).filter(kind=Lesson.Kind.ENABLER)
    found = (
        found.filter(helps_with=chosen.kind.key) if chosen.kind else found.exclude(helps_with="")
    )
    if chosen.programme_chosen:
        found = found.filter(pilot__programme=chosen.programme_chosen)
    if scope := chosen.value("place") or chosen.region_chosen:
        found = found.filter(pilot__reach_ids__contains=[scope.pk])
    leads = PilotPlace.objects.filter(pilot=OuterRef("pilot"), role=PilotPlace.Role.LEAD)
    place = Subquery(leads.values("place__name")[:1])
    return found.select_related("pilot").annotate(place_name=place).order_by("place_name", "id")


def _findings(chosen: BarrierFilter) -> QuerySet[Finding]:
    """Published findings about the kinds and the programme shown; never part of a count."""
    kinds = Q(subject_type__app_label="barriers", subject_type__model="category")
    if chosen.kind:
        kinds &= Q(subject_id=chosen.kind.pk)
    found = Finding.objects.visible_to(chosen.user).filter(_about(kinds))
    if chosen.programme_chosen:
        programme = Q(subject_type__app_label="partnerships", subject_type__model="programme")
        found = found.filter(_about(programme & Q(subject_id=chosen.programme_chosen.pk)))
    return found.select_related("source").order_by("id")


def _about(subject: Q) -> Exists:
    return Exists(FindingSubject.objects.filter(subject, finding=OuterRef("pk")))
