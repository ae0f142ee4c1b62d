"""How roles of accounts take part in the whole."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Case, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, Concat
from django.urls import reverse
from django.utils import timezone

from access.permissions import is_administrator
from access.visibility import by_own_roles
from accounts.notice.outbox import LeftUnsent
from accounts.scopes import SCOPE_IDS
from accounts.secret import Ending, SecretKind, Upon
from interface.articles import with_article
from interface.paging import BoundedCount
from interface.parts import MenuItem, RecordMenuItem, Theme, signed_in, signed_in_of
from interface.sections import Section, Task
from people.models import Assignment, Invitation, Team
from people.role.first_editors import can_invite
from people.role.in_calendar import CALENDAR
from people.role.invitation_actions import withdraw_unsent
from people.role.scope import address_at, people_url
from records.absent import Absent, Whole
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, InTime, PlaceRule, Sides
from records.unlinked import Unlinked
from registry.reported import HasErrorReports
from registry.waiting import Row, TaskQuery, Work, in_columns


def _not_over(sides: Sides) -> Q:
    """Cover ends with the role that it stands in for, so it does not go on at the new place."""
    return Q(Q(valid_to=None) | Q(valid_to__gt=sides.day), covers=None)


def _waiting(sides: Sides) -> Q:
    return Q(accepted_at=None, withdrawn_at=None)


AHEAD = dt.timedelta(days=30)


def _lists(work: Work) -> QuerySet[Any]:
    """Scopes that this reader looks after of which roles end soon: the first role of each."""
    reader = by_own_roles(work.reader)  # who covers for somebody gives and confirms no roles
    rows = Assignment.objects.own().looked_after_by(reader).lasting(work.today)
    due = rows.filter(review_by__lte=work.today + AHEAD, valid_to=None)
    first = due.order_by(*SCOPE_IDS, "review_by", "pk").distinct(*SCOPE_IDS).values("pk")
    named = ("place", "programme", "organisation")
    cases = [
        When(**{f"{name}__isnull": False}, then=Concat(Value(f"{name}/"), f"{name}__slug"))
        for name in named
    ]
    team = When(team__isnull=False, then=Concat(Value("team/"), Cast("team_id", TextField())))
    names = (*(f"{name}__name" for name in named), "team__name")
    return in_columns(
        "confirm",
        Assignment.objects.filter(pk__in=first),
        key=Case(*cases, team, default=Value(""), output_field=TextField()),
        what=Coalesce(*names, Value("Administrators"), output_field=TextField()),
        of=Value(""),
        day="review_by",
    )


def _section(rows: list[Row], count: BoundedCount, today: dt.date) -> Section:
    return Section(
        key="confirm",
        title="Lists of people to confirm",
        short="Lists to confirm",
        items=[_task(row, today) for row in rows],
        count=count,
        note="what nobody confirms ends",
    )


def _task(row: Row, today: dt.date) -> Task:
    _, target, name, _, _, first = row
    what = "people_confirm"
    url = address_at(target, what) if target else reverse(what)
    # The last administrator's never ends by itself
    note = "The first role ends then" if first > today else ""
    people = f"people of {with_article(name)}" if target else "administrators"
    title = f"Confirm the {people}"
    return Task(title=title, url=url, action="Confirm", note=note, due=first)


def _withdraw_invitations(ending: Ending) -> int:
    """Those to the address of the account: they would open it again."""
    waiting = Invitation.objects.open().filter(email=ending.user.email)
    return waiting.update(withdrawn_at=timezone.now())


def _may_ask(user: Any, scope: Any) -> bool:
    """Whoever is signed in and does not give roles there."""
    return signed_in_of(user, scope) and not people_url(user, scope)


REGISTRATIONS = (
    HistoryLabel(
        model=Team,
        apart="it says who is in it: administrators read of it on the page of all changes",
    ),
    SecretKind(
        noun="invitation",
        addresses=("invitation",),
        end=_withdraw_invitations,
        upon=frozenset({Upon.CLOSED}),
        order=60,
    ),
    LeftUnsent(end=withdraw_unsent),
    HasErrorReports(model=Team, pages=("team_people",)),
    MenuItem(
        page="account",
        label="Your account",
        says="Your name, roles, password, two-step sign-in and where you are signed in",
        theme=Theme.OWN,
        order=50,
        words="password profile settings two-step mfa sessions",
        permission=signed_in,
    ),
    MenuItem(
        page="role_ask",
        label="Ask for a role",
        says="Ask to contribute at another place, programme or organisation",
        theme=Theme.OWN,
        order=70,
        words="access permission join",
        permission=signed_in,
        within="account",
    ),
    MenuItem(
        page="people",
        label="People with an account",
        says="Who has an account, and who has not signed in for a long time",
        theme=Theme.KEEPING,
        order=50,
        words="users accounts",
        permission=is_administrator,
    ),
    MenuItem(
        page="roles",
        label="Every role",
        says="Who may do what, where and until when",
        theme=Theme.KEEPING,
        order=60,
        words="permissions rights access",
        permission=is_administrator,
        within="people",
    ),
    MenuItem(
        page="people_confirm",
        label="Confirm administrators",
        says="Check that the people who look after Placebook are still the right ones",
        theme=Theme.KEEPING,
        order=70,
        words="review access",
        permission=is_administrator,
        within="people",
    ),
    MenuItem(
        page="administrator_add",
        label="Make somebody an administrator",
        says="Give somebody the role that looks after accounts",
        theme=Theme.KEEPING,
        order=190,
        words="role account",
        permission=is_administrator,
        adds=True,
    ),
    TaskQuery(kind="confirm", rows=_lists, section=_section, order=95),
    PlaceRule(Team, "place", Does.MOVE, noun="team", order=296),
    PlaceRule(
        Assignment,
        "place",
        Does.DATE,
        noun="role of an account,roles of accounts",
        record="user",
        order=290,
        open=_not_over,
        once=("user_id", "role"),
        spread=True,
    ),
    BodyRule(
        Assignment,
        "organisation",
        Does.MOVE,
        noun="role of an account,roles of accounts",
        record="user",
        order=150,
        once=("user_id", "role", "valid_from", "valid_to"),
        in_time=InTime(Does.DATE, _not_over, once=("user_id", "role")),
    ),
    PlaceRule(
        Invitation,
        "place",
        Does.MOVE,
        noun="invitation",
        record="email",
        order=295,
        open=_waiting,
        once=("email", "role"),
    ),
    BodyRule(
        Invitation,
        "organisation",
        Does.MOVE,
        noun="invitation",
        record="email",
        order=155,
        once=("email", "role"),
        in_time=InTime(Does.MOVE, _waiting),
    ),
    HistoryLabel(
        model=Invitation,
        named_by=("role",),
        apart="whoever may invite reads of it in a list until it is taken up or ends",
    ),
    HistoryLabel(
        model=Assignment,
        apart="it says who has a role: administrators read of it on the page of all changes",
        named_by=(
            "place",
            "organisation",
            "role",
        ),
    ),
    RecordMenuItem(
        page="place_role_add",
        label="Invite somebody, or give a role",
        says="By their email address, for as long as you say",
        of="place",
        order=60,
        words="new person colleague user account invitation permission",
        permission=can_invite,
        adds=True,
    ),
    RecordMenuItem(
        page="programme_role_add",
        label="Invite somebody, or give a role",
        says="By their email address, for as long as you say",
        of="programme",
        order=30,
        words="new person colleague user account invitation permission",
        permission=can_invite,
        adds=True,
    ),
    *(
        Absent(
            model=one,
            at=Whole.FILES,
            why=(
                "whoever gives a role answers for it, and may name several people at once without "
                "a file"
            ),
        )
        for one in (Assignment, Invitation, Team)
    ),
    RecordMenuItem(
        page="programme_role_ask",
        label="Ask for a role here",
        says="Which roles there are, and who gives them",
        of="programme",
        order=40,
        permission=_may_ask,
    ),
    RecordMenuItem(
        page="organisation_role_ask",
        label="Ask for a role here",
        says="Which roles there are, and who gives them",
        of="organisation",
        order=45,
        permission=_may_ask,
    ),
    Unlinked(
        pages=("invitation",),
        why="the letter that invites somebody has the link",
    ),
    *CALENDAR,
    Absent(
        model=Team,
        at=Whole.SEARCH,
        fields=("name",),
        why="a team is named beside its records, and found by them",
    ),
)
