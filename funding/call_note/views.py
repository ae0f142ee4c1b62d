"""Notes of calls about a fund: the list, one note, writing it and withdrawing it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from access.history import HistoryPage
from funding.call_note.filters import CallNoteFilter
from funding.call_note.forms import CallNoteForm
from funding.call_note.permissions import can_add_call_note, can_edit_call_note
from funding.fund.part_views import AddToFund, EditOfFund, OfFundPart, PartPage, part_draft
from funding.fund.views import FUNDS
from funding.models import CallNote, Fund
from interface.cells import linked
from interface.pages import Column, Empty, ListPage, PageAction
from interface.paging import Sort
from interface.words import NOT_KNOWN, date_words
from people.models import JobRole
from records.withdraw_views import MayBeWithdrawn, WithdrawPage

DRAFT = part_draft(
    "call_note",
    "Note of a call",
    CallNote,
    may_add=can_add_call_note,
    may_edit=can_edit_call_note,
)


def with_seen_posts(rows: Any, user: Any) -> Any:
    """The notes, each with ``spoke_with``: the job role where this reader sees it, else its words.

    One query for all of them.
    """
    notes = list(rows)
    posts = JobRole.objects.visible_to(user).select_related("organisation")
    seen = posts.in_bulk({note.post_id for note in notes} - {None})
    for note in notes:
        post = seen.get(note.post_id)
        role = f"{post.title}, {post.organisation}" if post else ""
        note.spoke_with = role or note.post_said or "a job role that you cannot see"
    return notes


COLUMNS = (
    Column(
        *("on", "When", "The day of the call", lambda note: note.on),
        cell=lambda note: linked(date_words(note.on), note.get_absolute_url()),
        head=True,
        sort="on",
    ),
    Column.of(CallNote, "our_side", cell=lambda note: note.our_side),
    Column(
        *("spoke_with", "Spoke with", "A job role or a body", lambda note: note.spoke_with),
        cell=lambda note: note.spoke_with,
    ),
    Column.of(CallNote, "said", cell=lambda note: note.said),
    Column.of(CallNote, "follows", cell=lambda note: note.follows or NOT_KNOWN),
    Column("visibility", "Visible to", "Who can see this note", CallNote.get_visibility_display),
)


class CallNotes(ListPage):
    """Every call about one fund that the reader may read of, the latest first."""

    model, filters, columns = CallNote, CallNoteFilter, COLUMNS
    sorts = (Sort("on", "on", says=lambda note: date_words(note.on), starts_descending=True),)
    title, noun, file = "Calls about this fund", "note", "call-notes"
    empty = Empty(
        "No call about this fund that you can see is noted yet.",
        "Whoever enters money can note one.",
    )

    @cached_property
    def fund(self) -> Fund:
        """The fund that the address names. Raises Http404."""
        rows = Fund.objects.visible_to(self.request.user)
        fund: Fund = get_object_or_404(rows, slug=self.kwargs["slug"])
        return fund

    @property
    def lead(self) -> str:  # type: ignore[override]
        """The fund's name."""
        return self.fund.name

    def get_queryset(self) -> QuerySet[CallNote]:
        rows: QuerySet[CallNote] = super().get_queryset().filter(fund=self.fund)
        return rows

    def complete(self, rows: Any) -> Any:
        return with_seen_posts(rows, self.request.user)

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        fund = self.fund
        return [("Money", reverse("flows")), FUNDS, (fund.name, fund.get_absolute_url())]

    def add(self) -> PageAction | None:
        may = can_add_call_note(self.request.user, self.fund)
        return (
            PageAction("Note a call", reverse("call_note_add", args=[self.fund.slug]))
            if may
            else None
        )

    def get_context_data(self) -> dict[str, Any]:
        return {"example": self.fund.is_example}


class _OneCall(OfFundPart):
    """What every page about one note loads."""

    model = CallNote

    def get_queryset(self) -> QuerySet[Any]:
        rows: Any = super().get_queryset()
        found: QuerySet[Any] = rows.for_rows()
        return found

    @property
    def called(self) -> str:
        return f"Call, {date_words(self.record.on)}"


class _Kept(MayBeWithdrawn):
    """A withdrawn note leads its author to where that is said; nobody else finds it."""

    keeper = can_edit_call_note

    @property
    def withdraw_url(self) -> str:
        return reverse("call_note_withdraw", args=[self.record.pk])


class CallPage(_OneCall, _Kept, PartPage):
    """One note of a call: who spoke with whom, what was said and what follows."""

    public = False
    part, history = "call_note", "call_note_history"
    texts = {"said": "", "follows": ""}
    empty_hint = "The person who noted the call can add it."

    def title(self) -> str:
        return f"Call about {self.fund.name}, {date_words(self.record.on)}"

    def facts(self) -> list[dict[str, Any]]:
        [note] = with_seen_posts([self.record], self.request.user)
        author = note.created_by
        return [
            self.fund_fact,
            {"label": "When", "value": date_words(note.on)},
            {"label": "Who asked", "value": note.our_side},
            {"label": "Spoke with", "value": note.spoke_with},
            {"label": "Noted by", "value": author.job_title or author.full_name},
        ]

    def get_actions(self) -> Sequence[PageAction]:
        if not can_edit_call_note(self.request.user, self.record):
            return ()
        return [PageAction("Change", reverse("call_note_edit", args=[self.record.pk]))]


class AddCall(AddToFund):
    """Note a call about a fund."""

    model, form, draft, right = CallNote, CallNoteForm, DRAFT, can_add_call_note
    seen_by = None  # the form asks who can see it
    title, success_message = "Note a call", "The call is noted."


class ChangeCall(_OneCall, EditOfFund):
    """Its author puts the note right, or withdraws it."""

    model, form, draft, permission = CallNote, CallNoteForm, DRAFT, can_edit_call_note
    seen_by = None  # the form asks who can see it
    title, success_message = "Change the note of a call", "The note is changed."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.withdraw_url = reverse("call_note_withdraw", args=[self.record.pk])


class WithdrawCall(WithdrawPage, _OneCall):
    """Withdraw a note that should not be there, with a reason, or put it back."""

    permission, noun = can_edit_call_note, "note of a call"
    texts = {"said": "What was said", "follows": "What happens next"}


class CallHistory(_OneCall, _Kept, HistoryPage):
    """Who changed what of a note."""

    is_kept = True
