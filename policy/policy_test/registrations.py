"""How policy tests take part in the whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Concat
from django.urls import reverse

from access.visibility import Reader, reader_of
from interface import words
from interface.parts import MenuItem, Theme, signed_in
from interface.sections import Section, Task, Turn
from partnerships.models import Place, PlaceReach
from partnerships.organisation.asks import AskKind, Scope, in_ask_columns, only
from policy.models import (
    PolicyTest,
    PolicyTestPlace,
    PolicyTestQuestion,
    PolicyTestReply,
    PolicyTestTopic,
)
from policy.policy_test.permissions import asks_or_is_asked, can_ask_policy_tests
from records.absent import Absent, Whole
from records.addresses import address
from records.dates import DateWithPrecision
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, PlaceRule, Sides, moves
from records.switches import SwitchablePart
from records.unlinked import Unlinked
from registry.calendar import CalendarEvents, DatedQuery, Entry, Reading
from registry.reported import HasErrorReports
from registry.requested import RequestKind, Rows, in_request_columns
from registry.search import BODY, TOPIC, SearchIndex, through
from registry.waiting import TaskSections, Work, first_few

NEWS = dt.timedelta(days=60)
BEGINNING = dt.date(1, 1, 1)
State = PolicyTestPlace.State
# What to do, the word on its button, and how long it takes
_TO_DO = {
    State.ASKED: ("Say whether your place takes part", "Decide", ""),
    State.APPROVED: ("Say what it would do here", "Reply", ", about ten minutes"),
}


def _not_replied(sides: Sides) -> Q:
    return Q(replied_on=None)


def _asked_of_places(work: Work) -> QuerySet[Any]:
    reader, today = work.reader, work.today

    def at(places: frozenset[int]) -> Q:
        below = PlaceReach.objects.filter(ancestor__in=sorted(places)).values("place")
        return Q(place__in=below)

    still_open = Q(test__state=PolicyTest.State.ASKED, test__reply_by__gte=today)
    to_decide = still_open & Q(state=State.ASKED) & at(reader.edited_places)
    to_reply = still_open & Q(state=State.APPROVED) & at(reader.contributed_places)
    news = at(reader.contributed_places) & Q(
        state__in=PolicyTestPlace.TOOK_PART,
        test__state=PolicyTest.State.ANSWERED,
        test__outcome_on__gte=today - NEWS,
    )
    seen = PolicyTestPlace.objects.visible_to(work.user).filter(to_decide | to_reply | news)
    return seen.select_related("test__owner", "place").order_by("test__reply_by", "id")


def _tests_of_places(work: Work) -> Section:
    """What departments ask of this user's places, and what changed because of their replies."""
    waiting, count = first_few(work, _asked_of_places)
    return Section(
        key="policy-tests",
        title="Policies that departments test with your places",
        short="Policy tests",
        items=[_task(asked) for asked in waiting],
        count=count,
        note="to say yes or no, to answer, or answered",
        url=reverse("policy_tests"),
        link="All policy tests",
    )


def _task(place_asked: PolicyTestPlace) -> Task:
    if place_asked.test.state == PolicyTest.State.ANSWERED:
        return Task(
            title=f"Read what changed: {place_asked.test.title}",
            url=place_asked.test.get_absolute_url(),
            action="Read",
            note=place_asked.place.name,
            reason=words.date_words(place_asked.test.outcome_on),
            turn=Turn.NOBODY,
        )
    verb, action, note = _TO_DO[State(place_asked.state)]
    return Task(
        title=f"{verb}: {place_asked.test.title}",
        url=place_asked.get_absolute_url(),
        action=action,
        note=f"{place_asked.place.name}{note}",
        due=place_asked.test.reply_by,
    )


def _of_own_bodies(work: Work) -> QuerySet[Any]:
    bodies = sorted(work.reader.organisations)
    mine = PolicyTest.objects.visible_to(work.user).filter(owner__in=bodies)
    counted = mine.exclude(state__in=PolicyTest.ENDED).annotate(
        asked_count=Count("asked"),
        replied_count=Count("asked", filter=Q(asked__state=State.REPLIED)),
        waiting_count=Count("asked", filter=Q(asked__state__in=_TO_DO)),
    )
    return counted.order_by("reply_by", "id")


def _own_tests(work: Work) -> Section:
    """The policy tests of this user's bodies that are not over: no outcome is posted yet."""
    today = work.today
    rows, count = first_few(work, _of_own_bodies)
    return Section(
        key="own-policy-tests",
        title="Your policy tests",
        items=[_own_task(row, today) for row in rows],
        count=count,
        note="not over until you say what changed",
        url=reverse("policy_tests"),
        link="All policy tests",
    )


def _own_task(policy_test: Any, today: dt.date) -> Task:
    is_asked = policy_test.state == PolicyTest.State.ASKED
    is_late = is_asked and policy_test.reply_by < today
    by, url = f"Replies by {words.date_words(policy_test.reply_by)}", policy_test.get_absolute_url()
    if is_asked:
        asked = words.count_words(policy_test.asked_count, "place")
        by = f"{by}; {policy_test.replied_count} of {asked} replied"
    is_complete = is_asked and policy_test.replied_count and not policy_test.waiting_count
    if is_asked and not is_late and not is_complete:
        return Task(title=policy_test.title, url=url, note=by, turn=Turn.OTHERS)
    verb = "Tell places what changed" if is_asked else "Send to places"
    title = f"{verb}: {policy_test.title}"
    return Task(title=title, url=url, action=verb.split(maxsplit=1)[0], note=by)


def _reply_days(reading: Reading) -> DatedQuery | None:
    """The days by which places reply to a department: in the calendars of those places, and in
    one's own also those of one's bodies."""
    calendar, reader = reading.calendar, reader_of(reading.user)
    if reader is None:
        return None
    mine = Q(pk__in=[])
    if isinstance(calendar.subject, Place):
        at = [calendar.subject.pk]
    elif calendar.subject is None:
        at, mine = sorted(reader.places), Q(owner__in=sorted(reader.organisations))
    else:
        return None
    below = PlaceReach.objects.filter(ancestor__in=at).order_by().values("place")
    asked = PolicyTestPlace.objects.visible_to(reading.user).filter(place__in=below)
    seen = PolicyTest.objects.visible_to(reading.user).filter(state=PolicyTest.State.ASKED)
    rows = seen.filter(mine | Q(pk__in=asked.order_by().values("test")))
    columns = ("slug", "title", "reply_by", "updated_at", "owner__name")
    return DatedQuery(
        parts=(rows.filter(reading.window.on("reply_by", late=Q())),),
        day=F("reply_by"),
        queryset=lambda: PolicyTest.objects.select_related("owner").only(*columns),
        entry=_reply_day,
        in_order=True,
    )


def _reply_day(row: Any, reading: Reading) -> Entry:
    return Entry(
        kind="policy-tests",
        key=f"policy-test-{row.pk}",
        when=DateWithPrecision(row.reply_by),
        text=f"Replies due: {row.title}",
        url=row.get_absolute_url(),
        changed=row.updated_at,
        about=str(row.owner),
        is_late=row.reply_by < reading.today,
    )


def _waiting(work: Work) -> Iterator[Section]:
    """What waits for people of a place; and the tests of officers' own bodies."""
    if work.reader.contributed_places:
        yield _tests_of_places(work)
    if work.reader.organisations:
        yield _own_tests(work)


_OF_TESTS = (PolicyTest, PolicyTestTopic, PolicyTestQuestion, PolicyTestPlace, PolicyTestReply)
_OLD_WORDS = "old words are for places that took part: its page tells them what was put right"


def _of_us(user: Any, reader: Reader) -> Rows:
    def below(places: frozenset[int]) -> QuerySet[Any]:
        reach = PlaceReach.objects.filter(ancestor__in=sorted(places))
        return reach.order_by().values("place")

    ours = Q(state=State.ASKED, place__in=below(reader.edited_places))
    ours |= Q(state=State.APPROVED, place__in=below(reader.contributed_places))
    rows = PolicyTestPlace.objects.visible_to(user).filter(ours, test__state=PolicyTest.State.ASKED)
    key = Concat("test__slug", Value("/"), "place__slug", output_field=TextField())
    said = {"title": F("test__title"), "of": F("place__name"), "since": F("asked_on")}
    return in_request_columns("policy-tests", rows, key=key, due=F("test__reply_by"), **said)


def _by_us(user: Any, reader: Reader) -> Rows:
    rows = PolicyTest.objects.visible_to(user).filter(
        owner__in=sorted(reader.organisations), state=PolicyTest.State.ASKED
    )
    said = {"title": F("title"), "of": F("owner__name"), "due": F("reply_by")}
    return in_request_columns("policy-tests", rows, key=F("slug"), **said)


def _url(key: str) -> str:
    """Of a test, or of what one place was asked."""
    test, _, place = key.partition("/")
    return address("policy_test_place", test, place) if place else address("policy_test", test)


def _asked(scope: Scope) -> Iterator[QuerySet[Any]]:
    """On the day when the place was asked."""
    rows = PolicyTestPlace.objects.visible_to(scope.user).carried_since(BEGINNING)
    if scope.place is not None:
        rows = rows.filter(place__in=scope.within)
    else:
        rows = rows.filter(test__owner=scope.body)
    yield in_ask_columns(
        "test",
        rows,
        day=F("asked_on"),
        place=F("place"),
        askers=only("test__owner_id"),
        title=F("test__title"),
        key=Concat("test__slug", Value("/"), "place__slug", output_field=TextField()),
        open=Case(When(state__in=PolicyTestPlace.WAITING, then=True), default=False),
    )


REGISTRATIONS = (
    *(HistoryLabel(model=model, apart=_OLD_WORDS) for model in _OF_TESTS),
    SwitchablePart(
        key="policy_tests",
        label="Policy tests",
        says="Policies that departments try out with places",
        below=("policy-tests/",),
        order=60,
    ),
    HasErrorReports(
        model=PolicyTestPlace,
        pages=("policy_test_place",),
        keys=("test__slug", "place__slug"),
        reads=("test", "place"),
    ),
    HasErrorReports(model=PolicyTest, pages=("policy_test",), keys=("slug",), owner="owner"),
    MenuItem(
        page="policy_tests",
        label="Policy tests",
        says="Policies that departments test with places before they are final",
        theme=Theme.PEOPLE,
        order=50,
        words="questions consultation early ask asks try places",
        within="requests",
        yours=asks_or_is_asked,
    ),
    MenuItem(
        page="policy_test_load",
        label="How often places were asked",
        says="How often each place was asked lately",
        theme=Theme.PEOPLE,
        order=60,
        words="load workload burden policy tests",
        permission=signed_in,
        within="requests",
    ),
    MenuItem(
        page="policy_test_add",
        label="Write a policy test",
        says="Questions about a policy, to places",
        theme=Theme.PEOPLE,
        order=120,
        words="add new consultation ask try places early",
        permission=can_ask_policy_tests,
        adds=True,
    ),
    PlaceRule(
        PolicyTestPlace,
        "place",
        Does.MOVE,
        noun="policy test",
        record="test",
        order=390,
        open=_not_replied,
        once=("test_id",),
        twins_stay=True,
    ),
    BodyRule(
        PolicyTest,
        "owner",
        Does.MOVE,
        noun="policy test",
        order=560,
        in_time=moves(Q(state__in=PolicyTest.OPEN)),
    ),
    TaskSections(sections=_waiting, order=100),
    CalendarEvents(
        key="policy-tests",
        label="Policy tests, priorities and changes",
        noun="Policy test",
        dated=_reply_days,
        order=100,
    ),
    SearchIndex(
        model=PolicyTest,
        label="policy test",
        page="policy_test",
        key=("slug",),
        title="title",
        text=("policy", "outcome"),
        note=("owner__name", "policy"),
        status="state",
        within={BODY: "owner_id", TOPIC: through(PolicyTestTopic, "topic", of="test")},
        made_up=Q(is_example=True),
        over=Q(withdrawn_on__isnull=False),
        order=75,
    ),
    RequestKind(
        key="policy-tests",
        label="Policy tests",
        one="Policy test",
        page="policy_tests",
        url=_url,
        for_us=_of_us,
        by_us=_by_us,
        order=40,
    ),
    AskKind(key="test", noun="policy test", url=_url, rows=_asked, order=20),
    Absent(
        model=PolicyTest,
        at=Whole.FILES,
        why="its questions are put to places that are chosen while it is written",
    ),
    Unlinked(
        pages=("policy_test_replies",),
        on="policy_test",
        why="a test leads there from the first reply on",
    ),
)
