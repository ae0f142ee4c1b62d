"""What the pages of reorganisation show: acts, answers to check, what moved, the undo."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from access.permissions import can_reorganise
from interface import paging
from interface.paging import Page, Sort
from interface.words import date_words
from partnerships.models import Place, PlaceName, Reorganisation
from partnerships.place.models.place import holding
from records.merging import Does
from reorganise import choices, places, undo
from reorganise.giving_way_plan import GivingWay
from reorganise.moves import Moves, Section, moves_of, preview
from reorganise.plan import Kind, Plan

SORTS = (Sort("day", "on", starts_descending=True), Sort("title", "title"))
NOT_CARRIED = ("csrfmiddlewaretoken", "step", "seen", "go")
CHANGED = "Something changed since you looked at it, so nothing was done. Check it once more."


@dataclass(frozen=True, slots=True)
class Act:
    """An act in words: on its page, and where it is chosen."""

    kind: str
    title: str
    hint: str

    @property
    def address(self) -> str:
        """The name of its address."""
        return f"place_{self.kind}"


ACTS = (
    Act("merge", "Merge", "It becomes another place, alone or together with others"),
    Act("split", "Split", "Two or more places take over from it"),
    Act("rename", "New name", "It stays, under a new name; its old address leads to the new"),
    Act("recode", "New code", "It stays, with a new official code, and perhaps as another kind"),
)


def act_of(kind: str) -> Act:
    """The words of an act."""
    return next(act for act in ACTS if act.kind == kind)


def acts_on(place: Place) -> list[Reorganisation]:
    """What was planned or done with this place before."""
    return list(Reorganisation.objects.touching(place)[:10])


@dataclass(frozen=True, slots=True)
class Choice:
    """A question of a split: where a kind, or one record of it, goes."""

    name: str
    label: str
    url: str
    options: list[tuple[str, str]]
    answer: str


@dataclass(frozen=True, slots=True)
class Moving:
    """One kind that moves, with the questions of a split."""

    section: Section
    default: Choice | None = None
    each: list[Choice] = field(default_factory=list)
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """Everything that will happen, to check before it does. ``may_go``: it was seen just so."""

    plan: Plan | GivingWay
    moves: Moves
    moving: list[Moving]
    ends: list[str]
    begins: list[str]
    is_planned: bool
    may_go: bool
    problem: str
    links_end: list[Section]
    stays: list[str] = field(default_factory=list)
    of: str = "place"
    rest: Choice | None = None
    together: list[Choice] = field(default_factory=list)

    @property
    def is_split(self) -> bool:
        """Whether it asks where things go."""
        return any(one.default for one in self.moving)

    @property
    def day(self) -> str:
        """The first day of the new order."""
        return date_words(self.plan.on)

    @property
    def will_say(self) -> str:
        """What is said when it is done."""
        if self.is_planned:
            return f"It is planned for {self.day}. It is carried out on that day."
        return "It is done. Everything that moved is listed below."


def checked(user: Any, plan: Plan, data: Mapping[str, Any]) -> Check:
    """The preview of a plan, and whether what was sent had seen just this."""
    moves = preview(
        lambda made: places.write(made, plan),
        user,
        kind=plan.kind,
        title=plan.title[:500],
        on=plan.on,
        plan=plan.as_json(),
    )
    went = data.get("step") == "go"
    return Check(
        plan=plan,
        moves=moves,
        moving=[
            _moving(plan, section)
            for section in moves.sections
            if section.rule.does is not Does.END
        ],
        ends=_ends(plan),
        begins=[successor.title for successor in plan.after if successor.place is None],
        is_planned=plan.on > timezone.localdate(),
        may_go=went and data.get("seen") == moves.seen,
        problem=CHANGED if went and data.get("seen") != moves.seen else "",
        links_end=[section for section in moves.sections if section.rule.does is Does.END],
    )


def _ends(plan: Plan) -> list[str]:
    """Names and codes that end on the day."""
    names = PlaceName.objects.filter(holding(plan.on), place__in=plan.before)
    if plan.kind == Kind.RECODE:
        names = names.none()
    codes = [
        f"code {code}"
        for place in plan.before
        for code in place.codes.filter(valid_to=None)
        if not plan.changes_itself or plan.after[0].code
    ]
    return [*dict.fromkeys(f"name {name.name}" for name in names), *codes]


def _moving(plan: Plan, section: Section) -> Moving:
    if plan.kind != Kind.SPLIT:
        return Moving(section)
    rule, options = section.rule, choices.options(section.rule, plan)
    default = Choice(
        choices.name_of(rule),
        f"Where the {section.title} go, where nothing else is chosen",
        "",
        options,
        choices.answer_words(plan, rule),
    )
    same = ("", "as all of them")
    each = [
        Choice(
            choices.name_of(rule, row.row_id),
            row.name,
            row.url,
            [same, *options],
            choices.answer_words(plan, rule, row.row_id),
        )
        for row in section.rows
        if row.row_id
    ]
    return Moving(section, default, each)


def carried(data: Any) -> list[tuple[str, str]]:
    """The answers so far, which the page that is checked carries along."""
    return [
        (name, value)
        for name in data
        if name not in NOT_CARRIED and not name.startswith("go-") and name != "draft_token"
        for value in data.getlist(name)
    ]


@dataclass(frozen=True, slots=True)
class ReorganisationPage:
    """A reorganisation with what moved, as far as its reader may see."""

    reorganisation: Reorganisation
    moves: Moves
    before: list[Any]
    after: list[Any]
    day: str
    manages: bool
    obstacles: list[str] = field(default_factory=list)

    @property
    def is_planned(self) -> bool:
        """Whether its day is still to come, or it waits for somebody."""
        return self.reorganisation.state == Reorganisation.State.PLANNED

    @property
    def may_undo(self) -> bool:
        """Whether this reader may try to undo it."""
        return self.manages and self.reorganisation.state == Reorganisation.State.DONE


def page_of(user: Any, reorganisation: Reorganisation) -> ReorganisationPage:
    """The page of one reorganisation."""
    parts = list(reorganisation.parts.select_related("place", "organisation"))
    manages = can_reorganise(user)
    return ReorganisationPage(
        reorganisation=reorganisation,
        moves=moves_of(reorganisation, user, whole=manages),
        before=[part for part in parts if part.side == "before"],
        after=[part for part in parts if part.side == "after"],
        day=date_words(reorganisation.on),
        manages=manages,
    )


def undoing(user: Any, reorganisation: Reorganisation) -> ReorganisationPage:
    """The page on which it is undone: what goes back, and what stands in the way."""
    page = page_of(user, reorganisation)
    return dataclasses.replace(page, obstacles=undo.obstacles(reorganisation))


def listed(user: Any, params: Any) -> Page:
    """A page of the list of reorganisations."""
    rows = Reorganisation.objects.visible_to(user).exclude(kind=Kind.DUPLICATE)
    return paging.page(rows, params, SORTS, size=50)
