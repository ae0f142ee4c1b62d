"""Whom a planned visit is told: who receives it, who takes part, who comes; nobody who may not
see it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db.models import Q
from django.utils import timezone

from accounts.models import Notice, User
from accounts.notice.parties import Party, tell_parties
from interface.articles import with_article
from interface.reached import Reached
from interface.words import capitalised
from partnerships.models import Place, PlaceReach
from people.models import Assignment, Role
from people.review.parties import body_party, editors_of
from people.review.responsible import answer_for, reached_by
from pilots.models import Engagement, Pilot

KIND, TELL_THEM = "visit", "tell them yourself"
# More would be a circular.
MOST = 40


def tell_of_plan(visit: Engagement, *, by: Any) -> Reached:
    """Tell of a visit that was just planned: the place, each body that comes, and whoever else it
    concerns."""
    subject = f"{capitalised(_named(visit))} is planned: {visit.purpose}"
    return _tell(visit, _concerned(visit), by, subject, parties=_expected(visit))


def tell_of_change(before: Engagement, visit: Engagement, *, by: Any) -> Reached:
    """Tell who was told, and who is concerned now, what became of the plan; nobody of a change
    that they need not act on."""
    if visit.state == Engagement.State.CALLED_OFF:
        subject = f"{capitalised(_named(before))} has been called off: {visit.purpose}"
        return _tell(visit, _all(visit), by, subject, text=visit.called_off_because)
    was = (before.on, before.on_precision, before.place_id)
    if was != (visit.on, visit.on_precision, visit.place_id):
        to = f"{with_article(visit.place)}, {_when(visit)}"
        return _tell(visit, _all(visit), by, f"{capitalised(_named(before))} is now to {to}")
    if before.state == Engagement.State.CALLED_OFF:
        return _tell(visit, _all(visit), by, f"{capitalised(_named(visit))} takes place after all")
    told = _told(visit)
    fresh = [user for user in _concerned(visit) if user.pk not in {one.pk for one in told}]
    subject = f"{capitalised(_named(visit))} is planned: {visit.purpose}"
    return _tell(visit, fresh, by, subject)


def tell_of_withdrawal(visit: Engagement, *, by: Any) -> Reached:
    """Tell who was told of a plan that it should not have been there, before nobody finds it."""
    subject = f"The plan of a {_named(visit)} is withdrawn"
    return _tell(visit, _told(visit), by, subject, about=visit.pilot or visit.place, url="")


def _named(visit: Engagement) -> str:
    return f"visit to {with_article(visit.place)} {_when(visit)}"


def _when(visit: Engagement) -> str:
    return f"{'on' if visit.on_precision == 'day' else 'in'} {visit.day}"


def _tell(
    visit: Engagement,
    people: Iterable[User],
    by: Any,
    subject: str,
    *,
    text: str = "",
    about: Pilot | Place | None = None,
    url: str | None = None,
    parties: Iterable[Party] = (),
) -> Reached:
    """Tell those of these people who may see it, but whoever did it, and say which of ``parties``
    has nobody. ``about`` is of what the words are where they say no more of the visit than where
    and when."""
    seen = [
        person
        for person in people
        if person.pk != by.pk and Engagement.objects.visible_to(person).filter(pk=visit.pk).exists()
    ]
    empty = [party for party in parties if not list(party.people)]
    return tell_parties(
        [Party(name="", people=seen), *empty] if seen else empty,
        kind=KIND,
        subject=subject[:200],
        about=about or visit,
        text=text,
        url=visit.get_absolute_url() if url is None else url,
    )


def _expected(visit: Engagement) -> list[Party]:
    """The place and the bodies that come: of each somebody should know."""
    keepers = _keepers(visit.place) if visit.place else []
    place = (
        [replace(editors_of(visit.place), people=keepers, instead=TELL_THEM)] if visit.place else []
    )
    coming = visit.bodies.filter(organisation__isnull=False).select_related("organisation__parent")
    return place + [
        body_party(body, answer_for(body, []), TELL_THEM)
        for body in (row.organisation for row in coming)
        if body is not None
    ]


def _all(visit: Engagement) -> list[User]:
    return list(dict.fromkeys([*_told(visit), *_concerned(visit)]))


def _told(visit: Engagement) -> list[User]:
    notices = Notice.objects.filter(kind=KIND, url=visit.get_absolute_url(), user__isnull=False)
    rows = User.objects.filter(pk__in=notices.order_by().values("user"), is_active=True)
    return list(rows.order_by("pk")[:MOST])


def _concerned(visit: Engagement) -> list[User]:
    """Who keeps the place; officers of the bodies that come and of the pilot's partners; the
    pilot's team; whoever holds the job role that receives them."""
    coming = visit.bodies.filter(organisation__isnull=False).order_by()
    bodies = Q(organisation__in=coming.values("organisation"))
    bodies |= Q(organisation__in=coming.values("organisation__parent"))
    scope = Q(role=Role.OFFICER) & bodies
    if visit.pilot is not None:
        partners = visit.pilot.partners.taking_part().filter(end=None).order_by()
        scope |= Q(role=Role.OFFICER, organisation__in=partners.values("organisation"))
        scope |= Q(team__isnull=False, team=visit.pilot.team_id)
    people = _with_roles(scope)
    hosts = reached_by([visit.host]) if visit.host else []
    keepers = _keepers(visit.place) if visit.place else []
    return list(
        dict.fromkeys([*keepers, *(host for host in hosts if isinstance(host, User)), *people])
    )[:MOST]


def _keepers(place: Place) -> list[User]:
    """Editors of the place; where it has none, its contributors and editors of those above."""
    here, above = Q(place=place.pk), Q(place__in=PlaceReach.of([place.pk]))
    editor, contributor = Q(role=Role.PLACE_EDITOR), Q(role=Role.CONTRIBUTOR)
    return _with_roles(editor & here) or _with_roles((contributor & here) | (editor & above))


def _with_roles(scope: Q) -> list[User]:
    roles = Assignment.objects.filter(scope).on(timezone.localdate()).order_by()
    users = User.objects.filter(pk__in=roles.values("user"), is_active=True)
    return list(users.order_by("pk")[:MOST])
