"""Cover: somebody has another's roles while they are away, and it ends by itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.notice.parties import one_person, tell_parties
from accounts.scopes import SCOPES
from interface.words import date_words, last_day
from people.cover.permissions import may_cover, may_end_cover, roles_to_cover
from people.hand_over.actions import GONE
from people.hand_over.page_data import role_key
from people.models import Assignment
from people.role.actions import CLOSED, OVER

COVERS, AWAY = "Whoever covers", "Whoever is covered for"


@transaction.atomic
def set_up_cover(
    *, by: Any, person: User, to: User, starts: dt.date, ends: dt.date, rows: Collection[str]
) -> list[Assignment]:
    """Somebody has these roles of a person from a day until a day, as far as the person has them.

    Raises ValidationError, and sets up none of it, where one of them may not be covered so.
    """
    theirs = Assignment.objects.of(person).own().order_by("pk")
    list(theirs.select_for_update(of=("self",)).values_list("pk"))
    roles = {role_key(role): role for role in roles_to_cover(by, person, timezone.localdate())}
    if not rows or not set(rows) <= roles.keys():
        raise ValidationError(GONE)
    if not User.objects.select_for_update().get(pk=to.pk).is_active:
        raise ValidationError(CLOSED)
    made = [_cover(by, role, to, starts, ends) for key, role in roles.items() if key in rows]
    _tell(by, person, to, made)
    return made


def _cover(by: Any, role: Assignment, to: User, starts: dt.date, ends: dt.date) -> Assignment:
    if not may_cover(by, to, role):
        raise ValidationError(
            f"{to} has no role of their own at {role.scope}, so you cannot choose them for it "
            "yourself. Choose a colleague there, or ask who gives roles there to set it up."
        )
    starts = max(starts, role.valid_from)
    ends = min(ends, role.valid_to) if role.valid_to else ends
    if starts >= ends:
        raise ValidationError(f"Nobody has this role in that time: {role.words}. Untick it.")
    named: dict[str, Any] = {"role": role.role, **{name: getattr(role, name) for name in SCOPES}}
    standing = Assignment.objects.filter(
        covers=role.user, valid_from__lt=ends, valid_to__gt=starts, **named
    )
    if (other := standing.select_related("user").first()) is not None:
        raise ValidationError(
            f"{other.user} covers this role already until {date_words(last_day(other.valid_to))}: "
            f"{role.words}. End that first, or choose other days."
        )
    return Assignment.objects.create(
        user=to, covers=role.user, valid_from=starts, valid_to=ends, created_by=by, **named
    )


@transaction.atomic
def end_cover(*, by: Any, cover: Assignment) -> None:
    """It counts no more from today; one that has not begun never does.

    Raises PermissionDenied without the right, and ValidationError where it has ended.
    """
    today = timezone.localdate()
    standing = Assignment.objects.select_for_update(of=("self",)).filter(pk=cover.pk).first()
    if standing is None or standing.valid_to is None or standing.valid_to <= today:
        raise ValidationError(OVER)
    if not may_end_cover(by, standing):
        raise PermissionDenied
    words, person = standing.words, standing.covers
    if standing.valid_from >= today:
        standing.delete()
    else:
        standing.valid_to = today
        standing.save()
    tell_parties(
        [one_person(standing.user, COVERS), one_person(person, AWAY)],
        by=by,
        kind="role",
        about=None,
        by_mail=True,
        subject=f"Cover for {person} has ended: {words}",
        text=f"{by} ended it today. {standing.user} covered for {person}.",
        url=reverse("account"),
    )


def _tell(by: Any, person: User, to: User, made: list[Assignment]) -> None:
    """Both, by email; not of what they did themselves."""
    listed = "; ".join(
        f"{cover.words}, from {date_words(cover.valid_from)} "
        f"until {date_words(last_day(cover.valid_to))}"
        for cover in made
    )
    end = "It ends automatically. You can end it earlier on your cover page."
    told = (
        (
            one_person(to, COVERS),
            f"You cover for {person}",
            f"{by} asks you to cover for {person}: {listed}. {end}",
        ),
        (
            one_person(person, AWAY),
            f"{to} covers for you",
            f"{by} set up that {to} covers for you: {listed}. {end}",
        ),
    )
    for party, subject, text in told:
        tell_parties(
            [party],
            by=by,
            kind="role",
            about=None,
            by_mail=True,
            subject=subject,
            text=text,
            url=reverse("own_cover"),
        )
