"""How regional updates take part in the whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from interface import words
from interface.parts import Part, Theme
from interface.sections import SHOWN, Section, Task
from partnerships.models import RegionalUpdate, RegionalUpdateItem, Role
from partnerships.subqueries import first_of
from partnerships.waiting import Waiting, Work
from records.merging import BodyRule, Does, PlaceRule


def _section(user: Any) -> Section:
    """Updates of regions that this user writes for, on their way to their readers."""
    rows = RegionalUpdate.objects.visible_to(user).being_written().select_related("region")
    updates, count = first_of(rows.order_by("-quarter", "id"), SHOWN)
    return Section(
        key="regional",
        title="Regional updates",
        items=[
            Task(
                title=str(update),
                url=update.get_absolute_url(),
                note=_regional_note(user, update),
                status=words.capitalised(update.get_state_display()),
                shape="early",
            )
            for update in updates
        ],
        count=count,
        note="being written or checked",
        url=reverse("regional_updates"),
        link="All, and begin one",
        empty="No regional update is being written.",
    )


def _regional_note(user: Any, update: RegionalUpdate) -> str:
    mine = user.pk in (update.created_by_id, update.sent_by_id)
    if update.state == RegionalUpdate.State.CHECKING:
        return "Somebody else has to check it" if mine else "You can check it"
    return "It can be published" if update.state == RegionalUpdate.State.CHECKED else ""


def _waiting(work: Work) -> Iterator[Section]:
    """For those whose roles are of a kind that writes them; connectors of regions are told so
    where none is on its way, too."""
    reader = work.reader
    if not (reader.connected_places or reader.organisations):
        return
    section = _section(work.user)
    if section.items or any(
        role.role == Role.CONNECTOR and role.place and role.place.kind == "region"
        for role in reader.roles
    ):
        yield section


DECLARES = (
    Part(
        page="regional_updates",
        label="Regional updates",
        says="What changed in each region this quarter",
        theme=Theme.PEOPLE,
        order=70,
        words="quarterly newsletter region report",
    ),
    PlaceRule(RegionalUpdate, "region", Does.STAY, because="it told of that region"),
    PlaceRule(RegionalUpdateItem, "place", Does.STAY, because="it was published so"),
    PlaceRule(RegionalUpdateItem, "record", Does.STAY, because="it was published so"),
    BodyRule(RegionalUpdateItem, "record", Does.STAY, because="it was published so"),
    Waiting(sections=_waiting, order=60),
)
