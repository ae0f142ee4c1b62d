"""What the page of one priority shows, for one reader, with a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from access.history import Entry, history_of
from interface import words
from policy.priority.models import Alignment, Priority
from policy.priority.permissions import can_edit_priority, can_take_over
from records.differences import label_of
from records.models import HistoryEntry

SHOWN = 20
TOLD = 10


@dataclass(frozen=True, slots=True)
class Compared:
    """One thing that two priorities say differently, each in words; None is not known."""

    label: str
    wider: str | None
    local: str | None


def _topic_names(priority: Priority) -> str:
    return words.list_words(sorted(link.topic.name for link in priority.topic_links.all()))


def _label(column: str) -> str:
    return label_of(Priority._meta.get_field(column))


def _compared() -> tuple[tuple[str, Callable[[Priority], str]], ...]:
    return (
        ("The priority", attrgetter("title")),
        ("What it says", attrgetter("text")),
        ("Topics", _topic_names),
        ("When it applies", attrgetter("dates_words")),
        (_label("decide_from"), attrgetter("window_words")),
        (_label("may_vary"), attrgetter("may_vary")),
        (_label("must_not_vary"), attrgetter("must_not_vary")),
    )


def compare(wider: Priority, local: Priority) -> list[Compared]:
    """The differences of two priorities in words; none where the local words are the wider ones."""
    rows = [Compared(label, of(wider) or None, of(local) or None) for label, of in _compared()]
    return [row for row in rows if row.wider != row.local]


def place_links(priority: Priority) -> SafeString | str | None:
    """The places that a priority of ``for_rows`` is for, each leading to its page."""
    places = [link.place for link in priority.place_links.all()]
    if not places:
        return "All of England" if priority.tier == Priority.Tier.NATIONAL else None
    named = ((place.get_absolute_url(), place.name) for place in places)
    return format_html_join(", ", '<a href="{}">{}</a>', named)


def topic_links(priority: Priority) -> SafeString | None:
    """Its topics, each leading to the priorities about it."""
    topics, url = [link.topic for link in priority.topic_links.all()], reverse("priorities")
    named = ((f"{url}?topic={topic.slug}", topic.name) for topic in topics)
    return format_html_join(", ", '<a href="{}">{}</a>', named) if topics else None


@dataclass(frozen=True)
class PriorityPage:
    """One priority as its reader may see it.

    ``parent`` is the wider priority that it was taken over from, None where there is none or it is
    hidden; ``compared`` where the two differ; ``since`` what was changed in the wider one after it
    was last held against this one.
    """

    priority: Priority
    parent: Priority | None
    compared: list[Compared]
    parent_moved: bool
    since: list[Entry]
    taken_over: list[Priority]
    more_taken_over: bool
    above: list[Alignment]
    below: list[Alignment]
    more_below: bool
    standing: str
    can_edit: bool
    can_take_over: bool

    @property
    def facts(self) -> list[dict[str, Any]]:
        """Whose it is, when it holds and is decided, for where, about what."""
        record = self.priority
        rows: list[dict[str, Any]] = [
            {"label": "Owner", "value": record.owner, "url": record.owner.get_absolute_url()},
            {"label": "Holds", "value": record.dates_words or None},
            {"label": "Decisions are taken", "value": record.window_words or None},
            {"label": "Places", "value": place_links(record)},
            {"label": "Topics", "value": topic_links(record)},
        ]
        if record.regards:
            url = record.regards.get_absolute_url()
            rows.append({"label": "Has regard to", "value": record.regards, "url": url})
        if record.answers:
            url = record.answers.get_absolute_url()
            rows.append({"label": "Answers", "value": record.answers, "url": url})
        if record.programme:
            url = record.programme.get_absolute_url()
            rows.append({"label": "Programme", "value": record.programme, "url": url})
        return rows


def load(user: Any) -> QuerySet[Priority]:
    """The priorities that this reader may see, with all that a page shows of them."""
    rows = Priority.objects.visible_to(user).for_rows()
    return rows.select_related("owner", "programme", "source", "regards", "answers__place")


def build(priority: Priority, user: Any, today: dt.date) -> PriorityPage:
    """The page of a priority that came from ``load``."""
    parent = load(user).filter(pk=priority.parent_id).first() if priority.parent_id else None
    moved = parent is not None and parent.version > (priority.parent_version or parent.version)
    children = Priority.objects.visible_to(user).filter(parent=priority).select_related("owner")
    taken = list(children[: SHOWN + 1])
    pairs = Alignment.objects.visible_to(user).filter(Q(wider=priority) | Q(narrower=priority))
    shown = list(pairs.select_related("wider", "narrower").order_by("-updated_at", "id")[:200])
    below = [pair for pair in shown if pair.wider_id == priority.pk]
    return PriorityPage(
        priority=priority,
        parent=parent,
        compared=compare(parent, priority) if parent else [],
        parent_moved=moved,
        since=_since(parent, priority, user) if parent and moved else [],
        taken_over=taken[:SHOWN],
        more_taken_over=len(taken) > SHOWN,
        above=[pair for pair in shown if pair.narrower_id == priority.pk],
        below=below[:SHOWN],
        more_below=len(below) > SHOWN,
        standing=priority.standing(today),
        can_edit=can_edit_priority(user, priority),
        can_take_over=can_take_over(user, priority) and not priority.withdrawn_on,
    )


def _since(parent: Priority, priority: Priority, user: Any) -> list[Entry]:
    """What changed in the wider priority after the version that this one was held against."""
    seen = HistoryEntry.objects.of(parent).filter(after__version__lte=priority.parent_version)
    at = seen.order_by("-id").values_list("at", flat=True).first()
    entries = history_of(parent, user, size=TOLD).entries
    return [entry for entry in entries if at is None or entry.at > at]


def is_example(priority: Priority) -> bool:
    """Whether it is about the made-up county."""
    return priority.owner.is_example or any(
        link.place.is_example for link in priority.place_links.all()
    )
