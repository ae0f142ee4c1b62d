"""What a page shows of an escalation and of the chain that it is part of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from accounts.answer_link import letters_of
from barriers.barrier.models.querysets import places_of
from barriers.escalation import permissions
from barriers.escalation.rules import what_it_is
from barriers.models import AnswerLink, Barrier, Escalation, EscalationReply
from interface.words import capitalised, count_words, date_words
from people.models import JobRole
from people.review.officers import officers_of

State, Kind = Escalation.State, EscalationReply.Kind


@dataclass(frozen=True)
class Step:
    """One escalation of a chain, for one reader; ``is_late`` as at today.

    ``is_open_to_reader``: whether its own page is; what was passed on is read with what it became.
    """

    escalation: Escalation
    today: dt.date
    is_open_to_reader: bool = True

    @property
    def is_late(self) -> bool:
        """Whether a day that the body had is past."""
        return self.escalation.is_overdue(self.today)

    @property
    def who(self) -> str:
        """The body, with the job role where the reader may know it."""
        escalation = self.escalation
        return f"{escalation.to}, {escalation.post}" if escalation.post else str(escalation.to)

    @property
    def what(self) -> str:
        """What the body is: "Council", "Department", "Senior champion"."""
        return what_it_is(self.escalation.rung, self.escalation.to)

    @property
    def state(self) -> str:
        """In a word or two, as a tag says it."""
        return "Overdue" if self.is_late else self.escalation.get_state_display().capitalize()

    @property
    def when(self) -> str:
        """Since when it is there, and until when it may stay."""
        escalation = self.escalation
        sent, answer_by = date_words(escalation.sent_on), date_words(escalation.answer_by)
        if not escalation.is_open:
            return f"{sent} to {date_words(escalation.ended_on)}"
        if escalation.state != State.SENT:
            return f"Since {sent}. Answer due by {answer_by}"
        arrives = date_words(escalation.acknowledge_by)
        return f"Since {sent}. Acknowledgement due by {arrives}, answer due by {answer_by}"

    @property
    def age(self) -> str:
        """For how long it waits, or waited: "Waiting 3 days", "Ended on the day it was sent"."""
        is_open = self.escalation.is_open
        until = self.escalation.ended_on or self.today
        days = (until - self.escalation.sent_on).days
        if not days:
            return "Sent today" if is_open else "Ended on the day it was sent"
        return f"{'Waiting' if is_open else 'After'} {count_words(days, 'day')}"

    @property
    def asked_by(self) -> str:
        """Who escalated it: a job title or a name."""
        author = self.escalation.created_by
        return (author.job_title or author.full_name) if author else ""

    @property
    def came_of_it(self) -> str:
        """What came of it, as of anything that was tried: whether it helped, and the answer."""
        escalation = self.escalation
        if escalation.state not in Escalation.ANSWERS:
            waits = "No answer yet"
            return waits if escalation.is_open else capitalised(escalation.get_state_display())
        helped = escalation.get_helped_display() or "whether it helped is not known"
        said = [one["text"] for one in self.replies if one["kind"] == escalation.state]
        words = f"{escalation.get_state_display()}, {helped}".capitalize()
        return f"{words}: {said[-1]}" if said else words

    @property
    def tried(self) -> dict[str, str]:
        """The escalation as a line of what was tried."""
        escalation = self.escalation
        return {
            "when": date_words(escalation.sent_on),
            "what": f"Escalated to {self.who}: {escalation.ask}",
            "by": self.asked_by,
            "result": self.came_of_it,
        }

    @property
    def replies(self) -> list[dict[str, str]]:
        """All that was said, first to last; an answer that a later one corrects says so."""
        replies = list(self.escalation.replies.all())
        corrected = [reply.pk for reply in replies if reply.kind in Escalation.ANSWERS][:-1]
        return [
            {
                "when": date_words(timezone.localdate(reply.at)),
                "what": _what(reply, is_corrected=reply.pk in corrected),
                "text": reply.text,
                "kind": reply.kind,
                "by": _by(reply),
            }
            for reply in replies
        ]


def _what(reply: EscalationReply, *, is_corrected: bool) -> str:
    text = reply.get_kind_display()
    if is_corrected:
        text = f"{text}, corrected since"
    if reply.new_day:
        text = f"{text}: by {date_words(reply.new_day)}"
    if reply.passed_to:
        text = f"{text}: passed to {reply.passed_to}"
    return capitalised(text)


def _by(reply: EscalationReply) -> str:
    if reply.by_said:
        return f"{reply.by_said}, using a link"
    author = reply.created_by
    if author is None:
        return "" if reply.kind != Kind.CLIMBED else "by the programme’s rule"
    return author.job_title or author.full_name


@dataclass(frozen=True)
class EscalationFacts:
    """One escalation with its chain, and what its reader may do with it.

    ``nobody_answers``: no account answers for the body, and nobody there has a link to answer by.
    """

    step: Step
    before: list[Step]
    after: list[Step]
    links: list[AnswerLink]
    may_answer: bool
    may_manage: bool
    may_say_helped: bool
    may_correct: bool
    nobody_answers: bool = False

    @property
    def escalation(self) -> Escalation:
        """The escalation itself."""
        return self.step.escalation

    @property
    def may_climb(self) -> bool:
        """Whether there is a level above."""
        return self.may_manage and self.escalation.rung != Escalation.Rung.values[-1]


def load(user: Any) -> QuerySet[Escalation]:
    """What this reader sees escalated, with all that a page of one escalation shows."""
    rows = _with_replies(Escalation.objects.visible_to(user), user).select_related(
        "to__parent", "barrier__category", "barrier__programme", "created_by"
    )
    return rows.defer("barrier__search").prefetch_related(places_of("barrier"))


def chain(barrier: Barrier, user: Any) -> list[Step]:
    """What was asked about a barrier that the reader sees, the latest first. Three queries."""
    today = timezone.localdate()
    rows = _with_replies(Escalation.objects.visible_to(user), user)
    escalations = rows.filter(barrier=barrier).order_by("-id")
    escalations = escalations.select_related("to__parent", "created_by")
    return [Step(escalation, today) for escalation in escalations]


def _with_replies(rows: QuerySet[Escalation], user: Any) -> QuerySet[Escalation]:
    posts = JobRole.objects.visible_to(user)
    replies = EscalationReply.objects.select_related("created_by", "passed_to").order_by("id")
    return rows.prefetch_related(
        Prefetch("post", queryset=posts), Prefetch("replies", queryset=replies)
    )


def build(escalation: Escalation, user: Any) -> EscalationFacts:
    """The page of an escalation that came from ``load``."""
    steps = chain(escalation.barrier, user)
    by_pk = {step.escalation.pk: step for step in steps}
    may_manage = permissions.can_escalate(user, escalation.barrier)
    links = list(escalation.links.all()) if may_manage else []
    letters_of(links)
    later = [step for step in steps if step.escalation.earlier_id == escalation.pk]
    return EscalationFacts(
        step=by_pk.get(escalation.pk) or Step(escalation, timezone.localdate()),
        before=_before(by_pk, escalation, user),
        after=later,
        links=links,
        may_answer=permissions.can_answer(user, escalation),
        may_manage=may_manage,
        may_say_helped=permissions.can_say_helped(user, escalation),
        may_correct=permissions.can_correct_answer(user, escalation),
        nobody_answers=may_manage
        and escalation.is_open
        and not officers_of(escalation.to, timezone.localdate()).exists()
        and not any(link.is_open for link in links),
    )


def _before(by_pk: dict[int, Step], escalation: Escalation, user: Any) -> list[Step]:
    """The escalations that this one goes on from, the latest first.

    Of what was passed on to a body it reads all that was said before, so that none asks twice;
    of what was escalated further to it, only as far as it sees that anyway.
    """
    steps: list[Step] = []
    earlier = escalation.earlier_id
    while earlier is not None:
        step = by_pk.get(earlier)
        if step is None:
            passed = _with_replies(Escalation.objects.all(), user).filter(state=State.NOT_OURS)
            passed_on = passed.select_related("to__parent").filter(pk=earlier).first()
            if passed_on is None:
                break
            step = Step(passed_on, timezone.localdate(), is_open_to_reader=False)
        steps.append(step)
        earlier = step.escalation.earlier_id
    return steps
