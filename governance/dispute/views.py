"""Disputes: the list, one with its steps, and what is written of it."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from django.urls import reverse

from access.past import Past
from governance.board.part_views import PartOfABoard
from governance.board.sight import sits_or_keeps
from governance.dispute.forms import DisputeFilter, EditDispute, EditStep
from governance.dispute.permissions import can_add_dispute, can_keep_dispute, can_keep_step
from governance.models import Dispute, DisputeParty, DisputeStep
from interface.cells import linked, links, names
from interface.columns import ADDRESS, NUMBER, Column
from interface.pages import Empty, PageAction
from interface.parts import nobody
from interface.words import capitalised, list_words
from records.dates import day_as_known, known_day
from records.newest import NEWEST
from registry.kind_by_itself import KindByItself
from registry.kind_of_part import KindOfPart

COLUMNS = (
    NUMBER,
    Column(
        *("title", "Dispute", "What it is about", attrgetter("title")),
        cell=lambda one: linked(one.title, one.get_absolute_url()),
        head=True,
        sort="newest",
    ),
    Column(
        *("board", "Board", "The board at which it is", lambda one: str(one.board)),
        cell=lambda one: links([one.board]),
    ),
    Column(
        *("parties", "Between", "The bodies concerned"),
        lambda one: list_words(map(str, one.bodies)),
        cell=lambda one: names(one.bodies),
    ),
    Column.of(Dispute, "state", cell=lambda one: capitalised(one.get_state_display())),
    known_day("opened_on", "Since", "Since when"),
    known_day("ended_on", "Ended", "When it ended"),
    Column.of(Dispute, "outcome"),
    Column("visibility", "Visible to", "Who can see this row", Dispute.get_visibility_display),
    ADDRESS,
)


class DisputesOfBoard(PartOfABoard):
    """A dispute is written down at a board."""

    model, form, key, path, noun = Dispute, EditDispute, "dispute", "disputes", "dispute"
    may_add, may_edit = can_add_dispute, can_keep_dispute
    draft_words, draft_key, without = "Dispute", "board-dispute", ("Edit",)
    add_title, add_message = (
        "Write down a dispute",
        "Dispute saved. Add the first step to settle it.",
    )


class Disputes(KindByItself):
    """Disputes that this reader sees, and one of them with its steps."""

    api = True
    model, form, form_takes_user, path, title = Dispute, EditDispute, True, "disputes", "Disputes"
    may_edit, filters, columns, sorts = can_keep_dispute, DisputeFilter, COLUMNS, (NEWEST,)
    draft_key, without, public = "dispute", ("Add",), True
    empty = Empty("No dispute that you can see is recorded.")
    edit_title, edit_message = "Change this dispute", "Saved."

    may_add = staticmethod(nobody)  # from the list: one begins on the page of its board

    @classmethod
    def prepared(cls, rows: Any) -> Any:
        return rows.as_rows()

    class List(KindByItself.List):
        """The list, which says who reads it."""

        lead = (
            "Disputes between partners on boards. People who sit on the board, and the partners "
            "concerned, can read them."
        )

    class Page(KindByItself.Page):
        """One: between whom, what each side says, the steps taken, how it ended."""

        template_name = "governance/dispute/record.html"
        texts = {"about": "What each side says"}
        empty_hint = "The people who look after the board can add it."

        def get_actions(self) -> Sequence[PageAction]:
            ways = list(super().get_actions())
            if ways and self.record.is_open:
                url = reverse("dispute_step_add", args=[self.record.pk])
                ways.insert(0, PageAction("Add a step", url))
            return ways

        def facts(self) -> list[dict[str, Any]]:
            one = self.record
            facts = [
                {"label": "Board", "value": one.board, "url": one.board.get_absolute_url()},
                {"label": "Between", "value": links(one.bodies)},
                {"label": "How it stands", "value": capitalised(one.get_state_display())},
                {"label": "Since", "value": day_as_known("opened_on")(one)},
            ]
            if not one.is_open:
                facts.append({"label": "Ended", "value": day_as_known("ended_on")(one)})
            return facts

        def get_context_data(self) -> dict[str, Any]:
            keeps = can_keep_dispute(self.request.user, self.record)
            steps = list(self.record.steps.order_by("begun_on", "id"))
            return {**super().get_context_data(), "steps": steps, "keeps": keeps}

    class History(KindByItself.History):
        """Who changed what of it, its parties and its steps."""

        def past(self) -> Past | None:
            """Who sits on its board and who keeps it read it from its begin."""
            own = Dispute.objects.filter(sits_or_keeps(self.request.user), pk=self.record.pk)
            return Past() if own.exists() else None

    class TakeBack(KindByItself.TakeBack):
        instead = "Say that it’s withdrawn instead."
        parts = ((DisputeParty, "dispute"), (DisputeStep, "dispute"))


class Steps(KindOfPart):
    """A step towards its end."""

    model, form, key, path, noun = DisputeStep, EditStep, "dispute_step", "steps", "step"
    link, whole_path, trail = "dispute", "disputes", (("Disputes", "/disputes/"),)
    may_add, may_edit, draft_words = can_keep_dispute, can_keep_step, "Step of a dispute"
    with_rows = ("dispute__board__organisation",)
    add_message = "Saved."
