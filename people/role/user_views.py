"""People with an account, and every role, for administrators."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from access.permissions import is_administrator, must_be_administrator
from accounts.confirming import AsksAgain, must_have_confirmed
from accounts.models import User
from accounts.scopes import SCOPES
from interface.cells import linked, soft
from interface.columns import Column
from interface.pages import Empty, ListPage, PageAction, RecordPage
from interface.paging import Sort
from interface.words import capitalised, day_words
from people.models import Assignment, Role
from people.role.account_actions import close_account, is_asleep, open_account
from people.role.filters import EveryRoleFilter, UserFilter
from people.role.forms import GiveRole
from people.role.permissions import roles_to_give
from people.role.scope import address_of
from people.role.views import COLUMNS as ROLE_COLUMNS
from people.role.views import CONFIRMED, give, invited_to
from records import drafts
from records.form_views import AddPage


def _who(user: User) -> str:
    return linked(str(user), reverse("person_roles", args=[user.pk]), user.email)


def _seen(user: User) -> str:
    if not user.is_active:
        return soft("Closed")
    return day_words(user.last_seen_at) if user.last_seen_at else soft("Never")


def _roles(user: Any) -> str:
    return "; ".join(role.words_with_cover for role in user.lasting)


COLUMNS = (
    Column("name", "Name", "Full name", lambda row: row.full_name, cell=_who, head=True),
    Column("email", "Email address", "With which they sign in", lambda row: row.email),
    Column("job_title", "Job title", "As they give it", lambda row: row.job_title),
    Column(
        "roles",
        "Roles",
        "Each role with its place, programme or body",
        _roles,
        cell=lambda row: capitalised(_roles(row)) or soft("None"),
    ),
    Column(
        "last_seen",
        "Last active",
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
        says=lambda user: day_words(user.created_at),
        starts_descending=True,
    ),
)


class Users(ListPage):
    """Everybody with an account."""

    closed_because = "it is the list of everybody with an account, for administrators"
    template_name = "people/role/users.html"
    model, filters, columns, sorts = User, UserFilter, COLUMNS, SORTS
    title, noun = "People with an account", "person,people"
    lead = "Who may sign in, what they may do and where, and when they were last here."
    empty = Empty("Nobody has an account yet.")

    def get_queryset(self) -> QuerySet[User]:
        """Everybody, for administrators alone."""
        must_be_administrator(self.request.user)
        lasting = Assignment.objects.lasting(timezone.localdate()).select_related("covers", *SCOPES)
        roles = Prefetch("assignments", lasting.order_by("pk"), to_attr="lasting")
        return User.objects.listed().prefetch_related(roles)

    def add(self) -> PageAction:
        return PageAction("Make somebody an administrator", reverse("administrator_add"))

    def get_actions(self) -> list[PageAction]:
        confirm = PageAction("Confirm the administrators", reverse("people_confirm"))
        return [PageAction("Every role", reverse("roles")), confirm]

    def get_context_data(self) -> dict[str, Any]:
        return {**invited_to(None), "may_give": [Role.ADMINISTRATOR]}


def _holder(role: Any) -> str:
    return linked(str(role.user), reverse("person_roles", args=[role.user_id]), role.user.email)


def _where(role: Any) -> str:
    return str(role.scope) if role.scope else "Everywhere"


def _led_to(role: Any) -> str:
    """The scope, led to its people."""
    return linked(_where(role), address_of(role.scope))


NAMED, EMAIL, ROLE, *DATED = ROLE_COLUMNS
ROLES = (
    Column("name", "Who", "Their name", NAMED.value, cell=_holder, head=True),
    EMAIL,
    ROLE,
    Column("where", "Where", "The place, programme, body or team", _where, cell=_led_to),
    *DATED,
    CONFIRMED,
)


class Roles(ListPage):
    """Every role, with who gave it and until when."""

    closed_because = "it is the list of everybody's roles, for administrators"
    model, filters, columns = Assignment, EveryRoleFilter, ROLES
    sorts = (
        Sort(
            "newest",
            "valid_from",
            says=lambda role: day_words(role.valid_from),
            starts_descending=True,
        ),
    )
    title, noun = "Every role", "role"
    lead = "Who may do what and where, who gave it, and until when. The newest first."
    empty = Empty("Nobody has a role yet.")

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [("People", reverse("people"))]

    def get_queryset(self) -> QuerySet[Assignment]:
        """All, for administrators alone. With everybody joined in, it would take a hundred times
        longer to plan than to read."""
        must_be_administrator(self.request.user)
        rows = Assignment.objects.select_related("user", *SCOPES)
        return rows.prefetch_related("created_by", "covers", "handed_from")


def _draft_title(user: Any, target: str, typed: Any) -> str | None:
    return "A new administrator" if is_administrator(user) else None


def _draft_url(target: str) -> str:
    return reverse("administrator_add")


class AddAdministrator(AsksAgain, AddPage):
    """Make somebody an administrator, with or without an account."""

    permission = is_administrator
    form = GiveRole
    draft = drafts.register("add-administrator", title=_draft_title, url=_draft_url)
    title, submit_label, success_message = "Make somebody an administrator", "Give the role", ""

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [("People", reverse("people"))]

    def arguments(self) -> dict[str, Any]:
        return {"roles": roles_to_give(self.request.user, None)}

    def save(self, form: Any) -> str:
        """Give it, or invite them."""
        give(self.request, None, form)
        return reverse("people")


class UserPage(RecordPage):
    """One person: roles of today, those that ended, and the account itself."""

    model = User
    template_name = "people/role/user.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Administrators alone."""
        must_be_administrator(request.user)
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[User]:
        return User.objects.listed()

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [("People", reverse("people"))]

    def get_context_data(self) -> dict[str, Any]:
        every = Assignment.objects.of(self.record).select_related(
            "created_by", "user", "covers", "handed_from", *SCOPES
        )
        today = timezone.localdate()
        roles = list(every.lasting(today).order_by("valid_from", "pk"))
        return {
            "roles": roles,
            "may_be_covered": any(role.role != Role.ADMINISTRATOR for role in roles),
            "ended": every.filter(valid_to__lte=today).order_by("-valid_to", "pk"),
            "may_give": list(Role),
            "asleep": is_asleep(self.record, timezone.now()),
        }


@require_POST
def account_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the account of somebody who left, or open it again."""
    must_be_administrator(request.user)
    user = get_object_or_404(User.objects.listed(), pk=pk)
    must_have_confirmed(request)
    to_open = request.POST.get("open") == "1"
    try:
        if to_open:
            open_account(by=request.user, user=user)
        else:
            close_account(by=request.user, user=user)
    except ValidationError as problem:
        messages.warning(request, " ".join(problem.messages))
    else:
        done = "open again" if to_open else "closed, and every role has ended"
        messages.success(request, f"The account of {user} is {done}.")
    return redirect("person_roles", pk)
