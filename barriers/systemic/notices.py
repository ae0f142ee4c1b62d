"""Who is told that a body answered: the people of the barriers that share the cause, once each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.notice.outbox import tell
from accounts.notice.parties import tell_parties
from barriers.models import Barrier, BarrierPlace, SystemicAnswer, SystemicBarrier
from partnerships.models import Organisation, PlaceReach
from people.models import Assignment, Role
from people.review.officers import officers_of
from people.review.parties import body_party
from people.role.models import LOGGING_ROLES

# Who has no account does not read the page until an answer is published
SEND_BRIEF = "send them its brief, and publish what they answer"
ANSWERED, ASKED = "systemic-answer", "systemic-asked"


def tell_answer(answer: SystemicAnswer, barriers: Iterable[Barrier]) -> None:
    """Tell those who may close these barriers, one notice for each person, whatever they have."""
    about = answer.systemic
    for person, own in people_of(barriers).items():
        question = ". Does it resolve yours?" if answer.offers else ""
        record = own[0] if answer.offers and len(own) == 1 else about
        subject = f"{answer.body} answered on “{about.title[:110]}”{question}"
        tell(kind=ANSWERED, subject=subject, about=about, url=record.get_absolute_url(), to=person)


def tell_asked(systemic: SystemicBarrier) -> None:
    """Tell the officers of the body that could change it that it is asked."""
    if systemic.owner is not None:
        title = systemic.title[:110]
        subject = f"{systemic.owner} is asked to change what several places share: “{title}”"
        _tell_body(systemic, systemic.owner, ASKED, subject)


def tell_named(systemic: SystemicBarrier, body: Organisation) -> None:
    """Ask the officers of a body that its words mean for an answer of theirs."""
    subject = (
        f"{systemic.reference} names {body}. Everybody can read it once you have answered too: "
        f"“{systemic.title[:110]}”"
    )
    _tell_body(systemic, body, ANSWERED, subject)


def _tell_body(systemic: SystemicBarrier, body: Organisation, kind: str, subject: str) -> None:
    officers = officers_of(body, timezone.localdate())
    tell_parties(
        [body_party(body, officers, SEND_BRIEF)],
        kind=kind,
        subject=subject,
        about=systemic,
        url=systemic.get_absolute_url(),
    )


def people_of(barriers: Iterable[Barrier]) -> dict[User, list[Barrier]]:
    """Authors, teams and editors of the lead place of these barriers, each with theirs.

    All of them may close it, and so read it; leads of its programme are not counted in.
    """
    by_pk = {barrier.pk: barrier for barrier in barriers}
    wanted: defaultdict[int, set[int]] = defaultdict(set)  # person: their barriers
    roles = Assignment.objects.on(timezone.localdate()).order_by()
    _authors(by_pk, roles, wanted)
    _teams(by_pk, roles, wanted)
    _editors(by_pk, roles, wanted)
    people = User.objects.filter(pk__in=wanted, is_active=True).order_by("pk")
    return {person: [by_pk[pk] for pk in sorted(wanted[person.pk])] for person in people}


def _authors(
    by_pk: dict[int, Barrier], roles: QuerySet[Assignment], wanted: dict[int, set[int]]
) -> None:
    """Whoever logged one, for as long as they have a role to log with."""
    wrote = {barrier.created_by_id for barrier in by_pk.values() if barrier.created_by_id}
    logs = roles.filter(Q(place__isnull=False, role__in=LOGGING_ROLES) | Q(team__isnull=False))
    still = set(logs.filter(user__in=wrote).values_list("user", flat=True))
    for barrier in by_pk.values():
        if barrier.created_by_id in still:
            wanted[barrier.created_by_id].add(barrier.pk)


def _teams(
    by_pk: dict[int, Barrier], roles: QuerySet[Assignment], wanted: dict[int, set[int]]
) -> None:
    of_team: defaultdict[int, set[int]] = defaultdict(set)
    for barrier in by_pk.values():
        if barrier.team_id:
            of_team[barrier.team_id].add(barrier.pk)
    for user, team in roles.filter(team__in=of_team).values_list("user", "team"):
        wanted[user] |= of_team[team]


def _editors(
    by_pk: dict[int, Barrier], roles: QuerySet[Assignment], wanted: dict[int, set[int]]
) -> None:
    """Place editors of the lead place, or of one above it."""
    leads = BarrierPlace.objects.filter(barrier__in=by_pk, is_lead=True).order_by()
    at: defaultdict[int, set[int]] = defaultdict(set)
    for place, barrier in leads.values_list("place", "barrier"):
        at[place].add(barrier)
    under: defaultdict[int, set[int]] = defaultdict(set)
    for place, above in PlaceReach.objects.filter(place__in=at).values_list("place", "ancestor"):
        under[above] |= at[place]
    editors = roles.filter(role=Role.PLACE_EDITOR, place__in=under)
    for user, place in editors.values_list("user", "place"):
        wanted[user] |= under[place]
