"""How the pilots of a tracker come in: what a file can say of one, and what is made of a row."""

from __future__ import annotations

from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet

from access.visibility import reader_of
from collaboration.comment.import_notes import note_column, notes_of
from imports.record_import.undoing import uses_of
from partnerships.models import Programme
from partnerships.organisation.fields import LONGEST
from partnerships.partnership.import_names import ORGANISATION, place_column, reference_column
from partnerships.partnership.import_programmes import in_programme
from partnerships.topic.import_names import TOPICS
from people.models import Team
from pilots.models import Pilot, PilotPartner, PilotPlace, PilotTopic
from pilots.pilot.permissions import can_propose_at
from records import history
from records.addresses import with_tail
from records.models import Visibility
from registry.import_dates import Day
from registry.import_levels import levels_to_choose
from registry.import_new import dates_in_order
from registry.import_readers import Choice, Named, Text
from registry.imported import NOTE, ImportColumn, ImportFormat, ImportPart, Row, Scope

STATUS = Choice.of(
    Pilot,
    "status",
    proposed="planned,planning,idea,pipeline,not started,scoping,new,to do",
    setting_up="mobilising,mobilisation,set up,in development,developing,preparing,design",
    live="in progress,in delivery,active,ongoing,on going,under way,underway,delivery,"
    "delivering,started,running,open,on track,in flight,in train,in place",
    closed="complete,completed,finished,ended,done",
    stopped="cancelled,canceled,abandoned,withdrawn",
)

COLUMNS = (
    reference_column("pilot", "project"),
    ImportColumn(
        key="name",
        label="Name",
        reads=Text(200),
        fills="name",
        is_needed=True,
        called=("pilot", "pilot name", "project", "project name", "title", "initiative", "scheme"),
    ),
    ImportColumn(
        key="summary",
        label="In a sentence",
        reads=Text(500),
        fills="summary",
        means="One sentence that a resident understands",
        called=("summary", "description", "what", "about", "overview", "what is it"),
    ),
    ImportColumn(
        key="challenge",
        label="Challenge",
        reads=Text(LONGEST, lines=True),
        fills="challenge",
        called=("problem", "issue", "need", "why"),
    ),
    ImportColumn(
        key="target_group",
        label="Who it is for",
        reads=Text(LONGEST, lines=True),
        fills="target_group",
        called=(
            "for whom",
            "target group",
            "who",
            "beneficiaries",
            "cohort",
            "audience",
            "residents",
        ),
    ),
    ImportColumn(
        key="status",
        label="Status",
        reads=STATUS,
        fills="status",
        only_new=True,
        called=("stage", "state", "phase", "progress"),
    ),
    ImportColumn(
        key="start",
        label="Start",
        reads=Day(is_partial=True),
        fills="start",
        called=("start date", "started", "begins", "from", "go live"),
    ),
    ImportColumn(
        key="end",
        label="End",
        reads=Day(is_partial=True, ends=True),
        fills="end",
        called=("end date", "ends", "finish", "finish date", "until", "due"),
    ),
    ImportColumn(
        key="programme",
        label="Programme",
        reads=Named(
            lambda scope: Programme.objects.visible_to(scope.user), "programme", names=("name",)
        ),
        fills="programme_id",
        only_new=True,
        called=("fund", "funded by", "workstream"),
    ),
    ImportColumn(
        key="topics",
        label="Topics",
        reads=TOPICS,
        fills="topics.topic_id",
        means="Several with semicolons between them",
        called=("topic", "theme", "themes", "category"),
    ),
    ImportColumn(
        key="lead_organisation",
        label="Lead organisation",
        reads=ORGANISATION,
        fills="lead.organisation_id",
        called=("lead", "lead partner", "organisation", "delivery partner", "provider", "led by"),
    ),
    place_column("Place that leads it"),
    note_column(),
)
PARTS = {
    NOTE: notes_of(Pilot),
    "place": ImportPart(model=PilotPlace, owner="pilot_id", only_new=True),
    "topics": ImportPart(model=PilotTopic, owner="pilot_id", noun="Topics"),
    "lead": ImportPart(
        model=PilotPartner, owner="pilot_id", fixed={"kind": "lead"}, noun="Lead organisation"
    ),
}


def _there(scope: Scope) -> QuerySet[Pilot]:
    """The pilots of the place that the person sees; whether they may change each."""
    reader = reader_of(scope.user)
    leads = PilotPlace.objects.filter(pilot=OuterRef("pk"), role=PilotPlace.Role.LEAD)
    may = Q(pk__in=[])
    if reader:
        edited, logged = sorted(reader.edited_places), sorted(reader.contributed_places)
        may = Q(team__in=sorted(reader.teams))
        may |= Q(Exists(leads.filter(place__reach_up__ancestor__in=edited)))
        may |= Q(Exists(leads.filter(place__reach_up__ancestor__in=logged))) & Q(
            created_by=reader.user_id
        )
    return (
        Pilot.objects.visible_to(scope.user)
        .in_places(scope.roots)
        .annotate(
            import_key=F("name"),
            import_may=ExpressionWrapper(may, output_field=BooleanField()),
            import_open=ExpressionWrapper(
                Q(visibility=Visibility.PUBLIC), output_field=BooleanField()
            ),
        )
    )


def _finish(row: Row, scope: Scope) -> None:
    dates_in_order(row)
    row.fresh["slug"] = with_tail(row.values.get("name", ""), "pilot")
    row.parts["place"] = [{"place_id": row.place_id, "role": PilotPlace.Role.LEAD.value}]
    for partner in row.parts.get("lead", ()):
        partner["kind"] = PilotPartner.Kind.LEAD.value


def _before_writing(cursor: Any, scope: Scope) -> None:
    """Each new pilot has a team of its own, and an address that no other has."""
    table = Team._meta.db_table
    history.insert_many(
        cursor,
        Team,
        f"INSERT INTO {table} (id, name, created_by_id) "  # noqa: S608 - our own table
        "SELECT (own ->> 'team_id')::bigint, left(said ->> 'name', 145) || ' team', %s "
        "FROM import_turn JOIN import_row USING (number) WHERE import_turn.is_new ORDER BY turn",
        [scope.user.pk],
    )
    while taken := _taken(cursor):
        for number, name in taken:
            cursor.execute(
                "UPDATE import_row SET fresh = fresh || jsonb_build_object('slug', %s::text) "
                "WHERE number = %s",
                [with_tail(name, "pilot"), number],
            )


def _taken(cursor: Any) -> list[tuple[int, str]]:
    """New pilots whose address was drawn before."""
    cursor.execute(
        "SELECT number, name "
        "FROM (SELECT number, said ->> 'name' AS name, fresh ->> 'slug' AS slug, "
        "row_number() OVER (PARTITION BY fresh ->> 'slug' ORDER BY number) AS times "
        "FROM import_row WHERE is_new) drawn "
        "WHERE times > 1 OR EXISTS (SELECT 1 FROM pilots_pilot p WHERE p.slug = drawn.slug)"
    )
    taken: list[tuple[int, str]] = cursor.fetchall()
    return taken


def _after_undoing(cursor: Any) -> None:
    """The teams of pilots that went, where nobody is in them and nothing else is theirs."""
    gone = "SELECT (own ->> 'team_id')::bigint FROM import_gone WHERE is_new"
    history.delete_many(
        cursor,
        Team,
        f"DELETE FROM {Team._meta.db_table} WHERE id IN ({gone}) "  # noqa: S608
        f"AND id NOT IN ({uses_of(Team, gone)})",
        [],
    )


PILOTS = ImportFormat(
    key="pilots",
    noun="pilot",
    makes=Pilot,
    columns=COLUMNS,
    permission=can_propose_at,
    there=_there,
    finish=_finish,
    key_of=lambda row: row.values.get("name", ""),
    levels=levels_to_choose,
    level=Visibility.PLACE,
    parts=PARTS,
    own={"team_id": Team},
    is_told_again=True,
    shown=lambda pilot: (pilot.title, pilot.get_absolute_url()),
    before_writing=_before_writing,
    after_undoing=_after_undoing,
    note="Each new pilot gets a team of its own. Where a file says nothing, it is proposed.",
    in_programme=in_programme(),
    order=10,
)
