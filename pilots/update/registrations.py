"""How updates take part in the whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from operator import attrgetter
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Concat, JSONObject
from django.urls import reverse
from django.utils.dateparse import parse_date

from access.subqueries import of_many
from interface import words
from interface.sections import Section, Task, day_of
from interface.words import waited
from partnerships.organisation.permissions import works_at
from partnerships.place.examples import made_up_rule
from pilots.models import Pilot, Update, UpdateCorrection
from pilots.pilot.permissions import can_log_progress, joined_by
from pilots.pilot.schedule import Period, period_to_report
from pilots.subjects import OF_PILOT, of_its_pilots, of_logged
from pilots.update import page_data
from pilots.update.asked import ASKED
from pilots.update.followed import NEWS
from pilots.update.menu import MENU
from pilots.update.on_agenda import ON_AGENDA
from records.absent import Absent, Whole
from records.dates import DateWithPrecision
from records.differences import HistoryLabel
from registry.attached import HasAttachments
from registry.calendar import CalendarEvents, DatedQuery, Entry, Reading
from registry.commented import HasComments
from registry.programme_files import (
    ProgrammeFile,
    Scope,
    address,
    choice,
    of_pilots,
    pilot,
    text,
    yes_no,
)
from registry.reported import HasErrorReports
from registry.search import DayInWords, SearchIndex
from registry.waiting import NEWEST, Change, Changed, HandOverItem, TaskSections, Work, first_few

NOT_FOR_YOU = "nothing, or not for you to read"
DUE_AHEAD = dt.timedelta(days=30)
UPDATE_SAID = {
    Update.State.SUBMITTED: "Update sent:",
    Update.State.QUESTIONED: "Question asked about an update:",
    Update.State.ACCEPTED: "Update accepted:",
}


def _updates(scope: Scope, rows: list[Any]) -> list[Any]:
    for row in rows:
        row.reading = page_data.read(scope.user, row)
    return rows


def _due(reading: Reading) -> DatedQuery:
    """When an update is due is told to those whom it concerns."""
    window = reading.window
    near = Q(update_due__gte=window.start, update_due__lte=window.end)
    if window.with_late:
        near |= Q(update_due__lt=window.start)
    pilots: Any = Pilot.objects.filter(near, of_its_pilots(reading, "pk"))
    said = ("slug", "name", "status", "end", "end_precision", "update_due", "updated_at")
    return DatedQuery(
        parts=(pilots.concerning(reading.user),),
        day=F("update_due"),
        queryset=lambda: Pilot.objects.with_lead().only(*said),
        entry=_due_entry,
    )


def _due_entry(pilot: Any, reading: Reading) -> Entry:
    return Entry(
        kind="updates",
        key=f"update-due-{pilot.pk}-{pilot.update_due:%Y%m%d}",
        when=DateWithPrecision(pilot.update_due),
        text=f"Update due: {pilot.title}{pilot.due_past_end}",
        url=pilot.get_absolute_url(),
        changed=pilot.updated_at,
        about=pilot.known_lead,
        is_late=pilot.update_due < reading.today,
    )


def _latest_update(user: Any) -> Subquery:
    """Until when the latest update of each pilot goes that this user sees, and how sure it is."""
    seen = Update.objects.visible_to(user).filter(pilot=OuterRef("pk")).order_by("-number")
    return Subquery(seen.values(row=JSONObject(end="period_end", sure="confidence"))[:1])


def _updates_due(work: Work) -> Section:
    """Updates that are late or due within 30 days, of the pilots that this user logs."""
    today = work.today
    pilots, count = first_few(work, _due_of, of_many)
    late = sum(pilot.update_due < today for pilot in pilots)
    return Section(
        key="due",
        title="Updates due",
        items=[_due_task(pilot, today) for pilot in pilots],
        count=count,
        note=f"{late} {'is' if late == 1 else 'are'} late" if late else "in the next 30 days",
        url=f"{reverse('pilots')}?due=any",
        link="All that will be due",
    )


def _due_of(work: Work) -> QuerySet[Any]:
    mine: Any = Pilot.objects.filter(of_logged(work, "pk"))
    due = mine.due(by=work.today + DUE_AHEAD)
    return due.with_lead().annotate(latest=_latest_update(work.user))


def _due_task(pilot: Any, today: dt.date) -> Task:
    last = pilot.latest
    period = period_to_report(
        rhythm=pilot.rhythm,
        due=pilot.update_due,
        covered_to=parse_date(last["end"]) if last and last["end"] else None,
        today=today,
    )
    last_words = "none yet"
    if last:
        last_words = str(Update.Confidence(last["sure"]).label) if last["sure"] else "no change"
    after = f"Due {pilot.due_past_end.removeprefix(', ')}. " if pilot.due_past_end else ""
    return Task(
        title=f"Write the update of {pilot.title}",
        url=reverse("pilot_update", args=[pilot.slug]),
        action="Write",
        note=f"{words.capitalised(period.words)}. {after}Last time: {last_words}",
        due=pilot.update_due or today,
    )


def _questions(work: Work) -> Section:
    """Questions about updates that this user may answer."""
    today = work.today
    rows, count = first_few(work, _questioned)
    return Section(
        key="questions",
        title="Questions to answer",
        items=[
            Task(
                title=f"Answer: {update.question}",
                url=update.get_absolute_url(),
                action="Answer",
                note=f"{update.pilot_title}, {_period(update)}",
                reason=_waited(update.questioned_at, today),
            )
            for update in rows
        ],
        count=count,
        note="about your updates",
    )


def _questioned(work: Work) -> QuerySet[Any]:
    asked = Update.objects.filter(of_logged(work, "pilot_id"), state=Update.State.QUESTIONED)
    return asked.reaching(work.user).with_pilot().order_by("questioned_at", "id")


def _sent(work: Work) -> QuerySet[Any]:
    sent = Update.objects.visible_to(work.user).waiting().reviewed_by(work.user)
    return sent.with_pilot().order_by("created_at", "id")


def _to_review(work: Work) -> Section:
    """Updates that wait for this user to ask about or accept."""
    today = work.today
    rows, count = first_few(work, _sent)
    return Section(
        key="review",
        title="Updates to review",
        items=[
            Task(
                title=f"Check the update of {update.pilot_title}",
                url=update.get_absolute_url(),
                action="Check",
                note=f"{words.capitalised(_period(update))}. They say: {_sure(update)}",
                reason=_waited(update.created_at, today),
            )
            for update in rows
        ],
        count=count,
        note="ask about them or accept them",
        url=reverse("updates_review"),
        link="Read and accept several at once",
    )


def _period(update: Update) -> str:
    return Period(update.period_start, update.period_end).words


def _sure(update: Update) -> str:
    return str(update.get_confidence_display() or "no change")


def _waited(since: dt.datetime | None, today: dt.date) -> str:
    return waited(day_of(since), today) if since else ""


def _waiting(work: Work) -> Iterator[Section]:
    """Updates to review and to write, and questions about them. Place editors read few, so that
    theirs is told of only where one waits."""
    reader = work.reader
    if reader.led_programmes or reader.edited_places:
        review = _to_review(work)
        if reader.led_programmes or review.items:
            yield review
    if work.logs:
        yield _updates_due(work)
        yield _questions(work)


def _changes(work: Work, since: dt.datetime) -> Iterator[Change]:
    pilots = Pilot.objects.visible_to(work.user).filter(
        works_at(work.reader) | joined_by(work.reader)
    )
    rows = Update.objects.visible_to(work.user).filter(
        pilot__in=pilots.values("pk"), updated_at__gte=since
    )
    for update in rows.with_pilot().order_by(F("updated_at").desc(), "-id")[:NEWEST]:
        yield Change(
            update.updated_at,
            UPDATE_SAID[Update.State(update.state)],
            update.get_absolute_url(),
            update.pilot_title,
        )


UPDATES = ProgrammeFile(
    "updates",
    "An update of a pilot; one that is not accepted yet reaches only its place and its funder",
    lambda scope: of_pilots(scope, Update).select_related(
        "created_by", "questioned_by", "accepted_by", "pilot"
    ),
    (
        pilot(),
        text("update", "Its number within the pilot", "number"),
        text("period_start", "The first day that it is about", values="date"),
        text("period_end", "The last day that it is about", values="date"),
        choice("state", "Status", Update),
        yes_no("no_change", "Whether it says that nothing changed"),
        text(
            "confidence",
            "What the people who deliver say of how it goes",
            "reading.confidence",
            "; ".join(str(label) for label in Update.Confidence.labels),
            NOT_FOR_YOU,
        ),
        text("happened", "What happened", "reading.happened", blank=NOT_FOR_YOU),
        text("next_steps", "What is next", "reading.next_steps", blank=NOT_FOR_YOU),
        text("help_needed", "What help is needed", "reading.help_needed", blank=NOT_FOR_YOU),
        text("public_sentence", "What residents read", blank="none"),
        text("question", "What its reader asked", "reading.question", blank=NOT_FOR_YOU),
        text("answer", "What was answered", "reading.answer", blank=NOT_FOR_YOU),
        text("submitted_at", "When it was sent", "created_at", "time in the UK"),
        text("accepted_at", "When it was accepted", values="time in the UK", blank="not yet"),
        address(),
    ),
    _updates,
    order=160,
)


def _owed(work: Work, posts: list[int], user: Any) -> QuerySet[Pilot]:
    """Updates that are late or due within 30 days."""
    mine = Pilot.objects.logged_by(work.user).due(by=work.today + DUE_AHEAD)
    return mine.filter(pk__in=Pilot.objects.visible_to(user).order_by().values("pk"))


def _due_list(work: Work) -> str:
    return f"{reverse('pilots')}?due=any" + (f"&{work.where}" if work.where else "")


def _title(update: Update) -> str:
    return f"{update}: {update.pilot_title}"


REGISTRATIONS = (
    ON_AGENDA,
    HasErrorReports(
        model=Update,
        pages=("pilot_update_page",),
        keys=("pilot__slug", "number"),
        reads=("pilot",),
        of=("pilot",),
    ),
    HistoryLabel(
        model=UpdateCorrection,
        noun="correction of an update",
        named_by=("why",),
        apart="the page of its update tells each correction",
    ),
    HistoryLabel(
        model=Update,
        apart="its words are its team's until they are accepted; its page tells what was corrected",
    ),
    *MENU,
    UPDATES,
    HasAttachments(
        model=Update,
        permission=lambda user, update: can_log_progress(user, update.pilot),
        title=_title,
        with_title=lambda rows: rows.with_pilot().prefetch_related("pilot__place_links__place"),
        pilot="pilot",
        order=10,
    ),
    HasComments(
        model=Update,
        title=_title,
        scope=attrgetter("pilot"),
        with_title=lambda rows: rows.with_pilot(),
        order=20,
    ),
    CalendarEvents(key="updates", label="Updates due", noun="Update", dated=_due, order=20),
    TaskSections(sections=_waiting, order=20),
    HandOverItem(label="Updates due", rows=_owed, url=_due_list, order=10),
    Changed(changes=_changes, order=20),
    SearchIndex(
        model=Update,
        label="update",
        page="pilot_update_page",
        key=("pilot__slug", "number"),
        title=Concat("pilot__name", Value(", update "), "number", output_field=TextField()),
        text=("public_sentence",),
        note=(DayInWords("To", "period_end"), "public_sentence"),
        status="state",
        within={**OF_PILOT},
        made_up=made_up_rule(Update, "pilot"),
        signed_in_text=("happened", "next_steps", "help_needed"),
        weight=-0.2,
        over=Q(withdrawn_at__isnull=False),
        order=104,
    ),
    NEWS,
    ASKED,
    Absent(
        model=Update,
        at=Whole.FILES,
        why="it comes with the file that is filled in and sent as an update of its pilot",
    ),
    Absent(
        model=UpdateCorrection,
        at=Whole.FILES,
        why="it puts right or repeats something that was sent before",
    ),
    Absent(
        model=Update,
        at=Whole.CALENDAR,
        fields=("due_before",),
        why="it was due before the update was sent: the calendar tells the next one",
    ),
)
