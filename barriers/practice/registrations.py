"""How the practice library takes part in the whole."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import Case, F, Func, Q, TextField, Value, When
from django.urls import reverse

from barriers.models import (
    Barrier,
    BarrierGuidance,
    Believed,
    Guidance,
    GuidanceFor,
    GuidanceRead,
    Practice,
    PracticeExample,
)
from barriers.practice.guidance_views import Examples, Guidances
from barriers.practice.permissions import can_keep_library, can_keep_steps, can_word
from barriers.practice.reading_views import Readings
from barriers.practice.step_views import Steps
from interface.parts import MenuItem, Theme
from partnerships.place.belonging import above
from records.absent import Absent, Whole
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, InTime, PlaceRule
from records.related import Beside
from records.resting import CitesSource, HasNotes, Line, SourceKept
from registry.library import LibraryKind
from registry.reported import HasErrorReports
from registry.search import BODY, PILOT, PLACE, DayInWords, SearchIndex


def _example(example: PracticeExample) -> Line:
    return Line(str(example), reverse("practice_examples"))


def _step(code: Any) -> Func:
    """The one part of its address: the step that it is an example of; none where it is of none."""
    template = "array_remove(ARRAY[%(expressions)s::text], NULL)"
    return Func(code, template=template, output_field=ArrayField(TextField()))


def _words(user: Any, belief: Believed) -> bool:
    return can_word(user, belief.barrier)


REGISTRATIONS = (
    HistoryLabel(
        model=PracticeExample,
        apart="it stands with its place and its source on the page of its kind",
    ),
    *Guidances.registrations(),
    BodyRule(
        Guidance,
        "owner",
        Does.MOVE,
        noun="piece of guidance that it can change,pieces of guidance that it can change",
        order=414,
        in_time=InTime(Does.MOVE),
    ),
    HistoryLabel(
        model=BarrierGuidance,
        noun="guidance",
        named_by=("guidance",),
        with_name=("how",),
        public=True,
    ),
    Beside(name="guidance_links", of=Barrier, model=BarrierGuidance, key="barrier"),
    Absent(model=BarrierGuidance, at=Whole.FILES, why="somebody judges one barrier that they read"),
    *Readings.registrations(),
    BodyRule(
        GuidanceRead,
        "organisation",
        Does.MOVE,
        noun="reading of guidance,readings of guidance",
        record="guidance",
        order=415,
        once=("guidance_id", "edition"),
    ),
    HistoryLabel(model=GuidanceRead, noun="reading", named_by=("organisation",)),
    *Examples.registrations(),
    *Steps.registrations(),
    HasErrorReports(model=Practice, pages=("practice",), keys=("code",)),
    HasErrorReports(model=Guidance, pages=("guidance",)),
    # Where it was met may be hidden from who reads it
    HasErrorReports(model=Believed, pages=("believed",)),
    MenuItem(
        page="practice_library",
        label="Practice library",
        says="What helps with each kind of barrier: steps, guidance and examples",
        theme=Theme.BARRIERS,
        order=100,
        words="good practice what works toolkit advice",
        within="library",
    ),
    MenuItem(
        page="practice_partnership",
        label="Working in partnership",
        says="What it means, six conditions, ten functions, how decisions are delegated, eight "
        "impacts",
        theme=Theme.BARRIERS,
        order=105,
        words="place-based definition meaning six conditions for success ten functions delegation "
        "models six principles eight impacts subsidiarity statutory research findings framework",
        within="library",
    ),
    MenuItem(
        page="guidance_list",
        label="Guidance",
        says="Official guidance, by the kind of barrier that it helps with",
        theme=Theme.BARRIERS,
        order=102,
        words="practice advice rules",
        within="library",
    ),
    MenuItem(
        page="practice_examples",
        label="Examples of good practice",
        says="Places that got past a barrier, and how",
        theme=Theme.BARRIERS,
        order=104,
        words="practice what works",
        within="library",
    ),
    MenuItem(
        page="believed_list",
        label="Often believed",
        says="What people often believe to be forbidden, and what the rules say",
        theme=Theme.BARRIERS,
        order=106,
        words="myths practice perceived",
        within="library",
    ),
    PlaceRule(PracticeExample, "place", Does.STAY, because="it was so there"),
    CitesSource(
        model=Guidance, key="guidance", noun="piece of guidance,pieces of guidance", order=250
    ),
    CitesSource(model=Practice, key="steps", noun="recommended step", order=255),
    CitesSource(model=PracticeExample, key="examples", noun="example", order=260, line=_example),
    SourceKept(model=Guidance, permission=can_keep_library),
    SourceKept(model=Practice, permission=can_keep_steps),
    SourceKept(model=PracticeExample, permission=can_keep_library),
    HistoryLabel(
        model=GuidanceFor,
        noun="what the guidance is for",
        named_by=("sub_type", "practice", "category"),
    ),
    CitesSource(model=Believed, key="believed", noun="belief", order=270),
    SourceKept(
        model=Believed,
        permission=_words,
        reads=("barrier__place_links__place",),
        counts=Q(category__isnull=False),
    ),
    HistoryLabel(model=Believed, labels={"claim": "What is believed"}),
    HasNotes(model=Guidance),
    SearchIndex(
        model=Practice,
        label="what helps",
        plural="what helps",
        page="practice",
        key=("code",),
        title="step",
        text=("because", "here"),
        note=("category__name", "because", DayInWords("No longer recommended since", "ended_on")),
        over=Q(ended_on__isnull=False),
        order=130,
    ),
    SearchIndex(
        model=Guidance,
        label="guidance",
        plural="guidance",
        page="guidance",
        title="title",
        text=("about", "publisher"),
        note=("publisher", "about"),
        within={BODY: "owner_id"},
        made_up=Q(is_example=True),
        order=131,
    ),
    SearchIndex(
        model=Believed,
        label="often believed to be a rule",
        plural="often believed to be rules",
        page="believed",
        title="claim",
        text=("because",),
        note=("category__name", "because"),
        made_up=Q(is_example=True),
        order=132,
    ),
    SearchIndex(
        model=PracticeExample,
        label="example of what helps",
        plural="examples of what helps",
        page=Case(When(practice=None, then=Value("practice_examples")), default=Value("practice")),
        key_of=_step(F("practice__code")),
        title="what",
        text=("tried", "result", "where_said"),
        note=("practice__step",),
        within={PLACE: above("place"), PILOT: "pilot_id"},
        made_up=Q(is_example=True),
        order=133,
    ),
    LibraryKind(
        key="things-to-do",
        label="Things to do",
        one="Thing to do",
        page="practice_library",
        words="The practice library, by kind of barrier",
        indexes=("practice",),
        order=40,
    ),
    LibraryKind(
        key="guidance",
        label="Guidance",
        one="Guidance",
        page="guidance_list",
        words="All guidance, with filters and files",
        indexes=("guidance",),
        order=50,
    ),
    LibraryKind(
        key="examples",
        label="Examples",
        one="Example",
        page="practice_examples",
        words="All examples, with filters and files",
        indexes=("practiceexample",),
        order=60,
    ),
    LibraryKind(
        key="often-believed",
        label="Often believed, not true",
        one="Often believed",
        page="believed_list",
        words="All that is often believed, with filters",
        indexes=("believed",),
        order=70,
    ),
    Absent(
        model=Guidance,
        at=Whole.FILES,
        why="no format reads a list of guidance with whom it is for",
        to_come=True,
    ),
    Absent(
        model=PracticeExample,
        at=Whole.FILES,
        why="no format reads a list of examples with their places",
        to_come=True,
    ),
    Absent(
        model=Practice,
        at=Whole.FILES,
        why="the steps are those of the published framework, to which administrators add",
    ),
    Absent(model=Believed, at=Whole.FILES, why="a check that finds no rule makes it"),
)
