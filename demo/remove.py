"""Takes Exampleshire out again, with everything that people added to it and its history."""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.db import connection, models, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from accounts.secret import Upon, end_secrets
from barriers.models import (
    Barrier,
    DataRequest,
    ExampleAgreement,
    Guidance,
    PracticeExample,
    PublishingPause,
    SystemicBarrier,
)
from barriers.publication.agreed_words import changing_words
from collaboration.models import MeetingAsk, MeetingRequest
from demo import hanging
from demo.hanging import Rows, ids
from demo.load.example import example_entries
from demo.sign_ins import ACCOUNTS
from funding.models import Bid, Estimate, Flow, Fund, Pool
from governance.models import Agreement
from partnerships.models import Member, Organisation, Partnership, Place, Programme
from people.models import Assignment, Invitation, JobRoleHolder, Person, Team
from pilots.models import LearningEvent, Pilot, PilotPartner, SharedDefinition
from policy.models import PolicyTest, Priority
from records import history
from records.models import HistoryEntry


def remove_example() -> int:
    """Remove the example county in one transaction; gives the number of rows removed.

    Records of the example go with all that hangs on them. A record of a real place that only
    mentions the example stays and loses the mention.
    """
    with transaction.atomic(), history.context(said="the example was removed"):
        users = _its_people()
        found = _seeds()
        hanging.follow(found)
        with changing_words(hanging.barriers_with_other_words(found)):
            hanging.drop_mentions(found)
        hanging.follow(found)  # a place that agrees anew is a step of a publication, which may go
        _add_what_is_left_alone(found)
        hanging.add_what_is_about(found)
        removed = _delete(found)
        example_entries().delete()
        for user in users:
            _take_out(user)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return removed


# Records of money at places, with the field of their links that names them.
OF_MONEY = ((Flow, "flow"), (Bid, "bid"), (Estimate, "estimate"), (Pool, "pool"))


def _seeds() -> Rows:
    """What is of the example by itself: marked so, or at none but its places."""
    marked: tuple[Any, ...] = (Place, Organisation, Programme, Partnership, Fund)
    marked += (Agreement, ExampleAgreement, SystemicBarrier, Guidance, PracticeExample)
    found: Rows = {kind: ids(kind.objects.filter(is_example=True)) for kind in marked}
    bodies = Q(organisation__in=found[Organisation])
    levelled = ((Pilot, "pilot"), (Barrier, "barrier"), (DataRequest, "request"), *OF_MONEY)
    for kind, links in levelled:
        own = kind.objects.filter(programme__in=found[Programme])
        found[kind] = ids(own) | ids(_only_at(kind, links, found[Place]))
    found[Priority] = ids(_only_at(Priority, "priority", found[Place]))
    found[PolicyTest] = ids(PolicyTest.objects.filter(is_example=True))
    found[Barrier] |= ids(Barrier.objects.filter(pilot__in=found[Pilot]))
    theirs = Q(place__in=found[Place]) | Q(programme__in=found[Programme])
    found[LearningEvent] = ids(LearningEvent.objects.filter(theirs))
    found[PublishingPause] = ids(PublishingPause.objects.filter(theirs))
    kept = Q(programme__in=found[Programme]) | bodies
    found[SharedDefinition] = ids(SharedDefinition.objects.filter(kept))
    held = Q(holder__in=found[Organisation]) | Q(asked_of__in=found[Organisation])
    found[DataRequest] |= ids(DataRequest.objects.filter(held | Q(pilot__in=found[Pilot])))
    found[SystemicBarrier] |= ids(SystemicBarrier.objects.filter(owner__in=found[Organisation]))
    found[PilotPartner] = ids(PilotPartner.objects.filter(bodies))
    found[Member] = ids(Member.objects.filter(bodies))
    loaded = example_entries().filter(model=Team._meta.label_lower)
    found[Team] = set(loaded.values_list("object_id", flat=True)) | ids(Team.objects.filter(theirs))
    at = bodies | theirs | Q(team__in=found[Team])
    found[Assignment] = ids(Assignment.objects.filter(at))
    found[Invitation] = ids(Invitation.objects.filter(at))
    return found


def _only_at(kind: Any, owner: str, places: set[int]) -> QuerySet[Any]:
    links = kind.places.through.objects.filter(**{owner: OuterRef("pk")})
    return kind.objects.filter(
        Exists(links.filter(place__in=places)), ~Exists(links.exclude(place__in=places))
    )


def _add_what_is_left_alone(found: Rows) -> None:
    """People who only held roles of the example; meetings asked of its teams alone."""
    for kind, parts, owner in (
        (Person, JobRoleHolder, "person"),
        (MeetingRequest, MeetingAsk, "request"),
    ):
        gone = found.get(parts, set())
        touched = parts.objects.filter(pk__in=gone).values_list(owner, flat=True)
        others = parts.objects.filter(**{owner: OuterRef("pk")}).exclude(pk__in=gone)
        alone = kind.objects.filter(~Exists(others), pk__in=set(touched))
        found.setdefault(kind, set()).update(ids(alone))


def _delete(found: Rows) -> int:
    """Delete the rows and then their history; the example names nobody's work."""
    removed = hanging.delete(found)
    with pgtrigger.ignore("records.HistoryEntry:append_only"):
        for kind, gone in found.items():
            HistoryEntry.objects.of_kind(kind, gone).delete()
    return removed


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
        end_secrets(user, Upon.CLOSED)
        User.objects.filter(pk=user.pk).update(is_active=False)
