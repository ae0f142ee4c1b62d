"""The list of a scope's roles, confirmed on one page twice a year."""

from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import DateField, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from interface import paging
from interface.pages import Page
from interface.paging import LARGEST_ID, BoundedCount, Sort, row_numbers
from interface.words import capitalised, count_words, date_words
from people.models import Assignment, Team
from people.role.confirming_actions import HALF_YEAR, confirm_roles, to_confirm
from people.role.permissions import can_confirm_roles
from people.role.scope import HEADING, KEYS, address_of, trail_to

MOST = 100
# Counted no further
COUNTED = 10_000
SORTS = (Sort("ends", "ends_on", says=lambda role: date_words(role.ends_on)),)
NONE_TICKED = "No role was ticked, so none is confirmed."


class ConfirmRoles(Page):
    """The roles at a scope (``of``; None: of administrators) that wait, those that end first on
    top. What is confirmed leaves the list, so it may be gone through over several days."""

    template_name = "people/role/confirm.html"
    of: ClassVar[Any] = None
    title = "Confirm the list of people"
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

    def breadcrumbs(self) -> list[tuple[str, str]]:
        above = str(self.scope) if isinstance(self.scope, Team) else HEADING
        here = [(above, address_of(self.scope))] if self.scope else []
        return [*trail_to(self.scope), *here, ("Confirm the list", "")]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        today = timezone.localdate()
        waiting = to_confirm(self.scope, today)
        every = Assignment.objects.own().at(self.scope).lasting(today)
        left, in_all = paging.bounded_counts((waiting, COUNTED), (every, COUNTED))
        ends = Coalesce("review_by", Value(today + HALF_YEAR), output_field=DateField())
        rows = waiting.select_related("user", "confirmed_by").annotate(ends_on=ends)
        return self.render_page(
            heading=self.title,
            scope=self.scope,
            page=paging.page(rows, request.GET, SORTS, size=MOST),
            left=left,
            in_all=in_all,
            back=address_of(self.scope),
            example=getattr(self.scope, "is_example", False),
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Confirm those that were ticked, or all that the page showed, and go on to the page that
        was asked for: whatever is ticked is confirmed on the way, so that no tick is lost."""
        every = "all" in request.POST
        roles = row_numbers(request.POST.getlist("shown" if every else "role"))
        count = confirm_roles(by=request.user, scope=self.scope, roles=roles)
        if not count and "go" not in request.POST:
            messages.warning(request, NONE_TICKED)
            return redirect(self._at(request.GET))
        left = paging.bounded_count(to_confirm(self.scope, timezone.localdate()), COUNTED)
        if count:
            said = f"{count_words(count, 'role')} confirmed for half a year."
            messages.success(request, f"{said} {_left_words(left)}".strip())
        if not left:
            return redirect(address_of(self.scope))
        asked = request.POST.get("go") or request.POST.get("all") or request.POST.get("next")
        return redirect(self._at(QueryDict((asked or "").removeprefix("?"))))

    def _at(self, params: QueryDict) -> str:
        """The address of one page of this list: where in it, and nothing else that was sent."""
        where = {name: params[name] for name in ("after", "before") if params.get(name)}
        return f"{self.request.path}?{urlencode(where)}" if where else self.request.path


def _left_words(left: BoundedCount) -> str:
    if not left:
        return ""
    return f"{capitalised(left.words('role is', 'roles are'))} not confirmed yet."
