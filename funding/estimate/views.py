"""Estimates: the list, one of them beside others of the same, its history and its form."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from funding.estimate.forms import EditEstimate, EstimateFilter
from funding.estimate.permissions import can_add_estimate, can_edit_estimate
from funding.models import Estimate, EstimatePlace
from funding.write_views import KindOfMoney
from interface.cells import Figure, called, linked, links, names
from interface.charts.bands import BandChart, PlanActual, band_chart
from interface.columns import ADDRESS, NUMBER, Column
from interface.pages import Empty
from interface.parts import Theme
from interface.words import NOT_KNOWN, capitalised
from partnerships.models import Programme
from records.dates import DateWithPrecision, known_day

Side = Estimate.Side
# The most that are drawn side by side, and that a page lists beside one.
DRAWN, BESIDE = 12, 50
# The most that the largest drawn may be of the smallest.
MOST_TIMES = 20
NEVER_ADDED = (
    "They are shown side by side, each with its own meaning, and are never added together."
)


def _made(estimate: Estimate) -> str:
    return str(DateWithPrecision.of(estimate, "made") or "")


def _places(estimate: Estimate) -> list[Any]:
    return [link.place for link in estimate.place_links.all()]


def _in_pounds(end: str) -> Callable[[Estimate], Any]:
    return lambda row: None if row.unit in Estimate.TIME else getattr(row, end)


def _in_time(end: str) -> Callable[[Estimate], Any]:
    return lambda row: getattr(row, end) if row.unit in Estimate.TIME else None


def _amount(estimate: Estimate) -> str:
    return str(estimate.amount) if estimate.amount.known else ""


COLUMNS = (
    NUMBER,
    Column(
        *("title", "Estimate", "What it is an estimate of", attrgetter("title")),
        cell=lambda row: linked(row.title, row.get_absolute_url()),
        head=True,
        sort="newest",
    ),
    Column(
        "amount",
        "Amount",
        "In words, with how exact it is. Never add estimates up",
        _amount,
        cell=lambda row: _amount(row) or NOT_KNOWN,
    ),
    Column(
        *("means", "What it means", "Net or gross, over which years, how known"),
        attrgetter("means"),
        cell=lambda row: capitalised(row.means),
    ),
    Column(
        "low",
        "Amount or low end",
        "In pounds",
        _in_pounds("amount_low"),
        pounds=True,
        blank="not known, or counted in staff time",
    ),
    Column("high", "High end", "Only for a range", _in_pounds("amount_high"), pounds=True),
    Column(
        "time_low",
        "Time or low end",
        "In hours or days of staff time, as the column unit says",
        _in_time("amount_low"),
        number=True,
        blank="not known, or counted in pounds",
    ),
    Column(
        *("time_high", "High end of time", "Only for a range", _in_time("amount_high")),
        number=True,
    ),
    Column(
        "qualifier",
        "How exact",
        "Exactly, about, at least, more than or at most",
        lambda row: row.get_amount_qualifier_display() if row.amount.known else "",
    ),
    *Column.each(
        Estimate, ("effect", "side", "unit", "net", "per", "years", "price_year", "basis")
    ),
    Column(
        *("places", "Places", "The places that it is for", attrgetter("where")),
        cell=lambda row: names(_places(row)),
    ),
    Column(
        "programme",
        "Programme",
        "The programme that it is about",
        lambda row: row.programme.name if row.programme else "",
    ),
    Column(
        *("author", "Worked out by", "Who worked it out", attrgetter("author_words")),
        cell=lambda row: called(row.author, row.author_short) or row.author_said or NOT_KNOWN,
    ),
    known_day("made", "Worked out on", "When, as precisely as known"),
    Column.of(Estimate, "method"),
    Column.of(Estimate, "note"),
    Column("source", "Source", "Where it is from", lambda row: row.source and row.source.title),
    Column("visibility", "Visible to", "Who can see this row", Estimate.get_visibility_display),
    ADDRESS,
)


def side_by_side(key: str, rows: Iterable[Estimate]) -> BandChart | None:
    """Estimates in pounds on one scale, each under its own meaning; None where no amount is known.

    Where one is many times another, one scale would show the small ones as nothing: None.
    """
    meaning_alike = sorted(rows, key=attrgetter("group_words"))
    known = [
        row for row in meaning_alike if row.unit not in Estimate.TIME and row.amount_low is not None
    ]
    ends = [end for row in known for end in (row.amount_low, row.amount_high) if end]
    if ends and max(ends) > MOST_TIMES * min(ends):
        return None
    meanings = {row.group_words for row in known}
    drawn = [
        PlanActual(
            row.title if len(meanings) == 1 else f"{row.group_words}: {row.title}",
            actual_low=row.amount_low,
            actual_high=row.amount_high,
            actual_words=str(row.amount),
        )
        for row in known
    ]
    text = " ".join(f"{row.title}: {row.amount}, {row.means}." for row in known)
    return band_chart(key, "Estimates side by side, in pounds", drawn, unit="£", said=text)


def groups_of(rows: Iterable[Estimate], first: Estimate) -> list[tuple[str, list[Estimate]]]:
    """Estimates by what they mean, those that mean the same as ``first`` first, itself left out."""
    made: dict[str, list[Estimate]] = {first.group_words: []}
    for row in rows:
        made.setdefault(row.group_words, []).extend([] if row == first else [row])
    return [(words, group) for words, group in made.items() if group]


def estimates_of(user: Any, programme: Programme) -> QuerySet[Estimate]:
    """The estimates of a programme that the reader sees, like beside like. One query."""
    rows = Estimate.objects.visible_to(user).filter(programme=programme)
    return rows.select_related("author", "source").order_by("effect", "net", "side", "unit", "id")


@dataclass(frozen=True)
class SideSaves:
    """How many estimates say what one side saves, in money and in staff time, each with the list
    that it counts."""

    side: str
    money: int
    time: int
    money_url: str
    time_url: str


def savings_of(user: Any, programme: Programme) -> list[SideSaves]:
    """Estimates of savings of a programme by side and unit; nothing where there are none. A side
    that no estimate names stands there with none. One query."""
    found = Estimate.objects.visible_to(user).filter(
        programme=programme, effect=Estimate.Effect.SAVING
    )
    in_time = Q(unit__in=Estimate.TIME)
    money, time = Count("pk", filter=~in_time), Count("pk", filter=in_time)
    rows = found.order_by().values("side").annotate(money=money, time=time)
    counts: dict[str, tuple[int, int]] = {
        side: (money, time) for side, money, time in rows.values_list("side", "money", "time")
    }
    if not counts:
        return []
    listed = f"{reverse('estimates')}?programme={programme.slug}&effect={Estimate.Effect.SAVING}"
    made = []
    for side in (Side.CENTRAL, Side.LOCAL, Side.BOTH, Side.NOT_KNOWN):
        if side in counts or side != Side.NOT_KNOWN:
            said = "side not said" if side == Side.NOT_KNOWN else side.label
            url = f"{listed}&side={side}&unit="
            in_money, in_staff_time = counts.get(side, (0, 0))
            made.append(
                SideSaves(
                    capitalised(said),
                    in_money,
                    in_staff_time,
                    f"{url}{Estimate.Unit.POUNDS}",
                    f"{url}{'&unit='.join(Estimate.TIME)}",
                )
            )
    return made


class Estimates(KindOfMoney):
    """The estimates that the reader may see, drawn side by side where they are few."""

    api = True
    model, form, path, noun = Estimate, EditEstimate, "funding/estimates", "estimate"
    title, filters, columns = "Estimates", EstimateFilter, COLUMNS
    may_add, may_edit = can_add_estimate, can_edit_estimate
    empty = Empty("No estimate that you can see is recorded yet.")
    menu = {
        "label": "Add an estimate",
        "says": "A saving, benefit or cost that somebody estimated",
        "theme": Theme.MONEY,
        "order": 140,
        "words": "savings benefits new",
    }

    class List(KindOfMoney.List):
        template_name = "funding/estimate/list.html"
        lead = f"Estimates of what something saves, costs or is worth. {NEVER_ADDED}"

        def render_page(self, **context: Any) -> Any:
            rows = context["page"].rows
            chart = side_by_side("estimates", rows) if len(rows) <= DRAWN else None
            return super().render_page(**context, chart=chart)

    class Page(KindOfMoney.Page):
        """One estimate with its care, and others of the same beside it."""

        template_name = "funding/estimate/record.html"
        texts = {"method": "", "note": ""}

        def facts(self) -> list[dict[str, Any]]:
            row = self.record
            author, programme = row.author, row.programme
            return [
                {"label": "What it means", "value": capitalised(row.means)},
                {
                    "label": "For which side",
                    "value": capitalised(row.get_side_display())
                    if row.side != Side.NOT_KNOWN
                    else None,
                },
                {"label": "Places", "value": links(_places(row)) or None},
                {
                    "label": "Programme",
                    "value": programme and programme.name,
                    "url": programme and programme.get_absolute_url(),
                },
                {
                    "label": "Worked out by",
                    "value": row.author_words or None,
                    "url": author and author.get_absolute_url(),
                },
                {"label": "Worked out on", "value": _made(row) or None},
                {"label": "In prices of", "value": row.price_year},
            ]

        def get_context_data(self) -> dict[str, Any]:
            row = self.record
            found = list(
                self.get_queryset()
                .about_the_same(row)
                .order_by("effect", "net", "id")[: BESIDE + 1]
            )
            others = found[:BESIDE]
            alike = [other for other in others if other.group_words == row.group_words]
            return {
                **super().get_context_data(),
                "amount": Figure(
                    quantity=row.amount,
                    meaning=capitalised(row.means),
                    as_of=_made(row),
                    source=row.source,
                ),
                "others": others,
                "groups": groups_of([row, *others], first=row),
                "is_cut": len(found) > BESIDE,
                "chart": side_by_side("beside", [row, *alike[: DRAWN - 1]]) if alike else None,
                "never_added": NEVER_ADDED,
                "example": any(place.is_example for place in _places(row)),
            }

    class Add(KindOfMoney.Add):
        lead = (
            "Leave empty what is not known. The estimate is shown beside other "
            "estimates of the same thing and never replaces them."
        )

    class TakeBack(KindOfMoney.TakeBack):
        parts = ((EstimatePlace, "estimate"),)
