"""How topics take part in the whole."""

from __future__ import annotations

from interface.parts import MenuItem, Theme
from partnerships.models import Synonym, Topic
from partnerships.topic.permissions import can_keep_topics
from records.merging import BodyRule, Does
from registry.reported import HasErrorReports

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
)
