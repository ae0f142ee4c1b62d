"""Corrections of minutes that were sent: what was changed afterwards, and what it said before.

Until minutes are sent they are written freely. What is changed in them after that stays in sight:
it is kept with the meeting as data, with its day, and whoever got the minutes is told. Old words go
to who reads the whole meeting alone: a name that was taken out is published by no correction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.dateparse import parse_date

from governance.meeting.attendance_models import Interest
from governance.meeting.notices import tell_members
from governance.meeting.quorum import rule_of, seats_on
from governance.models import AgendaItem, BoardMeeting
from interface.words import capitalised, date_words, list_words
from records.reading import rows_seen

# The record that a decision of the minutes is, which stands above this
DECISION: Any = AgendaItem._meta.get_field("decision").related_model
# What stands before the title of an item or a decision in what a correction is of
OF_A_TITLE = re.compile(r"(Item \d+|Decision|Where .* stood): ")
VOTES = (("votes_for", "for"), ("votes_against", "against"), ("abstained", "abstained"))


@dataclass(frozen=True)
class Told:
    """One thing that minutes say, and whose it is: of an item or a decision, else of all."""

    what: str
    text: str
    item: int | None = None
    decision: int | None = None


@dataclass(frozen=True)
class Correction:
    """What was changed in minutes after they were sent. ``before`` is empty where it was added,
    ``after`` where it was taken out; either is None where its reader may not read old words."""

    on: str
    what: str
    before: str | None
    after: str | None
    item: int | None = None
    decision: int | None = None

    @property
    def day(self) -> str:
        """The day on which it was changed."""
        return date_words(parse_date(self.on))

    @property
    def words(self) -> str:
        """ "20 November 2026: Item 3: Warm homes. It said before: …"."""
        after = " (taken out)" if self.after == "" else ""
        said = f"{self.day}: {self.what}{after}"
        if self.before is None:
            return said
        return f"{said}. It said before: {self.before}" if self.before else f"{said}. Added"

    def called(self, title: str) -> str:
        """What it is of, by another title than it had then."""
        if not title or (begins := OF_A_TITLE.match(self.what)) is None:
            return self.what
        return f"{begins[0]}{title}"

    @property
    def thing(self) -> tuple[Any, ...]:
        """What it is of, by which a later correction of the same is found: titles change."""
        of = (self.item, self.decision)
        return (*of, self.what.split(" ")[0]) if any(of) else (*of, self.what)


@contextmanager
def corrected(meeting: BoardMeeting, *, by: Any) -> Iterator[None]:
    """Within it the minutes of a locked meeting may change; where they were sent, each change is
    kept as a correction, and whoever sits on the board, or sat at the meeting, is told once."""
    if meeting.state != BoardMeeting.State.MINUTED:
        yield
        return
    before = told_of(meeting)
    yield
    now = BoardMeeting.objects.select_related("board__organisation").get(pk=meeting.pk)
    made = list(_changes(before, told_of(now)))
    if made:
        now.corrections = [*(now.corrections or []), *made]
        now.save(update_fields=["corrections"])
        seats = [seat.pk for seat in seats_on(now)]
        tell_members(now, "Minutes corrected", by=by, seats=seats)


def _changes(before: dict[Any, Told], after: dict[Any, Told]) -> Iterator[dict[str, Any]]:
    today = timezone.localdate().isoformat()
    for key in dict.fromkeys([*before, *after]):
        was, now = before.get(key), after.get(key)
        said = [one.text if one else "" for one in (was, now)]
        of = now or was
        if of is not None and said[0] != said[1]:
            yield {
                "on": today,
                "what": of.what,
                "before": said[0],
                "after": said[1],
                "item": of.item,
                "decision": of.decision,
            }


def corrections_for(user: Any, meeting: BoardMeeting, *, whole: bool) -> list[Correction]:
    """Those that a reader of the minutes reads: of an item or a decision only if they see that,
    with old words only where they read the ``whole`` meeting. Two queries, none where nothing was
    corrected."""
    found = [Correction(**kept) for kept in meeting.corrections or ()]
    items = _seen(AgendaItem, user, {one.item for one in found})
    decisions = _seen(DECISION, user, {one.decision for one in found})
    seen = [
        one for one in found if one.item in {None, *items} and one.decision in {None, *decisions}
    ]
    return seen if whole else _without_old_words(seen, items, decisions)


def _without_old_words(
    found: list[Correction], items: dict[int, str], decisions: dict[int, str]
) -> list[Correction]:
    """What was corrected, by today's title, and what it says now: of what was corrected twice, the
    last alone says that."""
    last = {one.thing: one for one in found}
    return [
        replace(
            one,
            what=one.called(decisions.get(one.decision or 0) or items.get(one.item or 0, "")),
            before=one.before and None,
            after=one.after if last[one.thing] is one else one.after and None,
        )
        for one in found
    ]


def _seen(model: type[Model], user: Any, ids: set[int | None]) -> dict[int, str]:
    """Those of them that a reader sees, each with its title."""
    wanted = ids - {None}
    if not wanted:
        return {}
    return dict(rows_seen(model, user).filter(pk__in=wanted).values_list("pk", "title"))


def told_of(meeting: BoardMeeting) -> dict[Any, Told]:
    """All that minutes say, each under a key of its own. Seven queries at most."""
    seats = {seat.pk: seat.called for seat in seats_on(meeting)}
    rule = rule_of(meeting).quorum
    return {
        "day": Told(
            "Day, hours and place", _lines(date_words(meeting.on), meeting.hours, meeting.where)
        ),
        "seats": Told(
            "Seats and the rule of the quorum",
            _lines(list_words(list(seats.values())), f"It takes {rule}" if rule else ""),
        ),
        **_items(meeting),
        **_there(meeting, seats),
        **_interests(meeting, seats),
        **_decisions(meeting, seats),
    }


def _lines(*texts: str) -> str:
    return "; ".join(filter(None, texts))


def _items(meeting: BoardMeeting) -> dict[Any, Told]:
    return {
        ("item", item.pk): Told(
            f"Item {number}: {item.title}",
            _lines(item.minutes.strip(), capitalised(item.get_state_display())),
            item=item.pk,
        )
        for number, item in enumerate(meeting.items.order_by("position", "id"), 1)
    }


def _there(meeting: BoardMeeting, seats: dict[int, str]) -> dict[Any, Told]:
    found = {}
    for row in meeting.attendance.select_related("from_item", "until_item").order_by("seat"):
        for name in ("from_item", "until_item"):
            if (item := getattr(row, name)) is not None and item.is_private:
                setattr(row, name, AgendaItem(title="a private item"))
        found["seat", row.seat_id] = Told(f"Who was there: {seats.get(row.seat_id, '')}", row.words)
    return found


def _interests(meeting: BoardMeeting, seats: dict[int, str]) -> dict[Any, Told]:
    rows = Interest.objects.filter(item__meeting=meeting, ended_on=None).order_by("id")
    return {
        ("interest", row.pk): Told(
            f"Interest of {seats.get(row.seat_id, 'a seat')}",
            _lines(row.about, row.get_handled_display()),
            item=row.item_id,
        )
        for row in rows
    }


def _decisions(meeting: BoardMeeting, seats: dict[int, str]) -> dict[Any, Told]:
    found = {}
    rows: Any = meeting.decisions
    for one in rows.decided_there().prefetch_related("voices").order_by("number"):
        found["decision", one.pk] = Told(f"Decision: {one.title}", _decided(one), decision=one.pk)
        for voice in one.voices.all():
            said = _lines(voice.get_voice_display(), voice.words)
            what = f"Where {seats.get(voice.seat_id, 'a seat')} stood: {one.title}"
            found["voice", voice.pk] = Told(what, said, decision=one.pk)
    return found


def _decided(one: Any) -> str:
    votes = [
        f"{count} {words}" for name, words in VOTES if (count := getattr(one, name)) is not None
    ]
    chosen = f"option {one.chosen}" if one.chosen else ""
    since = "" if one.state in DECISION.DECIDED else f"{one.get_state_display()} since"
    how = one.get_how_display()
    return _lines(one.title, one.outcome.strip(), chosen, how, list_words(votes), since)
