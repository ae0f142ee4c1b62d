"""Takes Exampleshire out again, with everything that people added to it and its history."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pgtrigger
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from barriers.barrier.models.agreed_words import are_words
from barriers.models import (
    Barrier,
    DataRequest,
    ExampleAgreement,
    Guidance,
    PracticeExample,
    PublishingPause,
    SystemicBarrier,
)
from barriers.publication.actions import changing_words
from demo.load.example import example_entries
from demo.sign_ins import ACCOUNTS
from funding.models import Flow, Fund
from partnerships.models import (
    ActionItem,
    Assignment,
    MeetingAsk,
    MeetingRequest,
    Member,
    Organisation,
    Partnership,
    Person,
    Place,
    PolicyTest,
    PostHolder,
    Priority,
    Programme,
    Team,
)
from pilots.models import LearningEvent, Pilot, PilotPartner, SharedDefinition
from records import history
from records.models import Change, FindingSubject, Note

Found = dict[Any, set[int]]


def remove_example() -> int:
    """Remove the example county in one transaction; gives the number of rows removed.

    Records of the example go with all that hangs on them. A record of a real place that only
    mentions the example stays and loses the mention.
    """
    with transaction.atomic(), history.context(said="the example was removed"):
        users = _its_people()
        found = _seeds()
        _follow(found)
        with changing_words(_barriers_with_other_words(found)):
            _drop_mentions(found)
        _follow(found)  # a place that agrees anew is a step of a publication, which may go
        _add_what_is_left_alone(found)
        _add_what_is_about(found)
        removed = _delete(found)
        example_entries().delete()
        for user in users:
            _take_out(user)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return removed


def _seeds() -> Found:
    """What is of the example by itself: marked so, or at none but its places."""
    marked: tuple[Any, ...] = (Place, Organisation, Programme, Partnership, Fund)
    marked += (ExampleAgreement, SystemicBarrier, Guidance, PracticeExample)
    found: Found = {kind: _ids(kind.objects.filter(is_example=True)) for kind in marked}
    bodies = Q(organisation__in=found[Organisation])
    levelled = ((Pilot, "pilot"), (Barrier, "barrier"), (Flow, "flow"), (DataRequest, "request"))
    for kind, links in levelled:
        own = kind.objects.filter(programme__in=found[Programme])
        found[kind] = _ids(own) | _ids(_only_at(kind, links, found[Place]))
    found[Priority] = _ids(_only_at(Priority, "priority", found[Place]))
    found[PolicyTest] = _ids(PolicyTest.objects.filter(is_example=True))
    found[Barrier] |= _ids(Barrier.objects.filter(pilot__in=found[Pilot]))
    theirs = Q(place__in=found[Place]) | Q(programme__in=found[Programme])
    found[LearningEvent] = _ids(LearningEvent.objects.filter(theirs))
    found[PublishingPause] = _ids(PublishingPause.objects.filter(theirs))
    kept = Q(programme__in=found[Programme]) | bodies
    found[SharedDefinition] = _ids(SharedDefinition.objects.filter(kept))
    held = Q(holder__in=found[Organisation]) | Q(asked_of__in=found[Organisation])
    found[DataRequest] |= _ids(DataRequest.objects.filter(held | Q(pilot__in=found[Pilot])))
    found[SystemicBarrier] |= _ids(SystemicBarrier.objects.filter(owner__in=found[Organisation]))
    found[PilotPartner] = _ids(PilotPartner.objects.filter(bodies))
    found[Member] = _ids(Member.objects.filter(bodies))
    loaded = example_entries().filter(model=Team._meta.label_lower)
    found[Team] = set(loaded.values_list("object_id", flat=True))
    found[Assignment] = _ids(
        Assignment.objects.filter(
            bodies
            | Q(place__in=found[Place])
            | Q(programme__in=found[Programme])
            | Q(team__in=found[Team])
        )
    )
    return found


def _only_at(kind: Any, owner: str, places: set[int]) -> QuerySet[Any]:
    links = kind.places.through.objects.filter(**{owner: OuterRef("pk")})
    return kind.objects.filter(
        Exists(links.filter(place__in=places)), ~Exists(links.exclude(place__in=places))
    )


def _ids(rows: QuerySet[Any]) -> set[int]:
    return set(rows.values_list("pk", flat=True))


def _follow(found: Found) -> None:
    """Add the rows that hang on what is found, over as many steps as it takes."""
    waiting = list(found.items())
    while waiting:
        kind, ids = waiting.pop()
        for hanging, field in _hanging_on(kind):
            if _falls_with(field):
                known = found.setdefault(hanging, set())
                new = _ids(hanging.objects.filter(**{f"{field.name}__in": ids})) - known
                known |= new
                if new:
                    waiting.append((hanging, new))


def _mentions(found: Found) -> Iterator[tuple[Any, Any, QuerySet[Any]]]:
    """Rows that stay and refer to what is found: of which kind, by which field."""
    for kind, ids in found.items():
        for hanging, field in _hanging_on(kind):
            if not _falls_with(field):
                rows = hanging.objects.filter(**{f"{field.name}__in": ids})
                yield hanging, field, rows.exclude(pk__in=found.get(hanging, set()))


def _drop_mentions(found: Found) -> None:
    for _, field, rows in _mentions(found):
        rows.update(**{field.attname: None})


def _barriers_with_other_words(found: Found) -> set[int]:
    """Those that stay, and name a body that goes or lose a part."""
    changed: set[int] = set()
    for kind, _, rows in _mentions(found):
        if are_words(kind):
            changed |= _of_barriers(kind, rows)
    for kind, ids in found.items():
        if are_words(kind):
            changed |= _of_barriers(kind, kind.objects.filter(pk__in=ids))
    return changed - found[Barrier]


def _of_barriers(kind: Any, rows: QuerySet[Any]) -> set[int]:
    return set(rows.values_list("pk" if kind is Barrier else "barrier", flat=True))


def _falls_with(field: Any) -> bool:
    """Whether a row cannot be without the row that it refers to."""
    return not field.null or field.remote_field.on_delete is models.CASCADE


def _hanging_on(kind: Any) -> Iterator[tuple[Any, Any]]:
    """The models that refer to ``kind``, each with its field."""
    for relation in kind._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or relation.many_to_many:
            continue
        yield relation.related_model, relation.field


def _add_what_is_left_alone(found: Found) -> None:
    """People who only held roles of the example; meetings asked of its teams alone."""
    for kind, parts, owner in (
        (Person, PostHolder, "person"),
        (MeetingRequest, MeetingAsk, "request"),
    ):
        gone = found.get(parts, set())
        touched = parts.objects.filter(pk__in=gone).values_list(owner, flat=True)
        others = parts.objects.filter(**{owner: OuterRef("pk")}).exclude(pk__in=gone)
        alone = kind.objects.filter(~Exists(others), pk__in=set(touched))
        found.setdefault(kind, set()).update(_ids(alone))


def _add_what_is_about(found: Found) -> None:
    """Notes, subjects of findings, and what was promised, about what is found."""
    for kind, ids in list(found.items()):
        about = ContentType.objects.get_for_model(kind, for_concrete_model=False)
        for telling in (Note, FindingSubject, ActionItem):
            rows = telling.objects.filter(subject_type=about, subject_id__in=ids)
            found.setdefault(telling, set()).update(_ids(rows))


def _delete(found: Found) -> int:
    """Delete the rows and then their history; the example names nobody's work."""
    guards = [
        f"{kind._meta.label}:{trigger.name}"
        for kind in found
        for trigger in getattr(kind._meta, "triggers", ())
        if trigger.name in ("words_agreed", "stays_while_open")  # what is agreed goes as a whole
    ]
    with pgtrigger.ignore(*guards):
        removed = sum(_delete_from(kind, ids) for kind, ids in found.items())
    with pgtrigger.ignore("records.Change:append_only"):
        for kind, ids in found.items():
            Change.objects.of_kind(kind, ids).delete()
    return removed


def _delete_from(kind: Any, ids: set[int]) -> int:
    """Foreign keys are checked at the end of the transaction, so the order does not matter."""
    name = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {name(kind._meta.db_table)} WHERE {name(kind._meta.pk.column)} = ANY(%s)",  # noqa: S608
            [list(ids)],
        )
        return cursor.rowcount


def _its_people() -> list[User]:
    """The accounts that exist for the example alone."""
    emails = [one.email for one in ACCOUNTS if "example" in one.scope]
    return list(User.objects.filter(email__in=emails))


def _take_out(user: User) -> None:
    """Delete an account, or close it where it has written something that stays."""
    try:
        with transaction.atomic():
            user.delete()
    except models.ProtectedError:
        User.objects.filter(pk=user.pk).update(is_active=False)
