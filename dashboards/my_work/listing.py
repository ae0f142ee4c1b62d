"""What waits for somebody as one list by urgency, narrowed by kind and by when it is due.

One thing stands once: a notice that tells of something in the list is left out, and a draft of it
is told in its own line.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from interface import querystring
from interface.paging import BoundedCount
from interface.sections import Section, Task, Turn

WEEK = dt.timedelta(days=7)
MOST = 8  # of one group, while the list is not narrowed
LATE, SOON, LATER, YOU = "late", "week", "later", "you"
OTHERS, DRAFTS, NEWS = "others", "drafts", "know"
GROUPS = {
    LATE: "Late",
    SOON: "This week",
    YOU: "People are waiting for you",
    LATER: "Later",
    DRAFTS: "Your drafts",
    NEWS: "Good to know",
    OTHERS: "You’re waiting for others",
}
# What somebody is told of in the header: what presses, and not what is still some weeks away, what
# others or they themselves are still at, or news, which has a number of its own.
COUNTED = (LATE, SOON, YOU)
_OF_TURN = {Turn.OTHERS: OTHERS, Turn.DRAFT: DRAFTS, Turn.NOBODY: NEWS}
NOTICES, TYPED = "notices", "drafts"


@dataclass(frozen=True)
class Group:
    """What is equally urgent, the first due first; ``url`` shows it alone."""

    key: str
    tasks: list[Task]
    count: BoundedCount
    url: str = ""

    @property
    def title(self) -> str:
        """What stands above it."""
        return GROUPS[self.key]

    @property
    def more(self) -> str:
        """How many are not shown, in words; empty where all are."""
        left = self.count.count - len(self.tasks)
        return str(BoundedCount(left, self.count.more)) if left or self.count.more else ""


@dataclass(frozen=True)
class Choice:
    """One thing to narrow the list to."""

    key: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Listing:
    """The list, how it may be narrowed, and what it is narrowed to, if anything.

    ``count`` is how much presses, ``late`` how much of that is late, ``unread`` how many notices
    nobody read, as they were before the list was narrowed. ``is_gone``: nothing of what was asked
    for waits any more.
    """

    groups: list[Group]
    kinds: list[Choice]
    times: list[Choice]
    count: BoundedCount
    late: BoundedCount
    unread: int
    kind: Section | None = None
    is_narrowed: bool = False
    is_gone: bool = False

    @property
    def main(self) -> list[Group]:
        """What stands in the wide column: all of it where the list is narrowed."""
        return [one for one in self.groups if one.key != OTHERS or self.is_narrowed]

    @property
    def others(self) -> Group | None:
        """What waits for others, beside the list."""
        found = (one for one in self.groups if one.key == OTHERS and not self.is_narrowed)
        return next(found, None)


def listing(sections: Iterable[Section], today: dt.date, params: Mapping[str, Any]) -> Listing:
    """What these sections hold, narrowed to the ``kind`` and the ``when`` that the address asks
    for."""
    every = [section for section in sections if section.items]
    every_task = [section for section in every if not section.is_to_know]
    groups = all_groups = _grouped(_told_once(every_task), today)
    kind, when = params.get("kind", ""), params.get("when", "")
    chosen = next((one for one in every if one.key == kind), None)
    if chosen is not None:
        groups = _grouped([chosen], today)
    is_when = when in {group.key for group in groups}
    if is_when:
        groups = [group for group in groups if group.key == when]
    is_narrowed = chosen is not None or is_when
    if not is_narrowed:
        groups = [_first_of(group, params) for group in groups]
    notices = (one.count.count for one in every if one.key == NOTICES)
    return Listing(
        groups=groups,
        kinds=_kinds(every, kind) if len(every) > 1 or kind else [],
        times=_times(all_groups, when) if len(all_groups) > 1 or when else [],
        count=_sum(group.count for group in all_groups if group.key in COUNTED),
        late=_sum(group.count for group in all_groups if group.key == LATE),
        unread=next(notices, 0),
        kind=chosen,
        is_narrowed=is_narrowed,
        is_gone=bool(kind and chosen is None) or bool(when and not is_when),
    )


def _first_of(group: Group, params: Mapping[str, Any]) -> Group:
    alone = querystring.replaced(params, kind=None, when=group.key)
    return replace(group, tasks=group.tasks[:MOST], url=alone)


def _told_once(sections: list[Section]) -> list[Section]:
    """Without notices of what is in the list; what is in the list says that there is a draft."""
    work = [one for one in sections if one.key not in (NOTICES, TYPED)]
    there = {_page(task.url) for section in work for task in section.items}
    typed = {
        _page(task.url): task.note
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
            key = NEWS if section.is_to_know else _group_of(task, today)
            tasks.setdefault(key, []).append(task)
            counts.setdefault(key, []).append(BoundedCount(1))
        if section.is_cut:
            more = section.count.count - len(section.items)
            last = NEWS if section.is_to_know else _group_of(section.items[-1], today)
            counts[last].append(BoundedCount(more, section.count.more))
    return [
        Group(key, sorted(tasks[key], key=_by_day), _sum(counts[key]))
        for key in GROUPS
        if key in tasks
    ]


def _group_of(task: Task, today: dt.date) -> str:
    if task.turn in _OF_TURN:
        return _OF_TURN[task.turn]
    if task.due is None:
        return YOU
    if task.due > today + WEEK:
        return LATER
    return LATE if task.due < today else SOON


def _by_day(task: Task) -> dt.date:
    return task.due or dt.date.min


def _sum(counts: Iterable[BoundedCount]) -> BoundedCount:
    all_of_them = list(counts)
    return BoundedCount(sum(one.count for one in all_of_them), any(one.more for one in all_of_them))


def _kinds(sections: list[Section], chosen: str) -> list[Choice]:
    """What waits; what is only to know stands under *Also yours*, unless it is what is shown."""
    made = [Choice("", "Everything", is_chosen=not chosen)]
    for section in sections:
        if section.is_to_know and section.key not in (NOTICES, chosen):
            continue
        number = len(section.items) if section.stand_for_all else section.count
        label = f"{section.short or section.title} ({number})"
        made.append(Choice(section.key, label, is_chosen=section.key == chosen))
    return made if len(made) > 1 else []


def _times(groups: list[Group], chosen: str) -> list[Choice]:
    times = [Choice(group.key, group.title, is_chosen=group.key == chosen) for group in groups]
    return [Choice("", "Any time", is_chosen=not chosen), *times]
