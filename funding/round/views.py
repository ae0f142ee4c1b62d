"""The rounds of funds: the list with every deadline, and one round."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from django.db.models import QuerySet

from funding.fund.part_views import KindOfFund
from funding.models import FundRound
from funding.round.filters import RoundFilter
from funding.round.forms import RoundForm
from interface.cells import linked, status
from interface.columns import Column
from interface.pages import Empty
from interface.paging import Sort
from interface.words import NOT_KNOWN, capitalised
from records.dates import DateWithPrecision

SHAPES = {
    FundRound.State.OPEN: "good",
    FundRound.State.TO_COME: "early",
    FundRound.State.CLOSED: "done",
    FundRound.State.NOT_KNOWN: "early",
}


def state_cell(record: FundRound) -> Any:
    """Where it stands today, as a tag with a shape."""
    return status(capitalised(record.state.label), SHAPES[record.state])


def day(record: FundRound, name: str) -> str | None:
    """A date of it as precisely as it is known; None where it is not."""
    found = DateWithPrecision.of(record, name)
    return str(found) if found else None


def _days(name: str, label: str, says: str, **more: Any) -> Column:
    return Column(
        name,
        label,
        says,
        attrgetter(name),
        cell=lambda record: day(record, name) or NOT_KNOWN,
        **more,
    )


def _precision(name: str, label: str) -> Column:
    column = f"{name}_precision"
    return Column(column, label, "Day, month or year", attrgetter(column))


COLUMNS = (
    Column.of(
        FundRound,
        "name",
        cell=lambda record: linked(record.name, record.get_absolute_url()),
        head=True,
        sort="name",
    ),
    Column(
        *("fund", "Fund", "Whose round it is", attrgetter("fund.name")),
        cell=attrgetter("fund.name"),
    ),
    Column("state", "Today", "As its dates say", lambda r: r.state.label, cell=state_cell),
    _days("closes", "Closes", "The deadline", sort="closes"),
    _precision("closes", "Closes, known to"),
    _days("opens", "Opens", "Its first day"),
    _precision("opens", "Opens, known to"),
    _days("decision", "Decision expected", "When an answer is expected"),
    _precision("decision", "Decision, known to"),
    Column.of(FundRound, "who_may"),
    Column.of(FundRound, "where_to"),
    Column.of(FundRound, "link"),
    Column.of(FundRound, "note"),
)


class Rounds(KindOfFund):
    """Every round that the reader may see, the next deadline first."""

    api = True
    model, form, key, path, noun = FundRound, RoundForm, "fund_round", "rounds", "round"
    title, draft_words, public = "Rounds and deadlines", "Round of a fund", True
    filters, columns = RoundFilter, COLUMNS
    sorts = (Sort("closes", "closes_key", says=str), Sort("name", "sort_key", says=str))
    empty = Empty(
        "No round that you can see is recorded yet.",
        "Those who look after a fund can add its rounds on the fund’s page.",
    )

    class List(KindOfFund.List):
        lead = (
            "When funds take applications: what opens, what closes, and when an answer is expected."
        )

    class Page(KindOfFund.Page):
        """One round: its days, who may apply, and where."""

        texts = {"who_may": "", "note": "What else applicants need to know"}

        def get_queryset(self) -> QuerySet[Any]:
            return super().get_queryset().select_related("source")

        def long_texts(self) -> list[tuple[str, str, str]]:
            """A note only where there is one."""
            return [text for text in super().long_texts() if text[2] or text[0] != "note"]

        def facts(self) -> list[dict[str, Any]]:
            record = self.record
            return [
                self.fund_fact,
                {"label": "Today", "value": state_cell(record)},
                {"label": "Opens", "value": day(record, "opens")},
                {"label": "Closes", "value": day(record, "closes")},
                {"label": "Decision expected", "value": day(record, "decision")},
                {"label": "Where to apply", "value": record.where_to or None},
                {"label": "Its web page", "value": record.link or None, "url": record.link},
            ]
