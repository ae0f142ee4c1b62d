"""Amounts as people and spreadsheets write them; what is below nothing goes the other way."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.models import User
from funding.exchange.amounts import Amount, Pounds
from funding.models import Flow
from partnerships.models import Place
from registry.import_readers import Known, Unread
from tests import builders as make
from tests.imports.record_import.brought import bring, lines, looked, problems

GRANTS = (
    "Identifier,Title,Description,Currency,Amount Awarded,Award Date,Recipient Org:Name,"
    "Funding Org:Identifier,Funding Org:Name"
)


@pytest.mark.parametrize(
    ("text", "low", "high", "qualifier"),
    [
        ("£1.2m", 1_200_000, None, "exactly"),
        ("400k", 400_000, None, "exactly"),
        ("£350,000.00", 350_000, None, "exactly"),
        ("41133.770000000004", 41133.77, None, "exactly"),
        ("c. £2m", 2_000_000, None, "about"),
        ("c£2m", 2_000_000, None, "about"),
        ("£80k (est)", 80_000, None, "about"),
        ("approx £5", 5, None, "about"),
        ("£50k+", 50_000, None, "at_least"),
        ("£100k-£150k", 100_000, 150_000, "exactly"),
        ("(£5,000)", -5_000, None, "exactly"),
        ("-5000", -5_000, None, "exactly"),
        ("£-5,000", -5_000, None, "exactly"),
    ],
)
def test_an_amount_is_read_as_people_write_it(
    text: str, low: Any, high: Any, qualifier: str
) -> None:
    assert Amount().read(text, Known()) == (low, high, qualifier)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("41133.770000000004", 41133.77),
        ("0.30000000000000004", 0.3),
        ("(1,250.00)", -1250),
        ("1,250.00 CR", -1250),
        ("75.50-", -75.5),
        ("£1 250.00", 1250),
    ],
)
def test_pounds_are_exact_whatever_signs_stand_beside_them(text: str, amount: float) -> None:
    assert Pounds().read(text, Known()) == amount


@pytest.mark.parametrize("text", ["1.2E+03", "c. £2m", "12.345", "50% match"])
def test_what_is_not_exact_is_no_exact_amount(text: str) -> None:
    with pytest.raises(Unread):
        Pounds().read(text, Known())


@pytest.mark.django_db
class TestMoneyBack:
    """What a file says below nothing."""

    @pytest.fixture
    def county(self) -> Place:
        make.organisation("Example ministry")
        make.organisation("Hall Friends")
        return make.place("Exampleshire")

    @pytest.fixture
    def editor(self, county: Place) -> User:
        return make.user("Edith Editor", ("place_editor", county))

    def test_of_a_list_of_money_goes_from_who_received_it_to_who_gave_it(
        self, county: Place, editor: User
    ) -> None:
        csv = lines(
            "Ref,What for,Funder,Recipient,Amount,Meaning",
            'A,Rent,Example ministry,Hall Friends,"(£5,000)",paid',
        )
        bring(editor, county, "money", csv)
        flow = Flow.objects.get()
        assert (flow.amount_low, flow.meaning) == (5_000, "handed_back")
        assert (str(flow.giver), str(flow.receiver)) == ("Hall Friends", "Example ministry")
        assert flow.description == "Money back from Hall Friends: Rent"
        assert looked(editor, county, "money", csv).state == "same"

    def test_of_a_grant_is_handed_back_unless_it_is_recorded_as_given(
        self, county: Place, editor: User
    ) -> None:
        def grant(name: str, amount: int) -> str:
            said = f"{name},Rent,Rent for a year,GBP,{amount},2025-05-01,Hall Friends"
            return f"{said},GB-GOR-X1,Example ministry"

        bring(editor, county, "grants", lines(GRANTS, grant("A", -500), grant("B", 500)))
        back = Flow.objects.get(identifier="A")
        assert (back.amount_low, back.meaning) == (500, "handed_back")
        assert (str(back.giver), str(back.receiver)) == ("Hall Friends", "Example ministry")
        wrong = lines(GRANTS, grant("B", -500))
        [told] = problems(looked(editor, county, "grants", wrong))
        assert "is recorded as money that was given" in told
