"""Whose money a fund is: several bodies, the part of each where known, cross-government pots."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from funding.models import Fund, FundOwner
from partnerships.models import Topic
from tests import builders
from tests.builders import Cast
from tests.funding.fund.test_keeping import ADD, send, typed
from tests.pilots.forms import filled, signed_in, text_of, values

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def bodies() -> dict[str, Any]:
    names = {"Energy department": "central_government", "Health department": "central_government"}
    names["Homes agency"] = "arms_length_body"
    return {name: builders.organisation(name, sector) for name, sector in names.items()}


def parts_of(fund: Fund) -> dict[str, Decimal | None]:
    links = FundOwner.objects.filter(fund=fund).select_related("organisation")
    return {link.organisation.name: link.share for link in links}


def test_several_departments_put_in_their_parts_at_once(cast: Cast) -> None:
    client = signed_in(cast.bradford_officer)
    answers = typed(
        add_share="60", add_owner_2="Health department", add_share_2="12.5",
        add_owner_3="Homes agency",
    )  # fmt: skip
    assert send(client, ADD, **answers).status_code == 302
    fund = Fund.objects.get()
    assert parts_of(fund) == {
        "Energy department": Decimal("0.6"),
        "Health department": Decimal("0.125"),
        "Homes agency": None,
    }
    said = text_of(client.get(fund.get_absolute_url()))
    assert "A cross-government pot: 2 departments put money into it." in said
    for row in ("Energy department 60%", "Health department 12.5%", "Homes agency Not known"):
        assert row in " ".join(said.split())
    assert "who owns the other" not in said  # one part is not known, nor is the rest


def test_the_rest_of_known_parts_is_said_to_be_nobodys_yet(cast: Cast) -> None:
    client = signed_in(cast.bradford_officer)
    send(client, ADD, **typed(add_share="80"))
    said = text_of(client.get(Fund.objects.get().get_absolute_url()))
    assert "We don’t know who owns the other 20%." in said
    assert "cross-government" not in said


def test_parts_are_changed_and_a_body_goes_with_its_part(cast: Cast) -> None:
    client = signed_in(cast.bradford_officer)
    send(client, ADD, **typed(add_share="60", add_owner_2="Health department", add_share_2="40"))
    fund = Fund.objects.get()
    edit = f"{fund.get_absolute_url()}edit/"
    one, other = fund.owners.order_by("name")
    assert values(client.get(edit).content.decode())[f"share_{one.slug}"] == "60"
    send(client, edit, **{f"share_{one.slug}": "", f"share_{other.slug}": "35"})
    assert parts_of(fund) == {"Energy department": None, "Health department": Decimal("0.35")}
    send(client, edit, owners=[one.slug], **{f"share_{one.slug}": "100"})
    assert parts_of(fund) == {"Energy department": Decimal(1)}


@pytest.mark.parametrize(
    ("answers", "field", "says"),
    [
        (
            {"add_share": "60", "add_owner_2": "Health department", "add_share_2": "40.5"},
            "add_share_2",
            "The shares add up to 100.5%",
        ),
        ({"add_share": "0"}, "add_share", "0.01"),
        ({"add_share": "101"}, "add_share", "100"),
        ({"add_share": "most"}, "add_share", "number"),
        ({"add_share_2": "20"}, "add_share_2", "Name the organisation whose share this is"),
        ({"add_owner_2": "Nobody we know"}, "add_owner_2", ""),
    ],
)
def test_a_wrong_part_is_said_at_its_field_and_what_was_typed_stays(
    cast: Cast, answers: dict[str, str], field: str, says: str
) -> None:
    answer = send(signed_in(cast.bradford_officer), ADD, **typed(**answers))
    form = answer.context["form"]
    assert list(form.errors) == [field]
    assert says in str(form.errors[field])
    assert values(answer.content.decode())[field] == answers[field]
    assert not Fund.objects.exists()


def test_the_second_of_two_editors_sees_the_other_part(cast: Cast) -> None:
    client = signed_in(cast.bradford_officer)
    send(client, ADD, **typed(add_share="60"))
    fund = Fund.objects.get()
    edit = f"{fund.get_absolute_url()}edit/"
    body = fund.owners.get()
    mine = filled(client, edit, **{f"share_{body.slug}": "50"})
    send(signed_in(cast.bradford_officer), edit, **{f"share_{body.slug}": "70"})
    answer = client.post(edit, mine)
    assert "changed this while you were typing" in answer.content.decode()
    assert parts_of(fund) == {"Energy department": Decimal("0.7")}


def test_the_list_keeps_cross_government_pots_and_its_file_says_the_parts(
    cast: Cast, bodies: dict[str, Any]
) -> None:
    for name, owners in {
        "Joint pot": {"Energy department": Decimal("0.6"), "Health department": None},
        "Agency pot": {"Energy department": None, "Homes agency": None},
    }.items():
        fund = Fund.objects.create(name=name, slug=name[:5].lower(), visibility="network")
        for owner, share in owners.items():
            FundOwner.objects.create(fund=fund, organisation=bodies[owner], share=share)
    client = signed_in(cast.bradford_officer)
    said = text_of(client.get("/funding/funds/?across=on"))
    assert "Joint pot" in said
    assert "Agency pot" not in said
    file = b"".join(client.get("/funding/funds/?across=on&format=json"))
    [joint] = json.loads(file)["rows"]
    assert joint["parts"] == "Energy department 60%; Health department not known"
    assert joint["cross_government"] is True


def test_history_tells_a_changed_part(own_database: str, cast: Cast) -> None:
    builders.organisation("Energy department", "central_government")
    client = signed_in(cast.bradford_officer)
    send(client, ADD, **typed(add_share="60"))
    fund = Fund.objects.get()
    body = fund.owners.get()
    send(client, f"{fund.get_absolute_url()}edit/", **{f"share_{body.slug}": "70"})
    said = text_of(client.get(f"{fund.get_absolute_url()}history/"))
    assert "Energy department was 60%, is now 70%" in said


def test_history_tells_a_topic_that_was_added(own_database: str, cast: Cast) -> None:
    builders.organisation("Energy department", "central_government")
    housing = Topic.objects.create(slug="housing", name="Housing")
    client = signed_in(cast.bradford_officer)
    send(client, ADD, **typed())
    fund = Fund.objects.get()
    send(client, f"{fund.get_absolute_url()}edit/", topics=[housing.pk])
    assert list(fund.topics.all()) == [housing]
    said = text_of(client.get(f"{fund.get_absolute_url()}history/"))
    assert "Topic added Housing" in said
