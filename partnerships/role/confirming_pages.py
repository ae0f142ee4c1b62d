"""The list of a scope's roles, confirmed on one page twice a year."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from interface.pages import Page
from interface.paging import LARGEST_ID
from interface.words import count_words
from partnerships.models import Assignment, Team
from partnerships.role.confirming_actions import confirm_roles
from partnerships.role.permissions import can_confirm_roles
from partnerships.role.scope import HEADING, KEYS, address_of, trail_to

MOST = 100
NONE_TICKED = "No role was ticked, so none is confirmed."


class ConfirmRoles(Page):
    """Every role at a scope (``of``; None: of administrators), those that end first on top."""

    template_name = "partnerships/role/confirm.html"
    of: ClassVar[Any] = None
    heading = "Confirm the list of people"
    scope: Any = None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if self.of is not None:
            key = KEYS[self.of]
            value = kwargs[key]
            number = min(value, LARGEST_ID) if isinstance(value, int) else value
            rows = self.of.objects.visible_to(request.user)
            self.scope = get_object_or_404(rows, **{key: number})

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answers who looks after the scope."""
        if not can_confirm_roles(request.user, self.scope):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def crumbs(self) -> list[tuple[str, str]]:
        above = str(self.scope) if isinstance(self.scope, Team) else HEADING
        here = [(above, address_of(self.scope))] if self.scope else []
        return [*trail_to(self.scope), *here, ("Confirm the list", "")]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        lasting = Assignment.objects.own().at(self.scope).lasting(timezone.localdate())
        rows = lasting.select_related("user", "confirmed_by").order_by("review_by", "pk")
        roles = list(rows[: MOST + 1])
        return self.shown(
            heading=self.heading,
            scope=self.scope,
            roles=roles[:MOST],
            more=len(roles) > MOST,
            back=address_of(self.scope),
            example=getattr(self.scope, "is_example", False),
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Confirm those that were ticked, or all that the page showed."""
        name = "shown" if "all" in request.POST else "role"
        numbers = [text for text in request.POST.getlist(name) if text.isdecimal()]
        roles = [int(text) for text in numbers if len(text) < 19]
        count = confirm_roles(by=request.user, scope=self.scope, roles=roles)
        if not count:
            messages.warning(request, NONE_TICKED)
            return redirect(request.path)
        messages.success(request, f"{count_words(count, 'role')} confirmed for half a year.")
        return redirect(address_of(self.scope))
