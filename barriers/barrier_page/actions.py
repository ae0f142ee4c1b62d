"""Every change of a barrier that has consequences. Who may do it was asked before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from barriers.barrier.permissions import can_set_level
from barriers.barrier.wording import title_and_reason
from barriers.escalation.notices import tell_of_status
from barriers.link.actions import join, link
from barriers.models import (
    ActionTried,
    Barrier,
    BarrierLink,
    BarrierPlace,
    BarrierSubType,
    Category,
    Check,
    Publication,
    SubType,
)
from barriers.practice.actions import enter, follow_kind
from barriers.publication.actions import withdraw
from barriers.publication.agreed_words import changing_words, differ
from barriers.publication.named import must_not_name
from barriers.publication.narrowing import narrow_where_named
from interface.words import capitalised
from partnerships.models import Organisation, Place
from people.models import Team
from pilots.models import Pilot
from records.dates import Precision
from records.models import Source, Visibility

Nature, Status = Barrier.Nature, Barrier.Status
NATURE_OF = {
    Check.Verdict.RULE: Nature.REAL,
    Check.Verdict.NO_RULE: Nature.PERCEIVED,
    Check.Verdict.PARTLY: Nature.MIXED,
}
# Columns that the form of a barrier leaves as they are: others write them, or the database does.
_KEPT = frozenset({"id", "nature_note", "resolution", "logged_on", "logged_on_precision"}) | {
    *("ended_on", "source", "search")
}
_WRITTEN = tuple(
    field.name
    for field in Barrier._meta.concrete_fields
    if field.editable and field.name not in _KEPT
)
NAMES_A_BODY = (
    "A barrier that names a body stays out of public view until the place agrees and the body has "
    "had ten working days for a reply. Take the organisation out, or choose a narrower answer: on "
    "the barrier’s page you can ask to make it public"
)


@transaction.atomic
def log_barrier(
    *,
    by: Any,
    place: Place,
    said: str,
    people: str,
    category: Category | None = None,
    rule: str = "",
    pilot: Pilot | None = None,
    unlocker: Organisation | None = None,
    find_owner: bool = True,
    ask: str = "",
    tried: str = "",
    visibility: str = Visibility.TEAM,
    team: Team | None = None,
    same: tuple[str, Barrier] | None = None,
) -> Barrier:
    """Log what is in the way at a place.

    ``rule`` is the author's first view of whether there is a rule (a ``Check.Verdict``); it counts
    for kinds that claim one and is kept as a claim: it never makes the barrier real or perceived.
    Without an ``unlocker`` the barrier needs an owner, unless nobody is to find one out
    (``find_owner``): then nobody reads it but who its level says. ``same`` is another barrier and
    what it is to this one (a ``BarrierLink.Kind``).
    """
    title, because = title_and_reason(said)
    has_view = bool(rule) and category is not None and category.concerns_rules
    barrier = Barrier.objects.create(
        title=title,
        because=because,
        people=people,
        pilot=pilot,
        programme_id=pilot.programme_id if pilot else None,
        team=team,
        category=category,
        nature=Nature.UNTESTED if has_view else Nature.NOT_STATED,
        status=Status.NEEDS_OWNER if find_owner and unlocker is None else Status.OPEN,
        unlocker=unlocker,
        ask=ask,
        visibility=visibility,
        logged_on=timezone.localdate(),
        created_by=by,
    )
    BarrierPlace.objects.create(barrier=barrier, place=place, is_lead=True, created_by=by)
    if has_view:
        _claim(by=by, barrier=barrier, verdict=rule)
    if tried:
        ActionTried.objects.create(barrier=barrier, what=tried, created_by=by)
    if same:
        _tie(by, barrier, *same)
    return barrier


def _tie(by: Any, barrier: Barrier, kind: str, other: Barrier) -> None:
    """Join it to another, or say that it is like that one."""
    act = join if kind == BarrierLink.Kind.JOINED else link
    act(by=by, barrier=barrier, other=other)


def _claim(*, by: Any, barrier: Barrier, verdict: str) -> None:
    """The author's own view of the rule: the first step of the chain, which decides nothing."""
    Check.objects.create(
        barrier=barrier,
        is_claim=True,
        verdict=verdict,
        on=timezone.localdate(),
        by_user=by,
        created_by=by,
    )


@transaction.atomic
def record_tried(
    *,
    by: Any,
    barrier: Barrier,
    what: str,
    who: str = "",
    on: dt.date | None = None,
    on_precision: str = Precision.DAY,
    outcome: str = ActionTried.Outcome.NOT_KNOWN,
    result: str = "",
) -> ActionTried:
    """Add something that was tried, by whom and with what result."""
    with changing_words([barrier.pk]):
        made = ActionTried.objects.create(
            barrier=barrier,
            what=what,
            by=who,
            on=on,
            on_precision=on_precision,
            outcome=outcome,
            result=result,
            created_by=by,
        )
    narrow_where_named(barrier, by=by)
    return made


@transaction.atomic
def record_check(
    *,
    by: Any,
    barrier: Barrier,
    what: str,
    verdict: str,
    checked_by: str = "",
    on: dt.date | None = None,
    on_precision: str = Precision.DAY,
    source: Source | None = None,
) -> Check:
    """Add a check of whether there is a rule; the verdict of the newest decides the nature.

    Where no rule stops it, what was believed goes into the library. ``source`` is the rule that was
    looked at. Raises ValidationError for a kind of barrier that claims no rule, and for one that
    is closed.
    """
    barrier = Barrier.objects.select_for_update(of=("self",)).get(pk=barrier.pk)
    if barrier.status in Barrier.ENDED:
        raise ValidationError(
            f"{barrier.reference} is closed, so no check can be added. "
            "Open it again first: what you typed is kept"
        )
    if barrier.category is None or not barrier.category.concerns_rules:
        raise ValidationError(
            "Only barriers about data sharing, funding or priorities can be checked for a rule. "
            "Change the kind first"
        )
    with changing_words([barrier.pk]):
        check = Check.objects.create(
            barrier=barrier,
            what=what,
            verdict=verdict,
            checked_by=checked_by,
            on=on,
            on_precision=on_precision,
            source=source,
            by_user=by,
            created_by=by,
        )
        barrier.nature = _nature_by(barrier.checks.all()) or barrier.nature
        barrier.save(update_fields=["nature"])
    narrow_where_named(barrier, by=by)
    enter(by=by, barrier=barrier, check=check)
    return check


@transaction.atomic
def edit_barrier(
    *,
    by: Any,
    barrier: Barrier,
    find_owner: bool = False,
    sub_types: Iterable[SubType] | None = None,
    other_places: Iterable[Place] | None = None,
) -> Barrier:
    """Write a barrier whose fields were changed, with what follows from them.

    ``find_owner`` asks others to find out who could unlock it. Naming somebody ends that.
    ``sub_types`` and ``other_places`` replace those it has; None leaves them. Raises
    ValidationError where a public barrier would name a body without its publication; where ``by``
    may not set who sees it, words that name one narrow it.
    """
    before = Barrier.objects.select_for_update(of=("self",)).get(pk=barrier.pk)
    is_public = barrier.visibility == Visibility.PUBLIC
    in_words_alone = before.is_cleared and before.unlocker_id is None
    names_in_public = is_public and (barrier.unlocker_id is not None or in_words_alone)
    if names_in_public and not before.is_cleared:
        raise ValidationError({"visibility": NAMES_A_BODY})
    if barrier.unlocker_id != before.unlocker_id:
        barrier.unlocker_post = None
    _settle_status(barrier, find_owner=find_owner)
    if barrier.pilot_id != before.pilot_id:
        barrier.programme_id = barrier.pilot.programme_id if barrier.pilot else None
    if barrier.category_id != before.category_id:
        barrier.nature = _nature_in(barrier, before)
        sub_types = [
            sub_type for sub_type in sub_types or () if sub_type.category_id == barrier.category_id
        ]
    kinds, places = _sub_types(barrier, sub_types), _other_places(barrier, other_places)
    is_other = differ(before, barrier) or kinds.is_any or places.is_any
    _withdraw_where_narrowed(by, barrier, before)
    with changing_words([barrier.pk] if is_other else []):
        if is_other and names_in_public:
            barrier.visibility = Visibility.NETWORK
        barrier.save(update_fields=_WRITTEN)
        _write_links(barrier, kinds, places, by=by)
    if is_public and not names_in_public:
        _keep_named_from_public(by, barrier)
    if barrier.category_id != before.category_id:
        follow_kind(barrier)
    if barrier.status in Barrier.UNSOLVED and barrier.status != before.status:
        tell_of_status(barrier, capitalised(barrier.get_status_display()), but=by)
    return barrier


def _write_links(barrier: Barrier, kinds: _Links, places: _Links, *, by: Any) -> None:
    BarrierSubType.objects.filter(pk__in=kinds.gone).delete()
    BarrierSubType.objects.bulk_create(
        BarrierSubType(barrier=barrier, sub_type_id=pk) for pk in kinds.new
    )
    BarrierPlace.objects.filter(pk__in=places.gone).delete()
    BarrierPlace.objects.bulk_create(
        BarrierPlace(barrier=barrier, place_id=pk, created_by=by) for pk in places.new
    )


def _keep_named_from_public(by: Any, barrier: Barrier) -> None:
    if can_set_level(by, barrier):
        must_not_name(Barrier.objects.get(pk=barrier.pk))
    else:
        narrow_where_named(barrier, by=by)
        barrier.refresh_from_db(fields=["visibility"])


def _withdraw_where_narrowed(by: Any, barrier: Barrier, before: Barrier) -> None:
    """What is narrowed, or names no body any more, is not to be public."""
    level = Visibility.values.index
    narrowed = level(barrier.visibility) < level(before.visibility)
    if narrowed or (before.unlocker_id and not barrier.unlocker_id):
        why = "Who can see it was narrowed." if narrowed else "It no longer names an organisation."
        for live in barrier.publications.exclude(state=Publication.State.WITHDRAWN):
            withdraw(by=by, publication=live, text=why, narrows=False)


def _settle_status(barrier: Barrier, *, find_owner: bool) -> None:
    """Needs an owner, or not any more."""
    if barrier.unlocker_id is not None or not find_owner:
        if barrier.status == Status.NEEDS_OWNER:
            barrier.status = Status.OPEN
    elif barrier.status == Status.OPEN:
        barrier.status = Status.NEEDS_OWNER


def _nature_in(barrier: Barrier, before: Barrier) -> str:
    """The nature in its new kind: nothing where that claims no rule, else what the chain says."""
    if barrier.category is not None and not barrier.category.concerns_rules:
        return Nature.NOT_STATED
    was_checked = before.nature in NATURE_OF.values()
    if barrier.category is None:
        return Nature.UNTESTED if was_checked else before.nature
    if was_checked:
        return before.nature
    chain = list(barrier.checks.all())
    if not chain:
        return before.nature
    return _nature_by(chain) or Nature.UNTESTED


def _nature_by(chain: Iterable[Check]) -> str:
    """What the newest check found, by the day of the check; empty where there is only a claim."""
    checks = [check for check in chain if not check.is_claim]
    if not checks:
        return ""
    return NATURE_OF[Check.Verdict(max(checks, key=lambda row: row.order).verdict)]


@dataclass(frozen=True, slots=True)
class _Links:
    """Links of a barrier that go, by their key, and what new ones lead to."""

    gone: list[int]
    new: list[int]

    @property
    def is_any(self) -> bool:
        return bool(self.gone or self.new)


def _sub_types(barrier: Barrier, sub_types: Iterable[SubType] | None) -> _Links:
    links = {link.sub_type_id: link.pk for link in barrier.sub_type_links.all()}
    wanted = links.keys() if sub_types is None else {sub_type.pk for sub_type in sub_types}
    return _moves(links, set(wanted))


def _other_places(barrier: Barrier, places: Iterable[Place] | None) -> _Links:
    """The lead place stays."""
    every = list(barrier.place_links.all())
    links = {link.place_id: link.pk for link in every}
    wanted = links.keys() if places is None else {place.pk for place in places}
    return _moves(links, set(wanted) | {link.place_id for link in every if link.is_lead})


def _moves(links: dict[int, int], wanted: set[int]) -> _Links:
    gone = [key for leads_to, key in links.items() if leads_to not in wanted]
    return _Links(gone, sorted(wanted - links.keys()))
