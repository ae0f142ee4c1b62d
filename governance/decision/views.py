"""Decisions: the register, one of them, and what is written of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.urls import reverse

from access.past import Past, both, past_of
from governance.board.permissions import can_keep_board
from governance.board.sight import sits_or_keeps
from governance.decision.actions import save_decision, stays_in_minutes
from governance.decision.columns import COLUMNS
from governance.decision.confirm_views import ConfirmDecision
from governance.decision.filters import TO_COME, DecisionFilter
from governance.decision.forms import EditDecision
from governance.decision.page_data import DecisionPage, SeenWith
from governance.decision.past import open_since
from governance.decision.permissions import can_add_decision, can_confirm, can_keep_decision
from governance.models import AgendaItem, Board, BoardMeeting, Decision, DecisionVoice
from interface.pages import Empty, PageAction
from interface.paging import Sort, row_number
from interface.parts import Theme
from interface.words import list_words
from partnerships.programme.asked import asked_slug
from records.models import Visibility
from registry.kind_by_itself import KindByItself

State = Decision.State
NEWEST = Sort("newest", "decided_on", says=str, starts_descending=True)
CHANGED = Sort("changed", "updated_at", says=str, starts_descending=True)
NEXT_DUE = Sort("due", "due_or_last", says=str)


class Decisions(KindByItself):
    """What boards decided, and are to decide."""

    api = True
    model, form, path, title, noun = Decision, EditDecision, "decisions", "Decisions", "decision"
    may_add, may_edit, filters, columns = (
        *(can_add_decision, can_keep_decision, DecisionFilter, COLUMNS),
    )
    empty = Empty("No decision that you can see is recorded yet.")
    sorts, public, without = (NEWEST,), True, ()
    named_by, address, form_takes_user = "slug", "<slug:slug>", True
    add_title, edit_title, add_message = "Record a decision", "Change this decision", "Saved."
    routes = {
        **KindByItself.routes,
        "Confirm": ("{kind.path}/{kind.address}/confirm/", "{kind.key}_confirm"),
    }
    menu = {
        "label": "Record a decision",
        "within": "boards",
        "says": "What a board decided, or is to decide",
        "theme": Theme.PLACES,
        "order": 153,
        "words": "board decide vote agreed outcome new",
    }

    class List(KindByItself.List):
        """The register: what was decided, the newest first; what is to come, the next first."""

        orders = {
            "newest": ("oldest first", "newest first"),
            "due": ("what is due first", "what is due last"),
            "changed": ("oldest change first", "newest change first"),
        }
        lead = "What boards decided, who answers for it, and what came of it."

        @property
        def sorts(self) -> Sequence[Sort]:  # type: ignore[override]
            """What is to come by its day, what was decided by its day, all others by change."""
            state = self.request.GET.get("state", "").strip()
            if state == TO_COME:
                return (NEXT_DUE,)
            return (CHANGED,) if state else (NEWEST,)

        def get_queryset(self) -> QuerySet[Any]:
            rows: Any = super().get_queryset()
            seen: QuerySet[Any] = rows.as_rows().by_due()
            return seen

        def file_rows(self) -> QuerySet[Any]:
            rows = self.get_queryset()
            return rows.select_related(
                "board__organisation", "accountable_body", "power", "confirm_by", "source"
            )

        def complete(self, rows: Iterable[Any]) -> Iterable[Any]:
            """Each as this reader calls it, and in a file with what it names and they see."""
            there = list(rows)
            public = not self.request.user.is_authenticated
            for row in there:
                row.called = row.for_residents if public else row.title
            if "format" in self.request.GET:
                _name_what_is_seen(self.request.user, there)
            return there

        def get_actions(self) -> Sequence[PageAction]:
            here = self.request.GET.copy()
            is_to_come = here.get("state") == TO_COME
            for name in ("state", "sort", "after", "before", "format"):
                here.pop(name, None)
            if not is_to_come:
                here["state"] = TO_COME
            query = f"?{here.urlencode()}" if here else ""
            words = "Decided" if is_to_come else "To come"
            return [PageAction(words, f"{reverse('decisions')}{query}")]

    class Page(KindByItself.Page):
        """One: what was decided, who decided it, who answers for it, what came of it."""

        template_name = "governance/decision/record.html"
        texts = {}

        def get_queryset(self) -> QuerySet[Any]:
            rows: Any = super().get_queryset()
            seen: QuerySet[Any] = rows.as_rows().select_related(
                *("board__organisation", "accountable_body", "power", "confirm_by"),
                *("source", "meeting"),
            )
            return seen

        @property
        def called(self) -> str:
            return self._one.title

        def title(self) -> str:
            return self.called

        def get_actions(self) -> Sequence[PageAction]:
            ways = list(super().get_actions())
            if can_confirm(self.request.user, self.record):
                url = reverse("decision_confirm", args=[self.record.slug])
                ways.insert(0, PageAction("Confirm, or say no", url))
            return ways

        def parent_breadcrumbs(self) -> list[tuple[str, str]]:
            board = self.record.board
            return [*super().parent_breadcrumbs(), (str(board), board.get_absolute_url())]

        def get_context_data(self) -> dict[str, Any]:
            return {**super().get_context_data(), "one": self._one}

        def facts(self) -> list[dict[str, Any]]:
            return self._one.facts()

        @cached_property
        def _one(self) -> DecisionPage:
            return DecisionPage(self.record, self.request.user)

    class Add(KindByItself.Add):
        """A new one: ``?board=``, ``?meeting=`` and ``?item=`` say where it is made."""

        lead = "What a board decided, or is to decide. Leave empty what isn’t known."

        def arguments(self) -> dict[str, Any]:
            made = super().arguments()
            board = self._board()
            initial: dict[str, Any] = {"visibility": "network"}
            if board is not None and can_keep_board(self.request.user, board):
                initial |= {"board": board, "visibility": board.visibility}
                initial |= self._from_meeting(board)
            return {**made, "initial": initial}

        def _board(self) -> Board | None:
            slug = asked_slug(self.request, "board")
            boards = Board.objects.visible_to(self.request.user).select_related("organisation")
            return boards.filter(slug=slug).first() if slug else None

        def _from_meeting(self, board: Board) -> dict[str, Any]:
            """What the item or the meeting says that the address names."""
            user, asked = self.request.user, self.request.GET
            item = _numbered(AgendaItem, user, board, "pk", asked.get("item", ""))
            meeting = item.meeting if item else None
            if meeting is None:
                meeting = _numbered(BoardMeeting, user, board, "number", asked.get("meeting", ""))
            filled: dict[str, Any] = {"title": item.title, "item": item} if item else {}
            if meeting is not None:
                filled |= {"meeting": meeting, "visibility": meeting.visibility}
            if item is not None and item.is_private:
                filled["visibility"] = Visibility.PLACE
            if meeting is not None and meeting.is_over:
                filled |= {"decided_on": (meeting.on, "day"), "state": State.MADE}
            return filled

        def write(self, form: Any) -> Any:
            return _save(self, form)

    class Edit(KindByItself.Edit):
        """Every fact of one; the second of two editors sees both versions."""

        def write(self, form: Any) -> Any:
            return _save(self, form)

    class Confirm(ConfirmDecision, KindByItself.One):
        """The word of the body that must confirm it."""

    class History(KindByItself.History):
        """Who changed what of a decision, and how seats stood to it."""

        public = True

        def past(self) -> Past | None:
            """Who sits on its board and who keeps it read it from its begin; others what was of no
            private item then."""
            own = Decision.objects.filter(sits_or_keeps(self.request.user), pk=self.record.pk)
            if own.exists():
                return Past()
            return both(past_of(self.record, self.request.user), open_since(self.record))

    class TakeBack(KindByItself.TakeBack):
        instead = "Say that it’s withdrawn instead."
        parts = ((DecisionVoice, "decision"),)

        def take_back(self, because: str) -> None:
            """What stands in minutes that were sent stays there."""
            stays_in_minutes(self.record)
            super().take_back(because)


def _save(page: Any, form: Any) -> Any:
    form.keep_unseen()
    was = form.initial.get("state")
    item = form.cleaned_data.get("item")
    made = save_decision(by=page.request.user, decision=form.instance, item=item)
    if made.state == State.PROVISIONAL and was != State.PROVISIONAL:
        reasons = (
            (made.quorum_met is False, "too few were there"),
            (made.within_limit is False, "it’s above its limit"),
        )
        why = list_words([words for holds, words in reasons if holds])
        said = f"It’s provisional: {why}. {made.confirm_by} has to confirm it."
        messages.warning(page.request, said)
    return made


def _numbered(model: Any, user: Any, board: Board, column: str, number: str) -> Any:
    """A meeting or an item of this board that an address names; None for what is none."""
    rows = model.objects.visible_to(user).filter(board=board)
    return rows.filter(**{column: row_number(number)}).first()


def _name_what_is_seen(user: Any, rows: Sequence[Any]) -> None:
    seen = SeenWith.of(user, rows)
    for row in rows:
        row.seen_meeting = seen.meetings.get(row.meeting_id or 0)
        row.seen_replaced = seen.decisions.get(row.supersedes_id or 0)
        row.seen_role = seen.roles.get(row.decided_by_id or 0)
