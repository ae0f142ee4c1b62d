"""Roles of people with lived experience: what they are paid, what they spent."""

from __future__ import annotations

from typing import Any

from people.models import Expense, Terms
from tests import builders
from tests.access import readers
from tests.access.hidden import Hidden, HiddenAt
from tests.access.many import More
from tests.access.open_world import SECRET, SECRET_LINK, Seen, each, said
from tests.access.table import Family, Row, by_number, post
from tests.access.world import Level
from tests.builders import TODAY

AFTER = ("people.job_role",)

FAMILIES = {"lived_role": Family(readers.BY_LEVEL, by_number)}

EXPENSES = frozenset({"author", "teammate", "bradford_editor", "region_editor"})

ROWS = [
    Row("lived_roles", public=True),
    Row("lived_roles", public=True, query="?place=bradford"),
    Row("lived_role", "lived_role", public=True),
    Row("lived_role_terms", "lived_role", permission=readers.KEEPERS),
    post("lived_role_terms", "lived_role", permission=readers.KEEPERS),
    Row("lived_role_expense", "lived_role", permission=EXPENSES),
    post("lived_role_expense", "lived_role", permission=EXPENSES),
]


def at_level(at: Level) -> dict[str, Any]:
    """One that is paid by the hour."""
    name, council = f"Panel member {at.level}", at.cast.council
    role = builders.post(name, council, at.cast.bradford, kind="lived_experience", **at.common)
    Terms.objects.create(post=role, paid="hour", rate=20)
    return {"lived_role": role}


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """One that somebody holds, which is no secret."""
    found = at_level(seen.level())
    builders.holder(found["lived_role"], "Sam Lee")
    return each(found)


def hide_at(at: HiddenAt) -> None:
    """What the hidden one is paid."""
    [role] = (one for one in at.posts if one.kind == "lived_experience")
    terms = Terms.objects.create(
        post=role, paid="hour", rate=21, policy=SECRET_LINK, **said("support", "expenses")
    )
    Expense.objects.create(
        terms=terms, what="travel", amount=31, meaning="paid", on=TODAY, note=SECRET
    )


def hide(seen: Seen, hidden: Hidden) -> None:
    """Who holds it and what that costs is kept to fewer than read the role itself."""
    kept_by = {"bradford_editor", "region_editor", "yorkshire_connector"}
    if seen.who not in readers.TEAM | kept_by:
        role = seen.first("lived_role")
        builders.holder(role, f"{SECRET} holder")
        Expense.objects.create(
            terms=role.terms, what="care", amount=37, meaning="committed", on=TODAY, note=SECRET
        )


def fill(more: More) -> None:
    """What each new one is paid; who holds the first, and what they spent."""
    for role in more.made["post"]:
        if role.kind == "lived_experience":
            Terms.objects.create(post=role, paid="hour", rate=20)
    first = more.seen.first("lived_role")
    builders.holder(first)
    Expense.objects.create(terms=first.terms, what="time", amount=9, meaning="paid", on=TODAY)
