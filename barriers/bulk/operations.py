"""What is done with many barriers at once, by the rules that hold for one alone.

What a place agreed to publish, and what a body was asked and has not answered, is left for the
barrier's own page: each of them is taken back there, and people are told.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Case, F, Value, When

from barriers.barrier.permissions import can_close, can_edit_barrier, can_publish, can_set_level
from barriers.bulk.forms import CloseSeveral, NameOwnerOfSeveral
from barriers.bulk.waiting import tell_waiting
from barriers.models import Barrier, Closing, Escalation, Publication
from barriers.publication.named import unsettled_among
from interface.words import capitalised, count_words, list_words
from partnerships.organisation.named import bodies_named
from records.bulk.levels import ChangeLevel
from records.bulk.lists import NOT_YOURS, Look, Operation
from records.dates import DateWithPrecision, Precision
from records.models import Visibility

Status = Barrier.Status
ASKED = "Escalated and not answered: close it on its own page"
AGREED = "Its place agreed to its words: change it on its own page"
TO_BE_PUBLIC = "There is a request to make it public: change it on its own page"


def _agreed(barriers: Sequence[Any], *, live: bool = False) -> set[int]:
    """Those to whose words their place agreed; ``live``: also those that wait for the place."""
    rows = Publication.objects.filter(barrier__in=[barrier.pk for barrier in barriers])
    if live:
        rows = rows.exclude(state=Publication.State.WITHDRAWN)
    else:
        rows = rows.filter(state__in=Publication.WITH_BODY)
    return set(rows.order_by().values_list("barrier", flat=True))


class _OfBarriers(Operation):
    """What holds for whatever changes the words of barriers."""

    def cannot_undo(
        self, user: Any, records: Sequence[Any], put_back: dict[int, Any]
    ) -> dict[int, str]:
        return dict.fromkeys(_agreed(records), AGREED)


class CloseBarriers(_OfBarriers):
    """They end in one way, each with a closing of its own."""

    key, label, done = "close", "Close", "closed"
    form = CloseSeveral

    def permission(self, user: Any, record: Any) -> bool:
        return can_close(user, record)

    def why(self, said: dict[str, Any]) -> str:
        return str(said["what"])

    def look(self, user: Any, records: Sequence[Any], said: dict[str, Any]) -> dict[int, Look]:
        keys = [record.pk for record in records]
        open_ones = Escalation.objects.open().filter(barrier__in=keys).order_by()
        asked, agreed = set(open_ones.values_list("barrier", flat=True)), _agreed(records)
        names = _names_in(said)
        after = capitalised(Status(said["status"]).label)
        looks = {}
        for record in records:
            if not self.permission(user, record):
                why = NOT_YOURS
            elif record.status in Barrier.ENDED:
                why = "Closed already"
            elif record.pk in asked:
                why = ASKED
            elif record.pk in agreed:
                why = AGREED
            else:
                why = _too_early(record, said["on"]) or (names if _is_open(record) else "")
            before = capitalised(record.get_status_display())
            looks[record.pk] = Look(why_not=why) if why else Look(before, after)
        return looks

    def write(self, by: Any, records: Sequence[Any], said: dict[str, Any]) -> dict[int, Any]:
        status, words = said["status"], ("how", "what", "unlocked_by", "on", "no_lesson_because")
        closings = Closing.objects.bulk_create(
            Closing(
                barrier=record,
                status=status,
                created_by=by,
                **{name: said[name] for name in words},
            )
            for record in records
        )
        Barrier.objects.filter(pk__in=[record.pk for record in records]).update(
            status=status,
            ended_on=said["on"],
            resolution=said["what"] if status == Status.RESOLVED else "",
        )
        return {
            record.pk: {
                "fields": {
                    "status": record.status,
                    "ended_on": record.ended_on,
                    "resolution": record.resolution,
                },
                "made": {Closing._meta.label: [closing.pk]},
            }
            for record, closing in zip(records, closings, strict=True)
        }

    def tell(
        self, by: Any, records: Sequence[Any], said: dict[str, Any], *, undone: bool = False
    ) -> None:
        news = "Open again" if undone else capitalised(Status(said["status"]).label)
        tell_waiting(records, news, but=by)


def _names_in(said: dict[str, Any]) -> str:
    """Why these words cannot stand where everybody reads them; empty where they name nobody."""
    texts = [said["what"], said["unlocked_by"], said["no_lesson_because"]]
    named = bodies_named(texts, with_examples=True)
    if not named:
        return ""
    bodies = list_words([str(one.body) for one in named])
    return f"Everyone can read it, and your words name {bodies}: close it on its own page"


def _is_open(record: Any) -> bool:
    return record.visibility == Visibility.PUBLIC and record.unlocker_id is None


def _too_early(record: Any, on: Any) -> str:
    logged = DateWithPrecision.of(record, "logged_on")
    if logged and logged.precision == Precision.DAY and on < logged.day:
        return f"It was logged on {logged}, after the day that you gave"
    return ""


class NameOwners(_OfBarriers):
    """Say of many at once who could change them."""

    key, label, done = "owner", "Say who could change them", "changed"
    form = NameOwnerOfSeveral

    def permission(self, user: Any, record: Any) -> bool:
        return can_edit_barrier(user, record)

    def look(self, user: Any, records: Sequence[Any], said: dict[str, Any]) -> dict[int, Look]:
        agreed, body, looks = _agreed(records), said["to"], {}
        for record in records:
            if not self.permission(user, record):
                why = NOT_YOURS
            elif record.status in Barrier.ENDED:
                why = "Closed already"
            elif record.unlocker_id == body.pk:
                why = f"It names {body} already"
            else:
                why = AGREED if record.pk in agreed else ""
            before = str(record.unlocker or "Nobody is named")
            looks[record.pk] = Look(why_not=why) if why else Look(before, str(body))
        return looks

    def notes(
        self, user: Any, changing: Sequence[Any], looks: dict[int, Look], said: dict[str, Any]
    ) -> list[str]:
        made = []
        if public := sum(record.visibility == Visibility.PUBLIC for record in changing):
            number = count_words(public, "barrier")
            made.append(
                f"{number} that everyone can read {'is' if public == 1 else 'are'} then for "
                "everyone signed in: a barrier that names a body stays out of public view."
            )
        keys = {record.pk for record in changing}
        kept = Barrier.objects.read_with_an_owner(user).filter(pk__in=keys)
        if lost := len(keys - set(kept.values_list("pk", flat=True))):
            number = count_words(lost, "barrier")
            made.append(
                f"You can read {number} only because nobody has been named who could change "
                f"{'it' if lost == 1 else 'them'}. Once somebody is named, you can no longer read "
                f"or undo {'it' if lost == 1 else 'them'}."
            )
        return made

    def write(self, by: Any, records: Sequence[Any], said: dict[str, Any]) -> dict[int, Any]:
        names = ("unlocker_id", "unlocker_post_id", "status", "visibility")
        kept = {
            record.pk: {"fields": {name: getattr(record, name) for name in names}}
            for record in records
        }
        Barrier.objects.filter(pk__in=kept).update(
            unlocker=said["to"],
            unlocker_post=None,
            status=Case(
                When(status=Status.NEEDS_OWNER, then=Value(Status.OPEN)), default=F("status")
            ),
            visibility=Case(
                When(visibility=Visibility.PUBLIC, then=Value(Visibility.NETWORK)),
                default=F("visibility"),
            ),
        )
        return kept

    def cannot_undo(
        self, user: Any, records: Sequence[Any], put_back: dict[int, Any]
    ) -> dict[int, str]:
        refused = super().cannot_undo(user, records, put_back)
        opened = [
            record
            for record in records
            if put_back[record.pk]["fields"]["visibility"] == Visibility.PUBLIC
            and put_back[record.pk]["fields"]["unlocker_id"] is None
        ]
        return {**_named_in_words(opened), **refused}

    def tell(
        self, by: Any, records: Sequence[Any], said: dict[str, Any], *, undone: bool = False
    ) -> None:
        body = said.get("to")
        undoing = "The change of who could change it was undone"
        news = undoing if undone else f"{body} could change it"
        tell_waiting(records, news, but=by)


class ChangeBarrierLevel(ChangeLevel):
    """Who sees them. What is to be public by agreement is changed on its own page."""

    noun = "barrier"

    def permission(self, user: Any, record: Any) -> bool:
        return can_set_level(user, record)

    def may_publish(self, user: Any, record: Any) -> bool:
        return can_publish(user, record)

    def refused(self, records: Sequence[Any], level: str) -> dict[int, str]:
        live = dict.fromkeys(_agreed(records, live=True), TO_BE_PUBLIC)
        if level != Visibility.PUBLIC:
            return live
        linked = {
            record.pk: f"It names {record.unlocker}: {_ASK}"
            for record in records
            if record.unlocker_id
        }
        refused = linked | live
        others = [record for record in records if record.pk not in refused]
        return refused | _named_in_words(others)


_ASK = "ask on its own page to make it public"


def _named_in_words(barriers: Sequence[Any]) -> dict[int, str]:
    """Of those that link no body, those whose words name one that was not asked."""
    if not barriers:
        return {}
    found = unsettled_among(barriers)
    return {
        key: f"Its words name {list_words([str(one.body) for one in named])}: {_ASK}"
        for key, named in found.items()
        if named
    }
