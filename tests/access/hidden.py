"""One record of each kind that a reader may not see, with a word that gives it away in each text.

``hide(seen)`` writes them and says which family of the access table each belongs to, so that their
own addresses can be asked for as well.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any

from barriers.models import ActionTried, Barrier, BarrierSubType, Check, Closing
from funding.models import FlowYear, Fund, FundOwner
from partnerships.models import (
    Alignment,
    EmergencyContact,
    Expense,
    Post,
    PostTopic,
    PriorityTopic,
    Recognition,
    Repeat,
    Terms,
)
from pilots.models import (
    EngagementBody,
    Indicator,
    IndicatorDefinition,
    IndicatorPlan,
    Lesson,
    LessonTopic,
    Pilot,
    PilotPartner,
)
from records.models import Note
from tests import builders, defined, engaged, learned, lived
from tests.access import (
    hidden_audience,
    hidden_course,
    hidden_data,
    hidden_escalations,
    hidden_evaluation,
    hidden_learning,
    hidden_links,
    hidden_practice,
    hidden_publishing,
    hidden_sources,
    hidden_systemic,
    readers,
)
from tests.access.open_world import AHEAD, MARK, PAST, SECRET, SECRET_LINK, Scope, Seen
from tests.builders import TODAY

Hidden = dict[str, list[Any]]
LEVELS = ("team", "place", "programme", "network")
KEPT_AT_BRADFORD = frozenset({"bradford_editor", "region_editor", "yorkshire_connector"})


def said(*names: str) -> dict[str, str]:
    """These texts hold the word."""
    return dict.fromkeys(names, SECRET)


def hide(seen: Seen) -> Hidden:
    """Everything that this reader may not see, at each level, and what has an audience instead."""
    hidden: Hidden = defaultdict(list)
    for level in LEVELS:
        if level == "network" and seen.who in readers.SIGNED_IN:
            continue
        scope = seen.scope(level)
        pilot = _pilot(seen, scope, level, hidden)
        _barrier(seen, scope, level, pilot, hidden)
        _money(seen, scope, level, hidden)
        _job_roles(seen, scope, level, hidden)
        _priority(seen, scope, level, hidden)
        if level != "team" and seen.who not in readers.BY_LEVEL[level]:
            Lesson.objects.create(
                pilot=seen.first("pilot"), text=SECRET, kind="enabler", visibility=level,
                created_by=scope.author, helps_with="data-sharing",
            )  # fmt: skip
    _not_accepted(seen)
    _of_open_records(seen)
    hidden_audience.hide(seen, hidden)
    hidden_learning.not_public(seen, hidden)
    hidden_course.not_public(seen, hidden)
    hidden_escalations.not_public(seen, hidden)
    hidden_publishing.not_public(seen, hidden)
    hidden_systemic.not_public(seen, hidden)
    hidden_evaluation.not_public(seen, hidden)
    hidden_audience.moved(seen, hidden)
    return hidden


def _pilot(seen: Seen, scope: Scope, level: str, hidden: Hidden) -> Pilot:
    cast, source = seen.cast, seen.source
    pilot = builders.pilot(
        scope.place,
        f"{SECRET} pilot",
        scope.beside,
        slug=f"{MARK}-pilot-{level}",
        **said("summary", "challenge", "target_group", "dates_note"),
        parent=seen.first("pilot"),
        rhythm=3,
        update_due=PAST,
        source=source,
        **scope.at(level),
    )
    pilot.topics.add(seen.topic)
    accepted = builders.update(pilot, state="accepted", **said("public_sentence", "happened"))
    update = builders.update(pilot, state="questioned", **said("question", "answer", "happened"))
    counted = _figure(pilot, seen, hidden)
    PilotPartner.objects.create(pilot=pilot, organisation=cast.council, role=SECRET)
    PilotPartner.objects.create(pilot=pilot, description=SECRET)
    hidden_course.of_pilot(seen, pilot, hidden)
    lesson = learned.lesson(
        pilot, SECRET, kind="enabler", helps_with="data-sharing", evidence=SECRET
    )
    LessonTopic.objects.create(lesson=lesson, topic=seen.topic)
    hidden["lesson"].append(lesson)
    hidden_learning.of_pilot(seen, pilot, scope, lesson, hidden)
    hidden_evaluation.of_pilot(seen, pilot, scope, hidden)
    _met(seen, pilot, scope, hidden)
    _lived(pilot, seen, hidden)
    hidden_sources.of_pilot(pilot, scope, hidden)
    Note.objects.create(subject=pilot, kind="gap", text=SECRET, source=source)
    hidden["pilot"].append(pilot)
    hidden["indicator"].append(counted)
    hidden["update"] += [accepted, update]
    return pilot


def _met(seen: Seen, pilot: Pilot, scope: Scope, hidden: Hidden) -> None:
    """Whom the pilot met, what was promised, and who came to it."""
    body, words = seen.cast.council, said("purpose", "findings", "decisions")
    held = engaged.visit(pilot, scope.place, (body, 7), reached_low=71, **words)
    EngagementBody.objects.create(engagement=held, description=SECRET, people=3)
    planned = engaged.visit(pilot, scope.place, state="planned", **words)
    promise = engaged.promise(held, SECRET, **said("owner_said", "outcome"))
    total = engaged.total(pilot, 73, source=seen.source)
    hidden["engagement_total"].append(total)
    engaged.referral(pilot, 79, **said("route", "note"))
    hidden["engagement"].append(held)
    hidden["planned_visit"].append(planned)
    hidden["promise"].append(promise)


def _lived(pilot: Pilot, seen: Seen, hidden: Hidden) -> None:
    """Its course, from its first step to what goes on."""
    payer = said("paid_by_said", "amount_said", "note")
    hidden["phase"].append(lived.phase(pilot, source=seen.source, **payer))
    hidden["legacy"].append(lived.legacy(pilot, SECRET, funder_said=SECRET, source=seen.source))
    hidden["start_step"].append(lived.start_step(pilot, **said("by_role", "note")))
    lived.status_change(pilot, **said("why", "no_lessons_because"))
    lived.target_outcome(pilot, note=SECRET)


def _figure(pilot: Pilot, seen: Seen, hidden: Hidden) -> Indicator:
    counted = builders.indicator(pilot, f"{SECRET} figure", SECRET)
    IndicatorPlan.objects.create(
        indicator=counted, target_low=77, **said("definition", "unit", "why")
    )
    Indicator.objects.filter(pk=counted.pk).update(**said("definition", "condition"))
    texts = said("definition", "difference", "note", "source_said")
    builders.actual(counted, 88, source=seen.source, **texts)
    [shared] = seen.families["shared_definition"]
    Indicator.objects.filter(pk=counted.pk).update(
        shared=shared, shared_edition=1, **said("shared_difference", "counted_by")
    )
    IndicatorDefinition.objects.create(indicator=counted, until=PAST, **said("definition", "why"))
    hidden["remeasure"].append(defined.remeasure(counted, **said("who", "note")))
    defined.remeasure(counted, state="dropped", **said("dropped_because"))
    return counted


def _barrier(seen: Seen, scope: Scope, level: str, pilot: Pilot, hidden: Hidden) -> None:
    def barrier(title: str, **fields: Any) -> Barrier:
        made = builders.barrier(
            scope.place,
            f"{title} {SECRET}",
            scope.beside,
            **said(
                "because", "people", "ask", "nature_note", "cost_basis", "resolution", "time_basis"
            ),
            category=category,
            nature="real",
            pilot=pilot if level != "network" else seen.first("pilot"),
            source=seen.source,
            **scope.at(level),
            **fields,
        )
        ActionTried.objects.create(barrier=made, source=seen.source, **said("what", "by", "result"))
        Check.objects.create(barrier=made, what=SECRET, verdict="rule", checked_by=SECRET)
        Note.objects.create(subject=made, text=SECRET, source=seen.source)
        Closing.objects.create(
            barrier=made, status="closed_unresolved", on=PAST, reopened_on=TODAY,
            **said("what", "unlocked_by", "no_lesson_because", "reopened_because"),
        )  # fmt: skip
        BarrierSubType.objects.create(barrier=made, sub_type=sub_type)
        hidden_escalations.of_barrier(seen, made, hidden)
        hidden_links.of_barrier(seen, made, hidden)
        hidden_systemic.of_barrier(seen, made, hidden)
        hidden["barrier"].append(made)
        return made

    category = builders.category()
    sub_type = category.sub_types.all()[0]
    own = barrier("We cannot", unlocker=seen.cast.council)
    hidden_data.of_barrier(seen, scope, level, own, hidden)
    hidden_practice.of_barrier(seen, own, hidden)
    hidden_publishing.of_barrier(seen, own, hidden)  # last: under it the words of none change
    # The connector of its places and the lead of its programme read one that needs an owner
    if seen.who not in readers.NEEDS_OWNER[level] or scope is seen.at_luton:
        barrier("Nobody can", status="needs_owner")


def _money(seen: Seen, scope: Scope, level: str, hidden: Hidden) -> None:
    flow = builders.flow(
        scope.place,
        400,
        parent=seen.first("flow"),
        giver=seen.cast.council,
        end=AHEAD,
        source=seen.source,
        **said("description", "note", "source_said", "restriction_text", "receiver_said"),
        **scope.at(level),
    )
    FlowYear.objects.create(flow=flow, year=2026, amount=400)
    hidden["flow"].append(flow)
    if level != "place":  # a fund stands at no place
        fund = Fund.objects.create(
            name=f"{SECRET} pot", slug=f"{MARK}-pot-{level}",
            **said("description", "restriction_text"), **scope.at(level),
        )  # fmt: skip
        FundOwner.objects.create(fund=fund, organisation=seen.cast.council)


def _job_roles(seen: Seen, scope: Scope, level: str, hidden: Hidden) -> None:
    for kind, family in (
        ("job_role", "post"),
        ("champion", "champion"),
        ("lived_experience", "lived_role"),
        ("broker", "post"),
    ):
        post = builders.post(
            f"{SECRET} {kind}",
            seen.cast.council,
            scope.place,
            kind=kind,
            **said("remit", "phone"),
            email=f"{MARK}@example.test",
            contact_page=SECRET_LINK,
            is_key_person=True,
            review_by=PAST,
            source=seen.source,
            **scope.at(level),
        )
        PostTopic.objects.create(post=post, topic=seen.topic)
        builders.holder(post, f"{SECRET} person", valid_to=AHEAD)
        hidden[family].append(post)
        thanks = Recognition.objects.create(
            organisation=seen.cast.council, post=post, given_by=seen.agency, said=SECRET, on=TODAY
        )
        hidden["role_recognition"].append(thanks)
        if kind == "lived_experience":
            _paid(post)
    if level in EmergencyContact.LEVELS:
        contact = EmergencyContact.objects.create(
            place=scope.place, order=1, post=post, organisation=seen.cast.council,
            visibility=level, created_by=scope.author,
            **said("role", "ring_for", "phone", "out_of_hours"),
        )  # fmt: skip
        hidden["emergency"].append(contact)


def _paid(post: Post) -> None:
    terms = Terms.objects.create(
        post=post, paid="hour", rate=21, policy=SECRET_LINK, **said("support", "expenses")
    )
    Expense.objects.create(
        terms=terms, what="travel", amount=31, meaning="paid", on=TODAY, note=SECRET
    )


def _priority(seen: Seen, scope: Scope, level: str, hidden: Hidden) -> None:
    wide = seen.first("wide_priority")
    priority = builders.priority(
        f"{SECRET} aim",
        scope.place,
        owner=seen.cast.council,
        parent=wide,
        decide_from=TODAY,
        decide_to=AHEAD,
        source=seen.source,
        **said("text", "may_vary", "must_not_vary"),
        **scope.at(level),
    )
    PriorityTopic.objects.create(priority=priority, topic=seen.topic)
    alignment = Alignment.objects.create(
        wider=wide, narrower=priority, verdict="differs", note=SECRET, differs_in_time=True
    )
    Repeat.objects.create(
        first_priority=priority, second_priority=wide, verdict="same", note=SECRET
    )
    hidden["priority"].append(priority)
    hidden["alignment"].append(alignment)


def _not_accepted(seen: Seen) -> None:
    """What a public pilot holds that is not accepted yet, or is its team's alone."""
    at = 1 if seen.who in readers.PROGRAMME else 0
    pilot = seen.families["pilot"][at]
    by = (seen.at_bradford, seen.at_luton)[at].author
    update = builders.update(
        pilot, by=by, **said("happened", "next_steps", "help_needed", "public_sentence")
    )
    indicator = seen.families["indicator"][at]
    if not at:
        standing = indicator.actuals.get(as_of=TODAY)
        builders.actual(
            indicator, 999, update=update, replaces=standing, note=SECRET, source=seen.source
        )
    builders.actual(
        indicator, 998, update=update, as_of=TODAY - dt.timedelta(1), source_said=SECRET
    )
    Lesson.objects.create(pilot=pilot, text=SECRET, kind="enabler", helps_with="data-sharing")


def _of_open_records(seen: Seen) -> None:
    """What is kept to fewer than read the record itself: who holds a role, what it costs."""
    if seen.who not in readers.TEAM | KEPT_AT_BRADFORD:
        role = seen.first("lived_role")
        builders.holder(role, f"{SECRET} holder")
        Expense.objects.create(
            terms=role.terms, what="care", amount=37, meaning="committed", on=TODAY, note=SECRET
        )
    if seen.who == "resident":
        builders.holder(seen.first("post"), f"{SECRET} holder")
        builders.holder(seen.first("champion"), f"{SECRET} holder")
