"""Every step of a policy test. Who may take it was asked before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.notice.parties import tell_parties
from interface import words
from partnerships.models import Place, Topic
from people.models import Role
from people.review.parties import active_at, body_party, contributors_of, editors_of
from people.review.responsible import answer_for
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
FIXED = "It was sent to places or withdrawn, so its questions can no longer change"
# What a reply is before anything is answered; one that was withdrawn is sent anew
_SAYS_NOTHING: dict[str, Any] = {
    "scale": None,
    "choice": "",
    "text": "",
    "withdrawn_at": None,
    "withdrawn_by": None,
    "withdrawn_because": "",
}
TOO_LATE = "The date to reply by has passed, or the request is closed. Nothing was changed"
HAS_REPLIED = "The place has replied: withdraw the reply first"
KIND = "policy-test"


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
        tell_parties(
            [editors_of(place)],
            kind=KIND,
            subject=f"{test.owner} asks {place}: {test.title}",
            about=asked,
            text="Four questions at most. Say whether your place takes part.",
            url=asked.get_absolute_url(),
        )
    if made and test.state == State.WRITING:
        PolicyTest.objects.filter(pk=test.pk).update(state=State.ASKED)
    return made


def _refuse_unfit(test: PolicyTest, places: list[Place], today: dt.date) -> None:
    if not places:
        raise ValidationError("Choose at least one place")
    if test.state == State.WITHDRAWN:
        raise ValidationError("It was withdrawn, so you can’t ask more places")
    if test.state == State.ANSWERED or test.reply_by < today:
        raise ValidationError("The reply date has passed, so you can’t ask more places")
    if not test.questions.exists():
        raise ValidationError("Write at least one question first")
    already = PolicyTestPlace.objects.filter(test=test, place__in=places)
    if names := [asked.place.name for asked in already.select_related("place")]:
        raise ValidationError(f"Already asked: {words.list_words(names)}")
    if unable := [place.name for place in places if not list(editors_of(place).people)]:
        raise ValidationError(
            f"No editor, so nobody can answer: {words.list_words(unable)}. Invite one first"
        )
    carried = loads([place.pk for place in places], today)
    if full := [place.name for place in places if carried[place.pk] >= MOST_A_YEAR]:
        raise ValidationError(
            f"The limit of {MOST_A_YEAR} times in twelve months is reached for "
            f"{words.list_words(full)}. Choose another place"
        )


@transaction.atomic
def decide_policy_test(
    *, by: Any, asked: PolicyTestPlace, agrees: bool, reason: str = ""
) -> PolicyTestPlace:
    """The place says yes or no, and may change its mind until the day. Raises ValidationError
    where it replied already, or where it is late."""
    asked = _locked(asked)
    if problem := why_decided(asked):
        raise ValidationError(problem)
    if not agrees and not reason.strip():
        raise ValidationError("Say why your place does not take part")
    was, answer = asked.state, Asked.APPROVED if agrees else Asked.DECLINED
    asked.state = answer
    asked.reason, asked.decided_by, asked.decided_on = reason, by, timezone.localdate()
    asked.save()
    if answer == was:
        return asked
    if agrees:
        tell_parties(
            [contributors_of(asked.place)],
            by=by,
            kind=KIND,
            subject=f"{asked.place} agreed to reply: {asked.test.title}",
            about=asked,
            text=f"Reply by {words.date_words(asked.test.reply_by)}. It takes ten minutes.",
            url=asked.get_absolute_url(),
        )
    if was == Asked.DECLINED:
        _tell_who_asked(asked, f"{asked.place} takes part after all: {asked.test.title}", by)
    elif not agrees:
        _tell_who_asked(asked, f"{asked.place} does not take part: {asked.test.title}", by)
    return asked


def why_decided(asked: PolicyTestPlace) -> str:
    """Why the place cannot say yes or no any more; nothing while it can."""
    if asked.state == Asked.REPLIED:
        return HAS_REPLIED
    return "" if _is_open(asked) else TOO_LATE


@transaction.atomic
def reply_to_policy_test(
    *, by: Any, asked: PolicyTestPlace, answers: dict[int, dict[str, Any]]
) -> PolicyTestPlace:
    """Send a place's reply: what it says to each question, by the question's id.

    It may be corrected until the day to reply by. Raises ValidationError where the place has not
    agreed, or where it is late.
    """
    asked = _locked(asked)
    if asked.state not in PolicyTestPlace.TOOK_PART or not _is_open(asked):
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
        _tell_who_asked(asked, f"{asked.place} replied: {asked.test.title}", by)
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
    _tell_who_asked(asked, f"{asked.place} withdrew its reply: {asked.test.title}", by)


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
    _tell_who_asked(asked, f"{asked.place} put its reply back: {asked.test.title}", by)


def _all_said(asked: PolicyTestPlace) -> list[PolicyTestReply]:
    return list(PolicyTestReply.with_withdrawn.filter(asked=asked).order_by("pk"))


@transaction.atomic
def post_outcome(*, by: Any, test: PolicyTest, outcome: str, is_public: bool) -> PolicyTest:
    """Say what changed because of the replies, and tell the places that took part.

    It may be put right later: that is marked on its page with its day and what it said, and the
    same places are told again.
    """
    before = PolicyTest.objects.select_for_update().get(pk=test.pk)
    if before.state == State.WRITING:
        raise ValidationError("No place has been asked yet")
    if before.state == State.WITHDRAWN:
        raise ValidationError("It was withdrawn, and the places were told why")
    test.outcome, test.outcome_is_public, test.state = outcome, is_public, State.ANSWERED
    test.outcome_on, test.corrections = (
        before.outcome_on or timezone.localdate(),
        before.corrections,
    )
    is_put_right = before.state == State.ANSWERED
    if is_put_right and before.outcome != outcome:
        test.correct({"What changed": before.outcome})
    test.save()
    if is_put_right and before.outcome == outcome:
        return test
    subject = f"What changed because of your reply: {test.title}"
    subject = f"Corrected: {subject}" if is_put_right else subject
    _tell_places(test, test.asked.took_part(), subject, outcome[:500], by)
    return test


@transaction.atomic
def withdraw_policy_test(*, by: Any, test: PolicyTest, reason: str) -> PolicyTest:
    """Ask no further, and tell the places why; what they replied stays.

    A place that has not answered does not carry it any more. Raises ValidationError once it is
    over.
    """
    rows = PolicyTest.objects.select_for_update(of=("self",)).select_related("owner")
    test = rows.get(pk=test.pk)
    if test.state in PolicyTest.ENDED:
        raise ValidationError(f"It is over, so it cannot be withdrawn: {test.get_state_display()}")
    test.state, test.withdrawn_why = State.WITHDRAWN, reason
    test.withdrawn_on = timezone.localdate()
    test.save()
    asked = test.asked.exclude(state=Asked.DECLINED)
    _tell_places(test, asked, f"{test.owner} withdrew: {test.title}", reason, by)
    return test


def _tell_places(
    test: PolicyTest, asked: QuerySet[PolicyTestPlace], subject: str, text: str, by: Any
) -> None:
    """Tell the editors of these places, and their contributors once it is theirs to reply."""
    parties = []
    for reply in asked.select_related("place"):
        parties.append(editors_of(reply.place))
        if reply.state != Asked.ASKED:
            contributors = active_at([reply.place_id], Role.CONTRIBUTOR)
            parties[-1] = replace(parties[-1], people=[*parties[-1].people, *contributors])
    tell_parties(
        parties,
        by=by,
        kind=KIND,
        subject=subject,
        about=test,
        text=text,
        url=test.get_absolute_url(),
    )


def _locked(asked: PolicyTestPlace) -> PolicyTestPlace:
    rows = PolicyTestPlace.objects.select_for_update(of=("self",))
    return rows.select_related("test__owner", "test__created_by", "place").get(pk=asked.pk)


def _is_open(asked: PolicyTestPlace) -> bool:
    return asked.test.takes_replies(timezone.localdate())


def _tell_who_asked(asked: PolicyTestPlace, subject: str, by: Any) -> None:
    """Tell whoever wrote the policy test and the officers of the body that asks: it is the body
    that waits, also where its writer has left."""
    test = asked.test
    people = answer_for(test.owner, [])
    if test.created_by is not None and test.created_by.is_active:
        people.append(test.created_by)
    tell_parties(
        [body_party(test.owner, people)],
        by=by,
        kind=KIND,
        subject=subject,
        about=test,
        url=test.get_absolute_url(),
    )
