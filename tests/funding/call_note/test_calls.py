"""Notes of calls about a fund: who reads them, who changes and withdraws them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client

from funding.models import CallNote, Fund
from tests import builders
from tests.builders import Cast
from tests.funding.fund.test_keeping import send
from tests.funding.round.test_rounds import a_fund
from tests.pilots.forms import filled, signed_in, text_of, values
from tests.plain_record import HIDDEN, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(NOW):
        yield


def typed(**answers: str) -> dict[str, str]:
    return {
        "on_day": "19",
        "on_month": "11",
        "on_year": "2026",
        "our_side": "Bradford Council, housing",
        "post_said": "Fund team",
        "said": "A second year is likely",
        "follows": "They write in January",
        "visibility": "network",
        **answers,
    }


def note(cast: Cast, fund: Fund, **fields: Any) -> CallNote:
    return CallNote.objects.create(
        **{"fund": fund, "on": dt.date(2026, 11, 19), "our_side": "Council", "said": "Yes",
           "post_said": "Fund team", "visibility": "network", "created_by": cast.bradford_officer,
           **fields}
    )  # fmt: skip


def test_an_officer_notes_a_call_and_others_who_sign_in_read_it(cast: Cast) -> None:
    fund = a_fund(cast)
    client, add = signed_in(cast.bradford_officer), f"{fund.get_absolute_url()}calls/add/"
    assert send(client, add, **typed()).status_code == 302
    made = CallNote.objects.get()
    assert made.created_by == cast.bradford_officer
    other = signed_in(cast.luton_officer)
    for at in (
        fund.get_absolute_url(),
        f"{fund.get_absolute_url()}calls/",
        made.get_absolute_url(),
    ):
        said = text_of(other.get(at))
        for words in ("Bradford Council, housing", "Fund team", "A second year is likely"):
            assert words in said, at
    assert "A second year" not in text_of(Client().get(fund.get_absolute_url()))
    assert Client().get(made.get_absolute_url()).status_code == 302


def test_a_note_is_for_those_of_its_own_level_alone(cast: Cast) -> None:
    fund = a_fund(cast)
    made = note(cast, fund, said=HIDDEN, visibility="programme")
    page, calls = fund.get_absolute_url(), f"{fund.get_absolute_url()}calls/"
    for who, reads in (("pfpp_lead", True), ("bradford_officer", True), ("luton_officer", False)):
        client = signed_in(getattr(cast, who))
        for at in (page, calls, f"{calls}?format=csv", f"{calls}?q={HIDDEN}"):
            answer = client.get(at)
            said = b"".join(answer).decode() if answer.streaming else text_of(answer)
            assert (HIDDEN in said.replace(f"q={HIDDEN}", "").replace(f"“{HIDDEN}”", "")) is reads
        assert client.get(made.get_absolute_url()).status_code == (200 if reads else 404)


def test_a_fund_that_becomes_narrower_takes_its_notes_along(cast: Cast) -> None:
    fund = a_fund(cast)
    made = note(cast, fund)
    other = signed_in(cast.luton_officer)
    assert other.get(made.get_absolute_url()).status_code == 200
    Fund.objects.update(visibility="programme")
    assert other.get(made.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("of_fund", "offered"),
    [
        ("public", {"team", "programme", "network"}),
        ("network", {"team", "programme", "network"}),
        ("programme", {"team", "programme"}),
    ],
)
def test_no_level_is_offered_that_is_wider_than_the_funds(
    cast: Cast, of_fund: str, offered: set[str]
) -> None:
    fund = a_fund(cast, visibility=of_fund)
    client = signed_in(cast.pfpp_lead)
    address = f"{fund.get_absolute_url()}calls/add/"
    form = client.get(address).context["form"]
    assert {value for value, _ in form.fields["visibility"].choices} == offered
    answer = send(client, address, **typed(visibility="public"))
    assert list(answer.context["form"].errors) == ["visibility"]


@pytest.mark.parametrize(
    ("answers", "field", "says"),
    [
        ({"on_day": "21"}, "on", "This date is in the future"),
        ({"our_side": ""}, "our_side", ""),
        ({"said": ""}, "said", ""),
        ({"post_said": ""}, "post", "Say who they spoke to"),
        ({"post": "No such role"}, "post", ""),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(
    cast: Cast, answers: dict[str, str], field: str, says: str
) -> None:
    address = f"{a_fund(cast).get_absolute_url()}calls/add/"
    answer = send(signed_in(cast.bradford_officer), address, **typed(**answers))
    assert list(answer.context["form"].errors) == [field]
    assert says in str(answer.context["form"].errors[field])
    assert values(answer.content.decode())["follows"] == "They write in January"
    assert not CallNote.objects.exists()


def test_its_author_alone_changes_it_withdraws_it_and_puts_it_back(cast: Cast) -> None:
    fund = a_fund(cast)
    made = note(cast, fund)
    at, client = made.get_absolute_url(), signed_in(cast.bradford_officer)
    for who in (cast.pfpp_lead, cast.luton_officer, cast.administrator):
        assert signed_in(who).get(f"{at}edit/").status_code == 403
        assert signed_in(who).post(f"{at}withdraw/", {"because": "No"}).status_code == 403
    send(client, f"{at}edit/", said="No, they said")
    assert "No, they said" in text_of(client.get(at))
    answer = client.post(f"{at}withdraw/", {"because": ""})
    assert "Say why you withdraw it" in answer.content.decode()
    client.post(f"{at}withdraw/", {"because": "It was another fund"})
    assert not CallNote.objects.exists()
    assert signed_in(cast.pfpp_lead).get(at).status_code == 404
    assert "No, they said" not in text_of(client.get(fund.get_absolute_url()))
    assert "It was another fund" in text_of(client.get(at, follow=True))
    client.post(f"{at}withdraw/", {"put_back": "1"})
    assert "No, they said" in text_of(signed_in(cast.luton_officer).get(at))


def test_a_job_role_that_a_reader_may_not_see_is_not_named(cast: Cast) -> None:
    fund = a_fund(cast)
    role = builders.post(HIDDEN, cast.council, visibility="team")
    made = note(cast, fund, post=role, post_said="")
    said = text_of(signed_in(cast.luton_officer).get(made.get_absolute_url()))
    assert HIDDEN not in said
    assert "a job role that you cannot see" in said
    client = signed_in(cast.bradford_officer)
    send(client, f"{made.get_absolute_url()}edit/", said="Still yes")
    made.refresh_from_db()
    assert (made.post, made.said) == (role, "Still yes")


def test_the_second_of_two_windows_sees_both_versions(cast: Cast) -> None:
    made = note(cast, a_fund(cast))
    client, edit = signed_in(cast.bradford_officer), f"{made.get_absolute_url()}edit/"
    mine = filled(client, edit, said="I say")
    CallNote.objects.update(said="They say")
    assert "changed this while you were typing" in client.post(edit, mine).content.decode()
    made.refresh_from_db()
    assert made.said == "They say"
