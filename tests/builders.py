"""Builders of records and the cast of people, named after who they are.

A builder makes one valid record with as little as possible; say what matters to the test.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import User
from barriers.models import Barrier, BarrierPlace, Category
from collaboration.models import MeetingAsk, MeetingRequest
from funding.models import Flow, FlowPlace
from partnerships.models import (
    Organisation,
    OrganisationName,
    OrganisationSuccession,
    Place,
    PlaceLink,
    PlaceName,
    Programme,
    ProgrammePlace,
    Reorganisation,
)
from people.models import (
    Assignment,
    JobRole,
    JobRoleHolder,
    JobRolePlace,
    Opportunity,
    Person,
    Secondment,
    Team,
)
from pilots.models import Actual, Indicator, IndicatorPlan, Pilot, PilotPlace, Update
from policy.models import (
    PolicyTest,
    PolicyTestPlace,
    PolicyTestQuestion,
    Priority,
    PriorityPlace,
    RegionalReply,
    RegionalUpdate,
    RegionalUpdateItem,
)
from tests import kept_cast

PASSWORD = "a good long phrase"
TODAY = dt.date(2026, 11, 20)
_number = count(1)


def _slug(name: str) -> str:
    return f"{slugify(name)}-{next(_number)}"


def place(
    name: str = "", kind: str = "unitary", within: Place | None = None, **fields: Any
) -> Place:
    """A place with its current name, within another if given. The slug is the name's."""
    name = name or f"Place {next(_number)}"
    made = Place.objects.create(
        name=name, slug=fields.pop("slug", "") or slugify(name), kind=kind, **fields
    )
    PlaceName.objects.create(place=made, name=name)
    if within is not None:
        PlaceLink.objects.create(place=made, other=within, kind="within")
    return made


def organisation(
    name: str = "",
    sector: str = "council",
    *,
    succeeded_by: Organisation | None = None,
    **fields: Any,
) -> Organisation:
    """A body with its current name, and the one that took over from it."""
    name = name or f"Organisation {next(_number)}"
    made = Organisation.objects.create(name=name, slug=slugify(name), sector=sector, **fields)
    OrganisationName.objects.create(organisation=made, name=name)
    if succeeded_by is not None:
        succeed(made, succeeded_by)
    return made


def succeed(before: Organisation, *after: Organisation, on: Any = None) -> None:
    """These bodies took over from one."""
    for body in after:
        OrganisationSuccession.objects.create(before=before, after=body, on=on)


def programme(name: str = "", places: list[Place] | None = None, **fields: Any) -> Programme:
    """A programme, with its places."""
    name = name or f"Programme {next(_number)}"
    made = Programme.objects.create(name=name, slug=slugify(name), **fields)
    for one in places or []:
        ProgrammePlace.objects.create(programme=made, place=one)
    return made


def user(name: str, *roles: tuple[str, Any], **fields: Any) -> User:
    """An account with roles: ``user("Ada", ("contributor", bradford))``; None scopes nothing.

    The address is ``ada@example.test``; the password is PASSWORD.
    """
    made = User.objects.create_user(
        f"{slugify(name)}@example.test", PASSWORD, full_name=name, **fields
    )
    for role, scope in roles:
        give(made, role, scope)
    return made


def give(who: User, role: str, scope: Any = None, **fields: Any) -> Assignment:
    """Give a role at a place, programme, organisation or team, since 2020."""
    column = {} if scope is None else {scope._meta.model_name: scope}
    fields.setdefault("valid_from", dt.date(2020, 1, 1))
    who.__dict__.pop("reader", None)
    return Assignment.objects.create(user=who, role=role, **column, **fields)


def reorganisation(title: str, **fields: Any) -> Reorganisation:
    """A new name that was given and is done, with nothing in its journal unless said."""
    usual = {"kind": "rename", "state": "done", "on": TODAY, "done_at": timezone.now()}
    return Reorganisation.objects.create(title=title, reason="By order", **(usual | fields))


def team(name: str = "") -> Team:
    """A team with no people yet."""
    return Team.objects.create(name=name or f"Team {next(_number)}")


def pilot(at: Place, name: str = "", *others: Place, **fields: Any) -> Pilot:
    """A live pilot led by a place, with other places as district partners; public unless said."""
    name = name or f"Pilot {next(_number)}"
    fields = {"visibility": "public", "status": "live", **fields}
    made = Pilot.objects.create(name=name, slug=fields.pop("slug", "") or _slug(name), **fields)
    PilotPlace.objects.create(pilot=made, place=at, role="lead")
    for other in others:
        PilotPlace.objects.create(pilot=made, place=other, role="district_partner")
    return Pilot.objects.get(pk=made.pk)


def indicator(
    of: Pilot, name: str = "Homes improved", unit: str = "homes", **plan: Any
) -> Indicator:
    """An indicator of a pilot; with ``target_low=…`` it has a plan."""
    number = of.indicators.count() + 1
    made = Indicator.objects.create(pilot=of, number=number, name=name, unit=unit)
    if plan:
        IndicatorPlan.objects.create(indicator=made, **plan)
    return made


def actual(of: Indicator, value: Any = None, **fields: Any) -> Actual:
    """A figure; without a value it is not known because it was not counted yet."""
    if value is None:
        fields.setdefault("missing", "not_counted")
    fields.setdefault("as_of", TODAY)
    return Actual.objects.create(indicator=of, value_low=value, **fields)


def update(of: Pilot, by: User | None = None, **fields: Any) -> Update:
    """A submitted update that says something."""
    number = of.updates.count() + 1
    fields = {
        "confidence": "on_track",
        "happened": "We visited the first homes.",
        "period_start": dt.date(2026, 7, 1),
        "period_end": dt.date(2026, 9, 30),
        **fields,
    }
    if fields.get("state") == "accepted":
        fields.setdefault("accepted_at", dt.datetime(2026, 10, 5, 9, tzinfo=dt.UTC))
    return Update.objects.create(pilot=of, number=number, created_by=by, **fields)


def category(key: str = "data-sharing", **fields: Any) -> Category:
    """One of the six kinds, made when first wanted."""
    names = {
        "structures": "Structures",
        "priorities": "Priorities",
        "funding": "Funding",
        "data-sharing": "Data sharing",
        "culture": "Culture",
        "power": "Power, accountability and capacity",
    }
    made, _ = Category.objects.get_or_create(
        key=key,
        defaults={
            "number": list(names).index(key) + 1,
            "name": names[key],
            "short_name": names[key].split(",")[0],
            "hint": f"About {names[key].lower()}",
            "definition": f"What {names[key].lower()} means",
            "concerns_rules": key in ("priorities", "funding", "data-sharing"),
            **fields,
        },
    )
    return made


def barrier(at: Place, title: str = "", *others: Place, **fields: Any) -> Barrier:
    """An open barrier at a place; public unless said."""
    title = title or f"We cannot do thing {next(_number)}"
    fields = {"visibility": "public", "status": "open", **fields}
    made = Barrier.objects.create(title=title, **fields)
    BarrierPlace.objects.create(barrier=made, place=at, is_lead=True)
    for other in others:
        BarrierPlace.objects.create(barrier=made, place=other)
    return Barrier.objects.get(pk=made.pk)


def flow(at: Place | None = None, amount: Any = None, **fields: Any) -> Flow:
    """Committed money for a place; public unless said; without an amount it is not known."""
    fields = {"visibility": "public", "meaning": "committed", **fields}
    made = Flow.objects.create(amount_low=amount, **fields)
    if at is not None:
        FlowPlace.objects.create(flow=made, place=at)
    return Flow.objects.get(pk=made.pk)


@dataclass(frozen=True)
class Cast:
    """Two places of one region, a programme that runs in the first, and everybody's people."""

    region: Place
    bradford: Place
    luton: Place
    pfpp: Programme
    council: Organisation
    team: Team
    bradford_officer: User
    bradford_editor: User
    yorkshire_connector: User
    luton_officer: User
    pfpp_lead: User
    desnz_official: User
    evaluator: User
    administrator: User
    region_editor: User
    luton_editor: User
    teammate: User
    former_officer: User
    author: User
    outsider: User
    resident: AnonymousUser

    def signed_in(self) -> dict[str, User]:
        """Everybody with an account, by name."""
        return {k: v for k, v in vars(self).items() if isinstance(v, User)}


def _former_officer(at: Place) -> User:
    """Somebody whose role ended."""
    made = user("Former officer")
    give(made, "contributor", at, valid_to=dt.date(2024, 4, 1))
    return made


def cast() -> Cast:
    """The usual people: those that this process keeps, where a test begins with them."""
    return kept_cast.begun_with() or new_cast()


def new_cast() -> Cast:
    """The usual people. ``outsider`` has an account and no role; ``resident`` has no account.

    ``author`` wrote the records that a test makes in their name and has no role any more;
    ``teammate`` contributes to ``team`` alone.
    """
    yorkshire = place("Yorkshire and The Humber", "region", slug="yorkshire-and-the-humber")
    east = place("East of England", "region", slug="east-of-england")
    bradford = place("Bradford", "metropolitan_borough", within=yorkshire)
    luton = place("Luton", "unitary", within=east)
    pfpp = programme(
        "Partnerships for People and Place",
        [bradford],
        short_name="PfPP",
        start=dt.date(2021, 2, 1),
    )
    council = organisation("City of Bradford Metropolitan District Council")
    hub_team = team("Hub team")
    desnz = organisation("Department for Energy Security and Net Zero", "central_government")
    return Cast(
        region=yorkshire,
        bradford=bradford,
        luton=luton,
        pfpp=pfpp,
        council=council,
        team=hub_team,
        bradford_officer=user("Bradford officer", ("contributor", bradford)),
        bradford_editor=user("Bradford editor", ("place_editor", bradford)),
        yorkshire_connector=user("Yorkshire connector", ("connector", yorkshire)),
        luton_officer=user("Luton officer", ("contributor", luton)),
        pfpp_lead=user("Programme lead", ("programme_lead", pfpp)),
        desnz_official=user("Energy official", ("officer", desnz)),
        evaluator=user("Evaluator", ("evaluator", pfpp)),
        administrator=user("Administrator", ("administrator", None)),
        region_editor=user("Region editor", ("place_editor", yorkshire)),
        luton_editor=user("Luton editor", ("place_editor", luton)),
        teammate=user("Teammate", ("contributor", hub_team)),
        former_officer=_former_officer(bradford),
        author=user("Author"),
        outsider=user("Outsider"),
        resident=AnonymousUser(),
    )


def post(title: str = "", of: Organisation | None = None, *places: Place, **fields: Any) -> JobRole:
    """A job role of a body that covers these places; everyone signed in reads it unless said."""
    fields = {"visibility": "network", **fields}
    made = JobRole.objects.create(
        title=title or f"Role {next(_number)}", organisation=of or organisation(), **fields
    )
    for one in places:
        JobRolePlace.objects.create(post=made, place=one)
    return JobRole.objects.get(pk=made.pk)


def holder(of: JobRole, name: str = "Pat Doe", **fields: Any) -> JobRoleHolder:
    """Somebody who holds a job role; the person is made with this name."""
    person = Person.objects.create(name=name, email=f"{slugify(name)}@example.test")
    return JobRoleHolder.objects.create(post=of, person=person, **fields)


def meeting(by: User, *teams: Organisation, **fields: Any) -> MeetingAsk:
    """A request for a meeting with these teams; what the first of them is asked."""
    fields = {"about": "Rents", "from_us": "One officer", "suits": "In May", **fields}
    made = MeetingRequest.objects.create(created_by=by, **fields)
    asks = [MeetingAsk.objects.create(request=made, organisation=team) for team in teams]
    return asks[0]


def priority(title: str = "", *places: Place, **fields: Any) -> Priority:
    """A public priority for these places: national without any, else local, unless said."""
    title = title or f"Priority {next(_number)}"
    fields = {"visibility": "public", "tier": "local" if places else "national", **fields}
    owner = fields.pop("owner", None) or organisation()
    made = Priority.objects.create(title=title, slug=_slug(title), owner=owner, **fields)
    for one in places:
        PriorityPlace.objects.create(priority=made, place=one)
    return Priority.objects.get(pk=made.pk)


def secondment(giver: Organisation, receiver: Organisation, **fields: Any) -> Secondment:
    """A secondment that has ended, to find out something; public unless said."""
    fields = {"state": "ended", "aim": "Find out which data may be shared", **fields}
    return Secondment.objects.create(giver=giver, receiver=receiver, **fields)


def opportunity(of: Organisation, title: str = "Data analyst", **fields: Any) -> Opportunity:
    """A body looks for somebody on secondment, unless said."""
    return Opportunity.objects.create(organisation=of, title=title, **{"kind": "wish", **fields})


def regional_update(region: Place, by: User | None = None, **fields: Any) -> RegionalUpdate:
    """A region's published update of July to September 2026, checked by somebody else."""
    fields = {"state": "published", "quarter": dt.date(2026, 7, 1), "as_of": TODAY, **fields}
    if fields["state"] in ("checked", "published"):
        fields.setdefault("checked_by", user(f"Checker {next(_number)}"))
        fields.setdefault("checked_at", dt.datetime(2026, 10, 5, 9, tzinfo=dt.UTC))
    if fields["state"] == "published":
        fields.setdefault("published_at", dt.datetime(2026, 10, 6, 9, tzinfo=dt.UTC))
    made = RegionalUpdate.objects.create(region=region, created_by=by, **fields)
    RegionalUpdateItem.objects.create(update=made, section="other", text="A new school opened.")
    return RegionalUpdate.objects.select_related("region").get(pk=made.pk)


def address_of_update(record: RegionalUpdate | RegionalReply) -> list[Any]:
    """What the address of a regional update, or of a reply to one, carries."""
    if isinstance(record, RegionalReply):
        return [*address_of_update(record.update), record.pk]
    return [record.region.slug, record.period.key]


def policy_test(title: str = "", *places: Place, **fields: Any) -> PolicyTest:
    """A policy test with one question on a scale, out with these places for eight weeks."""
    title = title or f"Policy {next(_number)}"
    fields = {
        "policy": "Landlords register each home.",
        "state": "asked" if places else "writing",
        "reply_by": timezone.localdate() + dt.timedelta(weeks=8),
        **fields,
    }
    owner = fields.pop("owner", None) or organisation()
    made = PolicyTest.objects.create(title=title, slug=_slug(title), owner=owner, **fields)
    PolicyTestQuestion.objects.create(test=made, number=1, text="Would it work?", kind="scale")
    for one in places:
        PolicyTestPlace.objects.create(test=made, place=one, asked_on=TODAY)
    return made
