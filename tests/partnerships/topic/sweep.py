"""Topics: read by everybody, kept by administrators."""

from __future__ import annotations

from typing import Any

from partnerships.models import Synonym, Topic
from tests.access import readers
from tests.access.many import More
from tests.access.table import Family, Row, post
from tests.builders import Cast

FAMILIES = {"topic": Family(readers.OPEN)}
KEEP = readers.ADMINISTRATORS
# Whoever logs anything adds a free tag
ADD = KEEP | {
    *("teammate", "bradford_officer", "bradford_editor", "region_editor"),
    *("luton_officer", "luton_editor"),
}
ROWS = [
    Row("topics", public=True),
    Row("topic_add", permission=ADD),
    post("topic_add", permission=ADD),
    Row("topic", "topic", public=True),
    Row("topic_edit", "topic", permission=KEEP),
    post("topic_edit", "topic", permission=KEEP),
    Row("topic_merge", "topic", permission=KEEP),
    post("topic_merge", "topic", permission=KEEP),
    Row("topic_undo", "topic", permission=KEEP),
    post("topic_undo", "topic", permission=KEEP),
    Row("topic_history", "topic", public=True),
]


def make(cast: Cast) -> dict[str, Any]:
    """Energy, with another word for it."""
    topic, _ = Topic.objects.get_or_create(slug="energy", defaults={"name": "Energy"})
    Synonym.objects.get_or_create(topic=topic, words="Fuel")
    return {"topic": topic}


def fill(more: More) -> None:
    """One more on each level, and one more word."""
    energy = Topic.objects.get(slug="energy")
    number = more.number
    Topic.objects.create(name=f"Part {number} of energy", slug=f"part-{number}", parent=energy)
    top = Topic.objects.create(name=f"Topic number {number}", slug=f"topic-number-{number}")
    Synonym.objects.create(topic=top, words=f"Word {number}")
    Synonym.objects.create(topic=energy, words=f"Fuel {number}")
