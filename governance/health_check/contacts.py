"""Asking members of a partnership who answers for them, and their officers saying it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.notice.parties import tell_parties
from governance.health_check.contact_models import HealthContact
from governance.health_check.news import KIND, party_of
from governance.health_check.partners import officers_of, partners_of
from governance.health_check.questions import Kind
from interface.reached import Reached
from partnerships.models import Partnership


@transaction.atomic
def ask(*, by: Any, partnership: Partnership) -> Reached:
    """Ask the officers of each member that has not said who answers for it."""
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    today = timezone.localdate()
    members = [one.organisation for one in partners_of(partnership, Kind.CONDITIONS, today)]
    said = HealthContact.objects.filter(partnership=partnership)
    confirmed = set(said.confirmed().values_list("organisation", flat=True))
    waiting = [body for body in members if body.pk not in confirmed]
    officers = officers_of([body.pk for body in waiting])
    reached = Reached()
    for body in waiting:
        contact, _ = said.get_or_create(
            partnership=partnership, organisation=body, defaults={"created_by": by}
        )
        reached += tell_parties(
            [party_of(body, officers.get(body.pk, set()))],
            by=by,
            kind=KIND,
            subject=f"Who answers health checks for {body}?",
            text=f"{partnership} asks its members how it is doing. Say who answers for {body}.",
            about=contact,
            url=contact.get_absolute_url(),
        )
    return reached


@transaction.atomic
def say(*, by: Any, one: HealthContact, person: User | None, takes_part: bool) -> None:
    """Say for a body that it takes part and who answers beside its officers, or that it does not.

    A health check that is open goes on with those whom it asked.
    """
    one.person = person if takes_part else None
    one.confirmed_on, one.confirmed_by = (timezone.localdate(), by) if takes_part else (None, None)
    one.save()
