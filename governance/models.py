"""Models of who decides: boards with seats, lines and powers, meetings, decisions, disputes,
agreements, packs and health checks."""

from governance.agreement.models import Agreement, AgreementParty
from governance.board.models import Board, BoardPlace
from governance.board.power_models import Power
from governance.board.seat_models import BoardLine, Seat
from governance.board.tie_models import BoardTie
from governance.decision.models import Decision, DecisionVoice
from governance.dispute.models import Dispute, DisputeParty, DisputeStep
from governance.health_check.box_models import HealthAnswer, HealthBox, HealthMark, HealthSlip
from governance.health_check.contact_models import HealthContact
from governance.health_check.models import (
    HealthAsked,
    HealthResult,
    HealthRound,
    HealthWords,
)
from governance.meeting.attendance_models import Attendance, Interest
from governance.meeting.models import AgendaItem, BoardMeeting
from governance.pack.models import Pack, ReportPlan

__all__ = [
    "AgendaItem",
    "Agreement",
    "AgreementParty",
    "Attendance",
    "Board",
    "BoardLine",
    "BoardMeeting",
    "BoardPlace",
    "BoardTie",
    "Decision",
    "DecisionVoice",
    "Dispute",
    "DisputeParty",
    "DisputeStep",
    "HealthAnswer",
    "HealthAsked",
    "HealthBox",
    "HealthContact",
    "HealthMark",
    "HealthResult",
    "HealthRound",
    "HealthSlip",
    "HealthWords",
    "Interest",
    "Pack",
    "Power",
    "ReportPlan",
    "Seat",
]
