"""Adding a topic to many records at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.forms import ModelChoiceField

from interface.words import list_words
from partnerships.models import Topic
from records.bulk.lists import NOT_YOURS, Look, Operation, OperationForm


class TopicToAdd(OperationForm):
    """Which topic they are about as well."""

    topic = ModelChoiceField(
        Topic.objects.none(), label="Which topic?", empty_label="Choose a topic"
    )
    field_order = ("topic", "why")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["topic"].queryset = Topic.objects.visible_to(self.user).order_by("name")


class AddTopic(Operation):
    """Each is about one topic more. ``link`` joins the two; ``record`` is its key to the record.

    Records come with ``topic_links`` and their topics at hand.
    """

    key, label, done = "topic", "Add a topic", "changed"
    form = TopicToAdd
    link: ClassVar[Any]
    record: ClassVar[str]

    def look(self, user: Any, records: Sequence[Any], said: dict[str, Any]) -> dict[int, Look]:
        topic, looks = said["topic"], {}
        for record in records:
            had = [link.topic for link in record.topic_links.all()]
            if not self.permission(user, record):
                looks[record.pk] = Look(why_not=NOT_YOURS)
            elif topic in had:
                looks[record.pk] = Look(why_not="It has this topic already")
            else:
                before = list_words([str(one) for one in had]) or "No topic"
                after = list_words([str(one) for one in [*had, topic]])
                looks[record.pk] = Look(before, after)
        return looks

    def write(self, by: Any, records: Sequence[Any], said: dict[str, Any]) -> dict[int, Any]:
        links = self.link.objects.bulk_create(
            self.link(**{self.record: record, "topic": said["topic"]}) for record in records
        )
        label = self.link._meta.label
        pairs = zip(records, links, strict=True)
        return {record.pk: {"made": {label: [link.pk]}} for record, link in pairs}
