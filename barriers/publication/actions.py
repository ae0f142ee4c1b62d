"""Asking, agreeing, objecting, replying and withdrawing, before a barrier that names a body is
public.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from barriers.barrier.bodies import must_stand
from barriers.barrier.permissions import can_publish
from barriers.models import Barrier, Publication, PublicationStep
from barriers.publication.agreed_words import mark_of
from barriers.publication.going_out import go_out
from barriers.publication.named import (
    all_replied,
    ask_all,
    bodies_asked,
    forget_days,
    keep_reply,
    named_in,
    settle,
)
from barriers.publication.notices import ask_place, tell_other_places, tell_place
from barriers.publication.steps import (
    back_to_place,
    called,
    closing,
    locked,
    locked_live,
    no_reply_now,
    note,
    tell_bodies,
)
from interface.articles import with_article
from interface.words import capitalised, date_words, list_words, quoted
from partnerships.models import Organisation
from records.models import Visibility
from records.periods import after_working_days

# What is said of bodies that the words name, where nothing is
NOBODY: Mapping[int, bool] = {}
State, Kind = Publication.State, PublicationStep.Kind


@transaction.atomic
def ask_to_publish(
    *, by: Any, barrier: Barrier, seen: str, because: str = "", meant: Mapping[int, bool] = NOBODY
) -> Publication:
    """Ask that the public may read a barrier that names a body, linked or in words only.

    An editor of the lead place who asks agrees with that, to the words that they have ``seen``;
    ``meant`` is what they say of each body that the words name. Raises ValidationError where it
    names nobody, its body has ended, or it is asked for already.
    """
    barrier = locked(barrier)
    body = _named(barrier)
    earlier = barrier.publications.exclude(state=State.WITHDRAWN).first()
    if earlier is not None:
        raise ValidationError(
            f"That is asked for already. Its status: {earlier.get_state_display()}"
        )
    made = Publication.objects.create(barrier=barrier, body=body, because=because, created_by=by)
    note(made, Kind.ASKED, by=by, text=because)
    if can_publish(by, barrier):
        _send(by, made, seen, meant)
    else:
        ask_place(made, f"Do you agree to make it public? {called(made)}", by=by)
    return made


@transaction.atomic
def agree(
    *, by: Any, publication: Publication, seen: str, meant: Mapping[int, bool] = NOBODY
) -> Publication:
    """The place agrees to the words that ``by`` has seen; the body has its days from today, and
    so have those in its words that are ``meant``.

    Raises ValidationError where somebody agreed a moment ago, or the words are others by now.
    """
    publication = locked_live(publication)
    if publication.state != State.PLACE:
        on = date_words(publication.agreed_on)
        raise ValidationError(f"The place agreed already, on {on}")
    return _send(by, publication, seen, meant)


def _send(by: Any, publication: Publication, seen: str, meant: Mapping[int, bool]) -> Publication:
    barrier, today = publication.barrier, timezone.localdate()
    if seen != mark_of(barrier):
        raise ValidationError(
            "Its words changed while you read them. They are above as they are now: read them, "
            "and agree again if they are right"
        )
    named = settle(barrier, meant, by=by)
    if barrier.unlocker_id is None and not named:
        return _names_nobody(by, publication)
    publication.body = _named(barrier) if barrier.unlocker_id else named[0].body
    ask_all([row for row in named if row.body_id != publication.body_id], today)
    publication.state = State.BODY
    publication.agreed_by, publication.agreed_on, publication.sent_on = by, today, today
    publication.reply_by = after_working_days(today, Publication.DAYS)
    publication.save()
    bodies = bodies_asked(publication)
    names = capitalised(list_words(map(with_article, bodies)))
    note(publication, Kind.AGREED, by=by, text=f"{names} were asked." if len(bodies) > 1 else "")
    due = date_words(publication.reply_by)
    can_reply = f"can reply by {due} before this is public: {barrier.reference}"
    tell_bodies(publication, lambda body: f"{body} {can_reply}")
    asked = _asked_words(publication)
    tell_place(publication, f"{asked} asked for a reply by {due}: {called(publication)}", but=by)
    tell_other_places(
        publication, f"To be public after {due}, unless you object: {called(publication)}", but=by
    )
    return publication


@transaction.atomic
def object_to(*, by: Any, publication: Publication, text: str) -> None:
    """Another place of the barrier objects: the lead place has to agree again, or withdraw it."""
    publication = locked_live(publication)
    if publication.state == State.PUBLISHED:
        raise ValidationError("It is public already. Ask the lead place to withdraw it")
    was_with_body = publication.state in Publication.ASKED
    note(publication, Kind.OBJECTED, by=by, text=text)
    if was_with_body:
        asked = bodies_asked(publication)
        back_to_place(publication)
        tell_bodies(publication, partial(no_reply_now, publication), asked, goes=False)
    tell_place(publication, f"Another of its places objects: {called(publication)}", but=by)


@transaction.atomic
def reply(
    *,
    by: Any,
    publication: Publication,
    text: str,
    after: int = 0,
    body: Organisation | None = None,
) -> PublicationStep:
    """What a body wants to stand beside it; a later one of that body replaces its first.

    It goes out once all that are asked replied. ``body`` is one of those; without it the one that
    is linked. ``after`` is the last reply that whoever writes has seen (0 for none). Raises
    ValidationError where a colleague replied meanwhile, or it was withdrawn or is being changed.
    """
    publication = locked_live(publication)
    if publication.state == State.PLACE:
        raise ValidationError(
            "The place is looking at its words again, so you don’t need to reply now. You will be "
            "asked again before it is public"
        )
    speaker = body or publication.body
    if speaker not in bodies_asked(publication):
        raise ValidationError(f"{speaker} is not asked for a reply any more")
    replies = publication.steps.filter(kind=Kind.REPLIED, body=speaker)
    last = replies.order_by("-id").first()
    if last is not None and last.pk != after:
        raise ValidationError(
            f"A colleague replied meanwhile, on {date_words(last.on)}. If yours should "
            f"replace it, send it again. They wrote: {quoted(last.text, 300)}"
        )
    today = timezone.localdate()
    made = note(publication, Kind.REPLIED, by=by, text=text, body=speaker)
    if speaker == publication.body:
        publication.replied_on = publication.replied_on or today
        publication.save()
    keep_reply(publication, speaker, today)
    tell_place(publication, f"{speaker} replied: {called(publication)}", but=by)
    if publication.state == State.BODY and all_replied(publication):
        go_out(publication, today, because_replied=True)
    return made


@transaction.atomic
def withdraw(*, by: Any, publication: Publication, text: str = "", narrows: bool = True) -> None:
    """The place takes it back, before or after it was public. What was said is kept.

    What was public is for everyone signed in from now on; without ``narrows`` the caller decides
    who reads it, in the same transaction.
    """
    publication = locked_live(publication)
    was, asked = publication.state, bodies_asked(publication)
    forget_days(publication.barrier)
    with closing(publication.barrier, narrows=narrows):
        publication.state, publication.ended_on = State.WITHDRAWN, timezone.localdate()
        publication.save()
    note(publication, Kind.WITHDRAWN, by=by, text=text)
    if was != State.PLACE:
        tell_bodies(publication, partial(_not_needed, publication, was), asked, goes=False)
    tell_place(publication, f"Publishing is withdrawn: {called(publication)}", but=by)
    tell_other_places(publication, f"Publishing is withdrawn: {called(publication)}", but=by)


def _named(barrier: Barrier) -> Organisation:
    """The body that the barrier links, which has to stand still; else the first in its words."""
    body = barrier.unlocker
    if body is not None:
        must_stand(body)
        return body
    for one in named_in(barrier):
        return one.body
    raise ValidationError(
        "It names no body, so nobody has to be asked: choose who can see it where you edit it"
    )


def _names_nobody(by: Any, publication: Publication) -> Publication:
    """The place says that its words name nobody: nobody has to be asked, it is public at once."""
    publication.state, publication.ended_on = State.WITHDRAWN, timezone.localdate()
    publication.save()
    note(publication, Kind.WITHDRAWN, by=by, text="Its words name no organisation: it is public.")
    barrier = publication.barrier
    barrier.visibility = Visibility.PUBLIC
    barrier.save(update_fields=["visibility"])
    tell_place(publication, f"Public now: {called(publication)}", but=by)
    return publication


def _asked_words(publication: Publication) -> str:
    """ "DWP is", "DWP and NHS England are"."""
    bodies = [str(body) for body in bodies_asked(publication)]
    return f"{list_words(bodies)} {'is' if len(bodies) == 1 else 'are'}"


def _not_needed(publication: Publication, was: str, body: Organisation) -> str:
    is_out = was == State.PUBLISHED
    subject = "Not public any more" if is_out else f"{body} no longer needs to reply"
    return f"{subject}: {publication.barrier.reference}"
