"""What the page of one flow says first: a sentence, its figures, and what follows when it ends."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from funding.flow.facts import MEANINGS, ends_in
from funding.flow.totals import Leg, Total, add_up
from interface.words import capitalised, count_words, date_words, pounds
from records.dates import DateWithPrecision


def lead(flow: Any, today: dt.date) -> str:
    """From whom to whom, and until when."""
    amount = str(flow.amount) if flow.amount.known else "An amount that isn’t known"
    giver, receiver = flow.giver_in_short, flow.receiver_in_short
    said = capitalised(amount)
    said += f" from {giver}" if giver else ""
    said += f" to {receiver}" if receiver else ""
    said += f", {MEANINGS[flow.meaning]}" if flow.meaning == flow.Meaning.FORECAST else ""
    return f"{said}. {_end(flow, today)}"


def _end(flow: Any, today: dt.date) -> str:
    if flow.end is None:
        return "We don’t know when it ends."
    on = "on" if flow.end_precision == "day" else "in"
    verb, day = "ended" if flow.end < today else "ends", DateWithPrecision.of(flow, "end")
    if not flow.end_follows:
        return f"It {verb} {on} {day}."
    if flow.meaning == flow.Meaning.FORECAST:
        return f"Its programme {verb} {on} {day}."
    return f"It {verb} with its programme, {on} {day}."


@dataclass(frozen=True)
class Onward:
    """What goes on of a flow: all of it that a reader sees, what of it means the same, and what
    stays with the first recipient."""

    children: list[Any]
    alike: list[Any]
    stays: Total


def onward_of(flow: Any, rows: Any) -> Onward:
    """The same; ``rows`` are the flows that the reader sees, as a page of one shows them."""
    children = list(rows.filter(parent=flow).order_by("id"))
    legs = [Leg.of(leg) for leg in (flow, *children)]
    alike = [child for child in children if child.meaning == flow.meaning]
    return Onward(children, alike, add_up(legs[:1], legs)[flow.meaning])


def figures(flow: Any, onward: Onward, today: dt.date) -> list[dict[str, Any]]:
    """How much, how much of that goes on and stays, and how long it lasts."""
    amount, alike = flow.amount, onward.alike
    told: list[dict[str, Any]] = [
        {
            "label": capitalised(MEANINGS[flow.meaning]),
            "lead": amount.qualifier_words if amount.known else "",
            "value": amount.number if amount.known else None,
        }
    ]
    if alike and all(child.amount.known for child in alike) and amount.known:
        passed = sum(child.amount_low for child in alike)
        if not flow.passes_on_vaguely:
            bodies = count_words(len(alike), "amount")
            told.append({"label": f"passed on, in {bodies}", "value": pounds(passed)})
        if not onward.stays.is_range:
            told.append({"label": "stays with the first recipient", "value": str(onward.stays)})
    if flow.end and flow.end >= today:
        soon = ends_in(flow.end, today)
        label = "until it ends" if soon.startswith("in ") else "it ends"
        told.append({"label": label, "value": soon.removeprefix("in ")})
    return told


def is_open(flow: Any, today: dt.date) -> bool:
    """Whether it ends, and it is not decided what follows."""
    known = getattr(flow, "ending", None)
    return bool(flow.end and flow.end >= today) and not (known and known.is_decided)


def follows(flow: Any, today: dt.date) -> dict[str, Any]:
    """What is known of what follows, in a head and a line; empty where it has no end to come."""
    known = getattr(flow, "ending", None)
    if not (flow.end and flow.end >= today):
        return {}
    if known is None or not known.is_decided:
        said = []
        if known and known.decision_due:
            is_late = known.decision_due < today
            was = "A decision was due on" if is_late else "A decision is due by"
            by = f" from {known.decided_by}" if known.decided_by else ""
            said.append(f"{was} {date_words(known.decision_due)}{by}.")
        if known and known.tell_by:
            said.append(f"People must be told by {date_words(known.tell_by)}.")
        return {
            "head": "Nobody has said what happens next.",
            "text": " ".join(said),
            "is_open": True,
        }
    return {"head": f"{capitalised(str(known.get_outcome_display()))}.", "text": known.said}
