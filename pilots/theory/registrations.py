"""How theories of change take part in the whole."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat

from interface.columns import Column
from interface.parts import RecordMenuItem
from partnerships.place.examples import made_up_rule
from pilots.indicator.codebook import indicator, seen_indicators
from pilots.models import Theory, TheoryBox, TheoryLink
from records.absent import Absent, Whole
from records.differences import HistoryLabel
from records.unlinked import Unlinked
from registry.programme_files import ProgrammeFile, Scope, address, choice, of_pilots, pilot, text
from registry.reported import HasErrorReports
from registry.search import PILOT, PLACE, SearchIndex


def _theories(scope: Scope) -> QuerySet[Any]:
    return of_pilots(scope, Theory)


def _theory_key(row: Theory) -> str:
    """A version by the pilot's key and its number there, which do not change."""
    return f"{row.pilot.slug}/{row.number}"


def _of_theories(scope: Scope, model: Any) -> QuerySet[Any]:
    seen = _theories(scope).order_by().values("pk")
    rows = model.objects.visible_to(scope.user).filter(theory__in=seen)
    return rows.select_related("theory__pilot")


def _theory() -> Column:
    return Column(
        "theory", "The version: its key in theories.csv", value=lambda row: _theory_key(row.theory)
    )


THEORIES = ProgrammeFile(
    "theories",
    "A version of how people think that a pilot brings about change; earlier ones are kept",
    _theories,
    (
        Column("theory", "Its key: the pilot’s and its number there", value=_theory_key),
        pilot(),
        text("number", "The number of the version"),
        text("why", "Why there is a new version", blank="nothing is said"),
        text("agreed_at", "When it was agreed", values="time in the UK", blank="it is a draft"),
        address(),
    ),
    order=270,
)
BOXES = ProgrammeFile(
    "theory_boxes",
    "A step on the way from the problem to what changes, in one version",
    lambda scope: _of_theories(scope, TheoryBox).prefetch_related(seen_indicators(scope)),
    (
        text("box", "Its number; it stays the same", "pk"),
        _theory(),
        choice("kind", "What kind of step", TheoryBox),
        text("text", "The step"),
        text("assumption", "What is taken for granted", blank="nothing is said"),
        indicator("The indicator that counts it", "none is named"),
    ),
    order=280,
)
LINKS = ProgrammeFile(
    "theory_links",
    "One step of a version leads to another",
    lambda scope: _of_theories(scope, TheoryLink),
    (
        text("link", "Its number; it stays the same", "pk"),
        _theory(),
        text("from_box", "The step that leads: its number in theory_boxes.csv", "start_id"),
        text("to_box", "The step that follows: its number in theory_boxes.csv", "end_id"),
        text("assumption", "What must hold for it", blank="nothing is said"),
    ),
    order=290,
)

# Each new version begins as a copy of the one before: its number tells two of one title apart
VERSION = Concat(Value("Version "), Cast("theory__number", TextField()), output_field=TextField())

REGISTRATIONS = (
    RecordMenuItem(
        page="theory",
        label="Theory of change",
        says="How it is to bring about change, and what that rests on",
        of="pilot",
        order=70,
    ),
    HasErrorReports(
        model=Theory,
        pages=("theory_version",),
        keys=("pilot__slug", "number"),
        reads=("pilot",),
        of=("pilot",),
    ),
    THEORIES,
    BOXES,
    LINKS,
    SearchIndex(
        model=TheoryBox,
        label="theory of change",
        plural="theories of change",
        page="theory_version",
        key=("theory__pilot__slug", "theory__number"),
        title="text",
        text=("assumption",),
        note=("kind", "theory__pilot__name", VERSION),
        within={PILOT: "theory__pilot_id", PLACE: "theory__pilot__reach_ids"},
        made_up=made_up_rule(TheoryBox, "theory__pilot"),
        weight=-0.2,
        order=116,
    ),
    Absent(
        model=Theory,
        at=Whole.FILES,
        why="it is a drawing of boxes and arrows on which people agree",
    ),
    Unlinked(
        pages=("theory_begin",),
        on="theory",
        why="a new version is begun once the one before was agreed",
    ),
    HistoryLabel(model=Theory, noun="theory of change"),
    HistoryLabel(model=TheoryBox, noun="box in the theory of change"),
    HistoryLabel(model=TheoryLink, noun="arrow in the theory of change", named_by=("assumption",)),
)
