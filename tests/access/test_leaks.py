"""Nobody learns of a record that they may not see: not its words, its number, its being there.

A world is built twice in one database: without hidden records and with them. Whoever may not see
them must get the same pages, lists, files and suggestions, letter for letter. Every text of a
hidden record holds MARK; what is searched for is LURE, which stands beside it.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from barriers.models import ActionTried, Barrier, Check
from funding.models import Flow, Fund
from partnerships.models import Topic
from pilots.models import Change, Indicator, Lesson, Milestone, Pilot, PilotPartner, Update
from records.models import Draft, Note, Source
from tests import builders
from tests.access import readers, table, world
from tests.builders import TODAY, Cast

pytestmark = pytest.mark.django_db

MARK, LURE = "zqhidden", "quixotic"
SECRET = f"{MARK} {LURE}"
PAST, AHEAD = dt.date(2026, 1, 1), dt.date(2027, 2, 1)
# What changes from one rendering to the next and tells nothing.
PASSING = re.compile(
    r'<input type="hidden" name="(csrfmiddlewaretoken|draft_token)"[^>]*>|^.*Taken away.*$',
    re.MULTILINE,
)


@dataclass
class Seen:
    """The cast with public records at Bradford that everybody reads."""

    cast: Cast
    source: Source
    pilot: Pilot
    indicator: Indicator
    update: Update
    barrier: Barrier
    unowned: Barrier
    flow: Flow

    @property
    def families(self) -> dict[str, Any]:
        """The record that an address of the access table names."""
        return {
            "": None,
            "place": self.cast.bradford,
            "organisation": self.cast.council,
            "programme": self.cast.pfpp,
            "source": self.source,
            "pilot": self.pilot,
            "indicator": self.indicator,
            "update": self.update,
            "accepted_update": self.update,
            "barrier": self.barrier,
            "unowned_barrier": self.unowned,
            "flow": self.flow,
            "reset_link": None,
        }


def open_world() -> Seen:
    """Public records, some with a hidden neighbour: a parent, a pilot, a fund."""
    cast = builders.cast()
    topic = Topic.objects.create(name="Housing", slug="housing")
    source = Source.objects.create(slug="guidance", title="Guidance")
    hidden = {"visibility": "team", "team": cast.team, "created_by": cast.author}
    parent = builders.pilot(cast.bradford, f"{SECRET} parent", **hidden)
    pilot = builders.pilot(cast.bradford, "Warm homes", programme=cast.pfpp, parent=parent)
    pilot.topics.add(topic)
    PilotPartner.objects.create(pilot=pilot, organisation=cast.council, kind="lead")
    indicator = builders.indicator(pilot, target_low=100)
    builders.actual(indicator, 67, counts="same", source=source)
    builders.actual(indicator, 41, counts="same", as_of=PAST, source=source)
    update = builders.update(
        pilot, by=cast.author, state="accepted", public_sentence="Homes are warmer."
    )
    kind = builders.category()
    barrier = builders.barrier(
        cast.bradford, "We cannot share", category=kind, pilot=parent, source=source
    )
    unowned = builders.barrier(
        cast.bradford, "We cannot pay", category=kind, pilot=pilot, status="needs_owner"
    )
    fund = Fund.objects.create(name=f"{SECRET} fund", slug=f"{MARK}-fund", **hidden)
    whole = builders.flow(cast.bradford, 9_000, description=f"{SECRET} whole", **hidden)
    flow = builders.flow(cast.bradford, 1_000, fund=fund, parent=whole, end=AHEAD, source=source)
    return Seen(cast, source, pilot, indicator, update, barrier, unowned, flow)


def hide(seen: Seen, level: str) -> None:
    """Add a record of each kind at a level, with a word of its own in every text."""
    cast, source = seen.cast, seen.source
    common = {
        "visibility": level,
        "team": cast.team,
        "programme": cast.pfpp,
        "created_by": cast.author,
        "source": source,
    }
    pilot = builders.pilot(
        cast.bradford,
        f"{SECRET} pilot",
        cast.luton if level == "team" else cast.region,
        slug=f"{MARK}-pilot",
        **dict.fromkeys(("summary", "challenge", "target_group", "dates_note"), SECRET),
        parent=seen.pilot,
        rhythm=3,
        update_due=PAST,
        **common,
    )
    _parts(pilot, source, cast)
    _barrier(seen, pilot, common)
    builders.flow(
        cast.bradford,
        400,
        parent=seen.flow,
        giver=cast.council,
        end=AHEAD,
        **dict.fromkeys(("description", "note", "source_said", "restriction_text"), SECRET),
        receiver_said=SECRET,
        **common,
    )
    Draft.objects.create(
        author=cast.author, form="log-barrier", title=SECRET, typed={"said": [SECRET]}
    )


def _parts(pilot: Pilot, source: Source, cast: Cast) -> None:
    builders.update(pilot, state="accepted", public_sentence=SECRET, happened=SECRET)
    builders.update(pilot, state="questioned", question=SECRET, happened=SECRET)
    counted = builders.indicator(pilot, f"{SECRET} figure", target_low=77, definition=SECRET)
    builders.actual(counted, 88, note=SECRET, source_said=SECRET, source=source)
    PilotPartner.objects.create(pilot=pilot, organisation=cast.council, role=SECRET)
    PilotPartner.objects.create(pilot=pilot, description=SECRET)
    Milestone.objects.create(pilot=pilot, text=SECRET, done=TODAY, source=source)
    Milestone.objects.create(pilot=pilot, text=SECRET, due=AHEAD, source=source)
    Change.objects.create(pilot=pilot, before=SECRET, after=SECRET, on=TODAY, source=source)
    Lesson.objects.create(
        pilot=pilot, text=SECRET, kind="enabler", helps_with="data-sharing", visibility="public"
    )
    Note.objects.create(subject=pilot, kind="gap", text=SECRET, source=source)
    pilot.topics.add(Topic.objects.get())


def _barrier(seen: Seen, pilot: Pilot, common: dict[str, Any]) -> None:
    barrier = builders.barrier(
        seen.cast.bradford,
        f"We cannot {SECRET}",
        seen.cast.region,
        **dict.fromkeys(("because", "people", "ask", "nature_note", "cost_basis"), SECRET),
        category=builders.category(),
        nature="real",
        pilot=pilot if common["visibility"] != "network" else seen.pilot,
        unlocker=seen.cast.council,
        **common,
    )
    ActionTried.objects.create(barrier=barrier, what=SECRET, result=SECRET, source=common["source"])
    Check.objects.create(barrier=barrier, what=SECRET, verdict="rule", checked_by=SECRET)
    Note.objects.create(subject=barrier, text=SECRET, source=common["source"])


def hide_early(seen: Seen) -> None:
    """What the public pilot holds that is not accepted yet, or is its team's alone."""
    update = builders.update(
        seen.pilot,
        by=seen.cast.author,
        **dict.fromkeys(("happened", "next_steps", "help_needed", "public_sentence"), SECRET),
    )
    standing = seen.indicator.actuals.get(as_of=TODAY)
    builders.actual(
        seen.indicator, 999, update=update, replaces=standing, note=SECRET, source=seen.source
    )
    builders.actual(
        seen.indicator, 998, update=update, as_of=TODAY - dt.timedelta(1), source_said=SECRET
    )
    Lesson.objects.create(pilot=seen.pilot, text=SECRET, kind="enabler", helps_with="data-sharing")


def addresses(seen: Seen) -> list[str]:
    """Every page, list, file and suggestion, and the filters that could give something away."""
    found = []
    for row in table.rows():
        if row.method == "GET" and row.of in seen.families:
            args = world.address_of(row.of, seen.families[row.of])
            found.append(reverse(row.name, args=args) + row.query)
    found += [one.replace("format=csv", "format=json") for one in found if "format=csv" in one]
    region = seen.cast.region.get_absolute_url()
    found += [region, f"{region}brief/", f"{region}funding/", f"{region}partners/"]
    found += [f"/{name}/?q={LURE}" for name in ("search", "pilots", "barriers", "organisations")]
    found += [f"/pilots/suggest/?q={LURE}", f"/pilots/suggest/?q={MARK}", "/pilots/?sort=-changed"]
    found += [
        f"/sources/guidance/?kind={kind}"
        for kind in ("pilots", "figures", "plans", "milestones", "changes", "lessons", "barriers")
    ]
    found += [f"/sources/guidance/?kind={kind}" for kind in ("tried", "money", "notes")]
    found += [
        "/pilots/?due=any&sort=due",
        "/pilots/?topic=housing",
        "/places/?barriers=any",
        "/places/?topic=housing&all=on",
        "/barriers/?pilot=" + seen.pilot.slug,
        "/barriers/?like=" + seen.barrier.reference,
        "/barriers/?unlocker=" + seen.cast.council.slug,
        "/barriers/?result=on",
        "/barriers/report/?programme=" + seen.cast.pfpp.slug,
        "/funding/flows/?ending=12&sort=amount",
        "/funding/flows/?giver=" + seen.cast.council.slug,
    ]
    return found


def read(client: Client, address: str) -> str:
    """The answer in words: status, where it leads, what it says."""
    response = client.get(address)
    body = b"".join(response) if response.streaming else response.content
    said = PASSING.sub("", body.decode())
    return f"{response.status_code} {response.headers.get('Location', '')}\n{said}"


def signed_in(user: Any) -> Client:
    client = Client(raise_request_exception=False)
    if user.is_authenticated:
        client.force_login(user)
    return client


# The nearest who may not see it, and others in turn: each crawls the whole of Placebook twice. To
# the public the levels below everyone are all one.
OUTSIDE = {
    "team": ("bradford_officer", "yorkshire_connector"),
    "place": ("evaluator", "luton_editor"),
    "programme": ("administrator", "former_officer"),
    "network": ("resident",),
    "not accepted": ("resident", "desnz_official"),
}


def first_difference(before: str, after: str) -> str:
    pairs = zip(before.splitlines(), after.splitlines(), strict=False)
    return next((f"{one!r} != {two!r}"[:600] for one, two in pairs if one != two), "length")


@pytest.mark.parametrize("level", OUTSIDE)
def test_hidden_records_change_nothing_for_those_who_may_not_see_them(level: str) -> None:
    seen = open_world()
    who = {name: getattr(seen.cast, name) for name in OUTSIDE[level]}
    assert not set(who) & readers.BY_LEVEL.get(level, readers.PROGRAMME)
    clients = {name: signed_in(user) for name, user in who.items()}
    asked = addresses(seen)
    for client in clients.values():  # one's own visit is noted on the first page
        client.get("/")
    before = {(name, one): read(client, one) for name, client in clients.items() for one in asked}
    if level == "not accepted":
        hide_early(seen)
    else:
        hide(seen, level)
    wrong = []
    for (name, address), was in before.items():
        is_now = read(clients[name], address)
        if MARK in is_now.lower().replace(f"q={MARK}", "").replace(f"“{MARK}”", ""):
            at = is_now.lower().index(MARK)
            wrong.append(f"{name}, {address}: …{is_now[max(at - 150, 0) : at + 40]}…")
        elif is_now != was:
            wrong.append(f"{name}, {address}: {first_difference(was, is_now)}")
    assert wrong == [], "\n".join(wrong)
