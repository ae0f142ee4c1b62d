"""You said, we did: sent in or proposed, approved by an editor of the place, or turned down."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from accounts.notice.parties import tell_parties
from interface.articles import with_article
from partnerships.models import Place
from partnerships.place.models.place import holding
from people.models import JobRoleHolder
from people.review.answering import Answering, answering, ask
from people.review.desks import Desk as Desks
from people.review.parties import editors_of
from people.review.responsible import Desk, desk_of, nobody_left
from pilots.you_said import permissions
from pilots.you_said.models import YouSaid

State = YouSaid.State
AT_ONCE = 500
UNANSWERED = "Record who said it and what was done, or why nothing was, before everyone can read it"


@transaction.atomic
def send_in(*, place: Place, said: str, said_by: str) -> YouSaid:
    """A resident says something, without an account; nobody reads it before who keeps the place."""
    desk = desk_of(place)
    made = YouSaid(place=place, said=said, said_by=said_by, state=State.SENT, from_resident=True)
    made.desk = desk.kind if desk else Desks.ADMINISTRATORS
    made.save()
    if desk:
        _tell(made, desk)
    return made


def _tell(entry: YouSaid, desk: Desk) -> None:
    """That there are words to answer. The words stay here: they may name somebody."""
    tell_parties(
        [desk.party],
        by_mail=True,
        kind="you_said",
        about=None,
        subject=f"A resident wrote about {with_article(entry.place.name)}",
        text="Write what was done about it, or why nothing was, and show it to everyone; or say "
        "why you do not take it up.",
        url=reverse("place_you_said", args=[entry.place.slug]),
    )


def pass_on_words() -> int:
    """Pass words of residents that nobody is left to answer on to the desk that keeps their place
    now; gives how many."""
    sent = YouSaid.objects.waiting().filter(from_resident=True)
    held = JobRoleHolder.objects.filter(
        holding(timezone.localdate()), post=OuterRef("place__owner_post")
    )
    alone = sent.filter(nobody_left("place") | Q(Q(desk=Desks.HOLDER), ~Exists(held.order_by())))
    keys = alone.order_by("id").values_list("pk", flat=True)[:AT_ONCE]
    return sum(_pass_on(pk) for pk in keys)


@transaction.atomic
def _pass_on(pk: int) -> int:
    entry = YouSaid.objects.select_for_update(of=("self",)).select_related("place").get(pk=pk)
    desk = desk_of(entry.place)
    if desk is None or desk.kind == entry.desk or entry.state not in YouSaid.WAITING:
        return 0
    entry.desk = desk.kind
    entry.save(update_fields=["desk"])
    _tell(entry, desk)
    return 1


@transaction.atomic
def write_you_said(*, by: Any, entry: YouSaid) -> YouSaid:
    """Save an entry, new or changed; it waits for an editor, also one that was public."""
    if not permissions.can_answer_you_said(by, entry):
        raise PermissionDenied
    if not entry.pk:
        entry.created_by = by
    entry.state, entry.because = State.PROPOSED, ""
    entry.decided_by = entry.decided_at = None
    entry.save()
    ask(
        who_approves(entry),
        at=entry.place,
        by=by,
        kind="you_said",
        subject=f"Approve what was said in {entry.place.name}",
        about=None,
        url=reverse("place_you_said", args=[entry.place.slug]),
    )
    return entry


def who_approves(entry: YouSaid) -> Answering:
    """Who can put it before the public today: editors of its place, else those at the desk to
    which a resident's words went."""
    at_desk = desk_of(entry.place) if entry.from_resident and entry.desk != Desks.EDITORS else None
    parties = [at_desk.party] if at_desk else []
    return answering([*parties, editors_of(entry.place)])


@transaction.atomic
def approve_you_said(*, by: Any, entry: YouSaid) -> YouSaid:
    """Put it before the public. Raises ValidationError where it has no answer yet."""
    locked = _locked(by, entry)
    if not locked.did or not locked.said_by:
        raise ValidationError(UNANSWERED)
    return _decide(by, locked, State.APPROVED)


@transaction.atomic
def turn_down_you_said(*, by: Any, entry: YouSaid, because: str) -> YouSaid:
    """Do not take it up, or take it off the public page; the reason stays with it."""
    if not because:
        raise ValidationError("Say why")
    locked = _locked(by, entry)
    was_public = locked.state == State.APPROVED
    return _decide(by, locked, State.WITHDRAWN if was_public else State.DECLINED, because)


def _locked(by: Any, entry: YouSaid) -> YouSaid:
    rows = YouSaid.objects.select_for_update(of=("self",)).select_related("place")
    locked = rows.get(pk=entry.pk)
    if not permissions.can_decide_you_said(by, locked):
        raise PermissionDenied
    if locked.version != entry.version:
        raise ValidationError("It was changed in the meantime: look at it again")
    return locked


def _decide(by: Any, entry: YouSaid, state: str, because: str = "") -> YouSaid:
    entry.state, entry.because = state, because
    entry.decided_by, entry.decided_at = by, timezone.now()
    entry.save()
    return entry
