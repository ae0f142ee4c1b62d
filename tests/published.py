"""Builders of barriers that name a body on their way to the public."""

from __future__ import annotations

import datetime as dt
from typing import Any

import time_machine
from django.contrib.auth.models import AnonymousUser

from accounts.models import Notice
from barriers.models import Barrier, Publication, PublicationStep, PublishingPause
from barriers.publication import actions
from barriers.publication.agreed_words import mark_of
from partnerships.models import Organisation
from tests.builders import TODAY


def publication(of: Barrier, body: Organisation, state: str = "body", **fields: Any) -> Publication:
    """One at a state, with the days that go with it; the barrier names the body."""
    if of.unlocker_id != body.pk:
        Barrier.objects.filter(pk=of.pk).update(unlocker=body, status="open")
        of.refresh_from_db()
    said: dict[str, Any] = {"created_by": of.created_by}
    if state not in ("place", "withdrawn"):
        sent = TODAY if state == "body" else TODAY - dt.timedelta(days=30)
        said |= {"agreed_on": sent, "sent_on": sent, "reply_by": sent + dt.timedelta(days=14)}
    if state == "published":
        said |= {"published_on": TODAY}
    if state == "withdrawn":
        said |= {"ended_on": TODAY}
    made = Publication.objects.create(barrier=of, body=body, state=state, **said | fields)
    if state == "published":
        Barrier.objects.filter(pk=of.pk).update(is_cleared=True, visibility="public")
    of.refresh_from_db()
    return made


def step(
    of: Publication, kind: str = "replied", text: str = "We see it otherwise.", **fields: Any
) -> Any:
    """Something that was said on the way."""
    said: dict[str, Any] = {"on": TODAY, "body": of.body if kind == "replied" else None}
    return PublicationStep.objects.create(publication=of, kind=kind, text=text, **said | fields)


def pause(**fields: Any) -> PublishingPause:
    """A pause from today for a fortnight."""
    said: dict[str, Any] = {"reason": "pre-election period", "starts": TODAY}
    said["until"] = TODAY + dt.timedelta(days=14)
    return PublishingPause.objects.create(**said | fields)


def on(*day: int) -> Any:
    """At noon of a day."""
    moment = dt.datetime(*day, 12, tzinfo=dt.UTC)  # type: ignore[misc]
    return time_machine.travel(moment, tick=False)


def ask(barrier: Barrier, by: Any, because: str = "", **said: Any) -> Publication:
    """Asked for by somebody who has seen the words as they are."""
    seen = mark_of(barrier)
    return actions.ask_to_publish(by=by, barrier=barrier, seen=seen, because=because, **said)


def public(barrier: Barrier) -> bool:
    """Whether people who are not signed in read it."""
    return Barrier.objects.visible_to(AnonymousUser()).filter(pk=barrier.pk).exists()


def now(publication: Publication) -> Publication:
    """As it stands now."""
    return Publication.objects.get(pk=publication.pk)


def subjects(user: Any) -> list[str]:
    """What somebody was told, first to last."""
    return list(Notice.objects.filter(user=user).order_by("id").values_list("subject", flat=True))
