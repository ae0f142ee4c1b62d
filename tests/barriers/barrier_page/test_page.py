"""The page of one barrier, its history and its brief."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from barriers.barrier_page.actions import log_barrier, record_check
from barriers.barrier_page.heading import how_long
from barriers.models import ActionTried, Barrier, BarrierSubType, DataRequestBarrier
from partnerships.models import Place
from tests import asked_for, builders
from tests.barriers.pages import as_, words
from tests.builders import Cast

pytestmark = pytest.mark.django_db


def data_barrier(cast: Cast, at: Place | None = None, title: str = "", **fields: object) -> Barrier:
    fields = {"category": builders.category("data-sharing"), **fields}
    return builders.barrier(at or cast.bradford, title, **fields)


def give_finer(barrier: Barrier, name: str = "Legal") -> None:
    kind = barrier.category.sub_types.get(name=name)
    BarrierSubType.objects.create(barrier=barrier, sub_type=kind)


def test_what_nobody_has_said_is_not_known_with_a_way_to_add_it(cast: Cast) -> None:
    barrier = data_barrier(cast, visibility="network")
    editor, address = as_(cast.bradford_editor), barrier.get_absolute_url()
    page = words(editor.get(address))
    missing = (
        "Not filled in: who is affected, what was tried, how bad it is, what would have to change, "
        "cost and staff time."
    )
    assert missing in page
    edit = reverse("barrier_edit", args=[barrier.reference])
    assert edit in editor.get(address).content.decode()
    assert "What was tried" not in page, "what is empty has no heading"
    details = words(editor.get(f"{address}details/"))
    assert "Cost Not known Add cost" in details
    assert "How bad it is Not known Add how bad it is" in details
    seen = words(as_(cast.outsider).get(address))
    assert missing in seen
    assert edit not in as_(cast.outsider).get(address).content.decode()
    assert "Add cost" not in words(as_(cast.outsider).get(f"{address}details/"))
    Barrier.objects.filter(pk=barrier.pk).update(cost_low=400, severity="stops", people="They wait")
    assert "Not filled in: what was tried, what would have to change and" in words(
        editor.get(address)
    )


def test_the_details_have_the_words_in_full_and_the_page_their_beginning(cast: Cast) -> None:
    long = " ".join(f"word{number}" for number in range(90))
    barrier = data_barrier(cast, because=f"because {long}", people=f"They wait {long}")
    page = words(as_(None).get(barrier.get_absolute_url()))
    assert "word30" in page
    assert "word80" not in page
    details = words(as_(None).get(f"{barrier.get_absolute_url()}details/"))
    assert f"…because {long}" in details
    assert f"They wait {long}" in details


def test_the_latest_three_that_were_tried_stand_and_lead_to_all(cast: Cast) -> None:
    barrier = data_barrier(cast)
    for number in range(5):
        ActionTried.objects.create(barrier=barrier, what=f"Try {number}")
    page = words(as_(None).get(barrier.get_absolute_url()))
    assert (
        "Try 4 Result not known. Try 3 Result not known. Try 2 Result not known. And 2 more" in page
    )
    assert "Try 1" not in page
    assert "things tried 5" in page
    details = words(as_(None).get(f"{barrier.get_absolute_url()}details/"))
    assert all(f"Try {number}" in details for number in range(5))


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "today"), (1, "1 day"), (59, "59 days"), (61, "2 months"), (364, "11 months"),
     (365, "12 months"), (750, "2 years")],
)  # fmt: skip
def test_a_span_counts_what_is_full(days: int, said: str) -> None:
    today = dt.date(2026, 11, 26)
    assert how_long(today - dt.timedelta(days=days), today) == said


def test_the_first_view_is_in_the_chain_and_is_no_check(cast: Cast) -> None:
    barrier = log_barrier(
        by=cast.bradford_officer,
        place=cast.bradford,
        said="We cannot share",
        people="They wait",
        category=builders.category("data-sharing"),
        rule="rule",
    )
    address = barrier.get_absolute_url()
    page = words(as_(cast.bradford_officer).get(address))
    assert "Nobody has checked yet. The author: “Believed that there is a rule”" in page
    assert "it was logged Today" in page
    assert "since it was logged" not in page
    details = words(as_(cast.bradford_officer).get(f"{address}details/"))
    assert "first view, not a check Believed that there is a rule Untested" in details
    assert "Is there a rule? Untested, no check yet" in details
    record_check(
        by=cast.bradford_editor,
        barrier=barrier,
        what="Read",
        verdict="no_rule",
        checked_by="Editor",
    )
    assert "No rule stops it. Read Editor" in words(as_(cast.bradford_officer).get(address))
    details = words(as_(cast.bradford_officer).get(f"{address}details/"))
    assert "Is there a rule? Perceived, after 1 check" in details
    assert "Editor Read No rule stops it" in details


def test_a_nature_from_a_source_says_so(cast: Cast) -> None:
    barrier = data_barrier(cast, nature="mixed", nature_note="Fears both real and imagined")
    page = words(as_(None).get(barrier.get_absolute_url()))
    assert "Mixed, according to its source: Fears both real and imagined." in page


def test_a_nature_that_the_source_leaves_open_says_what_it_does_say(cast: Cast) -> None:
    barrier = data_barrier(cast, nature="not_stated", nature_note="it leaves open which")
    shown = words(as_(None).get(barrier.get_absolute_url()))
    assert "Nobody has checked. Its source says: it leaves open which." in shown


def test_a_kind_without_rules_shows_no_nature(cast: Cast) -> None:
    barrier = builders.barrier(cast.bradford, category=builders.category("culture"))
    for path in ("", "details/"):
        page = words(as_(None).get(f"{barrier.get_absolute_url()}{path}"))
        assert "Is there a rule?" not in page
        assert "Is there really a rule?" not in page


def test_the_public_page_names_nobody(cast: Cast) -> None:
    barrier = data_barrier(cast, created_by=cast.bradford_officer)
    assert "Bradford officer" not in as_(None).get(barrier.get_absolute_url()).content.decode()
    assert "by Bradford officer" in words(as_(cast.outsider).get(barrier.get_absolute_url()))


def test_it_says_when_it_was_logged_and_by_whom_as_far_as_is_known(cast: Cast) -> None:
    day = dt.date(2026, 5, 3)
    by = cast.bradford_officer
    for fields, said in (
        ({"created_by": by, "logged_on": day}, "Logged 3 May 2026 by "),
        ({"created_by": by}, "We don’t know when it was first raised. Logged by "),
        ({"logged_on": day}, "Logged 3 May 2026. Visible to"),
        ({}, "We don’t know when it was first raised. Visible to"),
    ):
        made = builders.barrier(cast.bradford, **fields)
        seen = words(as_(by).get(made.get_absolute_url()))
        assert said in seen
        assert made.reference in seen


def test_a_hidden_pilot_is_not_mentioned(cast: Cast) -> None:
    hidden = builders.pilot(cast.bradford, "Secret hub", visibility="team")
    barrier = data_barrier(cast, pilot=hidden)
    for path in ("", "details/", "others/", "brief/", "history/"):
        page = as_(cast.outsider).get(f"{barrier.get_absolute_url()}{path}")
        assert "Secret hub" not in page.content.decode()


def test_other_places_share_a_finer_kind(cast: Cast) -> None:
    barrier = data_barrier(cast)
    same, other = data_barrier(cast, cast.luton, "Same"), data_barrier(cast, cast.luton, "Other")
    for one in (barrier, same):
        give_finer(one)
    give_finer(other, "Technical")
    ActionTried.objects.create(barrier=same, what="Met the board", result="They agreed")
    page = words(as_(None).get(barrier.get_absolute_url()))
    assert "Other barriers of the same kind 1 barrier in 1 place Same Luton. Tried: Met the" in page
    assert "Result: They agreed." in page
    assert "Other " not in page.partition("of the same kind")[2].partition("In short")[0]
    others = words(as_(None).get(f"{barrier.get_absolute_url()}others/"))
    assert "Other places have this too 1 barrier in 1 place Luton Same." in others
    assert "Other." not in others


def test_other_places_count_only_what_the_reader_sees_and_open_that_list(cast: Cast) -> None:
    barrier = data_barrier(cast)
    data_barrier(cast, cast.luton, "Seen by all")
    data_barrier(cast, cast.luton, "Luton’s own", visibility="team")
    data_barrier(cast, cast.bradford, "Same place")
    everybody = words(as_(None).get(barrier.get_absolute_url()))
    assert "1 barrier in 1 place" in everybody
    assert "Luton’s own" not in everybody
    their_editor = as_(cast.luton_editor)
    assert "2 barriers in 1 place" in words(their_editor.get(barrier.get_absolute_url()))
    listed = words(their_editor.get(f"/barriers/?like={barrier.reference}"))
    assert "2 barriers" in listed
    assert "Seen by all" in listed
    assert "Luton’s own" in listed
    assert "Same place" not in listed


def test_a_place_of_its_own_is_no_other_place(cast: Cast) -> None:
    barrier = data_barrier(cast)
    builders.barrier(cast.bradford, "In both", cast.luton, category=barrier.category)
    page = words(as_(None).get(barrier.get_absolute_url()))
    assert "1 barrier in 1 place In both Luton." in page


def test_what_is_about_the_made_up_county_says_so(cast: Cast) -> None:
    made_up = builders.place("Exampleshire", is_example=True)
    barrier = data_barrier(cast, made_up)
    for path in ("", "details/", "others/", "brief/", "history/"):
        page = as_(None).get(f"{barrier.get_absolute_url()}{path}").content.decode()
        assert "Exampleshire is a made-up county" in page


@pytest.mark.parametrize("reference", ["B-999999", "B-000000", "B-1", "B-0000001", "b-000001", "x"])
def test_an_unknown_reference_is_not_found(reference: str) -> None:
    assert as_(None).get(f"/barriers/{reference}/").status_code == 404
    assert as_(None).get(f"/barriers/B-{'9' * 30}/").status_code == 404


def test_the_brief_says_what_it_leaves_out(cast: Cast) -> None:
    barrier = data_barrier(cast)
    for number in range(21):
        wanted = asked_for.data_request(cast.bradford, f"Data {number}")
        DataRequestBarrier.objects.create(request=wanted, removes=barrier)
        if number == 19:
            assert "and others" not in brief_of(cast.outsider, barrier)
    text = brief_of(cast.outsider, barrier)
    assert text.count(": Data ") - text.count("Kind: Data ") == 20
    assert f"and others: http://127.0.0.1:8000{barrier.get_absolute_url()}" in text
    assert "Left out here, and on its page for those who may see them: escalations" in text
    address = barrier.get_absolute_url()
    assert "Data asked for More than 20" in words(as_(cast.outsider).get(address))
    assert "and others" in words(as_(cast.outsider).get(f"{address}details/"))
    assert "and others" not in brief_of(None, barrier)


def brief_of(reader: User | None, barrier: Barrier) -> str:
    return as_(reader).get(f"{barrier.get_absolute_url()}brief/?format=txt").content.decode()


def test_the_brief_is_plain_text_with_all_of_it(cast: Cast) -> None:
    barrier = data_barrier(
        cast, None, because="because of <law> & fear", people="They wait", ask="Agree to share"
    )
    ActionTried.objects.create(barrier=barrier, what="Met the board")
    response = as_(None).get(f"{barrier.get_absolute_url()}brief/?format=txt")
    text = response.content.decode()
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "because of <law> & fear" in text
    assert "Where: Bradford" in text
    assert "Who could change it: not known" in text
    assert "- Met the board. Result: not known" in text
    assert f"http://127.0.0.1:8000{barrier.get_absolute_url()}" in text
    page = words(as_(None).get(f"{barrier.get_absolute_url()}brief/"))
    assert "because of <law> & fear" in page


def test_what_people_typed_never_becomes_markup(cast: Cast) -> None:
    barrier = data_barrier(cast, None, because="<script>x</script>", people="<b>bold</b>")
    page = as_(None).get(barrier.get_absolute_url()).content.decode()
    assert "&lt;script&gt;x" in page
    assert "<script>x" not in page
    assert "&lt;b&gt;bold" in page


@pytest.mark.parametrize("many", [1, 30])
def test_a_page_asks_as_often_for_one_as_for_many(
    cast: Cast, many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    pilot = builders.pilot(cast.bradford, "Hub")
    others = [builders.place(f"Town {number}", within=cast.region) for number in range(many)]
    barrier = builders.barrier(
        cast.bradford, "", *others, category=builders.category("data-sharing"), pilot=pilot
    )
    give_finer(barrier)
    for number in range(many):
        ActionTried.objects.create(barrier=barrier, what=f"Try {number}")
        give_finer(data_barrier(cast, cast.luton))
    client = as_(cast.bradford_editor)
    address = barrier.get_absolute_url()
    client.get(address)
    with django_assert_num_queries(PAGE_QUERIES):
        client.get(address)


PAGE_QUERIES = 15
