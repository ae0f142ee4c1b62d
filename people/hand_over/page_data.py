"""What somebody holds that another may hand over, and what waits with them by it."""

from __future__ import annotations

import copy
import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from access.visibility import of_roles, reader_of
from accounts.models import User
from interface import words
from interface.paging import bounded_count
from people.hand_over.permissions import posts_to_hand_over, roles_to_hand_over
from people.models import Assignment, JobRoleHolder
from records.switches import used
from registry.waiting import HandOverItem, Work

# So many of those that stand in no list of their own are named.
LISTED = 12


def role_key(role: Assignment) -> str:
    """How a form names a role."""
    return f"role-{role.pk}"


def post_key(held: JobRoleHolder) -> str:
    """How a form names that somebody holds a job role."""
    return f"post-{held.pk}"


@dataclass(frozen=True)
class Holding:
    """Roles and job roles of one person, as far as somebody else may hand them over."""

    person: User
    roles: list[Assignment]
    posts: list[JobRoleHolder]

    @property
    def rows(self) -> list[Assignment | JobRoleHolder]:
        """All of it."""
        return [*self.roles, *self.posts]

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Each as a form offers it."""
        return [(role_key(role), words.capitalised(role.words)) for role in self.roles] + [
            (post_key(held), f"{held.post}, {held.post.organisation} (job role)")
            for held in self.posts
        ]

    @property
    def hints(self) -> dict[str, str]:
        """Since when, and until when, they have each."""
        return {role_key(role): dated(role) for role in self.roles} | {
            post_key(held): dated(held) for held in self.posts
        }


def dated(row: Assignment | JobRoleHolder) -> str:
    """ "Since 1 March 2026, until 1 June 2026"."""
    since = (
        f"Since {words.date_words(row.valid_from)}" if row.valid_from else "Since when: not known"
    )
    until = f", until {words.date_words(words.last_day(row.valid_to))}" if row.valid_to else ""
    return f"{since}{until}"


def holding_of(giver: Any, person: User, today: dt.date) -> Holding:
    """What ``giver`` may hand over of what this person holds on this day or later."""
    return Holding(
        person,
        roles_to_hand_over(giver, person, today),
        posts_to_hand_over(giver, person, today),
    )


def waiting_with(giver: Any, holding: Holding, today: dt.date) -> list[dict[str, Any]]:
    """How much waits with them by what they hold of this, as far as ``giver`` may see it.

    As ``components/summary.html`` takes it. By their other roles nothing is counted: that would
    tell of them.
    """
    shown = {role.pk for role in holding.roles}
    person = copy.copy(holding.person)
    reader = reader_of(person)
    if reader is None:
        return []
    roles = tuple(role for role in reader.roles if role.pk in shown)
    person.reader = of_roles(person.pk, roles)
    work = Work(person, person.reader, today, _where(holding.roles))
    posts = [held.post_id for held in holding.posts]
    counted = [(kind, kind.rows(work, posts, giver)) for kind in used(HandOverItem)]
    return [
        {
            "label": kind.label,
            "value": str(count),
            "url": kind.url(work) if kind.url else "",
            "listed": _listed(kind, rows),
        }
        for kind, rows in counted
        if (count := bounded_count(rows))
    ]


def _listed(kind: HandOverItem, rows: QuerySet[Any]) -> list[dict[str, str]]:
    """The first few in words, each with its page; nothing of those that stand in a list."""
    if kind.entry is None:
        return []
    named = [(row, *kind.entry(row)) for row in rows[:LISTED]]
    return [
        {"title": title, "note": note, "url": row.get_absolute_url()} for row, title, note in named
    ]


def _where(roles: list[Assignment]) -> str:
    """The one place of these roles, as lists take it in their address; empty for several."""
    places = {role.place.slug for role in roles if role.place}
    others = any(role.place is None for role in roles)
    return f"place={places.pop()}" if len(places) == 1 and not others else ""
