"""Who is told what happens to an escalation: the body asked, and those who wait for the answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from accounts.models import User
from accounts.notice.outbox import tell
from barriers.barrier.bodies import officers_of
from barriers.link.page_data import people_behind
from barriers.models import Barrier, Escalation

ASKED, ANSWER, LATE = "barrier-asked", "barrier-answer", "barrier-late"
STATUS = "barrier-status"


def waiting_for(barrier: Barrier) -> list[User]:
    """Who asked, whoever logged it, and those whose barriers are joined or linked to it.

    Each as far as they still read the barrier, and the links that lead to it.
    """
    ids = {barrier.created_by_id, *barrier.escalations.values_list("created_by", flat=True)}
    people = User.objects.filter(pk__in=[pk for pk in ids if pk], is_active=True)
    mine = Barrier.objects.filter(pk=barrier.pk)
    readers = [person for person in people if mine.visible_to(person).exists()]
    return [*readers, *(person for person in people_behind(barrier) if person not in readers)]


def tell_body(escalation: Escalation) -> None:
    """Tell the officers of the body that it is asked."""
    subject = f"Escalated to {escalation.to}: {escalation.barrier.reference}"
    _tell(officers_of(escalation.to, escalation.sent_on), ASKED, subject, escalation)


def tell_taken_back(escalation: Escalation) -> None:
    """Tell the officers that they need not answer; they read it no longer."""
    subject = f"{escalation.to} need not answer about {escalation.barrier.reference} any more"
    for officer in officers_of(escalation.to, timezone.localdate()):
        tell(kind=ASKED, subject=subject, about=None, to=officer)


def tell_waiting(
    escalation: Escalation, subject: str, *, but: Any = None, kind: str = ANSWER
) -> None:
    """Tell those who wait for the answer, but for whoever did it."""
    others = [
        person for person in waiting_for(escalation.barrier) if but is None or person.pk != but.pk
    ]
    _tell(others, kind, subject, escalation)


def tell_of_status(barrier: Barrier, news: str, *, but: Any = None) -> None:
    """Tell those who wait what became of the barrier, but for whoever did it."""
    for person in waiting_for(barrier):
        if but is None or person.pk != but.pk:
            subject = f"{news}: {barrier.reference}, {barrier.title}"
            tell(
                kind=STATUS,
                subject=subject,
                about=barrier,
                url=barrier.get_absolute_url(),
                to=person,
            )


def _tell(people: Iterable[User], kind: str, subject: str, escalation: Escalation) -> None:
    for person in people:
        url = escalation.get_absolute_url()
        tell(kind=kind, subject=subject, about=escalation, url=url, to=person)
