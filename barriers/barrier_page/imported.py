"""How the barriers of a log come in: what a file can say of one, and what is made of a row."""

from __future__ import annotations

from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet

from access.permissions import contributes
from access.visibility import reader_of
from barriers.barrier.answers import LONGEST, own_teams
from barriers.barrier.models.agreed_words import AGREED_STATES
from barriers.barrier.models.querysets import REFERENCE
from barriers.barrier.wording import title_and_reason
from barriers.models import ActionTried, Barrier, BarrierPlace, Category, Publication
from collaboration.comment.import_notes import note_column, notes_of
from partnerships.partnership.import_names import ORGANISATION, place_column, reference_column
from pilots.models import Pilot
from pilots.pilot.import_names import of_pilots
from records.models import Visibility
from registry.import_dates import Day
from registry.import_levels import levels_to_choose
from registry.import_readers import Choice, Named, Text
from registry.imported import NOTE, ImportColumn, ImportFormat, ImportPart, Row, Scope

Status = Barrier.Status
# An escalation is sent to a body from the barrier's own page
OTHER_WORDS = {
    Status.NEEDS_OWNER: "new,unassigned,no owner,to do",
    Status.WORKED_ON: "in progress,ongoing,on going,under way,underway,being worked on,active,"
    "escalated",
    Status.RESOLVED: "complete,completed,fixed,solved,done",
    Status.CLOSED_UNRESOLVED: "withdrawn,not resolved",
    Status.NO_ACTION: "no action",
}
# Of "closed", "parked" and "on hold" nobody can tell: they are asked with nothing proposed
PERHAPS = {"accepted": Status.NO_ACTION.value}
STATUS = Choice(
    tuple((value, label) for value, label in Status.choices if value != Status.ESCALATED),
    {word: status.value for status, words in OTHER_WORDS.items() for word in words.split(",")},
    perhaps=PERHAPS,
)
# Words of trackers that are probably meant by the kinds that Placebook starts with
KINDS = {
    "Data sharing": "data,information,information governance,information sharing,ig,gdpr,"
    "data protection,systems,it",
    "Funding": "money,finance,financial,budget,cost,resources",
    "Culture": "people,behaviour,relationships,trust,communication",
    "Power, accountability and capacity": "rules,regulation,legal,governance,capacity,staffing,"
    "workforce,decision,accountability",
    "Priorities": "policy,strategy,political,alignment",
    "Structures": "structure,organisation,process,boundaries",
}
LEAST_SAID = "Say how it was resolved, in a column “How it was resolved”"

COLUMNS = (
    reference_column("barrier", "issue"),
    ImportColumn(
        key="title",
        label="What is in the way",
        reads=Text(LONGEST, lines=True),
        fills="title",
        is_needed=True,
        means="“We cannot … because …” is split into two parts",
        called=(
            "barrier",
            "we cannot",
            "title",
            "issue",
            "problem",
            "blocker",
            "description",
            "risk",
        ),
    ),
    ImportColumn(
        key="because",
        label="Why",
        reads=Text(LONGEST, lines=True),
        fills="because",
        called=("because", "reason", "cause", "root cause", "detail", "details"),
    ),
    ImportColumn(
        key="people",
        label="What difference it makes to people",
        reads=Text(LONGEST, lines=True),
        fills="people",
        called=("impact", "effect", "consequence", "impact on residents", "difference"),
    ),
    ImportColumn(
        key="category",
        label="Kind of barrier",
        reads=Named(
            lambda _: Category.objects.all(),
            "kind of barrier",
            names=("name", "short_name"),
            offers_all=True,
            also={word: name for name, words in KINDS.items() for word in words.split(",")},
        ),
        fills="category_id",
        only_new=True,
        called=("category", "kind", "type", "theme"),
    ),
    ImportColumn(
        key="status",
        label="Status",
        reads=STATUS,
        fills="status",
        only_new=True,
        called=("state", "progress", "rag"),
    ),
    ImportColumn(
        key="resolution",
        label="How it was resolved",
        reads=Text(LONGEST, lines=True),
        fills="resolution",
        only_new=True,
        called=("resolution", "outcome", "solution"),
    ),
    ImportColumn(
        key="stage",
        label="The stage of the work at which it gets in the way",
        reads=Choice.of(Barrier, "stage", design="planning", delivery="live,implementation"),
        fills="stage",
        called=("stage", "phase"),
    ),
    ImportColumn(
        key="severity",
        label="How bad it is",
        reads=Choice.of(
            Barrier,
            "severity",
            slows="low,minor,l",
            limits="medium,med,moderate,m",
            stops="high,critical,h",
        ),
        fills="severity",
        called=("severity", "priority", "impact rating"),
    ),
    ImportColumn(
        key="unlocker",
        label="Who could change this",
        reads=ORGANISATION,
        fills="unlocker_id",
        only_new=True,
        means="An organisation. Without one the barrier needs an owner",
        called=(
            *("owner", "owner organisation", "department", "who can unlock", "assigned to"),
            *("who can fix", "who can fix it", "who can change it", "who needs to act"),
        ),
    ),
    ImportColumn(
        key="ask",
        label="What they are asked to do",
        reads=Text(LONGEST, lines=True),
        fills="ask",
        called=("ask", "request", "action needed", "next step"),
    ),
    ImportColumn(
        key="tried",
        label="What was tried",
        reads=Text(LONGEST, lines=True),
        fills="tried.what",
        called=(
            "tried",
            "action taken",
            "actions",
            "mitigation",
            "mitigations",
            "actions taken",
            "mitigating action",
        ),
    ),
    ImportColumn(
        key="logged_on",
        label="First raised",
        reads=Day(is_partial=True),
        fills="logged_on",
        means="Without a date, we don’t know when it was first raised",
        called=(
            "date",
            "first said",
            "date logged",
            "date raised",
            "raised",
            "raised on",
            "logged",
        ),
    ),
    ImportColumn(
        key="pilot",
        label="Pilot",
        reads=Named(
            lambda scope: (
                Pilot.objects.visible_to(scope.user).in_places(scope.roots).exclude(name="")
            ),
            "pilot",
            suggest="pilot_suggest",
        ),
        fills="pilot_id",
        only_new=True,
        called=("project", "scheme", "pilot name"),
    ),
    place_column("Place where it is"),
    note_column(),
)
PARTS = {
    NOTE: notes_of(Barrier),
    "place": ImportPart(model=BarrierPlace, owner="barrier_id", only_new=True),
    "tried": ImportPart(model=ActionTried, owner="barrier_id", only_new=True),
}


def _there(scope: Scope) -> QuerySet[Barrier]:
    """The barriers of the place that the person sees; whether they may change each."""
    reader = reader_of(scope.user)
    may = Q(pk__in=[])
    if reader:
        leads = BarrierPlace.objects.filter(barrier=OuterRef("pk"), is_lead=True)
        edited = sorted(reader.edited_places)
        may = Q(created_by=reader.user_id) | Q(team__in=sorted(reader.teams))
        may |= Q(Exists(leads.filter(place__reach_up__ancestor__in=edited)))
    agreed = Publication.objects.filter(barrier=OuterRef("pk"), state__in=AGREED_STATES)
    is_open = Q(visibility=Visibility.PUBLIC) | Q(Exists(agreed))
    return (
        Barrier.objects.visible_to(scope.user)
        .in_places(scope.roots)
        .annotate(
            import_key=F("title"),
            import_may=ExpressionWrapper(may, output_field=BooleanField()),
            import_open=ExpressionWrapper(is_open, output_field=BooleanField()),
        )
    )


def _finish(row: Row, scope: Scope) -> None:
    """As ``log_barrier`` makes one: what is typed is taken apart, an owner decides the status."""
    title, reason = title_and_reason(row.values["title"])
    because = "\n\n".join(text for text in (reason, row.values.get("because", "")) if text)
    row.values["title"] = title
    if because:
        row.values["because"] = because
    status, unlocker = row.only_new.get("status"), row.only_new.get("unlocker_id")
    if status == Status.RESOLVED and not row.only_new.get("resolution"):
        row.problems.append(("status", LEAST_SAID))
    if status is None or (status == Status.NEEDS_OWNER and unlocker):
        row.fresh["status"] = (Status.OPEN if unlocker else Status.NEEDS_OWNER).value
    teams = _teams(scope)
    if len(teams) == 1:
        row.fresh["team_id"] = teams[0].pk
    row.parts["place"] = [{"place_id": row.place_id, "is_lead": True}]


def _teams(scope: Scope) -> list[Any]:
    """The person's own teams, asked for once."""
    if "teams" not in scope.kept:
        scope.kept["teams"] = own_teams(scope.user)
    teams: list[Any] = scope.kept["teams"]
    return teams


def _before_writing(cursor: Any, scope: Scope) -> None:
    """A barrier of a pilot is of the pilot's programme."""
    cursor.execute(
        "UPDATE import_row SET fresh = fresh || "
        "jsonb_build_object('programme_id', pilot.programme_id) "
        "FROM pilots_pilot pilot WHERE is_new AND pilot.id = (only_new ->> 'pilot_id')::bigint"
    )


def _levels(scope: Scope) -> list[tuple[str, str, str]]:
    teams = _teams(scope)
    team = f"the people on {teams[0].name}" if len(teams) == 1 else "your team"
    return levels_to_choose(scope, team)


BARRIERS = ImportFormat(
    key="barriers",
    noun="barrier",
    makes=Barrier,
    columns=COLUMNS,
    permission=contributes,
    there=_there,
    finish=_finish,
    key_of=lambda row: row.values.get("title", ""),
    levels=_levels,
    level=Visibility.TEAM,
    parts=PARTS,
    named_by="title",
    called_by="text",
    is_ours=REFERENCE.written,
    before_writing=_before_writing,
    also_fills={"fresh": ("programme_id",)},
    note="A barrier for which the file names no organisation needs an owner: until one is named, "
    "the directory connectors of the place and the leads of the pilot’s programme can read it too.",
    in_programme=of_pilots(),
    order=20,
)
