"""Requests that wait for an answer, of every kind in the same columns.

Each kind is read by its own rule (``visible_to``), so that a reader counts what they see. *We* are
the places, programmes and bodies of the reader's roles, and the reader.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import DateField, F, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat, TruncDate

from access.visibility import Reader
from barriers.data_request.models.data_request import REFERENCE
from barriers.models import DataRequest, Escalation, Publication
from collaboration.models import ErrorReport, MeetingAsk
from partnerships.models import Organisation, PlaceReach
from policy.models import PolicyTest, PolicyTestPlace
from records.addresses import address
from records.dates import Precision

COLUMNS = ("r_kind", "r_key", "r_title", "r_of", "r_since", "r_known_to", "r_due")
NO_DAY = Cast(Value(None), DateField())
Rows = QuerySet[Any]
Asks = Callable[[Any, Reader], Rows]


@dataclass(frozen=True, kw_only=True)
class RequestKind:
    """Requests of one kind: those that wait for us, and those that we sent and that wait.

    ``page`` is the list of its own, ``url`` the address of one by its key.
    """

    key: str
    label: str
    one: str
    page: str
    url: Callable[[str], str]
    for_us: Asks
    by_us: Asks


def _in_columns(rows: Any, kind: str, **said: Any) -> Rows:
    columns = {
        "key": F("pk"),
        "of": Value(""),
        "since": NO_DAY,
        "known_to": Value(Precision.DAY.value),
        "due": NO_DAY,
        **said,
    }
    texts = ("key", "title", "of", "known_to")
    made = {
        f"r_{name}": Cast(column, TextField()) if name in texts else column
        for name, column in columns.items()
    }
    annotated = rows.order_by().annotate(r_kind=Value(kind, TextField()), **made)
    asked: Rows = annotated.values_list(*COLUMNS)
    return asked


def _bodies(reader: Reader) -> Rows:
    return Organisation.objects.of_bodies(reader.organisations).order_by().values("pk")


def _below(places: frozenset[int]) -> Rows:
    return PlaceReach.objects.filter(ancestor__in=sorted(places)).order_by().values("place")


# --- Escalations ---


def _escalations(rows: Any) -> Rows:
    said = {"title": F("barrier__title"), "of": F("to__name"), "since": F("sent_on")}
    return _in_columns(rows, "escalations", due=F("answer_by"), **said)


def _escalated_to_us(user: Any, reader: Reader) -> Rows:
    return _escalations(Escalation.objects.visible_to(user).asked_of(reader.organisations).open())


def _escalated_by_us(user: Any, reader: Reader) -> Rows:
    ours = Q(created_by=reader.user_id)
    ours |= Q(barrier__programme__in=sorted(reader.led_programmes))
    ours |= Q(barrier__reach_ids__overlap=sorted(reader.contributed_places))
    return _escalations(Escalation.objects.visible_to(user).filter(ours).open())


# --- Data ---


def _data(rows: Any) -> Rows:
    said = {"title": F("dataset"), "of": F("asked_of__name"), "known_to": F("asked_on_precision")}
    return _in_columns(rows, "data", since=F("asked_on"), **said)


def _data_of_us(user: Any, reader: Reader) -> Rows:
    rows = DataRequest.objects.visible_to(user).waiting()
    return _data(rows.filter(asked_of__in=_bodies(reader)))


def _data_by_us(user: Any, reader: Reader) -> Rows:
    ours = Q(created_by=reader.user_id) | Q(reach_ids__overlap=sorted(reader.contributed_places))
    return _data(DataRequest.objects.visible_to(user).waiting().filter(ours))


# --- Replies before a barrier is made public ---


def _replies(rows: Any) -> Rows:
    said = {"title": F("barrier__title"), "of": F("body__name"), "since": F("sent_on")}
    return _in_columns(rows, "replies", due=F("reply_by"), **said)


def _replies_of_us(user: Any, reader: Reader) -> Rows:
    """Those to which our bodies may reply, and those to which our places may agree."""
    state, seen = Publication.State, Publication.objects.visible_to(user)
    named = Publication.objects.of_bodies(reader.organisations).filter(state=state.BODY)
    edited = Q(state=state.PLACE, barrier__reach_ids__overlap=sorted(reader.edited_places))
    return _replies(seen.filter(edited | Q(pk__in=named.order_by().values("pk"))))


def _replies_to_us(user: Any, reader: Reader) -> Rows:
    rows = Publication.objects.visible_to(user).kept_by(reader)
    return _replies(rows.filter(state__in=Publication.ASKED))


# --- Policy tests ---


def _tests_of_us(user: Any, reader: Reader) -> Rows:
    state = PolicyTestPlace.State
    ours = Q(state=state.ASKED, place__in=_below(reader.edited_places))
    ours |= Q(state=state.APPROVED, place__in=_below(reader.contributed_places))
    rows = PolicyTestPlace.objects.visible_to(user).filter(ours, test__state=PolicyTest.State.ASKED)
    key = Concat("test__slug", Value("/"), "place__slug", output_field=TextField())
    said = {"title": F("test__title"), "of": F("place__name"), "since": F("asked_on")}
    return _in_columns(rows, "policy-tests", key=key, due=F("test__reply_by"), **said)


def _tests_by_us(user: Any, reader: Reader) -> Rows:
    rows = PolicyTest.objects.visible_to(user).filter(
        owner__in=sorted(reader.organisations), state=PolicyTest.State.ASKED
    )
    said = {"title": F("title"), "of": F("owner__name"), "due": F("reply_by")}
    return _in_columns(rows, "policy-tests", key=F("slug"), **said)


# --- Meetings ---


def _meetings(rows: Any) -> Rows:
    said = {"title": F("request__about"), "of": F("organisation__name"), "key": F("request")}
    return _in_columns(rows, "meetings", since=TruncDate("created_at"), **said)


def _meetings_of_us(user: Any, reader: Reader) -> Rows:
    rows = MeetingAsk.objects.answered_for_by(user)
    return _meetings(rows.filter(state__in=MeetingAsk.WAITING))


def _meetings_by_us(user: Any, reader: Reader) -> Rows:
    own = {"request__created_by": reader.user_id, "state__in": MeetingAsk.WAITING}
    return _meetings(MeetingAsk.objects.filter(**own))


# --- What is wrong ---


def _reports(rows: Any) -> Rows:
    said = {"title": F("what"), "since": TruncDate("created_at")}
    return _in_columns(rows, "errors", **said)


def _reports_to_us(user: Any, reader: Reader) -> Rows:
    return _reports(ErrorReport.objects.kept_by(user).open())


def _reports_by_us(user: Any, reader: Reader) -> Rows:
    rows = ErrorReport.objects.visible_to(user).filter(created_by=reader.user_id)
    return _reports(rows.open())


KINDS = (
    RequestKind(
        key="escalations",
        label="Escalations",
        one="Escalation",
        page="escalations",
        url=lambda key: address("escalation", key),
        for_us=_escalated_to_us,
        by_us=_escalated_by_us,
    ),
    RequestKind(
        key="data",
        label="Data requests",
        one="Data",
        page="data_requests",
        url=lambda key: address("data_request", REFERENCE.of(int(key))),
        for_us=_data_of_us,
        by_us=_data_by_us,
    ),
    RequestKind(
        key="replies",
        label="Before publishing",
        one="Reply",
        page="publications",
        url=lambda key: address("publication", key),
        for_us=_replies_of_us,
        by_us=_replies_to_us,
    ),
    RequestKind(
        key="policy-tests",
        label="Policy tests",
        one="Policy test",
        page="policy_tests",
        url=lambda key: (
            address("policy_test_place", *key.split("/"))
            if "/" in key
            else address("policy_test", key)
        ),
        for_us=_tests_of_us,
        by_us=_tests_by_us,
    ),
    RequestKind(
        key="meetings",
        label="Meetings",
        one="Meeting",
        page="who_to_ask",
        url=lambda key: address("meeting_request", key),
        for_us=_meetings_of_us,
        by_us=_meetings_by_us,
    ),
    RequestKind(
        key="errors",
        label="Mistakes reported",
        one="Mistake",
        page="error_reports",
        url=lambda key: address("error_report", key),
        for_us=_reports_to_us,
        by_us=_reports_by_us,
    ),
)
