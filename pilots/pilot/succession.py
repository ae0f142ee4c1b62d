"""Work that hangs on one person: job roles without a backup, or whose holder leaves soon."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse

from interface.sections import SHOWN, Section, Task
from interface.words import date_words
from partnerships.job_role.permissions import can_change_post
from partnerships.models import Place, Post
from partnerships.subqueries import first_of
from partnerships.waiting import Work
from pilots.models import Pilot
from pilots.pilot.key_role import SOON, risks


@dataclass(frozen=True)
class Prompt:
    """One job role that needs a successor or a backup: why, and what to do about it."""

    post: Post
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
    backup = " Name a job role that can step in." if lacks_backup else ""
    if not post.is_held:
        return Prompt(
            post, "Vacant", f"Work hangs on this role and nobody holds it.{backup}", is_mine=is_mine
        )
    if post.leaves_on is not None:
        day = date_words(post.leaves_on - dt.timedelta(days=1))
        do = "Agree a handover and say who comes next."
        return Prompt(post, f"Free after {day}", f"{do}{backup}", is_mine=is_mine)
    why = f"Work would stop without this one person.{backup}"
    return Prompt(post, "No backup", why, is_mine=is_mine)


def prompts_at(user: Any, place: Place, today: dt.date) -> list[Prompt]:
    """For readers who are signed in: the job roles of a place that need somebody. One query."""
    if not user.is_authenticated:
        return []
    posts = Post.objects.visible_to(user).in_place(place)
    rows = posts.needing_succession(today, today + SOON).select_related("organisation")
    return [prompt(user, post) for post in rows[:SHOWN]]


def pilots_at_risk(work: Work) -> Iterator[Section]:
    """Pilots under way that this user logs and that hang on a job role nobody could take over.

    Nothing where there are none. Two queries at most.
    """
    if not work.logs:
        return
    user, today = work.user, work.today
    wanting = Q(is_held=False) | Q(stays=False) | Q(backup=None)
    posts = Post.objects.visible_to(user).open().with_succession(today, today + SOON)
    at_risk = posts.filter(wanting).order_by()
    logged = Pilot.objects.visible_to(user).logged_by(user).live()
    pilots, count = first_of(
        logged.filter(key_post__in=at_risk.values("pk")).order_by("sort_key", "id"), SHOWN
    )
    if not pilots:
        return
    known = {post.pk: post for post in posts.filter(pk__in=[one.key_post_id for one in pilots])}
    yield Section(
        key="continuity",
        title="Pilots that hang on one person",
        short="Pilots on one person",
        items=[
            Task(
                title=str(one),
                url=one.get_absolute_url(),
                note=_on(known[one.key_post_id]),
                status="At risk",
                shape="some",
            )
            for one in pilots
        ],
        count=count,
        note="nobody holds the job role, its holder leaves, or none could step in",
    )


def _on(post: Any) -> str:
    return f"On {post.title}. {' '.join(risks(post))}"


def to_secure(work: Work) -> Iterator[Section]:
    """The same in *my work*, for those who edit the places; nothing where nothing needs it."""
    user, reader, today = work.user, work.reader, work.today
    if not reader.edited_places:
        return
    posts = Post.objects.visible_to(user).filter(reach_ids__overlap=sorted(reader.edited_places))
    needing = posts.needing_succession(today, today + SOON).select_related("organisation")
    rows, count = first_of(needing, SHOWN)
    found = [prompt(user, post) for post in rows]
    if not found:
        return
    yield Section(
        key="succession",
        title="Roles that hang on one person",
        short="Roles on one person",
        items=[
            Task(
                title=one.post.title,
                url=one.url,
                note=f"{one.post.organisation.name}. {one.do}",
                status=one.why,
                shape=one.shape,
            )
            for one in found
        ],
        count=count,
        note="without a backup, or soon free",
    )
