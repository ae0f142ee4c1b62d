"""One record of each family at each level, for the sweeps."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from accounts.notice import outbox
from accounts.notice.outbox import tell
from partnerships.models import Alignment, PlaceCode, RegionalReply, Subscription
from partnerships.subscription import actions
from records.models import Draft, Source
from tests import builders
from tests.access import (
    readers,
    world_calendar,
    world_contacts,
    world_context,
    world_course,
    world_data,
    world_engagement,
    world_escalations,
    world_evaluation,
    world_figures,
    world_kinds,
    world_learning,
    world_letters,
    world_life,
    world_links,
    world_people,
    world_policy_tests,
    world_practice,
    world_publishing,
    world_sources,
    world_systemic,
)
from tests.builders import Cast


@dataclass
class World:
    """The cast, and ``at[level][family]``: the record that an address names at a level."""

    cast: Cast
    at: dict[str, dict[str, Any]] = field(default_factory=dict)


# Who reads the record of each family, by level.
FAMILIES: dict[str, dict[str, frozenset[str]]] = {
    "": readers.OPEN,
    "place": readers.OPEN,
    "place_code": readers.OPEN,
    "organisation": readers.OPEN,
    "programme": readers.OPEN,
    "source": readers.OPEN,
    "reorganisation": readers.OPEN,
    "pilot": readers.BY_LEVEL,
    "indicator": readers.BY_LEVEL,
    "update": readers.NOT_ACCEPTED,
    "accepted_update": readers.BY_LEVEL,
    "barrier": readers.BY_LEVEL,
    "unowned_barrier": readers.NEEDS_OWNER,
    "flow": readers.BY_LEVEL,
    "priority": readers.BY_LEVEL,
    "wide_priority": readers.BY_LEVEL,
    "alignment": readers.BY_LEVEL,
    "draft": dict.fromkeys(readers.BY_LEVEL, frozenset({"author"})),
    "notice": dict.fromkeys(readers.BY_LEVEL, frozenset({"author"})),
    "reset_link": readers.OPEN,
    "regional_update": readers.OPEN,
    "regional_reply": readers.OPEN,
    "regional_draft": dict.fromkeys(readers.BY_LEVEL, frozenset({"yorkshire_connector"})),
    "to_confirm": readers.OPEN,
    "to_leave": readers.OPEN,
    "to_stop": readers.OPEN,
    **world_people.FAMILIES,
    **world_policy_tests.FAMILIES,
    **world_context.FAMILIES,
    **world_contacts.FAMILIES,
    **world_learning.FAMILIES,
    **world_engagement.FAMILIES,
    **world_course.FAMILIES,
    **world_life.FAMILIES,
    **world_calendar.FAMILIES,
    **world_evaluation.FAMILIES,
    **world_figures.FAMILIES,
    **world_escalations.FAMILIES,
    **world_kinds.FAMILIES,
    **world_links.FAMILIES,
    **world_data.FAMILIES,
    **world_publishing.FAMILIES,
    **world_systemic.FAMILIES,
    **world_practice.FAMILIES,
    **world_letters.FAMILIES,
    **world_sources.FAMILIES,
}

# What a letter's address carries, and the kind and number of somebody.
WHOLE = {
    "reorganisation",
    "place_code",
    "reset_link",
    "to_confirm",
    "to_leave",
    "to_stop",
    "subject",
    "waiting",
    "feed_address",
    *world_escalations.WHOLE,
    *world_kinds.WHOLE,
    *world_links.WHOLE,
    *world_systemic.WHOLE,
    *world_practice.WHOLE,
}


# Records whose address carries their number.
NUMBERED = {
    *world_people.NUMBERED,
    *world_contacts.NUMBERED,
    *world_learning.NUMBERED,
    *world_engagement.NUMBERED,
    *world_course.NUMBERED,
    *world_calendar.NUMBERED,
    *world_evaluation.NUMBERED,
    *world_figures.NUMBERED,
    *world_escalations.NUMBERED,
    *world_data.NUMBERED,
    *world_kinds.NUMBERED,
    *world_publishing.NUMBERED,
    *world_systemic.NUMBERED,
    *world_practice.NUMBERED,
    *world_letters.NUMBERED,
    *("flow", "draft", "notice"),
}

# Records whose address carries their pilot's as well.
WITH_PILOT = {"referral", "partner", *world_course.WITH_PILOT, *world_life.WITH_PILOT}


def address_of(family: str, record: Any) -> list[Any]:  # noqa: C901, PLR0911 - one line for each
    """What the address of a family's record carries."""
    match family:
        case "" | "barrier" | "unowned_barrier" | "asked_barrier" | "linked_barrier":
            return [record.reference] if record else []
        case "named_barrier" | "published_barrier" | "data_request" | "asked_data_request":
            return [record.reference]
        case "systemic" | "answered_systemic":
            return [record.reference]
        case "update" | "accepted_update" | "indicator" | "engagement" | "planned_visit":
            return [record.pilot.slug, record.number]
        case _ if family in NUMBERED:
            return [record.pk]
        case "asked_place":
            return [record.test.slug, record.place.slug]
        case _ if family in {
            "referral",
            "partner",
            "engagement_total",
            *world_course.WITH_PILOT,
            *world_life.WITH_PILOT,
        }:
            return [record.pilot.slug, getattr(record, "step", record.pk)]
        case "meeting_ask":
            return [record.request_id, record.organisation.slug]
        case _ if family in world_evaluation.OF_PILOT:
            return world_evaluation.address_of(family, record)
        case _ if family in world_context.FAMILIES:
            return world_context.address_of(record)
        case "alignment":
            return [record.narrower.slug, record.wider.slug]
        case _ if family in WHOLE:
            return record or ["1", "no-such-key"]
    return builders.address_of_update(record) if "regional" in family else [record.slug]


def make() -> World:
    """Everything at every level; open records are the same at each."""
    cast = builders.cast()
    world = World(cast)
    draft = Draft.objects.create(author=cast.author, form="log-barrier", target="")
    told = builders.regional_update(cast.region, cast.yorkshire_connector)
    regional_draft = builders.regional_update(
        cast.region, cast.author, quarter=dt.date(2026, 4, 1), state="draft"
    )
    follows = Subscription.objects.create(place=cast.bradford, email="resident@example.test")
    notice = tell(kind="answer", subject="Answered", url="/places/", to=cast.author)
    source = Source.objects.create(slug="guidance", title="Programme guidance", is_open=True)
    code = PlaceCode.objects.create(place=cast.bradford, code="E08000032")
    people = {
        **world_people.make(cast),
        **world_contacts.make(cast),
        **world_learning.make(cast),
        **world_course.make(cast),
        **world_calendar.make(cast, cast.author),
        **world_evaluation.make(cast),
        **world_figures.make(cast),
        **world_data.make(cast),
        **world_kinds.make(),
        **world_publishing.make(cast),
        **world_practice.make(cast),
        **world_letters.make(),
    }
    policy_tests = world_policy_tests.make(cast)
    reorganisation = builders.reorganisation("Luton is called Luton Borough")
    context = world_context.make(cast)
    for level in readers.BY_LEVEL:
        common = {
            "visibility": level,
            "programme": cast.pfpp,
            "team": cast.team,
            "created_by": cast.author,
        }
        pilot = builders.pilot(cast.bradford, f"Pilot seen by {level}", **common)
        update = builders.update(pilot, by=cast.author)
        accepted = builders.update(pilot, by=cast.author, state="accepted")
        indicator = builders.indicator(pilot, target_low=100)
        builders.actual(indicator, 67, counts="same")
        category = builders.category()
        barrier = {"category": category, "pilot": pilot, **common}
        wide = builders.priority(
            f"Aim seen by {level}", cast.bradford, owner=cast.council, tier="regional", **common
        )
        local = builders.priority(
            f"Priority seen by {level}", cast.bradford, owner=cast.council, **common
        )
        alignment = Alignment.objects.create(
            wider=wide, narrower=local, verdict="differs", note="They do", differs_in_time=True
        )
        world.at[level] = {
            "": None,
            "place": cast.bradford,
            "place_code": [code.code],
            "organisation": cast.council,
            "programme": cast.pfpp,
            "source": source,
            "draft": draft,
            "notice": notice,
            "regional_update": told,
            "regional_reply": RegionalReply.objects.create(update=told, text="Thank you."),
            "regional_draft": regional_draft,
            "to_confirm": [actions.confirm_url(follows).split("/")[-2]],
            "to_leave": [actions.leave_url(follows).split("/")[-2]],
            "to_stop": [outbox.leave_url(cast.author).split("/")[-2]],
            "reset_link": None,
            **people,
            **context,
            **policy_tests,
            **world_people.at_level(cast, level, common),
            **world_learning.at_level(cast, level, pilot),
            **world_data.at_level(cast, level, common),
            **world_practice.at_level(cast, level, common),
            **world_evaluation.at_level(cast, level, pilot),
            "reorganisation": [reorganisation.pk],
            "pilot": pilot,
            **world_engagement.of_pilot(cast, pilot),
            **world_course.of_pilot(cast, pilot),
            **world_life.of_pilot(cast, pilot, common),
            **world_sources.of_pilot(pilot, cast.author),
            "indicator": indicator,
            **world_figures.of_figure(indicator),
            "update": update,
            "accepted_update": accepted,
            "barrier": builders.barrier(cast.bradford, f"We cannot {level}", **barrier),
            "unowned_barrier": builders.barrier(
                cast.bradford, f"We cannot {level} alone", status="needs_owner", **barrier
            ),
            **world_escalations.at_level(cast, level, common),
            **world_links.at_level(cast, level, common),
            **world_publishing.at_level(cast, level, common),
            **world_systemic.at_level(cast, level, common),
            "priority": local,
            "wide_priority": wide,
            "alignment": alignment,
            "post": builders.post(f"Role {level}", cast.council, cast.bradford, **common),
            "flow": builders.flow(cast.bradford, 1000, description=f"Money {level}", **common),
        }
    return world
