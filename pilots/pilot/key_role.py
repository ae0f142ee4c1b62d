"""The job role that a pilot hangs on, and whether another could step in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse

from interface.words import date_words
from partnerships.job_role.permissions import can_change_post
from partnerships.models import Post
from pilots.models import Pilot

# How far ahead somebody's leaving is told.
SOON = dt.timedelta(days=90)


@dataclass(frozen=True, slots=True)
class KeyRole:
    """A job role, the one that steps in, and what is wrong with that; job roles, never people.

    ``warning`` is for people who are signed in; ``backup_url`` where those who may name a backup.
    """

    post: Post
    backup: Post | None = None
    warning: str = ""
    backup_url: str = ""


def risks(post: Any) -> list[str]:
    """What is wrong with a job role that work hangs on; a row of ``with_succession``."""
    found = []
    if not post.is_held:
        found.append("Nobody holds this job role today.")
    elif post.leaves_on is not None:
        day = date_words(post.leaves_on - dt.timedelta(days=1))
        found.append(f"Whoever holds it leaves after {day}: agree a handover.")
    if not post.backup_id:
        found.append("No job role is named that could step in.")
    return found


def key_role_of(user: Any, pilot: Pilot, today: dt.date) -> KeyRole | None:
    """None where none is named, or none that this reader may see. One query, or none."""
    if pilot.key_post_id is None:
        return None
    rows = (
        Post.objects.visible_to(user)
        .open()
        .filter(Q(pk=pilot.key_post_id) | Q(backup_for=pilot.key_post_id))
        .select_related("organisation")
        .with_succession(today, today + SOON)
    )
    found: dict[int, Any] = {row.pk: row for row in rows}
    post = found.get(pilot.key_post_id)
    if post is None:
        return None
    if not user.is_authenticated:
        return KeyRole(post, found.get(post.backup_id))
    warnings = risks(post)
    may = can_change_post(user, post)
    return KeyRole(
        post,
        found.get(post.backup_id),
        " ".join(warnings),
        reverse("post_backup", args=[post.pk]) if may and not post.backup_id else "",
    )
