"""How topics take part in the whole."""

from __future__ import annotations

from django.db.models import OuterRef

from interface.parts import MenuItem, Theme
from partnerships.models import Synonym, Topic
from partnerships.topic.permissions import can_keep_topics
from records.merging import BodyRule, Does
from registry.reported import HasErrorReports
from registry.search import TOPIC, SearchIndex, called, pair

REGISTRATIONS = (
    HasErrorReports(model=Topic, pages=("topic",), keys=("slug",)),
    MenuItem(
        page="topics",
        label="Topics",
        says="Themes of pilots, barriers and lessons",
        theme=Theme.KEEPING,
        order=20,
        words="themes tags subjects",
    ),
    MenuItem(
        page="topic_add",
        label="Add a topic",
        says="A theme that is missing",
        theme=Theme.KEEPING,
        order=150,
        words="theme tag new",
        permission=can_keep_topics,
        adds=True,
    ),
    BodyRule(
        Synonym,
        "organisation",
        Does.MOVE,
        noun="word that finds it,words that find it",
        order=410,
        once=("key", "topic_id"),
    ),
    SearchIndex(
        model=Topic,
        label="topic",
        page="topic",
        key=("slug",),
        title="name",
        names=called(Synonym.objects.filter(topic=OuterRef("pk")).values("words")),
        within={TOPIC: pair("parent_id", "pk")},
        is_named=TOPIC,
        rows=lambda: Topic.objects.filter(merged_into=None).order_by(),
        weight=0.3,
        order=65,
    ),
)
