"""As much of everything as wanted, beside the open world: to see that a page costs the same."""

from __future__ import annotations

import datetime as dt
from typing import Any

from accounts.notice.outbox import tell
from barriers.models import ActionTried, Barrier, BarrierPlace, Check, Closing
from funding.models import FlowYear, Fund, FundOwner
from partnerships.models import (
    Alignment,
    Asset,
    Attendance,
    CalendarFeed,
    Course,
    EmergencyContact,
    Erasure,
    ErrorReport,
    Expense,
    Interest,
    LocalService,
    MeetingAsk,
    Member,
    Moved,
    OrganisationPlace,
    OwnTraining,
    Partnership,
    PartnershipPlace,
    PartnerSkill,
    PlaceFigure,
    PolicyTestPlace,
    PolicyTestReply,
    PostTopic,
    PriorityTopic,
    Recognition,
    RegionalCorrection,
    RegionalReply,
    RegionalUpdateItem,
    Reorganisation,
    ReorganisationPart,
    Repeat,
    ServiceClash,
    ServiceTopic,
    Terms,
)
from partnerships.subscription.actions import make_feed
from pilots.models import (
    Change,
    EngagementTotal,
    Indicator,
    LessonTopic,
    Milestone,
    Pilot,
    PilotPartner,
)
from records.models import Draft, Note
from tests import asked, builders, coursed, defined, engaged, evaluated, learned, linked, lived
from tests.access import (
    many_data,
    many_letters,
    many_practice,
    many_publishing,
    many_sources,
    many_systemic,
)
from tests.access.open_world import AHEAD, PAST, Seen
from tests.builders import TODAY

OPEN = {"visibility": "public"}


def fill(seen: Seen, many: int) -> None:
    """So many of each thing that a page may show, readable by everybody who reads the page."""
    together = Partnership.objects.create(name="Together", slug="together")
    PartnershipPlace.objects.create(partnership=together, place=seen.cast.bradford)
    twice = builders.organisation("Housing body", parent=seen.cast.council)  # or so it seems
    OrganisationPlace.objects.create(organisation=twice, place=seen.cast.bradford, role="serves")
    # The open world of somebody without an account has no feed of theirs
    feed = make_feed(by=seen.cast.bradford_editor, subject=seen.cast.bradford)
    seen.families["feed_address"] = [[feed[1]]]
    for number in range(many):
        body = builders.organisation(f"Housing body {number}", parent=seen.cast.council)
        for role in ("serves", "based"):
            OrganisationPlace.objects.create(organisation=body, place=seen.cast.bradford, role=role)
        Member.objects.create(partnership=together, organisation=body)
        many_sources.fill(seen, number)
        _pilots(seen, number, body)
        _barriers(seen, number)
        _money(seen, number, body)
        _job_roles(seen, number, body)
        _priorities(seen, number, body)
        _local(seen, number, body)
        _people(seen, number, body)
        _own(seen, number, body)
        _policy_tests(seen, number)
        _regional(seen, number)
        _reorganisations(seen)
        many_letters.fill(number)


def _pilots(seen: Seen, number: int, body: Any) -> None:
    pilot = builders.pilot(
        seen.cast.bradford, "", seen.cast.luton, programme=seen.cast.pfpp, source=seen.source,
        rhythm=3, update_due=PAST, parent=seen.first("pilot"), **OPEN,
    )  # fmt: skip
    pilot.topics.add(seen.topic)
    many_sources.typed(seen, pilot)
    day = TODAY - dt.timedelta(number + 400)
    builders.actual(seen.first("indicator"), 6, as_of=day, source=seen.source)
    for one in (pilot, seen.first("pilot")):
        _parts(seen, one, body)


def _parts(seen: Seen, pilot: Pilot, body: Any) -> None:
    source = seen.source
    said = {"public_sentence": "So.", "happened": "Yes"}
    update = builders.update(pilot, by=seen.cast.author, state="accepted", **said)
    builders.update(pilot, by=seen.cast.author, state="questioned", question="Why?")
    indicator = builders.indicator(pilot, target_low=9)
    _defined(seen, indicator)
    builders.actual(indicator, 5, counts="same", source=source, update=update)
    PilotPartner.objects.create(pilot=pilot, organisation=body, source=source)
    PilotPartner.objects.create(pilot=pilot, description="Schools", source=source)
    Milestone.objects.create(pilot=pilot, text="Done", done=TODAY, source=source)
    coursed.move(coursed.milestone(pilot, "To do", due=AHEAD, source=source))
    coursed.move(coursed.milestone(seen.cast.pfpp, source=source))
    for state in ("open", "passed"):
        coursed.risk(pilot, owner=seen.first("post"), state=state, state_said="So")
    Change.objects.create(pilot=pilot, before="A", after="B", on=TODAY, source=source)
    for kind in ("enabler", "warning"):
        lesson = learned.lesson(pilot, kind=kind, helps_with="data-sharing", source=source)
        LessonTopic.objects.create(lesson=lesson, topic=seen.topic)
    _told(seen, pilot, lesson)
    _evaluated(seen, pilot, indicator, body)
    held = engaged.visit(pilot, seen.cast.bradford, (body, 4, 2), source=source)
    engaged.visit(pilot, seen.cast.bradford, (body, 4), state="planned")
    for one in (held, seen.first("engagement")):
        engaged.promise(one, owner=seen.first("post"))
    EngagementTotal.objects.create(pilot=pilot, people_low=7, source=source)
    engaged.referral(pilot, 7, source=source)
    _lived(pilot, body, source)
    Note.objects.create(subject=pilot, kind="gap", text="How many", source=source)


def _lived(pilot: Pilot, body: Any, source: Any) -> None:
    lived.phase(pilot, paid_by=body, source=source)
    lived.phase(pilot, "extension", start=None, planned_start=AHEAD, source=source)
    lived.status_change(pilot, why="Agreed")
    grown = pilot.children.order_by("id").first()
    lived.legacy(pilot, funder=body, child=grown, source=source)
    lived.target_outcome(pilot)
    lived.start_step(pilot, f"step-{pilot.start_steps.count()}", note="Asked")


def _defined(seen: Seen, indicator: Indicator) -> None:
    """A figure that follows a shared definition, and is counted again; the first one changed."""
    shared, first = seen.first("shared_definition"), seen.first("indicator")
    Indicator.objects.filter(pk=indicator.pk).update(
        shared=shared, shared_edition=1, part_of=first, unit=shared.unit
    )
    defined.shared_definition("Homes", seen.topic, programme=seen.cast.pfpp)
    for one in (indicator, first):
        day = TODAY - dt.timedelta(2_000 + one.earlier_definitions.count())
        defined.earlier(one, day)
        defined.remeasure(one)


def _told(seen: Seen, pilot: Pilot, lesson: Any) -> None:
    """Case studies, what residents said, equality in ranges, events."""
    bradford, first = seen.cast.bradford, seen.first("published_case_study")
    for state in ("written", "published"):
        study = learned.case_study(pilot, state=state)
        for one in (study, first):
            one.lessons.add(lesson)
            one.sources.add(seen.source)
        first.beside.add(pilot)
    for state in ("proposed", "approved"):
        learned.you_said(bradford, state=state, pilot=pilot)
    question = learned.equality_question(pilot, source=seen.source)
    question.answers.create(position=1, answer="Under 25", people="0-9")
    for day in (PAST, AHEAD):
        event = learned.learning_event(day=day, place=bradford, programme=seen.cast.pfpp)
        event.topics.add(seen.topic)


def _evaluated(seen: Seen, pilot: Pilot, indicator: Any, body: Any) -> None:
    """Evaluations with reports and findings, of the pilot and of its programme."""
    for of in (pilot, seen.cast.pfpp):
        made = evaluated.evaluation(of, evaluator=body, source=seen.source)
        for one in (made, seen.first("evaluation")):
            report = evaluated.report(one, source=seen.source)
            later = evaluated.finding(one, report=report, topic=seen.topic)
            evaluated.finding(one, superseded_by=later)
    if not pilot.theories.exists():
        evaluated.theory(pilot)
    for number in range(2):
        evaluated.cost_line(pilot, organisation=body, source=seen.source, price_year=2020 + number)
        evaluated.spread(pilot, organisation=body, place=seen.cast.luton, source=seen.source)
    drawn = seen.first("theory")
    for theory in (drawn, seen.first("theory_box").theory):
        one = evaluated.box(theory, "Another", indicator=indicator)
        theory.links.create(start=theory.boxes.all()[0], end=one)
    evaluated.finding(seen.first("evaluation"), indicator=indicator, published_at=None)


def _barriers(seen: Seen, number: int) -> None:
    at, common = seen.cast.bradford, {"category": builders.category(), "source": seen.source}
    pilot = seen.first("pilot")
    ward = builders.place(f"Parish {number}", "parish", within=at)
    owned = builders.barrier(
        at, "", ward, pilot=pilot, unlocker=seen.cast.council, programme=seen.cast.pfpp, **common
    )
    unowned = builders.barrier(at, "", pilot=pilot, status="needs_owner", **common)
    away = builders.barrier(seen.cast.luton, "", **common)
    first = seen.first("barrier")
    BarrierPlace.objects.create(barrier=first, place=ward)
    for one in (owned, unowned, away, first):
        _work_on(one, seen)
    for one in (owned, unowned, away):
        linked.link(seen.first("linked_barrier"), one)
    body = builders.organisation(f"Asked body {number}")
    for of in (first, owned, seen.first("asked_barrier")):
        asked.said(asked.ask(of, body, created_by=seen.cast.author), "acknowledged")
    asked.link(seen.first("escalation"), seen.cast.author, f"many-{number}")
    asked.said(seen.first("answered_escalation"), passed_to=None)
    many_data.fill(seen, number, owned)
    many_publishing.fill(seen, number)
    many_systemic.fill(seen, number, owned, unowned, away)
    many_practice.fill(seen)


def _work_on(barrier: Barrier, seen: Seen) -> None:
    ActionTried.objects.create(barrier=barrier, what="Talks", source=seen.source)
    Check.objects.create(
        barrier=barrier, what="The act", verdict="rule", by_user=seen.cast.author,
        source=seen.source,
    )  # fmt: skip
    Note.objects.create(subject=barrier, text="Noted", source=seen.source)
    Closing.objects.create(
        barrier=barrier, status="resolved", how="other", what="It ended", on=PAST,
        lesson=seen.first("lesson") if "lesson" in seen.families else None,
        no_lesson_because="" if "lesson" in seen.families else "None",
        reopened_on=TODAY, reopened_because="It came back", created_by=seen.cast.author,
    )  # fmt: skip


def _money(seen: Seen, number: int, body: Any) -> None:
    fund = Fund.objects.create(name=f"Fund {number}", slug=f"fund-{number}", **OPEN)
    FundOwner.objects.create(fund=fund, organisation=body)
    for parent in (None, seen.first("flow")):
        flow = builders.flow(
            seen.cast.bradford, 10, fund=fund, giver=seen.cast.council, receiver=body,
            parent=parent, source=seen.source, programme=seen.cast.pfpp,
            start=PAST, end=AHEAD,
        )  # fmt: skip
        FlowYear.objects.create(flow=flow, year=2026, amount=4)
    FlowYear.objects.create(flow=seen.first("flow"), year=1995 + number, amount=4)


def _job_roles(seen: Seen, number: int, body: Any) -> None:
    for kind in ("job_role", "champion", "lived_experience", "connector"):
        for of in (body, seen.cast.council):
            post = builders.post(
                "", of, seen.cast.bradford, kind=kind, is_key_person=True, review_by=PAST,
                source=seen.source, **OPEN,
            )  # fmt: skip
            PostTopic.objects.create(post=post, topic=seen.topic)
            builders.holder(post, valid_to=AHEAD)
            if kind == "lived_experience":
                Terms.objects.create(post=post, paid="hour", rate=20)
    for family in ("post", "champion", "lived_role"):
        builders.holder(seen.first(family))
    Expense.objects.create(
        terms=seen.first("lived_role").terms, what="time", amount=9, meaning="paid", on=TODAY
    )
    EmergencyContact.objects.create(
        place=seen.cast.bradford, order=number + 5, role="Desk", ring_for="Floods", phone="01234",
        post=post, organisation=body, **OPEN,
    )  # fmt: skip


def _priorities(seen: Seen, number: int, body: Any) -> None:
    wide, local = seen.first("wide_priority"), seen.first("priority")
    dates = {"decide_from": TODAY, "decide_to": AHEAD, "source": seen.source}
    made = builders.priority("", seen.cast.bradford, owner=body, parent=wide, **dates)
    wider = builders.priority("", owner=seen.cast.council, **dates)
    for one in (made, wider):
        PriorityTopic.objects.create(priority=one, topic=seen.topic)
    for pair in ((wide, made), (wider, made), (wider, local)):
        Alignment.objects.create(
            wider=pair[0], narrower=pair[1], verdict="differs", note="So", differs_in_time=True
        )
    Repeat.objects.create(first_priority=made, second_priority=wider, verdict="same")


def _local(seen: Seen, number: int, body: Any) -> None:
    at = {"place": seen.cast.bradford, "source": seen.source}
    service = LocalService.objects.create(name=f"Advice {number}", provider=body, **at)
    ServiceTopic.objects.create(service=service, topic=seen.topic)
    for other in (seen.first("service"), seen.first("clash").other):
        ServiceClash.objects.create(service=service, other=other, note="Same day")
    Asset.objects.create(name=f"Hall {number}", kind="building", keeper=body, **at)
    PlaceFigure.objects.create(
        measure="population", value=number + 1, unit="people", release=str(1990 + number), **at
    )


def _people(seen: Seen, number: int, body: Any) -> None:
    cast, place = seen.cast, {"place": seen.cast.bradford, "source": seen.source}
    builders.secondment(body, cast.council, **place)
    builders.secondment(cast.council, body, state="offered", **place)
    builders.opportunity(cast.council, place=cast.bradford, created_by=cast.author)
    somebody = builders.user(f"Somebody {number}", ("contributor", cast.bradford))
    Interest.objects.create(opportunity=seen.first("opportunity"), user=somebody)
    course = Course.objects.create(title=f"Course {number}", provider=body, source=seen.source)
    for one in (course, seen.first("course")):
        Attendance.objects.create(course=one, organisation=body, on=TODAY, people=9)
        OwnTraining.objects.create(course=one, user=somebody, on=TODAY)
    PartnerSkill.objects.create(
        organisation=body, skill="data", standing="lacks", basis="self_said", said_on=TODAY,
        source=seen.source,
    )  # fmt: skip
    Recognition.objects.create(
        organisation=body, given_by=cast.council, place=cast.bradford, said="Thanks", on=TODAY
    )
    Recognition.objects.create(
        organisation=cast.council, post=seen.first("champion"), given_by=body, said="Thanks",
        on=TODAY,
    )  # fmt: skip
    Erasure.objects.create(why="asked", account=somebody, mentions=1)


def _own(seen: Seen, number: int, body: Any) -> None:
    """What is one person's own, for each reader of the pages."""
    cast = seen.cast
    for user in cast.signed_in().values():
        tell(to=user, kind="answer", subject="Answered", url="/places/")
        Draft.objects.create(author=user, form="log-barrier", target=str(number), title="Typed")
        for of in (None, cast.bradford, cast.pfpp, seen.first("pilot")):
            secret = f"{user.pk}-{number}-{of}"
            CalendarFeed.objects.create(user=user, subject=of, token_hash=secret[:64])
    ask = builders.meeting(cast.author, body, seen.agency)
    [ministry] = cast.desnz_official.assignments.values_list("organisation", flat=True)
    MeetingAsk.objects.create(request=ask.request, organisation_id=ministry)
    MeetingAsk.objects.create(request=seen.first("meeting"), organisation=body)
    for record in ({"place": cast.bradford}, {"organisation": body}):
        ErrorReport.objects.create(what="Its name", created_by=cast.author, **record)


def _policy_tests(seen: Seen, number: int) -> None:
    first = seen.first("policy_test")
    builders.policy_test("", seen.cast.bradford, owner=first.owner)
    builders.policy_test("", owner=first.owner)
    away = builders.place(f"Zone {number}", within=seen.at_luton.beside)
    asked = PolicyTestPlace.objects.create(
        test=first, place=away, asked_on=TODAY, state="replied", replied_on=TODAY
    )
    PolicyTestReply.objects.create(asked=asked, question=first.questions.get(), scale=3)


def _regional(seen: Seen, number: int) -> None:
    quarter = dt.date(2019 - number // 4, 3 * (number % 4) + 1, 1)
    for scope in (seen.at_bradford, seen.at_luton):
        builders.regional_update(
            seen.cast.region if scope is seen.at_bradford else scope.beside, quarter=quarter
        )
    for update in (seen.first("regional_update"), seen.first("regional_draft")):
        for record in (seen.first("pilot"), None):
            RegionalUpdateItem.objects.create(
                update=update, section="pilots" if number == 0 else "other", text="News",
                place=seen.cast.bradford, record=record if number == 0 else None,
            )  # fmt: skip
        RegionalCorrection.objects.create(update=update, on=TODAY, text="Corrected")
        RegionalReply.objects.create(update=update, text="Thank you", created_by=seen.cast.author)


def _reorganisations(seen: Seen) -> None:
    made = builders.reorganisation("A new name")
    [[done]] = seen.families["reorganisation"]
    pilot = seen.cast.bradford.pilots.order_by("-id")[0]
    for one in (made, Reorganisation.objects.get(pk=done)):
        for side in ("before", "after"):
            ReorganisationPart.objects.create(
                reorganisation=one, side=side, name="Bradford", place=seen.cast.bradford
            )
        Moved.objects.create(
            reorganisation=one, rule="pilots.PilotPlace.place", table="pilots.PilotPlace",
            act="update", row_id=pilot.place_links.first().pk, record_id=pilot.pk,
            from_id=seen.cast.bradford.pk, to_id=seen.cast.luton.pk, before={"x": 1},
            after={"x": 2},
        )  # fmt: skip
