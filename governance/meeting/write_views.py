"""Writing of a meeting: its agenda, its minutes, who is there, one's own word, interests."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone

from governance.meeting import drafting, writing
from governance.meeting.as_held import tell_apart_then
from governance.meeting.forms import DeclareInterest, SayComing
from governance.meeting.page_data import MeetingPage
from governance.meeting.permissions import reads_whole, sits_at
from governance.meeting.quorum import seats_on
from governance.meeting.views import MeetingForm
from governance.meeting.write_forms import ChooseItems, NoteAttendance, WriteAgenda, WriteMinutes
from governance.models import AgendaItem, Interest


class MeetingAgenda(MeetingForm):
    """What the record suggests for the agenda, ticked: nothing is typed."""

    form, at = ChooseItems, "agenda"
    template_name = "governance/meeting/agenda.html"
    submit_label = "Put these on the agenda"
    success_message = "They’re on the agenda. Change the words or the order if you like."
    draft_key, drafts_of = "board-meeting-draft", "Draft of an agenda"

    @property
    def title(self) -> str:  # type: ignore[override]
        """It is drafted once, and looked at again."""
        has_some = self.record.items.exists()
        return "Look again for what to discuss" if has_some else "Draft the agenda"

    def arguments(self) -> dict[str, Any]:
        return {"groups": drafting.suggestions(self.request.user, self.record)}

    def save(self, form: Any) -> str:
        drafting.take_up(by=self.request.user, meeting=self.record, chosen=form.chosen)
        return str(self.record.get_absolute_url())


class MeetingWrite(MeetingForm):
    """Its agenda until its day, and its minutes from then on: one form of all items."""

    at = "write"
    template_name = "governance/meeting/write.html"
    draft_key, drafts_of = "board-meeting-write", "Agenda or minutes"

    @cached_property
    def is_minutes(self) -> bool:
        """Whether what was said is written, and no longer what is to be said."""
        meeting = self.record
        return meeting.called_on is not None and meeting.on <= timezone.localdate()

    @property
    def form(self) -> Any:  # type: ignore[override]
        """By what is written."""
        return WriteMinutes if self.is_minutes else WriteAgenda

    @property
    def title(self) -> str:  # type: ignore[override]
        """By what is written."""
        return "Write the minutes" if self.is_minutes else "Change the agenda"

    def arguments(self) -> dict[str, Any]:
        rows = AgendaItem.objects.visible_to(self.request.user).filter(meeting=self.record)
        items = list(rows.order_by("position", "id"))
        return {"user": self.request.user, "meeting": self.record, "items": items}

    def save(self, form: Any) -> str:
        write = writing.write_minutes if self.is_minutes else writing.write_agenda
        write(by=self.request.user, meeting=self.record, form=form)
        return str(self.record.get_absolute_url())

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "is_minutes": self.is_minutes}


class MeetingAttendance(MeetingForm):
    """Every seat: who comes, or who was there."""

    form, at = NoteAttendance, "attendance"
    template_name = "governance/meeting/attendance.html"
    draft_key, drafts_of = "board-meeting-there", "Who is at a meeting"

    @cached_property
    def is_day(self) -> bool:
        """Whether its day has come."""
        return bool(self.record.on <= timezone.localdate())

    @property
    def title(self) -> str:  # type: ignore[override]
        """Before and after."""
        return "Note who was there" if self.is_day else "Who comes"

    def arguments(self) -> dict[str, Any]:
        rows = AgendaItem.objects.visible_to(self.request.user).filter(meeting=self.record)
        seats = seats_on(self.record)
        tell_apart_then(self.request.user, seats)
        return {
            "user": self.request.user,
            "meeting": self.record,
            "seats": seats,
            "known": {one.seat_id: one for one in self.record.attendance.all()},
            "items": list(rows.order_by("position", "id")),
            "is_day": self.is_day,
        }

    def save(self, form: Any) -> str:
        writing.note_attendance(by=self.request.user, meeting=self.record, form=form)
        return f"{reverse('board_meeting_attendance', kwargs=self.kwargs)}"

    def get_context_data(self) -> dict[str, Any]:
        page = MeetingPage(self.request.user, self.record)
        return {**super().get_context_data(), "page_of_meeting": page, "is_day": self.is_day}


class MeetingComing(MeetingForm):
    """The own word of who sits: coming, apologies, or who comes instead."""

    permission, form, at = sits_at, SayComing, "coming"
    title, success_message = "Say whether you’re coming", "Thank you. The clerk can see it."
    draft_key, drafts_of = "board-meeting-coming", "Whether you come"

    def arguments(self) -> dict[str, Any]:
        return {"user": self.request.user, "meeting": self.record}

    def save(self, form: Any) -> str:
        said = {name: form.cleaned_data[name] for name in ("seat", "state", "for_them")}
        writing.say_coming(by=self.request.user, meeting=self.record, **said)
        return str(self.record.get_absolute_url())


class MeetingInterest(MeetingForm):
    """A stake in an item: declared for one's own seat, or noted by who keeps the board."""

    permission, form, at = reads_whole, DeclareInterest, "interest"
    template_name = "governance/meeting/interest.html"
    title, success_message = "Declare an interest", "Interest noted."
    draft_key, drafts_of = "board-meeting-interest", "An interest"

    def arguments(self) -> dict[str, Any]:
        return {"user": self.request.user, "meeting": self.record}

    def save(self, form: Any) -> str:
        writing.declare_interest(by=self.request.user, meeting=self.record, **form.cleaned_data)
        return str(self.record.get_absolute_url())

    def get_context_data(self) -> dict[str, Any]:
        rows = Interest.objects.visible_to(self.request.user).filter(board=self.record.board_id)
        known = rows.filter(ended_on=None, item__meeting=self.record) | rows.filter(
            ended_on=None, item=None
        )
        interests = known.select_related("seat__organisation", "item").order_by("id")
        return {**super().get_context_data(), "interests": list(interests)}
