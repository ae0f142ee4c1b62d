"""Who has which role at a place, in a programme or for a body: seeing, giving and ending them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.confirming import AsksAgain, must_have_confirmed
from interface.pages import RecordPage
from partnerships.models import Assignment, Invitation, Organisation, Place, Programme
from partnerships.place.frame import crumbs as crumbs_of_place
from partnerships.role import actions
from partnerships.role.forms import GiveRole, TakeUp, said_of
from partnerships.role.permissions import can_end_role, can_see_people, roles_to_give
from records import drafts
from records.pages import EditPage

HEADING = "People and roles"
SCOPE_FIELDS = ("place", "programme", "organisation", "team")
# The model of each scope that has a page, the name of its list and of its addresses.
LISTS = {Place: "Places", Programme: "Programmes", Organisation: "Organisations"}


def address_of(scope: Any, what: str = "people") -> str:
    """Where the people of a place, programme or body stand, or what is done with them."""
    return reverse(f"{scope._meta.model_name}_{what}", args=[scope.slug])


class OfScope(RecordPage):
    """A page about the people of one place, programme or body (``model``)."""

    model = Place
    key = "slug"
    may = can_see_people
    here = HEADING

    def crumbs(self) -> list[tuple[str, str]]:
        if isinstance(self.record, Place):
            trail = crumbs_of_place(self.record)
        else:
            name = LISTS[type(self.record)]
            trail = [
                (name, reverse(name.lower())),
                (str(self.record), self.record.get_absolute_url()),
            ]
        if self.here == HEADING:
            return [*trail, (HEADING, "")]
        return [*trail, (HEADING, address_of(self.record)), (self.here, "")]


class People(OfScope):
    """Who has a role here today or later, who is invited, and what the reader may give."""

    template_name = "partnerships/role/people.html"

    def context(self) -> dict[str, Any]:
        today = timezone.localdate()
        lasting = Assignment.objects.at(self.record).filter(
            Q(valid_to=None) | Q(valid_to__gt=today)
        )
        may_give = roles_to_give(self.request.user, self.record)
        return {
            "heading": HEADING,
            "today": today,
            "roles": lasting.select_related("user", "created_by").order_by(
                "role", "user__full_name", "pk"
            ),
            "invitations": Invitation.objects.open()
            .at(self.record)
            .select_related("created_by")
            .order_by("-sent_at", "pk"),
            "may_give": may_give,
            "now": timezone.now(),
            "give_url": address_of(self.record, "role_add"),
        }


def _draft_title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    name, _, slug = target.partition("/")
    model = next((model for model in LISTS if model._meta.model_name == name), None)
    scope = model and model.objects.visible_to(user).filter(slug=slug).first()
    return f"A role, {scope}" if scope and can_see_people(user, scope) else None


def _draft_url(target: str) -> str:
    name, _, slug = target.partition("/")
    return reverse(f"{name}_role_add", args=[slug])


class AddRole(AsksAgain, OfScope, EditPage):
    """Give somebody a role here, or invite them to it."""

    form = GiveRole
    draft = drafts.register("give-role", title=_draft_title, url=_draft_url)
    heading, here, verb = "Give a role", "Give a role", "Give the role"
    kept = (
        "We keep the address to send the invitation, and as the account's once it is taken up; "
        "one that is not taken up can be withdrawn at any time."
    )

    @property
    def target(self) -> str:
        return f"{self.record._meta.model_name}/{self.record.slug}"

    @property
    def back(self) -> str:
        return address_of(self.record)

    def arguments(self) -> dict[str, Any]:
        return {"roles": roles_to_give(self.request.user, self.record)}

    def save(self, form: Any) -> str:
        """Give it, and say whether it holds or is on its way."""
        given = actions.give_role(by=self.request.user, scope=self.record, **form.cleaned_data)
        if isinstance(given, Invitation):
            self.said = f"{given.email} is invited. The link is good for {Invitation.DAYS} days."
        else:
            self.said = f"{given.user} has the role now: {given.words}."
        return self.back


class EndRole(RecordPage):
    """Ask before a role ends, and end it. 404 for who may not: they are told nothing of it."""

    model = Assignment
    template_name = "partnerships/role/end.html"

    def rows(self) -> QuerySet[Assignment]:
        return Assignment.objects.select_related("user", *SCOPE_FIELDS)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        must_have_confirmed(request)
        return super().dispatch(request, *args, **kwargs)

    def load(self) -> Any:
        record: Any = super().load()
        if not can_end_role(self.request.user, record):
            raise Http404
        return record

    @property
    def back(self) -> str:
        """Where they came from: the people of the scope, or their own account."""
        scope = self.record.scope
        if can_see_people(self.request.user, scope):
            return address_of(scope) if type(scope) in LISTS else reverse("people")
        return reverse("account")

    def crumbs(self) -> list[tuple[str, str]]:
        return [("People and roles", self.back), ("End a role", "")]

    def context(self) -> dict[str, Any]:
        role, today = self.record, timezone.localdate()
        others = Assignment.objects.on(today).of(role.user).exclude(pk=role.pk)
        return {
            "own": role.user_id == self.request.user.pk,
            "last": not others.exists(),
            "back": self.back,
            "used_for": said_of(role.role),
        }

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """End it."""
        words, back, own = self.record.words, self.back, self.record.user_id == request.user.pk
        try:
            actions.end_role(by=request.user, assignment=self.record)
        except ValidationError as problem:
            messages.warning(request, " ".join(problem.messages))
            return redirect(back)
        messages.success(request, f"The role has ended: {words}.")
        return redirect(reverse("account") if own else back)


@require_POST
def invitation_change(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Send an invitation again, or withdraw it. 404 for who may not give that role."""
    invitation = get_object_or_404(Invitation.objects.select_related(*SCOPE_FIELDS), pk=pk)
    if invitation.role not in roles_to_give(request.user, invitation.scope):
        raise Http404
    action, words = CHANGES[what]
    try:
        action(by=request.user, invitation=invitation)
    except ValidationError as problem:
        messages.warning(request, " ".join(problem.messages))
    else:
        messages.success(request, f"The invitation of {invitation.email} is {words}.")
    scope = invitation.scope
    return redirect(address_of(scope) if type(scope) in LISTS else reverse("people"))


CHANGES = {"again": (actions.send_again, "sent again"), "withdraw": (actions.withdraw, "withdrawn")}


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Take up an invitation: a name and a password make the account, with its role."""
    invited = actions.invited_by_token(token)
    if invited is None:
        return render(request, "partnerships/role/too_old.html", status=410)
    form = TakeUp(request.POST if request.method == "POST" else None, email=invited.email)
    if form.is_bound and form.is_valid():
        typed = {name: form.cleaned_data[name] for name in ("full_name", "job_title", "password")}
        try:
            role = actions.accept(invitation=invited, **typed)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            login(request, role.user)
            messages.success(request, f"Welcome. Your role: {role.words}.")
            return redirect(role.scope.get_absolute_url() if role.scope else "home")
    context = {"form": form, "invited": invited, "used_for": said_of(invited.role)}
    return render(request, "partnerships/role/take_up.html", context)
