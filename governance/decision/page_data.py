"""What the page of a decision says of it, as far as one reader sees what it names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.html import format_html

from governance.board.seat_models import tell_apart
from governance.decision.limits import used_of
from governance.decision.permissions import can_keep_decision
from governance.meeting.as_held import seats_kept
from governance.models import BoardMeeting, Decision
from interface.cells import links, small
from interface.words import capitalised, list_words
from people.models import JobRole
from records.dates import DateWithPrecision

State = Decision.State


@dataclass(frozen=True)
class SeenWith:
    """Of what decisions name, what this reader sees: meetings, other decisions, job roles."""

    meetings: dict[int, Any]
    decisions: dict[int, Any]
    roles: dict[int, Any]

    @classmethod
    def of(cls, user: Any, rows: Iterable[Decision]) -> SeenWith:
        """Three queries at most, none for what no row names."""
        asked = list(rows)

        def seen(model: Any, ids: set[int | None]) -> dict[int, Any]:
            there = {pk for pk in ids if pk}
            return model.objects.visible_to(user).in_bulk(there) if there else {}

        return cls(
            seen(BoardMeeting, {row.meeting_id for row in asked}),
            seen(Decision, {row.supersedes_id for row in asked}),
            seen(JobRole, {row.decided_by_id for row in asked}),
        )


@dataclass
class DecisionPage:
    """One decision for one reader."""

    decision: Decision
    user: Any

    @cached_property
    def may_edit(self) -> bool:
        return can_keep_decision(self.user, self.decision)

    @property
    def may_add_voice(self) -> bool:
        """Once it is decided, those who keep it say how seats stood to it."""
        return self.may_edit and self.decision.decided_on is not None

    @property
    def title(self) -> str:
        """The sentence for residents leads for who is not signed in."""
        one = self.decision
        return one.title if self.user.is_authenticated else one.for_residents

    @property
    def lead(self) -> str:
        """The other of the two, where they differ."""
        one = self.decision
        other = one.public_words if self.user.is_authenticated else ""
        return other if other != self.title else ""

    @property
    def said(self) -> str:
        """How it stands, in a sentence; empty of one that is simply made."""
        one = self.decision
        if one.state == State.PROVISIONAL:
            return f"It’s provisional until {one.confirm_by} confirms it."
        if one.state == State.DROPPED and one.confirmed_on:
            return f"{one.confirm_by} did not confirm it, so it has been dropped."
        return {
            State.DUE: "It’s still to be decided.",
            State.PUT_OFF: "It’s put off.",
            State.DROPPED: "It’s dropped.",
            State.WITHDRAWN: "It’s withdrawn.",
        }.get(State(one.state), "")

    @cached_property
    def seen(self) -> SeenWith:
        return SeenWith.of(self.user, [self.decision])

    @cached_property
    def replaced(self) -> Any:
        """The decision that it replaced, where the reader sees it."""
        return self.seen.decisions.get(self.decision.supersedes_id or 0)

    @cached_property
    def replaced_by(self) -> Any:
        """The one that replaced it, where the reader sees that."""
        rows = Decision.objects.visible_to(self.user)
        later = rows.filter(supersedes=self.decision, state=State.MADE)
        return later.select_related("board__organisation").first()

    @property
    def decided_by(self) -> Any:
        """The board, or the job role that decided in its stead."""
        one, board = self.decision, self.decision.board
        role = self.seen.roles.get(one.decided_by_id or 0)
        if one.decided_by_id is None:
            return links([board])
        return format_html("{}, for {}", role or "A job role", links([board]))

    @property
    def answers(self) -> str:
        """Who answers for it, by its name on the day and what it is called or gave way to now."""
        body = self.decision.accountable_body
        return body.called_then(self.decision.decided_on) if body else ""

    @property
    def votes(self) -> str:
        """How it was decided, with the votes as far as they are known."""
        one = self.decision
        counts = (
            (one.votes_for, "for"),
            (one.votes_against, "against"),
            (one.abstained, "abstained"),
        )
        votes = list_words([f"{count} {words}" for count, words in counts if count is not None])
        how = one.get_how_display() if one.how != Decision.How.NOT_KNOWN else ""
        return capitalised(": ".join(filter(None, [how, votes])))

    @property
    def options_title(self) -> str:
        """What stands over its options."""
        verb = "was" if self.decision.decided_on else "is"
        return f"What there {verb} to choose from"

    @property
    def options(self) -> list[tuple[str, bool]]:
        """What there was to choose from, and whether it was chosen."""
        chosen = self.decision.chosen
        return [(text, number == chosen) for number, text in enumerate(self.decision.options, 1)]

    @cached_property
    def used(self) -> str:
        """What decisions that the reader sees used of the limit of its power in that year."""
        one = self.decision
        if one.power is None or one.decided_on is None or not one.power.year_limit.known:
            return ""
        rows = Decision.objects.visible_to(self.user)
        used = used_of(rows, [one.power], one.decided_on).get(one.power.pk)
        year = DateWithPrecision(one.decided_on, "financial_year")
        limit = one.power.year_limit.number
        return f"In {year}, of {limit}: {used.words}" if used else ""

    @property
    def level(self) -> str:
        one = self.decision
        parts = [one.get_level_display() if one.level else "", one.level_because]
        return capitalised(": ".join(filter(None, parts)))

    def facts(self) -> list[dict[str, Any]]:
        """Its facts; what nobody said is told in one line below them."""
        one = self.decision
        meeting = self.seen.meetings.get(one.meeting_id or 0)
        body = one.accountable_body
        decided, due = (DateWithPrecision.of(one, name) for name in ("decided_on", "due"))
        made = bool(decided)
        facts = [
            {"label": "Decided by" if made else "Who decides", "value": self.decided_by},
            {
                "label": "Answers for it",
                "value": self.answers or None,
                "url": body.get_absolute_url() if body else "",
            },
            {"label": "Decided", "value": str(decided)} if made else _fact("Due", due),
            _fact("How", self.votes) if made else None,
            _fact("Quorum", one.quorum_words) if one.quorum_words else None,
            _fact("Its limit" if one.limit_words else "Amount", self._limit()),
            _fact("Used of its limit", self.used) if self.used else None,
            _fact("Why at this level" if one.level_because else "Level", self.level),
            _fact("Look at it again", DateWithPrecision.of(one, "review_on"))
            if one.review_on
            else None,
        ]
        if meeting is not None:
            meeting.board = one.board
            at = {"label": "Meeting", "value": str(meeting), "url": meeting.get_absolute_url()}
            facts.insert(3, at)
        return [fact for fact in facts if fact]

    def _limit(self) -> Any:
        """What it costs against the limit, as it was; without one just what it costs."""
        one = self.decision
        words = one.limit_words or (str(one.amount) if one.amount.known else "")
        if not (words and one.beyond_because):
            return words
        return format_html("{}. {}", words.rstrip("."), small(one.beyond_because))

    @cached_property
    def voices(self) -> list[Any]:
        """How seats stood to it, as far as that was noted."""
        rows = list(self.decision.voices.select_related("seat__organisation").order_by("id"))
        tell_apart(self.user, [voice.seat for voice in rows])
        meeting = self.decision.meeting
        named = {seat.pk: seat for seat in seats_kept(meeting)} if meeting and rows else {}
        for voice in rows:  # by the name of that day
            voice.seat = named.get(voice.seat_id, voice.seat)
        return rows


def _fact(label: str, value: Any) -> dict[str, Any]:
    told = str(value) if isinstance(value, DateWithPrecision) else value
    return {"label": label, "value": told or None}
