"""Notes of calls about a fund: the list, one note, writing it and withdrawing it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse

from funding.call_note.filters import CallNoteFilter
from funding.call_note.forms import CallNoteForm
from funding.call_note.permissions import can_add_call_note, can_edit_call_note
from funding.fund.part_views import KindOfFund, PartOfFund
from funding.fund.views import FUNDS
from funding.models import CallNote, Fund
from interface.cells import linked
from interface.columns import Column
from interface.pages import Empty, PageAction
from interface.paging import Sort
from interface.words import NOT_KNOWN, date_words
from people.models import JobRole
from records.withdraw_views import MayBeWithdrawn, WithdrawPage
from registry.declared_kind import OfKind
from registry.kind_by_itself import KindByItself


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


class CallNotes(KindOfFund):
    """Every call about one fund that the reader may read of, the latest first."""

    model, form, key, path = CallNote, CallNoteForm, "call_note", "calls"
    title, noun, draft_words = "Calls about this fund", "note", "Note of a call"
    may_add, may_edit = can_add_call_note, can_edit_call_note
    add_title, edit_title = "Note a call", "Change the note of a call"
    add_message, withdraw, api = "Call saved.", "call_note_withdraw", True
    filters, columns = CallNoteFilter, COLUMNS
    sorts = (Sort("on", "on", says=lambda note: date_words(note.on), starts_descending=True),)
    empty = Empty(
        "No call about this fund that you can see is recorded yet.",
        "Anyone who can add money can record one.",
    )
    without = ("TakeBack",)
    routes = {
        **KindOfFund.routes,
        "List": ("funding/funds/<slug:slug>/calls/", "call_notes"),
        "Withdraw": ("funding/calls/<int:pk>/withdraw/", "call_note_withdraw"),
    }

    class One(PartOfFund):
        """What every page about one note loads."""

        def get_queryset(self) -> QuerySet[Any]:
            found: QuerySet[Any] = super().get_queryset().for_rows()
            return found

        @property
        def called(self) -> str:
            return f"Call, {date_words(self.record.on)}"

    class List(KindByItself.List):
        file = "call-notes"

        @cached_property
        def _fund(self) -> Fund:
            """The fund that the address names. Raises Http404."""
            rows = Fund.objects.visible_to(self.request.user)
            fund: Fund = get_object_or_404(rows, slug=self.kwargs["slug"])
            return fund

        @property
        def lead(self) -> str:  # type: ignore[override]
            """The fund's name."""
            return self._fund.name

        def get_queryset(self) -> QuerySet[CallNote]:
            return CallNote.objects.visible_to(self.request.user).filter(fund=self._fund)

        def complete(self, rows: Any) -> Any:
            return with_seen_posts(rows, self.request.user)

        def parent_breadcrumbs(self) -> list[tuple[str, str]]:
            fund = self._fund
            return [("Money", reverse("funding")), FUNDS, (fund.name, fund.get_absolute_url())]

        def add(self) -> PageAction | None:
            may = can_add_call_note(self.request.user, self._fund)
            url = reverse("call_note_add", args=[self._fund.slug])
            return PageAction("Note a call", url) if may else None

        def get_context_data(self) -> dict[str, Any]:
            return {"example": self._fund.is_example}

    class Page(One, KindOfFund.Page, MayBeWithdrawn):
        """One note of a call: who spoke with whom, what was said and what follows."""

        keeper, texts = can_edit_call_note, {"said": "", "follows": ""}
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

    class Add(KindOfFund.Add):
        seen_by = None  # the form asks who can see it

    class Edit(One, KindOfFund.Edit):
        """Its author puts the note right, or withdraws it."""

        seen_by = None  # the form asks who can see it

    class Withdraw(WithdrawPage, OfKind, One):
        """Withdraw a note that should not be there, with a reason, or put it back."""

        permission, noun = can_edit_call_note, "note of a call"
        texts = {"said": "What was said", "follows": "What happens next"}

    class History(One, KindOfFund.History, MayBeWithdrawn):
        """Who changed what of a note."""

        keeper, is_kept = can_edit_call_note, True
