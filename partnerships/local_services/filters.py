from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from interface.filters import FilterSet, OneOf, Ticked, Words
from partnerships.models import LocalService, Topic


class ServiceFilter(FilterSet):
    """Services of a place by name, topic, state and whether they clash."""

    q = Words("Name", by="named_like")
    topic = OneOf("Topic", method="on_topic")
    state = OneOf("State", choices=LocalService.State.choices)
    clash = Ticked("Clashes with another", by="that_clash")

    def __init__(self, data: Mapping[str, Any], rows: QuerySet, *, request: Any) -> None:
        super().__init__(data, rows, request=request)
        topics = Topic.objects.visible_to(request.user).values_list("slug", "name")
        self.filters["topic"].extra["choices"] = list(topics)

    def on_topic(self, rows: Any, name: str, slug: str) -> QuerySet:
        """Services about a topic or one below it."""
        return rows.on_topic(slug)
