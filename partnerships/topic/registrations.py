"""How topics take part in the whole."""

from __future__ import annotations

from interface.parts import MenuItem, Theme
from partnerships.models import Synonym, Topic
from partnerships.topic.imported import TOPICS_IN_FILES
from partnerships.topic.views import Topics
from records.absent import Absent, Whole
from records.differences import HistoryLabel
from records.merging import BodyRule, Does
from registry.reported import HasErrorReports
from registry.search import TOPIC, Pair, SearchIndex, through

REGISTRATIONS = (
    TOPICS_IN_FILES,
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
    HistoryLabel(model=Synonym, public=True, noun="other name", named_by=("words",)),
    SearchIndex(
        model=Topic,
        label="topic",
        page="topic",
        key=("slug",),
        title="name",
        names=through(Topic, "synonyms__words"),
        within={TOPIC: Pair("parent_id", "pk")},
        is_named=TOPIC,
        rows=lambda: Topic.objects.filter(merged_into=None).order_by(),
        weight=0.3,
        order=65,
    ),
    Absent(
        model=Topic,
        at=Whole.HELP,
        why="administrators alone keep topics, and each form says what follows from it",
    ),
    Absent(
        model=Synonym,
        at=Whole.SEARCH,
        fields=("note",),
        why="its topic or body is found by it; a note about it is read beside it",
    ),
)
