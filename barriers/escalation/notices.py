"""Who is told what happens to an escalation: the body asked, and those who wait for the answer."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from accounts.models import User
from accounts.notice.outbox import tell
from accounts.notice.parties import Party, tell_parties
from barriers.barrier.permissions import lead_place
from barriers.link.page_data import people_behind
from barriers.models import Barrier, Escalation
from interface.articles import with_article
from people.models import Role
from people.review.officers import officers_of
from people.review.parties import active_at, body_party

SEND_LINK = "send somebody there a link to answer"
ASKED, ANSWER, LATE = "barrier-asked", "barrier-answer", "barrier-late"
STATUS = "barrier-status"


def waiting_for(barrier: Barrier) -> list[User]:
    """Who asked, whoever logged it, and those whose barriers are joined or linked to it.

    Each as far as they still read the barrier, and the links that lead to it.
    """
    readers = _askers(barrier)
    return [*readers, *(person for person in people_behind(barrier) if person not in readers)]


def tell_body(escalation: Escalation) -> None:
    """Tell the officers of the body that it is asked."""
    subject = f"Escalated to {escalation.to}: {escalation.barrier.reference}"
    officers = officers_of(escalation.to, escalation.sent_on)
    _tell([body_party(escalation.to, officers, SEND_LINK)], ASKED, subject, escalation)


def tell_taken_back(escalation: Escalation) -> None:
    """Tell the officers that they need not answer; they read it no longer."""
    subject = f"{escalation.to} no longer needs to answer about {escalation.barrier.reference}"
    officers = officers_of(escalation.to, timezone.localdate())
    tell_parties([body_party(escalation.to, officers)], kind=ASKED, subject=subject, about=None)


def tell_waiting(
    escalation: Escalation, subject: str, *, but: Any = None, kind: str = ANSWER
) -> None:
    """Tell the place that waits for the answer, and whoever waits for it over a link, but for
    whoever did it. Of those with a link it is not said how many they are: it may be hidden."""
    barrier = escalation.barrier
    behind = [person for person in people_behind(barrier) if but is None or person.pk != but.pk]
    place = place_of(barrier)
    _tell([place], kind, subject, escalation, by=but)
    waits = {person.pk for person in place.people if isinstance(person, User)}
    for person in behind:
        if person.pk not in waits:
            url = escalation.get_absolute_url()
            tell(kind=kind, subject=subject, about=escalation, url=url, to=person)


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


def place_of(barrier: Barrier) -> Party:
    """The place that asked: whoever asked and logged it, and its editors, as far as they still
    read it."""
    place = lead_place(barrier)
    editors = active_at([place.pk], Role.PLACE_EDITOR) if place else []
    mine = Barrier.objects.filter(pk=barrier.pk)
    readers = [one for one in editors if mine.visible_to(one).exists()]
    return Party(
        name=with_article(place) if place else "its place",
        people=[*_askers(barrier), *readers],
        instead="write to them yourself",
    )


def _askers(barrier: Barrier) -> list[User]:
    """Who asked and whoever logged it, as far as they still read it."""
    ids = {barrier.created_by_id, *barrier.escalations.values_list("created_by", flat=True)}
    people = User.objects.filter(pk__in=[pk for pk in ids if pk], is_active=True).order_by("pk")
    mine = Barrier.objects.filter(pk=barrier.pk)
    return [person for person in people if mine.visible_to(person).exists()]


def _tell(
    parties: list[Party], kind: str, subject: str, escalation: Escalation, by: Any = None
) -> None:
    url = escalation.get_absolute_url()
    tell_parties(parties, by=by, kind=kind, subject=subject, about=escalation, url=url)
