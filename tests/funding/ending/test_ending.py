"""Money that ends: told in time, with what depends on it, who decides and what came before."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client

from funding.ending.track import WIDTH, Track
from funding.models import AtRisk, Ending, Flow, Fund, FundRound
from partnerships.models import Topic
from pilots.models import Phase
from tests import builders
from tests.builders import Cast
from tests.funding.bid.sweep import bid
from tests.pilots.forms import filled, signed_in, text_of
from tests.plain_record import HIDDEN, NOW

pytestmark = pytest.mark.django_db
LIST = "/funding/ending/"
TODAY = dt.date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(NOW):
        yield


def money(cast: Cast, end: dt.date | None = dt.date(2027, 3, 31), **fields: Any) -> Flow:
    about = {"description": "Two workers", "receiver": cast.council, "end": end, **fields}
    return builders.flow(cast.bradford, 9_000, **about)


def page_of(flow: Flow) -> str:
    return f"{flow.get_absolute_url()}ending/"


def at_risk(flow: Flow, by: Any, **fields: Any) -> AtRisk:
    about = {"kind": "post", "what": "Support workers", "visibility": "place", **fields}
    return AtRisk.objects.create(flow=flow, created_by=by, **about)


@pytest.mark.parametrize(
    ("end", "at", "how_soon", "is_beyond"),
    [
        (TODAY, 0, "soon", False),
        (dt.date(2027, 5, 20), 60, "soon", False),
        (dt.date(2027, 5, 21), 60, "later", False),
        (dt.date(2027, 11, 20), 120, "later", False),
        (dt.date(2027, 11, 21), 120, "", False),
        (dt.date(2028, 11, 20), WIDTH, "", False),
        (dt.date(2028, 11, 21), WIDTH, "", True),
    ],
)
def test_an_end_stands_where_its_day_is_and_is_warned_of_at_six_and_twelve_months(
    end: dt.date, at: float, how_soon: str, is_beyond: bool
) -> None:
    track = Track(end, TODAY)
    assert abs(track.at - at) < 1
    assert (track.how_soon, track.is_beyond) == (how_soon, is_beyond)
    assert ("<circle" in track.drawn()) is not is_beyond


@pytest.mark.parametrize(
    ("days", "words"), [(0, "today"), (1, "in 1 day"), (45, "in 45 days"), (46, "in 2 months")]
)
def test_how_soon_it_ends_is_said_in_days_and_then_in_months(days: int, words: str) -> None:
    assert Track(TODAY + dt.timedelta(days), TODAY).words == words


def test_an_officer_is_told_six_months_ahead_and_follows_it_to_the_request(cast: Cast) -> None:
    flow = money(cast)
    client = signed_in(cast.bradford_officer)
    assert "?kind=ending" in client.get("/").content.decode()
    assert page_of(flow) in client.get("/?kind=ending").content.decode()
    add = f"{page_of(flow)}at-risk/add/"
    assert add in client.get(page_of(flow)).content.decode()
    typed = filled(client, add, kind="post", what="Support workers", posts="2.5", people="120")
    assert client.post(add, typed).status_code == 302
    said = text_of(client.get(page_of(flow)))
    assert "It ends in 4 months." in said
    assert "Support workers" in said
    assert "2.5 full-time posts, 120 people use it" in said
    assert "1 thing named, 2.5 full-time posts in all." in said
    assert f"{flow.get_absolute_url()}ask/" in client.get(page_of(flow)).content.decode()


def test_one_post_and_one_person_are_said_as_one(cast: Cast) -> None:
    flow = money(cast)
    at_risk(flow, cast.bradford_officer, posts=1, people=1)
    said = text_of(signed_in(cast.bradford_officer).get(page_of(flow)))
    assert "1 full-time post, 1 person uses it" in said
    assert "1 thing named, 1 full-time post in all." in said


def test_who_decides_what_follows_is_said_and_kept_in_the_calendar_until_it_is_decided(
    cast: Cast,
) -> None:
    flow = money(cast)
    client = signed_in(cast.bradford_officer)
    address = f"{page_of(flow)}edit/"
    typed = filled(
        client, address, decider=str(cast.council.name), decider_role="Cabinet", outcome="open",
        decision_due_day="15", decision_due_month="1", decision_due_year="2027",
        tell_by_day="31", tell_by_month="1", tell_by_year="2027",
    )  # fmt: skip
    assert client.post(address, typed).status_code == 302
    said = text_of(client.get(page_of(flow)))
    assert "Cabinet, City of Bradford Metropolitan District Council" in said
    assert "15 January 2027" in said
    assert "31 January 2027" in said
    calendar = "/calendar/?month=2027-01"
    assert "Decide what happens next: Two workers" in client.get(calendar).content.decode()
    decided = filled(client, address, outcome="stops", said="The team ends")
    assert client.post(address, decided).status_code == 302
    assert "Decide what follows" not in client.get(calendar).content.decode()
    assert "The team ends" in text_of(client.get(page_of(flow)))


@pytest.mark.parametrize("address", ["/calendar/", "/calendar/?kind=endings"])
def test_the_nearest_few_decisions_are_found_as_all_of_them_are(cast: Cast, address: str) -> None:
    for day, what in ((dt.date(2026, 10, 1), "Late"), (dt.date(2027, 1, 15), "To come")):
        Ending.objects.create(flow=money(cast, description=what), decision_due=day)
    elsewhere = builders.flow(builders.place("Leeds"), 9_000, description="Of another place")
    Ending.objects.create(flow=elsewhere, decision_due=dt.date(2027, 1, 15))
    told = signed_in(cast.bradford_officer).get(address).content.decode()
    assert told.count("Decide what happens next: Late") == 1
    assert told.count("Decide what happens next: To come") == 1
    assert "Of another place" not in told


def test_a_day_of_a_decision_that_was_not_made_is_refused_at_its_field(cast: Cast) -> None:
    flow = money(cast)
    client = signed_in(cast.bradford_officer)
    address = f"{page_of(flow)}edit/"
    typed = filled(
        client, address, outcome="open", said="In talks",
        decided_day="1", decided_month="11", decided_year="2026",
    )  # fmt: skip
    answer = client.post(address, typed)
    assert list(answer.context["form"].errors) == ["outcome"]
    assert "In talks" in answer.content.decode()
    assert not Ending.objects.exists()


def test_of_two_who_first_say_what_follows_the_second_is_told(cast: Cast) -> None:
    flow = money(cast)
    address = f"{page_of(flow)}edit/"
    first, second = signed_in(cast.bradford_officer), signed_in(cast.bradford_editor)
    late = filled(second, address, outcome="stops", said="It stops")
    early = filled(first, address, outcome="goes_on", said="It goes on")
    assert first.post(address, early).status_code == 302
    answer = second.post(address, late)
    assert answer.status_code == 200
    assert "It stops" in answer.content.decode()
    assert Ending.objects.get().said == "It goes on"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"what": ""}, "what"),
        ({"posts": "0"}, "posts"),
        ({"posts": "-1"}, "posts"),
        ({"posts": "many"}, "posts"),
        ({"people": "-1"}, "people"),
        ({"kind": ""}, "kind"),
        ({"visibility": "public"}, "visibility"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(cast: Cast, typed: dict[str, str], field: str) -> None:
    flow = money(cast, visibility="public")
    client, add = signed_in(cast.bradford_officer), f"{page_of(flow)}at-risk/add/"
    data = {"kind": "post", "what": "Support workers", **typed}
    answer = client.post(add, filled(client, add, **data))
    assert list(answer.context["form"].errors) == [field]
    assert not AtRisk.objects.exists()


@pytest.mark.parametrize(
    ("level", "programme", "offered"),
    [
        ("public", True, ["team", "place", "programme", "network"]),
        ("network", False, ["team", "place", "network"]),
        ("programme", True, ["team", "place", "programme"]),
        ("place", True, ["team", "place"]),
        ("team", True, ["team"]),
    ],
)
def test_no_level_is_offered_that_is_wider_than_that_of_the_money(
    cast: Cast, level: str, programme: bool, offered: list[str]
) -> None:
    flow = money(cast, visibility=level, programme=cast.pfpp if programme else None)
    client = signed_in(cast.bradford_editor)
    form = client.get(f"{page_of(flow)}at-risk/add/").context["form"]
    assert [value for value, _ in form.fields["visibility"].choices] == offered


def test_the_public_is_told_of_the_end_but_never_of_posts(cast: Cast) -> None:
    flow = money(cast, visibility="public")
    one = at_risk(flow, cast.bradford_officer, what=HIDDEN, visibility="network")
    public, insider = Client(), signed_in(cast.bradford_officer)
    for address in (page_of(flow), LIST, f"{LIST}?format=csv", f"{LIST}?risk=any"):
        answers = [client.get(address) for client in (public, insider)]
        told = [(b"".join(a) if a.streaming else a.content).decode() for a in answers]
        assert HIDDEN not in told[0], address
        assert HIDDEN in told[1], address
    assert public.get(one.get_absolute_url()).status_code == 302
    assert "None named" not in text_of(public.get(LIST))
    assert "Two workers" not in text_of(public.get(f"{LIST}?risk=any"))
    assert "What is at risk" not in text_of(public.get(page_of(flow)))


def test_what_hangs_on_money_is_for_those_of_its_own_level_alone(cast: Cast) -> None:
    flow = money(cast, visibility="network")
    one = at_risk(flow, cast.bradford_officer, what=HIDDEN, visibility="place")
    other = signed_in(cast.luton_officer)
    assert other.get(one.get_absolute_url()).status_code == 404
    for address in (page_of(flow), LIST, f"{LIST}?risk=post"):
        assert HIDDEN not in other.get(address).content.decode()
    Flow.objects.update(visibility="team")
    assert signed_in(cast.bradford_officer).get(one.get_absolute_url()).status_code == 404


def test_the_list_holds_what_ends_the_soonest_first_and_leaves_out_what_has_ended(
    cast: Cast,
) -> None:
    for name, end in (
        ("Later", dt.date(2028, 3, 31)),
        ("Soon", dt.date(2027, 1, 31)),
        ("Over", dt.date(2026, 11, 19)),
        ("Unknown", None),
        ("Today", TODAY),
    ):
        money(cast, end, description=f"{name} money", visibility="public")
    said = text_of(Client().get(LIST))
    places = [said.index(f"{name} money") for name in ("Today", "Soon", "Later")]
    assert places == sorted(places)
    assert "Over money" not in said
    assert "Unknown money" not in said
    assert "Later money" not in text_of(Client().get(f"{LIST}?ending=12"))


def test_an_end_known_to_the_month_is_said_so_when_the_list_goes_on(cast: Cast) -> None:
    money(cast, visibility="public", end_precision="month")
    page = Client().get(LIST).context["page"]
    assert page.sort.says(page.rows[0]) == "ends March 2027"


def test_filters_find_what_is_late_undecided_or_not_asked_for(cast: Cast) -> None:
    late = money(cast, description="Late money", visibility="public")
    Ending.objects.create(flow=late, outcome="open", decision_due=TODAY - dt.timedelta(1))
    sure = money(cast, description="Sure money", visibility="public")
    Ending.objects.create(flow=sure, outcome="goes_on")
    bare = money(cast, description="Bare money", visibility="public")
    bid(cast.bradford, flow=sure, state="sent", visibility="public")
    bid(cast.bradford, flow=bare, state="sent", visibility="team")
    found = {
        "?follows=late": {"Late"},
        "?follows=decided": {"Sure"},
        "?follows=undecided": {"Late", "Bare"},
        "?asked=yes": {"Sure"},
        "?asked=no": {"Late", "Bare"},
    }
    for query, names in found.items():
        said = text_of(Client().get(f"{LIST}{query}"))
        assert {n for n in ("Late", "Sure", "Bare") if f"{n} money" in said} == names, query


def test_a_list_of_many_asks_no_more_of_the_database_than_one_of_few(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    for number in range(8):
        flow = money(cast, description=f"Money {number}", visibility="public")
        Ending.objects.create(flow=flow, decider=cast.council)
        at_risk(flow, cast.bradford_officer, visibility="network")
        bid(cast.bradford, flow=flow, visibility="public")
    client = signed_in(cast.outsider)
    client.get(LIST)
    with django_assert_num_queries(9):
        client.get(LIST)


def test_funds_on_the_same_topic_are_proposed_the_next_deadline_first(cast: Cast) -> None:
    homes = Topic.objects.create(name="Homes", slug="homes")
    other = Topic.objects.create(name="Buses", slug="buses")
    flow = money(cast, visibility="public")
    flow.topics.add(homes)

    def fund(name: str, **fields: Any) -> Fund:
        return Fund.objects.create(
            name=name, slug=name.lower().replace(" ", "-"), visibility="public", **fields
        )

    plain = fund("Plain fund", award="formula", move_years="yes", move_uses="no")
    plain.topics.add(homes)
    ahead = fund("Open fund")
    ahead.topics.add(homes)
    FundRound.objects.create(fund=ahead, name="Second", closes=dt.date(2027, 1, 31),
                             closes_precision="day", who_may="Councils")  # fmt: skip
    through = fund("Fund that paid for homes")
    paid = money(cast, description="Earlier", fund=through, visibility="public")
    paid.topics.add(homes)
    fund("Bus fund").topics.add(other)
    fund("Ended fund", end=dt.date(2026, 10, 1)).topics.add(homes)
    hidden = Fund.objects.create(name=f"{HIDDEN} fund", slug="hidden", visibility="team")
    hidden.topics.add(homes)
    said = text_of(Client().get(page_of(flow)))
    names = ["Open fund", "Fund that paid for homes", "Plain fund"]
    assert [said.index(name) for name in names] == sorted(said.index(name) for name in names)
    for name in ("Bus fund", "Ended fund", HIDDEN):
        assert name not in said
    assert "31 January 2027" in said
    assert "For: Councils" in said
    assert "Formula" in said
    assert "Between years; not between uses" in said


def test_money_without_a_topic_proposes_no_fund_and_says_why(cast: Cast) -> None:
    Fund.objects.create(name="Any fund", slug="any", visibility="public")
    said = text_of(Client().get(page_of(money(cast, visibility="public"))))
    assert "Any fund" not in said
    assert "This money has no topic, so we cannot suggest funds." in said


def test_topics_of_a_fund_that_the_reader_may_not_see_are_not_told(cast: Cast) -> None:
    quiet = Fund.objects.create(name="Quiet fund", slug="quiet-fund", visibility="team")
    quiet.topics.add(Topic.objects.create(name=HIDDEN, slug="quiet-homes"))
    said = text_of(Client().get(page_of(money(cast, fund=quiet, visibility="public"))))
    assert HIDDEN not in said
    assert "This money has no topic, so we cannot suggest funds." in said


def test_what_came_of_it_before_is_remembered_nearest_first(cast: Cast) -> None:
    flow = money(cast, visibility="public")
    bid(cast.luton, title="Luton asked", state="declined", visibility="public",
        reason="No money left")  # fmt: skip
    bid(cast.bradford, title="Bradford asked", state="granted", visibility="public",
        granted_low=40_000, granted_until=dt.date(2027, 4, 30))  # fmt: skip
    leeds = builders.place("Leeds", "metropolitan_borough", within=cast.region)
    bid(leeds, title="Leeds asked", state="granted", visibility="public")
    bid(cast.luton, title="Luton asked last", state="granted", visibility="public")
    bid(cast.bradford, title=f"{HIDDEN} asked", state="granted", visibility="team")
    bid(cast.bradford, title="Still waits", state="sent", visibility="public")
    pilot = builders.pilot(cast.bradford, "Warm homes", programme=cast.pfpp, slug="warm-homes",
                           visibility="public")  # fmt: skip
    Phase.objects.create(pilot=pilot, kind="extension", paid_by_said="The council",
                         planned_end=dt.date(2023, 6, 1), planned_end_precision="month",
                         note="Whether they stayed is not stated.")  # fmt: skip
    said = text_of(Client().get(page_of(flow)))
    told = [said.index(f"{name} asked") for name in ("Bradford", "Leeds", "Luton")]
    assert told == sorted(told)
    assert "Leeds." in said
    assert "Granted: £40,000 until 30 April 2027." in said
    assert "No money left" in said
    assert HIDDEN not in said
    assert "Still waits" not in said
    assert "Planned to June 2023" in said
    assert "Whether they stayed is not stated." in said


def test_an_end_that_is_not_known_is_said_so(cast: Cast) -> None:
    said = text_of(Client().get(page_of(money(cast, None, visibility="public"))))
    assert "We don’t know when it ends." in said
    over = money(cast, dt.date(2026, 3, 31), visibility="public")
    assert "It has ended." in text_of(Client().get(page_of(over)))


def test_what_was_written_down_is_changed_and_withdrawn_by_its_author(cast: Cast) -> None:
    flow = money(cast, visibility="network")
    one = at_risk(flow, cast.bradford_officer)
    client = signed_in(cast.bradford_officer)
    address = f"{one.get_absolute_url()}edit/"
    assert client.post(address, filled(client, address, posts="3")).status_code == 302
    one.refresh_from_db()
    assert one.posts == 3
    gone = f"{one.get_absolute_url()}withdraw/"
    assert client.post(gone, {"because": "They found other work"}).status_code == 302
    assert "Support workers" not in text_of(client.get(page_of(flow)))
    assert signed_in(cast.bradford_editor).get(address).status_code == 404
