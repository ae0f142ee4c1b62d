"""What each step of a publication does: locks it, notes it, tells who is asked, closes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from barriers.models import Barrier, Publication, PublicationStep
from barriers.publication.named import bodies_asked, forget_days
from barriers.publication.notices import tell_body
from interface.words import date_words
from partnerships.models import Organisation
from records.models import Visibility

# What the days of the body hold, emptied when the place has to agree again
_ROUND = ("agreed_by", "agreed_on", "sent_on", "reply_by", "replied_on", "published_on")


def locked(barrier: Barrier) -> Barrier:
    rows = Barrier.objects.select_for_update(of=("self",)).select_related("unlocker")
    return rows.defer("search").get(pk=barrier.pk)


def locked_row(publication: Publication) -> Publication:
    """The publication as it stands now; its barrier is locked first."""
    barrier = locked(publication.barrier)
    rows = Publication.objects.select_for_update(of=("self",))
    publication_now = rows.select_related("body__parent", "created_by").get(pk=publication.pk)
    publication_now.barrier = barrier
    return publication_now


def locked_live(publication: Publication) -> Publication:
    publication_now = locked_row(publication)
    if publication_now.is_over:
        on = date_words(publication_now.ended_on)
        raise ValidationError(f"It was withdrawn on {on}, so nothing more is needed")
    return publication_now


def back_to_place(publication: Publication) -> None:
    for name in _ROUND:
        setattr(publication, name, None)
    forget_days(publication.barrier)
    with closing(publication.barrier):
        publication.state = Publication.State.PLACE
        publication.save(update_fields=["state", *_ROUND])


@contextmanager
def closing(barrier: Barrier, *, narrows: bool = True) -> Iterator[None]:
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


def note(publication: Publication, kind: str, *, by: Any = None, **said: Any) -> PublicationStep:
    today = timezone.localdate()
    return PublicationStep.objects.create(
        publication=publication, kind=kind, on=today, created_by=by, **said
    )


def tell_bodies(
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


def no_reply_now(publication: Publication, body: Organisation) -> str:
    barrier = publication.barrier
    if body == publication.body and barrier.unlocker_id not in (body.pk, None):
        return f"{body} is no longer named, and does not need to reply: {barrier.reference}"
    return (
        f"The place is looking at its words again, and will ask {body} again: {barrier.reference}"
    )


def called(publication: Publication) -> str:
    return f"{publication.barrier.reference}, {publication.barrier.title}"
