"""The page of one organisation: names through time, where it works, what it takes part in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from access.permissions import can_reorganise, wrote
from access.subqueries import MOST, first_of
from barriers.models import Barrier, Guidance
from dashboards.organisation import names as names_of
from dashboards.organisation.names import Called, InTime
from funding.models import Flow, Fund
from governance.models import Board
from interface.paging import BoundedCount, bounded_count
from interface.words import capitalised
from partnerships.models import (
    Member,
    Organisation,
    OrganisationPlace,
    Programme,
)
from partnerships.organisation import identifiers
from partnerships.organisation.permissions import (
    can_add_organisations,
    can_edit_organisation,
    can_keep_organisation,
)
from partnerships.place.models.place import holding
from people.job_role.permissions import can_add_posts
from people.models import JobRole, JobRoleHolder
from people.recognition.thanks import Thanks, thanks_about
from pilots.models import Engagement, EngagementBody, Pilot, PilotPartner
from records.dates import DateWithPrecision
from records.models import Note
from records.taking_back import is_just_added
from registry.record_pages import links_of
from registry.reviewed import Care, care_of

SHOWN = 20
# How many of each stand open, and how many figures
FIRST, PLACES, FIGURES = 5, 8, 4
# Teams within its teams that are named.
BELOW = 60


@dataclass(frozen=True)
class Some:
    """The first of some rows, how many there are, and the list that holds all of them."""

    rows: list[Any]
    count: BoundedCount
    url: str = ""

    @property
    def is_cut(self) -> bool:
        """Whether there are more than are shown."""
        return self.count.more or self.count.count > len(self.rows)


@dataclass(frozen=True)
class OrganisationPage:
    """What the record says about one organisation, as far as this reader may see it."""

    organisation: Organisation
    names: list[Called]
    teams: Some
    posts: Some
    care: Care
    can_add_posts: bool
    in_time: InTime
    places: Some
    parts: Some
    met_by: Some
    programmes: Some
    partnerships: list[Member]
    funds: Some
    given: Some
    received: Some
    barriers: Some
    guidance: Some
    identifiers: list[Any]
    notes: list[Note]
    thanks: Thanks
    board: Board | None = None
    also_called: Sequence[str] = ()
    called: str = ""
    ended: str = ""
    may_add_team: bool = False
    may_take_back: bool = False
    may_edit: bool = False
    may_merge: bool = False
    pages: Sequence[dict[str, str]] = ()

    @property
    def first(self) -> str:
        """How many of each stand open, as a slice."""
        return f":{FIRST}"

    @property
    def has_more_parts(self) -> bool:
        """Whether it takes part in more pilots than are shown."""
        return len(self.parts.rows) > FIRST

    @property
    def ended_words(self) -> str:
        """That all its pilots are closed or stopped, where that is so and all are shown."""
        rows = self.parts.rows
        if self.parts.is_cut or not rows or not all(part.pilot.has_ended for part in rows):
            return ""
        # A closed one may have ended with its programme alone: that says no more than its status
        statuses = {str(part.pilot.get_status_display()) for part in rows}
        words = statuses.pop() if len(statuses) == 1 else "closed or stopped"
        return f", which is {words}" if self.pilot_words == "1" else f", all {words}"

    @property
    def more_programmes(self) -> list[Programme]:
        """Those that stand folded."""
        return self.programmes.rows[FIRST:]

    @property
    def more_places(self) -> list[Any]:
        """Those that stand folded."""
        return self.places.rows[PLACES:]

    @property
    def figures(self) -> list[dict[str, Any]]:
        """The first of its counts."""
        return self._counts[:FIGURES]

    @property
    def _counts(self) -> list[dict[str, Any]]:
        """How many pilots, amounts of money and barriers, where there are any."""
        told = [
            ("pilots of its programmes", self.programme_pilots, "#programmes"),
            ("amounts it gives", self.given.count, self.given.url),
            ("amounts it receives", self.received.count, self.received.url),
            ("barriers it could unlock", self.barriers.count, self.barriers.url),
            ("pieces of guidance it can change", self.guidance.count, self.guidance.url),
        ]
        here = [("pilots", self.pilot_words, "#pilots")] if self.parts.rows else []
        return [
            {"label": label, "value": str(value), "url": url}
            for label, value, url in [*here, *told]
            if value
        ]

    @property
    def what(self) -> str:
        """What kind of body it is; of a board that is of no other kind, which kind of board."""
        sector = self.organisation.sector_words
        if self.board is None or self.organisation.sector != Organisation.Sector.OTHER:
            return sector
        is_other = self.board.kind == Board.Kind.OTHER
        return "board or partnership" if is_other else self.board.get_kind_display()

    @property
    def missing(self) -> list[str]:
        """What is not recorded of it yet."""
        parts = {
            "pilots": self.parts.rows,
            "barriers it could unlock": self.barriers.rows,
            "job roles": self.posts.rows,
            "places": self.places.rows or self.teams_serve_places,
        }
        return [name for name, there in parts.items() if not there]

    @property
    def also(self) -> list[dict[str, Any]]:
        """Where the rest of it stands."""
        rest = [
            {"label": capitalised(one["label"]), "url": one["url"], "count": one["value"]}
            for one in self._counts[FIGURES:]
        ]
        return [*rest, *self.pages]

    @property
    def add_team_url(self) -> str:
        """Where a team within it is added."""
        return f"{reverse('organisation_add')}?parent={self.organisation.slug}"

    @property
    def ends_on_a_day(self) -> bool:
        """Whether it is known to the day when it ended."""
        return self.organisation.ended_on_precision == "day"

    @property
    def pilot_words(self) -> str:
        """How many different pilots; "20+" where more are than were read."""
        if self.parts.is_cut:
            return f"{len(self.parts.rows)}+"
        return str(len({part.pilot_id for part in self.parts.rows}))

    @property
    def programme_pilots(self) -> str:
        """How many pilots its programmes have; empty where none, "13+" where more programmes."""
        count = sum(programme.pilots_seen for programme in self.programmes.rows)
        return f"{count}{'+' if self.programmes.is_cut else ''}" if count else ""

    @property
    def lacks_regional_team(self) -> bool:
        """A national body for which no team that serves a place is recorded: said openly."""
        is_whole = (
            self.organisation.sector in Organisation.NATIONAL and not self.organisation.parent_id
        )
        return is_whole and not (self.places.rows or self.teams_serve_places)

    @property
    def regional_words(self) -> str:
        """What is known of regional teams, where none is recorded."""
        answer = self.organisation.has_regional_teams
        if answer is False:
            return "It has no regional or area team."
        if answer:
            return "It has regional or area teams, but none is recorded."
        return "We don’t know yet whether it has regional or area teams."

    @property
    def teams_serve_places(self) -> bool:
        """Whether a team within it serves a place."""
        return any(team.places_served for team in self.teams.rows)


def build(user: Any, organisation: Organisation, on: dt.date | None = None) -> OrganisationPage:
    """The page of an organisation with ``parent`` at hand.

    ``on`` is a day of which the reader asks what it was called.
    """
    slug, names = organisation.slug, names_of.names(organisation)
    today = timezone.localdate()
    flows = Flow.objects.visible_to(user).payments()
    may_edit = can_edit_organisation(user, organisation)
    return OrganisationPage(
        organisation=organisation,
        names=names,
        teams=_teams(user, organisation),
        posts=_posts(user, organisation, today),
        care=care_of(user, organisation, today, may=can_keep_organisation(user, organisation)),
        can_add_posts=can_add_posts(user),
        in_time=names_of.in_time(organisation),
        places=_places(organisation),
        parts=_parts(user, organisation),
        met_by=_met_by(user, organisation),
        programmes=_programmes(user, organisation),
        partnerships=_partnerships(organisation),
        funds=Some(*first_of(Fund.objects.visible_to(user).filter(owners=organisation), SHOWN)),
        given=_counted(flows.filter(giver=organisation), f"{reverse('flows')}?giver={slug}"),
        received=_counted(
            flows.filter(receiver=organisation), f"{reverse('flows')}?receiver={slug}"
        ),
        barriers=_barriers(user, organisation),
        guidance=_counted(
            Guidance.objects.visible_to(user).filter(owner=organisation),
            f"{reverse('guidance_list')}?owner={slug}",
        ),
        identifiers=[
            {
                "label": identifiers.label_of(identifier.scheme),
                "value": identifier.value,
                "url": identifiers.page_of(identifier.scheme, identifier.value),
            }
            for identifier in organisation.identifiers.all()
        ],
        notes=list(Note.objects.about(organisation)),
        thanks=thanks_about(user, organisation),
        board=Board.objects.visible_to(user).filter(organisation=organisation).first(),
        also_called=names_of.also_called(organisation, names),
        called=names_of.called_on(names, on) if on else "",
        ended=str(DateWithPrecision.of(organisation, "ended_on") or ""),
        may_add_team=can_add_organisations(user),
        may_take_back=is_just_added(organisation) and (may_edit or wrote(user, organisation)),
        may_edit=may_edit,
        pages=links_of(user, organisation, "organisation"),
        may_merge=can_reorganise(user) and organisation.merged_into_id is None,
    )


def _teams(user: Any, organisation: Organisation) -> Some:
    rows = Organisation.objects.visible_to(user).filter(parent=organisation)
    served = Prefetch("place_links", OrganisationPlace.objects.standing().select_related("place"))
    teams, count = first_of(rows.prefetch_related(served), SHOWN)
    below: dict[int, list[Organisation]] = {}
    for part in Organisation.objects.visible_to(user).filter(parent__in=teams)[:BELOW]:
        below.setdefault(part.parent_id or 0, []).append(part)
    for team in teams:
        team.places_served = [link.place for link in team.place_links.all()]
        team.parts_within = below.get(team.pk, [])
    return Some(teams, count)


def _posts(user: Any, organisation: Organisation, today: dt.date) -> Some:
    """Its job roles that are open, each with ``is_held``."""
    held = JobRoleHolder.objects.filter(holding(today), post=OuterRef("pk"))
    seen = JobRole.objects.visible_to(user).open().filter(organisation=organisation)
    return Some(*first_of(seen.annotate(is_held=Exists(held)), SHOWN))


def _places(organisation: Organisation) -> Some:
    links = OrganisationPlace.objects.filter(organisation=organisation).select_related("place")
    order = (F("valid_to").desc(nulls_first=True), "role", "place__sort_key", "id")
    return Some(*first_of(links.order_by(*order), SHOWN))


def _parts(user: Any, organisation: Organisation) -> Some:
    """Its parts in pilots; a pilot in which it has two parts stands twice."""
    seen = Pilot.objects.visible_to(user).values("pk")
    parts = PilotPartner.objects.filter(organisation=organisation, pilot__in=seen)
    rows = parts.select_related("pilot").prefetch_related("pilot__place_links__place")
    return Some(*first_of(rows.order_by("pilot__sort_key", "pilot_id", "id"), SHOWN))


def _met_by(user: Any, organisation: Organisation) -> Some:
    """Pilots that met it or a team within it, of those that the reader sees."""
    bodies = Organisation.objects.of_bodies([organisation.pk]).order_by().values("pk")
    held = Engagement.objects.visible_to(user).held().order_by().values("pk")
    met = EngagementBody.objects.filter(organisation__in=bodies, engagement__in=held)
    among = met.order_by().values("engagement__pilot")
    seen = Pilot.objects.visible_to(user).filter(pk__in=among)
    return Some(*first_of(seen.prefetch_related("place_links__place"), SHOWN))


def _programmes(user: Any, organisation: Organisation) -> Some:
    """Those that it leads or led, each with ``pilots_seen``, how many pilots the reader sees."""
    pilots = Pilot.objects.visible_to(user).filter(programme=OuterRef("pk")).order_by()
    counted = pilots.values("programme").annotate(count=Count("pk")).values("count")
    led = Programme.objects.visible_to(user).filter(lead=organisation)
    return Some(*first_of(led.annotate(pilots_seen=Coalesce(Subquery(counted), 0)), SHOWN))


def _partnerships(organisation: Organisation) -> list[Member]:
    rows = Member.objects.filter(organisation=organisation).select_related(
        "partnership", "organisation", "source", "claim_link"
    )
    return list(
        rows.prefetch_related("partnership__places").order_by("partnership_id", "id")[:SHOWN]
    )


def _counted(flows: Any, url: str) -> Some:
    return Some([], bounded_count(flows, MOST), url)


def _barriers(user: Any, organisation: Organisation) -> Some:
    named = Barrier.objects.visible_to(user).filter(unlocker=organisation)
    rows, count = first_of(named.for_rows().order_by("-updated_at", "-id"), SHOWN)
    return Some(rows, count, f"{reverse('barriers')}?unlocker={organisation.slug}")
