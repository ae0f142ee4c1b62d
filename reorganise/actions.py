"""Carrying a reorganisation out, now or on its day, and taking it back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from barriers.models import Barrier, BarrierPlace, NamedBody, Publication
from barriers.publication.agreed_words import changing_words
from interface.trouble import trouble_of
from interface.words import date_words
from partnerships.models import Organisation, Reorganisation
from records import history, large
from reorganise import applying, bodies, giving_way, giving_way_plan, places, undo
from reorganise.bodies import Duplicate
from reorganise.giving_way_plan import GivingWay
from reorganise.plan import Kind, Plan, Problem, Refused, check, read

State = Reorganisation.State
CIRCLE = "A place would end up within itself. First change which places are within which"
MOVED_ON = "The directory changed meanwhile, so nothing was done. Look at the page again"


@large.transaction()
def reorganise(*, plan: Plan, by: Any, source: Any = None, source_said: str = "") -> Reorganisation:
    """Carry the plan out, or keep it for its day where that is to come. Raises Refused."""
    check(plan)
    made = _make(plan, by, source, source_said)
    if plan.on <= timezone.localdate():
        _carry_out(made, lambda: places.write(made, plan))
    return made


@large.transaction()
def give_way(
    *, plan: GivingWay, by: Any, source: Any = None, source_said: str = ""
) -> Reorganisation:
    """Bodies give way to others, now or on their day. Raises Refused.

    Of two acts at once on one body the second waits, and is then checked anew.
    """
    named = [
        *(body.pk for body in plan.before),
        *(heir.body.pk for heir in plan.after if heir.body),
    ]
    list(Organisation.objects.select_for_update().filter(pk__in=named).order_by("pk"))
    giving_way_plan.check(plan)
    made = _make(plan, by, source, source_said)
    if plan.on <= timezone.localdate():
        _carry_out(made, lambda: giving_way.write(made, plan))
    return made


@large.transaction()
def merge_bodies(*, pair: Duplicate, by: Any) -> Reorganisation:
    """Make one body of two rows that stand for it. Raises Refused."""
    bodies.check(pair)
    made = Reorganisation.objects.create(
        kind=Kind.DUPLICATE,
        title=pair.title,
        on=timezone.localdate(),
        reason=pair.reason,
        plan={"goes": pair.goes.pk, "stays": pair.stays.pk},
        created_by=by,
    )
    _carry_out(made, lambda: bodies.write(made, pair))
    return made


def carry_out_due() -> list[Reorganisation]:
    """Carry out what was planned for today or before; those that cannot be keep their problem."""
    due = Reorganisation.objects.filter(state=State.PLANNED, on__lte=timezone.localdate())
    done = []
    for reorganisation in due.order_by("on", "id"):
        try:
            with transaction.atomic():
                locked = Reorganisation.objects.select_for_update().get(pk=reorganisation.pk)
                if locked.state != State.PLANNED:
                    continue
                with history.context(said="a reorganisation that was planned"):
                    _carry_out(locked, _planned(locked))
        except Refused as refused:
            text = str(refused)[:500]
            if reorganisation.problem != text:
                Reorganisation.objects.filter(pk=reorganisation.pk).update(problem=text)
        else:
            done.append(locked)
    return done


@transaction.atomic
def withdraw(*, reorganisation: Reorganisation, by: Any) -> None:
    """Give a plan up before its day. Raises Refused where it is no plan any more."""
    locked = Reorganisation.objects.select_for_update().get(pk=reorganisation.pk)
    if locked.state != State.PLANNED:
        raise Refused([Problem("", f"It is {locked.get_state_display()} already")])
    locked.state, locked.undone_by = State.WITHDRAWN, by
    locked.save(update_fields=["state", "undone_by"])


@large.transaction()
def take_back(*, reorganisation: Reorganisation, by: Any) -> None:
    """Undo a reorganisation: each row is as it was. Raises Refused with what stands in the way."""
    locked = Reorganisation.objects.select_for_update().get(pk=reorganisation.pk)
    if locked.state != State.DONE:
        raise Refused([Problem("", f"It is {locked.get_state_display()} already")])
    if standing := undo.obstacles(locked):
        raise Refused([Problem("", obstacle) for obstacle in standing])
    with _refusing(), history.context(undoing=locked.title):
        undo.forget_parts(locked)
        with changing_words(_barriers_of(locked)):
            applying.reverse(locked)
        undo.keep_addresses(locked)
    locked.state, locked.undone_at, locked.undone_by = State.UNDONE, timezone.now(), by
    locked.save(update_fields=["state", "undone_at", "undone_by"])


def _planned(reorganisation: Reorganisation) -> Callable[[], None]:
    """What writes the journal of a plan that was kept for its day. Raises Refused."""
    if reorganisation.kind == Kind.GIVES_WAY:
        of_bodies = giving_way_plan.read(reorganisation)
        giving_way_plan.check(of_bodies, but=reorganisation.pk)
        return lambda: giving_way.write(reorganisation, of_bodies)
    plan = read(reorganisation)
    check(plan)
    return lambda: places.write(reorganisation, plan)


def _make(plan: Plan | GivingWay, by: Any, source: Any, source_said: str) -> Reorganisation:
    return Reorganisation.objects.create(
        kind=plan.kind,
        title=plan.title[:500],
        on=plan.on,
        reason=plan.reason,
        source=source,
        source_said=source_said,
        plan=plan.as_json(),
        created_by=by,
    )


def _barriers_of(reorganisation: Reorganisation) -> set[int]:
    """The barriers of which it changes what the public reads: who they name, and where they are."""
    moved = reorganisation.moved
    named = moved.filter(table=Barrier._meta.label).values_list("row_id", flat=True)
    tables = [model._meta.label for model in (BarrierPlace, Publication, NamedBody)]
    below: Any = moved.filter(table__in=tables).values_list("record_id", flat=True)
    return {*named, *below} - {None}


def _carry_out(reorganisation: Reorganisation, write: Callable[[], None]) -> None:
    words = {"reorganised_on": date_words(reorganisation.on), "act": reorganisation.kind}
    with _refusing(), history.context(**words):
        write()
        with changing_words(_barriers_of(reorganisation)):
            applying.apply(reorganisation)
    reorganisation.state, reorganisation.done_at = State.DONE, timezone.now()
    reorganisation.problem = ""
    reorganisation.save(update_fields=["state", "done_at", "problem"])


@contextmanager
def _refusing() -> Iterator[None]:
    """What the database refuses is told as an answer; the transaction is rolled back."""
    try:
        with transaction.atomic():
            yield
    except DatabaseError as error:
        if trouble_of(error):
            raise  # it was cut off, or the database is away
        circle = "place_no_cycle" in str(getattr(error.__cause__, "diag", error)) or (
            "within itself" in str(error)
        )
        raise Refused([Problem("", CIRCLE if circle else MOVED_ON)]) from error
