"""What was believed of money before, when and why: on its page, in its history and as a file."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from funding.models import Flow, FlowYear
from partnerships.models import Topic
from records import history
from records.models import HistoryEntry
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of

# Each change is a moment of its own
pytestmark = pytest.mark.usefixtures("own_database")
WHY = "The grant letter of 3 May says so"


@pytest.fixture
def flow(cast: Cast) -> Flow:
    with transaction.atomic():
        return builders.flow(
            cast.bradford, 5_000_000, description="Damp visits", meaning="forecast"
        )


def change(client: Client, flow: Flow, page: str = "edit", **typed: Any) -> Any:
    address = f"{flow.get_absolute_url()}{page}/"
    return client.post(address, filled(client, address, **typed))


def file(client: Client, flow: Flow) -> list[dict[str, str]]:
    answer = client.get(f"{flow.get_absolute_url()}history/?format=csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_what_was_believed_before_stands_with_the_reason(cast: Cast, flow: Flow) -> None:
    client = signed_in(cast.bradford_editor)
    assert "What was believed before" not in client.get(flow.get_absolute_url()).content.decode()
    answer = change(client, flow, amount="£3,000,000", meaning="committed", why=WHY)
    assert answer.status_code == 302
    for page in ("", "history/"):
        text = client.get(f"{flow.get_absolute_url()}{page}").content.decode()
        assert "Was: £5,000,000" in text
        assert "Was: forecast" in text
        assert f"Why: {WHY}" in text
        assert str(cast.bradford_editor) in text


def test_a_split_keeps_its_reason_too(cast: Cast, flow: Flow) -> None:
    client = signed_in(cast.bradford_editor)
    year = next(
        name
        for name in client.get(f"{flow.get_absolute_url()}split/").context["form"].fields
        if name.startswith("year_")
    )
    assert change(client, flow, "split", **{year: "400"}, why=WHY).status_code == 302
    text = client.get(flow.get_absolute_url()).content.decode()
    assert "Year added" in text
    assert f"Why: {WHY}" in text


def test_a_source_that_is_named_with_it_does_not_keep_the_reason(cast: Cast, flow: Flow) -> None:
    client = signed_in(cast.bradford_editor)
    change(client, flow, amount="6", source_title="The grant letter", why=WHY)
    flow.refresh_from_db()
    assert flow.source is not None
    of_flow, of_source = (
        {change.context.get("why") for change in HistoryEntry.objects.of(record)}
        for record in (flow, flow.source)
    )
    assert WHY in of_flow
    assert of_source == {None}


def test_as_a_file_each_thing_that_changed_is_a_row(cast: Cast, flow: Flow) -> None:
    client = signed_in(cast.bradford_editor)
    change(client, flow, amount="", meaning="committed", why=WHY)
    rows = file(client, flow)
    told = {row["what"]: (row["before"], row["after"], row["why"]) for row in rows}
    assert told["Amount"] == ("£5,000,000", "", WHY)
    assert told["Meaning"] == ("forecast", "committed", WHY)
    assert [row["why"] for row in rows if row["what"] == "It was recorded"] == [""]
    assert client.get(f"{flow.get_absolute_url()}history/?format=pdf").status_code == 400


def test_a_place_that_is_taken_out_stands_as_what_was_believed(cast: Cast, flow: Flow) -> None:
    flow.place_links.all().delete()
    [row] = [row for row in file(signed_in(cast.region_editor), flow) if "taken out" in row["what"]]
    assert (row["what"], row["before"], row["after"]) == ("Place taken out", "Bradford", "")


def test_a_reason_is_told_to_people_with_an_account_alone(cast: Cast, client: Client) -> None:
    made = builders.flow(cast.bradford, 5, description="Open", visibility="public")
    change(signed_in(cast.bradford_editor), made, amount="6", why=WHY)
    for page in ("", "history/"):
        assert WHY not in client.get(f"{made.get_absolute_url()}{page}").content.decode()
    assert all(row["why"] == "" for row in file(client, made))
    assert WHY in signed_in(cast.outsider).get(made.get_absolute_url()).content.decode()


def test_what_it_said_before_it_was_opened_is_told_to_nobody_new(cast: Cast) -> None:
    made = builders.flow(
        cast.bradford, 777, description="Closed", visibility="place", programme=cast.pfpp
    )
    with history.context(why="It was never 777"):
        Flow.objects.filter(pk=made.pk).update(visibility="network", amount_low=5)
    reader = signed_in(cast.luton_officer)
    page = reader.get(made.get_absolute_url()).content.decode()
    told = "".join(map(str, file(reader, made)))
    assert "777" not in page
    assert "777" not in told
    assert "It was opened to you" in told


def test_of_two_editors_neither_is_asked_whose_reason_is_right(cast: Cast, flow: Flow) -> None:
    client = signed_in(cast.bradford_editor)
    address = f"{flow.get_absolute_url()}edit/"
    mine = filled(client, address, note="Mine", why=WHY)
    change(signed_in(cast.region_editor), flow, note="Theirs", why="Another")
    answer = client.post(address, mine)
    labels = [row.label for row in answer.context["conflict"].rows]
    assert "What else should a reader of the amount know?" in labels
    assert "Why are you changing it?" not in labels
    assert WHY in answer.content.decode()


def test_a_year_that_is_added_or_changed_is_told_with_its_amount(cast: Cast, flow: Flow) -> None:
    year = FlowYear.objects.create(flow=flow, year=2026, amount=1_600_000)
    FlowYear.objects.filter(pk=year.pk).update(amount=600_000)
    said = text_of(signed_in(cast.bradford_editor).get(f"{flow.get_absolute_url()}history/"))
    assert "Year added 2026 to 2027 (amount: £1,600,000)" in said
    assert "Year, 2026 to 2027: amount £600,000 Was: £1,600,000" in said


def test_topics_push_no_amount_out_of_what_was_believed_before(cast: Cast, flow: Flow) -> None:
    client = signed_in(cast.bradford_editor)
    change(client, flow, amount="2,000,000", why=WHY)
    for number in range(4):
        flow.topics.set([Topic.objects.create(name=f"Theme {number}", slug=f"theme-{number}")])
    said = text_of(client.get(flow.get_absolute_url()))
    assert WHY in said
    assert "Theme 0" not in said
