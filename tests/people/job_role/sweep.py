"""Job roles at work, champions among them, and "Who do I ask?"."""

from __future__ import annotations

from typing import Any

from people.models import JobRoleTopic
from tests import builders
from tests.access import readers
from tests.access.hidden import Hidden, HiddenAt
from tests.access.many import OPEN, More
from tests.access.open_world import (
    AHEAD,
    MARK,
    PAST,
    SECRET,
    SECRET_LINK,
    Seen,
    said,
)
from tests.access.table import Family, Row, by_number, post
from tests.access.world import Level

FAMILIES = {
    "post": Family(readers.BY_LEVEL, by_number),
    "champion": Family(readers.BY_LEVEL, by_number),
}
CHANGE = readers.KEEPERS | readers.ADMINISTRATORS

ROWS = [
    Row("post", "post", public=True),
    Row("post_history", "post", public=True),
    Row("post_add", permission=readers.DIRECTORY | readers.ADMINISTRATORS),
    post("post_add", permission=readers.DIRECTORY | readers.ADMINISTRATORS),
    Row("post_edit", "post", permission=CHANGE),
    post("post_edit", "post", permission=CHANGE),
    Row("post_holder", "post", permission=CHANGE),
    post("post_holder", "post", permission=CHANGE),
    Row("post_close", "post", permission=CHANGE),
    post("post_close", "post", permission=CHANGE),
    Row("post_take_back", "post", permission=CHANGE | {"author"}),
    post("post_take_back", "post", permission=CHANGE | {"author"}),
    Row("post_suggest", query="?q=lead", page=False),
    Row("who_to_ask", public=True),
    Row("who_to_ask", public=True, query="?q=housing+DESNZ&place=bradford"),
    Row("who_to_ask", public=True, query="?body=no-such-body"),
    Row("post_backup", "lived_role", permission=readers.KEEPERS),
    post("post_backup", "lived_role", permission=readers.KEEPERS),
    Row("champions", public=True),
    Row("champions", public=True, query="?place=bradford"),
    Row("champion_brief", "champion", public=True),
]


def at_level(at: Level) -> dict[str, Any]:
    """A job role and a champion."""
    council, place = at.cast.council, at.cast.bradford
    return {
        "post": builders.post(f"Role {at.level}", council, place, **at.common),
        "champion": _champion(at),
    }


def _champion(at: Level) -> Any:
    name = f"Champion {at.level}"
    return builders.post(name, at.cast.council, at.cast.bradford, kind="champion", **at.common)


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """A role whose backup is hidden, as is who keeps the place and the body right.

    That somebody holds a role is no secret.
    """
    cast, hidden = seen.cast, seen.scope("team")
    secret = builders.post(f"{SECRET} neighbour", cast.council, hidden.place, **hidden.at("team"))
    at = seen.at_bradford.at("public")
    role = builders.post("Housing lead", cast.council, cast.bradford, backup=secret, **at)
    for owned in (cast.bradford, cast.council):
        owned.owner_post = secret
        owned.save()
    champion = _champion(seen.level())
    for one in (role, champion):
        builders.holder(one, "Sam Lee")
    return {"post": [role], "champion": [champion]}


def hide_at(at: HiddenAt) -> None:
    """A role of each kind, with somebody who holds it."""
    for kind, family in (
        ("job_role", "post"),
        ("champion", "champion"),
        ("lived_experience", "lived_role"),
        ("broker", "post"),
    ):
        role = builders.post(
            f"{SECRET} {kind}",
            at.seen.cast.council,
            at.scope.place,
            kind=kind,
            **said("remit", "phone", "training"),
            email=f"{MARK}@example.test",
            contact_page=SECRET_LINK,
            is_key_person=True,
            review_by=PAST,
            source=at.seen.source,
            **at.common,
        )
        JobRoleTopic.objects.create(post=role, topic=at.seen.topic)
        builders.holder(role, f"{SECRET} person", valid_to=AHEAD)
        at.hidden[family].append(role)
        at.posts.append(role)


def hide(seen: Seen, hidden: Hidden) -> None:
    """Who holds a role that everybody reads is for those with an account."""
    if seen.who == "resident":
        for family in ("post", "champion"):
            builders.holder(seen.first(family), f"{SECRET} holder")


def fill(more: More) -> None:
    """Roles of each kind at the new body and at the council, with somebody who holds them."""
    seen = more.seen
    for kind in ("job_role", "champion", "lived_experience", "connector"):
        for of in (more.body, seen.cast.council):
            role = builders.post(
                "", of, seen.cast.bradford, kind=kind, is_key_person=True, review_by=PAST,
                source=seen.source, **OPEN,
            )  # fmt: skip
            JobRoleTopic.objects.create(post=role, topic=seen.topic)
            builders.holder(role, valid_to=AHEAD)
            more.made["post"].append(role)
    for family in ("post", "champion"):
        builders.holder(seen.first(family))
