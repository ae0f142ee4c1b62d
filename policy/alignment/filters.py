"""Where priorities were found to differ: the pairs, in what they differ, and how many do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from interface.filters import FilterSet, OneOf
from partnerships.place.examples import of_the_country
from partnerships.place.forms import place_filter
from partnerships.topic.filters import OnTopic
from partnerships.topic.models import Topic
from policy.priority.models import Alignment, Priority

_WINDOWS_APART = Q(narrower__decide_to__lt=F("wider__decide_from")) | Q(
    wider__decide_to__lt=F("narrower__decide_from")
)
KINDS = {
    "content": ("Content", Q(differs_in_content=True)),
    "time": ("Time", Q(differs_in_time=True)),
    "geography": ("Geography", Q(differs_in_geography=True)),
    "windows": ("Decisions at different times", _WINDOWS_APART),
}


def differing(user: Any) -> QuerySet[Alignment]:
    """Pairs that somebody found to differ, and looked-at pairs whose decisions do not meet."""
    seen = Alignment.objects.visible_to(user).select_related("wider__owner", "narrower__owner")
    rule = Q(verdict=Alignment.Verdict.DIFFERS)
    for _, holds in KINDS.values():
        rule |= holds
    return seen.filter(rule)


def in_the_country(rows: QuerySet[Alignment], user: Any) -> QuerySet[Alignment]:
    """Without the pairs of the made-up county, unless the reader works there."""
    country = of_the_country(Priority.objects.all(), user).order_by().values("pk")
    return rows.filter(narrower__in=country)


def counts(rows: QuerySet[Alignment]) -> list[dict[str, Any]]:
    """How many pairs differ in what, each with the list of exactly those; one query."""
    numbers = rows.order_by().aggregate(
        **{key: Count("pk", filter=holds) for key, (_, holds) in KINDS.items()}
    )
    return [
        {"label": label, "value": numbers[key], "url": f"?kind={key}"}
        for key, (label, _) in KINDS.items()
    ]


class DifferenceFilter(FilterSet):
    """Differences by kind, by the place and by the topic of the narrower priority."""

    kind = OneOf(
        "Differs in", choices=[(key, label) for key, (label, _) in KINDS.items()], method="of_kind"
    )
    place = place_filter(by="at_place")
    topic = OnTopic()

    def __init__(self, data: Mapping[str, Any], rows: QuerySet, *, request: Any) -> None:
        super().__init__(data, rows, request=request)
        topics = Topic.objects.visible_to(request.user).values_list("slug", "name")
        self.filters["topic"].extra["choices"] = list(topics)

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """The chosen pairs; those of an example where its place is named."""
        rows = super().filter_queryset(queryset)
        named = self.form.cleaned_data.get("place")
        return rows if named else in_the_country(rows, self.request.user)

    def of_kind(self, rows: QuerySet, name: str, key: str) -> QuerySet:
        """Pairs that differ in one way."""
        return rows.filter(KINDS[key][1])

    def on_topic(self, rows: QuerySet, name: str, slug: str) -> QuerySet:
        """Pairs whose narrower priority is about a topic."""
        return rows.filter(narrower__in=Priority.objects.on_topic(slug).order_by().values("pk"))
