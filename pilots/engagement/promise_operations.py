"""What is done with many promises at once, by the rules that hold for one alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.notice.parties import tell_parties
from accounts.notice.rights import Line
from collaboration.action_item.permissions import closes_promise
from collaboration.models import ActionItem
from interface.words import capitalised, count_words, date_words
from partnerships.place.known_reach import know_reach_of
from people.models import JobRole
from people.review.parties import holders_of
from pilots.engagement.part_forms import EndPromises, GivePromises
from pilots.engagement.promise_filters import PromiseFilter, marked
from records.bulk.lists import NOT_YOURS, BulkList, Look, Operation
from registry.promised import HasPromises, kinds_promised

State = ActionItem.State
ROLE_CLOSED = "The job role that owed it before is closed"
NAMED = 20


def complete(rows: QuerySet[ActionItem], user: Any) -> list[Any]:
    """Promises with who may end each: whether this person owes it, and ``at``, its record."""
    owed = ActionItem.objects.owed_by(user).filter(pk=OuterRef("pk"))
    promises: list[Any] = list(rows.annotate(is_owed=Exists(owed)))
    found = records_of(promises, lambda declared: declared.every())
    places = [kinds_promised()[type(record)].place(record) for record in found.values()]
    know_reach_of([place for place in places if place], user)
    for promise in promises:
        promise.at = found.get((promise.subject_type_id, promise.subject_id))
    return promises


def records_of(
    promises: Iterable[Any], rows: Callable[[HasPromises], QuerySet[Any]]
) -> dict[tuple[int, int], Any]:
    """The records at which these were promised, of those ``rows``, by kind and key: as many
    queries as there are kinds among them, and theirs."""
    kinds = ContentType.objects.get_for_models(*kinds_promised())
    found: dict[tuple[int, int], Any] = {}
    for model, declared in kinds_promised().items():
        of = kinds[model].pk
        keys = [one.subject_id for one in promises if one.subject_type_id == of]
        some = rows(declared).in_bulk(keys) if keys else {}
        found |= {(of, pk): record for pk, record in some.items()}
    return found


class _OfPromises(Operation):
    def permission(self, user: Any, record: Any) -> bool:
        return closes_promise(user, owes=record.is_owed, at=record.at)

    def why_not(self, user: Any, record: Any) -> str:
        """Why it stays as it is; empty where it is to do and this person's."""
        if not self.permission(user, record):
            return NOT_YOURS
        return "" if record.state == State.OPEN else f"Already: {record.get_state_display()}"


class EndSeveral(_OfPromises):
    """They were done, or will not happen, with one word on what came of them."""

    key, label, done = "end", "Say what became of them", "ended"
    form = EndPromises

    def look(self, user: Any, records: Sequence[Any], said: dict[str, Any]) -> dict[int, Look]:
        looks, after = {}, capitalised(State(said["state"]).label)
        for record in records:
            why = self.why_not(user, record)
            before = f"To do by {date_words(record.due)}"
            looks[record.pk] = Look(why_not=why) if why else Look(before, after)
        return looks

    def write(self, by: Any, records: Sequence[Any], said: dict[str, Any]) -> dict[int, Any]:
        names = ("state", "ended_on", "outcome")
        kept = {
            record.pk: {"fields": {name: getattr(record, name) for name in names}}
            for record in records
        }
        ActionItem.objects.filter(pk__in=kept).update(
            state=said["state"], ended_on=timezone.localdate(), outcome=said["why"].strip()
        )
        return kept


class GiveSeveral(_OfPromises):
    """Another job role owes them from now on, and hears of it."""

    key, label, done = "give", "Give to another job role", "given"
    form = GivePromises

    def look(self, user: Any, records: Sequence[Any], said: dict[str, Any]) -> dict[int, Look]:
        owner, looks = said["owner"], {}
        for record in records:
            why = self.why_not(user, record)
            if not why and record.owner_id == owner.pk:
                why = "This job role owes it already"
            after = f"{owner}, {owner.organisation}"
            looks[record.pk] = Look(why_not=why) if why else Look(record.owner_said, after)
        return looks

    def notes(
        self, user: Any, changing: Sequence[Any], looks: dict[int, Look], said: dict[str, Any]
    ) -> list[str]:
        """Who owes one, and may do nothing else with it, does not get it back by undoing."""
        own = [record for record in changing if not closes_promise(user, owes=False, at=record.at)]
        if not own:
            return []
        read = ActionItem.objects.read_where_promised(user)
        kept = read.filter(pk__in=[record.pk for record in own]).count()
        lost, them = len(own) - kept, "it" if len(own) == 1 else "them"
        are = f"{count_words(len(own), 'promise')} {'is' if len(own) == 1 else 'are'}"
        owed = f"{are} yours to change only because you are responsible for {them}"
        made = [f"{owed}: once given, you cannot take {them} back."]
        if lost:
            made.append(f"You may not be able to read {count_words(lost, 'promise')} any more.")
        return made

    def write(self, by: Any, records: Sequence[Any], said: dict[str, Any]) -> dict[int, Any]:
        names = ("owner_id", "owner_said")
        kept = {
            record.pk: {"fields": {name: getattr(record, name) for name in names}}
            for record in records
        }
        owner = said["owner"]
        ActionItem.objects.filter(pk__in=kept).update(owner=owner, owner_said=owner.title)
        return kept

    def cannot_undo(
        self, user: Any, records: Sequence[Any], put_back: dict[int, Any]
    ) -> dict[int, str]:
        """Those that would be owed by a job role that is closed meanwhile."""
        before = {record.pk: put_back[record.pk]["fields"]["owner_id"] for record in records}
        closed = JobRole.objects.filter(
            pk__in=set(before.values()) - {None}, ended_on__isnull=False
        )
        over = set(closed.order_by().values_list("pk", flat=True))
        return {key: ROLE_CLOSED for key, owner in before.items() if owner in over}

    def tell(
        self, by: Any, records: Sequence[Any], said: dict[str, Any], *, undone: bool = False
    ) -> None:
        owner = said.get("owner")
        if owner is None:
            return
        number = count_words(len(records), "promise")
        news = f"No longer for {owner}" if undone else f"Now for {owner}"
        # Whose they are no longer may not read them any more
        told = [] if undone else list(records)[:NAMED]
        named = [Line(f"{record.text}, by {date_words(record.due)}", record) for record in told]
        if told and (more := len(records) - len(named)):
            named.append(Line(f"and {more} more"))
        tell_parties(
            [holders_of(owner)],
            by=by,
            by_mail=True,
            kind="promise",
            subject=f"{news}: {number}",
            about=None,
            lines=named,
            url=f"{reverse('promises')}?mine=on",
        )


def _filtered(request: Any) -> PromiseFilter:
    rows = marked(ActionItem.objects.visible_to(request.user))
    return PromiseFilter(request.GET, rows, request=request)


MANY_PROMISES = BulkList(
    key="promises",
    noun="promise",
    address="promises",
    model=ActionItem,
    filtered=_filtered,
    complete=complete,
    operations=(EndSeveral(), GiveSeveral()),
    order=40,
)
