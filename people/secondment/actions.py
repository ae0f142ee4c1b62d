from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.notice.parties import one_person, tell_parties
from people.review.parties import body_party
from people.review.responsible import answer_for
from people.secondment.models import Interest, Opportunity


@transaction.atomic
def say_interest(*, by: Any, opportunity: Opportunity, message: str = "") -> Interest:
    """Note that somebody is interested and tell whoever put the card on the board.

    Saying it again changes the message and tells nobody twice. Raises ValidationError where the
    card is closed or one's own.
    """
    card = Opportunity.objects.select_for_update().get(pk=opportunity.pk)
    if not card.is_open_on(timezone.localdate()):
        raise ValidationError("This is closed, so nobody would see that you are interested")
    if card.created_by_id == by.pk:
        raise ValidationError("You put this on the board yourself")
    interest, is_new = Interest.objects.update_or_create(
        opportunity=card, user=by, defaults={"message": message}
    )
    if is_new:
        author = one_person(card.created_by, "Whoever put this on the board")
        officers = body_party(card.organisation, answer_for(card.organisation, []))
        tell_parties(
            [author if author.people else officers],
            by=by,
            by_mail=True,
            kind="secondment-interest",
            subject=f"Somebody is interested: {card.title}",
            about=card,
            text="See who it is, what they say and how to reach them:",
            url=card.get_absolute_url(),
        )
    return interest


def take_back_interest(*, by: Any, opportunity: Opportunity) -> None:
    """Somebody is no longer interested; nothing of it is kept."""
    Interest.objects.filter(opportunity=opportunity, user=by).delete()


@transaction.atomic
def close_opportunity(*, by: Any, opportunity: Opportunity) -> None:
    """Take a card down; it stays to be read at its address. Closing it again does nothing."""
    card = Opportunity.objects.select_for_update().get(pk=opportunity.pk)
    if card.closed_at is None:
        card.closed_at = timezone.now()
        card.save()
