"""A team is made at a place or for a programme, and renamed. Its members are its people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from accounts.confirming import AsksAgain, must_have_confirmed
from interface.words import count_words
from partnerships.models import Place
from people.models import Assignment, Team
from people.role.models import scope_name
from people.role.permissions import can_add_team, can_keep_team
from people.role.scope import address_at, address_of, scope_at, target_of
from people.role.team_actions import end_team, open_team
from people.role.team_forms import TeamForm
from people.role.views import OfScope
from records import drafts
from records.form_views import EditPage


def _title_of_new(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    home = scope_at(user, target)
    return f"A team, {home}" if home and can_add_team(user, home) else None


def _title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    team = scope_at(user, target)
    return f"A new name: {team}" if team and can_keep_team(user, team) else None


class AddTeam(OfScope, EditPage):
    """A new team of this place or programme (``model``)."""

    model = Place
    permission = can_add_team
    form = TeamForm
    draft = drafts.register(
        "add-team", title=_title_of_new, url=lambda target: address_at(target, "team_add")
    )
    title, page_title, submit_label = "Add a team", "Add a team", "Add the team"
    lead = (
        "Its members can read what only “my team” can see, and can log the progress of its "
        "pilots. Choose the team where you edit a pilot. Give its members their role on the next "
        "page."
    )
    success_message = "Team made. Now give its members their role."

    @property
    def target(self) -> str:
        return target_of(self.record)

    @property
    def cancel_url(self) -> str:
        return address_of(self.record)

    def instance(self) -> Team:
        home = {scope_name(self.record): self.record}
        return Team(created_by_id=self.request.user.pk, **home)


class EndTeam(AsksAgain, OfScope):
    """Ask before a team ends or opens again, and do so."""

    model = Team
    key = "pk"
    permission = can_keep_team
    template_name = "people/role/end_team.html"

    @property
    def page_title(self) -> str:  # type: ignore[override]  # it follows from the team
        return "Open the team again" if self.record.ended_on else "End the team"

    def get_context_data(self) -> dict[str, Any]:
        lasting = Assignment.objects.at(self.record).own().lasting(timezone.localdate())
        return {"heading": self.page_title, "members": lasting.count()}

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """End it, or open it again: whichever was pressed."""
        must_have_confirmed(request)
        try:
            if request.POST.get("open") == "1":
                open_team(by=request.user, team=self.record)
                said = f"{self.record} is open again. Give its members their role."
            else:
                ended = end_team(by=request.user, team=self.record)
                roles = f", and with it {count_words(ended, 'role')}" if ended else ""
                said = f"{self.record} has ended{roles}."
        except ValidationError as problem:
            messages.warning(request, " ".join(problem.messages))
        else:
            messages.success(request, said)
        return redirect(self.record)


class EditTeam(OfScope, EditPage):
    """Another name for a team."""

    model = Team
    key = "pk"
    permission = can_keep_team
    form = TeamForm
    draft = drafts.register(
        "edit-team", title=_title, url=lambda target: address_at(target, "edit")
    )
    title, page_title = "Rename the team", "Rename the team"
    success_message = "Team renamed."

    @property
    def target(self) -> str:
        return target_of(self.record)
