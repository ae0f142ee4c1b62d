"""The words of a barrier that the public would read, as one mark: who agrees, agrees to these."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from barriers.barrier.bodies import heir_of, must_stand
from barriers.barrier.models.agreed_words import words_of
from barriers.barrier.permissions import can_publish
from barriers.models import Barrier, Publication, PublicationStep, PublishingPause
from barriers.publication.notices import tell_body, tell_other_places, tell_place
from interface.words import date_words
from partnerships.models import Organisation, Place, PlaceReach
from records.models import Visibility
from records.periods import after_working_days

PARTS = ("actions", "checks", "closings", "place_links", "sub_type_links")


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


def pause_over(barrier: Barrier, day: dt.date) -> PublishingPause | None:
    """The pause that holds this barrier back on a day: of several, the one that lasts longest."""
    rows = PublishingPause.objects.on(day).covering(barrier.programme_id, barrier.reach_ids)
    return rows.select_related("programme", "place").order_by("-until", "id").first()


def pause_at(place: Place, day: dt.date) -> PublishingPause | None:
    """The pause of a place, or of one above it, on a day."""
    rows = PublishingPause.objects.on(day).filter(place__in=PlaceReach.of([place.pk]))
    return rows.select_related("place").order_by("-until", "id").first()


def goes_out_on(pause: PublishingPause) -> dt.date:
    """The first working day after a pause."""
    return after_working_days(pause.until, 1)


def held_words(pause: PublishingPause) -> str:
    """ "Held until 8 May 2027: pre-election period in Exampleshire"."""
    return f"Held until {date_words(pause.until)}: {pause}"


@transaction.atomic
def end_pause(*, pause: PublishingPause) -> bool:
    """From today on it holds nothing back; says whether it still did, or would have."""
    today = timezone.localdate()
    row = PublishingPause.objects.select_for_update(of=("self",)).get(pk=pause.pk)
    if row.is_over(today):
        return False
    row.ended_on = today
    row.save(update_fields=["ended_on"])
    return True


State, Kind = Publication.State, PublicationStep.Kind
_OPEN = (State.BODY, State.HELD)
# What the days of the body hold, emptied when the place has to agree again
_ROUND = ("agreed_by", "agreed_on", "sent_on", "reply_by", "replied_on", "published_on")


@transaction.atomic
def ask_to_publish(*, by: Any, barrier: Barrier, seen: str, because: str = "") -> Publication:
    """Ask that the public may read a barrier that names a body.

    An editor of the lead place who asks agrees with that, to the words that they have ``seen``.
    Raises ValidationError where it names nobody, its body has ended, or it is asked for already.
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
        _send(by, made, seen)
    else:
        tell_place(made, f"Do you agree to make it public? {_called(made)}", but=by)
    return made


@transaction.atomic
def agree(*, by: Any, publication: Publication, seen: str) -> Publication:
    """The place agrees to the words that ``by`` has seen; the body has its days from today.

    Raises ValidationError where somebody agreed a moment ago, or the words are others by now.
    """
    publication = _locked_live(publication)
    if publication.state != State.PLACE:
        on = date_words(publication.agreed_on)
        raise ValidationError(f"The place agreed already, on {on}")
    return _send(by, publication, seen)


def _send(by: Any, publication: Publication, seen: str) -> Publication:
    barrier, today = publication.barrier, timezone.localdate()
    if seen != mark_of(barrier):
        raise ValidationError(
            "Its words changed while you read them. They stand above as they are now: read them, "
            "and agree again if they are right"
        )
    publication.body = _named(barrier)
    publication.state = State.BODY
    publication.agreed_by, publication.agreed_on, publication.sent_on = by, today, today
    publication.reply_by = after_working_days(today, Publication.DAYS)
    publication.save()
    _note(publication, Kind.AGREED, by=by)
    body, due = publication.body, date_words(publication.reply_by)
    tell_body(publication, f"{body} may reply by {due} before this is public: {barrier.reference}")
    tell_place(publication, f"{body} is asked for a reply by {due}: {_called(publication)}", but=by)
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
        _back_to_place(publication)
        tell_body(publication, _no_reply_now(publication), goes=False)
    tell_place(publication, f"Another of its places objects: {_called(publication)}", but=by)


@transaction.atomic
def reply(*, by: Any, publication: Publication, text: str, after: int = 0) -> PublicationStep:
    """What the body wants to stand beside it. The first one ends its days; later ones replace it.

    ``after`` is the last reply that whoever writes has seen (0 for none). Raises ValidationError
    where a colleague replied meanwhile, or it was withdrawn or is being changed.
    """
    publication = _locked_live(publication)
    if publication.state == State.PLACE:
        raise ValidationError(
            "The place is looking at its words again, so it needs no reply now. You are asked "
            "again before it is public"
        )
    replies = publication.steps.filter(kind=Kind.REPLIED, body=publication.body_id)
    last = replies.order_by("-id").first()
    if last is not None and last.pk != after:
        raise ValidationError(
            f"A colleague replied meanwhile, on {date_words(last.on)}: “{last.text[:300]}”. "
            "Send yours again to put it in that place"
        )
    today = timezone.localdate()
    made = _note(publication, Kind.REPLIED, by=by, text=text, body=publication.body)
    publication.replied_on = publication.replied_on or today
    publication.save()
    tell_place(publication, f"{publication.body} replied: {_called(publication)}", but=by)
    if publication.state == State.BODY:
        go_out(publication, today, because_replied=True)
    return made


@transaction.atomic
def withdraw(*, by: Any, publication: Publication, text: str = "", narrows: bool = True) -> None:
    """The place takes it back, before or after it was public. What was said is kept.

    What was public is for everyone signed in from now on; without ``narrows`` the caller decides
    who reads it, in the same transaction.
    """
    publication = _locked_live(publication)
    was = publication.state
    with _closing(publication.barrier, narrows=narrows):
        publication.state, publication.closed_on = State.WITHDRAWN, timezone.localdate()
        publication.save()
    _note(publication, Kind.WITHDRAWN, by=by, text=text)
    if was != State.PLACE:
        subject = f"{publication.body} need not reply any more"
        if was == State.PUBLISHED:
            subject = "Not public any more"
        tell_body(publication, f"{subject}: {publication.barrier.reference}", goes=False)
    tell_place(publication, f"Publishing is withdrawn: {_called(publication)}", but=by)
    tell_other_places(publication, f"Publishing is withdrawn: {_called(publication)}", but=by)


def go_out(publication: Publication, today: dt.date, *, because_replied: bool = False) -> str:
    """Publish one whose body replied or had its days, or hold it; gives the state that it is in.

    The barrier and the publication are locked by the caller.
    """
    heir = heir_of(publication.body)
    if heir is not None:
        _note(publication, Kind.CHANGED, text=f"{publication.body} has ended. {heir} took over")
        _back_to_place(publication)
        tell_place(publication, f"{publication.body} has ended: {_called(publication)}")
        return publication.state
    pause = pause_over(publication.barrier, today)
    if pause is not None:
        if publication.state != State.HELD:
            publication.state = State.HELD
            publication.save(update_fields=["state"])
            _note(publication, Kind.HELD, text=held_words(pause))
            text = f"{held_words(pause)}. {publication.barrier.reference}"
            tell_place(publication, text)
            tell_body(publication, text)
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
    tell_body(publication, f"Public now, {text}: {publication.barrier.reference}")
    return publication.state


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
    for publication in sent_back:
        publication.barrier = by_pk[publication.barrier_id]
        _back_to_place(publication)
    yield
    for publication in sent_back:
        now = _locked_row(publication)
        _note(now, Kind.CHANGED)
        tell_place(now, f"Its words changed, so the place has to agree again: {_called(now)}")
        tell_body(now, _no_reply_now(now), goes=False)


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
    """The body that the barrier names, which has to stand still."""
    body = barrier.unlocker
    if body is None:
        raise ValidationError(
            "It names no body, so nobody has to be asked: choose who can see it where you edit it"
        )
    must_stand(body)
    return body


def _back_to_place(publication: Publication) -> None:
    for name in _ROUND:
        setattr(publication, name, None)
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


def _no_reply_now(publication: Publication) -> str:
    barrier = publication.barrier
    if barrier.unlocker_id != publication.body_id:
        return f"{publication.body} is not named any more, and need not reply: {barrier.reference}"
    return (
        f"The place looks at its words again, and asks {publication.body} anew: {barrier.reference}"
    )


def _called(publication: Publication) -> str:
    return f"{publication.barrier.reference}, {publication.barrier.title}"
