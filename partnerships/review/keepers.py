"""Who is told about a record of the directory or asked on behalf of a body: accounts, addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from accounts.models import User
from accounts.notice.outbox import tell
from partnerships.models import (
    Assignment,
    Organisation,
    Place,
    PlaceReach,
    Post,
    PostHolder,
    Role,
)
from partnerships.place.models.place import holding
from partnerships.review.models import Kept
from records.models import Visibility

# More would be a circular, not a question.
MOST = 20
Recipient = User | str


def keepers_of(record: Kept) -> list[Recipient]:
    """Who keeps a record right: whoever holds its owner role, else officers of the body, else the
    connectors of its places and of places above, else the administrators; of a job role that is
    not open to everyone signed in, only those of them who see it."""
    if isinstance(record, Post):
        body, places = record.organisation, set(record.reach_ids)
    elif isinstance(record, Organisation):
        body, places = record, PlaceReach.of(record.place_links.values("place"))
    else:
        body, places = None, PlaceReach.of([record.pk])
    owner = record.owner_post if isinstance(record, Place) else body.owner_post if body else None
    return (
        _who_see(record, reached_by([owner]) if owner else [])
        or _who_see(record, _officers(body) if body else [])
        or _who_see(record, _with_role(role=Role.CONNECTOR, place__in=places))
        or _who_see(record, _with_role(role=Role.ADMINISTRATOR))
    )


@dataclass(frozen=True, slots=True)
class Readers:
    """Who reads a report about a page: in words, as a group and never by name, and the accounts."""

    words: str
    recipients: list[Recipient]


def readers_of_report(record: Kept) -> Readers:
    """Who is told that something is wrong on a page.

    Of a place nobody's job role keeps, its own editors; the connectors of its region where it has
    none; else the administrators. Of other pages those who keep them.
    """
    if isinstance(record, Place):
        for words, found in _tiers(record):
            if found:
                return Readers(words, found)
    return Readers("those who keep this page", keepers_of(record))


def _tiers(place: Place) -> Iterator[tuple[str, list[Recipient]]]:
    owner = place.owner_post
    yield "whoever holds the job role that keeps this page", reached_by([owner]) if owner else []
    yield f"the editors of {place}", _with_role(role=Role.PLACE_EDITOR, place=place.pk)
    around = PlaceReach.of([place.pk])
    connectors = _with_role(role=Role.CONNECTOR, place__in=around)
    yield f"the directory connectors for {place} and the places around it", connectors
    yield "the administrators of Placebook", _with_role(role=Role.ADMINISTRATOR)


def _who_see(record: Kept, recipients: list[Recipient]) -> list[Recipient]:
    """Those to whom a letter may name the record: places and organisations are open, a job role
    has a level. Behind a bare address may stand anybody."""
    if not isinstance(record, Post) or record.visibility in (Visibility.NETWORK, Visibility.PUBLIC):
        return recipients
    return [
        recipient
        for recipient in recipients
        if isinstance(recipient, User)
        and Post.objects.visible_to(recipient).filter(pk=record.pk).exists()
    ]


def answer_for(body: Organisation, posts: Iterable[Post]) -> list[Recipient]:
    """Who is asked on behalf of a body: holders and mailboxes of its job roles, its officers."""
    recipients = [*reached_by(posts), *_officers(body)]
    return list(dict.fromkeys(recipients))[:MOST]


def reached_by(posts: Iterable[Post]) -> list[Recipient]:
    """Who holds these job roles today: their accounts, else addresses, else the role's mailbox."""
    today, recipients = timezone.localdate(), []
    open_posts = {post.pk: post for post in posts if post.closed_on is None}
    rows = PostHolder.objects.filter(holding(today), post__in=open_posts).order_by("id")
    held: dict[int, list[Any]] = {}
    for row in rows.select_related("person__user"):
        person = row.person
        if to := person.user if person.user and person.user.is_active else person.email:
            held.setdefault(row.post_id, []).append(to)
    for pk, post in open_posts.items():
        recipients += held.get(pk) or ([post.email] if post.email else [])
    return list(dict.fromkeys(recipients))


def _officers(body: Organisation) -> list[Recipient]:
    """Officers of the body itself, else of the one that it is a part of."""
    own = _with_role(role=Role.OFFICER, organisation=body)
    if own or body.parent_id is None:
        return own
    return _with_role(role=Role.OFFICER, organisation=body.parent_id)


def _with_role(**scope: Any) -> list[Recipient]:
    roles = Assignment.objects.filter(**scope).on(timezone.localdate())
    users = User.objects.filter(pk__in=roles.values("user"), is_active=True)
    return list(users.order_by("id")[:MOST])


def tell_all(recipients: Iterable[Recipient], **notice: Any) -> int:
    """Tell each of them, once, in *my work* and by e-mail; gives how many were told."""
    once = list(dict.fromkeys(recipients))
    for recipient in once:
        if isinstance(recipient, str):
            tell(email=recipient, **notice)
        else:
            tell(to=recipient, by_mail=True, **notice)
    return len(once)
