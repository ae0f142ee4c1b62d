"""How topics take part in the whole."""

from __future__ import annotations

from interface.parts import MenuItem, Theme
from partnerships.models import Synonym, Topic
from partnerships.topic.views import Topics
from records.merging import BodyRule, Does
from registry.reported import HasErrorReports

REGISTRATIONS = (
    *Topics.registrations(),
    HasErrorReports(model=Topic, pages=("topic",), keys=("slug",)),
    MenuItem(
        page="topics",
        label="Topics",
        says="Themes of pilots, barriers and lessons",
        theme=Theme.KEEPING,
        order=20,
        words="themes tags subjects",
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
