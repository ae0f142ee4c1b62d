"""What waits for somebody as one list by urgency, and its kinds, by which the list is narrowed.

One thing stands once: a notice that tells of something in the list is left out, and a draft of it
is told in its own line.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from interface import querystring
from interface.paging import BoundedCount
from interface.sections import Section, Task, Turn

WEEK = dt.timedelta(days=7)
MOST = 20  # of one group, while the list is not narrowed to a kind
LATE, SOON, YOU, OTHERS, DRAFTS, NEWS = "late", "week", "you", "others", "drafts", "know"
GROUPS = {
    LATE: "Late",
    SOON: "This week",
    YOU: "Waiting for you",
    OTHERS: "Waiting for others",
    DRAFTS: "Drafts",
    NEWS: "To know",
}
# What somebody is told of in the header: what they can do, and not what others or they themselves
# are still at.
COUNTED = (LATE, SOON, YOU)
_OF_TURN = {Turn.OTHERS: OTHERS, Turn.DRAFT: DRAFTS, Turn.NOBODY: NEWS}
NOTICES, TYPED = "notices", "drafts"


@dataclass(frozen=True)
class Group:
    """What is equally urgent, the first due first."""

    key: str
    tasks: list[Task]
    count: BoundedCount

    @property
    def title(self) -> str:
        """What stands above it."""
        return GROUPS[self.key]

    @property
    def is_cut(self) -> bool:
        """Whether there is more than is shown."""
        return self.count.more or self.count.count > len(self.tasks)


@dataclass(frozen=True)
class Listing:
    """The list, the filters above it, and the one kind that it is narrowed to, if any."""

    groups: list[Group]
    tabs: list[dict[str, Any]]
    count: BoundedCount
    kind: Section | None = None
    is_gone: bool = False


def listing(sections: Iterable[Section], today: dt.date, params: Mapping[str, Any]) -> Listing:
    """What these sections hold, narrowed to the ``kind`` that the address asks for."""
    every = [section for section in sections if section.items and not section.is_to_know]
    once = _told_once(every)
    groups = _grouped(once, today)
    count = _sum(group.count for group in groups if group.key in COUNTED)
    asked_for = params.get("kind", "")
    chosen = next((one for one in every if one.key == asked_for), None)
    if chosen is not None:
        groups = _grouped([chosen], today)
    else:
        groups = [replace(group, tasks=group.tasks[:MOST]) for group in groups]
    return Listing(
        groups=groups,
        tabs=_tabs(every, params, asked_for) if len(every) > 1 or asked_for else [],
        count=count,
        kind=chosen,
        is_gone=bool(asked_for) and chosen is None,
    )


def _told_once(sections: list[Section]) -> list[Section]:
    """Without notices of what is in the list; what is in the list says that there is a draft."""
    work = [one for one in sections if one.key not in (NOTICES, TYPED)]
    there = {_page(task.url) for section in work for task in section.items}
    typed = {
        _page(task.url): task.reason
        for section in sections
        if section.key == TYPED
        for task in section.items
        if task.url
    }
    told = [replace(one, items=[_with_draft(task, typed) for task in one.items]) for one in work]
    for section in sections:
        if section.key in (NOTICES, TYPED):
            kept = [task for task in section.items if not task.url or _page(task.url) not in there]
            left_out = len(section.items) - len(kept)
            count = replace(section.count, count=section.count.count - left_out)
            told.append(replace(section, items=kept, count=count))
    order = {section.key: number for number, section in enumerate(sections)}
    return sorted((one for one in told if one.items), key=lambda one: order[one.key])


def _page(url: str) -> str:
    return urlsplit(url).path


def _with_draft(task: Task, typed: Mapping[str, str]) -> Task:
    saved = typed.get(_page(task.url))
    if not saved:
        return task
    draft = f"Draft {saved[0].lower()}{saved[1:]}"
    return replace(task, note=". ".join(part for part in (task.note, draft) if part))


def _grouped(sections: list[Section], today: dt.date) -> list[Group]:
    """Every thing in its group. What of a kind is counted and not read comes after what is read,
    so it is counted with the last of that."""
    tasks: dict[str, list[Task]] = {}
    counts: dict[str, list[BoundedCount]] = {}
    for section in sections:
        for task in section.items:
            key = _group_of(task, today)
            tasks.setdefault(key, []).append(_with_noun(task, section))
            counts.setdefault(key, []).append(BoundedCount(1))
        if section.is_cut:
            more = section.count.count - len(section.items)
            last = _group_of(section.items[-1], today)
            counts[last].append(BoundedCount(more, section.count.more))
    return [
        Group(key, sorted(tasks[key], key=_by_day), _sum(counts[key]))
        for key in GROUPS
        if key in tasks
    ]


def _with_noun(task: Task, section: Section) -> Task:
    """With what it is, which a list of several kinds has to say."""
    return replace(task, note=" · ".join(part for part in (section.noun, task.note) if part))


def _group_of(task: Task, today: dt.date) -> str:
    if task.turn in _OF_TURN:
        return _OF_TURN[task.turn]
    if task.due is None or task.due > today + WEEK:
        return YOU
    return LATE if task.due < today else SOON


def _by_day(task: Task) -> dt.date:
    """Somebody waits for what has no day: it comes before what is still some weeks away."""
    return task.due or dt.date.min


def _sum(counts: Iterable[BoundedCount]) -> BoundedCount:
    all_of_them = list(counts)
    return BoundedCount(sum(one.count for one in all_of_them), any(one.more for one in all_of_them))


def _tabs(sections: list[Section], params: Mapping[str, Any], chosen: str) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "url": querystring.replaced(params, kind=key),
            "current": key == (chosen or None),
        }
        for key, label in _labels(sections)
    ]


def _labels(sections: list[Section]) -> Iterator[tuple[str | None, str]]:
    yield None, "Everything"
    for section in sections:
        number = len(section.items) if section.stand_for_all else section.count
        yield section.key, f"{section.short or section.title} ({number})"
