"""Pilots with their updates, what was learned from them, and meetings. Pilot 1 is the largest."""

from __future__ import annotations

from collaboration.models import ActionItem
from national.make import words
from national.make.rows import (
    MADE,
    PERSON,
    PLACE,
    PROGRAMME,
    TIMES,
    TOPICS,
    Rows,
    at_places,
    choice,
    cycle,
    day,
    every,
    kind_of,
    level,
    many,
    name_of,
    pick,
    place_of,
    reach,
    some,
    those,
)
from pilots.models import (
    CaseStudy,
    CaseStudyLesson,
    CaseStudyPilot,
    Engagement,
    EngagementBody,
    EqualityAnswer,
    EqualityQuestion,
    LearningEvent,
    LearningEventTopic,
    Lesson,
    LessonTopic,
    Pilot,
    PilotPartner,
    PilotPlace,
    Referral,
    Update,
    UpdateCorrection,
    YouSaid,
)

LARGEST = 1


_LEAD = place_of("pilot")
_OTHER = every(5, f"nullif({place_of('second of a pilot')}, {_LEAD})", key="(n - 1)")
_NAME = f"{cycle(*words.THEMES)} || ' in ' || {name_of(_LEAD)} || ', pilot ' || n"
_CONFIDENCES = ("on_track", "on_track", "some_problems", "needs_help", "too_early")
_IS_LIVE = "status IN ('setting_up', 'live', 'extended')"

PILOTS = (
    Rows(
        Pilot,
        "generate_series(1, :pilots)",
        {
            "_lead": _LEAD,
            "_other": _OTHER,
            "name": _NAME,
            "slug": "'pilot-' || n",
            "summary": "name || ' is made up.'",
            "challenge": "'Why ' || name || ' was wanted is made up.'",
            "status": "CASE WHEN n = 1 THEN 'live' ELSE "
            + pick(
                {
                    "live": 45,
                    "closed": 35,
                    "setting_up": 8,
                    "extended": 5,
                    "stopped": 4,
                    "proposed": 3,
                }
            )
            + " END",
            "start": day(-1200, -400),
            "end": f"CASE WHEN {_IS_LIVE} THEN {day(10, 500)} ELSE {day(-390, -10)} END",
            "rhythm": f"CASE WHEN {_IS_LIVE} THEN {pick({1: 10, 3: 60, 6: 20, None: 10})} END",
            "update_due": f"CASE WHEN rhythm > 0 THEN {day(-30, 90)} END",
            "visibility": f"CASE WHEN n = 1 THEN 'public' ELSE {level(6, 12, 12, 15, 55)} END",
            "programme": PROGRAMME,
            "team": "n",
            "created_by": PERSON,
            **TIMES,
            # One version when made, one each with its places, topic and partners, and edits
            "version": "4 + floor(:u * 3)",
            "reach_ids": reach("_lead", "_other"),
        },
    ),
    Rows(
        PilotPlace,
        at_places(":pilots", _LEAD, _OTHER),
        {"pilot": "of", "place": "at", "role": cycle("lead", "target", by="k")},
    ),
    Rows(
        Pilot.topics.through,
        "generate_series(1, :pilots)",
        {"pilot": "n", "topic": f"n % {TOPICS} + 1"},
    ),
    Rows(
        PilotPartner,
        many("2"),
        {
            "pilot": "p",
            "organisation": "CASE WHEN k = 1 THEN p ELSE p * 31 + 7 END % :organisations + 1",
            "kind": cycle("lead", "partner", by="k - 1"),
        },
    ),
    Rows(
        Lesson,
        "generate_series(1, :pilots)",
        {
            "pilot": "n",
            "kind": pick({"lesson": 50, "enabler": 35, "warning": 15}),
            "text": f"'A made-up lesson of ' || {_NAME} || ': ask people first.'",
            "state": pick({"": 85, "unresolved": 10, "failed": 5}),
            "helps_with": pick(
                {"": 60, "structures": 10, "funding": 10, "data-sharing": 10, "culture": 10}
            ),
            "visibility": level(6, 12, 12, 15, 55),
            "created_by": PERSON,
            **TIMES,
        },
    ),
    Rows(LessonTopic, some("p % 3 = 1"), {"lesson": "p", "topic": f"p % {TOPICS} + 1"}),
    Rows(
        CaseStudy,
        some("p % 10 = 1"),
        {
            "pilot": "p",
            "slug": "'case-study-' || p",
            "title": "'Made-up case ' || p",
            "tried": "'What was tried is made up.'",
            "outcome": pick(
                {"worked": 30, "partly": 30, "did_not": 15, "too_early": 15, "unknown": 10}
            ),
            "reason": "'Why we say so is made up.'",
            "visibility": "'public'",
            "state": "'published'",
            # The writer and the reviewer are two people
            "created_by": "p % :people + 1",
            "reviewed_by": "created_by % :people + 1",
            **TIMES,
            "reviewed_at": "updated_at",
            "published_at": "updated_at",
            # One version when made and one with its lesson, one with its other pilot
            "version": "2 + (n % 3 = 1)::int",
        },
    ),
    Rows(CaseStudyLesson, some("p % 10 = 1"), {"case_study": "n", "lesson": "p"}),
    Rows(CaseStudyPilot, some("p % 30 = 1"), {"case_study": "p / 10 + 1", "pilot": "p + 1"}),
    Rows(
        LearningEvent,
        "generate_series(0, :pilots / 200)",
        {
            "title": "'Made-up event ' || n",
            "day": day(-390, 120),
            "for_whom": "'Made-up people'",
            "place": PLACE,
            "visibility": cycle("network", "public"),
            "version": "2",  # when made, and with its topic
            **TIMES,
        },
    ),
    Rows(
        LearningEventTopic,
        "generate_series(0, :pilots / 200)",
        {"event": "n", "topic": f"n % {TOPICS} + 1"},
    ),
    Rows(
        YouSaid,
        some("p % 10 = 1"),
        {
            "place": place_of("pilot", "p"),
            "pilot": "p",
            "said": "'What residents said of pilot ' || p || ' is made up.'",
            "said_by": "'Made-up people'",
            "did": "'What was done is made up.'",
            "state": "CASE WHEN p % 3 > 0 THEN 'approved' ELSE 'proposed' END",
            **MADE,
            "decided_at": "CASE WHEN p % 3 > 0 THEN created_at END",
        },
    ),
    Rows(
        EqualityQuestion,
        some("p % 20 = 1"),
        {
            "pilot": "p",
            "question": "'Made-up question?'",
            "asked": "'Everybody who came'",
            "base": "'100-249'",
            "source_said": "'Made-up forms'",
            **MADE,
        },
    ),
    Rows(
        EqualityAnswer,
        many("4", "((:pilots - 1) / 20 + 1)"),
        {
            "question": "p",
            "position": "k",
            "answer": "'Made-up answer ' || k",
            "people": cycle("50-99", "25-49", "10-24", "0-9", by="k - 1"),
        },
    ),
    Rows(  # three months apart; of the largest pilot each month for ten years
        Update,
        many(":updates_each", largest=":largest_updates"),
        {
            "_last": "CASE WHEN p = 1 THEN :largest_updates ELSE :updates_each END",
            "_days": "CASE WHEN p = 1 THEN 30 ELSE 91 END",
            "pilot": "p",
            "number": "k",
            "period_end": ":today - (_last - k) * _days - 1 - floor(:u * _days)::int",
            "confidence": choice(
                "on_track", "on_track", "some_problems", "needs_help", "too_early"
            ),
            "happened": "'What happened in pilot ' || p || ' is made up.'",
            "state": "CASE WHEN k < _last THEN 'accepted' WHEN p % 20 = 0 THEN 'questioned' "
            f"ELSE {choice('accepted', 'submitted')} END",
            "question": "CASE WHEN state = 'questioned' THEN 'Is that right?' ELSE '' END",
            "created_by": PERSON,
            "created_at": TIMES["created_at"],
            "updated_at": f"CASE WHEN state = 'accepted' THEN {TIMES['updated_at']} "
            "ELSE created_at END",
            "accepted_at": "CASE WHEN state = 'accepted' THEN updated_at END",
            "accepted_by": f"CASE WHEN state = 'accepted' THEN {PERSON} END",
        },
    ),
    Rows(  # what one in forty accepted updates said before it was corrected, by its author
        UpdateCorrection,
        those(
            "pilots_update",
            "id AS p, period_end AS ended, confidence AS how, created_by_id AS who, "
            "updated_at AS at",
            "state = 'accepted' AND id % 40 = 1",
        ),
        {
            "update": "p",
            "why": "'A made-up slip'",
            "period_end": "ended",
            "confidence": "how",
            "happened": "'What was said before it was corrected is made up.'",
            "created_by": "who",
            "created_at": "at",
            "updated_at": "at",
        },
    ),
)

MEETINGS = (
    Rows(  # the latest of some of them is still to come
        Engagement,
        many(":engagements_each"),
        {
            "pilot": "p",
            "number": "k",
            "kind": pick({"meeting": 60, "visit": 12, "workshop": 16, "outreach": 12}),
            "method": cycle("in_person", "online", "phone", "door_to_door", "event", ""),
            "state": "CASE WHEN k = :engagements_each AND p % 7 = 0 THEN 'planned' ELSE 'held' END",
            "on": f"CASE WHEN state = 'planned' THEN {day(1, 60)} ELSE {day(-900, -1)} END",
            "place": place_of("pilot", "p"),
            "purpose": "'Made-up purpose ' || n",
            "reached_low": "CASE WHEN kind = 'outreach' AND n % 3 > 0 THEN 2 + n % 200 END",
            "created_by": PERSON,
            "created_at": TIMES["created_at"],
        },
    ),
    Rows(  # two at each: one of the pilot's usual ones, and one of all
        EngagementBody,
        "(SELECT p, k, CASE WHEN k = 1 THEN p / :engagements_each ELSE p * 37 + 11 END "  # noqa: S608
        f"% :organisations + 1 AS body FROM {many('2', ':meetings')} ORDER BY p, k) met "
        "WHERE k = 1 OR body <> p / :engagements_each % :organisations + 1",
        {
            "engagement": "p",
            "organisation": "body",
            "people": "CASE WHEN k = 2 THEN p % 8 WHEN p % 9 > 0 THEN p % 12 END",
            "first_time": "CASE WHEN k = 1 THEN people END",
        },
    ),
    Rows(
        ActionItem,
        some("p % 5 = 1", ":meetings"),
        {
            "subject_type": kind_of(Engagement),
            "subject_id": "p",
            "text": "'Made-up promise ' || p",
            "owner": "p % :posts + 1",
            "owner_said": "'Made-up job role'",
            "due": day(-200, 100),
            "state": "CASE WHEN p % 3 = 0 THEN 'done' ELSE 'open' END",
            "ended_on": every(3, day(-100, -1), key="p"),
        },
    ),
    Rows(
        Referral,
        many("2"),
        {
            "pilot": "p",
            "direction": cycle("in", "out", by="k - 1"),
            "route": cycle("People come by themselves", "To another made-up service", by="k - 1"),
            "period_end": day(-300, -1),
            "people_low": "CASE WHEN k = 2 THEN p % 30 WHEN p % 5 > 0 THEN p % 90 END",
            "missing": "CASE WHEN people_low IS NULL THEN 'not_counted' ELSE '' END",
        },
    ),
)
