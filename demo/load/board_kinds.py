"""Boards with seats and powers, meetings with agenda and minutes, decisions, disputes; agreements
and health checks of partnerships."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from demo.load import hooks
from demo.load.entries import Entry
from demo.load.kinds import Kind, Link
from governance.board.officers import keepers_of
from governance.meeting.as_held import keep_what_stood
from governance.meeting.quorum import as_agreed
from governance.models import AgendaItem, BoardMeeting, Pack
from governance.pack.actions import issue, make_packs
from governance.pack.making import For

if TYPE_CHECKING:
    from demo.load.record import Record


def _of_board(entry: Entry, row: Any, record: Record) -> None:
    """What is of a meeting, or of an item of one, is of its board."""
    if row.board_id is None:
        owner = getattr(row, "item_id", None)
        rows = AgendaItem if owner else BoardMeeting
        row.board_id = rows.objects.values_list("board", flat=True).get(pk=owner or row.meeting_id)


def _item(entry: Entry, row: Any, record: Record) -> None:
    """An item may be about a record of another kind. What drafted it is said as the drafting says
    it, but that it knows minutes by their number in the database."""
    _of_board(entry, row, record)
    if row.drafted_from == "minutes":
        sent = BoardMeeting.objects.filter(board=row.board_id, state=BoardMeeting.State.MINUTED)
        row.drafted_from = f"minutes-{sent.latest('on').pk}"
    if subject := entry.text("about"):
        for column, value in record.about(entry, subject).items():
            setattr(row, column, value)


def _made_up(entry: Entry, row: Any, record: Record) -> None:
    """What is of something made up is made up."""
    row.is_example = row.of.is_example


def _first_report(entry: Entry, row: Any, record: Record) -> None:
    """The next report is the first one."""
    row.next_on = row.first_on


def send_packs() -> None:
    """Packs of the example’s meetings that were called, for who sits there and the body that
    answers for the board; once, by somebody who keeps it."""
    called = BoardMeeting.objects.filter(state=BoardMeeting.State.CALLED, packs=None)
    made_up = called.filter(board__organisation__is_example=True)
    for meeting in made_up.select_related("board__accountable_body").order_by("pk"):
        board = meeting.board
        keeper = keepers_of(board).first()
        if keeper is None or board.packs.exists():
            continue
        whom = [For(Pack.Audience.MEMBERS)]
        if board.accountable_body:
            whom.append(For(Pack.Audience.BODY, board.accountable_body))
        for pack in make_packs(by=keeper, meeting=meeting, whom=whom):
            issue(by=keeper, pack=pack)


def keep_agreed_minutes() -> None:
    """Who sat and whether enough were there is kept, as when a meeting is held and its minutes are
    agreed by hand."""
    keep_what_stood()
    agreed = BoardMeeting.objects.filter(state=BoardMeeting.State.APPROVED, agreed__isnull=True)
    for meeting in agreed.select_related("board"):
        meeting.agreed = as_agreed(meeting)
        meeting.save(update_fields=["agreed"])


_DECISION = Kind(
    "governance.Decision",
    "decision",
    needs=("number", "state"),
    parts={"voices": Kind("governance.DecisionVoice", "voice")},
    row=_of_board,
)
_ITEM = Kind(
    "governance.AgendaItem",
    "item",
    reads=("about",),
    parts={"interests": Kind("governance.Interest", "interest", row=_of_board)},
    row=_item,
)
# The one at which the minutes of another were agreed stands before that one
_MEETING = Kind(
    "governance.BoardMeeting",
    "board-meeting",
    needs=("number", "state"),
    parts={
        "decisions": _DECISION,
        "items": _ITEM,
        "attendance": Kind("governance.Attendance", "there"),
        "promises": Kind("collaboration.ActionItem", "promise", row=hooks.part_of),
    },
)
HEALTH_CHECK = Kind(
    "governance.HealthRound",
    "health-check",
    needs=("opened_on", "state"),
    parts={
        "asked": Kind("governance.HealthAsked", "asked"),
        "box": Kind("governance.HealthBox", "box"),
        "results": Kind("governance.HealthResult", "result"),
        "said": Kind("governance.HealthWords", "words"),
    },
)
AGREEMENT = Kind(
    "governance.Agreement",
    "partner-agreement",
    needs=("kind",),
    parts={"parties": Kind("governance.AgreementParty", "party", row=hooks.its_word)},
    row=_made_up,
)
BOARD = Kind(
    "governance.Board",
    "board",
    needs=("kind",),
    links={"places": Link("governance.BoardPlace", "place")},
    parts={
        "seats": Kind("governance.Seat", "seat", row=hooks.its_word),
        "lines": Kind("governance.BoardLine", "line"),
        "ties": Kind("governance.BoardTie", "tie"),
        "powers": Kind("governance.Power", "power", row=hooks.its_word),
        "report_plans": Kind("governance.ReportPlan", "report", row=_first_report),
        "decisions": _DECISION,
        "meetings": _MEETING,
        "disputes": Kind(
            "governance.Dispute",
            "dispute",
            links={"parties": Link("governance.DisputeParty", "organisation")},
            parts={"steps": Kind("governance.DisputeStep", "step")},
        ),
    },
)
