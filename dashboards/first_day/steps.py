"""First steps of a place's editor, a programme's lead and an administrator: each is done as soon as
the record holds what it asks for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db.models import Case, Exists, OuterRef, QuerySet, When
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone

from access.visibility import by_own_roles, reader_of
from funding.models import Flow
from imports.models import RecordImport
from interface.sections import Task
from partnerships.models import (
    Member,
    Organisation,
    OrganisationPlace,
    Place,
    Programme,
    ProgrammePlace,
)
from people.models import Assignment, Invitation, JobRolePlace, Role
from pilots.models import Pilot, PilotPartner, PilotPlace

# So many places and programmes of one person are shown on their first page.
MOST = 3


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what to do, why, where, and whether a place or programme has it done.

    ``is_done`` is asked in a query whose rows hold that in this column. The list is over without
    one that is not ``needed``: some never have it.
    """

    key: str
    title: str
    note: str
    url: Callable[[Any], str]
    is_done: Callable[[str], Exists]
    needed: bool = True


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """The steps of whoever has a ``role``, at what its ``column`` names; without one, on the site.

    ``is_over`` says of which nothing is asked any more.
    """

    role: Role
    column: str
    steps: tuple[Step, ...]
    is_over: Callable[[Any], bool]

    def answers(self, at: str) -> dict[str, Any]:
        """What to ask of rows that hold the place or programme in this column."""
        return {self.name_of(step): step.is_done(at) for step in self.steps}

    def name_of(self, step: Step) -> str:
        """The name of its answer."""
        return f"{self.role}_{step.key}_done"

    def of(self, scope: Any, row: Any) -> FirstDay:
        """How far it is with this one, by the answers in a row."""
        done = (step.key for step in self.steps if getattr(row, self.name_of(step)))
        return FirstDay(self, scope, frozenset(done))


def _checked(at: str) -> Exists:
    return Exists(Place.objects.filter(pk=OuterRef(at), reviewed_on__isnull=False))


def _has_partners(at: str) -> Exists:
    """Of what goes on: those of a pilot of the past were published, and nobody typed them here."""
    members = Member.objects.filter(partnership__places=OuterRef(at), valid_to=None)
    parts = PilotPartner.objects.taking_part().filter(pilot__places=OuterRef(at))
    parts = parts.exclude(pilot__status__in=Pilot.ENDED)
    return Exists(members.order_by().values("id").union(parts.order_by().values("id"), all=True))


def _has_teams(at: str) -> Exists:
    governing = OrganisationPlace.objects.filter(
        organisation=OuterRef("parent"), place=OuterRef(OuterRef(at)), role="governs"
    )
    teams = Organisation.objects.filter(Exists(governing)).order_by().values("id")
    roles = JobRolePlace.objects.filter(place=OuterRef(at)).order_by().values("id")
    return Exists(roles.union(teams, all=True))


def _has_pilots(at: str) -> Exists:
    of_place = PilotPlace.objects.filter(place=OuterRef(at))
    return Exists(of_place.exclude(pilot__status__in=Pilot.ENDED))


def _has_imports(at: str) -> Exists:
    """Or pilots, typed one by one: who has those is past the beginning."""
    here = RecordImport.objects.filter(place=OuterRef(at), undone_at=None)
    stands = here.filter(imported_at__isnull=False).order_by().values("id")
    pilots = PilotPlace.objects.filter(place=OuterRef(at)).exclude(pilot__status__in=Pilot.ENDED)
    return Exists(stands.union(pilots.order_by().values("id"), all=True))


def _given(role: Role, **at: Any) -> Exists:
    """Whether somebody has this role, or can still take it up."""
    return Exists(_holding(role, **at))


def _holding(role: Role, **at: Any) -> QuerySet[Any, Any]:
    lasting = Assignment.objects.lasting(timezone.localdate())
    since = Now() - dt.timedelta(days=Invitation.DAYS)  # the statement is kept: no moment of ours
    given = lasting.filter(role=role, **at).order_by().values("id")
    asked = Invitation.objects.open().filter(role=role, sent_at__gt=since, **at)
    return given.union(asked.order_by().values("id"), all=True)


def _has_officers(at: str) -> Exists:
    return _given(Role.CONTRIBUTOR, place=OuterRef(at))


def _has_purpose(at: str) -> Exists:
    return Exists(Programme.objects.filter(pk=OuterRef(at)).exclude(purpose=""))


def _has_places(at: str) -> Exists:
    return Exists(ProgrammePlace.objects.filter(programme=OuterRef(at)))


def _has_editors(at: str) -> Exists:
    places = ProgrammePlace.objects.filter(programme=OuterRef(OuterRef(at))).values("place")
    return _given(Role.PLACE_EDITOR, place__in=places)


def _has_money(at: str) -> Exists:
    return Exists(Flow.objects.filter(programme=OuterRef(at)))


def _any(model: Any) -> Callable[[str], Exists]:
    return lambda _: Exists(model.objects.order_by())


def _has_programme(_: str) -> Exists:
    """One that somebody typed, or leads: the published ones came with the practice library."""
    typed = Programme.objects.exclude(created_by=None).order_by().values("id")
    return Exists(typed.union(_holding(Role.PROGRAMME_LEAD), all=True))


def _anybody(role: Role) -> Callable[[str], Exists]:
    return lambda _: _given(role)


def _at(name: str) -> Callable[[Any], str]:
    """The address of this name, of a place, a programme or the site."""
    return lambda scope: reverse(name, args=[scope.slug] if scope else [])


# By hand: it is what one person does first, in that order, and no more than that. A step that
# gets a page of its own changes its address here.
EDITORS = FirstSteps(
    Role.PLACE_EDITOR,
    "place",
    (
        Step(
            "page",
            "Check your page",
            "correct it, then confirm that it’s right",
            lambda place: f"{reverse('place_about', args=[place.slug])}#confirm",
            _checked,
        ),
        Step(
            "trackers",
            "Bring in your trackers",
            "pilots, barriers, partners, contacts and money, as your spreadsheets have them",
            _at("place_imports"),
            _has_imports,
            needed=False,
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
            "what is being tried here, including what is only proposed",
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
    ),
    lambda place: place.set_up_on is not None,
)
LEADS = FirstSteps(
    Role.PROGRAMME_LEAD,
    "programme",
    (
        Step(
            "purpose",
            "Say what it is for",
            "in words that everybody understands, with its dates",
            _at("programme_edit"),
            _has_purpose,
        ),
        Step(
            "places",
            "Name its places",
            "several at once, by their names or codes",
            _at("programme_places_add"),
            _has_places,
        ),
        Step(
            "editors",
            "Invite editors of its places",
            "the first one of each; they invite their own officers",
            _at("programme_invite_many"),
            _has_editors,
        ),
        Step(
            "money",
            "Add its money",
            "who gives how much to whom, one by one or from a file",
            lambda programme: f"{reverse('flow_add')}?programme={programme.slug}",
            _has_money,
            needed=False,
        ),
    ),
    attrgetter("is_over"),
)
ADMINISTRATORS = FirstSteps(
    Role.ADMINISTRATOR,
    "",
    (
        Step(
            "places",
            "Load the lists of places",
            "councils, wards and bodies, as they are published",
            _at("data_loads"),
            _any(Place),
        ),
        Step(
            "programme",
            "Add a programme",
            "its name is enough",
            _at("programme_add"),
            _has_programme,
        ),
        Step(
            "lead",
            "Invite the lead of a programme",
            "from its page: Change, People and roles; leads invite the first editor of each place",
            _at("programmes"),
            _anybody(Role.PROGRAMME_LEAD),
        ),
        Step(
            "editor",
            "Invite the editor of a place",
            "from its page: Everything about it, People and roles",
            _at("places"),
            _anybody(Role.PLACE_EDITOR),
        ),
        Step(
            "officer",
            "Invite officers of a department",
            "from its page: People and roles; they answer what places ask of it",
            _at("organisations"),
            _anybody(Role.OFFICER),
            needed=False,
        ),
    ),
    lambda _: False,
)
EVERY = (EDITORS, LEADS, ADMINISTRATORS)


def answers() -> dict[str, Any]:
    """What to ask of assignments: of each only the steps of its role."""
    return {
        name: Case(When(role=first.role, then=asked), default=False)
        for first in EVERY
        for name, asked in first.answers(first.column or "pk").items()
    }


@dataclass(frozen=True, slots=True)
class FirstDay:
    """The steps of one place, programme or site (None), and which of them are done."""

    first: FirstSteps
    scope: Any
    done: frozenset[str]

    @property
    def is_open(self) -> bool:
        """Whether anything is left that it needs."""
        return any(step.needed and step.key not in self.done for step in self.first.steps)

    @property
    def called(self) -> str:
        """Of what these are the first steps."""
        return str(self.scope or "this site")

    @property
    def key(self) -> str:
        """By which the list is known on its page."""
        return f"first-{self.scope.slug if self.scope else 'site'}"

    @property
    def put_away_url(self) -> str:
        """Where an editor puts the list of a place away; other lists end by themselves."""
        is_place = self.first is EDITORS
        return reverse("first_steps_put_away", args=[self.scope.slug]) if is_place else ""

    @property
    def words(self) -> str:
        """How far it is: "2 of 5 done"."""
        return f"{len(self.done)} of {len(self.first.steps)} done"

    @property
    def tasks(self) -> list[Task]:
        """Each step that is to do, with its page."""
        left = [step for step in self.first.steps if step.key not in self.done]
        return [Task(step.title, step.url(self.scope), step.note) for step in left]


def of_roles(roles: Iterable[Any]) -> list[FirstDay]:
    """Of what these roles look after, that with steps left; asked with ``answers``.

    Not for cover: who stands in sets nothing up, and invites nobody.
    """
    own = [role for role in roles if role.covers_id is None]
    days = {}
    for first in EVERY:
        for role in own:
            scope = getattr(role, first.column) if first.column else None
            if role.role == first.role and not first.is_over(scope):
                days[first.role, getattr(scope, "pk", None)] = first.of(scope, role)
    return [day for day in days.values() if day.is_open][:MOST]


def for_place(user: Any, place: Place) -> list[FirstDay]:
    """The list of this place, if the user edits it and not only what is above. One query."""
    reader = reader_of(user)
    if reader is None or EDITORS.is_over(place):
        return []
    if place.pk not in by_own_roles(reader).edited_places:
        return []
    asked: Any = Place.objects.filter(pk=place.pk).annotate(**EDITORS.answers("pk"))
    return [day for row in asked if (day := EDITORS.of(place, row)).is_open]
