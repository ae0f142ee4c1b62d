"""Requests for data as a list: its filters, orders and files; the tracker counts the same rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Prefetch, QuerySet

from barriers.barrier.columns import changed_or_made
from barriers.models import Barrier, DataRequest
from interface.exports import Column
from interface.filters import Chosen, FilterSet, OneOf, Ticked, Words
from interface.words import capitalised_choices
from partnerships.examples import LeavesOutExamples
from partnerships.models import Organisation, Place, Programme
from pilots.models import Pilot
from records.dates import DateWithPrecision

WAITING, GRANTED = "waiting", "granted"
SORTS = changed_or_made("logged")


class DataRequestFilter(LeavesOutExamples, FilterSet):
    """``DataRequestFilter(request.GET, request=request)`` over those that the reader may see."""

    q = Words("Words or reference", by="found_by")
    status = OneOf(
        "Where it stands",
        choices=[
            (WAITING, "Asked, no answer yet"),
            (GRANTED, "Agreed or received"),
            *capitalised_choices(DataRequest.Status.choices),
        ],
        method="of_status",
    )
    body = Chosen(
        "Body that holds the data",
        rows=lambda request: Organisation.objects.visible_to(request.user),
        by="asked_of_body",
        noun="organisation",
        suggest="organisation_suggest",
    )
    no_body = Ticked("Nobody knows who holds it", by="without_body")
    place = Chosen(
        "Place",
        rows=lambda request: Place.objects.visible_to(request.user),
        by="in_place",
        noun="place",
        suggest="place_suggest",
        help_text="Also places within it",
    )
    programme = OneOf("Programme", field_name="programme__slug")
    pilot = Chosen(
        "Pilot",
        rows=lambda request: Pilot.objects.visible_to(request.user),
        noun="pilot",
        suggest="pilot_suggest",
    )
    health = OneOf(
        "Health or care data",
        field_name="health_data",
        choices=capitalised_choices(DataRequest._meta.get_field("health_data").choices or []),
    )
    first = OneOf(
        "Shared for the first time",
        field_name="first_time",
        choices=capitalised_choices(DataRequest._meta.get_field("first_time").choices or []),
    )

    def __init__(self, data: Mapping[str, Any], *, request: Any) -> None:
        user = self.reader = request.user
        super().__init__(data, DataRequest.objects.visible_to(user), request=request)
        programmes = Programme.objects.visible_to(user).values_list("slug", "name")
        self.filters["programme"].extra["choices"] = list(programmes)

    def of_status(self, rows: Any, name: str, value: str) -> QuerySet[DataRequest]:
        """Requests that stand somewhere, wait for the body, or were granted."""
        if value == WAITING:
            return rows.waiting()
        if value == GRANTED:
            return rows.filter(status__in=DataRequest.GRANTED)
        return rows.filter(status=value)


def with_all(requests: QuerySet[DataRequest], user: Any) -> QuerySet[DataRequest]:
    """Requests with what their columns say; pilots and barriers as far as the reader sees them."""
    rows = requests.select_related("holder", "asked_of", "programme", "source").defer("search")
    return rows.prefetch_related(
        "place_links__place",
        "parties__organisation",
        Prefetch("pilot", queryset=Pilot.objects.visible_to(user)),
        Prefetch("barriers", Barrier.objects.visible_to(user).only("id", "title"), "seen_barriers"),
    )


def _places(request: DataRequest) -> str:
    return "; ".join(link.place.name for link in request.place_links.all())


def _guardian(request: DataRequest) -> str:
    return request.caldicott_guardian or ("not known yet" if request.health_data == "yes" else "")


def _day(name: str) -> Any:
    return lambda request: str(DateWithPrecision.of(request, name) or "")


def _known(name: str) -> Any:
    """A choice in words; empty where it is not known."""

    def say(request: DataRequest) -> str:
        said = getattr(request, f"get_{name}_display")()
        return "" if said == "not known" else said

    return say


COLUMNS = (
    Column("reference", "Reference", "What people call it", lambda one: one.reference),
    Column("dataset", "Data", "The dataset, or what it would hold", lambda one: one.dataset),
    Column("purpose", "Purpose", "What it is needed for", lambda one: one.purpose),
    Column("people", "For people", "What it would change for people", lambda one: one.people),
    Column("places", "Places", "Who wants it; the first place leads", _places),
    Column("holder", "Holder", "The body that holds it", lambda one: str(one.holder or "")),
    Column("asked_of", "Asked", "The body that was asked", lambda one: str(one.asked_of or "")),
    Column("status", "Where it stands", "At its last step", lambda one: one.get_status_display()),
    Column("asked_on", "Asked on", "As exactly as is known", _day("asked_on")),
    Column("answered_on", "Answered on", "As exactly as is known", _day("answered_on")),
    Column("reply", "Reply", "What the body said", lambda one: one.reply),
    Column("reason", "Reason", "Why refused or found unsuitable", lambda one: one.reason),
    Column("lawful_basis", "Lawful basis", "In data protection law", lambda one: one.lawful_basis),
    Column(
        "legal_gateway", "Legal gateway", "The law that lets it be given", lambda o: o.legal_gateway
    ),
    Column(
        "governance_lead", "Information governance lead", "A role", lambda one: one.governance_lead
    ),
    Column("health_data", "Health or care data", "Whether it holds any", _known("health_data")),
    Column("caldicott", "Caldicott Guardian", "Where it holds health data", _guardian),
    Column("agreement", "Data sharing agreement", "How far it is", _known("agreement")),
    Column(
        "assessment",
        "Data protection impact assessment",
        "How far it is",
        _known("impact_assessment"),
    ),
    Column("first_time", "First time", "Shared for the first time ever", _known("first_time")),
    Column(
        "aggregate",
        "Aggregate would do",
        "Figures of nobody in particular",
        _known("aggregate_would_do"),
    ),
    Column("fallback", "Fallback", "What is done without it", _known("fallback")),
    Column("fallback_note", "About the fallback", "In words", lambda one: one.fallback_note),
    Column(
        "parties",
        "Parties",
        "Who else would give or get the data",
        lambda one: "; ".join(map(str, one.parties.all())),
    ),
    Column(
        "barriers",
        "Barriers",
        "That it would take away, of those that you can see",
        lambda one: "; ".join(barrier.reference for barrier in one.seen_barriers),
    ),
    Column("pilot", "Pilot", "Of those that you can see", lambda one: str(one.pilot or "")),
    Column("programme", "Programme", "The pilot's", lambda one: str(one.programme or "")),
    Column("seen_by", "Seen by", "Who can read it", lambda one: one.get_visibility_display()),
    Column("source", "Source", "Where it was published", lambda one: str(one.source or "")),
    Column("changed", "Changed", "When it was last changed", lambda one: one.updated_at),
    Column("address", "Address", "Its page", lambda one: one.get_absolute_url()),
)
