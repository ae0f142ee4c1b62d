"""Boards: the list, one of them with who sits and what it may decide, and what is written of it."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from governance.board.actions import add_board
from governance.board.forms import AddBoard, BoardFilter, EditBoard, titled
from governance.board.permissions import can_add_board, can_keep_board
from governance.models import Board, BoardLine, BoardPlace, BoardTie, Power, Seat
from interface.cells import linked, names
from interface.columns import ADDRESS, NUMBER, Column
from interface.pages import Empty, PageAction
from interface.parts import Theme
from interface.words import NOT_KNOWN, capitalised
from partnerships.programme.asked import asked_place, asked_programme
from partnerships.programme.at_places_views import WriteAtPlaces
from records.dates import known_day
from records.newest import NEWEST
from registry.kind_by_itself import KindByItself


def _places(board: Board) -> list[Any]:
    return [link.place for link in board.place_links.all()]


COLUMNS = (
    NUMBER,
    Column(
        *("name", "Board", "What the board is called", str),
        cell=lambda board: linked(str(board), board.get_absolute_url()),
        head=True,
        sort="newest",
    ),
    Column.of(Board, "kind", cell=titled),
    Column(
        *("places", "Places", "The places for which it decides", attrgetter("where")),
        cell=lambda board: names(_places(board)),
    ),
    Column.of(
        Board,
        "legal_status",
        cell=lambda board: (
            NOT_KNOWN
            if board.is_legal_body is None
            else capitalised(board.get_legal_status_display())
        ),
    ),
    Column(
        "accountable_body",
        "Answers for it",
        "The body that answers for what it decides",
        lambda board: str(board.accountable_body or ""),
    ),
    Column("quorum", "Quorum", "What it takes for it to decide", attrgetter("quorum")),
    known_day("start", "Start", "When it began, as far as known"),
    known_day("end", "End", "When it ended, as far as known"),
    *Column.each(Board, ("purpose", "legal_words", "leadership", "decides_by", "meets")),
    Column(
        "programme",
        "Programme",
        "The programme that it is part of",
        lambda board: board.programme.name if board.programme else "",
    ),
    Column(
        "tied_to",
        "Further funds and programmes",
        "What else it has to do with, beside that programme",
        lambda board: "; ".join(str(tie) for tie in board.ties_seen),
        blank="none, or not known",
    ),
    Column("source", "Source", "Where it is from", lambda one: one.source and one.source.title),
    Column("visibility", "Visible to", "Who can see this row", Board.get_visibility_display),
    ADDRESS,
)


class Boards(KindByItself):
    """Boards and committees that decide for places."""

    api = True
    model, form, path, title, noun = Board, EditBoard, "boards", "Boards", "board"
    may_add, may_edit, filters, columns = can_add_board, can_keep_board, BoardFilter, COLUMNS
    empty = Empty("No board that you can see is recorded yet.")
    sorts, public, without = (NEWEST,), True, ("Page",)
    named_by, address, form_takes_user = "slug", "<slug:slug>", True
    add_message = "Board added. Next, say who sits on it."
    edit_title = "Change this board"
    menu = {
        "label": "Add a board",
        "says": "A board or committee of a place: it decides, oversees or advises",
        "theme": Theme.PLACES,
        "order": 152,
        "words": "committee health wellbeing governance new",
        "within": "boards",
    }

    class List(KindByItself.List):
        """The list, the newest change first."""

        orders = {"newest": ("oldest change first", "newest change first")}
        lead = "Boards and committees of places: who sits on them, and what they may decide."

        def get_actions(self) -> Sequence[PageAction]:
            add = PageAction("Add a decision", reverse("decision_add"))
            user = self.request.user
            lists = ("decisions", "disputes", "agreements")
            ways = [(name.capitalize(), reverse(name)) for name in lists]
            return [*(PageAction(*way) for way in ways), *([add] if can_add_board(user) else [])]

        def get_queryset(self) -> QuerySet[Any]:
            rows: Any = super().get_queryset()
            seen: QuerySet[Any] = rows.as_rows().with_ties(self.request.user)
            return seen

    class Add(WriteAtPlaces, KindByItself.Add):
        """A new one; ``?place=`` and ``?programme=`` fill in what is known already."""

        form, template_name = AddBoard, "records/lookalikes.html"
        lead = "A board or committee of a place. Leave empty what is not known."

        def arguments(self) -> dict[str, Any]:
            known = {
                "add_place": asked_place(self.request),
                "programme": asked_programme(self.request),
            }
            filled = {name: value for name, value in known.items() if value is not None}
            return {**super().arguments(), "initial": filled}

        def write(self, form: Any) -> Any:
            return add_board(
                by=self.request.user,
                board=form.instance,
                name=form.cleaned_data.get("new_name", ""),
                places=form.all_places(),
                check=form.ask_if_another,
            )

    class Edit(WriteAtPlaces, KindByItself.Edit):
        """Every fact of one; the second of two editors sees both versions."""

    class History(KindByItself.History):
        """Who changed what of a board, of its seats, lines and powers."""

        public = True

    class TakeBack(KindByItself.TakeBack):
        instead = "Say when it ended instead."
        parts = (
            (BoardPlace, "board"),
            (Seat, "board"),
            (BoardLine, "board"),
            (BoardTie, "board"),
            (Power, "board"),
        )
