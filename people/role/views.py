"""Who has which role at a place, in a programme or for a body: lists of roles, giving one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.db.models.functions import Collate, Lower
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from accounts.confirming import AsksAgain
from accounts.notice.outcome import say_outcome
from interface.articles import with_article
from interface.cells import small, soft
from interface.columns import Column
from interface.pages import Empty, ListPage, PageAction, RecordPage
from interface.paging import LARGEST_ID, Sort
from interface.words import capitalised, date_words, day_words, last_day
from partnerships.models import Place, Programme
from people.models import Assignment, Invitation, Team
from people.role import actions
from people.role.filters import RoleFilter
from people.role.first_editors import can_invite, offered
from people.role.forms import GiveRole
from people.role.permissions import can_see_people, roles_to_give
from people.role.scope import (
    HEADING,
    KEYS,
    address_at,
    address_of,
    scope_at,
    target_of,
    trail_to,
)
from records import drafts
from records.form_views import EditPage

# So many invitations, the newest ones, and teams stand on a page.
MOST_INVITED = MOST_TEAMS = 50


def _who(role: Any) -> str:
    return format_html("{}{}", role.user, small(role.user.email))


def until(role: Assignment) -> str:
    """The last day on which it counts."""
    return day_words(last_day(role.valid_to)) if role.valid_to else soft("No end agreed")


def giver(role: Assignment) -> str:
    """Who gave it, and who had it before it was handed over."""
    who = str(role.created_by) if role.created_by else soft("Set up with the site")
    return format_html("{}{}", who, small(_handed(role)))


def _handed(role: Assignment) -> str:
    return f"handed over from {role.handed_from}" if role.handed_from else ""


def _covers(role: Assignment) -> str:
    return f"covering for {role.covers}" if role.covers else ""


def _role(role: Assignment) -> str:
    return format_html("{}{}", capitalised(role.get_role_display()), small(_covers(role)))


def _in_words(role: Assignment) -> str:
    return ", ".join(filter(None, (role.get_role_display(), _covers(role))))


def what_to_do(role: Any) -> str:
    """To end it (``may_end``); to hand over and cover what its holder has (``may_move``)."""
    ways = []
    if role.may_end:
        ways.append(("End it", reverse("role_end", args=[role.pk]), f": {role.user}, {role.words}"))
    if role.may_move:
        moved, covered = f" what {role.user} has", f" for {role.user}"
        ways.append(("Hand over", reverse("hand_over", args=[role.user_id]), moved))
        ways.append(("Cover", reverse("cover", args=[role.user_id]), covered))
    rows = ((url, words, of) for words, url, of in ways)
    return format_html_join(", ", '<a href="{}">{}<span class="vh">{}</span></a>', rows)


def confirmed(role: Any) -> str:
    """When it was last confirmed, and when it ends if nobody does."""
    over = bool(role.valid_to and role.valid_to <= timezone.localdate())
    asked = role.reminded_on and not over
    when = (
        day_words(role.confirmed_on) if role.confirmed_on else soft("Never" if over else "Not yet")
    )
    ends = f"ends {day_words(role.review_by)} unless confirmed" if asked else ""
    return format_html("{}{}", when, small(ends))


COLUMNS = (
    Column("name", "Who", "Their name", lambda row: str(row.user), cell=_who, head=True),
    Column("email", "Email address", "With which they sign in", lambda row: row.user.email),
    Column(
        "role",
        "Role",
        "What they may do, and for whom while somebody is away",
        _in_words,
        cell=_role,
    ),
    Column(
        "since",
        "Since",
        "The first day",
        lambda row: row.valid_from,
        cell=lambda row: day_words(row.valid_from),
    ),
    Column(
        "until",
        "Until",
        "The last day on which it counts; empty: no end is agreed",
        lambda row: last_day(row.valid_to),
        cell=until,
    ),
    Column(
        "given_by",
        "Given by",
        "Who gave it; empty: set up with the site",
        lambda row: str(row.created_by) if row.created_by else None,
        cell=giver,
    ),
)
CONFIRMED = Column(
    "confirmed",
    "Confirmed",
    "When somebody last said that it is still right; empty: nobody has yet",
    lambda row: row.confirmed_on,
    cell=confirmed,
)
DOES = Column("does", "What to do", cell=what_to_do, blank="none", is_to_press=True)
NAME_KEY = Collate(Lower("user__full_name"), "C")


class OfScope(RecordPage):
    """A page about the people of one place, programme, body or team (``model``)."""

    model: ClassVar[Any] = Place
    key = "slug"
    permission: ClassVar[Any] = can_see_people
    page_title = HEADING

    def breadcrumbs(self) -> list[tuple[str, str]]:
        trail = trail_to(self.record)
        above = str(self.record) if isinstance(self.record, Team) else HEADING
        return [*trail, (above, address_of(self.record)), (self.page_title, "")]


class People(ListPage):
    """Who has a role at a scope (``of``) today or later, who is invited, and its teams."""

    closed_because = "it names people, and programs could keep the names longer than we do"
    template_name = "people/role/people.html"
    model, filters, sorts = (
        Assignment,
        RoleFilter,
        (Sort("name", "name_key", says=lambda role: str(role.user)),),
    )
    columns = (*COLUMNS, CONFIRMED, DOES)
    of: ClassVar[Any] = Place
    noun = "role"
    empty = Empty("Nobody has a role here yet.", "Give somebody one: they can then record things.")
    scope: Any

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.scope = self.find()

    def find(self) -> Any:
        """The scope that the address names. Raises Http404."""
        key = KEYS[self.of]
        value = self.kwargs[key]
        number = min(value, LARGEST_ID) if isinstance(value, int) else value
        return get_object_or_404(self.of.objects.visible_to(self.request.user), **{key: number})

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answers who gives roles here."""
        self.may_give = roles_to_give(request.user, self.scope)
        if not self.may_give:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def has_ended(self) -> bool:
        """Whether it is a team that has ended."""
        return isinstance(self.scope, Team) and self.scope.ended_on is not None

    def nothing(self) -> Empty:
        """What stands in place of an empty list."""
        if self.has_ended:
            return Empty(
                f"It ended on {date_words(self.scope.ended_on)}.", "Nobody has a role in it."
            )
        return super().nothing()

    @property
    def title(self) -> str:  # type: ignore[override]  # the scope is in it
        return f"{HEADING}: {self.scope}"

    @property
    def lead(self) -> str:  # type: ignore[override]
        what = (
            "is in this team"
            if isinstance(self.scope, Team)
            else f"may do what at {with_article(self.scope)}"
        )
        return f"Who {what}. Visible to those who give roles here."

    def get_queryset(self) -> QuerySet[Assignment]:
        lasting = Assignment.objects.at(self.scope).lasting(timezone.localdate())
        rows = lasting.select_related("user", "created_by", "confirmed_by", "covers", "handed_from")
        return rows.annotate(name_key=NAME_KEY)

    def complete(self, rows: Any) -> Any:
        """With the scope, which is the same for all."""
        field = self.scope._meta.model_name
        for role in rows:
            setattr(role, field, self.scope)
            gives = role.role in self.may_give
            role.may_end = gives or role.user_id == self.request.user.pk
            role.may_move = gives and role.covers_id is None
            yield role

    def breadcrumbs(self) -> list[tuple[str, str]]:
        here = str(self.scope) if isinstance(self.scope, Team) else HEADING
        return [*trail_to(self.scope), (here, "")]

    def add(self) -> PageAction | None:
        if self.has_ended:
            return None
        return PageAction("Give a role", address_of(self.scope, "role_add"))

    def get_actions(self) -> list[PageAction]:
        if self.has_ended:
            return [PageAction("Open the team again", address_of(self.scope, "end"))]
        ways = [PageAction("Confirm the list", address_of(self.scope, "people_confirm"))]
        if isinstance(self.scope, Team):
            rename = PageAction("Rename the team", address_of(self.scope, "edit"))
            return [*ways, rename, PageAction("End the team", address_of(self.scope, "end"))]
        if isinstance(self.scope, Programme):
            invite = reverse("programme_invite_many", args=[self.scope.slug])
            ways.append(PageAction("Invite editors and others", invite))
        if can_add_team_of(self.scope):
            ways.append(PageAction("Add a team", address_of(self.scope, "team_add")))
        return ways

    def get_context_data(self) -> dict[str, Any]:
        teams = self.scope.teams.all() if can_add_team_of(self.scope) else Team.objects.none()
        first = list(teams.order_by("name", "pk")[: MOST_TEAMS + 1])
        return {
            **invited_to(self.scope),
            "may_give": self.may_give,
            "teams": first[:MOST_TEAMS],
            "more_teams": len(first) > MOST_TEAMS,
            "example": getattr(self.scope, "is_example", False),
        }


def can_add_team_of(scope: Any) -> bool:
    """Whether teams belong to such a scope: to places and programmes."""
    return isinstance(scope, Place | Programme)


def invited_to(scope: Any) -> dict[str, Any]:
    """The newest open invitations to a scope, as ``_invited.html`` takes them."""
    rows = Invitation.objects.open().at(scope).select_related("created_by", "letter", "team")
    newest = list(rows.order_by("-sent_at", "pk")[: MOST_INVITED + 1])
    return {
        "invitations": newest[:MOST_INVITED],
        "more_invited": len(newest) > MOST_INVITED,
        "now": timezone.now(),
    }


def _draft_title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    scope = scope_at(user, target)
    return f"A role, {scope}" if scope and can_invite(user, scope) else None


class AddRole(AsksAgain, OfScope, EditPage):
    """Give somebody a role here, or invite them to it."""

    form, permission = GiveRole, can_invite
    draft = drafts.register(
        "give-role", title=_draft_title, url=lambda target: address_at(target, "role_add")
    )
    title, page_title, submit_label, success_message = (
        "Give a role",
        "Give a role",
        "Give the role",
        "",
    )

    @property
    def target(self) -> str:
        return target_of(self.record)

    @property
    def retention_notice(self) -> str:  # type: ignore[override]  # who sees no list withdraws none
        """What is kept of each address."""
        kept = (
            "We keep each address to send the invitation. Once somebody accepts, it becomes the "
            "address of their account."
        )
        withdraw = "Until then you can withdraw the invitation."
        return f"{kept} {withdraw}" if self.sees_people else kept

    @cached_property
    def sees_people(self) -> bool:
        """Not so who invites a first editor alone."""
        return can_see_people(self.request.user, self.record)

    @property
    def cancel_url(self) -> str:
        return address_of(self.record) if self.sees_people else str(self.record.get_absolute_url())

    def breadcrumbs(self) -> list[tuple[str, str]]:
        if self.sees_people:
            return super().breadcrumbs()
        return [*trail_to(self.record), (self.page_title, "")]

    def arguments(self) -> dict[str, Any]:
        roles = offered(self.request.user, self.record)
        asked = {"emails": self.request.GET.get("email"), "role": self.request.GET.get("role")}
        return {"roles": roles, "initial": {key: text for key, text in asked.items() if text}}

    def save(self, form: Any) -> str:
        """Give it, and say who has it now and who is invited."""
        give(self.request, self.record, form)
        return self.cancel_url


def give(request: HttpRequest, scope: Any, form: GiveRole) -> None:
    """Give a role as the form says, and say what became of each address. Raises ValidationError."""
    given = actions.give_roles(by=request.user, scope=scope, **form.cleaned_data)
    for line in given.lines:
        messages.success(request, line)
    say_outcome(request, given.letters)
