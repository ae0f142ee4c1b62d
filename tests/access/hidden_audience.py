"""Records that have an audience and no level: drafts, notices, meetings, reports, policy tests …"""

from __future__ import annotations

import datetime as dt
from typing import Any

from accounts.models import Notice
from accounts.notice.outbox import tell
from partnerships.models import (
    Attendance,
    CalendarFeed,
    Erasure,
    ErrorReport,
    Interest,
    MeetingAsk,
    MeetingRequest,
    Moved,
    OwnTraining,
    PartnerSkill,
    PolicyTestReply,
    PolicyTestTopic,
    RegionalCorrection,
    RegionalReply,
    RegionalUpdateDay,
    RegionalUpdateItem,
    Reorganisation,
    ReorganisationPart,
    Subscription,
    TwoBodies,
)
from records.models import Draft
from tests import builders, engaged
from tests.access.open_world import MARK, SECRET, Seen
from tests.builders import TODAY


def hide(seen: Seen, hidden: dict[str, list[Any]]) -> None:
    """One of each kind whose audience this reader is not among."""
    _somebody_elses(seen)
    _asked(seen, hidden)
    _policy_tests(seen, hidden)
    _regional(seen, hidden)
    if seen.who != "administrator":
        _reorganisation(seen)
    if seen.who not in {"administrator", "yorkshire_connector"}:
        _two_bodies(seen)
    if seen.who == "resident":
        _for_the_signed_in(seen, hidden)


def _somebody_elses(seen: Seen) -> None:
    """What is one person's own."""
    one, other = seen.others[:2]
    Draft.objects.create(
        author=one, form="log-barrier", target=MARK, title=SECRET, typed={"said": [SECRET]}
    )
    told = {"kind": "answer", "subject": SECRET, "text": SECRET, "url": "/places/"}
    if seen.who != "administrator":  # who reads to whom it was going (test_unsent_emails)
        Notice.objects.create(user=one, failed=SECRET, **told)
    tell(email=f"{MARK}@example.test", **told)
    for place in (seen.cast.bradford, seen.cast.luton):
        Subscription.objects.create(place=place, user=one, email=f"{MARK}@example.test")
    CalendarFeed.objects.create(user=one, subject=seen.cast.bradford, token_hash=MARK)
    course = seen.first("course")
    OwnTraining.objects.create(user=one, course=course, on=TODAY)
    # The board is open to all, who is interested is not
    board = next(card for card in seen.families["opportunity"] if card.created_by != seen.reader)
    Interest.objects.create(opportunity=board, user=other, message=SECRET)


def _asked(seen: Seen, hidden: dict[str, list[Any]]) -> None:
    """Meetings asked of bodies, and errors reported to whoever keeps a record."""
    asker = seen.others[0]
    request = MeetingRequest.objects.create(
        created_by=asker, place=seen.away, about=SECRET, from_us=SECRET, suits=SECRET
    )
    ask = MeetingAsk.objects.create(
        request=request, organisation=seen.cast.council, state="not_now", answer=SECRET
    )
    hidden["meeting"].append(request)
    hidden["meeting_ask"].append(ask)
    about = [{"post": one} for one in hidden["post"][:1]]
    if seen.who != "administrator":  # who reads every report about a record that they see
        about.append({"place": seen.away})
    for record in about:
        report = ErrorReport.objects.create(
            created_by=asker, what=SECRET, answer=SECRET, state="not_error", **record
        )
        hidden["error_report"] += [
            report, ErrorReport.objects.create(created_by=asker, what=SECRET, **record)
        ]  # fmt: skip


def _policy_tests(seen: Seen, hidden: dict[str, list[Any]]) -> None:
    """Tests by a body that the reader does not work for: in writing, out, and answered."""
    by = {"owner": seen.agency, "policy": SECRET, "created_by": seen.others[0]}
    written = builders.policy_test(f"{SECRET} written", **by)
    out = builders.policy_test(f"{SECRET} out", seen.away, **by)
    over = builders.policy_test(
        f"{SECRET} over",
        seen.away,
        **by | {"state": "answered", "outcome": SECRET, "outcome_on": TODAY},
    )
    stopped = {"state": "stopped", "withdrawn_why": SECRET, "withdrawn_on": TODAY}
    withdrawn = builders.policy_test(f"{SECRET} stopped", seen.away, **by | stopped)
    for test in (out, over):
        PolicyTestTopic.objects.create(test=test, topic=seen.topic)
        test.questions.update(text=SECRET)
        test.asked.update(state="replied", because=SECRET, reason=SECRET, replied_on=TODAY)
    hidden["policy_test"] += [written, out, over, withdrawn]
    for test in (out, over, seen.families["policy_test"][-1]):  # of which the last is public
        asked = test.asked.get()
        PolicyTestReply.objects.create(
            asked=asked, question=test.questions.get(), text=SECRET, choice=SECRET
        )
        hidden["asked_place"].append(asked)


def _regional(seen: Seen, hidden: dict[str, list[Any]]) -> None:
    """An update that is being written, and what readers reply to one that is out."""
    writes = seen.who == "yorkshire_connector"
    region = seen.at_luton.beside if writes else seen.cast.region
    quarter = dt.date(2026, 1, 1)
    texts = dict.fromkeys(("summary", "check_note", "withdrawn_because"), SECRET)
    for state in ("draft", "checking", "checked"):
        update = builders.regional_update(
            region, seen.others[0], quarter=quarter, state=state, **texts
        )
        RegionalUpdateItem.objects.create(update=update, section="news", text=SECRET)
        RegionalCorrection.objects.create(update=update, on=TODAY, text=SECRET)
        hidden["regional_draft"].append(update)
        quarter = dt.date(quarter.year - 1, quarter.month, 1)
    told = seen.families["regional_update"][1 if writes else 0]
    reply = RegionalReply.objects.create(
        update=told, text=SECRET, name=SECRET, email=f"{MARK}@example.test", answer=SECRET
    )
    RegionalUpdateDay.objects.create(update=told, day=TODAY - dt.timedelta(1), loads=41)
    hidden["regional_reply"].append(reply)


def _reorganisation(seen: Seen) -> None:
    """One that is planned, one that was withdrawn: administrators' until it is done."""
    for state in ("planned", "withdrawn"):
        made = Reorganisation.objects.create(
            kind="rename", state=state, title=SECRET, reason=SECRET, problem=SECRET,
            source_said=SECRET, on=TODAY + dt.timedelta(9),
        )  # fmt: skip
        for side in ("before", "after"):
            ReorganisationPart.objects.create(
                reorganisation=made, side=side, name=SECRET, place=seen.cast.bradford
            )
    Erasure.objects.create(why="asked", account=seen.others[0], mentions=3)


def _two_bodies(seen: Seen) -> None:
    """That two bodies are two, said among those who keep the directory."""
    one, other = sorted((seen.agency, seen.cast.council), key=lambda body: body.pk)
    TwoBodies.objects.create(one=one, other=other, reason=SECRET)


def _for_the_signed_in(seen: Seen, hidden: dict[str, list[Any]]) -> None:
    """What everyone with an account reads."""
    cast, pilot = seen.cast, seen.first("pilot")
    for state in ("planned", "called_off"):
        engaged.visit(pilot, cast.bradford, state=state, purpose=SECRET)
    engaged.promise(seen.first("engagement"), SECRET)
    common = {"place": cast.bradford, "aim": SECRET, "outcome": SECRET, "grade": SECRET}
    for state in ("offered", "agreed"):
        made = builders.secondment(cast.council, seen.agency, state=state, **common)
        hidden["secondment"].append(made)
    PartnerSkill.objects.create(
        organisation=cast.council, skill="data", standing="lacks", basis="self_said",
        said_on=TODAY, note=SECRET,
    )  # fmt: skip
    Attendance.objects.create(
        course=seen.first("course"), organisation=cast.council, on=TODAY, people=12
    )


def moved(seen: Seen, hidden: dict[str, list[Any]]) -> None:
    """Hidden records in the journal of a reorganisation that everybody may read about."""
    [[done]] = seen.families["reorganisation"]
    for pilot in hidden["pilot"]:
        link = pilot.place_links.first()
        Moved.objects.create(
            reorganisation_id=done, rule="pilots.PilotPlace.place", table="pilots.PilotPlace",
            act="update", row_id=link.pk, record_id=pilot.pk, from_id=seen.cast.bradford.pk,
            to_id=seen.cast.luton.pk, before={"said": SECRET}, after={"said": SECRET},
        )  # fmt: skip
