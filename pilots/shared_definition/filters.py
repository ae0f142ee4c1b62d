"""Shared definitions as a list, and as a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from django.db.models import Count, QuerySet

from interface.columns import Column, Type
from interface.filters import FilterSet, OneOf, Words
from interface.paging import Sort
from partnerships.models import Topic
from partnerships.place.examples import LeavesOutExamples
from partnerships.programme.choices import programme_choices
from partnerships.topic.filters import OnTopic
from pilots.models import Pilot, SharedDefinition

SORTS = (Sort("name", "name", says=str),)
AT_ONCE = 500


class DefinitionFilter(LeavesOutExamples, FilterSet):
    """What the list of definitions is narrowed by."""

    q = Words("Words", by="found_by")
    topic = OnTopic()
    programme = OneOf("Programme that looks after it", field_name="programme__slug")

    def __init__(self, data: Mapping[str, Any], rows: QuerySet[Any], *, request: Any) -> None:
        user = self.reader = request.user
        super().__init__(data, rows, request=request)
        self._offer("topic", Topic.objects.visible_to(user).values_list("slug", "name"))
        self._offer("programme", programme_choices(user))

    def on_topic(self, rows: Any, name: str, slug: str) -> QuerySet[SharedDefinition]:
        """Definitions about a topic or one below it."""
        return rows.on_topic(slug)

    def _offer(self, name: str, choices: Any) -> None:
        self.filters[name].extra["choices"] = list(choices)


def with_use(user: Any, rows: Iterable[SharedDefinition]) -> Iterator[SharedDefinition]:
    """These, each with ``pilots``: how many that the reader sees count by it. So many at a time,
    one query for each time."""
    rest, seen = iter(rows), Pilot.objects.visible_to(user)
    while some := list(islice(rest, AT_ONCE)):
        used_by = SharedDefinition.objects.filter(pk__in=[definition.pk for definition in some])
        counted = used_by.filter(indicators__pilot__in=seen).order_by().values_list("pk")
        used = dict(counted.annotate(n=Count("indicators__pilot", distinct=True)))
        for definition in some:
            definition.pilots = used.get(definition.pk, 0)
            yield definition


COLUMNS = (
    Column.of(SharedDefinition, "name", meaning="What it is called"),
    *(Column.of(SharedDefinition, name) for name in ("unit", "definition", "how", "may_add")),
    Column.of(SharedDefinition, "edition", name="version"),
    Column.of(SharedDefinition, "edition_why", name="version_why", label="What is different"),
    Column(
        "topics",
        "Topics",
        "",
        lambda row: "; ".join(link.topic.name for link in row.topic_links.all()),
    ),
    Column("keeper", "Looked after by", "A programme or an organisation", lambda row: row.owner),
    Column.of(SharedDefinition, "source", meaning="Where it is from"),
    Column(
        "pilots",
        "Pilots",
        "Pilots you can see that use it",
        lambda row: row.pilots,
        type=Type.NUMBER,
    ),
    Column("address", "Address", "Its page", lambda row: row.get_absolute_url()),
)
