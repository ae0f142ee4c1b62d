"""Handing over what somebody holds: roles and job roles end for one and begin for another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.notice.parties import one_person, tell_parties
from accounts.scopes import SCOPES
from interface.words import count_words, date_words, last_day
from people.hand_over.page_data import Holding, holding_of, post_key, role_key
from people.models import Assignment, JobRoleHolder, Person, Role
from people.role.actions import CLOSED

ONESELF = "This is the same person. Enter somebody else’s address."
GONE = (
    "Something in the list has ended or was handed over meanwhile, so nothing was done. Look at "
    "the list once more."
)


@transaction.atomic
def hand_over(*, by: Any, person: User, to: User, on: dt.date, rows: Collection[str]) -> list[str]:
    """These of their roles and job roles end on a day and begin on it for somebody else.

    Who has one of them already keeps it once, for the longer of the two times. Gives what moved, in
    words. Raises ValidationError where nothing may be moved so, and then nothing is.
    """
    holding = _chosen(by, person, rows)
    receiver = User.objects.select_for_update().get(pk=to.pk)
    if receiver.pk == person.pk:
        raise ValidationError(ONESELF)
    if not receiver.is_active:
        raise ValidationError(CLOSED)
    for row in holding.rows:
        if row.valid_to is not None and row.valid_to <= on:
            until = date_words(last_day(row.valid_to))
            raise ValidationError(f"{_words(row)} ends on {until}. Choose an earlier day.")
    for role in holding.roles:  # all begin before the first ends: the giver may be the one who goes
        _begin_role(by, role, receiver, on)
    for role in holding.roles:
        _end(role, on)
    if holding.posts:
        entry = _entry_of(by, receiver)
        for held in holding.posts:
            _begin_post(by, held, entry, on)
            _end(held, on)
    moved = [_words(row) for row in holding.rows]
    _tell(by, person, receiver, on, moved)
    return moved


def _chosen(by: Any, person: User, rows: Collection[str]) -> Holding:
    """The chosen rows as they stand now, locked. Raises ValidationError where one is gone.

    Two who hand over the roles of one person wait for one another, as do two administrators.
    """
    roles = Assignment.objects.filter(Q(user=person) | Q(role=Role.ADMINISTRATOR))
    held = JobRoleHolder.objects.filter(person__user=person)
    for locked in (roles, held):
        list(locked.order_by("pk").select_for_update(of=("self",)).values_list("pk"))
    holding = holding_of(by, person, timezone.localdate())
    if not rows or not set(rows) <= {key for key, _ in holding.choices}:
        raise ValidationError(GONE)
    return Holding(
        person,
        [role for role in holding.roles if role_key(role) in rows],
        [held for held in holding.posts if post_key(held) in rows],
    )


def _begin_role(by: Any, role: Assignment, to: User, on: dt.date) -> None:
    named: dict[str, Any] = {"role": role.role, **{name: getattr(role, name) for name in SCOPES}}
    begins, theirs = max(on, role.valid_from), Assignment.objects.of(to).own().filter(**named)
    if (standing := _standing(theirs, begins)) is not None:
        _kept_once(standing, begins, role.valid_to, handed_from=role.user)
        return
    Assignment.objects.create(
        user=to,
        valid_from=begins,
        valid_to=role.valid_to,
        created_by=by,
        handed_from=role.user,
        **named,
    )


def _begin_post(by: Any, held: JobRoleHolder, to: Person, on: dt.date) -> None:
    """Its history tells in one moment who holds it now, from whom, and until when the other did."""
    begins = max(on, held.valid_from or on)
    theirs = JobRoleHolder.objects.filter(post=held.post, person=to)
    standing = _standing(theirs, begins)
    if standing is None:
        standing = JobRoleHolder.objects.create(
            post=held.post, person=to, valid_from=begins, valid_to=held.valid_to, created_by=by
        )
    _kept_once(standing, begins, held.valid_to, handed_from=held.person)


def _standing(rows: QuerySet[Any], day: dt.date) -> Any:
    """The first of these that counts on this day or later."""
    return rows.filter(Q(valid_to=None) | Q(valid_to__gt=day)).order_by("valid_from", "pk").first()


def _kept_once(row: Any, begins: dt.date, ends: dt.date | None, *, handed_from: Any) -> None:
    """What somebody has already lasts for the longer of the two times."""
    if row.valid_from is not None:
        row.valid_from = min(row.valid_from, begins)
    row.valid_to = max(row.valid_to, ends) if row.valid_to and ends else None
    row.handed_from = handed_from
    row.save()


def _end(row: Any, on: dt.date) -> None:
    """What was only to begin then never does."""
    if row.valid_from is not None and row.valid_from >= on:
        row.delete()
    else:
        row.valid_to = on
        row.save()


def _entry_of(by: Any, account: User) -> Person:
    """Somebody's entry in the directory: that of their account, or one of their name and address
    that the giver may know, or a new one."""
    if (theirs := Person.objects.filter(user=account).first()) is not None:
        return theirs
    known = Person.objects.visible_to(by).filter(
        user=None, name__iexact=account.full_name, email__iexact=account.email
    )
    entry = known.order_by("id").first() or Person(
        name=str(account), email=account.email, created_by=by
    )
    entry.user = account
    entry.save()
    return entry


def _words(row: Assignment | JobRoleHolder) -> str:
    if isinstance(row, Assignment):
        return row.words
    return f"{row.post}, {row.post.organisation}"


def _tell(by: Any, person: User, to: User, on: dt.date, moved: list[str]) -> None:
    """Both, by email."""
    count, day = count_words(len(moved), "role"), date_words(on)
    listed = "; ".join(moved)
    follows = "Work that waits for them, such as updates due and promises to keep, goes with them."
    tell_parties(
        [one_person(to, "Whoever takes over")],
        kind="role",
        about=None,
        by_mail=True,
        subject=f"Handed over to you: {count} of {person}",
        text=f"{by} handed over to you what {person} had, from {day}: {listed}. {follows}",
        url=reverse("account"),
    )
    tell_parties(
        [one_person(person, "Whoever hands over")],
        kind="role",
        about=None,
        by_mail=True,
        subject=f"Handed over to {to}: {count} of yours",
        text=f"{by} handed over to {to} what you had, from {day}: {listed}. {follows}",
        url=reverse("account"),
    )
