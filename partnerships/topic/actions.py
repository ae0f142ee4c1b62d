"""Adding topics, renaming them, and merging two that mean the same. One of these at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, UniqueConstraint, Value

from partnerships.models import Topic
from records.addresses import free_slug
from records.names import PlainKey
from records.other_names import also_found_by, save_words

TWO_LEVELS = "Topics have two levels. Choose one that is not itself part of another"
HAS_BELOW = "Other topics are part of it. They would then be on a third level"


def alone() -> None:
    """Whoever changes the list waits for whoever does: the two levels are a rule over all rows."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('partnerships_topic'))")


def _refuse_name(topic: Topic) -> None:
    same = Topic.every.annotate(plain=PlainKey("name")).exclude(pk=topic.pk)
    other = same.filter(plain=PlainKey(Value(topic.name))).select_related("merged_into").first()
    if other is None:
        return
    if other.merged_into:
        message = f"“{other}” was merged into “{other.merged_into}”. Choose another name"
    else:
        message = f"There is “{other}” already"
    raise ValidationError({"name": message})


def _refuse_third_level(topic: Topic, parent: Topic | None) -> None:
    if parent is None:
        return
    if Topic.objects.filter(pk=parent.pk, parent__isnull=False).exists():
        raise ValidationError({"parent": TWO_LEVELS})
    if topic.pk and Topic.objects.filter(parent=topic.pk).exists():
        raise ValidationError({"parent": HAS_BELOW})


@transaction.atomic
def add_topic(
    *,
    by: Any,
    topic: Topic,
    words: Iterable[str] = (),
    check: Callable[[], None],
) -> Topic:
    """Add a topic with other words that find it. Raises ValidationError for a name that is taken,
    or was, and for a third level.

    ``check`` is asked once nobody else can add one any more; what it raises, this raises.
    """
    alone()
    check()
    _refuse_name(topic)
    _refuse_third_level(topic, topic.parent)
    topic.slug, topic.created_by = free_slug(Topic.every.all(), topic.name, "topic"), by
    topic.save()
    save_words(topic, words, by=by)
    return topic


@transaction.atomic
def save_topic(*, by: Any, topic: Topic, words: Iterable[str]) -> Topic:
    """Save a topic's name, level and other words. A former name goes on finding it."""
    alone()
    before = Topic.every.get(pk=topic.pk)
    _refuse_name(topic)
    _refuse_third_level(topic, topic.parent)
    topic.save()
    save_words(topic, words, by=by)
    if before.name != topic.name:
        also_found_by(topic, before.name, by=by)
    return topic


@transaction.atomic
def merge_topics(*, by: Any, merged: Topic, into: Topic) -> Topic:
    """Put everything of one topic under another that means the same.

    Its name becomes another word for that one, its address leads there, and what was merged into it
    before goes along. Raises ValidationError for a topic and itself, for one and what is part of
    it, where a third level would arise, and where one of them was merged meanwhile.
    """
    alone()
    rows = Topic.every.select_for_update().in_bulk([merged.pk, into.pk])
    merged, into = rows[merged.pk], rows[into.pk]
    _refuse_merge(merged, into)
    for model, field in _keys():
        _move(model, field, merged, into)
    also_found_by(into, merged.name, by=by)
    merged.merged_into = into
    merged.save(update_fields=["merged_into"])
    return into


def _refuse_merge(merged: Topic, into: Topic) -> None:
    if merged.pk == into.pk:
        raise ValidationError({"into": "This is the same topic. Choose another one"})
    for topic in (merged, into):
        if topic.merged_into_id is not None:
            raise ValidationError(f"“{topic}” was merged into another meanwhile. Look again")
    if into.parent_id == merged.pk:
        raise ValidationError(
            {"into": f"“{into}” is part of “{merged}”. Merge it the other way round"}
        )
    if into.parent_id and Topic.objects.filter(parent=merged).exists():
        raise ValidationError({"into": HAS_BELOW})


def _keys() -> Iterator[tuple[Any, str]]:
    """Every key to a topic, of whatever model: also of relations that Django made."""
    for relation in Topic._meta.get_fields(include_hidden=True):
        if not relation.concrete and (relation.one_to_many or relation.one_to_one):
            part: Any = relation.related_model
            yield part, relation.field.name


def _move(model: Any, field: str, merged: Topic, into: Topic) -> None:
    """Rows of the one become rows of the other; what has both keeps the other."""
    rows = model._base_manager.filter(**{field: merged})  # noqa: SLF001 - all rows
    for others in _once_with(model, field):
        twin = model._base_manager.filter(  # noqa: SLF001 - all rows
            **{field: into}, **{name: OuterRef(name) for name in others}
        )
        rows.filter(Exists(twin)).delete()
    rows.update(**{field: into})


def _once_with(model: Any, field: str) -> Iterator[set[str]]:
    """With which other columns a topic stands once in a model."""
    meta = model._meta
    unique = [set(each.fields) for each in meta.constraints if isinstance(each, UniqueConstraint)]
    for columns in (*unique, *map(set, meta.unique_together)):
        if field in columns and len(columns) > 1:
            yield columns - {field}
