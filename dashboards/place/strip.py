"""The strip of a place: at most four figures, which say what is so at a glance."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from barriers.report.at_place import Barriers
from funding.flow.by_end import Promised
from geography.measure.comparison import Compared, Context
from pilots.place.partners import Partners
from pilots.place.pilots import Pilots

SHOWN = 4
# Of official figures the first that stand in a strip, with what they are of in short; the others
# are on their own page
SHORT = {
    "imd_lsoas_most_deprived_decile_pct": "of neighbourhoods are in England’s most deprived tenth",
    "children_relative_low_income_ahc_pct": "of children in low income, after housing costs",
    "claimant_count_pct": "of people claim unemployment-related benefits",
    "healthy_life_expectancy_female": "",
}
OFFICIAL = tuple(SHORT)
Item = dict[str, Any]


def own_figures(pilots: Pilots, barriers: Barriers, money: Promised) -> list[Item]:
    """What is recorded here: nothing for what is not."""
    return [*_work(pilots, barriers), *_money(money)]


def filled(own: list[Item], context: Context | None, whose: str, partners: Partners) -> list[Item]:
    """The same with official figures where there is room, and the number of partners after them.

    ``whose`` says whose figures they are, where they are not of the place itself.
    """
    local = [{"label": "partners", "value": partners.local_words}] if partners.local else []
    return [*with_official(own, context, whose), *local][:SHOWN]


def with_official(own: list[Item], context: Context | None, whose: str = "") -> list[Item]:
    """The same with official figures where there is room."""
    rows = {row.key: row for row in context.published if row.known} if context else {}
    return [*own, *(_official(rows[key], whose) for key in OFFICIAL if key in rows)][:SHOWN]


def _work(pilots: Pilots, barriers: Barriers) -> Iterator[Item]:
    if pilots.under_way:
        number = pilots.under_way
        label = "pilot under way" if number.label == "1" else "pilots under way"
        yield {"label": label, "value": number}
    elif pilots.count:
        ended = all(row.pilot.has_ended for row in pilots.rows)
        noun = "pilot" if pilots.count.label == "1" else "pilots"
        yield {"label": f"{noun}, now finished" if ended else noun, "value": pilots.count}
    if barriers.still_open:
        label = "barrier" if barriers.still_open.label == "1" else "barriers"
        yield {"label": f"{label} still in the way", "value": barriers.still_open}
    elif barriers.count:
        label = "barrier recorded" if barriers.count.label == "1" else "barriers recorded"
        yield {"label": label, "value": barriers.count}


def _money(money: Promised) -> Iterator[Item]:
    if not money.total.known:
        return
    paid = f"; {money.paid} known to have been paid" if money.paid.known else ""
    lead = money.total.qualifier_words
    yield {"label": f"promised{paid}", "value": money.total.number, "lead": lead}
    if money.next_end:
        yield {
            "label": f"when {money.next_total} of it ends",
            "value": money.next_end,
        }


def _official(row: Compared, whose: str) -> Item:
    """A figure with its release, and the country’s beside it, where that is no tenth by rule."""
    by_rule = row.key == OFFICIAL[0] or not row.country_words
    country = "" if by_rule else f"; {row.country_name} {row.country_words}"
    label = SHORT.get(row.key) or row.label
    return {"label": f"{label}{whose} ({row.period}){country}", "value": row.here}
