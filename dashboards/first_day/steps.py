"""The first steps of a place's editor: each done as soon as the record holds what it asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from access.visibility import by_own_roles, reader_of
from interface.sections import Task
from partnerships.models import Member, Organisation, OrganisationPlace, Place
from people.models import Assignment, Invitation, JobRolePlace, Role
from pilots.models import PilotPartner, PilotPlace

# So many places of one editor are shown on their first page.
MOST = 3


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what to do, why, where, and whether a place has it done.

    ``is_done`` is asked of a place in a query whose rows hold the place in this column.
    """

    key: str
    title: str
    note: str
    url: Callable[[Place], str]
    is_done: Callable[[str], Exists]


def _checked(at: str) -> Exists:
    return Exists(Place.objects.filter(pk=OuterRef(at), reviewed_on__isnull=False))


def _has_partners(at: str) -> Exists:
    members = Member.objects.filter(partnership__places=OuterRef(at)).order_by().values("id")
    parts = PilotPartner.objects.filter(pilot__places=OuterRef(at)).order_by().values("id")
    return Exists(members.union(parts, all=True))


def _has_teams(at: str) -> Exists:
    governing = OrganisationPlace.objects.filter(
        organisation=OuterRef("parent"), place=OuterRef(OuterRef(at)), role="governs"
    )
    teams = Organisation.objects.filter(Exists(governing)).order_by().values("id")
    roles = JobRolePlace.objects.filter(place=OuterRef(at)).order_by().values("id")
    return Exists(roles.union(teams, all=True))


def _has_pilots(at: str) -> Exists:
    return Exists(PilotPlace.objects.filter(place=OuterRef(at)))


def _has_officers(at: str) -> Exists:
    here = {"place": OuterRef(at), "role": Role.CONTRIBUTOR}
    given = Assignment.objects.filter(**here).order_by().values("id")
    invited = Invitation.objects.filter(**here, withdrawn_at=None).order_by().values("id")
    return Exists(given.union(invited, all=True))


# All of it stands here: a step that gets a page of its own changes its address.
STEPS = (
    Step(
        "page",
        "Check your page",
        "correct it, then confirm that it’s right",
        lambda place: f"{place.get_absolute_url()}#confirm",
        _checked,
    ),
    Step(
        "partners",
        "Name your partners",
        "who works together here, and what each of them does",
        lambda place: f"{reverse('partnership_add')}?place={place.slug}",
        _has_partners,
    ),
    Step(
        "teams",
        "Add your teams",
        "as job roles that people can ask, without naming anybody",
        lambda place: f"{reverse('post_add')}?place={place.slug}",
        _has_teams,
    ),
    Step(
        "pilots",
        "Add your pilots",
        "what is tried here, also what is only proposed, one by one or from a tracker",
        lambda place: f"{reverse('pilot_add')}?place={place.slug}",
        _has_pilots,
    ),
    Step(
        "officers",
        "Invite your officers",
        "they log progress and barriers of your pilots",
        lambda place: reverse("place_role_add", args=[place.slug]),
        _has_officers,
    ),
)


def answers(at: str) -> dict[str, Any]:
    """What to ask of rows that hold a place in this column."""
    return {f"{step.key}_done": step.is_done(at) for step in STEPS}


@dataclass(frozen=True, slots=True)
class FirstDay:
    """The steps of one place, and which of them are done."""

    place: Place
    done: frozenset[str]

    @property
    def is_open(self) -> bool:
        """Whether anything is left."""
        return len(self.done) < len(STEPS)

    @property
    def words(self) -> str:
        """How far it is: "2 of 5 done"."""
        return f"{len(self.done)} of {len(STEPS)} done"

    @property
    def tasks(self) -> list[Task]:
        """Each step that is to do, with its page."""
        left = [step for step in STEPS if step.key not in self.done]
        return [Task(step.title, step.url(self.place), step.note) for step in left]


def of_roles(roles: Iterable[Any]) -> list[FirstDay]:
    """Of the places that these roles edit, those with steps left; asked with ``answers``.

    Not for cover: who stands in sets nothing up, and invites nobody.
    """
    own = (role for role in roles if role.covers_id is None)
    edited = {role.place: role for role in own if role.role == Role.PLACE_EDITOR}
    days = [_day(place, row) for place, row in edited.items() if place.set_up_on is None]
    return [day for day in days if day.is_open][:MOST]


def for_place(user: Any, place: Place) -> list[FirstDay]:
    """The list of this place, if the user edits it and not only what is above. One query."""
    reader = reader_of(user)
    if reader is None or place.set_up_on:
        return []
    if place.pk not in by_own_roles(reader).edited_places:
        return []
    asked: Any = Place.objects.filter(pk=place.pk).annotate(**answers("pk"))
    return [day for row in asked if (day := _day(place, row)).is_open]


def _day(place: Place, row: Any) -> FirstDay:
    return FirstDay(
        place, frozenset(step.key for step in STEPS if getattr(row, f"{step.key}_done"))
    )
