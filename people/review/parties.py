"""Parties that acts tell, each by the people who stand for it today: a body by its officers, a
place by its editors, a person by their account; and what to do where there is nobody."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.notice.outbox import tell
from accounts.notice.parties import Party, Recipient
from interface.articles import with_article
from interface.reached import Missing, Reached, note
from partnerships.models import Organisation, Place, PlaceReach, Programme
from people.models import Assignment, JobRole, Role
from people.review.officers import without_officers
from people.review.responsible import reached_by

EDITS = "Nobody here edits {}"
LEADS = "Nobody here leads {}"
CONTRIBUTES = "Nobody here contributes to {}"
VACANT = "Nobody who can be told holds the job role {}"
GIVE_ROLE = "an administrator can give somebody that role"
SOMEBODY_NEEDED = "role-needed"
INVITE = "an administrator can invite an officer"
BY_EMAIL = "ask it by email, from what is not confirmed, or have an administrator invite an officer"
SEND_ADDRESS = "send them the address of this page"


def body_party(
    body: Organisation, people: Iterable[Recipient], instead: str = SEND_ADDRESS
) -> Party:
    """A body, by those who answer for it."""
    return Party(name=with_article(body), people=people, instead=instead)


def word_awaited(bodies: Iterable[Organisation], *, by: Any, instead: str = INVITE) -> Reached:
    """Note that something waits in *my work* for the word of each of these bodies: how many of
    their officers find it there, but for whoever asks, and which bodies have nobody."""
    asked, today = list(bodies), timezone.localdate()
    roles = Assignment.objects.on(today).filter(role=Role.OFFICER, user__is_active=True)
    own = roles.filter(organisation__in=asked).exclude(user=by.pk).order_by()
    lacking = without_officers(asked, today)
    missing = tuple(Missing(with_article(body), instead=instead) for body in lacking)
    return note(Reached(frozenset(own.values_list("user", flat=True)), missing=missing))


def editors_of(place: Place) -> Party:
    """A place, by its editors and those of the places above it."""
    return Party(
        name=with_article(place),
        people=active_at([place.pk], Role.PLACE_EDITOR),
        why=EDITS,
        instead=GIVE_ROLE,
        who=f"an editor of {with_article(place)}",
    )


def contributors_of(place: Place) -> Party:
    """A place, by its contributors and those of the places above it."""
    people = active_at([place.pk], Role.CONTRIBUTOR)
    return Party(name=with_article(place), people=people, why=CONTRIBUTES, instead=GIVE_ROLE)


def tell_administrators(party: Party, *, at: Place | Programme) -> Reached:
    """Tell the administrators that somebody waits for a party of which there is nobody; they can
    name one. Gives that the party is missing, and that they were asked."""
    administrators = with_role(role=Role.ADMINISTRATOR)
    kind = at._meta.model_name
    for administrator in administrators:
        tell(
            kind=SOMEBODY_NEEDED,
            subject=f"{party.why.format(party.name)}, and something waits",
            about=at,
            text="Give somebody that role, so that it can be decided.",
            url=reverse(f"{kind}_people", args=[at.slug]),
            to=administrator,
        )
    instead = "we’ve asked the administrators to name somebody" if administrators else GIVE_ROLE
    return Reached(missing=(Missing(party.name, party.why, instead),))


def leads_of(programme: Programme) -> Party:
    """A programme, by its leads."""
    return Party(
        name=with_article(programme),
        people=with_role(role=Role.PROGRAMME_LEAD, programme=programme),
        why=LEADS,
        instead=GIVE_ROLE,
        who=f"a lead of {with_article(programme)}",
    )


def holders_of(post: JobRole) -> Party:
    """Whoever holds a job role, by their account, their address or that of the role."""
    return Party(
        name=f"“{post.title}”",
        people=reached_by([post]),
        why=VACANT,
        instead="tell whoever does the work, or name who holds it",
    )


def with_role(**scope: Any) -> list[User]:
    """Accounts that hold this role today."""
    held = Assignment.objects.filter(**scope).on(timezone.localdate()).order_by()
    return list(User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("pk"))


def active_at(places: Iterable[int], *roles: str) -> QuerySet[User]:
    """Accounts with one of these roles today at one of these places or above it."""
    held: Any = Assignment.objects.on(timezone.localdate()).filter(
        role__in=roles, place__in=PlaceReach.of(list(places)), user__is_active=True
    )
    return User.objects.filter(pk__in=held.order_by().values("user")).order_by("pk")
