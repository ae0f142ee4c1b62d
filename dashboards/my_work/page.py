"""My work: what waits for the person who is signed in, by what their roles ask of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from dashboards.my_work import (
    again,
    asks,
    changed,
    coming,
    concerns,
    course,
    data_asked,
    meetings,
    policy_tests,
    promises,
    publishing,
    resolutions,
    waiting,
)
from dashboards.my_work.changed import Changes
from dashboards.my_work.coming import Dated
from dashboards.my_work.succession import pilots_at_risk, to_secure
from dashboards.queue import sections as queue
from interface import words
from interface.sections import Number, Section
from partnerships.models import Assignment, Role
from partnerships.permissions import contributes_anywhere
from partnerships.visibility import Reader, reader_of

REPORT = "Barrier report"
MOST_NUMBERS = 5


@dataclass(frozen=True)
class Link:
    """An address with its words."""

    label: str
    url: str


@dataclass(frozen=True)
class Hat:
    """One role of the user: what it is, where it holds, and what it is good for first."""

    role: str
    scope: str
    url: str
    links: list[Link]
    note: str = ""

    @property
    def words(self) -> str:
        """ "contributor for Bradford"."""
        return f"{self.role} for {self.scope}" if self.scope else self.role


@dataclass(frozen=True)
class MyWork:
    """The first page of somebody who is signed in."""

    lead: str
    hats: list[Hat]
    sections: list[Section]
    coming: list[Dated]
    changes: Changes | None
    logs_barriers: bool
    log_progress: str
    log_barrier: str
    finds_places: bool
    is_example: bool

    @property
    def report(self) -> str:
        """Where those who review barriers do so; empty for everybody else."""
        links = (link for hat in self.hats for link in hat.links)
        return next((link.url for link in links if link.label == REPORT), "")

    @property
    def numbers(self) -> list[Number]:
        """The to-do list in up to five numbers."""
        return [
            Number(one.short or one.title, one.count, f"#{one.key}", one.note)
            for one in self.sections[:MOST_NUMBERS]
        ]


def build(user: Any, now: dt.datetime) -> MyWork:
    """What waits for this user at this moment."""
    today = timezone.localdate(now)
    reader = reader_of(user, with_scopes=True) or Reader(user.pk)
    roles: list[Assignment] = list(reader.roles)
    where = _where(roles)
    connects = any(
        one.role == Role.CONNECTOR and one.place and one.place.kind == "region" for one in roles
    )
    sections = list(_sections(user, reader, today, where, connects_region=connects))
    hats = [_hat(role) for role in roles]
    works = _works(reader)
    return MyWork(
        lead=_lead(hats, today),
        hats=hats,
        sections=sections,
        coming=coming.milestones(user, reader, today) if works else [],
        changes=changed.build(user, reader, now) if works else None,
        logs_barriers=contributes_anywhere(user),
        log_progress=_log_progress(sections),
        log_barrier=_log_barrier(roles),
        finds_places=not (reader.contributed_places or reader.teams or reader.led_programmes),
        is_example=any(getattr(_scope(role), "is_example", False) for role in roles),
    )


def _sections(
    user: Any, reader: Reader, today: dt.date, where: str, *, connects_region: bool
) -> Iterator[Section]:
    """The sections that this reader's roles give cause for, the most pressing first."""
    logs = bool(reader.contributed_places or reader.teams)
    yield from _told(user, reader)
    yield from _updates(user, reader, today, logs=logs)
    if logs or reader.programmes or reader.edited_places:
        yield from course.sections(user, today)
    if (regional := waiting.regional_updates(user, reader)) and (regional.items or connects_region):
        yield regional
    yield from _directory(user, reader, today)
    yield from policy_tests.sections(user, reader, today)
    yield from asks.sections(user, reader, today)
    yield from publishing.sections(user, reader)
    yield from resolutions.sections(user, reader)
    if reader.organisations:
        yield from data_asked.sections(user, reader)
        yield concerns.to_unlock(user, reader)
        yield concerns.joined_pilots(user, reader)
    if reader.programmes - reader.led_programmes:
        yield concerns.programme_pilots(user, reader, where)
    if logs or reader.led_programmes or reader.connected_places:
        yield concerns.without_owner(user, reader, today, where)
    if logs:
        yield from pilots_at_risk(user, today)
    yield from to_secure(user, reader, today)
    writes = reader.edited_places or reader.connected_places or reader.organisations
    if logs or reader.programmes or writes:
        yield waiting.kept_drafts(user)
    if _works(reader):
        yield coming.money_ending(user, reader, today, where)


def _told(user: Any, reader: Reader) -> Iterator[Section]:
    """What this user was told, and what administrators find could be told to nobody."""
    if (unread := waiting.unread_notices(user)).items:
        yield unread
    if reader.is_administrator and (unsent := waiting.unsent_emails()).items:
        yield unsent


def _updates(user: Any, reader: Reader, today: dt.date, *, logs: bool) -> Iterator[Section]:
    """Updates to read and to write, and questions about them. Place editors read few, so that
    theirs is told of only where one waits."""
    if reader.led_programmes or reader.edited_places:
        review = waiting.to_review(user, today)
        if reader.led_programmes or review.items:
            yield review
    if logs:
        yield waiting.updates_due(user, today)
        yield waiting.questions(user, today)
        yield from again.sections(user, today)


def _directory(user: Any, reader: Reader, today: dt.date) -> Iterator[Section]:
    """What was promised, meetings asked for, and pages to keep right."""
    yield from promises.sections(user, today)
    yield from meetings.sections(user, reader)
    if reader.connected_places or reader.organisations:
        yield queue.waiting(user, reader, today)


def _works(reader: Reader) -> bool:
    """Whether there is anywhere that this reader works."""
    return bool(reader.places or reader.teams or reader.programmes or reader.organisations)


def _where(roles: list[Assignment]) -> str:
    """The scope of somebody with one place or programme, as lists take it in their address."""
    scopes = {("place", one.place.slug) for one in roles if one.place}
    scopes |= {("programme", one.programme.slug) for one in roles if one.programme}
    others = any(one.team_id or one.organisation_id for one in roles)
    if others or len(scopes) != 1:
        return ""
    return "=".join(scopes.pop())


def _lead(hats: list[Hat], today: dt.date) -> str:
    said = words.list_words([hat.words for hat in hats]) if hats else "No role yet"
    return f"{words.capitalised(said)}. {today:%A} {words.date_words(today)}."


def _log_progress(sections: list[Section]) -> str:
    """The form of the update that is most pressing; the list of pilots where none is due."""
    due = next((one for one in sections if one.key == "due"), None)
    if due is None:
        return ""
    return due.items[0].url if due.items else reverse("pilots")


def _log_barrier(roles: list[Assignment]) -> str:
    """The form, with the place filled in for somebody who works at one place."""
    places = {one.place.slug for one in roles if one.place and one.role in _LOGS}
    return reverse("barrier_log") + (f"?place={places.pop()}" if len(places) == 1 else "")


_LOGS = (Role.CONTRIBUTOR, Role.PLACE_EDITOR)


def _hat(role: Assignment) -> Hat:
    scope = _scope(role)
    return Hat(
        role=role.get_role_display(),
        scope=str(scope or role.team or ""),
        url=scope.get_absolute_url() if scope else "",
        links=list(_links(role)),
        note=_NOTES.get(Role(role.role), ""),
    )


def _scope(role: Assignment) -> Any:
    """What the role is for and has a page of its own."""
    return role.place or role.programme or role.organisation


_NOTES = {
    Role.ADMINISTRATOR: (
        "You manage accounts and roles. You read private records only through a role that you "
        "give yourself, which everybody can see."
    ),
    Role.EVALUATOR: (
        "You read and take away, and write what evaluations found. You change nothing else."
    ),
}


def _links(role: Assignment) -> Iterator[Link]:
    """What this role opens first."""
    match role.role:
        case Role.CONTRIBUTOR | Role.PLACE_EDITOR if role.place:
            at = f"?place={role.place.slug}"
            yield Link("Pilots", reverse("pilots") + at)
            yield Link("Barriers", reverse("barriers") + at)
            yield Link("Money", reverse("flows") + at)
        case Role.PROGRAMME_LEAD:
            of = f"?programme={role.programme.slug}"
            yield Link(REPORT, reverse("barrier_report") + of)
            yield Link("Pilots", reverse("pilots") + of)
            yield Link("Places", reverse("places") + of)
        case Role.EVALUATOR:
            of = f"?programme={role.programme.slug}"
            slug = role.programme.slug
            yield Link("Everything as a file", reverse("programme_export", args=[slug]))
            yield Link("Figures", reverse("pilot_figures") + of)
            yield Link("What evaluations found", reverse("evaluation_findings") + of)
            yield Link(REPORT, reverse("barrier_report") + of)
        case Role.OFFICER:
            yield Link("Directory of places", reverse("places"))
            yield Link(
                "Barriers that name your organisation",
                f"{reverse('barriers')}?unlocker={role.organisation.slug}",
            )
        case Role.ADMINISTRATOR:
            yield Link("Personal data", reverse("personal_data"))
            yield Link("Organisations that may be held twice", reverse("organisation_duplicates"))
            yield Link("Reorganisations of places", reverse("reorganisations"))
            yield Link("Emails that could not be sent", reverse("unsent_emails"))
        case Role.CONNECTOR:
            yield Link("Organisations that may be held twice", reverse("organisation_duplicates"))
            yield Link("Barriers", f"{reverse('barriers')}?place={role.place.slug}")
            yield Link("Directory of places", reverse("places"))
            yield Link("Regional updates", reverse("regional_updates"))
