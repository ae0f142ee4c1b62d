"""Every step of a policy test. Who may take it was asked before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.notice.outbox import tell
from interface import words
from partnerships.models import Place, PlaceReach, Topic
from people.models import Assignment, Role
from policy.models import (
    PolicyTest,
    PolicyTestPlace,
    PolicyTestQuestion,
    PolicyTestReply,
    PolicyTestTopic,
)
from records.addresses import save_with_tail
from records.withdrawing import put_back, withdraw

# The kinds of place that can be asked: the areas of councils and of combined authorities.
KINDS = (
    Place.Kind.UNITARY,
    Place.Kind.METROPOLITAN_BOROUGH,
    Place.Kind.LONDON_BOROUGH,
    Place.Kind.COUNTY,
    Place.Kind.DISTRICT,
    Place.Kind.COMBINED_AUTHORITY,
)
# A place is asked no more often than this in twelve months.
MOST_A_YEAR = 3
YEAR = dt.timedelta(days=365)
State = PolicyTest.State
Asked = PolicyTestPlace.State
FIXED = "It is out with places or was withdrawn, so its questions can no longer change"
# What a reply is before anything is answered; one that was withdrawn is sent anew
_SAYS_NOTHING: dict[str, Any] = {
    "scale": None,
    "choice": "",
    "text": "",
    "withdrawn_at": None,
    "withdrawn_by": None,
    "withdrawn_because": "",
}
TOO_LATE = "The day to reply by has passed, or the request is closed. Nothing was changed"


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was written; ``choices`` for one of some answers."""

    text: str
    kind: str
    choices: tuple[str, ...] = ()


@transaction.atomic
def write_policy_test(
    *, by: Any, test: PolicyTest, topics: Iterable[Topic], questions: list[Question]
) -> PolicyTest:
    """Write a policy test, new or still being written, with its topics and questions. That of a
    made-up body is made up: it asks no real place."""
    existing = PolicyTest.objects.select_for_update().filter(pk=test.pk).first()
    if existing is not None and existing.state != State.WRITING:
        raise ValidationError(FIXED)
    test.is_example = test.is_example or test.owner.is_example
    if existing is None:
        test.created_by = by
        save_with_tail(test, test.title, "policy-test")
    else:
        test.save()
    PolicyTestTopic.objects.filter(test=test).delete()
    for topic in topics:
        PolicyTestTopic.objects.create(test=test, topic=topic)
    PolicyTestQuestion.objects.filter(test=test).delete()
    for number, question in enumerate(questions, 1):
        PolicyTestQuestion.objects.create(
            test=test,
            number=number,
            text=question.text,
            kind=question.kind,
            choices=list(question.choices),
            created_by=by,
        )
    return test


def loads(places: Iterable[int], on: dt.date) -> dict[int, int]:
    """How often each place was asked in the twelve months before a day; 0 is a true nought."""
    ids = list(places)
    asked = PolicyTestPlace.objects.filter(place__in=ids).carried_since(on - YEAR)
    counted = asked.order_by().values("place").annotate(number=Count("pk"))
    numbers = dict(counted.values_list("place", "number"))
    return {pk: numbers.get(pk, 0) for pk in ids}


def carrying(since: dt.date) -> QuerySet[Place]:
    """The places in England asked since a day, with ``times`` and of these ``replied``,
    ``declined``."""
    asked = PolicyTestPlace.objects.carried_since(since).filter(place=OuterRef("pk")).order_by()

    def many(rows: QuerySet[PolicyTestPlace]) -> Coalesce:
        return Coalesce(Subquery(rows.values("place").annotate(n=Count("pk")).values("n")), 0)

    states = PolicyTestPlace.State
    return Place.objects.filter(Exists(asked), is_example=False).annotate(
        times=many(asked),
        replied=many(asked.filter(state=states.REPLIED)),
        declined=many(asked.filter(state=states.DECLINED)),
    )


@transaction.atomic
def ask_places(
    *, by: Any, test: PolicyTest, places: Iterable[Place], because: dict[int, str] | None = None
) -> list[PolicyTestPlace]:
    """Send the questions to these places, and tell their editors.

    Raises ValidationError, and asks nobody, where one was asked already or carries its full load,
    where the test has no question, or where its day has passed.
    """
    test = PolicyTest.objects.select_for_update().get(pk=test.pk)
    today = timezone.localdate()
    # One at a time for each place, so that two requests cannot both take its last free turn
    chosen = list(
        Place.objects.filter(pk__in=[each.pk for each in places]).order_by("pk").select_for_update()
    )
    _refuse_unfit(test, chosen, today)
    made = []
    for place in chosen:
        asked = PolicyTestPlace.objects.create(
            test=test,
            place=place,
            asked_on=today,
            because=(because or {}).get(place.pk, "")[:300],
            created_by=by,
        )
        made.append(asked)
        for user in _people(place, Role.PLACE_EDITOR):
            tell(
                kind="policy-test",
                subject=f"{test.owner} asks {place}: {test.title}",
                about=asked,
                text="Four questions at most. Say whether your place takes part.",
                url=asked.get_absolute_url(),
                to=user,
            )
    if made and test.state == State.WRITING:
        PolicyTest.objects.filter(pk=test.pk).update(state=State.ASKED)
    return made


def _refuse_unfit(test: PolicyTest, places: list[Place], today: dt.date) -> None:
    if not places:
        raise ValidationError("Choose at least one place")
    if test.state == State.WITHDRAWN:
        raise ValidationError("It was withdrawn: no place can be asked any more")
    if test.state == State.ANSWERED or test.reply_by < today:
        raise ValidationError("The day to reply by has passed: no place can be asked any more")
    if not test.questions.exists():
        raise ValidationError("Write at least one question first")
    already = PolicyTestPlace.objects.filter(test=test, place__in=places)
    if names := [asked.place.name for asked in already.select_related("place")]:
        raise ValidationError(f"{words.list_words(names)} was asked already")
    if unable := [place.name for place in places if not _people(place, Role.PLACE_EDITOR).exists()]:
        raise ValidationError(
            f"{words.list_words(unable)} has no editor, so nobody can answer. Invite one first"
        )
    carried = loads([place.pk for place in places], today)
    if full := [place.name for place in places if carried[place.pk] >= MOST_A_YEAR]:
        raise ValidationError(
            f"{words.list_words(full)} was asked {MOST_A_YEAR} times in twelve months, which is "
            "the most. Choose another place"
        )


@transaction.atomic
def decide_policy_test(
    *, by: Any, asked: PolicyTestPlace, agrees: bool, reason: str = ""
) -> PolicyTestPlace:
    """The place says yes or no. Raises ValidationError where that was said, or where it is late."""
    asked = _locked(asked)
    if asked.state not in (Asked.ASKED, Asked.APPROVED) or not _is_open(asked):
        raise ValidationError(TOO_LATE)
    if not agrees and not reason.strip():
        raise ValidationError("Say why your place does not take part")
    is_news = asked.state == Asked.ASKED
    asked.state = Asked.APPROVED if agrees else Asked.DECLINED
    asked.reason, asked.decided_by, asked.decided_on = reason, by, timezone.localdate()
    asked.save()
    if agrees and is_news:
        for user in _people(asked.place, Role.CONTRIBUTOR).exclude(pk=by.pk):
            tell(
                kind="policy-test",
                subject=f"{asked.place} agreed to reply: {asked.test.title}",
                about=asked,
                text=f"Reply by {words.date_words(asked.test.reply_by)}. It takes ten minutes.",
                url=asked.get_absolute_url(),
                to=user,
            )
    elif not agrees:
        _tell_author(asked, f"{asked.place} does not take part: {asked.test.title}")
    return asked


@transaction.atomic
def reply_to_policy_test(
    *, by: Any, asked: PolicyTestPlace, answers: dict[int, dict[str, Any]]
) -> PolicyTestPlace:
    """Send a place's reply: what it says to each question, by the question's id.

    It may be corrected until the day to reply by. Raises ValidationError where the place has not
    agreed, or where it is late.
    """
    asked = _locked(asked)
    if asked.state not in (Asked.APPROVED, Asked.REPLIED) or not _is_open(asked):
        raise ValidationError(TOO_LATE)
    for question in asked.test.questions.all():
        said = {**_SAYS_NOTHING, **answers.get(question.pk, {})}
        PolicyTestReply.with_withdrawn.update_or_create(
            asked=asked,
            question=question,
            defaults=said,
            create_defaults={**said, "created_by": by},
        )
    is_first = asked.state == Asked.APPROVED
    asked.state, asked.replied_by, asked.replied_on = Asked.REPLIED, by, timezone.localdate()
    asked.save()
    if is_first:
        _tell_author(asked, f"{asked.place} replied: {asked.test.title}")
    return asked


@transaction.atomic
def withdraw_reply(*, by: Any, asked: PolicyTestPlace, because: str) -> None:
    """A place takes back all that it replied; whoever asked is told that it did.

    The place counts as one that agreed and has not replied, and may reply anew until the day.
    Raises ValidationError where it was withdrawn a moment ago.
    """
    asked = _locked(asked)
    for reply in _all_said(asked):
        withdraw(by=by, record=reply, because=because)
    if asked.state == Asked.REPLIED:
        asked.state, asked.replied_on = Asked.APPROVED, None
        asked.save()
    _tell_author(asked, f"{asked.place} withdrew its reply: {asked.test.title}")


@transaction.atomic
def put_reply_back(*, by: Any, asked: PolicyTestPlace) -> None:
    """Let what a place replied stand again. Raises ValidationError where it stands, or where the
    place has declined since."""
    asked = _locked(asked)
    if asked.state == Asked.DECLINED:
        raise ValidationError("The place has said since that it does not take part")
    replies = _all_said(asked)
    for reply in replies:
        put_back(by=by, record=reply)
    asked.state = Asked.REPLIED
    asked.replied_on = min(timezone.localdate(reply.created_at) for reply in replies)
    asked.save()
    _tell_author(asked, f"{asked.place} put its reply back: {asked.test.title}")


def _all_said(asked: PolicyTestPlace) -> list[PolicyTestReply]:
    return list(PolicyTestReply.with_withdrawn.filter(asked=asked).order_by("pk"))


@transaction.atomic
def post_outcome(*, by: Any, test: PolicyTest, outcome: str, is_public: bool) -> PolicyTest:
    """Say what changed because of the replies, and tell the places that took part.

    It may be put right later; the places are told the first time.
    """
    before = PolicyTest.objects.select_for_update().get(pk=test.pk)
    if before.state == State.WRITING:
        raise ValidationError("No place was asked yet")
    if before.state == State.WITHDRAWN:
        raise ValidationError("It was withdrawn, and the places were told why")
    test.outcome, test.outcome_is_public, test.state = outcome, is_public, State.ANSWERED
    test.outcome_on = before.outcome_on or timezone.localdate()
    test.save()
    if before.state == State.ANSWERED:
        return test
    subject = f"What changed because of your reply: {test.title}"
    _tell_places(test, test.asked.took_part(), subject, outcome[:500])
    return test


@transaction.atomic
def withdraw_policy_test(*, by: Any, test: PolicyTest, reason: str) -> PolicyTest:
    """Ask no further, and tell the places why; what they replied stays.

    A place that has not answered does not carry it any more. Raises ValidationError once it is
    over.
    """
    rows = PolicyTest.objects.select_for_update(of=("self",)).select_related("owner")
    test = rows.get(pk=test.pk)
    if test.state in (State.ANSWERED, State.WITHDRAWN):
        raise ValidationError(f"It is over, so it cannot be withdrawn: {test.get_state_display()}")
    test.state, test.withdrawn_why = State.WITHDRAWN, reason
    test.withdrawn_on = timezone.localdate()
    test.save()
    asked = test.asked.exclude(state=Asked.DECLINED)
    _tell_places(test, asked, f"{test.owner} withdrew: {test.title}", reason)
    return test


def _tell_places(
    test: PolicyTest, asked: QuerySet[PolicyTestPlace], subject: str, text: str
) -> None:
    """Tell the editors of these places, and their contributors once it is theirs to reply."""
    notified: set[int] = set()
    for reply in asked.select_related("place"):
        roles = [Role.PLACE_EDITOR]
        if reply.state != Asked.ASKED:
            roles.append(Role.CONTRIBUTOR)
        for user in _people(reply.place, *roles).exclude(pk__in=notified):
            notified.add(user.pk)
            tell(
                kind="policy-test",
                subject=subject,
                about=test,
                text=text,
                url=test.get_absolute_url(),
                to=user,
            )


def _locked(asked: PolicyTestPlace) -> PolicyTestPlace:
    rows = PolicyTestPlace.objects.select_for_update(of=("self",))
    return rows.select_related("test__owner", "test__created_by", "place").get(pk=asked.pk)


def _is_open(asked: PolicyTestPlace) -> bool:
    return asked.test.takes_replies(timezone.localdate())


def _tell_author(asked: PolicyTestPlace, subject: str) -> None:
    if asked.test.created_by is not None:
        url = asked.test.get_absolute_url()
        about = asked.test
        tell(kind="policy-test", subject=subject, about=about, url=url, to=about.created_by)


def _people(place: Place, *roles: str) -> QuerySet[Any]:
    """Active accounts with one of these roles at this place or above it, today."""
    above = PlaceReach.objects.filter(place=place).values("ancestor")
    counting = Assignment.objects.on(timezone.localdate()).filter(role__in=roles, place__in=above)
    return get_user_model().objects.filter(pk__in=counting.values("user"), is_active=True)
