"""Meetings of a board: the list, one of them in all its states, and the steps that it takes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from access.history import HistoryPage
from access.past import Past
from governance.board.part_views import BOARDS
from governance.board.permissions import keeps_meetings
from governance.meeting import actions
from governance.meeting.forms import CallOffMeeting, EditMeeting, MeetingFilter
from governance.meeting.page_data import MeetingPage
from governance.meeting.permissions import can_keep_meeting, reads_whole
from governance.meeting.steps import more_actions, next_on_page
from governance.models import AgendaItem, Attendance, Board, BoardMeeting
from interface.cells import linked
from interface.columns import ADDRESS, Column, Type
from interface.pages import Empty, ListPage, Page, PageAction, RecordPage
from interface.paging import Sort, row_number
from interface.reached import reaching
from interface.words import capitalised, date_words
from records import drafts
from records.form_views import IS_PUBLIC, AddPage, EditPage, FormPage, TakeBackPage
from records.models import Visibility

SENT = (
    "These minutes were sent. What you change in them is marked as a correction. Only people "
    "who sit on the board or look after it can read what it said before"
)


class OfMeeting(RecordPage):
    """What every page about one meeting loads, and the trail to it."""

    model = BoardMeeting
    key = "number"

    def get_queryset(self) -> QuerySet[Any]:
        rows: Any = super().get_queryset()
        meetings: QuerySet[Any] = rows.as_rows().select_related("approved_at")
        return meetings.filter(board__slug=self.kwargs["slug"])

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        board = self.record.board
        meetings = reverse("board_meetings", args=[board.slug])
        return [BOARDS, (str(board), board.get_absolute_url()), ("Meetings", meetings)]

    def get_context_data(self) -> dict[str, Any]:
        board = self.record.board
        return {**super().get_context_data(), "record": self.record, "example": board.is_example}


class MeetingForm(FormPage, OfMeeting):
    """A form about a meeting, which stands at ``board_meeting_<at>``; its drafts are called
    ``drafts_of``. Of a meeting whose minutes were agreed, or that was called off, nothing is
    written: the person is told why."""

    permission = can_keep_meeting
    at: ClassVar[str]
    draft_key: ClassVar[str]
    drafts_of: ClassVar[str]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.draft = drafts.register(
            cls.draft_key,
            title=cls.title_of_draft,
            url=lambda target: reverse(f"board_meeting_{cls.at}", args=target.split("/", 1)),
        )

    @classmethod
    def title_of_draft(cls, user: Any, target: str, _typed: Any) -> str | None:
        """Which meeting it is about; None where this user may not write there."""
        slug, _, number = target.partition("/")
        rows = BoardMeeting.objects.visible_to(user).as_rows()
        meeting = rows.filter(board__slug=slug, number=row_number(number)).first()
        may = meeting is not None and cls.permission(user, meeting)
        return f"{cls.drafts_of}: {meeting.board}, {meeting}" if meeting and may else None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answers who has the right, while the meeting may change."""
        answer = super().dispatch
        if not type(self).permission(request.user, self.record):
            raise PermissionDenied
        if said := actions.why_fixed(self.record):
            messages.warning(request, f"{said}.")
            return redirect(self.record)
        return answer(request, *args, **kwargs)

    @property
    def target(self) -> str:
        return f"{self.record.board.slug}/{self.record.number}"

    @property
    def cancel_url(self) -> str:
        return str(self.record.get_absolute_url())

    @property
    def lead(self) -> str:  # type: ignore[override]
        """Which meeting it is about, and that what was sent is corrected from now on."""
        of = f"{self.record.board}, {self.record.on:%A} {self.record}"
        is_sent = self.record.state == BoardMeeting.State.MINUTED
        return f"{of}. {SENT}" if is_sent else of

    @property
    def page_title(self) -> str:  # type: ignore[override]
        return self.title


COLUMNS = (
    Column(
        "number",
        "Number",
        "Which of the board’s meetings it is",
        lambda one: one.number,
        type=Type.NUMBER,
    ),
    Column(
        *("on", "Day", "The day on which it meets", lambda one: one.on),
        cell=lambda one: linked(f"{one.on:%a} {one}", one.get_absolute_url()),
        head=True,
        sort="day",
    ),
    Column(
        "hours",
        "Hours",
        "From when to when, in London’s time",
        lambda one: one.hours,
        cell=lambda one: one.hours,
    ),
    Column.of(BoardMeeting, "where", cell=lambda one: one.where),
    Column.of(BoardMeeting, "state", cell=lambda one: capitalised(one.get_state_display())),
    ADDRESS,
)


class BelowBoard(Page):
    """A page about the meetings of a board, which the address names."""

    @cached_property
    def board(self) -> Board:
        """The board that the address names. Raises Http404."""
        rows = Board.objects.visible_to(self.request.user).select_related("organisation")
        return get_object_or_404(rows, slug=self.kwargs["slug"])

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [BOARDS, (str(self.board), self.board.get_absolute_url())]


class Meetings(BelowBoard, ListPage):
    """The meetings of a board, the latest first."""

    api, api_title = True, "Meetings of a board"
    public = True
    model, filters, columns, noun = BoardMeeting, MeetingFilter, COLUMNS, "meeting"
    title = "Meetings"
    sorts = (Sort("day", "on", says=lambda one: date_words(one.on), starts_descending=True),)
    orders = {"day": ("the earliest first", "the latest first")}
    empty = Empty("No meeting of this board that you can see is recorded yet.")

    def get_queryset(self) -> QuerySet[Any]:
        rows: Any = super().get_queryset()
        meetings: QuerySet[Any] = rows.as_rows().filter(board=self.board)
        return meetings

    def add(self) -> PageAction | None:
        if self.board.ended or not keeps_meetings(self.request.user, self.board):
            return None
        return PageAction("Add a meeting", reverse("board_meeting_add", args=[self.board.slug]))

    def get_actions(self) -> Sequence[PageAction]:
        if self.board.visibility != Visibility.PUBLIC:
            return []
        feed = reverse("board_feed", args=[self.board.slug])
        return [PageAction("Add to your own calendar", feed)]

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "example": self.board.is_example}


class Meeting(OfMeeting):
    """One meeting: its agenda before, its minutes after."""

    public = True
    template_name = "governance/meeting/record.html"

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [*self.parent_breadcrumbs(), (f"Meeting {self.record.number}", "")]

    def get_context_data(self) -> dict[str, Any]:
        page = MeetingPage(self.request.user, self.record)
        step = next_on_page(page)
        return {
            **super().get_context_data(),
            "page": page,
            "step": step,
            "step_url": step.url(self.record) if step else "",
            "more": more_actions(page, step),
        }


class Step(OfMeeting):
    """A step that is one press: call, send, approve."""

    permission = can_keep_meeting
    SAID = {
        "call": "The meeting is called.",
        "send": "The minutes are sent.",
        "approve": "The minutes are agreed. Nothing about this meeting can be changed now.",
    }

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """There are no other steps."""
        super().setup(request, *args, **kwargs)
        if kwargs["step"] not in self.SAID:
            raise Http404

    def pressed_on(self) -> str:
        return str(self.record.get_absolute_url())

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Take it, or say why that can’t be done now."""
        step = kwargs["step"]
        try:
            with reaching() as told:
                self._take(step)
        except ValidationError as problem:
            messages.warning(request, f"{' '.join(problem.messages)}.")
        else:
            messages.success(request, told.after(self.SAID[step]))
        return redirect(self.record)

    def _take(self, step: str) -> None:
        user, meeting = self.request.user, self.record
        if step == "call":
            actions.call(by=user, meeting=meeting)
        elif step == "send":
            actions.send(by=user, meeting=meeting)
        else:
            actions.approve(meeting=meeting, at=row_number(self.request.POST.get("at")))


def _add_title(user: Any, target: str, _typed: Any) -> str | None:
    board = Board.objects.visible_to(user).filter(slug=target).first()
    return f"Meeting: {board}" if board and keeps_meetings(user, board) else None


ADD = drafts.register(
    "board-meeting-add",
    title=_add_title,
    url=lambda target: reverse("board_meeting_add", args=[target]),
)


GOES_PUBLIC = (
    "If you choose everyone, anyone can read its agenda once it’s called, and what was said once "
    "the minutes are sent. Was a title written for insiders? Change it first, or make the item "
    "private: then people can read only that there is a private item, and why."
)


class MeetingAdd(BelowBoard, AddPage):
    """A new one, with the next number of its board."""

    model, form, draft = BoardMeeting, EditMeeting, ADD
    title, success_message = "Add a meeting", "Meeting added. Next, draft its agenda."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answers who keeps the board’s meetings."""
        if not keeps_meetings(request.user, self.board):
            raise PermissionDenied
        self.lead = str(self.board)
        return super().dispatch(request, *args, **kwargs)

    @property
    def target(self) -> str:
        return self.board.slug

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        meetings = reverse("board_meetings", args=[self.board.slug])
        return [*super().parent_breadcrumbs(), ("Meetings", meetings)]

    def instance(self) -> BoardMeeting:
        return BoardMeeting(board=self.board, created_by_id=self.request.user.pk)

    def write(self, form: Any) -> BoardMeeting:
        return actions.add_meeting(by=self.request.user, meeting=form.instance)


class MeetingEdit(MeetingForm, EditPage):
    """Its day, hours, place and readers; the second of two editors sees both versions."""

    form, at = EditMeeting, "edit"
    title, success_message = "Change day, place or readers", "Meeting saved."
    draft_key, drafts_of = "board-meeting", "Changes to a meeting"

    def goes_public(self, form: Any) -> str:
        """Items may have been written for insiders: that is told before everyone reads them."""
        if self.record.visibility == Visibility.PUBLIC:
            return IS_PUBLIC
        return GOES_PUBLIC if self.record.board.visibility == Visibility.PUBLIC else ""

    def write(self, form: Any) -> BoardMeeting:
        return actions.change_meeting(by=self.request.user, meeting=form.instance)


class MeetingCallOff(MeetingForm):
    """Say why it won’t take place."""

    form, at = CallOffMeeting, "call_off"
    title, submit_label = "Call the meeting off", "Call it off"
    success_message = "The meeting is called off. What was on its agenda waits for another."
    draft_key, drafts_of = "board-meeting-off", "Why a meeting is off"

    def arguments(self) -> dict[str, Any]:
        return {}

    def save(self, form: Any) -> BoardMeeting:
        because = form.cleaned_data["because"]
        return actions.call_off(by=self.request.user, meeting=self.record, because=because)


class MeetingHistory(HistoryPage, OfMeeting):
    """Who changed what of it; for who sits on the board and who keeps it."""

    permission = reads_whole

    def past(self) -> Past:
        """All of it: who sits on the board and who keeps it read every moment of its meetings."""
        return Past()


class MeetingTakeBack(TakeBackPage, OfMeeting):
    """Take back one that was added by mistake."""

    model, permission, noun = BoardMeeting, can_keep_meeting, "meeting"
    instead = "Call it off instead."
    parts = ((AgendaItem, "meeting"), (Attendance, "meeting"))

    def take_back(self, because: str) -> None:
        """What was not begun with it stays: an item that was carried over is the board’s."""
        actions.let_go_of_items(self.record)
        super().take_back(because)
