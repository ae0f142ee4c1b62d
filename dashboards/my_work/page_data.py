"""My work: what waits for the person who is signed in, by what their roles ask of them.

What changed since they were last here, and what is coming, is told from the records as they stand
now and only from those that the reader may see; who changed what is on each record's history page.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from access.kept import kept
from access.permissions import contributes_anywhere
from access.visibility import HELD, Reader, of_roles, reader_of, roles_of, with_scopes_of
from dashboards.first_day import steps
from dashboards.first_day.steps import FirstDay
from dashboards.my_work.listing import Listing, listing
from interface import words
from interface.paging import BoundedCount
from interface.sections import Section
from interface.words import near
from partnerships.organisation.permissions import works_at
from people.job_role.models import posts_of
from people.models import Assignment, Role
from people.role.models import LOGGING_ROLES
from people.role.scope import HEADING, people_of
from pilots.models import Milestone, Pilot
from pilots.subjects import asked_once
from records.dates import DateWithPrecision, months_on
from records.subjects import registered
from records.switches import is_used
from registry.waiting import NEWEST, Change, Changed, TaskSections, Work

REPORT = "Barrier report"
CHANGED = "changed"
COMING = 3


@dataclass(frozen=True)
class Link:
    """An address with its words, and how much is there, where that is known."""

    label: str
    url: str
    count: BoundedCount | None = None


@dataclass(frozen=True)
class Hat:
    """One role of the user: what it is, where it holds, and what it is good for first."""

    role: str
    scope: str
    url: str
    links: list[Link]
    note: str = ""


@dataclass(frozen=True)
class MyWork:
    """The first page of somebody who is signed in; ``changes`` where they ask for those alone."""

    today: dt.date
    lead: str
    hats: list[Hat]
    sections: list[Section]
    listing: Listing
    coming: list[DatedItem]
    changes: Changes | None
    also: list[Link]
    logs_barriers: bool
    log_progress: str
    log_barrier: str
    is_example: bool
    first_days: list[FirstDay]

    @property
    def report(self) -> str:
        """Where those who review barriers do so; empty for everybody else."""
        links = (link for hat in self.hats for link in hat.links)
        return next((link.url for link in links if link.label == REPORT), "")


def sections_of(user: Any, today: dt.date) -> list[Section]:
    """What there is for this user to do and to know, by kind, without kinds of which there is
    nothing."""
    return _sections(_work(user, today))


def _work(user: Any, today: dt.date, *, with_steps: bool = False) -> Work:
    user.reader = of_roles(user.pk, tuple(_roles(with_steps, user=user)))
    return asked_once(Work(user, user.reader, today, _where(list(user.reader.roles))))


@kept
def _roles(with_steps: bool, *, user: Any) -> Any:
    """The roles of an account today, with its job roles and how far the first steps of each are."""
    rows = with_scopes_of(roles_of(user, timezone.localdate()))
    asked = steps.answers() if with_steps else {}
    return rows.annotate(**asked, **{HELD: ArraySubquery(posts_of(user))})


def _sections(work: Work) -> list[Section]:
    made = (section for kind in registered(TaskSections) for section in kind.sections(work))
    return [section for section in made if section.items]


def build(user: Any, now: dt.datetime, params: Mapping[str, Any]) -> MyWork:
    """What waits for this user at this moment, of the ``kind`` that the address asks for."""
    today = timezone.localdate(now)
    work = _work(user, today, with_steps=True)
    reader = work.reader
    roles: list[Assignment] = list(reader.roles)
    sections = _sections(work)
    hats = [_hat(role) for role in roles]
    list_of_work = listing(sections, today, params)
    asks_changes = params.get("show") == CHANGED and work.is_anywhere
    return MyWork(
        today=today,
        lead=_lead(list_of_work),
        hats=hats,
        sections=sections,
        listing=list_of_work,
        coming=milestones(work) if work.is_anywhere else [],
        changes=changes(work, now) if asks_changes else None,
        also=list(_also(work, sections)),
        logs_barriers=contributes_anywhere(user),
        log_progress=reverse("log_progress"),
        log_barrier=_log_barrier(roles),
        is_example=any(getattr(_scope(role), "is_example", False) for role in roles),
        first_days=steps.of_roles(roles),
    )


def _where(roles: list[Assignment]) -> str:
    """The scope of somebody with one place or programme, as lists take it in their address."""
    scopes = {("place", role.place.slug) for role in roles if role.place}
    scopes |= {("programme", role.programme.slug) for role in roles if role.programme}
    others = any(role.team_id or role.organisation_id for role in roles)
    if others or len(scopes) != 1:
        return ""
    return "=".join(scopes.pop())


def _lead(work: Listing) -> str:
    count, late = work.count, work.late
    if not count:
        return "Nothing is late and nobody is waiting for you."
    waits = "One thing is waiting" if str(count) == "1" else f"{_spelled(count)} things are waiting"
    if not late:
        return f"{waits} for you."
    if str(count) == "1":
        return f"{waits} for you, and it is late."
    are = "one of them is" if str(late) == "1" else f"{_spelled(late).lower()} of them are"
    return f"{waits} for you, and {are} late."


_SPELLED = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


def _spelled(count: BoundedCount) -> str:
    if count.more or count.count >= len(_SPELLED):
        return words.capitalised(count.label)
    return _SPELLED[count.count]


def _also(work: Work, sections: list[Section]) -> Iterator[Link]:
    """What is theirs besides: what nobody waits for, and what changed. What they keep stands
    under their account."""
    for section in sections:
        if section.is_to_know:
            yield Link(section.short or section.title, f"?kind={section.key}", section.count)
    if work.is_anywhere:
        yield Link(_since_title(work), f"?show={CHANGED}")


def _since_title(work: Work) -> str:
    return "Changed since you were last here" if work.user.seen_before_at else "Changed lately"


def _log_barrier(roles: list[Assignment]) -> str:
    """The form, with the place filled in for somebody who works at one place."""
    places = {role.place.slug for role in roles if role.place and role.role in LOGGING_ROLES}
    return reverse("barrier_log") + (f"?place={places.pop()}" if len(places) == 1 else "")


def _hat(role: Assignment) -> Hat:
    scope = _scope(role)
    return Hat(
        role=role.get_role_display(),
        scope=str(scope or role.team or ""),
        url=scope.get_absolute_url() if scope else "",
        links=list(_links(role)),
        note=_cover(role) or _NOTES.get(Role(role.role), ""),
    )


def _cover(role: Assignment) -> str:
    if role.covers is None or role.valid_to is None:
        return ""
    until = words.date_words(words.last_day(role.valid_to))
    return f"You are covering for {role.covers} until {until}."


def _scope(role: Assignment) -> Any:
    """What the role is for and has a page of its own."""
    return role.place or role.programme or role.organisation


_NOTES = {
    Role.ADMINISTRATOR: (
        "You look after accounts and roles. You read private records only through a role that you "
        "give yourself, which everybody can see."
    ),
    Role.EVALUATOR: (
        "You can read and download what your programme holds, and record what evaluations found. "
        "You change nothing else."
    ),
}


def _people(role: Assignment) -> Iterator[Link]:
    """The people to whom it lets its holder give roles."""
    if people := people_of(role):
        yield Link(HEADING, people)


def _links(role: Assignment) -> Iterator[Link]:
    """What this role opens first."""
    match role.role:
        case Role.CONTRIBUTOR | Role.PLACE_EDITOR if role.place:
            yield from _people(role)
        case Role.PROGRAMME_LEAD:
            of = f"?programme={role.programme.slug}"
            yield Link(REPORT, reverse("barrier_report") + of)
            yield Link("Pilots", reverse("pilots") + of)
            yield Link("Places", reverse("places") + of)
            yield from _people(role)
        case Role.EVALUATOR:
            of = f"?programme={role.programme.slug}"
            slug = role.programme.slug
            yield Link("Everything as a file", reverse("programme_export", args=[slug]))
            yield Link("Figures", reverse("pilot_figures") + of)
            yield Link("What evaluations found", reverse("evaluation_findings") + of)
            yield Link(REPORT, reverse("barrier_report") + of)
        case Role.OFFICER:
            if is_used("policy_tests"):
                yield Link("Policy tests", reverse("policy_tests"))
            yield Link("Visits", reverse("visits"))
            yield Link(
                "Barriers that name your organisation",
                f"{reverse('barriers')}?unlocker={role.organisation.slug}",
            )
            yield from _people(role)
        case Role.ADMINISTRATOR:
            yield from _people(role)
            yield Link("Personal data", reverse("personal_data"))
            yield Link("Organisations that may be duplicates", reverse("organisation_duplicates"))
            yield Link("Reorganisations of places", reverse("reorganisations"))
            yield Link("Emails that could not be sent", reverse("unsent_emails"))
            yield Link("The server", reverse("server"))
        case Role.CONNECTOR:
            yield Link("Organisations that may be duplicates", reverse("organisation_duplicates"))
            yield Link("Barriers", f"{reverse('barriers')}?place={role.place.slug}")
            yield Link("Regional updates", reverse("regional_updates"))


WITHOUT_VISIT = dt.timedelta(days=14)
MONTHS = 6


@dataclass(frozen=True)
class Changes:
    """The newest changes since a moment; ``visited`` is False where no earlier visit is known."""

    since: dt.datetime
    visited: bool
    events: list[Change]

    @property
    def title(self) -> str:
        """What the section is called."""
        return "Since you were last here" if self.visited else "In the last two weeks"


def changes(work: Work, now: dt.datetime) -> Changes:
    """The newest changes of every kind that a subject declares."""
    since = work.user.seen_before_at or now - WITHOUT_VISIT
    changed = [change for kind in registered(Changed) for change in kind.changes(work, since)]
    newest = sorted(changed, key=lambda change: change.at, reverse=True)[:NEWEST]
    return Changes(since, work.user.seen_before_at is not None, newest)


@dataclass(frozen=True)
class DatedItem:
    """Something that happens on a day, as precisely as known."""

    label: str
    value: str


def milestones(work: Work) -> list[DatedItem]:
    """Milestones of the next six months where this user works, the first one first."""
    return [
        DatedItem(
            label=_due(row, work.today),
            value=f"{row.text} ({row.pilot or row.programme})",
        )
        for row in _milestones(work.user)
    ]


@kept
def _milestones(user: Any) -> QuerySet[Milestone]:
    reader, today = reader_of(user) or Reader(user.pk), timezone.localdate()
    pilots = Pilot.objects.visible_to(user).filter(works_at(reader))
    mine = Q(pilot__in=pilots.values("pk")) | Q(programme__in=sorted(reader.programmes))
    seen = Milestone.objects.visible_to(user).to_come()
    seen = seen.exclude(pilot__status__in=Pilot.ENDED)
    coming = seen.filter(mine, due__gte=today, due__lte=months_on(today, MONTHS))
    return coming.select_related("pilot", "programme").order_by("due", "id")[:COMING]


def _due(row: Milestone, today: dt.date) -> str:
    """When a milestone is due: a day as people say it, else as far as it is known."""
    when = DateWithPrecision.of(row, "due")
    return near(row.due, today) if row.due and row.due_precision == "day" else str(when)
