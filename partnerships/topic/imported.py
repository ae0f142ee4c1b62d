"""How topics come in from a list, with other words that find them; administrators bring them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from partnerships.models import Synonym, Topic
from partnerships.topic.actions import alone
from partnerships.topic.permissions import can_keep_topics
from records.names import plain_key
from records.other_names import words_of
from registry.import_new import free_addresses, known_as
from registry.import_readers import Named, Text
from registry.imported import ImportColumn, ImportFormat, ImportPart, Row, Scope

COLUMNS = (
    ImportColumn(
        key="name",
        label="Name",
        reads=Text(80),
        fills="name",
        is_needed=True,
        called=("topic", "theme", "tag", "category", "subject"),
    ),
    ImportColumn(
        key="parent",
        label="Part of",
        reads=Named(lambda _: Topic.objects.filter(parent=None), "topic"),
        fills="parent_id",
        only_new=True,
        called=("parent", "parent topic", "group", "wider topic"),
    ),
    ImportColumn(
        key="words",
        label="Other words",
        reads=Text(1_000),
        means="Several with semicolons between them",
        called=("synonyms", "also called", "keywords", "other names"),
    ),
)


def _there(scope: Scope) -> QuerySet[Topic]:
    return known_as(Topic.objects.all(), "name")


def _finish(row: Row, scope: Scope) -> None:
    row.fresh["slug"] = ""
    merged = scope.kept.get("merged")
    if merged is None:
        gone = Topic.every.exclude(merged_into=None).values_list("name", "merged_into__name")
        merged = scope.kept["merged"] = {plain_key(name): into for name, into in gone}
    if into := merged.get(plain_key(row.values.get("name", ""))):
        row.problems.append(("name", f"was merged into “{into}”"))
    row.parts["words"] = [{"words": word} for word in words_of(row.first("words") or "")]


def _before_writing(cursor: Any, scope: Scope) -> None:
    alone()
    free_addresses(Topic.every.all, "topic")(cursor, scope)


TOPICS_IN_FILES = ImportFormat(
    key="topics",
    noun="topic",
    makes=Topic,
    columns=COLUMNS,
    permission=lambda user, _: can_keep_topics(user),
    there=_there,
    finish=_finish,
    key_of=lambda row: row.values.get("name", ""),
    parts={"words": ImportPart(model=Synonym, owner="topic_id", only_new=True)},
    before_writing=_before_writing,
    note="They are for every place. A topic that is there is joined, not added again.",
    order=46,
)
