"""Payments to suppliers stand apart: in no list and no total that does not ask for them."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone

from accounts.models import User
from dashboards import follow_news
from dashboards.directory.money import of_money
from dashboards.organisation import joint_history, page_data
from funding.flow import sums
from funding.models import Flow, FlowPlace
from partnerships.models import Organisation, Place
from tests import builders as make

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 5, 1)


@pytest.fixture
def bradford() -> Place:
    return make.place("Bradford", kind="metropolitan_borough")


@pytest.fixture
def council() -> Organisation:
    return make.organisation("Bradford Council")


def money(place: Place, giver: Any, amount: int, **said: Any) -> Flow:
    """Money that everybody sees."""
    usual = {"meaning": "paid", "visibility": "public", "start": DAY, "end": DAY}
    flow = Flow.objects.create(giver=giver, amount_low=amount, **(usual | said))
    FlowPlace.objects.create(flow=flow, place=place)
    return Flow.objects.get(pk=flow.pk)


@pytest.fixture
def grant(bradford: Place, council: Organisation) -> Flow:
    return money(bradford, council, 30_001, description="Grant for advice")


@pytest.fixture
def payment(bradford: Place, council: Organisation) -> Flow:
    return money(bradford, council, 7_770_777, description="Repairs of roofs", is_payment=True)


def page(address: str, reader: Any = None, **asked: str) -> str:
    client = Client()
    if reader:
        client.force_login(reader)
    answer = client.get(address, asked)
    assert answer.status_code == 200
    text: str = b"".join(answer).decode() if answer.streaming else answer.content.decode()
    return text


def test_the_list_has_them_where_they_are_asked_for_and_says_which_is_shown(
    grant: Flow, payment: Flow
) -> None:
    usual = page("/funding/flows/", place="bradford")
    assert "Grant for advice" in usual
    assert "Repairs of roofs" not in usual
    assert "£30,001" in usual
    assert 'name="payments"' in usual
    together = page("/funding/flows/", place="bradford", payments="with")
    assert "£7,800,778" in together
    assert "Payments to suppliers: Included" in together
    alone = page("/funding/flows/", place="bradford", payments="only")
    assert "Grant for advice" not in alone
    assert "£7,770,777" in alone
    assert "Payments to suppliers: Only these" in alone


def test_files_follow_the_same_rule_and_say_which_rows_are_payments(
    grant: Flow, payment: Flow
) -> None:
    usual = json.loads(page("/funding/flows/", format="json"))
    assert [row["id"] for row in usual["rows"]] == [grant.pk]
    rows = json.loads(page("/funding/flows/", format="json", payments="with"))["rows"]
    assert {row["id"]: row["payment"] for row in rows} == {grant.pk: None, payment.pk: "yes"}
    summed = page("/funding/flows/", format="csv", summary="1")
    assert "30001" in summed
    assert "7770777" not in summed


def test_the_money_of_a_place_is_told_without_them_and_leads_to_them(
    bradford: Place, grant: Flow, payment: Flow
) -> None:
    overview = page("/places/bradford/funding/")
    assert "£30,001" in overview
    assert "£7,8" not in overview
    assert "£7,770,777" not in overview
    assert "Payments to suppliers, not counted here" in overview
    for show in ("years", "flows", "apart"):
        usual = page("/places/bradford/funding/", show=show)
        assert "£30,001" in usual
        assert "7,770,777" not in usual
        assert "7,800,778" not in usual
    years = page("/places/bradford/funding/", show="years", payments="with")
    assert "£7,800,778" in years
    assert "Payments to suppliers are included." in years
    alone = page("/places/bradford/funding/", show="apart", by="sector", payments="only")
    assert "£7,770,777" in alone
    assert "These are payments to suppliers alone." in alone


def test_a_place_with_nothing_but_payments_says_so(bradford: Place, payment: Flow) -> None:
    said = page("/places/bradford/funding/")
    assert "Only payments to suppliers are recorded here" in said
    assert "1 payment</a>" in said
    assert "No money is recorded here" not in said


@pytest.mark.parametrize(
    "address",
    [
        *("/places/bradford/", "/places/bradford/brief/", "/funding/"),
        "/places/compare/?place=bradford&place=leeds",
    ],
)
def test_no_page_counts_them_without_saying_so(
    bradford: Place, council: Organisation, grant: Flow, payment: Flow, address: str
) -> None:
    make.place("Leeds", kind="metropolitan_borough")
    administrator = make.user("Ada Administrator", ("administrator", None))
    client = Client()
    client.force_login(administrator)
    answer = client.get(address.format(council.slug), follow=True)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "7,770,777" not in text
    assert "7,800,778" not in text
    assert "Repairs of roofs" not in text


def test_the_map_by_money_adds_up_without_them(bradford: Place, grant: Flow, payment: Flow) -> None:
    reading = of_money(AnonymousUser(), "paid", None).of([bradford.pk]).at(bradford.pk)
    assert reading.words == "£30,001"


def test_what_is_counted_of_a_body_and_between_two_leaves_them_out(
    bradford: Place, council: Organisation
) -> None:
    hearts = make.organisation("Warm Hearts", "voluntary")
    money(bradford, council, 400, description="Grant for advice", receiver=hearts)
    money(bradford, council, 500, description="Repairs", receiver=hearts, is_payment=True)
    nobody = AnonymousUser()
    assert page_data.build(nobody, council).given.count.count == 1
    assert page_data.build(nobody, hearts).received.count.count == 1
    together = [event.link for event in joint_history.build(nobody, council, hearts).events]
    assert together == ["Grant for advice"]


def test_they_are_no_news_to_followers(bradford: Place, grant: Flow, payment: Flow) -> None:
    hour = dt.timedelta(hours=1)
    now = timezone.now()
    news = follow_news.news_of({bradford.pk}, now - hour, now + hour)
    assert [one.record for one in news] == [grant]


def test_they_are_no_money_that_ends_or_changed_in_my_work(
    bradford: Place, council: Organisation, editor_of: Any
) -> None:
    today = timezone.localdate()
    ends = today + dt.timedelta(days=30)
    money(bradford, council, 500, description="Repairs of roofs", is_payment=True, end=ends)
    money(bradford, council, 400, description="Grant for advice", end=ends)
    editor = editor_of(bradford)
    for address in ("/funding/ending/", "/"):
        client = Client()
        client.force_login(editor)
        text = client.get(address, follow=True).content.decode()
        assert "Repairs of roofs" not in text


@pytest.fixture
def editor_of() -> Any:
    def made(place: Place) -> User:
        return make.user("Edith Editor", ("place_editor", place))

    return made


def test_two_halves_of_the_money_come_to_all_of_it(
    bradford: Place, grant: Flow, payment: Flow
) -> None:
    def paid(which: str) -> Any:
        every = Flow.objects.all()
        summed = sums.totals(every.payments(which), every, place=bradford, by_year=True)
        return summed.of("paid").lower, summed.in_year("paid", 2026).lower

    assert paid("") == (30_001, 30_001)
    assert paid("only") == (7_770_777, 7_770_777)
    assert paid("with") == (7_800_778, 7_800_778)


def test_more_than_five_thousand_of_a_place_still_add_up(
    bradford: Place, council: Organisation
) -> None:
    flows = Flow.objects.bulk_create(
        Flow(
            giver=council, amount_low=1, meaning="paid", visibility="public", is_payment=True,
            start=DAY, end=DAY, reach_ids=[bradford.pk],
        )
        for _ in range(sums.MOST + 1)
    )  # fmt: skip
    FlowPlace.objects.bulk_create(FlowPlace(flow=flow, place=bradford) for flow in flows)
    listed = page("/funding/flows/", place="bradford", payments="only")
    assert "£5,001" in listed
    assert "too many" not in listed
    years = page("/places/bradford/funding/", show="years", payments="only")
    assert "£5,001" in years
    parts = page("/places/bradford/funding/", show="apart", by="sector", payments="only")
    assert "£5,001" in parts
    # Of the whole country a list so long is not added up: another page would take too long
    assert "There are too many here to add up" in page("/funding/flows/", payments="only")


def test_whoever_may_change_it_says_whether_it_is_one(bradford: Place, payment: Flow) -> None:
    editor = make.user("Edith Editor", ("place_editor", bradford))
    told = page(payment.get_absolute_url(), reader=editor)
    assert "Payments to suppliers, which lists and totals keep separate" in told
    form = page(f"{payment.get_absolute_url()}edit/", reader=editor)
    assert 'name="is_payment"' in form
