"""What the page of one request for data shows, for one reader, with a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from barriers.barrier.permissions import can_log_barrier_at, lead_place
from barriers.data_request import actions, permissions
from barriers.data_request.actions import may_change_holder
from barriers.data_request.tracker import contacts_of
from barriers.models import AdviceSession, Barrier, DataRequest
from interface.cells import links, status
from interface.cut import Cut
from interface.paging import BoundedCount, bounded_counts, up_to
from interface.words import capitalised, list_words
from people.models import JobRole
from pilots.models import Pilot
from records.related import may_have


@dataclass(frozen=True)
class DataRequestFacts:
    """One request as its reader may see it. What is hidden from them is left out."""

    request: DataRequest
    pilot: Pilot | None
    barriers: list[Barrier]
    advice: list[AdviceSession]
    contact: JobRole | None
    contacts: list[JobRole]
    author: str
    can_edit: bool
    can_add_advice: bool
    moves: tuple[str, ...]

    @property
    def place_names(self) -> str:
        """Its places, as words."""
        return list_words(link.place.name for link in self.request.place_links.all())

    @property
    def place_links(self) -> SafeString:
        """Its places as links, the lead place first."""
        return links(link.place for link in self.request.place_links.all())

    @property
    def parties(self) -> SafeString | None:
        """Who else would give or get the data; None where nobody says."""
        rows = self.request.parties.all()
        named = links(party.organisation for party in rows if party.organisation)
        described = [(party.description,) for party in rows if party.description]
        parts = [(named,), *described] if named else described
        return format_html_join(", ", "{}", parts) or None

    @property
    def party_names(self) -> list[str]:
        """The same as words."""
        return [str(one.organisation or one.description) for one in self.request.parties.all()]

    @property
    def asked_there(self) -> list[JobRole]:
        """Whom to ask at the body: who is named, else who looks after its data."""
        return [self.contact] if self.contact else self.contacts

    @property
    def timeline(self) -> list[dict[str, Any]]:
        """Its steps, first to last, each in words."""
        return [
            {
                "when": str(step.day or "Day not known"),
                "text": step.get_after_display().capitalize(),
                "said": step.said,
                "source": step.source,
            }
            for step in self.request.steps.all()
        ]

    @property
    def glance(self) -> list[dict[str, Any]]:
        """The strip at the top: where it stands, when it was asked and answered."""
        request = self.request
        status_words = status(request.get_status_display().capitalize(), request.shape)
        items: list[dict[str, Any]] = [{"label": "Status", "value": status_words}]
        if request.asked_of:
            items.append({"label": "Asked on", "value": request.asked})
        if request.is_answered:
            items.append({"label": "Answered on", "value": request.answered})
        if self.first_words:
            items.append(
                {"label": "For the first time", "value": self.first_words, "url": "#first"}
            )
        return items

    @property
    def body_rows(self) -> list[dict[str, Any]]:
        """Which body holds the data or was asked, and whom to ask there."""
        request, body = self.request, self.request.body
        label = "Asked of" if request.asked_of else "Held by"
        held = self._row(label, body, "holder")
        if body:
            held["url"] = body.get_absolute_url()
        if not may_change_holder(request):
            held.pop("change", None)
        posts = self.asked_there
        made = format_html_join(
            ", ", '<a href="{}">{}</a>', ((post.get_absolute_url(), post.title) for post in posts)
        )
        label = "Who to ask" if self.contact else "Data contact"
        asked = self._row(label, made or None, "contact")
        return [held, asked] if body else [held]

    @property
    def what_rows(self) -> list[dict[str, Any]]:
        """What it is for and what else would do."""
        request = self.request
        return [
            self._row("What it is for", request.purpose, "purpose"),
            self._row("What it would change for people", request.people, "people"),
            self._row(
                "Would figures that identify nobody be enough?",
                request.known("aggregate_would_do"),
                "aggregate_would_do",
            ),
            self._row("Who else would give or get it", self.parties, "described"),
        ]

    @property
    def ground_rows(self) -> list[dict[str, Any]]:
        """On what ground it may be shared, who watches over that, which papers there are."""
        request = self.request
        guardian = request.caldicott_guardian or None
        rows = [
            self._row("Lawful basis", request.lawful_basis, "lawful_basis"),
            self._row("Legal gateway", request.legal_gateway, "legal_gateway"),
            self._row("Information governance lead", request.governance_lead, "governance_lead"),
            self._row("Health or care data in it", request.known("health_data"), "health_data"),
        ]
        if request.health_data == "yes":
            rows.append(self._row("Caldicott Guardian", guardian, "caldicott_guardian"))
        assessment = self._row(
            "Data protection impact assessment",
            request.known("impact_assessment"),
            "impact_assessment",
        )
        if request.assessment_url and assessment["value"]:
            assessment["url"] = request.assessment_url
        return [
            *rows,
            self._row("Data sharing agreement", request.known("agreement"), "agreement"),
            assessment,
            self._row("Shared for the first time ever", request.known("first_time"), "first_time"),
        ]

    @property
    def where_rows(self) -> list[dict[str, Any]]:
        """Who wants it."""
        rows: list[dict[str, Any]] = [{"label": "Places", "value": self.place_links}]
        for label, record in (("Pilot", self.pilot), ("Programme", self.request.programme)):
            if record:
                rows.append({"label": label, "value": record, "url": record.get_absolute_url()})
        return rows

    @property
    def first_steps(self) -> list[dict[str, Any]]:
        """The short checklist of data that was never shared before; empty for other data."""
        if self.request.first_time != "yes":
            return []
        done = set(self.request.first_done)
        return [
            {"title": capitalised(label), "done": key in done}
            for key, label in DataRequest.First.choices
        ]

    @property
    def first_words(self) -> str:
        """ "2 of 6 seen to"."""
        listed = self.first_steps
        return f"{sum(step['done'] for step in listed)} of {len(listed)} done" if listed else ""

    @property
    def fallback_words(self) -> str | None:
        """What is done without the data; None where nobody says."""
        return capitalised(self.request.known("fallback")) or None

    def _row(self, label: str, value: Any, field: str) -> dict[str, Any]:
        """A fact, with a way to add or change it for those who may."""
        text = capitalised(value) if type(value) is str else value  # no markup
        row: dict[str, Any] = {"label": label, "value": text or None}
        if self.can_edit:
            edit = reverse("data_request_edit", args=[self.request.reference])
            row |= {"change": f"{edit}#id_{field}", "verb": "Change" if value else "Add"}
        return row


def load(user: Any) -> QuerySet[DataRequest]:
    """The requests that this reader may see, with all that a page shows."""
    return (
        DataRequest.objects.visible_to(user)
        .select_related("holder__parent", "asked_of__parent", "programme", "source", "team")
        .select_related("created_by")
        .defer("search")
        .prefetch_related("place_links__place", "parties__organisation", "steps__source")
    )


def build(request: DataRequest, user: Any) -> DataRequestFacts:
    """The page of a request that came from ``load``."""
    pilots = Pilot.objects.visible_to(user)
    posts = JobRole.objects.visible_to(user).select_related("organisation")
    linked = request.barrier_links.values("removes")
    author = request.created_by
    body = request.body
    return DataRequestFacts(
        request=request,
        pilot=pilots.filter(pk=request.pilot_id).first() if request.pilot_id else None,
        barriers=list(Barrier.objects.visible_to(user).filter(pk__in=linked).for_rows()),
        advice=list(request.advice.with_all()),
        contact=posts.filter(pk=request.contact_id).first() if request.contact_id else None,
        contacts=contacts_of([body], user)[body.pk] if body else [],
        author=(author.job_title or author.full_name) if author else "",
        can_edit=permissions.can_keep(user, request),
        can_add_advice=permissions.can_add_advice(user, request),
        moves=actions.moves(user, request),
    )


MOST = 20
KIND = "data-sharing"


@dataclass(frozen=True)
class DataAsked:
    """Requests for data that would take a barrier away, as far as the reader sees them."""

    requests: Cut
    advice: list[AdviceSession]
    may_ask: bool

    @property
    def is_told(self) -> bool:
        """Whether there is anything to say or to do."""
        return bool(self.requests or self.advice or self.may_ask)


def may_ask_for_data(barrier: Barrier, user: Any) -> bool:
    """Data is asked for where the barrier is of that kind, by whoever logs barriers there."""
    of_kind = barrier.category is not None and barrier.category.key == KIND
    place = lead_place(barrier)
    return of_kind and place is not None and can_log_barrier_at(user, place)


def count_asked(barrier: Barrier, user: Any) -> BoundedCount:
    """How many requests would take it away, as far as the reader sees them. One query at most."""
    if not (user.is_authenticated and may_have(barrier, "data_requests")):
        return BoundedCount(0)
    return bounded_counts((DataRequest.objects.visible_to(user).removing(barrier), MOST))[0]


def data_asked(barrier: Barrier, user: Any) -> DataAsked:
    """For a barrier that the reader sees."""
    requests = DataRequest.objects.visible_to(user).removing(barrier)
    newest = requests.for_rows().order_by("-updated_at", "-id")[: MOST + 1]
    signed_in = user.is_authenticated  # none is public
    read = list(newest) if signed_in and may_have(barrier, "data_requests") else []
    advised = signed_in and may_have(barrier, "advice")
    return DataAsked(
        requests=Cut(read[:MOST], up_to(len(read), MOST)),
        advice=list(barrier.data_advice.with_all()) if advised else [],
        may_ask=may_ask_for_data(barrier, user),
    )
