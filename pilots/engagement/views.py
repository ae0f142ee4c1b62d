"""Meetings, visits, workshops and outreach of a pilot: the list, each one's page, the form."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from interface import exports, paging
from interface.pages import Page, RecordPage
from interface.paging import Sort, row_number
from pilots.engagement import reading, summary
from pilots.engagement.actions import withdraw_meeting
from pilots.engagement.copied import copy_action
from pilots.engagement.models import Engagement, EngagementTotal
from pilots.engagement.part_forms import TotalForm
from pilots.engagement.permissions import can_change_meeting, can_record_meeting
from pilots.engagement.typed import TypedMeeting
from pilots.kinds import KindOfPilot
from pilots.pilot import loading
from pilots.pilot.page import AddToPilot, EditOfPilot, OfPilot, PilotFormPage
from pilots.pilot.permissions import can_log_progress
from records import conflicts, drafts, form_draft
from records.form_views import FormPage
from records.models import Visibility
from records.withdraw_views import MayBeWithdrawn, WithdrawPage

SORTS = (Sort("day", "on_key", says=lambda row: str(row.day or "no date"), starts_descending=True),)
MEETING_PUBLIC = (
    "Once it took place, everyone can read when it was, who was there and what it was about."
)
LISTED = ("pilot_engagement", "Meetings and visits")
PAGE = 25
LOOK = "look"
CHANGE = "Change this record"


def _title_of_change(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    slug, _, number = target.rpartition("/")
    rows = Engagement.objects.visible_to(user).select_related("pilot").filter(pilot__slug=slug)
    meeting = rows.filter(number=row_number(number)).first()
    may = meeting is not None and can_change_meeting(user, meeting)
    return f"Changes to a meeting: {meeting}" if may else None


ADD = loading.draft("engagement", "Meeting or visit", "engagement_add", may=can_record_meeting)
EDIT = drafts.register(
    "edit-engagement",
    title=_title_of_change,
    url=lambda target: reverse("engagement_edit", args=target.rsplit("/", 1)),
)


class _OfMeetings(OfPilot, Page):
    model = Engagement

    def get_queryset(self) -> QuerySet[Any]:
        return reading.with_all(super().get_queryset().filter(pilot=self.pilot))


class Meetings(_OfMeetings):
    """Who was met, counted once, and each meeting that the reader sees; as a file as well."""

    public = True
    api, api_title = True, "Meetings and visits of a pilot"
    columns, sorts = reading.COLUMNS, SORTS
    template_name = "pilots/engagement/list.html"
    page_title = LISTED[1]

    def get(self, request: HttpRequest, slug: str) -> HttpResponseBase:
        pilot, user, today = self.pilot, request.user, timezone.localdate()
        rows, name = self.get_queryset(), f"meetings-{pilot.slug}"
        expand = partial(reading.with_readings, user, today)
        if file := exports.respond(request, rows, reading.COLUMNS, SORTS, name, expand=expand):
            return file
        past = rows.exclude(state=Engagement.State.PLANNED)
        page = paging.page(past, request.GET, SORTS, size=PAGE)
        may_log = can_log_progress(user, pilot)
        return self.render_page(
            page=page,
            rows=reading.read(user, page.rows, today),
            parts=summary.build(user, pilot, today),
            may_record=may_log or can_record_meeting(user, pilot),
            may_log=may_log,
        )


def withdraw_url(meeting: Engagement) -> str:
    """Where it is withdrawn and put back."""
    return reverse("engagement_withdraw", args=[meeting.pilot.slug, meeting.number])


class _OneMeeting(_OfMeetings, RecordPage):
    key = "number"

    def load(self) -> Engagement:
        """The meeting, with the pilot as it was loaded. Raises Http404."""
        meeting: Any = super().load()
        meeting.pilot = self.pilot
        return meeting


class MeetingPage(MayBeWithdrawn, _OneMeeting):
    """Who was there, what came of it, what was promised."""

    public = True
    keeper = can_change_meeting
    template_name = "pilots/engagement/record.html"

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [(LISTED[1], reverse(LISTED[0], args=[self.pilot.slug]))]

    @property
    def withdraw_url(self) -> str:
        return withdraw_url(self.record)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        [read] = reading.read(request.user, [self.record], timezone.localdate())
        self.page_title = read.kind
        return self.render_page(
            one=read,
            record=self.record,
            may_edit=can_change_meeting(request.user, self.record),
            close_by=summary.close_by(request.user, self.record),
            edit_url=reverse("engagement_edit", args=[self.pilot.slug, read.number]),
            withdraw_url=self.withdraw_url,
            copied=copy_action(request.user, self.record),
        )


class WithdrawMeeting(WithdrawPage, _OneMeeting):
    """Take a meeting back that should not be there, or put it back."""

    permission, noun, page_title = can_change_meeting, "record of a meeting or visit", "Withdraw"
    texts = {"purpose": "What it was about", "day": "When", "findings": "What was learned"}

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().select_related("withdrawn_by")

    @property
    def level(self) -> str:
        is_held = self.record.state == Engagement.State.HELD
        return str(self.pilot.visibility) if is_held else ""

    def withdraw(self, because: str) -> None:
        withdraw_meeting(by=self.request.user, meeting=self.record, because=because)


def edit_title(meeting: Engagement) -> str:
    """What its form asks for: what came of it where its day has come, else any change."""
    return "What came of it" if meeting.asks_what_came(timezone.localdate()) else CHANGE


class WritesMeeting(FormPage):
    """Mixed into the form of a meeting or visit with small ones below it (``typed_form``).

    A form that is sent by a button named ``LOOK`` is shown again as typed, without a word on it.
    """

    model = Engagement
    typed_form: ClassVar[Any] = TypedMeeting
    typed: Any

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        """Show the form, or write all of it down, once."""
        draft = form_draft.FormDraft(request, self.draft, target=self.target, anew=bool(self.like))
        if draft.answer:
            return draft.answer
        draft.is_sent = draft.is_sent and LOOK not in request.POST
        typed = self.typed = self.typed_form.of(
            draft.form, request.user, self.instance(), **self.begins_with()
        )
        conflict = None
        if draft.is_sent and typed.is_valid():
            try:
                return draft.send(lambda: self._save(typed.form), said=self.success_message)
            except conflicts.Conflict as edit_conflict:
                conflict = edit_conflict
        if before := draft.sent_before():
            return before
        return self.render_page(
            page=self,
            typed=typed,
            form=typed.form,
            has_errors=any(part.is_bound and part.errors for part in typed.parts),
            sheet=draft,
            conflict=conflict,
            goes_public=self.goes_public(typed.form),
        )

    def begins_with(self) -> dict[str, Any]:
        """What the small forms open with, besides what the record says."""
        return {}

    def save(self, form: Any) -> Engagement:
        written: Engagement = self.typed.write(self.request.user)
        return written


class _MeetingForm(WritesMeeting, PilotFormPage):
    """The form of a meeting, with those who were there and what was promised."""

    template_name = "pilots/engagement/form.html"
    listed = LISTED
    success_message = "Saved."
    says_readers = False

    def goes_public(self, form: Any) -> str:
        return MEETING_PUBLIC if self.pilot.visibility == Visibility.PUBLIC else ""


class AddMeeting(_MeetingForm, AddToPilot):
    """Write down a meeting, a visit, a workshop or outreach."""

    draft, right = ADD, can_record_meeting
    title = "Record a meeting or a visit"

    def instance(self) -> Engagement:
        meeting: Engagement = super().instance()
        meeting.kind, meeting.place = "", self.pilot.lead_place
        return meeting


class EditMeeting(_MeetingForm, EditOfPilot, _OneMeeting):
    """Change one: a planned visit took place, somebody was forgotten."""

    draft, permission, right = EDIT, can_change_meeting, None

    @property
    def title(self) -> str:  # type: ignore[override]
        """By what is asked."""
        return edit_title(self.record)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.withdraw_url = withdraw_url(self.record)

    @property
    def target(self) -> str:
        return f"{self.pilot.slug}/{self.record.number}"

    @property
    def cancel_url(self) -> str:
        return self.record.get_absolute_url()


class Totals(KindOfPilot):
    """What a source says in all, where it does not list the meetings."""

    model, form, key, path = EngagementTotal, TotalForm, "engagement_total", "meetings/totals"
    without, listed, draft_words = ("List", "TakeBack"), LISTED, "Total met"
    add_title, edit_title = "Add a total from a source", "Correct a total"
    add_message, with_rows = "Total saved.", ("source",)
    about = "It is shown as the source says it, and never added to what is counted from meetings."
