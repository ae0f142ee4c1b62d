"""The words of a barrier that the public would read, as one mark: who agrees, agrees to these."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from barriers.barrier.bodies import heir_of, must_stand
from barriers.barrier.models.agreed_words import words_of
from barriers.barrier.permissions import can_publish
from barriers.models import Barrier, Publication, PublicationStep
from barriers.publication.named import (
    PARTS,
    Named,
    all_replied,
    ask_all,
    bodies_asked,
    forget_days,
    keep_reply,
    named_in,
    settle,
    unsettled,
)
from barriers.publication.notices import tell_body, tell_other_places, tell_place
from barriers.publication.pauses import held_words, pause_over
from interface.articles import with_article
from interface.words import capitalised, date_words, list_words
from partnerships.models import Organisation
from records.models import Visibility
from records.periods import after_working_days

# What is said of bodies that the words name, where nothing is
NOBODY: Mapping[int, bool] = {}


def mark_of(barrier: Barrier) -> str:
    """Changes with any word that the public would read; up to five queries."""
    wording = _said(barrier)
    for part in PARTS:
        for row in sorted(getattr(barrier, part).all(), key=lambda row: row.pk):
            wording += _said(row)
    return hashlib.sha256("\x1f".join(wording).encode()).hexdigest()[:32]


def differ(before: Barrier, after: Barrier) -> bool:
    """Whether the barrier's own words are others."""
    return any(getattr(before, name) != getattr(after, name) for name in words_of(Barrier))


def _said(row: Any) -> list[str]:
    return [str(getattr(row, name)) for name in words_of(type(row))]


State, Kind = Publication.State, PublicationStep.Kind
_OPEN = (State.BODY, State.HELD)
# What the days of the body hold, emptied when the place has to agree again
_ROUND = ("agreed_by", "agreed_on", "sent_on", "reply_by", "replied_on", "published_on")


@transaction.atomic
def ask_to_publish(
    *, by: Any, barrier: Barrier, seen: str, because: str = "", meant: Mapping[int, bool] = NOBODY
) -> Publication:
    """Ask that the public may read a barrier that names a body, linked or in words only.

    An editor of the lead place who asks agrees with that, to the words that they have ``seen``;
    ``meant`` is what they say of each body that the words name. Raises ValidationError where it
    names nobody, its body has ended, or it is asked for already.
    """
    barrier = _locked(barrier)
    body = _named(barrier)
    earlier = barrier.publications.exclude(state=State.WITHDRAWN).first()
    if earlier is not None:
        raise ValidationError(
            f"That is asked for already, and stands at: {earlier.get_state_display()}"
        )
    made = Publication.objects.create(barrier=barrier, body=body, because=because, created_by=by)
    _note(made, Kind.ASKED, by=by, text=because)
    if can_publish(by, barrier):
        _send(by, made, seen, meant)
    else:
        tell_place(made, f"Do you agree to make it public? {_called(made)}", but=by)
    return made


@transaction.atomic
def agree(
    *, by: Any, publication: Publication, seen: str, meant: Mapping[int, bool] = NOBODY
) -> Publication:
    """The place agrees to the words that ``by`` has seen; the body has its days from today, and
    so have those in its words that are ``meant``.

    Raises ValidationError where somebody agreed a moment ago, or the words are others by now.
    """
    publication = _locked_live(publication)
    if publication.state != State.PLACE:
        on = date_words(publication.agreed_on)
        raise ValidationError(f"The place agreed already, on {on}")
    return _send(by, publication, seen, meant)


def _send(by: Any, publication: Publication, seen: str, meant: Mapping[int, bool]) -> Publication:
    barrier, today = publication.barrier, timezone.localdate()
    if seen != mark_of(barrier):
        raise ValidationError(
            "Its words changed while you read them. They stand above as they are now: read them, "
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
    _note(publication, Kind.AGREED, by=by, text=f"{names} were asked." if len(bodies) > 1 else "")
    due = date_words(publication.reply_by)
    may_reply = f"may reply by {due} before this is public: {barrier.reference}"
    _tell_bodies(publication, lambda body: f"{body} {may_reply}")
    asked = _asked_words(publication)
    tell_place(publication, f"{asked} asked for a reply by {due}: {_called(publication)}", but=by)
    tell_other_places(
        publication, f"To be public after {due}, unless you object: {_called(publication)}", but=by
    )
    return publication


@transaction.atomic
def object_to(*, by: Any, publication: Publication, text: str) -> None:
    """Another place of the barrier objects: the lead place has to agree again, or withdraw it."""
    publication = _locked_live(publication)
    if publication.state == State.PUBLISHED:
        raise ValidationError("It is public already. Ask the lead place to withdraw it")
    was_with_body = publication.state in _OPEN
    _note(publication, Kind.OBJECTED, by=by, text=text)
    if was_with_body:
        asked = bodies_asked(publication)
        _back_to_place(publication)
        _tell_bodies(publication, partial(_no_reply_now, publication), asked, goes=False)
    tell_place(publication, f"Another of its places objects: {_called(publication)}", but=by)


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
    publication = _locked_live(publication)
    if publication.state == State.PLACE:
        raise ValidationError(
            "The place is looking at its words again, so it needs no reply now. You are asked "
            "again before it is public"
        )
    speaker = body or publication.body
    if speaker not in bodies_asked(publication):
        raise ValidationError(f"{speaker} is not asked for a reply any more")
    replies = publication.steps.filter(kind=Kind.REPLIED, body=speaker)
    last = replies.order_by("-id").first()
    if last is not None and last.pk != after:
        raise ValidationError(
            f"A colleague replied meanwhile, on {date_words(last.on)}: “{last.text[:300]}”. "
            "Send yours again to put it in that place"
        )
    today = timezone.localdate()
    made = _note(publication, Kind.REPLIED, by=by, text=text, body=speaker)
    if speaker == publication.body:
        publication.replied_on = publication.replied_on or today
        publication.save()
    keep_reply(publication, speaker, today)
    tell_place(publication, f"{speaker} replied: {_called(publication)}", but=by)
    if publication.state == State.BODY and all_replied(publication):
        go_out(publication, today, because_replied=True)
    return made


@transaction.atomic
def withdraw(*, by: Any, publication: Publication, text: str = "", narrows: bool = True) -> None:
    """The place takes it back, before or after it was public. What was said is kept.

    What was public is for everyone signed in from now on; without ``narrows`` the caller decides
    who reads it, in the same transaction.
    """
    publication = _locked_live(publication)
    was, asked = publication.state, bodies_asked(publication)
    forget_days(publication.barrier)
    with _closing(publication.barrier, narrows=narrows):
        publication.state, publication.closed_on = State.WITHDRAWN, timezone.localdate()
        publication.save()
    _note(publication, Kind.WITHDRAWN, by=by, text=text)
    if was != State.PLACE:
        _tell_bodies(publication, partial(_not_needed, publication, was), asked, goes=False)
    tell_place(publication, f"Publishing is withdrawn: {_called(publication)}", but=by)
    tell_other_places(publication, f"Publishing is withdrawn: {_called(publication)}", but=by)


def go_out(publication: Publication, today: dt.date, *, because_replied: bool = False) -> str:
    """Publish one whose body replied or had its days, or hold it; gives the state that it is in.

    The barrier and the publication are locked by the caller.
    """
    for body in bodies_asked(publication):
        if (heir := heir_of(body)) is not None:
            _note(publication, Kind.CHANGED, text=f"{body} has ended. {heir} took over")
            _back_to_place(publication)
            tell_place(publication, f"{body} has ended: {_called(publication)}")
            return publication.state
    if later := _not_asked(publication):
        names = list_words([f"{one.text.quoted} ({one.body})" for one in later])
        _note(publication, Kind.CHANGED, text=f"Its words also name {names}, not asked yet.")
        _back_to_place(publication)
        tell_place(publication, f"It names more than who was asked: {_called(publication)}")
        return publication.state
    pause = pause_over(publication.barrier, today)
    if pause is not None:
        if publication.state != State.HELD:
            publication.state = State.HELD
            publication.save(update_fields=["state"])
            _note(publication, Kind.HELD, text=held_words(pause))
            text = f"{held_words(pause)}. {publication.barrier.reference}"
            tell_place(publication, text)
            _tell_bodies(publication, lambda _: text)
        return publication.state
    publication.state, publication.published_on = State.PUBLISHED, today
    publication.save(update_fields=["state", "published_on"])
    barrier = publication.barrier
    barrier.is_cleared, barrier.visibility = True, Visibility.PUBLIC
    barrier.save(update_fields=["is_cleared", "visibility"])
    _note(publication, Kind.PUBLISHED)
    text = "with its reply" if because_replied or publication.replied_on else "without a reply"
    tell_place(publication, f"Public now, {text}: {_called(publication)}")
    tell_other_places(publication, f"Public now, {text}: {_called(publication)}")
    _tell_bodies(publication, lambda _: f"Public now, {text}: {barrier.reference}")
    return publication.state


def _not_asked(publication: Publication) -> list[Named]:
    """Those that the words name by a name that came after the place spoke of them."""
    asked = {body.pk for body in bodies_asked(publication)}
    return [one for one in unsettled(publication.barrier) if one.body.pk not in asked]


@contextmanager
def changing_words(barriers: Iterable[int]) -> Iterator[None]:
    """Around every change of what the public reads of these barriers, within a transaction.

    Who agreed to the words as they were agreed to no others: what stands goes back to the place,
    and out of public view, before anything changes. People are told once it has changed.
    """
    locked = Barrier.objects.filter(pk__in=barriers).order_by("pk").select_for_update(of=("self",))
    by_pk = {barrier.pk: barrier for barrier in locked.select_related("unlocker").defer("search")}
    rows = Publication.objects.filter(barrier__in=by_pk, state__in=Publication.WITH_BODY)
    sent_back = list(rows.select_for_update().order_by("barrier_id"))
    asked = {}
    for publication in sent_back:
        publication.barrier = by_pk[publication.barrier_id]
        asked[publication.pk] = bodies_asked(publication)
        _back_to_place(publication)
    yield
    for publication in sent_back:
        now = _locked_row(publication)
        _note(now, Kind.CHANGED)
        tell_place(now, f"Its words changed, so the place has to agree again: {_called(now)}")
        _tell_bodies(now, partial(_no_reply_now, now), asked[now.pk], goes=False)


def _locked(barrier: Barrier) -> Barrier:
    rows = Barrier.objects.select_for_update(of=("self",)).select_related("unlocker")
    return rows.defer("search").get(pk=barrier.pk)


def _locked_row(publication: Publication) -> Publication:
    """The publication as it stands now; its barrier is locked first."""
    barrier = _locked(publication.barrier)
    rows = Publication.objects.select_for_update(of=("self",))
    publication_now = rows.select_related("body__parent", "created_by").get(pk=publication.pk)
    publication_now.barrier = barrier
    return publication_now


def _locked_live(publication: Publication) -> Publication:
    publication_now = _locked_row(publication)
    if publication_now.is_over:
        on = date_words(publication_now.closed_on)
        raise ValidationError(f"It was withdrawn on {on}, so nothing more is needed")
    return publication_now


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
    publication.state, publication.closed_on = State.WITHDRAWN, timezone.localdate()
    publication.save()
    _note(publication, Kind.WITHDRAWN, by=by, text="Its words name no organisation: it is public.")
    barrier = publication.barrier
    barrier.visibility = Visibility.PUBLIC
    barrier.save(update_fields=["visibility"])
    tell_place(publication, f"Public now: {_called(publication)}", but=by)
    return publication


def _back_to_place(publication: Publication) -> None:
    for name in _ROUND:
        setattr(publication, name, None)
    forget_days(publication.barrier)
    with _closing(publication.barrier):
        publication.state = State.PLACE
        publication.save(update_fields=["state", *_ROUND])


@contextmanager
def _closing(barrier: Barrier, *, narrows: bool = True) -> Iterator[None]:
    """Around the end of what opened a barrier: from then on it is for everyone signed in.

    It is closed before its publication ends, and narrowed after: the database holds to that.
    """
    was_open = barrier.is_cleared
    if was_open:
        barrier.is_cleared = False
        barrier.save(update_fields=["is_cleared"])
    yield
    if was_open and narrows:
        barrier.visibility = Visibility.NETWORK
        barrier.save(update_fields=["visibility"])


def _note(publication: Publication, kind: str, *, by: Any = None, **said: Any) -> PublicationStep:
    today = timezone.localdate()
    return PublicationStep.objects.create(
        publication=publication, kind=kind, on=today, created_by=by, **said
    )


def _tell_bodies(
    publication: Publication,
    words: Callable[[Organisation], str],
    bodies: Iterable[Organisation] = (),
    *,
    goes: bool = True,
) -> None:
    """Tell the officers of each body that is asked, or of these."""
    told: set[tuple[int, str]] = set()
    for body in bodies or bodies_asked(publication):
        told |= tell_body(publication, words(body), body=body, goes=goes, told=told)


def _asked_words(publication: Publication) -> str:
    """ "DWP is", "DWP and NHS England are"."""
    bodies = [str(body) for body in bodies_asked(publication)]
    return f"{list_words(bodies)} {'is' if len(bodies) == 1 else 'are'}"


def _not_needed(publication: Publication, was: str, body: Organisation) -> str:
    is_out = was == State.PUBLISHED
    subject = "Not public any more" if is_out else f"{body} need not reply any more"
    return f"{subject}: {publication.barrier.reference}"


def _no_reply_now(publication: Publication, body: Organisation) -> str:
    barrier = publication.barrier
    if body == publication.body and barrier.unlocker_id not in (body.pk, None):
        return f"{body} is not named any more, and need not reply: {barrier.reference}"
    return f"The place looks at its words again, and asks {body} anew: {barrier.reference}"


def _called(publication: Publication) -> str:
    return f"{publication.barrier.reference}, {publication.barrier.title}"
