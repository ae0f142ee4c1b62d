"""Shared definitions as a list, and one of them with everybody who counts by it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import Count, QuerySet

from interface.exports import Column
from interface.filters import FilterSet, OneOf, Words
from interface.paging import Sort
from partnerships.examples import LeavesOutExamples
from partnerships.models import Programme, Topic
from pilots.indicator.codebook import iso
from pilots.indicator.measures import Measure, measures
from pilots.indicator.totals import Part
from pilots.models import Indicator, Pilot, SharedDefinition

SORTS = (Sort("name", "name", says=str),)
CONTRIBUTORS = (Sort("pilot", "pilot__sort_key", says=lambda one: one.pilot.title),)
AT_ONCE = 500


class DefinitionFilter(LeavesOutExamples, FilterSet):
    """``DefinitionFilter(request.GET, request=request)``."""

    q = Words("Words", by="found_by")
    topic = OneOf("Topic", method="on_topic")
    programme = OneOf("Programme that keeps it", field_name="programme__slug")

    def __init__(self, data: Mapping[str, Any], *, request: Any) -> None:
        user = self.reader = request.user
        rows = SharedDefinition.objects.visible_to(user).listed()
        super().__init__(data, rows, request=request)
        self._offer("topic", Topic.objects.visible_to(user).values_list("slug", "name"))
        self._offer("programme", Programme.objects.visible_to(user).values_list("slug", "name"))

    def on_topic(self, rows: Any, name: str, slug: str) -> QuerySet[SharedDefinition]:
        """Definitions about a topic or one below it."""
        return rows.on_topic(slug)

    def _offer(self, name: str, choices: Any) -> None:
        self.filters[name].extra["choices"] = list(choices)


def with_use(user: Any, rows: Iterable[SharedDefinition]) -> Iterator[SharedDefinition]:
    """These, each with ``pilots``: how many that the reader sees count by it. So many at a time,
    one query for each time."""
    rest = iter(rows)
    while some := list(islice(rest, AT_ONCE)):
        seen = Indicator.objects.visible_to(user).filter(shared__in=[one.pk for one in some])
        counted = seen.order_by().values_list("shared").annotate(n=Count("pilot", distinct=True))
        used = dict(counted)
        for one in some:
            one.pilots = used.get(one.pk, 0)
            yield one


COLUMNS = (
    Column("name", "Name", "What it is called", lambda one: one.name),
    Column("unit", "Unit", "", lambda one: one.unit),
    Column("definition", "Definition", "What is counted", lambda one: one.definition),
    Column("how", "How it is counted", "", lambda one: one.how),
    Column("may_add", "Can be added", "Across pilots", lambda one: one.may_add),
    Column("version", "Version", "Raised when it means another thing", lambda one: one.edition),
    Column("version_why", "What is different", "In this version", lambda one: one.edition_why),
    Column(
        "topics",
        "Topics",
        "",
        lambda one: "; ".join(link.topic.name for link in one.topic_links.all()),
    ),
    Column("keeper", "Kept by", "A programme or an organisation", lambda one: one.owner),
    Column("source", "Source", "Where it is from", lambda one: one.source),
    Column("pilots", "Pilots", "That count by it, of those you can see", lambda one: one.pilots),
    Column("address", "Address", "Its page", lambda one: one.get_absolute_url()),
)


def pilots_of(user: Any, programme: Programme | None) -> QuerySet[Pilot]:
    """The pilots that the reader sees, of one programme if given."""
    rows = Pilot.objects.visible_to(user)
    return rows if programme is None else rows.filter(programme=programme)


@dataclass(frozen=True)
class Contributor:
    """A figure that follows a shared definition, and what becomes of it in the total."""

    part: Part
    measure: Measure

    @property
    def pilot(self) -> Pilot:
        """The pilot whose figure it is."""
        return self.measure.indicator.pilot

    @property
    def whose(self) -> str:
        """Whose figures they are: as the pilot says, else the place that leads it."""
        return self.measure.indicator.counted_by or str(self.pilot.lead_place or "")


def listed(rows: QuerySet[Indicator]) -> QuerySet[Indicator]:
    """With all that a row of the list shows, for ``contributors``."""
    return rows.select_related("pilot__programme", "shared").prefetch_related(
        "pilot__place_links__place"
    )


def contributors(
    user: Any, rows: Iterable[Indicator], parts: Mapping[int, Part]
) -> Iterator[Contributor]:
    """These figures in full, so many at a time: two queries for each time."""
    rest = iter(rows)
    while some := list(islice(rest, AT_ONCE)):
        for one in measures(user, some, ()):
            # One that was added a moment ago is in no total yet
            if part := parts.get(one.indicator.pk):
                yield Contributor(part, one)


def _latest(name: str) -> Callable[[Contributor], Any]:
    def value(one: Contributor) -> Any:
        latest = one.measure.latest
        return getattr(latest, name) if latest else None

    return value


def _as_of(one: Contributor) -> str:
    latest = one.measure.latest
    return iso(latest.day) if latest else ""


def _qualifier(measure: Measure) -> str:
    known = measure.latest and measure.latest.value.known
    return measure.latest.value.qualifier_words or "exactly" if known and measure.latest else ""


PART_COLUMNS = (
    Column("definition", "Shared definition", "", lambda one: one.measure.indicator.shared),
    Column("version", "Version followed", "", lambda one: one.measure.indicator.shared_edition),
    Column("pilot", "Pilot", "Empty where its name is not known", lambda one: one.pilot.name),
    Column("programme", "Programme", "", lambda one: one.pilot.programme),
    Column("contributor", "Whose figures", "A place or partner", lambda one: one.whose),
    Column("figure", "Figure", "As the pilot calls it", lambda one: one.measure.indicator.name),
    Column("unit", "Unit", "", lambda one: one.measure.indicator.unit),
    Column("state", "State", "Added, not known or left out", lambda one: one.part.state_words),
    Column("why", "Why", "It is not added", lambda one: one.part.why),
    Column("qualifier", "How exact", "Exactly, about …", lambda one: _qualifier(one.measure)),
    Column("low", "Value or low end", "Empty is not known", _latest("value_low")),
    Column("high", "High end", "Only for a range", _latest("value_high")),
    Column("as_of", "As at", "No more exact than known", _as_of),
    Column(
        "planned", "Planned", "Where the plan is a number of the same", lambda one: one.part.target
    ),
    Column("due", "Planned for", "By when", lambda one: iso(one.part.due)),
    Column(
        "address",
        "Address",
        "The page of the figure",
        lambda one: one.measure.indicator.get_absolute_url(),
    ),
)
