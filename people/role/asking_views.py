"""What somebody can ask for, and of whom: for people who are signed in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from interface.pages import Page
from interface.words import capitalised, list_words
from partnerships.models import Place
from people.role.asking_actions import ask_for_role, givers_of, roles_to_ask_for
from people.role.asking_forms import AskForRole, WhereForm
from people.role.scope import address_at, address_of, scope_at, target_of, trail_to
from records import drafts
from records.form_views import EditPage

HEADING = "Ask for a role"


class AskWhere(Page):
    """Where: a place, a programme or a body. It leads on to the form there."""

    template_name = "people/role/ask.html"

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [("Your account", reverse("account")), (HEADING, "")]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        form = WhereForm(request.GET or None, user=request.user)
        if form.is_bound and form.is_valid():
            return redirect(address_of(form.cleaned_data["scope"], "role_ask"))
        return self.render_page(form=form, heading=HEADING)


def _draft_title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    scope = scope_at(user, target)
    return f"Asking for a role, {scope}" if scope else None


class AskAt(EditPage):
    """Which role at this place, programme or body, and why; who is asked stands above."""

    model = Place
    key = "slug"
    template_name = "people/role/ask_at.html"
    form = AskForRole
    draft = drafts.register(
        "ask-role", title=_draft_title, url=lambda target: address_at(target, "role_ask")
    )
    title, page_title, submit_label, success_message = HEADING, HEADING, "Ask", ""
    retention_notice = (
        "The people you ask see your name, your email address and what you write. It is shown "
        "in their notices."
    )

    @property
    def target(self) -> str:
        return target_of(self.record)

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [*trail_to(self.record), (HEADING, "")]

    def arguments(self) -> dict[str, Any]:
        return {"roles": roles_to_ask_for(self.record)}

    def get_context_data(self) -> dict[str, Any]:
        asked = []
        for role in roles_to_ask_for(self.record):
            givers, connectors = givers_of(role, self.record)
            asked.append((capitalised(role.label), givers, connectors))
        return {"asked": asked, "example": getattr(self.record, "is_example", False)}

    def save(self, form: Any) -> str:
        """Ask, and say who was."""
        user: Any = self.request.user
        givers = ask_for_role(by=user, scope=self.record, **form.cleaned_data)
        names = list_words([str(giver) for giver in givers])
        words = f"Asked: {names}." if givers else "Nobody can give it yet. Nobody was told."
        messages.success(self.request, words)
        return reverse("account")
