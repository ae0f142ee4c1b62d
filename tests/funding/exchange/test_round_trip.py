"""A file of grants that Placebook wrote comes in again: here unchanged, elsewhere the same."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from accounts.models import User
from funding.models import Flow
from partnerships.models import Organisation, OrganisationIdentifier, Place
from records.dates import Precision
from registry.unsaid import says_nothing
from tests import builders as make
from tests.imports.record_import.brought import bring, looked

pytestmark = pytest.mark.django_db

# Without "-", ":" or "tbc" alone: a cell that says nothing is read as an empty one
WORDS = (
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=80)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: not says_nothing(text))
)
DAYS = st.dates(dt.date(1991, 1, 1), dt.date(2030, 12, 31))
NAMES = st.sampled_from(("", "Local hub", "=SUM(A1)", "Ærø & søn", "-10%"))
MONEY = st.fixed_dictionaries(
    {
        "amount": st.decimals(0, 10**9, places=2),
        "description": WORDS,
        "note": WORDS,
        "awarded_on": DAYS,
        "start": st.none() | DAYS,
        "start_precision": st.sampled_from(Precision.values),
        "receiver_said": NAMES,
        "regrant": st.sampled_from(("", "FRG030", "FRG060")),
        "identifier": st.sampled_from(("", "360G-trust-{}")),
        "is_passed_on": st.booleans(),
    }
)


@pytest.fixture
def bradford() -> Place:
    return make.place("Bradford")


@pytest.fixture
def editor(bradford: Place) -> User:
    return make.user("Edith Editor", ("place_editor", bradford))


@pytest.fixture
def trust() -> Organisation:
    body = make.organisation("The Trust of Exampleshire", "voluntary")
    OrganisationIdentifier.objects.create(organisation=body, scheme="GB-CHC", value="1012345")
    return body


@pytest.fixture
def hub() -> Organisation:
    return make.organisation("Hub without a number", "voluntary")


def write(place: Place, trust: Organisation, hub: Organisation, rows: list[dict[str, Any]]) -> None:
    """The flows that rows describe, each passed on from the one before where it is said so."""
    above: Flow | None = None
    for number, said in enumerate(rows, start=1):
        start = said["start"]
        precision = said["start_precision"] if start else ""
        if precision == Precision.MONTH:
            start = start.replace(day=1)
        if precision == Precision.YEAR:
            start = start.replace(day=1, month=1)
        amount = Decimal(said["amount"])
        parent = above if said["is_passed_on"] and above and above.amount_low >= amount else None
        above = make.flow(
            place,
            amount,
            giver=trust,
            receiver=None if said["receiver_said"] else hub,
            start=start,
            start_precision=precision or "day",
            identifier=said["identifier"].format(number),
            parent=parent,
            visibility="network",
            **{
                name: said[name]
                for name in ("description", "note", "awarded_on", "receiver_said", "regrant")
            },
        )


def forget() -> None:
    """No money is recorded."""
    Flow.objects.update(parent=None)
    Flow.objects.all().delete()


def taken(client: Client, form: str) -> bytes:
    response = client.get(f"/funding/grants/?format={form}")
    assert response.status_code == 200
    content: bytes = response.getvalue()
    return content


def grants(content: bytes) -> list[dict[str, Any]]:
    """What a file says, without where and when its grants stand in Placebook."""
    own = {"url", "dateModified"}
    made = json.loads(content)["grants"]
    return [{key: each[key] for key in each if key not in own} for each in made]


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(rows=st.lists(MONEY, min_size=1, max_size=6), form=st.sampled_from(("json", "csv", "xlsx")))
@example(
    rows=[
        {
            "amount": Decimal("0.10"), "description": "", "note": "=1+1", "receiver_said": "",
            "awarded_on": dt.date(2026, 3, 4), "start": dt.date(2026, 4, 1),
            "start_precision": "financial_year", "regrant": "", "identifier": "",
            "is_passed_on": False,
        }
    ],
    form="csv",
)  # fmt: skip
def test_an_exported_file_comes_in_again_unchanged(
    *,
    client: Client,
    bradford: Place,
    editor: User,
    trust: Organisation,
    hub: Organisation,
    rows: list[dict[str, Any]],
    form: str,
) -> None:
    forget()
    write(bradford, trust, hub, rows)
    client.force_login(editor)
    file, said = taken(client, form), grants(taken(client, "json"))
    row = looked(editor, bradford, "grants", file)
    assert row.state == "same", row.preview
    assert row.preview["same"] == len(rows)
    # Where they are not yet, they become what they were
    forget()
    assert bring(editor, bradford, "grants", file, level="network").new == len(rows)
    assert grants(taken(client, "json")) == said


def test_the_csv_and_the_json_say_the_same(
    client: Client, bradford: Place, editor: User, trust: Organisation, hub: Organisation
) -> None:
    make.flow(
        bradford, Decimal("5.25"), giver=trust, receiver=hub, visibility="network",
        description="Warm homes", awarded_on=dt.date(2026, 3, 4),
    )  # fmt: skip
    client.force_login(editor)
    [row] = csv.DictReader(io.StringIO(taken(client, "csv").decode("utf-8-sig")))
    [grant] = grants(taken(client, "json"))
    assert (row["Identifier"], row["Title"]) == (grant["id"], grant["title"])
    assert Decimal(row["Amount Awarded"]) == Decimal(str(grant["amountAwarded"]))
    assert row["Recipient Org:Identifier"] == grant["recipientOrganization"][0]["id"]
