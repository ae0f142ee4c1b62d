"""People with an account, for administrators: who they are, what they may do, when they came."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.confirming import AsksAgain, must_have_confirmed
from accounts.models import User
from interface.cells import linked, short_date, soft
from interface.filters import AnyOf, FilterSet, Words
from interface.pages import Column, Empty, ListPage, RecordPage, Way
from interface.paging import Sort
from interface.words import capitalised_choices
from partnerships.models import Assignment, Invitation, Role
from partnerships.permissions import is_administrator, must_be_administrator
from partnerships.role import actions
from partnerships.role.forms import GiveRole
from partnerships.role.permissions import roles_to_give
from records import drafts
from records.pages import AddPage


def lasting_roles() -> QuerySet[Assignment]:
    """Roles of today and of days to come."""
    open_ended = Q(valid_to=None) | Q(valid_to__gt=timezone.localdate())
    return Assignment.objects.filter(open_ended).select_related(
        "place", "programme", "organisation", "team"
    )


class UserFilter(FilterSet):
    """People by name or address, role, and whether they still come."""

    q = Words("Name or email address", by="found_by")
    role = AnyOf("Role", method="with_role", choices=capitalised_choices(Role.choices))
    state = AnyOf(
        "Which",
        method="in_state",
        choices=(
            ("asleep", "Not here for 90 days"),
            ("roleless", "Without a role"),
            ("closed", "Closed"),
        ),
    )

    def with_role(self, rows: QuerySet, name: str, roles: list[str]) -> QuerySet:
        """Who has one of these roles."""
        if not roles:
            return rows
        theirs = lasting_roles().filter(user=OuterRef("pk"), role__in=roles)
        return rows.filter(Exists(theirs))

    def in_state(self, rows: QuerySet, name: str, states: list[str]) -> QuerySet:
        """Who is in one of these states."""
        since = timezone.now() - actions.ASLEEP
        rules: dict[str, Q] = {
            "asleep": Q(is_active=True)
            & (Q(last_seen_at__lt=since) | Q(last_seen_at=None, created_at__lt=since)),
            "roleless": Q(~Exists(lasting_roles().filter(user=OuterRef("pk"))), is_active=True),
            "closed": Q(is_active=False),
        }
        chosen = Q()
        for state in states:
            chosen |= rules[state]
        return rows.filter(chosen)


def _who(user: User) -> str:
    return linked(str(user), reverse("person_roles", args=[user.pk]), user.email)


def _seen(user: User) -> str:
    if not user.is_active:
        return soft("Closed")
    return short_date(user.last_seen_at) if user.last_seen_at else soft("Never")


def _roles(user: Any) -> str:
    return "; ".join(role.words for role in user.lasting)


COLUMNS = (
    Column("name", "Name", "Full name", lambda row: row.full_name, cell=_who, head=True),
    Column("email", "Email address", "With which they sign in", lambda row: row.email),
    Column("job_title", "Job title", "As they give it", lambda row: row.job_title),
    Column(
        "roles",
        "Roles",
        "Each role with its place, programme or body",
        _roles,
        cell=lambda row: _roles(row) or soft("None"),
    ),
    Column(
        "last_seen",
        "Last here",
        "When they last opened a page; empty: never",
        lambda row: row.last_seen_at,
        cell=_seen,
    ),
    Column("open", "Account open", "Whether they can sign in", lambda row: row.is_active),
)
SORTS = (
    Sort("name", "name_key", says=str),
    Sort(
        "newest",
        "created_at",
        says=lambda user: short_date(user.created_at),
        starts_descending=True,
    ),
)


class Users(ListPage):
    """Everybody with an account."""

    template_name = "partnerships/role/users.html"
    model, filters, columns, sorts = User, UserFilter, COLUMNS, SORTS
    heading, noun = "People with an account", "person,people"
    lead = "Who may sign in, what they may do and where, and when they were last here."
    empty = Empty("Nobody has an account yet.")

    def rows(self) -> QuerySet[User]:
        """Everybody, for administrators alone."""
        must_be_administrator(self.request.user)
        roles = Prefetch("assignments", lasting_roles(), to_attr="lasting")
        return User.objects.listed().prefetch_related(roles)

    def add(self) -> Way:
        return Way("Make somebody an administrator", reverse("administrator_add"))

    def context(self) -> dict[str, Any]:
        open_ones = Invitation.objects.open().at(None).select_related("created_by")
        return {"invitations": open_ones, "now": timezone.now(), "may_give": [Role.ADMINISTRATOR]}


def _draft_title(user: Any, target: str, typed: Any) -> str | None:
    return "A new administrator" if is_administrator(user) else None


def _draft_url(target: str) -> str:
    return reverse("administrator_add")


class AddAdministrator(AsksAgain, AddPage):
    """Make somebody an administrator, with or without an account."""

    may = is_administrator
    form = GiveRole
    draft = drafts.register("add-administrator", title=_draft_title, url=_draft_url)
    heading, verb = "Make somebody an administrator", "Give the role"

    def above(self) -> list[tuple[str, str]]:
        return [("People", reverse("people"))]

    def arguments(self) -> dict[str, Any]:
        return {"roles": roles_to_give(self.request.user, None)}

    def save(self, form: Any) -> str:
        """Give it, or invite them."""
        given = actions.give_role(by=self.request.user, scope=None, **form.cleaned_data)
        who = given.email if isinstance(given, Invitation) else str(given.user)
        how = "is invited" if isinstance(given, Invitation) else "is an administrator now"
        self.said = f"{who} {how}."
        return reverse("people")


class UserPage(RecordPage):
    """One person: roles of today, those that ended, and the account itself."""

    model = User
    template_name = "partnerships/role/user.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Administrators alone."""
        must_be_administrator(request.user)
        return super().dispatch(request, *args, **kwargs)

    def rows(self) -> QuerySet[User]:
        return User.objects.listed()

    def above(self) -> list[tuple[str, str]]:
        return [("People", reverse("people"))]

    def context(self) -> dict[str, Any]:
        every = Assignment.objects.of(self.record).select_related(
            "created_by", "user", "place", "programme", "organisation", "team"
        )
        today = timezone.localdate()
        ended = every.filter(valid_to__lte=today).order_by("-valid_to", "pk")
        return {
            "roles": every.exclude(pk__in=ended).order_by("valid_from", "pk"),
            "ended": ended,
            "may_give": list(Role),
            "asleep": actions.is_asleep(self.record, timezone.now()),
        }


@require_POST
def close_account(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the account of somebody who left, or open it again."""
    must_be_administrator(request.user)
    user = get_object_or_404(User.objects.listed(), pk=pk)
    must_have_confirmed(request)
    to_open = request.POST.get("open") == "1"
    try:
        if to_open:
            actions.open_account(by=request.user, user=user)
        else:
            actions.close_account(by=request.user, user=user)
    except ValidationError as problem:
        messages.warning(request, " ".join(problem.messages))
    else:
        done = "open again" if to_open else "closed, and every role has ended"
        messages.success(request, f"The account of {user} is {done}.")
    return redirect("person_roles", pk)
