"""Links by which officials who never sign in answer one escalation: made, sent, used, ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone

from accounts.answer_link import assured_until, close_links
from accounts.models import Notice
from accounts.notice.outbox import tell
from accounts.secret import drawn, hashed
from barriers.barrier.models.querysets import places_of
from barriers.models import AnswerLink, Barrier, Escalation, EscalationReply
from interface.words import date_words
from people.models import JobRole

# So long after the escalation was closed, an address that an email went to is forgotten
FORGOTTEN = dt.timedelta(days=180)
MOST = 10


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
            f"{MOST} emails have been sent for this escalation today. Try again tomorrow"
        )
    close_links(links.filter(email=email), now)
    token = drawn()
    made: AnswerLink = AnswerLink.objects.create(
        escalation=escalation,
        email=email,
        token_hash=hashed(token),
        made_by=by,
        expires_at=assured_until(escalation.answer_by),
    )
    made.letter = _write(made, token)
    return made


def _write(link: AnswerLink, token: str) -> Notice:
    body, due = link.escalation.to, date_words(link.escalation.answer_by)
    return tell(
        kind=link.LETTER,
        email=link.email,
        subject=f"{body} is asked to help a place, by {due}",
        about=link,
        text=(
            f"{link.made_by.full_name} asks {body}, through Placebook, to help with something "
            f"that gets in the way of joint work in a place. Please answer by {due}.\n\n"
            "You do not need an account: the page below shows what is asked and takes your answer. "
            f"{link.how_long} If you need longer, say so there first, and answer by the same link "
            "later. Do not forward this email: anyone who has the link can answer."
        ),
        url=reverse("answer_by_link", args=[token]),
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
    said = EscalationReply.objects.select_related("created_by", "passed_to").order_by("id")
    replies = Prefetch("escalation__replies", said)
    return (
        rows.prefetch_related(posts, replies, places_of("escalation__barrier"))
        .with_secret(token)
        .first()
    )


def said_already(escalation: Escalation, *, kind: str, text: str, by_said: str) -> bool:
    """Whether this is what was said last: the button was pressed twice."""
    last = EscalationReply.objects.filter(escalation=escalation).order_by("id").last()
    return last is not None and (last.kind, last.text, last.by_said) == (kind, text, by_said)


@transaction.atomic
def use_link(*, link: AnswerLink, answer: Callable[[], Any]) -> Any:
    """Do what the official answered; one that closes the escalation closes the link with it.

    Raises ValidationError where somebody used it a moment ago or it was ended.
    """
    _alone(link.escalation)
    locked = AnswerLink.objects.select_for_update(of=("self",)).select_related("escalation")
    link = locked.get(pk=link.pk)
    if link.why_closed:
        raise ValidationError(link.why_closed)
    made = answer()
    answered = AnswerLink.objects.filter(pk=link.pk).exclude(AnswerLink.of_open_matter())
    answered.update(used_at=timezone.now())
    return made


def _alone(escalation: Escalation) -> None:
    """Locks the barrier first, as every change of one does, so that none waits for another."""
    Barrier.objects.select_for_update(of=("self",)).only("pk").get(pk=escalation.barrier_id)


def forget_addresses(now: dt.datetime | None = None) -> int:
    """Delete links long after they closed, with the addresses that they went to."""
    old = (now or timezone.now()) - FORGOTTEN
    done, _ = AnswerLink.objects.long_closed(old).delete()
    return done
