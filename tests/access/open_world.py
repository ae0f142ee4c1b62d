"""A world in which everybody reads everything, but for what public records point to.

Next to it stand records that one reader may not see (``tests/access/hidden.py``).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from accounts.notice import outbox
from accounts.notice.outbox import tell
from funding.models import Fund
from partnerships.models import (
    Alignment,
    EmergencyContact,
    Organisation,
    Place,
    PlaceCode,
    PolicyTest,
    Programme,
    RegionalReply,
    RegionalUpdate,
    RegionalUpdateItem,
    Subscription,
    Team,
    Topic,
)
from partnerships.subscription import actions
from pilots.models import Pilot, PilotPartner
from records.models import Draft, Source
from tests import builders, lived
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
from tests.builders import TODAY, Cast

MARK, LURE = "zqhidden", "quixotic"
SECRET = f"{MARK} {LURE}"
SECRET_LINK = f"https://example.test/{MARK}"
PAST, AHEAD = dt.date(2026, 1, 1), dt.date(2027, 2, 1)
AT_BRADFORD = frozenset(
    {"bradford_officer", "bradford_editor", "region_editor", "yorkshire_connector"}
)
OF_LUTON = frozenset({"luton_editor", "luton_officer"})


@dataclass(frozen=True)
class Scope:
    """Where hidden records stand, and whose they are."""

    place: Place
    beside: Place
    team: Team
    programme: Programme
    author: Any

    def at(self, level: str) -> dict[str, Any]:
        """What says who reads a record."""
        return {
            "visibility": level,
            "team": self.team,
            "programme": self.programme,
            "created_by": self.author,
        }


@dataclass
class Seen:
    """Public records at Bradford and Luton, and the reader to whom the rest must stay unknown."""

    who: str
    cast: Cast
    source: Source
    topic: Topic
    agency: Organisation
    others: list[Any]
    at_bradford: Scope
    at_luton: Scope
    families: dict[str, list[Any]] = field(default_factory=dict)

    @property
    def reader(self) -> Any:
        """The account of the reader."""
        return getattr(self.cast, self.who)

    @property
    def away(self) -> Place:
        """A place at which the reader has no role."""
        return self.cast.luton if self.who in AT_BRADFORD else self.cast.bradford

    def scope(self, level: str) -> Scope:
        """Where a record of this level is hidden from the reader: Bradford, else Luton."""
        return self.at_luton if self.who in readers.BY_LEVEL[level] else self.at_bradford

    def first(self, family: str) -> Any:
        """The public record of a family at Bradford."""
        return self.families[family][0]


def open_world(who: str) -> Seen:
    """Public records, each with a hidden neighbour where it can have one: a parent, a fund …"""
    cast = builders.cast()
    [east] = Place.objects.filter(slug="east-of-england")
    topic = Topic.objects.create(name="Housing", slug="housing")
    source = Source.objects.create(slug="guidance", title="Guidance", is_open=True)
    others = [
        one
        for name in ("author", "luton_officer", "outsider", "former_officer")
        if name != who and (one := getattr(cast, name))
    ]
    beside = cast.region if who in OF_LUTON else cast.luton
    elsewhere = builders.programme("Second programme", [cast.luton])
    seen = Seen(
        who,
        cast,
        source,
        topic,
        builders.organisation("Homes Agency", "arms_length_body"),
        others,
        Scope(cast.bradford, beside, cast.team, cast.pfpp, cast.author),
        Scope(cast.luton, east, builders.team("Second team"), elsewhere, cast.luton_officer),
    )
    hidden = seen.scope("team")
    seen.families = {
        **{family: [record] for family, record in _open_records(seen).items()},
        **_work(seen, hidden),
        **_directory(seen, hidden),
    }
    seen.families["opportunity"].append(
        builders.opportunity(cast.council, "Analyst", created_by=cast.luton_officer)
    )
    seen.families["policy_test"].append(_answered(seen))
    for family in ("post", "champion", "lived_role"):  # that somebody holds a role is no secret
        builders.holder(seen.first(family), "Sam Lee")
    return seen


def _answered(seen: Seen) -> PolicyTest:
    """A policy test of which everybody reads what came of it, and not what places replied."""
    test = builders.policy_test(
        "A fund for repairs", seen.away, owner=seen.agency, state="answered",
        outcome="Smaller.", outcome_on=TODAY, outcome_is_public=True,
    )  # fmt: skip
    test.asked.update(state="replied", replied_on=TODAY)
    return test


def _open_records(seen: Seen) -> dict[str, Any]:
    """Records without a level, from the builders of the access table's world."""
    cast = seen.cast
    follows = Subscription.objects.create(place=cast.bradford, email="resident@example.test")
    return {
        "": None,
        "organisation": cast.council,
        "programme": cast.pfpp,
        "source": seen.source,
        "reset_link": None,
        "place_code": [PlaceCode.objects.create(place=cast.bradford, code="E08000032").code],
        "draft": Draft.objects.create(author=cast.author, form="log-barrier", target=""),
        "notice": tell(kind="answer", subject="Answered", url="/places/", to=cast.author),
        "to_confirm": [actions.confirm_url(follows).split("/")[-2]],
        "to_leave": [actions.leave_url(follows).split("/")[-2]],
        "to_stop": [outbox.leave_url(cast.author).split("/")[-2]],
        **world_people.make(cast),
        **world_people.at_level(cast, "public", seen.at_bradford.at("public")),
        **world_data.make(cast),
        **world_kinds.make(),
        **world_publishing.make(cast),
        **world_practice.make(cast),
        **world_letters.make(),
        **world_data.at_level(cast, "public", seen.at_bradford.at("public")),
        **world_practice.at_level(cast, "public", seen.at_bradford.at("public")),
        **world_contacts.make(cast),
        **world_policy_tests.make(cast),
        **world_context.make(cast),
        **world_learning.make(cast),
        **world_course.make(cast),
        **world_calendar.make(cast, seen.reader),
        **world_evaluation.make(cast),
        **world_figures.make(cast),
    }


def _work(seen: Seen, hidden: Scope) -> dict[str, list[Any]]:
    """Pilots, barriers and money, with neighbours that the reader may not see."""
    cast, source, secret = seen.cast, seen.source, hidden.at("team")
    parent = builders.pilot(hidden.place, f"{SECRET} parent", slug=f"{MARK}-parent", **secret)
    pilot = builders.pilot(cast.bradford, "Warm homes", programme=cast.pfpp, parent=parent)
    pilot.topics.add(seen.topic)
    PilotPartner.objects.create(pilot=pilot, organisation=cast.council, kind="lead")
    indicator = builders.indicator(pilot, target_low=100)
    builders.actual(indicator, 67, counts="same", source=source)
    builders.actual(indicator, 41, counts="same", as_of=PAST, source=source)
    said = {"state": "accepted", "public_sentence": "Homes are warmer."}
    update = builders.update(pilot, by=cast.author, **said)
    second = builders.pilot(cast.luton, "Warm shops", programme=seen.at_luton.programme)
    kind = builders.category()
    barrier = builders.barrier(
        cast.bradford, "We cannot share", category=kind, pilot=parent, source=source
    )
    unowned = builders.barrier(
        cast.bradford, "We cannot pay", category=kind, pilot=pilot, status="needs_owner"
    )
    fund = Fund.objects.create(name=f"{SECRET} fund", slug=f"{MARK}-fund", **secret)
    whole = builders.flow(hidden.place, 9_000, description=f"{SECRET} whole", **secret)
    flow = builders.flow(cast.bradford, 1_000, fund=fund, parent=whole, end=AHEAD, source=source)
    lived.legacy(pilot, "A desk", child=parent)
    keeps = seen.who in {"bradford_editor", "region_editor", "administrator"}
    told = {
        **world_engagement.of_pilot(cast, pilot),
        **world_course.of_pilot(cast, pilot),
        **world_life.of_pilot(cast, pilot, {"programme": cast.pfpp, "created_by": cast.author}),
        **world_sources.of_pilot(pilot, cast.author, *([] if keeps else [SECRET])),
        **world_learning.at_level(cast, "public", pilot),
        **world_evaluation.at_level(cast, "public", pilot),
        **world_figures.of_figure(indicator),
        **world_escalations.at_level(cast, "public", {"created_by": cast.author}),
        **world_links.at_level(cast, "public", {"created_by": cast.author}),
        **world_publishing.at_level(
            cast, "public", {"created_by": cast.author, "visibility": "public"}
        ),
        **world_systemic.at_level(cast, "public", {"created_by": cast.author}),
    }
    return {
        **{family: [record] for family, record in told.items()},
        "pilot": [pilot, second],
        "indicator": [indicator, builders.indicator(second, "Shops kept")],
        "update": [update],
        "accepted_update": [update],
        "barrier": [barrier],
        "unowned_barrier": [unowned],
        "flow": [flow],
        "regional_update": [
            _told(seen, parent),
            builders.regional_update(seen.at_luton.beside, cast.luton_officer),
        ],
        "regional_draft": [_draft(seen)],
        "regional_reply": [RegionalReply.objects.create(update=_told_of(seen), text="Thank you.")],
    }


def _told(seen: Seen, hidden: Pilot) -> RegionalUpdate:
    """A published update that says what everybody may know of a record that they may not see."""
    told = builders.regional_update(seen.cast.region, seen.cast.yorkshire_connector)
    RegionalUpdateItem.objects.create(
        update=told, section="pilots", text="A pilot began.", record=hidden, position=2
    )
    return told


def _told_of(seen: Seen) -> RegionalUpdate:
    return RegionalUpdate.objects.published().get(region=seen.cast.region)


def _draft(seen: Seen) -> RegionalUpdate:
    quarter = dt.date(2026, 4, 1)
    return builders.regional_update(
        seen.cast.region, seen.cast.author, quarter=quarter, state="draft"
    )


def _directory(seen: Seen, hidden: Scope) -> dict[str, list[Any]]:
    """Job roles, priorities and places, with neighbours that the reader may not see."""
    cast, open_to_all = seen.cast, seen.at_bradford.at("public")
    secret = builders.post(f"{SECRET} neighbour", cast.council, hidden.place, **hidden.at("team"))
    post = builders.post("Housing lead", cast.council, cast.bradford, backup=secret, **open_to_all)
    wide = builders.priority(
        "Warm homes", cast.bradford, owner=cast.council, tier="regional", **open_to_all
    )
    above = builders.priority(
        f"{SECRET} above", hidden.place, owner=cast.council, tier="regional", **hidden.at("team")
    )
    local = builders.priority(
        "Warm flats", cast.bradford, owner=cast.council, parent=above, **open_to_all
    )
    alignment = Alignment.objects.create(
        wider=wide, narrower=local, verdict="differs", note="They do", differs_in_time=True
    )
    Alignment.objects.create(wider=above, narrower=local, verdict="differs", note=SECRET)
    EmergencyContact.objects.create(
        place=cast.bradford, role="Flood desk", order=2, ring_for="Floods", phone="01234 567891",
        post=secret, visibility="public",
    )  # fmt: skip
    for owned in (cast.bradford, cast.council):
        owned.owner_post = secret
        owned.save()
    return {
        "place": [cast.bradford, cast.luton],
        "post": [post],
        "priority": [local],
        "wide_priority": [wide],
        "alignment": [alignment],
        "reorganisation": [[builders.reorganisation("Luton is called Luton Borough").pk]],
    }
