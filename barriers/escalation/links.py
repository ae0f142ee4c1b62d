"""Links by which officials who never sign in answer one escalation: made, sent, used, ended."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notice
from accounts.notice.outbox import tell
from accounts.secret import hashed
from barriers.barrier.models.querysets import places_of
from barriers.models import AnswerLink, Barrier, Escalation
from interface.words import date_words
from people.models import JobRole

LASTS = dt.timedelta(days=30)
# After so long, an address that an email went to is forgotten
FORGOTTEN = dt.timedelta(days=180)
MOST = 10
LETTER = "barrier-answer-link"


@transaction.atomic
def send_link(*, by: Any, escalation: Escalation, email: str) -> AnswerLink:
    """Write to an official; earlier links to the same address end.

    The email says what is wanted and nothing of the barrier: emails are forwarded. Raises
    ValidationError for one that is closed, or that ten emails went out for today.
    """
    _alone(escalation)
    escalation = Escalation.objects.get(pk=escalation.pk)
    if not escalation.is_open:
        raise ValidationError("This escalation needs no answer any more")
    email, now = email.strip().lower(), timezone.now()
    links = AnswerLink.objects.filter(escalation=escalation)
    if links.filter(made_at__gt=now - dt.timedelta(days=1)).count() >= MOST:
        raise ValidationError(
            f"{MOST} emails went out for this escalation today. Try again tomorrow"
        )
    links.live(now).filter(email=email).update(ended_at=now)
    token = secrets.token_urlsafe(32)
    made: AnswerLink = AnswerLink.objects.create(
        escalation=escalation,
        email=email,
        token_hash=hashed(token),
        made_by=by,
        expires_at=now + LASTS,
    )
    made.letter = _write(made, token)
    return made


def _write(link: AnswerLink, token: str) -> Notice:
    body, due = link.escalation.to, date_words(link.escalation.answer_by)
    return tell(
        kind=LETTER,
        email=link.email,
        subject=f"{body} is asked to help a place, by {due}",
        about=link,
        text=(
            f"{link.made_by.full_name} asks {body}, through Placebook, to help with something "
            f"that gets in the way of joint work in a place. Please answer by {due}.\n\n"
            "You do not need an account: the page below shows what is asked and takes one answer. "
            f"It works until {date_words(timezone.localdate(link.expires_at))}, and closes once it "
            "has been used. Do not forward this email: anyone who has the link can answer."
        ),
        url=reverse("answer_by_link", args=[token]),
    )


def with_letters(links: Iterable[AnswerLink]) -> list[AnswerLink]:
    """Each with its ``letter``, while somebody holds that; one that nobody holds any more went out.

    A letter that is left unsent ends its link (``end_unsent``).
    """
    rows = list(links)
    written = Notice.objects.filter(user=None, email__in={link.email for link in rows}, kind=LETTER)
    letters = {letter.about_id: letter for letter in written} if rows else {}
    for link in rows:
        link.letter = letters.get(link.pk)
    return rows


def end_unsent(letter: int) -> None:
    """A letter that could not be sent is left unsent: nobody has its link."""
    unsent = Notice.objects.given_up().filter(pk=letter, kind=LETTER)
    AnswerLink.objects.filter(pk__in=unsent.values("about_id"), used_at=None, ended_at=None).update(
        ended_at=timezone.now()
    )


def end_link(*, link: AnswerLink) -> None:
    """From now on the link opens nothing. Ending it again does nothing."""
    AnswerLink.objects.filter(pk=link.pk, used_at=None, ended_at=None).update(
        ended_at=timezone.now()
    )


def link_at(token: str) -> AnswerLink | None:
    """The link with this secret, whether it still opens or not; None for an unknown one."""
    rows = AnswerLink.objects.select_related(
        "escalation__to__parent",
        "escalation__created_by",
        "escalation__barrier__category",
        "escalation__barrier__programme",
    )
    posts = Prefetch("escalation__post", JobRole.objects.visible_to(AnonymousUser()))
    return (
        rows.prefetch_related(posts, places_of("escalation__barrier"))
        .filter(token_hash=hashed(token))
        .first()
    )


def why_closed(link: AnswerLink) -> str:
    """Why a link takes no answer; empty for one that does."""
    if link.used_at:
        return f"This link was used on {date_words(timezone.localdate(link.used_at))}."
    if link.ended_at or not link.escalation.is_open:
        return "This escalation needs no answer by this link any more."
    if link.expires_at <= timezone.now():
        return f"This link expired on {date_words(timezone.localdate(link.expires_at))}."
    return ""


@transaction.atomic
def use_link(*, link: AnswerLink, answer: Callable[[], Any]) -> Any:
    """Do what the official answered, and close the link, both or neither.

    Raises ValidationError where somebody used it a moment ago or it was ended.
    """
    _alone(link.escalation)
    locked = AnswerLink.objects.select_for_update(of=("self",)).select_related("escalation")
    link = locked.get(pk=link.pk)
    if closed := why_closed(link):
        raise ValidationError(closed)
    made = answer()
    AnswerLink.objects.filter(pk=link.pk).update(used_at=timezone.now())
    return made


def _alone(escalation: Escalation) -> None:
    """Locks the barrier first, as every change of one does, so that none waits for another."""
    Barrier.objects.select_for_update(of=("self",)).only("pk").get(pk=escalation.barrier_id)


def forget_addresses(now: dt.datetime | None = None) -> int:
    """Delete links long after they ran out, with the addresses that they went to."""
    old = AnswerLink.objects.filter(expires_at__lt=(now or timezone.now()) - FORGOTTEN)
    done, _ = old.delete()
    return done
