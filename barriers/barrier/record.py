"""What the page of one barrier shows, for one reader, with a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Prefetch, QuerySet

from barriers import permissions
from barriers.barrier import elsewhere
from barriers.barrier.columns import result_words
from barriers.barrier.elsewhere import Elsewhere
from barriers.barrier.facts import Facts, place_names
from barriers.data_request import context as data_beside
from barriers.data_request.context import DataAsked
from barriers.escalation.record import Step, chain
from barriers.models import (
    ActionTried,
    AdviceSession,
    Barrier,
    BarrierPlace,
    BarrierSubType,
    Check,
    Closing,
    Publication,
)
from barriers.practice import context as practice
from barriers.practice.context import Library
from barriers.publication.context import Beside, beside, live_of
from barriers.similar.find import Similar, similar
from barriers.similar.text import Said
from barriers.systemic import part_of
from barriers.systemic.part_of import PartOf
from partnerships.history import Entry, history_of
from partnerships.models import Post
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
    facts: Facts
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
    library: Library
    can_close: bool
    closings: list[Closing]
    asks: list[Step]
    part_of: list[PartOf]
    can_keep_systemic: bool
    beside: Beside | None = None
    publication: Publication | None = None
    can_publish: bool = False

    @property
    def is_closed(self) -> bool:
        """Whether it ended, resolved or not."""
        return self.barrier.status in Barrier.ENDED

    @property
    def logged(self) -> str:
        """When it was first said, as exactly as known; empty where the source does not say."""
        return str(DateWithPrecision.of(self.barrier, "logged_on") or "")

    @property
    def reads_on(self) -> bool:
        """Whether the reason carries the title on ("because …") or is a sentence of its own."""
        return self.barrier.because[:7].lower() == "because"

    @property
    def place_names(self) -> str:
        """Its places, as words."""
        return place_names(self.barrier)

    @property
    def who_adds(self) -> str:
        """Who may fill in what is missing."""
        return "You can add it: choose Edit." if self.can_edit else "Its team can add it."

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
    return with_parts(Barrier.objects.visible_to(user))


def with_parts(barriers: QuerySet[Barrier]) -> QuerySet[Barrier]:
    """Barriers with all that a page shows, whoever reads it."""
    return (
        barriers.select_related("category", "unlocker", "programme", "source", "team", "created_by")
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
    said = Said.by(barrier, user)
    permissions.know_reach([barrier], user)
    pilot = pilots.filter(pk=barrier.pilot_id).first() if barrier.pilot_id else None
    can_edit = permissions.can_edit_barrier(user, barrier)
    return BarrierPage(
        barrier=barrier,
        pilot=pilot,
        facts=Facts(barrier, pilot, _post(barrier, user), can_edit),
        elsewhere=also,
        similar=[] if is_brief else similar(said, but={barrier.pk, *also.linked_ids}),
        data=data_beside.build(barrier, user),
        library=Library() if is_brief else practice.build(barrier, said),
        latest=history_of(barrier, user, also=told_to(user), size=LATEST).entries,
        author=_author(barrier, user),
        can_edit=can_edit,
        can_add_tried=permissions.can_add_tried(user, barrier),
        can_check=permissions.can_record_check(user, barrier),
        can_close=permissions.can_close(user, barrier),
        closings=_closings(barrier, user),
        can_escalate=permissions.can_escalate(user, barrier),
        can_link=permissions.can_link(user, barrier),
        asks=chain(barrier, user) if user.is_authenticated else [],
        part_of=part_of.build(barrier, user),
        can_keep_systemic=permissions.can_keep_systemic(user),
        beside=beside(barrier),
        publication=live_of(barrier, user),
        can_publish=barrier.unlocker_id is not None
        and permissions.can_ask_to_publish(user, barrier),
    )


def _post(barrier: Barrier, user: Any) -> Post | None:
    """The job role that could unlock it, if one is named and the reader may see it."""
    if barrier.unlocker_post_id is None:
        return None
    return Post.objects.visible_to(user).filter(pk=barrier.unlocker_post_id).first()


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
