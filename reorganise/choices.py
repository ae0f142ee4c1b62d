"""For a split: where each record goes, as the page asks it and as it is sent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from partnerships.models import Place
from records.merging import Does, Rule
from reorganise.plan import Kind, Plan
from reorganise.rules import RULES

STAYS = "stays"
ALL = "all"
MOST_ROWS = 2000


def chosen_kinds() -> list[Rule]:
    """The kinds of rows that may go to one successor or another."""
    met: dict[str, Rule] = {}
    for rule in RULES[Place]:
        if rule.does.goes_on:
            met.setdefault(rule.key, rule)
    return list(met.values())


def name_of(rule: Rule, row_id: int | None = None) -> str:
    """The name of the answer that says where a kind, or one row of it, goes."""
    plain = re.sub(r"[^a-z]+", "-", rule.key.lower())
    return f"go-{plain}" if row_id is None else f"go-{plain}-{row_id}"


def options(rule: Rule, plan: Any) -> list[tuple[str, str]]:
    """The answers: each successor, all of them, or left with what gives way.

    Of a body only what begins anew may go to each: a record itself is never there twice.
    """
    each = [(str(at), successor.title) for at, successor in enumerate(plan.after)]
    may_be_two = rule.key != "people.Subscription.place"
    if rule.does is Does.DATE if plan.kind == Kind.GIVES_WAY else may_be_two:
        each.append((ALL, f"each of them{rule.for_each}"))
    return [*each, (STAYS, f"stays with {plan.before[0].name}")]


def default_of(rule: Rule) -> str:
    """What is chosen where nobody chose: the first, or each of them."""
    return ALL if rule.spread else "0"


def choices_of(data: Mapping[str, Any], plan: Plan) -> dict[str, Any]:
    """The choices that were sent, as a plan keeps them; what is not known to us is left out."""
    if plan.kind != Kind.SPLIT:
        return {}
    choices = {}
    for rule in chosen_kinds():
        allowed = dict(options(rule, plan))
        default = _answer(data.get(name_of(rule)), allowed, default_of(rule))
        choices[rule.key] = {
            "default": numbers(default, plan),
            "rows": rows_said(rule, plan, data),
        }
    return choices


def rows_said(rule: Rule, plan: Any, data: Mapping[str, Any]) -> dict[str, list[int]]:
    """Where single rows go, as far as that was sent."""
    allowed, rows, start = dict(options(rule, plan)), {}, f"{name_of(rule)}-"
    for name in list(data)[:MOST_ROWS]:
        row = name.removeprefix(start)
        if name.startswith(start) and row.isdecimal() and data.get(name) in allowed:
            rows[row] = numbers(data[name], plan)
    return rows


def answer_words(plan: Plan, rule: Rule, row_id: int | None = None) -> str:
    """The answer that stands for this kind or row."""
    chosen = plan.choices.get(rule.key, {})
    rows = chosen.get("rows", {})
    if row_id is not None and str(row_id) not in rows:
        return ""
    return answer_of(chosen.get("default", []) if row_id is None else rows[str(row_id)])


def answer_of(after: list[int]) -> str:
    """The answer that sends a row to these."""
    if not after:
        return STAYS
    return ALL if len(after) > 1 else str(after[0])


def _answer(sent: Any, allowed: Mapping[str, str], default: str) -> str:
    return sent if sent in allowed else default


def numbers(answer: str, plan: Any) -> list[int]:
    """To which of those that come after, by their numbers."""
    if answer == STAYS:
        return []
    return list(range(len(plan.after))) if answer == ALL else [int(answer)]
