"""A team is made at a place or for a programme, and renamed. Its members are its people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from partnerships.models import Place, Team
from partnerships.role.models import scope_name
from partnerships.role.pages import OfScope
from partnerships.role.permissions import can_add_team, can_keep_team
from partnerships.role.scope import address_at, address_of, scope_at, target_of
from partnerships.role.team_forms import TeamForm
from records import drafts
from records.pages import EditPage


def _title_of_new(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    home = scope_at(user, target)
    return f"A team, {home}" if home and can_add_team(user, home) else None


def _title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    team = scope_at(user, target)
    return f"A new name: {team}" if team and can_keep_team(user, team) else None


class AddTeam(OfScope, EditPage):
    """A new team of this place or programme (``model``)."""

    model = Place
    may = can_add_team
    form = TeamForm
    draft = drafts.register(
        "add-team", title=_title_of_new, url=lambda target: address_at(target, "team_add")
    )
    heading, here, verb = "Add a team", "Add a team", "Add the team"
    lead = (
        "Its members read what is seen by “my team” alone, and log the progress of its pilots. "
        "Give them their role on the next page."
    )
    said = "The team is made. Now give its members their role."

    @property
    def target(self) -> str:
        return target_of(self.record)

    @property
    def back(self) -> str:
        return address_of(self.record)

    def instance(self) -> Team:
        home = {scope_name(self.record): self.record}
        return Team(created_by_id=self.request.user.pk, **home)


class EditTeam(OfScope, EditPage):
    """Another name for a team."""

    model = Team
    key = "pk"
    may = can_keep_team
    form = TeamForm
    draft = drafts.register(
        "edit-team", title=_title, url=lambda target: address_at(target, "edit")
    )
    heading, here = "Rename the team", "Rename the team"
    said = "The team is renamed."

    @property
    def target(self) -> str:
        return target_of(self.record)
