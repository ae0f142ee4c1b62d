"""The job role that a pilot hangs on, whether another could step in, and what to do about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from access.kept import kept
from access.subqueries import first_of
from interface.sections import SHOWN, Section, Task
from interface.words import date_words
from partnerships.models import Place
from people.job_role.permissions import can_change_post
from people.models import JobRole
from pilots.models import Pilot
from records.statements import Given
from registry.waiting import Work, first_few

# How far ahead somebody's leaving is told.
SOON = dt.timedelta(days=90)


@dataclass(frozen=True, slots=True)
class KeyRole:
    """A job role, the one that steps in, and what is wrong with that; job roles, never people.

    ``warning`` is for people who are signed in; ``backup_url`` where those who may name a backup.
    """

    post: JobRole
    backup: JobRole | None = None
    warning: str = ""
    backup_url: str = ""


def risks(post: Any) -> list[str]:
    """What is wrong with a job role that work hangs on; a row of ``with_succession``."""
    warnings = []
    if not post.is_held:
        warnings.append("Nobody holds this job role today.")
    elif post.leaves_on is not None:
        day = date_words(post.leaves_on - dt.timedelta(days=1))
        warnings.append(f"Whoever holds it leaves after {day}: agree a handover.")
    if not post.backup_id:
        warnings.append("No job role is named that could step in.")
    return warnings


def key_role_of(user: Any, pilot: Pilot, today: dt.date) -> KeyRole | None:
    """None where none is named, or none that this reader may see. One query, or none."""
    if pilot.key_post_id is None:
        return None
    rows = _with_backup(user, post=pilot.key_post_id, today=today, soon=today + SOON)
    posts: dict[int, Any] = {row.pk: row for row in rows}
    post = posts.get(pilot.key_post_id)
    if post is None:
        return None
    if not user.is_authenticated:
        return KeyRole(post, posts.get(post.backup_id))
    warnings = risks(post)
    may = can_change_post(user, post)
    return KeyRole(
        post,
        posts.get(post.backup_id),
        " ".join(warnings),
        reverse("post_backup", args=[post.pk]) if may and not post.backup_id else "",
    )


@kept
def _with_backup(user: Any, *, post: Given, today: Any, soon: Any) -> Any:
    rows = JobRole.objects.visible_to(user).open().filter(Q(pk=post) | Q(backup_for=post))
    return rows.select_related("organisation").with_succession(today, soon)


@dataclass(frozen=True)
class Prompt:
    """One job role that needs a successor or a backup: why, and what to do about it."""

    post: JobRole
    why: str
    do: str
    shape: str = "some"
    is_mine: bool = False

    @property
    def url(self) -> str:
        """Where a backup is named, for those who may."""
        return reverse("post_backup", args=[self.post.pk]) if self.is_mine else ""


def prompt(user: Any, post: Any) -> Prompt:
    """The prompt of a row of ``needing_succession``."""
    is_mine = can_change_post(user, post)
    lacks_backup = post.is_key_person and post.backup_id is None
    backup = " Name a backup." if lacks_backup else ""
    if not post.is_held:
        return Prompt(
            post,
            "Vacant",
            backup.strip() or "Say who comes next.",
            is_mine=is_mine,
        )
    if post.leaves_on is not None:
        day = date_words(post.leaves_on - dt.timedelta(days=1))
        do = "Agree a handover and say who comes next."
        return Prompt(post, f"Vacant after {day}", f"{do}{backup}", is_mine=is_mine)
    why = f"Work would stop without this one person.{backup}"
    return Prompt(post, "No backup", why, is_mine=is_mine)


def prompts_at(user: Any, place: Place, today: dt.date) -> list[Prompt]:
    """For readers who are signed in: the job roles of a place that need somebody. One query."""
    if not user.is_authenticated:
        return []
    posts = JobRole.objects.visible_to(user).in_place(place)
    rows = posts.needing_succession(today, today + SOON).select_related("organisation")
    return [prompt(user, post) for post in rows[:SHOWN]]


def pilots_at_risk(work: Work) -> Iterator[Section]:
    """Pilots under way that this user logs and that hang on a job role nobody could take over.

    Nothing where there are none. Two queries at most.
    """
    if not work.logs:
        return
    pilots, count = first_few(work, _on_one_person)
    if not pilots:
        return
    posts = _posts_in_question(work).filter(pk__in=[pilot.key_post_id for pilot in pilots])
    posts_by_pk = {post.pk: post for post in posts}
    yield Section(
        key="continuity",
        title="Pilots that depend on one person",
        short="Pilots on one person",
        is_to_know=True,
        items=[
            Task(
                title=str(pilot),
                url=pilot.get_absolute_url(),
                note=_on(posts_by_pk[pilot.key_post_id]),
                status="At risk",
                shape="some",
            )
            for pilot in pilots
        ],
        count=count,
        note="nobody holds the job role, its holder leaves, or none could step in",
    )


def _posts_in_question(work: Work) -> QuerySet[Any]:
    posts = JobRole.objects.visible_to(work.user).open()
    return posts.with_succession(work.today, work.today + SOON)


def _on_one_person(work: Work) -> QuerySet[Any]:
    wanting = Q(is_held=False) | Q(stays=False) | Q(backup=None)
    at_risk = _posts_in_question(work).filter(wanting).order_by()
    logged = Pilot.objects.visible_to(work.user).logged_by(work.user).live()
    return logged.filter(key_post__in=at_risk.values("pk")).order_by("sort_key", "id")


def _on(post: Any) -> str:
    return f"On {post.title}. {' '.join(risks(post))}"


def to_secure(work: Work) -> Iterator[Section]:
    """The same in *my work*, for those who edit the places; nothing where nothing needs it."""
    user, reader, today = work.user, work.reader, work.today
    if not reader.edited_places:
        return
    posts = JobRole.objects.visible_to(user).filter(reach_ids__overlap=sorted(reader.edited_places))
    needing = posts.needing_succession(today, today + SOON).select_related("organisation")
    rows, count = first_of(needing, SHOWN)
    prompts = [prompt(user, post) for post in rows]
    if not prompts:
        return
    yield Section(
        key="succession",
        title="Roles that depend on one person",
        short="Roles without a backup",
        items=[
            Task(
                title=f"Plan who comes next: {entry.post.title}",
                url=entry.url,
                action="Plan" if entry.url else "",
                note=f"{entry.post.organisation.name}. {entry.do}",
                reason=entry.why,
            )
            for entry in prompts
        ],
        count=count,
        note="without a backup, or soon vacant",
    )
