"""The page of a pilot: how it stands, planned and actual, what is in the way, what is next."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Q, When
from django.urls import reverse
from django.utils import timezone

from access.kept import kept
from access.permissions import leads
from barriers.models import Barrier
from collaboration.action_item.line import promises_line
from collaboration.comment.views import comments_url
from collaboration.models import ActionItem
from dashboards.pilot import milestones, strip
from dashboards.pilot.about_data import Link
from dashboards.pilot.heading import facts_of, lead_of
from dashboards.pilot.in_numbers import InNumbers, in_numbers
from dashboards.pilot.milestones import Event
from dashboards.pilot.needs import Need, Standing, needs_of
from dashboards.pilot.people import Person, who_to_ask
from dashboards.pilot.strip import Glance
from dashboards.pilot.tags import Counts
from interface.pages import PageAction
from pilots.engagement.permissions import can_record_meeting
from pilots.engagement.reading import ReadPromise, read_promise
from pilots.indicator.bars import BarRow, bar_rows
from pilots.indicator.in_short import first_of_pilot, next_to_count
from pilots.indicator.measures import Measure
from pilots.models import Engagement, Lesson, Pilot, PlanChange, Update
from pilots.pilot import permissions
from pilots.pilot.page import update_action
from pilots.pilot.permissions import can_read_working_text
from pilots.proposal.views import COPIED
from pilots.update import page_data
from pilots.update.page_data import ReadUpdate
from records.models import Note
from records.related import may_have
from records.statements import Given
from records.taking_back import is_just_added

FIGURES = 5
FIGURES_ABOVE = 2
AGAIN = 3
BARRIERS_SHOWN = 3
HELPED_SHOWN = 3
PROMISES_SHOWN = 4
VISITS_SHOWN = 2
_STANDS = Case(
    When(status__in=Barrier.MAY_BE_OPEN, then=0),
    When(status__in=Barrier.UNSOLVED, then=1),
    default=2,
)
STANDING_FIRST = (_STANDS, "-updated_at", "-id")
UPDATE_PEOPLE = ("created_by", "questioned_by", "accepted_by")


@dataclass(frozen=True, slots=True)
class May:
    """What the reader may do here."""

    log: bool = False
    edit: bool = False
    visit: bool = False
    accept: bool = False
    evaluate: bool = False
    take_back: bool = False
    propose: bool = False


@dataclass(frozen=True)
class PilotPage:
    """All that the page shows, as this reader sees it."""

    pilot: Pilot
    permissions: May
    lead: str
    facts: str
    strip: list[Glance]
    needs: list[Need]
    bars: list[BarRow]
    barriers: list[Barrier]
    next: list[Event]
    reached: list[Event]
    people: list[Person]
    also: list[Link]
    missing: list[str]
    caveats: list[Note]
    changed: PlanChange | None = None
    helped: list[Lesson] = field(default_factory=list)
    accepted: ReadUpdate | None = None
    waiting: ReadUpdate | None = None
    counts: Counts = field(default_factory=dict)

    @property
    def button(self) -> PageAction | None:
        """The one thing to do here."""
        if self.permissions.log:
            return update_action(self.pilot)
        if self.permissions.visit:
            return PageAction("Plan a visit", reverse("visit_plan", args=[self.pilot.slug]))
        if self.permissions.evaluate:
            return PageAction("Evaluation", reverse("pilot_evaluation", args=[self.pilot.slug]))
        return None

    @property
    def more(self) -> list[PageAction]:
        """What else can be done with it."""
        may = self.permissions
        actions = [
            ("Plan a visit", "visit_plan", may.visit and may.log),
            ("Copy as a brief", "pilot_brief", True),
            ("Change this page", "pilot_edit", may.edit),
            ("Take back", "pilot_take_back", may.take_back),
            ("History", "pilot_history", True),
        ]
        slug = [self.pilot.slug]
        ways = [PageAction(words, reverse(name, args=slug)) for words, name, may in actions if may]
        return [*ways, COPIED.action(self.pilot, "pilot_add")] if may.propose else ways

    @property
    def updates(self) -> list[ReadUpdate]:
        """The one accepted last and the one that waits, the newer first: an update that a question
        was asked about may wait while a newer one is accepted."""
        told = [update for update in (self.waiting, self.accepted) if update]
        return sorted(told, key=lambda update: -update.number)

    @property
    def has_ranges(self) -> bool:
        return any(bar.is_range for bar in self.bars)

    @property
    def has_bars(self) -> bool:
        return any(bar.bar for bar in self.bars)

    @property
    def shows_challenge(self) -> bool:
        """Where it says most of what there is to say: of a pilot that has ended, or told nothing
        yet. Else it stands with the background."""
        return bool(self.pilot.challenge) and (self.pilot.has_ended or not self.updates)

    @property
    def nobody_said(self) -> bool:
        """Whether nobody recorded how any of the barriers shown stands."""
        return all(barrier.status == Barrier.Status.NOT_KNOWN for barrier in self.barriers)


def build(user: Any, pilot: Pilot) -> PilotPage:
    """The page of a pilot that the caller has loaded with ``visible_to`` and ``with_places``."""
    today = timezone.localdate()
    numbers = in_numbers(user, pilot, today)
    may = May(
        permissions.can_log_progress(user, pilot),
        permissions.can_edit_pilot(user, pilot),
        can_record_meeting(user, pilot),
        permissions.can_accept_for(user, pilot),
        permissions.evaluates(user, pilot.programme_id),
        is_just_added(pilot) and permissions.can_take_back_pilot(user, pilot),
        permissions.can_propose(user),
    )
    measures, again = _figures(user, pilot)
    accepted, waiting = latest_updates(user, pilot)
    led = leads(user, pilot.programme_id)
    events = milestones.events_of(pilot, today, logs=may.log, leads=led)
    newest = [update for update in (waiting, accepted) if update]
    last = max(newest, key=lambda update: update.number, default=None)
    standing = Standing(pilot, today, last, waiting, again)
    visits, promises = _visits(user, pilot, today), _promises(user, pilot, today)
    return PilotPage(
        pilot=pilot,
        permissions=may,
        lead=lead_of(pilot),
        facts=facts_of(pilot),
        strip=_strip(user, pilot, measures, today),
        needs=needs_of(user, standing, logs=may.log, accepts=may.accept),
        bars=_bars(pilot, measures, today),
        barriers=_barriers(user, pilot),
        next=milestones.coming(pilot, events, visits, promises, today),
        reached=milestones.reached(events) if pilot.has_ended else [],
        people=who_to_ask(user, pilot, today),
        also=_also(user, pilot, numbers),
        missing=_missing(pilot, numbers, events),
        caveats=_caveats(pilot),
        changed=_changed(pilot),
        helped=_helped(user, pilot),
        accepted=accepted,
        waiting=waiting,
        counts=numbers.counts,
    )


def barriers_of(user: Any, pilot: Pilot) -> Any:
    """The barriers of a pilot that the reader sees, those still in the way first."""
    seen = Barrier.objects.visible_to(user).filter(pilot=pilot)
    return seen.select_related("category", "unlocker").order_by(*STANDING_FIRST)


def latest_updates(user: Any, pilot: Pilot) -> tuple[ReadUpdate | None, ReadUpdate | None]:
    """The latest accepted update, and the one that waits for its reader, if seen. One query."""
    if not may_have(pilot, "updates"):
        return None, None
    found: dict[bool, ReadUpdate] = {}
    for update in _newest(user, pilot=pilot):
        update.pilot = pilot
        found[update.is_accepted] = page_data.read(user, update)
    return found.get(True), found.get(False)


@kept
def _newest(user: Any, *, pilot: Any) -> Any:
    seen = Update.objects.visible_to(user).filter(pilot=pilot)
    newest = seen.annotate(is_accepted=Q(state=Update.State.ACCEPTED))
    newest = newest.order_by("is_accepted", "-number").distinct("is_accepted")
    return newest.select_related(*UPDATE_PEOPLE)


def _barriers(user: Any, pilot: Pilot) -> list[Barrier]:
    """The first few, of which the page says what they are, of which kind and how they stand."""
    return _first_barriers(user, pilot=pilot) if may_have(pilot, "barriers") else []


@kept
def _first_barriers(user: Any, *, pilot: Any) -> Any:
    rows = Barrier.objects.visible_to(user).filter(pilot=pilot).select_related("category")
    rows = rows.only("title", "status", "category__short_name")
    return rows.order_by(*STANDING_FIRST)[:BARRIERS_SHOWN]


def _figures(user: Any, pilot: Pilot) -> tuple[list[Measure], list[Any]]:
    """The first few, and those to be counted again next."""
    if not may_have(pilot, "figures"):
        return [], []
    first = first_of_pilot(user, pilot, FIGURES)
    again = next_to_count(user, pilot, AGAIN).rows if may_have(pilot, "recounts") else []
    return first, list(again)


def _bars(pilot: Pilot, measures: list[Measure], today: dt.date) -> list[BarRow]:
    """Those of which a plan is known, if any is: the others stand with all figures."""
    own = [measure for measure in measures if not measure.indicator.is_context]
    planned = [measure for measure in own if measure.has_plan]
    time = strip.time_row(pilot, today)
    return [*bar_rows(planned or own), *([time] if time else [])]


def _changed(pilot: Pilot) -> PlanChange | None:
    """The last change of its plan."""
    return pilot.changes.order_by("on", "id").last() if may_have(pilot, "changes") else None


def _strip(user: Any, pilot: Pilot, measures: list[Measure], today: dt.date) -> list[Glance]:
    both = (strip.time_left(pilot, today), strip.money(user, pilot, today))
    last = [each for each in both if each]
    most = FIGURES_ABOVE if len(last) == len(both) else FIGURES_ABOVE + 1
    return [*strip.figures(measures, most), *last]


def _visits(user: Any, pilot: Pilot, today: dt.date) -> list[Engagement]:
    """The next visits that are planned."""
    return _planned(user, pilot=pilot, today=today) if may_have(pilot, "engagement") else []


@kept
def _planned(user: Any, *, pilot: Any, today: Given) -> Any:
    seen = Engagement.objects.visible_to(user).visits().filter(pilot=pilot)
    planned = seen.filter(state=Engagement.State.PLANNED, on__gte=today)
    return planned.order_by("on", "id")[:VISITS_SHOWN]


def _promises(user: Any, pilot: Pilot, today: dt.date) -> list[ReadPromise]:
    """What was promised at its meetings and is not done, for who is signed in."""
    if not (may_have(pilot, "engagement") and can_read_working_text(user)):
        return []
    return [read_promise(promise, today) for promise in _open_promises(user, pilot=pilot)]


@kept
def _open_promises(user: Any, *, pilot: Any) -> Any:
    seen = Engagement.objects.visible_to(user).filter(pilot=pilot)
    return ActionItem.objects.told_with(user, seen).open()[:PROMISES_SHOWN]


def _caveats(pilot: Pilot) -> list[Note]:
    if not may_have(pilot, "caveats"):
        return []
    return list(Note.objects.about(pilot).filter(kind=Note.Kind.CAVEAT))


def _helped(user: Any, pilot: Pilot) -> list[Lesson]:
    """What helped, of a pilot that has ended."""
    if not (pilot.has_ended and may_have(pilot, "lessons")):
        return []
    seen = Lesson.objects.visible_to(user).filter(pilot=pilot, kind=Lesson.Kind.ENABLER)
    return list(seen.order_by("id")[:HELPED_SHOWN])


def _also(user: Any, pilot: Pilot, numbers: InNumbers) -> list[Link]:
    """Where the rest of it stands: what there is any of, and the page that leads to all else."""
    slug, counts = [pilot.slug], numbers.counts
    made = []
    if counts["lesson"]:
        url = f"{reverse('lessons')}?pilot={pilot.slug}"
        made.append(Link("What we learned", url, str(counts["lesson"])))
    if numbers.risks and numbers.risks["open"]:
        made.append(Link("Risks", reverse("pilot_risks", args=slug), _risks(numbers.risks)))
    if counts["engagement"]:
        url = reverse("pilot_engagement", args=slug)
        made.append(Link("Visits and meetings", url, str(counts["engagement"])))
    if numbers.comments:
        url = comments_url(f"pilot/{pilot.pk}")
        made.append(Link("Comments", url, str(numbers.comments)))
    if promises := promises_line(user, pilot):
        made.append(Link(**promises))
    gaps = numbers.gaps.words("question") if numbers.gaps else ""
    return [*made, Link("Background and everything else", reverse("pilot_about", args=slug), gaps)]


def _risks(risks: dict[str, int]) -> str:
    due = f", {risks['due']} to review" if risks["due"] else ""
    return f"{risks['open']} open{due}"


def _missing(pilot: Pilot, numbers: InNumbers, events: list[Event]) -> list[str]:
    """What nobody has recorded, or none that this reader sees."""
    counts = numbers.counts
    parts = [
        ("figures", counts["figures"]),
        ("updates", counts["updates"] or not pilot.is_under_way),
        ("barriers", counts["barriers"]),
        ("partners", counts["partners"]),
        ("milestones", events),
        ("lessons", counts["lesson"]),
        ("what it is about", pilot.challenge),
    ]
    return [name for name, there in parts if not there]
