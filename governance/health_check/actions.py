"""Opening a health check, answering it, calling it off. Who may was asked before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from governance.health_check.closing import close
from governance.health_check.models import HealthAnswer, HealthAsked, HealthRound
from governance.health_check.news import tell_asked
from governance.health_check.questions import PUBLIC_SIDE, RESIDENTS, Kind
from governance.health_check.results import FEWEST
from governance.health_check.sealing import key_of, keys_of
from governance.models import Decision, Seat
from interface.words import capitalised, count_words, date_words
from partnerships.models import Organisation, Partnership
from partnerships.place.models.place import holding
from records import history

State = HealthRound.State
APART = dt.timedelta(days=182)
CLOSED = "This health check has closed, so it can’t be answered any more"
SEALED = (
    "Your organisation’s earlier answer can’t be found any more to be replaced: the server’s key "
    "was changed, or two records of your organisation became one. It counts as it was given"
)


def partners_of(partnership: Partnership, kind: str, today: dt.date) -> list[Organisation]:
    """The bodies that are asked: all that belong today; of trust, the groups of residents."""
    members = partnership.members.filter(holding(today))
    rows = Organisation.objects.filter(pk__in=members.order_by().values("organisation"))
    if kind == Kind.TRUST:
        rows = rows.filter(sector__in=RESIDENTS)
    return list(rows.order_by("sort_key", "id"))


@transaction.atomic
def open_round(*, by: Any, one: HealthRound) -> HealthRound:
    """Open it for all who belong today, and tell them. Raises ValidationError where fewer than five
    do, or the last one with these statements is less than six months ago."""
    today = timezone.localdate()
    Partnership.objects.select_for_update().get(pk=one.partnership_id)  # two open none at once
    partners = partners_of(one.partnership, one.kind, today)
    if len(partners) < FEWEST:
        raise ValidationError(_too_few(one, len(partners)))
    before = HealthRound.objects.filter(partnership=one.partnership_id)
    if before.filter(state=State.OPEN).exists():
        raise ValidationError("A health check of this partnership is open already")
    last = before.filter(kind=one.kind, state=State.CLOSED).order_by("ended_on").last()
    if last and last.ended_on and last.ended_on + APART > today:
        raise ValidationError(
            f"The last one closed on {date_words(last.ended_on)}. Leave six months between two, so "
            "that nobody can tell from the difference who said what"
        )
    one.created_by, one.opened_on = by, today
    one.save()
    seats = Seat.objects.filter(
        holding(today), organisation__in=partners, post__isnull=False,
        board__places__in=one.partnership.places.all(),
    )  # fmt: skip
    posts = dict(seats.order_by("-id").values_list("organisation", "post"))
    HealthAsked.objects.bulk_create(
        HealthAsked(round=one, organisation=body, post_id=posts.get(body.pk)) for body in partners
    )
    tell_asked(one, f"How is it going? {one.partnership}", by=by)
    return one


def _too_few(one: HealthRound, count: int) -> str:
    who = ("group of residents", "groups of residents") if one.kind == Kind.TRUST else ("partner",)
    belong = f"{capitalised(count_words(count, *who))} {'belongs' if count == 1 else 'belong'}"
    return (
        f"{belong} to this partnership today. A health check needs at least five, so that nobody "
        "can tell who said what. Add who else belongs first"
    )


@transaction.atomic
def answer(
    *, one: HealthRound, asked: HealthAsked, scores: Sequence[int | None], words: Sequence[str]
) -> bool:
    """Keep this answer of a partner, in place of an earlier one. Whether the round closed with it,
    as all have answered. Raises ValidationError once it is closed.

    Answers wait for one another and for the close: none comes in after it.
    """
    locked = HealthRound.objects.select_for_update().get(pk=one.pk)
    if locked.state != State.OPEN or timezone.localdate() > locked.closes_on:
        raise ValidationError(CLOSED)
    given = HealthAsked.objects.select_related("organisation").get(pk=asked.pk)
    earlier = HealthAnswer.objects.filter(
        round=locked, key__in=keys_of(locked.pk, given.organisation_id)
    )
    replaced, _ = earlier.delete()
    if given.has_answered and not replaced:
        raise ValidationError(SEALED)
    HealthAnswer.objects.create(
        round=locked,
        key=key_of(locked.pk, given.organisation_id),
        is_public_side=given.organisation.sector in PUBLIC_SIDE,
        scores=list(scores),
        words=list(words),
    )
    HealthAsked.objects.filter(pk=given.pk).update(has_answered=True)
    if locked.asked.filter(has_answered=False).exists():
        return False
    with history.context(user=None, url=None):  # it closes by itself: history tells nobody of it
        close(locked)
    return True


@transaction.atomic
def call_off(*, one: HealthRound, because: str) -> None:
    """End it without a result: what was answered is deleted, and nobody has read it."""
    locked = HealthRound.objects.select_for_update().get(pk=one.pk)
    if locked.state != State.OPEN:
        raise ValidationError("This health check isn’t open any more")
    HealthAnswer.objects.filter(round=locked).delete()
    locked.asked.update(has_answered=False)
    locked.state, locked.called_off_because, locked.answered = State.CALLED_OFF, because, 0
    locked.save()
    tell_asked(locked, f"Called off: health check of {locked.partnership}", by=None)


def show_to(*, one: HealthRound, to: str, decision: Decision) -> None:
    """Show results to more readers than those who answered were told: a board has to decide so."""
    one.shown_to, one.shown_by = to, decision
    one.full_clean()
    one.save()
