"""What the page of one barrier shows, for one reader, with a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Prefetch, QuerySet
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from barriers import elsewhere, permissions
from barriers.actions import CLOSED
from barriers.columns import nature_words, result_words
from barriers.data_requests import beside
from barriers.data_requests.beside import DataAsked
from barriers.elsewhere import Elsewhere
from barriers.escalation.page import Step, chain
from barriers.filters import NOT_SURE
from barriers.in_words import place_names
from barriers.models import (
    ActionTried,
    AdviceSession,
    Barrier,
    BarrierPlace,
    BarrierSubType,
    Check,
    Closing,
)
from barriers.similar.find import Similar, like_barrier
from interface.templatetags.placebook import status
from partnerships.history import Entry, history_of
from partnerships.models import PlaceReach
from partnerships.visibility import reader_of
from pilots.models import Lesson, Pilot
from records.dates import DateWithPrecision
from records.differences import Difference

LATEST = 3
SHORT = 40
TOLD = (ActionTried, AdviceSession, Check, Closing)  # told with a barrier's own history
CLAIMS = {
    Check.Verdict.NOT_CHECKED: "Had not been checked",
    Check.Verdict.RULE: "Believed that there is a rule",
    Check.Verdict.NO_RULE: "Believed that no rule stops it",
    Check.Verdict.PARTLY: "Believed that a rule stops a part of it",
}


@dataclass(frozen=True)
class BarrierPage:
    """One barrier as its reader may see it. ``pilot`` is None where it is hidden from them."""

    barrier: Barrier
    pilot: Pilot | None
    elsewhere: Elsewhere
    data: DataAsked
    latest: list[Entry]
    author: str
    can_edit: bool
    can_add_tried: bool
    can_check: bool
    can_escalate: bool
    can_link: bool
    similar: list[Similar]
    can_close: bool
    closings: list[Closing]
    asks: list[Step]

    @property
    def is_closed(self) -> bool:
        """Whether it ended, resolved or not."""
        return self.barrier.status in CLOSED

    @property
    def claims_rule(self) -> bool:
        """Whether it is of a kind that claims that there is a rule."""
        return self.barrier.category is not None and self.barrier.category.concerns_rules

    @property
    def logged(self) -> str:
        """When it was first said, as exactly as known; empty where the source does not say."""
        return str(DateWithPrecision.of(self.barrier, "logged_on") or "")

    @property
    def check_count(self) -> int:
        """Checks, the first view not counted."""
        return sum(not check.is_claim for check in self.barrier.checks.all())

    @property
    def reads_on(self) -> bool:
        """Whether the reason carries the title on ("because …") or is a sentence of its own."""
        return self.barrier.because[:7].lower() == "because"

    @property
    def finer(self) -> str:
        """Its finer kinds, as words."""
        return ", ".join(link.sub_type.name for link in self.barrier.sub_type_links.all())

    @property
    def place_names(self) -> str:
        """Its places, as words."""
        return place_names(self.barrier)

    @property
    def who_adds(self) -> str:
        """Who may fill in what is missing."""
        return "You can add it: choose Edit." if self.can_edit else "Its team can add it."

    @property
    def nature_sentence(self) -> str:
        """Where its nature is from, while there is no check."""
        barrier = self.barrier
        if barrier.nature == Barrier.Nature.NOT_STATED:
            return "Nobody has said whether there is a rule, and nobody has checked."
        if barrier.nature == Barrier.Nature.UNTESTED:
            return "Nobody has checked yet."
        note = f": {barrier.nature_note}" if barrier.nature_note else ""
        return f"{barrier.get_nature_display().capitalize()}, in the words of its source{note}."

    @property
    def tried(self) -> list[dict[str, str]]:
        """What was tried, first to last, each in words."""
        return [
            {
                "when": str(DateWithPrecision.of(action, "on") or ""),
                "what": action.what,
                "by": action.by,
                "result": result_words(action),
            }
            for action in self.barrier.actions.all()
        ]

    @property
    def changes(self) -> list[dict[str, str]]:
        """The latest changes that the reader may know of, each in one line."""
        return [{"when": entry.when, "text": _changed(entry)} for entry in self.latest]

    @property
    def glance(self) -> list[dict[str, Any]]:
        """The strip at the top: status, kind, nature, what was tried."""
        barrier = self.barrier
        kind, key = barrier.category, barrier.category.key if barrier.category else NOT_SURE
        items: list[dict[str, Any]] = [
            {"label": "Status", "value": status(barrier.get_status_display().capitalize())},
            {
                "label": "Kind",
                "value": kind.name if kind else "Not sure yet",
                "url": f"{reverse('barriers')}?category={key}",
                "note": self.finer,
            },
        ]
        if self.claims_rule:
            items.append(
                {"label": "Nature of the rule", "value": nature_words(barrier), "note": self._basis}
            )
        tried = len(barrier.actions.all())
        items.append(
            {"label": "Tried so far", "value": tried or "Nothing recorded", "url": "#tried"}
        )
        return items

    @property
    def _basis(self) -> str:
        if self.check_count:
            return f"after {self.check_count} check{'s' if self.check_count > 1 else ''}"
        if self.barrier.nature in (Barrier.Nature.NOT_STATED, Barrier.Nature.UNTESTED):
            return "no check yet"
        return "in the words of its source"

    @property
    def unlock_rows(self) -> list[dict[str, Any]]:
        """Who can unlock it, and how."""
        body = self.barrier.unlocker
        return [
            self._row(
                "Organisation", body, "unlock_0", url=body.get_absolute_url() if body else ""
            ),
            self._row("What would have to change", self.barrier.get_lever_display(), "lever"),
        ]

    @property
    def where_rows(self) -> list[dict[str, Any]]:
        """Where it bites, and how badly."""
        barrier = self.barrier
        rows: list[dict[str, Any]] = [{"label": "Places", "value": self.place_links}]
        if self.pilot:
            rows.append(
                {"label": "Pilot", "value": self.pilot, "url": self.pilot.get_absolute_url()}
            )
        if barrier.programme:
            url = barrier.programme.get_absolute_url()
            rows.append({"label": "Programme", "value": barrier.programme, "url": url})
        cost = str(barrier.cost) if barrier.cost.known else ""
        basis = f"{cost} ({barrier.cost_basis})" if cost and barrier.cost_basis else cost
        return [
            *rows,
            self._row("Stage", barrier.get_stage_display(), "stage"),
            self._row("How bad it is", barrier.get_severity_display(), "severity"),
            self._row("Cost", basis, "cost_low"),
            self._row("Staff time", self._time, "time_low"),
        ]

    @property
    def _time(self) -> str:
        barrier = self.barrier
        if not barrier.time.known:
            return ""
        return f"{barrier.time} ({barrier.time_basis})" if barrier.time_basis else str(barrier.time)

    def _row(self, label: str, value: Any, field: str, url: str = "") -> dict[str, Any]:
        """A fact, with a way to add or change it for those who may."""
        said = value[:1].upper() + value[1:] if isinstance(value, str) else value
        row: dict[str, Any] = {"label": label, "value": said or None, "url": url}
        if self.can_edit:
            edit = reverse("barrier_edit", args=[self.barrier.reference])
            row |= {"change": f"{edit}#id_{field}", "verb": "Change" if value else "Add"}
        return row

    @property
    def place_links(self) -> SafeString:
        """Its places as links, the lead place first."""
        links = list(self.barrier.place_links.all())
        made = [
            (link.place.get_absolute_url(), link.place, " (leads)" if several else "")
            for link, several in ((one, one.is_lead and len(links) > 1) for one in links)
        ]
        return format_html_join(", ", '<a href="{}">{}</a>{}', made)

    @property
    def chain(self) -> list[dict[str, Any]]:
        """The checks, first to last, each in words."""
        return [
            {
                "when": str(DateWithPrecision.of(check, "on") or ""),
                "who": check.checked_by or ("The author" if check.is_claim else ""),
                "is_claim": check.is_claim,
                "what": check.what or (CLAIMS[Check.Verdict(check.verdict)]),
                "verdict": "Untested" if check.is_claim else check.get_verdict_display(),
            }
            for check in self.barrier.checks.all()
        ]


def told_to(user: Any) -> tuple[type[Model], ...]:
    """What is told with a barrier's own history; advice names bodies, and is not for the public."""
    return TOLD if user.is_authenticated else tuple(one for one in TOLD if one != AdviceSession)


def load(user: Any) -> QuerySet[Barrier]:
    """The barriers that this reader may see, with all that a page shows."""
    return (
        Barrier.objects.visible_to(user)
        .select_related("category", "unlocker", "programme", "source", "team", "created_by")
        .defer("search")
        .prefetch_related(
            Prefetch("place_links", BarrierPlace.objects.select_related("place")),
            Prefetch("sub_type_links", BarrierSubType.objects.select_related("sub_type")),
            Prefetch("checks", Check.objects.select_related("source")),
            Prefetch("actions", ActionTried.objects.select_related("source")),
        )
    )


def build(barrier: Barrier, user: Any, *, is_brief: bool = False) -> BarrierPage:
    """The page of a barrier that came from ``load``; a brief leaves out what looks like it."""
    pilots = Pilot.objects.visible_to(user)
    also = elsewhere.build(barrier, user)
    _know_reach(barrier, user)
    return BarrierPage(
        barrier=barrier,
        pilot=pilots.filter(pk=barrier.pilot_id).first() if barrier.pilot_id else None,
        elsewhere=also,
        similar=[] if is_brief else like_barrier(barrier, user, but=also.linked_ids),
        data=beside.build(barrier, user),
        latest=history_of(barrier, user, also=told_to(user), size=LATEST).entries,
        author=_author(barrier, user),
        can_edit=permissions.can_edit_barrier(user, barrier),
        can_add_tried=permissions.can_add_tried(user, barrier),
        can_check=permissions.can_record_check(user, barrier),
        can_close=permissions.can_close(user, barrier),
        closings=_closings(barrier, user),
        can_escalate=permissions.can_escalate(user, barrier),
        can_link=permissions.can_link(user, barrier),
        asks=chain(barrier, user) if user.is_authenticated else [],
    )


def _know_reach(barrier: Barrier, user: Any) -> None:
    """Look up once what lies above the lead place: each question of who may do what asks for it."""
    place, reader = permissions.lead_place(barrier), reader_of(user)
    if place is not None and reader is not None and reader.places:
        place.known_reach = frozenset(PlaceReach.of([place.pk]))


def _closings(barrier: Barrier, user: Any) -> list[Closing]:
    """How it ended, each time that it did, the latest first; lessons that the reader sees."""
    lessons = Prefetch("lesson", queryset=Lesson.objects.visible_to(user))
    return list(barrier.closings.prefetch_related(lessons).order_by("-id"))


def _author(barrier: Barrier, user: Any) -> str:
    """By whom it was logged: a job role; a name only to people who are signed in."""
    author = barrier.created_by
    if author is None:
        return ""
    return author.job_title or (author.full_name if user.is_authenticated else "")


def is_example(barrier: Barrier) -> bool:
    """Whether it is about the made-up county."""
    return any(link.place.is_example for link in barrier.place_links.all())


def _changed(entry: Entry) -> str:
    if entry.is_start:
        return f"{entry.who}: logged"
    if entry.opened:
        return f"{entry.who}: opened to you"
    return f"{entry.who}: {'; '.join(map(_difference, entry.differences[:LATEST]))}"


def _difference(one: Difference) -> str:
    if one.kind != "changed":
        return f"{one.label} {'added' if one.kind == 'added' else 'taken out'}"
    before, after = one.before or "not known", one.after or "not known"
    if len(before) + len(after) > SHORT:
        return f"{one.label} changed"
    return f"{one.label} changed from {before} to {after}"
