"""Bodies, partnerships, programmes, what is in a place, topics and imports, to open pages with.

Pages that take back what was just added are opened with what their reader added here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection

from accounts.models import User
from governance.models import Board, BoardMeeting, Decision, DecisionVoice, HealthRound, Pack
from imports.models import RecordImport
from partnerships.models import (
    Member,
    Organisation,
    OrganisationPlace,
    Partnership,
    PartnershipPlace,
    Place,
    PlaceFigure,
    PlaceLink,
    Programme,
    ProgrammePlace,
    Topic,
)
from policy.models import NeedsAssessment
from services.models import (
    Asset,
    EmergencyContact,
    LocalService,
    RelationshipWork,
    ServiceClash,
    ServiceMerge,
    TeamPost,
    WorkforceAction,
)
from tests import builders
from tests.geography.locality.sweep import with_boundary
from tests.governance.decision.sweep import decision
from tests.governance.pack.sweep import pack
from tests.imports.record_import import brought
from tests.imports.record_import.sweep import of_its_lead

EDITOR = "editor.exampleshire@demo.test"
LEAD = "lead.exampleshire@demo.test"
ADMINISTRATOR = "admin@demo.test"
TRACKER = brought.lines("Name,Status,Challenge", "Warm halls,live,Cold halls", "Dry homes,live,")


def _by(email: str) -> User:
    return User.objects.get(email=email)


def _officer() -> User:
    """Whose roles another covers, or takes over."""
    return _by("officer.exampleshire@demo.test")


def _county() -> Place:
    return Place.objects.get(slug="exampleshire")


def _programme() -> Programme:
    return Programme.objects.get(slug="exampleshire-together")


def _pack(state: str) -> Pack:
    """One of the meeting to come of that board, of each kind of block."""
    there = _board().packs.filter(state=state, audience="members").first()
    return there or pack(_meeting(), "members", state)


def _board() -> Board:
    return Board.objects.get(slug="exampleshire-together-board")


def _meeting() -> BoardMeeting:
    """Its next one, which is called, with private items."""
    return BoardMeeting.objects.get(board=_board(), number=3)


def _decision(**fields: Any) -> Decision:
    """One of that board, with all that its page can show."""
    return decision(
        _board(),
        accountable_body=_board().accountable_body,
        options=["One winter", "Two winters"],
        chosen=2,
        visibility="network",
        **fields,
    )


def _to_confirm() -> Decision:
    """One that waits for the department whose officer the demo has."""
    body = Organisation.objects.get(assignments__user__email="official.desnz@demo.test")
    return _decision(state="provisional", confirm_by=body, outcome="Buy 40 dehumidifiers")


def _voice() -> DecisionVoice:
    seat = _board().seats.order_by("id")[0]
    return DecisionVoice.objects.create(decision=_decision(), seat=seat, voice="against")


def _partnership() -> Partnership:
    return Partnership.objects.get(is_example=True)


def _health_check(**fields: Any) -> HealthRound:
    """The latest of that partnership which is so."""
    return HealthRound.objects.filter(partnership=_partnership(), **fields)[0]


def _of_partners() -> HealthRound:
    """One that is read by its partners alone."""
    one = _health_check(state="closed")
    HealthRound.objects.filter(pk=one.pk).update(shown_to="partners")
    return one


def _to_answer() -> HealthRound:
    """The open one, which the department whose officer the demo has is asked to answer too."""
    one = _health_check(state="open")
    body = Organisation.objects.get(assignments__user__email="official.desnz@demo.test")
    one.asked.get_or_create(organisation=body)
    return one


def _local_body() -> Organisation:
    return Organisation.objects.get(slug="exampleshire-voluntary-action")


def _seat(body: Organisation) -> OrganisationPlace:
    """Where it works."""
    seat, _ = OrganisationPlace.objects.get_or_create(organisation=body, place=_county())
    return seat


def _ward() -> Place:
    """A ward of the county, which its editor has just added."""
    return builders.place("Mill Ward", "ward", within=_county(), created_by=_by(EDITOR))


def _new_body() -> Organisation:
    made = builders.organisation("Mill Ward Advice", "voluntary", created_by=_by(EDITOR))
    _seat(made)
    return made


def _new_partnership() -> Partnership:
    made = Partnership.objects.create(
        name="Mill Ward Together", slug="mill-ward-together", created_by=_by(EDITOR)
    )
    PartnershipPlace.objects.create(partnership=made, place=_county())
    return made


def _new_member() -> Member:
    return Member.objects.create(
        partnership=_partnership(), organisation=_new_body(), created_by=_by(EDITOR)
    )


def _new_programme() -> Programme:
    return builders.programme("Warm Streets", created_by=_by(ADMINISTRATOR))


def _new_part() -> ProgrammePlace:
    return ProgrammePlace.objects.create(
        programme=_programme(), place=_ward(), created_by=_by(LEAD)
    )


def _new_topic() -> Topic:
    return Topic.objects.create(name="Damp", slug="damp", created_by=_by(ADMINISTRATOR))


def _looked_at() -> RecordImport:
    """Two pilots that would be new, not imported yet."""
    return _at_rest(brought.looked(_by(EDITOR), _county(), "pilots", TRACKER))


def _at_rest(row: RecordImport) -> RecordImport:
    """As it is once the transaction that worked on it has ended: its page waits for nobody."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('application_name', '', true)")
    return row


def _council() -> Organisation:
    return Organisation.objects.filter(is_example=True, sector="council").order_by("id")[0]


def _a_service() -> LocalService:
    """Something that the county's people can go to."""
    return LocalService.objects.create(place=_county(), name="Warm room", provider=_council())


def _a_clash() -> ServiceClash:
    """Two services that get in each other's way."""
    other = LocalService.objects.create(place=_county(), name="Tea and talk")
    return ServiceClash.objects.create(service=_a_service(), other=other, note="The same morning")


def _a_merge_of_services() -> ServiceMerge:
    """One service that was on the map twice."""
    twice = LocalService.objects.create(place=_county(), name="Warm hall", provider=_council())
    return ServiceMerge.objects.create(service=twice, kept=_a_service())


def _an_overlap() -> PlaceLink:
    """The county overlaps a city."""
    other = Place.objects.get(slug="liverpool")
    return PlaceLink.objects.create(place=_county(), other=other, kind="overlaps")


RECORDS: dict[str, Callable[[], Any]] = {
    "away": _officer,
    "leaver": _officer,
    "local_body": _local_body,
    "seat": lambda: _seat(_local_body()),
    "partnership": _partnership,
    "health_round": lambda: _health_check(state="closed"),
    "open_health_round": _to_answer,
    "partners_health_round": _of_partners,
    "health_words": lambda: _health_check(state="closed").words.all()[0],
    "member": lambda: _partnership().members.order_by("id").first(),
    "board": _board,
    "board_seat": lambda: _board().seats.order_by("id")[0],
    "board_line": lambda: _board().lines.order_by("id")[0],
    "board_tie": lambda: _board().ties.order_by("id")[0],
    "board_power": lambda: _board().powers.order_by("id")[0],
    "board_meeting": _meeting,
    "board_meeting_called": _meeting,
    "pack": lambda: _pack("issued"),
    "pack_draft": lambda: _pack("draft"),
    "pack_withdrawn": lambda: _pack("draft"),
    "report_plan": lambda: _board().report_plans.order_by("id")[0],
    "decision": _decision,
    "decision_to_confirm": _to_confirm,
    "decision_voice": _voice,
    "ward": _ward,
    "drawn": lambda: with_boundary(_ward()),
    "around": lambda: PlaceLink.objects.get(place=_ward()),
    "programme_part": lambda: _programme().place_links.get(place=_county()),
    "topic": lambda: Topic.objects.get(slug="homes"),
    "import": lambda: _at_rest(brought.confirm(_by(EDITOR), _looked_at())),
    "import waiting": _looked_at,
    "import kind": _county,
    "programme import": lambda: _at_rest(of_its_lead(_programme(), _by(LEAD))),
    **dict.fromkeys(("programme imports", "programme import kind"), _programme),
    "import money": _county,
    "overlap": _an_overlap,
    "service_merge": _a_merge_of_services,
    "service": _a_service,
    "clash": _a_clash,
    "asset": lambda: Asset.objects.create(place=_county(), name="Market hall", kind="building"),
    "team_post": lambda: TeamPost.objects.create(place=_county(), title="Place director"),
    "workforce_action": lambda: WorkforceAction.objects.create(
        place=_county(), kind="training", what="One course for carers"
    ),
    "relationship": lambda: RelationshipWork.objects.create(
        place=_county(), with_said="GP surgeries", purpose="To agree how we raise problems"
    ),
    "needs": lambda: NeedsAssessment.objects.create(place=_county(), title="Needs of the county"),
    "emergency": lambda: EmergencyContact.objects.create(
        place=_county(), role="Duty officer", order=1, ring_for="Floods", phone="01234 567890"
    ),
    "place_figure": lambda: PlaceFigure.objects.create(
        place=_county(), measure="population", value=540_000, unit="people", release="A made-up one"
    ),
}
NAMED: dict[str, tuple[str, Callable[[], Any]]] = {
    **dict.fromkeys(
        ("programme_edit", "programme_end", "programme_places_add"), (LEAD, _programme)
    ),
    "organisation_take_back": (EDITOR, _new_body),
    "partnership_take_back": (EDITOR, _new_partnership),
    "member_take_back": (EDITOR, _new_member),
    "programme_undo": (ADMINISTRATOR, _new_programme),
    "programme_place_undo": (LEAD, _new_part),
    "topic_undo": (ADMINISTRATOR, _new_topic),
}
