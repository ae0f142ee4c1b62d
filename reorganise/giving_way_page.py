"""What is looked at before bodies give way to others: what moves, stays, ends and begins.

Of a split body each row goes to the one that serves its place, as far as the record says; where it
cannot be told, the page asks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils import timezone

from interface.words import list_words
from partnerships.models import Organisation
from records.merging import Rule
from reorganise import giving_way
from reorganise.choices import STAYS, answer_of, name_of, numbers, options, rows_said
from reorganise.giving_way import PLACES, ROLES
from reorganise.giving_way_plan import GivingWay
from reorganise.moves import Section, preview
from reorganise.page_data import CHANGED, Check, Choice, Moving
from reorganise.seats import KEY as SEATS
from reorganise.seats import Together, together

REST = "go-rest"
# While the page asks, every row is listed as if it went to the first
LISTED = {rule.key: {"default": [0], "rows": {}} for rule in giving_way.moving()}


def with_choices(plan: GivingWay, data: Mapping[str, Any]) -> GivingWay:
    """The plan with what was chosen of its rows; where one takes over only seats are asked about
    that come together on one board."""
    choices: dict[str, Any] = {SEATS: {}}
    for rule in giving_way.moving() if plan.is_split else ():
        default = _default(rule, plan, data)
        choices[rule.key] = {
            "default": numbers(default, plan) if default else [],
            "rows": rows_said(rule, plan, data),
        }
    rows = _together(plan)
    said = {row.key: data[row.name] for row in rows if data.get(row.name)}
    choices[SEATS]["kept"] = {row.key: row.kept(said) for row in rows}
    return replace(plan, choices=choices)


def checked(user: Any, plan: GivingWay, data: Mapping[str, Any]) -> Check:
    """The preview of a plan with its choices, and whether what was sent had seen just this."""
    listed = replace(plan, choices=LISTED if plan.is_split else {})
    moves = preview(
        lambda made: giving_way.write(made, listed, told={}),
        user,
        kind=plan.kind,
        title=plan.title[:500],
        on=plan.on,
        plan={**plan.as_json(), "choices": {}},  # what is chosen changes nothing that is listed
    )
    told = giving_way.guesses(plan) if plan.is_split else {}
    moving = [_moving(plan, section, told, data) for section in moves.sections]
    moving.sort(key=lambda one: one.section.rule.key != PLACES)
    unsaid = [
        one.section.title for one in moving if plan.is_split and _lacks(plan, one, told, data)
    ]
    went = data.get("step") == "go"
    problem = CHANGED if went and data.get("seen") != moves.seen else ""
    if went and not problem and unsaid:
        problem = f"Choose where the rest goes. The record does not say for {list_words(unsaid)}"
    return Check(
        plan=plan,
        moves=moves,
        moving=moving,
        ends=[body.name for body in plan.before],
        begins=[heir.title for heir in plan.after if heir.body is None],
        is_planned=plan.on > timezone.localdate(),
        may_go=went and not problem,
        problem=problem,
        links_end=[],
        stays=giving_way.staying(plan),
        of="body",
        rest=_rest(plan, data) if plan.is_split else None,
        together=[_choice(plan, row) for row in _together(plan)],
    )


def _together(plan: GivingWay) -> list[Together]:
    """The seats that would come together, wherever each of a split body might go."""
    return together(plan, lambda _: list(range(len(plan.after))))


def _choice(plan: GivingWay, row: Together) -> Choice:
    """Which of these seats go on; of a split body, if the seat goes to this one."""
    said = plan.choices.get(SEATS, {}).get("kept", {})
    heir = plan.after[row.at]
    label = f"{row.board}, if its seat goes to {heir.title}" if plan.is_split else str(row.board)
    url = f"{row.board.get_absolute_url()}seats/"
    return Choice(row.name, label, url, row.options(heir.body), row.kept(said))


def _rest(plan: GivingWay, data: Mapping[str, Any]) -> Choice:
    """The one question that stands for all of which nothing else is said."""
    label = "Where does the rest go, if the record does not say?"
    return Choice(REST, label, "", [("", "Choose"), *_for_all(plan)], str(data.get(REST) or ""))


def _for_all(plan: GivingWay) -> list[tuple[str, str]]:
    each = [(str(at), heir.title) for at, heir in enumerate(plan.after)]
    return [*each, (STAYS, f"stays with {plan.before[0].name}")]


def _default(rule: Rule, plan: GivingWay, data: Mapping[str, Any]) -> str:
    """Where rows of a kind go for which nothing else is said: as it was chosen for the kind, or for
    all of the rest; empty where nobody chose.

    Roles of people stay unless somebody says otherwise: of two bodies none is theirs by software.
    """
    sent = data.get(name_of(rule))
    if sent in dict(options(rule, plan)):
        return str(sent)
    if rule.key in ROLES:
        return STAYS
    rest = data.get(REST)
    return str(rest) if rest in dict(_for_all(plan)) else ""


def _lacks(
    plan: GivingWay, moving: Moving, told: Mapping[str, Any], data: Mapping[str, Any]
) -> bool:
    """Whether of some row of this kind neither a person nor the record says where it goes."""
    rule = moving.section.rule
    if _default(rule, plan, data):
        return False
    said = {*told.get(rule.key, {}), *plan.choices[rule.key]["rows"]}
    rows = rule.rows(Organisation, plan.sides(()))
    return rows.exclude(pk__in=[int(row) for row in said]).exists()


def _moving(
    plan: GivingWay, section: Section, told: Mapping[str, Any], data: Mapping[str, Any]
) -> Moving:
    if not plan.is_split:
        return Moving(section)
    rule, answers = section.rule, options(section.rule, plan)
    said = {**told.get(rule.key, {}), **plan.choices[rule.key]["rows"]}
    default = Choice(
        name_of(rule),
        f"Where the {section.title} go, where nothing else is chosen",
        "",
        [*([] if rule.key in ROLES else [("", "as all the rest")]), *answers],
        str(data.get(name_of(rule)) or (STAYS if rule.key in ROLES else "")),
    )
    each = [
        Choice(
            name_of(rule, row.row_id),
            row.name,
            row.url,
            [("", "as all of them"), *answers],
            answer_of(said[str(row.row_id)]) if str(row.row_id) in said else "",
        )
        for row in section.rows
        if row.row_id
    ]
    return Moving(section, default, each, is_open=rule.key == PLACES)
