"""What the page of one priority shows, for one reader, with a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html_join

from partnerships import permissions
from partnerships.history import Entry, history_of
from partnerships.models import Alignment, Priority
from partnerships.priority.comparison import Compared, compare
from records.models import Change

SHOWN = 20
TOLD = 10


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
        one = self.priority
        rows: list[dict[str, Any]] = [
            {"label": "Owner", "value": one.owner, "url": one.owner.get_absolute_url()},
            {"label": "Holds", "value": one.dates_words or None},
            {"label": "Decisions are taken", "value": one.window_words or None},
            {"label": "Places", "value": self._places},
            {"label": "Topics", "value": self._topics},
        ]
        if one.programme:
            url = one.programme.get_absolute_url()
            rows.append({"label": "Programme", "value": one.programme, "url": url})
        return rows

    @property
    def _places(self) -> Any:
        links = [link.place for link in self.priority.place_links.all()]
        if not links:
            is_national = self.priority.tier == Priority.Tier.NATIONAL
            return "All of England" if is_national else None
        said = ((place.get_absolute_url(), place.name) for place in links)
        return format_html_join(", ", '<a href="{}">{}</a>', said)

    @property
    def _topics(self) -> Any:
        topics = [link.topic for link in self.priority.topic_links.all()]
        address = reverse("priorities")
        said = ((f"{address}?topic={topic.slug}", topic.name) for topic in topics)
        return format_html_join(", ", '<a href="{}">{}</a>', said) if topics else None


def load(user: Any) -> QuerySet[Priority]:
    """The priorities that this reader may see, with all that a page shows of them."""
    rows = Priority.objects.visible_to(user).for_rows()
    return rows.select_related("owner", "programme", "source")


def build(priority: Priority, user: Any, today: dt.date) -> PriorityPage:
    """The page of a priority that came from ``load``."""
    parent = load(user).filter(pk=priority.parent_id).first() if priority.parent_id else None
    moved = parent is not None and parent.version > (priority.parent_version or parent.version)
    children = Priority.objects.visible_to(user).filter(parent=priority).select_related("owner")
    taken = list(children[: SHOWN + 1])
    pairs = Alignment.objects.visible_to(user).filter(Q(wider=priority) | Q(narrower=priority))
    found = list(pairs.select_related("wider", "narrower").order_by("-updated_at", "id")[:200])
    below = [one for one in found if one.wider_id == priority.pk]
    return PriorityPage(
        priority=priority,
        parent=parent,
        compared=compare(parent, priority) if parent else [],
        parent_moved=moved,
        since=_since(parent, priority, user) if parent and moved else [],
        taken_over=taken[:SHOWN],
        more_taken_over=len(taken) > SHOWN,
        above=[one for one in found if one.narrower_id == priority.pk],
        below=below[:SHOWN],
        more_below=len(below) > SHOWN,
        standing=priority.standing(today),
        can_edit=permissions.can_edit_priority(user, priority),
        can_take_over=permissions.can_take_over(user, priority) and not priority.withdrawn_on,
    )


def _since(parent: Priority, priority: Priority, user: Any) -> list[Entry]:
    """What changed in the wider priority after the version that this one was held against."""
    seen = Change.objects.of(parent).filter(after__version__lte=priority.parent_version)
    at = seen.order_by("-id").values_list("at", flat=True).first()
    told = history_of(parent, user, size=TOLD).entries
    return [entry for entry in told if at is None or entry.at > at]


def is_example(priority: Priority) -> bool:
    """Whether it is about the made-up county."""
    return priority.owner.is_example or any(
        link.place.is_example for link in priority.place_links.all()
    )
