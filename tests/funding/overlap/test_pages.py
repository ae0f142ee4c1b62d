"""Small grants, the evidence for a fund's owner, and the way here from the money of a place."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from funding.models import Flow, Fund, FundOwner
from funding.overlap.actions import judge
from partnerships.models import Topic
from records.models import Finding, FindingSubject, Source
from tests import builders
from tests.builders import Cast
from tests.funding.monitoring_return.test_returns import a_duty, one
from tests.funding.overlap.test_finding import paid
from tests.funding.round.test_rounds import a_fund
from tests.pilots.forms import signed_in, text_of

pytestmark = pytest.mark.django_db
AT = "/funding/overlaps/bradford/net-zero/"
SMALL = "/funding/overlaps/small/"


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def topic(cast: Cast) -> Topic:
    return Topic.objects.create(name="Net zero", slug="net-zero")


@pytest.fixture
def pair(cast: Cast, topic: Topic) -> tuple[Flow, Flow]:
    """A farm and a college, each paid out of a fund that the council owns."""
    made = []
    for name, amount in (("Wind farm", 4000), ("Town college", None)):
        fund = Fund.objects.create(name=f"{name} fund", slug=name[:4].lower(), visibility="public")
        FundOwner.objects.create(fund=fund, organisation=cast.council)
        body = builders.organisation(name)
        made.append(
            paid(cast.bradford, topic, body, amount, fund=fund, description=f"For the {name}")
        )
    return made[0], made[1]


def counts(page: Any) -> list[tuple[str, int, int, int, int]]:
    return [
        (row.label, row.grants, row.recipients, row.unnamed, row.unknown)
        for row in page.context["meanings"]
    ]


def test_money_handed_back_is_nobodys_grant(client: Client, cast: Cast, topic: Topic) -> None:
    paid(cast.bradford, topic, builders.organisation("Hall"), 40)
    paid(cast.bradford, topic, builders.organisation("Ministry"), 30, meaning="handed_back")
    page = client.get("/funding/overlaps/")
    assert not page.context["page"].rows
    assert counts(client.get(SMALL)) == [("Committed", 1, 1, 0, 0)]


def test_small_grants_are_counted_by_meaning_with_their_recipients(
    client: Client, cast: Cast, topic: Topic
) -> None:
    body = builders.organisation("Hall")
    paid(cast.bradford, topic, body, 99_999)
    paid(cast.bradford, topic, body, 1)
    paid(cast.bradford, topic, None, 1, receiver_said="A school")
    paid(cast.bradford, topic, None, 1)
    paid(cast.bradford, topic, body, 100_000)
    paid(cast.bradford, topic, body, None)
    paid(cast.bradford, topic, body, 50_000, amount_high=150_000)
    paid(cast.bradford, topic, body, 70, meaning="paid")
    paid(cast.bradford, topic, body, 7, meaning="in_kind", kind="staff")
    page = client.get(SMALL)
    assert counts(page) == [("Committed", 4, 2, 1, 1), ("Paid", 1, 1, 0, 0)]
    assert len(page.context["page"]) == 5
    wider = client.get(f"{SMALL}?under=100001")
    assert counts(wider)[0][1:3] == (5, 2)
    assert counts(client.get(f"{SMALL}?meaning=paid")) == [("Paid", 1, 1, 0, 0)]
    rows = client.get(f"{SMALL}?format=csv&under=100001").getvalue().decode("utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(rows)))) == 6


def test_whether_grants_of_unknown_amount_are_small_cannot_be_told(
    client: Client, cast: Cast, topic: Topic
) -> None:
    body = builders.organisation("Hall")
    for _ in range(3):
        paid(cast.bradford, topic, body, None)
    text = text_of(client.get(SMALL))
    assert "Whether there are small grants is not known" in text
    assert "Committed promised in writing Cannot be told Cannot be told 3" in text
    assert "3 amounts are not known. We cannot tell whether they are small, so this" in text
    assert "No small grant" not in text
    paid(cast.bradford, topic, body, 5, start=None, end=None)
    text = text_of(client.get(SMALL))
    assert "1 small grant" in text
    assert "dates not fully known for 1" in text
    assert "Cannot be told" not in text


def test_the_hours_of_returns_on_small_grants_are_added_and_what_is_not_known_is_counted(
    client: Client, cast: Cast, topic: Topic
) -> None:
    body = builders.organisation("Hall")
    small, unsaid = paid(cast.bradford, topic, body, 5_000), paid(cast.bradford, topic, body, 6)
    large = paid(cast.bradford, topic, body, 400_000)
    duty = a_duty(cast)
    one(cast, duty=duty, flow=small, hours_low=8, hours_high=12)
    one(cast, duty=duty, flow=small, due=None, state="sent", hours_low=2, took_low=20)
    one(cast, duty=duty, flow=small, due=dt.date(2027, 1, 31))
    one(cast, duty=duty, flow=unsaid, state="not_needed", because="Too small", hours_low=50)
    one(cast, duty=duty, flow=large, hours_low=900)
    quiet = a_duty(cast, a_fund(cast, "Quiet fund", visibility="programme"))
    one(cast, duty=quiet, flow=small, hours_low=700)
    page = signed_in(cast.outsider).get(SMALL)
    [row] = page.context["meanings"]
    assert (row.reporting.hours, row.reporting.returns) == ("28 to 32 hours", 3)
    assert (row.reporting.unknown, row.reporting.unsaid) == (1, 1)
    assert "28 to 32 hours 3 returns, 1 without hours; none recorded for 1 grant" in text_of(page)
    assert "Hours of their returns" not in text_of(client.get(SMALL))
    one(cast, duty=duty, flow=small, due=None, hours_low=1, hours_qualifier="about")
    [row] = signed_in(cast.outsider).get(SMALL).context["meanings"]
    assert row.reporting.hours == "about 29 to 33 hours"


def test_hidden_small_grants_are_not_counted(client: Client, cast: Cast, topic: Topic) -> None:
    body = builders.organisation("Hall")
    paid(cast.bradford, topic, body, 5, visibility="team")
    paid(cast.bradford, topic, body, None, visibility="team")
    assert counts(client.get(SMALL)) == []
    assert counts(signed_in(cast.bradford_editor).get(SMALL)) == [("Committed", 1, 1, 0, 1)]


def test_each_number_of_small_grants_leads_to_its_list(
    client: Client, cast: Cast, topic: Topic
) -> None:
    for meaning in ("committed", "paid", "paid"):
        paid(cast.bradford, topic, cast.council, 5, meaning=meaning)
    for row in client.get(SMALL).context["meanings"]:
        assert len(client.get(f"{SMALL}{row.url}").context["page"]) == row.grants


def test_the_evidence_holds_rows_verdicts_sources_and_what_is_not_known(
    cast: Cast, pair: tuple[Flow, Flow]
) -> None:
    judge(by=cast.bradford_officer, one=pair[0], other=pair[1], verdict="unclear", reason="Ask")
    client = signed_in(cast.bradford_editor)
    page = text_of(client.get(f"{AT}evidence/"))
    for words in (
        *("Wind farm", "Town college", "For the Wind farm", "£4,000", "Not known", "Ask"),
        *("Unclear", str(cast.bradford_officer), cast.council.name),
        *("The amount of 1 row of 2", f"by {cast.bradford_editor}", "Made on 20 November 2026"),
    ):
        assert words in page
    file = client.get(f"{AT}evidence/?format=csv").getvalue().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(file)))
    assert [row["receiver"] for row in rows] == ["Town college", "Wind farm"]
    assert f"Unclear, with row {pair[0].pk}: Ask ({cast.bradford_officer}".lower() in (
        rows[0]["verdicts"].lower()
    )


def test_evidence_holds_only_what_its_maker_sees(cast: Cast, pair: tuple[Flow, Flow]) -> None:
    judge(by=cast.bradford_officer, one=pair[0], other=pair[1], verdict="unclear", reason="Ask")
    Flow.objects.filter(pk=pair[1].pk).update(visibility="team")
    Fund.objects.filter(flows=pair[0]).update(visibility="team")
    client = signed_in(cast.luton_officer)
    for address in (f"{AT}evidence/", f"{AT}evidence/?format=csv"):
        answer = client.get(address)
        words = answer.getvalue().decode() if answer.streaming else text_of(answer)
        for hidden in ("Town college", "Wind farm fund", "Ask"):
            assert hidden not in words
        assert "Wind farm" in words
    assert Client().get(f"{AT}evidence/").status_code == 302


def test_what_was_published_stands_beside_the_finder(client: Client, cast: Cast) -> None:
    topic = Topic.objects.create(name="Net zero", slug="net-zero")
    source = Source.objects.create(title="Guidance", slug="guidance", is_open=True)
    finding = Finding.objects.create(key="ten", claim="Four programmes reached ten", source=source)
    for subject in (cast.bradford, topic):
        FindingSubject.objects.create(finding=finding, subject=subject)
    page = text_of(client.get(AT))
    assert "Four programmes reached ten" in page
    assert "You can see no overlap on" in page
    assert "Four programmes" not in text_of(client.get("/funding/overlaps/luton/net-zero/"))
    both = client.get("/funding/overlaps/?place=bradford&topic=net-zero")
    assert "Four programmes reached ten" in text_of(both)


def test_the_money_of_a_place_leads_here(client: Client, cast: Cast) -> None:
    page = client.get("/places/bradford/funding/").content.decode()
    assert "/funding/overlaps/?place=bradford" in page


@pytest.mark.parametrize("address", ["/funding/overlaps/", "/funding/ending/"])
def test_where_nothing_is_recorded_what_was_published_about_money_stands(
    client: Client, cast: Cast, address: str
) -> None:
    source = Source.objects.create(slug="guidance", title="Guidance")
    for key, claim, subject in (
        ("grants", "Ten recipients were paid at once", builders.category("funding")),
        ("damp", "Many homes are damp", builders.category("culture")),
    ):
        finding = Finding.objects.create(key=key, claim=claim, source=source)
        FindingSubject.objects.create(finding=finding, subject=subject)
    page = client.get(address).content.decode()
    assert "Ten recipients were paid at once" in page
    assert "Many homes are damp" not in page
    end = timezone.localdate() + dt.timedelta(days=60)
    topic = Topic.objects.create(name="Homes", slug="homes")
    for number in range(2):
        flow = builders.flow(
            cast.bradford, 5, receiver_said=f"Body {number}", start=dt.date(2020, 4, 1), end=end
        )
        flow.topics.add(topic)
    assert "Ten recipients" not in client.get(address).content.decode()
