"""Narrowing a list to a topic: one that was merged leads on to the topic that it became."""

from __future__ import annotations

from typing import Any

from interface.filters import OneOf, OneRelated
from partnerships.models import Topic


def merged_into(slug: str) -> str:
    """The address of the topic that this one was merged into; empty where it was not."""
    merged = Topic.every.filter(slug=slug, merged_into__isnull=False)
    return merged.values_list("merged_into__slug", flat=True).first() or ""


class OnTopic(OneOf):
    """A topic, given to a method of the filters; they offer the choices."""

    def __init__(self, label: str = "Topic", **kwargs: Any) -> None:
        super().__init__(label, method="on_topic", formerly=merged_into, **kwargs)


class OnRelatedTopic(OneRelated):
    """A topic over a relation."""

    def __init__(self, label: str = "Topic", **kwargs: Any) -> None:
        super().__init__(label, formerly=merged_into, **kwargs)
