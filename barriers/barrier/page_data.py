"""One barrier in words, for one reader, with a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from access.permissions import wrote
from barriers.barrier import permissions
from barriers.barrier.facts import Facts, place_names, result_words
from barriers.models import Barrier, Check
from people.models import JobRole
from pilots.models import Lesson, Pilot
from records.addresses import address
from records.dates import DateWithPrecision
from records.models import Visibility
from records.related import may_have

CLAIMS = {
    Check.Verdict.NOT_CHECKED: "Had not been checked",
    Check.Verdict.RULE: "Believed that there is a rule",
    Check.Verdict.NO_RULE: "Believed that no rule stops it",
    Check.Verdict.PARTLY: "Believed that a rule stops a part of it",
}


@dataclass(frozen=True, kw_only=True)
class BarrierRecord:
    """What a barrier itself says, as its reader may see it.

    ``author`` is who logged it, in words; ``closings`` how it ended, the latest first.
    """

    barrier: Barrier
    facts: Facts
    author: str
    closings: list[Any]
    can_edit: bool
    can_add_tried: bool
    can_edit_tried: frozenset[int]
    can_check: bool
    can_close: bool
    can_take_down: bool

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
        return place_names(self.barrier)

    @property
    def empty_hint(self) -> str:
        """Who may fill in what is missing."""
        return "You can add it: choose Edit." if self.can_edit else "Its team can add it."

    @property
    def tried(self) -> list[dict[str, str]]:
        """What was tried, first to last, each in words, with its form for who may change it."""
        return [
            {
                "when": str(DateWithPrecision.of(action, "on") or ""),
                "what": action.what,
                "by": action.by,
                "result": result_words(action),
                "change": address("barrier_tried_edit", action.pk)
                if action.pk in self.can_edit_tried
                else "",
            }
            for action in self.barrier.actions.all()
        ]

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


def build(barrier: Barrier, user: Any) -> BarrierRecord:
    """What a barrier that came from ``loading.load`` says to this reader."""
    return BarrierRecord(**parts(barrier, user))


def parts(barrier: Barrier, user: Any) -> dict[str, Any]:
    """The parts of a ``BarrierRecord``, for pages that show more of the barrier."""
    permissions.know_reach([barrier], user)
    pilots = Pilot.objects.visible_to(user)
    pilot = pilots.filter(pk=barrier.pilot_id).first() if barrier.pilot_id else None
    can_edit = permissions.can_edit_barrier(user, barrier)
    can_add = permissions.can_add_tried(user, barrier)
    lessons = Prefetch("lesson", queryset=Lesson.objects.visible_to(user))
    return {
        "barrier": barrier,
        "facts": Facts(barrier, pilot, _post(barrier, user), can_edit),
        "author": _author(barrier, user),
        "closings": list(barrier.closings.prefetch_related(lessons).order_by("-id"))
        if may_have(barrier, "closings")
        else [],
        "can_edit": can_edit,
        "can_add_tried": can_add,
        "can_edit_tried": frozenset(
            tried.pk
            for tried in barrier.actions.all()
            if can_edit or (can_add and wrote(user, tried))
        ),
        "can_check": permissions.can_record_check(user, barrier),
        "can_close": permissions.can_close(user, barrier),
        "can_take_down": barrier.visibility == Visibility.PUBLIC
        and permissions.can_set_level(user, barrier),
    }


def _post(barrier: Barrier, user: Any) -> JobRole | None:
    """The job role that could unlock it, if one is named and the reader may see it."""
    if barrier.unlocker_post_id is None:
        return None
    return JobRole.objects.visible_to(user).filter(pk=barrier.unlocker_post_id).first()


def _author(barrier: Barrier, user: Any) -> str:
    """By whom it was logged: a job role; a name only to people who are signed in."""
    author = barrier.created_by
    if author is None:
        return ""
    return author.job_title or (author.full_name if user.is_authenticated else "")
