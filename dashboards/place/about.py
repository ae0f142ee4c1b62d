"""Everything about a place: what it is and where it lies, what is said of it, who keeps it right,
and the way to each of its pages."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from dashboards.place.also import also_here, counted
from dashboards.place.needs import NO_RIGHTS, Act, Rights, rights_at
from geography.locality import boundary_views
from geography.locality.boundary_drawing import DrawnBoundary, drawing_of
from geography.locality.drawn import Drawn, drawn_of
from geography.locality.whereabouts import Whereabouts, whereabouts
from geography.measure.care_board import CareBoard, care_board_of
from geography.place_within.views import actions_of
from interface.articles import with_article
from interface.pages import PageAction
from partnerships.models import Place
from partnerships.place import head as place_head
from partnerships.place.footprint import DrawnArea, area_of
from partnerships.place.head import Head
from partnerships.place.kind_groups import LOCAL_COUNCILS
from partnerships.place.permissions import KINDS
from people.job_role.page_data import PlaceContacts, contacts_of
from people.role import scope as role_scope
from pilots.place.notes import PlaceNotes, findings_of, notes_of
from pilots.place.pilots import PilotsHere
from pilots.place.speaks_for import speaks_for
from records.models import Finding
from registry.reviewed import Care, care_of


@dataclass(frozen=True, slots=True)
class AboutPlace:
    """A place as one reader may see it, without its work."""

    head: Head
    asking: PlaceContacts
    care_board: CareBoard | None
    lies: Whereabouts
    drawn: Drawn
    area: DrawnArea | None
    boundary: DrawnBoundary | None
    known: PlaceNotes
    findings: list[Finding]
    care: Care
    pages: list[Act]
    acts: list[Act]
    rights: Rights

    @property
    def care_board_unknown(self) -> bool:
        """Whether this is a council of today of which no care board is recorded.

        A county has those of its districts.
        """
        is_council = self.head.place.kind in LOCAL_COUNCILS and not self.head.is_over
        return is_council and not self.lies.has_care_board


def about(user: Any, place: Place, today: dt.date) -> AboutPlace:
    """All about a place that came from ``place_head.load``, for one reader."""
    head, signed_in = place_head.head(place), user.is_authenticated
    rights = rights_at(user, place, has_pilots=False) if signed_in else NO_RIGHTS
    known, lies = notes_of(place, PilotsHere({})), whereabouts(place)
    of_whom = speaks_for(user, place, PilotsHere({}))
    kept = boundary_views.boundary_of(place) if place.kind in KINDS else None
    others = also_here(user, place, counted(user, place, today, None), whole=True)
    return AboutPlace(
        head=head,
        asking=contacts_of(user, place, of_whom.councils),
        care_board=care_board_of(place),
        lies=lies,
        drawn=drawn_of(place, lies.councils),
        area=area_of(place, today),
        boundary=drawing_of(kept.shape, alone=place.is_example) if kept else None,
        known=known,
        findings=findings_of(place),
        care=care_of(user, place, today, may=rights.edits),
        pages=[*others, *_of_region(head)],
        acts=[
            *_acts(user, place, head, rights),
            *_as_acts(boundary_views.actions_of(user, place, kept)),
        ],
        rights=rights,
    )


def _of_region(head: Head) -> list[Act]:
    """What the region that it lies in said of the quarter."""
    if not head.region:
        return []
    url = f"{reverse('regional_updates')}?region={head.region.slug}"
    return [Act(f"Regional updates of {with_article(head.region.name)}", url)]


def _acts(user: Any, place: Place, head: Head, rights: Rights) -> list[Act]:
    """What this reader may do with the place, and where they say something or ask."""
    slug, of_place, name = [place.slug], f"?place={place.slug}", with_article(place.name)
    made = [Act("Find the team or job role to ask", f"{reverse('who_to_ask')}{of_place}")]
    followed = head.after or (place,)
    made += [
        Act(f"Follow {with_article(one.name)} by email", reverse("place_follow", args=[one.slug]))
        for one in followed
    ]
    if rights.visits or rights.proposes:
        made.append(Act("Plan a visit", reverse("place_visit_plan", args=slug)))
    if rights.proposes:
        made += [
            Act("Propose a pilot", reverse("pilot_add") + of_place),
            Act("Import a tracker that you keep", reverse("place_imports", args=slug)),
        ]
    if rights.edits:
        made += [
            Act(f"Change the description of {name}", reverse("place_edit", args=slug)),
            Act(
                "Add an organisation or team that works here",
                reverse("organisation_add") + of_place,
            ),
            Act("Add a partnership", reverse("partnership_add") + of_place),
            Act("Record an overlap with another place", reverse("overlap_add", args=slug)),
        ]
    if people := role_scope.people_url(user, place):
        made.append(Act("People and roles", people))
    elif user.is_authenticated:
        made.append(Act("Ask for a role here", reverse("place_role_ask", args=slug)))
    made += _as_acts(actions_of(user, place))
    if rights.reorganises:
        url = reverse("place_reorganise", args=slug)
        made.append(Act(f"Merge, split or rename {name}", url))
    return made


def _as_acts(actions: list[PageAction]) -> list[Act]:
    return [Act(action.words, action.url) for action in actions]
