"""Money of any spreadsheet, with headings of its own, brought to a place."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client

from accounts.models import User
from funding.models import Flow, Fund
from imports.record_import import actions
from partnerships.models import Organisation, Place
from records.models import Source
from tests import builders as make
from tests.funding.exchange.own_list import HEAD, row
from tests.imports.record_import.brought import bring, kind, lines, looked, problems

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("of_the_lists")]


def test_a_list_with_headings_of_its_own_is_money_as_a_form_would_have_made_it(
    county: Place, north: Place, editor: User, council: Organisation, ministry: Organisation
) -> None:
    csv = lines(
        HEAD,
        row(),
        row("A2", to="Warm Hearts", area="Northtown", amount="about 60,000", meaning="forecast"),
        row("A3", area="e07000991", amount="150,000–350,000", meaning="Estimate", end="2028"),
        row("A4", amount="Not known", meaning="In kind", start="tbc", end="ongoing"),
        row("A5", amount="£1.2m", meaning="paid"),
    )
    done = bring(editor, county, "money", csv, level="network")
    assert (done.new, done.left_out) == (5, [])
    first, about, between, unknown, million = Flow.objects.order_by("pk")
    assert (first.description, first.giver, first.receiver) == ("Warm homes", ministry, council)
    assert (first.meaning, str(first.amount), first.period) == (
        "committed",
        "£250,000",
        "1 April 2026 to 31 March 2027",
    )
    assert (list(first.places.all()), first.only_place) == ([county], county.pk)
    assert (about.receiver, about.receiver_said) == (None, "Warm Hearts")
    assert (str(about.amount), about.meaning) == ("about £60,000", "forecast")
    assert (list(about.places.all()), about.only_place) == ([north], north.pk)
    assert set(about.reach_ids) == {north.pk, county.pk}
    assert (str(between.amount), list(between.places.all())) == ("£150,000 to £350,000", [north])
    assert (between.end, between.end_precision) == (dt.date(2028, 12, 31), "year")
    assert (unknown.amount_low, unknown.start, unknown.end) == (None, None, None)
    assert million.amount_low == Decimal(1_200_000)
    assert {flow.visibility for flow in Flow.objects.all()} == {"network"}


def test_the_same_list_twice_changes_nothing_and_one_put_right_what_is_other_in_it(
    county: Place, editor: User
) -> None:
    csv = lines(HEAD, row(), row("A2", amount="about 60,000"), row("A3", amount=""))
    first = bring(editor, county, "money", csv)
    assert looked(editor, county, "money", csv).state == "same"
    better = lines(HEAD, row(), row("A2", amount="60000"), row("A3", meaning="Paid", amount=""))
    looked_at = looked(editor, county, "money", better)
    [about, third] = looked_at.preview["sample_changed"]
    assert about["differences"] == [
        {"label": "Amount", "before": "about £60,000", "after": "£60,000"}
    ]
    assert third["differences"] == [
        {"label": "What the amount means", "before": "Committed", "after": "Paid"}
    ]
    second = bring(editor, county, "money", better)
    assert (second.new, second.changed, second.same) == (0, 2, 1)
    # What a later list does not have stays as it was
    empty = {"what": "", "giver": "", "amount": "", "start": "", "end": ""}
    emptied = lines(HEAD, row(to="", **empty | {"what": "Warm homes"}), row("A2", **empty))
    assert looked(editor, county, "money", emptied).state == "same"
    actions.undo(by=editor, row=second)
    assert str(Flow.objects.get(identifier__endswith="-A2").amount) == "about £60,000"
    actions.undo(by=editor, row=first)
    assert not Flow.objects.exists()


def test_without_references_a_row_is_found_by_all_but_its_amount(
    county: Place, editor: User
) -> None:
    head = "What for,From,To,Amount,Status,Financial year"
    line = "Advice,Example ministry,Exampleshire Council,{},paid,{}"
    csv = lines(head, line.format(500, "2024-25"), line.format(600, "2025/26"))
    bring(editor, county, "money", csv)
    assert [str(flow.start) for flow in Flow.objects.order_by("pk")] == ["2024-04-01", "2025-04-01"]
    assert list(Flow.objects.falling_in(2024)) == [Flow.objects.get(amount_low=500)]
    csv = lines(head, line.format(600, "2025/26"), line.format(550, "2024-25"))
    done = bring(editor, county, "money", csv)
    assert (done.new, done.changed, done.same) == (0, 1, 1)
    # Two rows that say the same are two
    assert bring(editor, county, "money", lines(head, *[line.format(1, "2020-21")] * 2)).new == 2


def test_legs_are_joined_by_the_references_of_the_list_and_by_those_of_the_one_before(
    county: Place, editor: User
) -> None:
    csv = lines(
        HEAD,
        row("B", giver="Exampleshire Council", to="Hub", amount="50000", part_of="A1"),
        row(),
    )
    bring(editor, county, "money", csv)
    child, whole = Flow.objects.order_by("pk")
    assert (child.parent, whole.passes_on) == (whole, True)
    later = row("C", giver="Exampleshire Council", to="Shed", amount="9000", part_of="a1")
    bring(editor, county, "money", lines(HEAD, later))
    assert Flow.objects.get(receiver_said="Shed").parent == whole
    alone = row("D", giver="Exampleshire Council", to="Barn", part_of="Z9")
    looked_at = looked(editor, county, "money", lines(HEAD, alone))
    assert looked_at.preview["remarks"] == [
        (
            "1 flow passed on from money that is neither imported nor recorded here "
            "(Z9). It counts in full."
        )
    ]


def test_shares_years_and_ends_of_a_range_in_columns_of_their_own(
    county: Place, north: Place, editor: User
) -> None:
    south = make.place("Southtown", within=county)
    head = "What for,To whom,Place,Minimum,Maximum,Meaning,Financial year,How exact,Source"
    csv = lines(
        head,
        "Advice,Hub,Northtown (60%); Southtown (40%),1000,2000,paid,2026-27,,Budget book",
        "Advice too,Hub,Northtown; Southtown,3000,,paid,,About,",
        "No,Hub,,3000,2000,paid,,,",
    )
    told = problems(looked(editor, county, "money", csv))
    assert told == [
        "line 4, Maximum: is the upper end of a range, and has no lower end that is less"
    ]
    bring(editor, county, "money", b"\n".join(csv.split(b"\n")[:3]) + b"\n")
    first, second = Flow.objects.order_by("pk")
    shares = {link.place: link.share for link in first.place_links.all()}
    assert shares == {north: Decimal("0.6"), south: Decimal("0.4")}
    assert (str(first.amount), first.source_said) == ("£1,000 to £2,000", "Budget book")
    assert (first.start, first.end) == (dt.date(2026, 4, 1), dt.date(2027, 3, 31))
    assert first.only_place is None
    assert str(second.amount) == "about £3,000"
    assert {link.share for link in second.place_links.all()} == {None}


def test_an_officer_without_a_role_at_the_place_brings_the_money_of_their_own_body(
    county: Place, council: Organisation, ministry: Organisation, client: Client
) -> None:
    official = make.user("Otto Official", ("officer", ministry))
    client.force_login(official)
    assert client.get("/places/exampleshire/import/money/").status_code == 200
    assert bring(official, county, "money", lines(HEAD, row()), level="network").new == 1
    other = lines(HEAD, row("A2", giver="Exampleshire Council", to="Hub"), row("A3", giver=""))
    told = problems(looked(official, county, "money", other))
    assert [each.split(". ")[0] for each in told] == [
        "line 2, Funder: is not your own organisation",
        "line 3, Funder: is not your own organisation",
    ]
    # What others give and the file leaves as it is keeps nobody from bringing their own
    make.flow(county, 9, giver=council, visibility="network", description="Theirs")
    client.force_login(official)
    own = looked(official, county, "money", content_of(client).replace(b"250000", b"240000"))
    assert (own.state, own.changed, own.same) == ("ready", 1, 1)
    other_body = make.organisation("Otherland Council").name.encode()
    given_away = content_of(client).replace(b"Example ministry", other_body)
    [refused] = problems(looked(official, county, "money", given_away))
    assert "is not your own organisation" in refused
    nobody = make.user("Nora Nobody")
    assert not kind("money").permission(nobody, county)


def test_who_has_no_role_at_the_place_passes_on_only_what_is_theirs(
    county: Place, editor: User, ministry: Organisation
) -> None:
    agency = make.organisation("Example agency")
    official = make.user("Otto Official", ("officer", agency))
    bring(
        editor, county, "money", lines(HEAD, row(), row("A2", to="Example agency")), level="network"
    )
    own = {"giver": "Example agency", "to": "Hub", "amount": "5"}
    csv = lines(HEAD, row("B", **own, part_of="A1"), row("C", **own, part_of="A2"))
    told = problems(looked(official, county, "money", csv))
    assert told == ["line 2, Part of: is not yours to pass on"]
    bring(official, county, "money", lines(HEAD, row("C", **own, part_of="A2")), level="network")
    assert Flow.objects.get(amount_low=5).parent == Flow.objects.get(receiver=agency)


def test_a_list_says_nothing_of_money_that_its_reader_may_not_see(
    county: Place, editor: User, ministry: Organisation
) -> None:
    hidden = make.flow(county, 400, visibility="team", giver=ministry, identifier="")
    fund = Fund.objects.create(name="Secret fund", slug="secret-fund", visibility="team")
    agency = make.organisation("Example agency")
    official = make.user("Otto Official", ("officer", agency))
    own = "Advice,Example agency,paid"
    head = "What for,From,Status,Address,Fund"
    # Nor how much the money is that a part of their own is passed on from
    part = make.flow(
        county, 5, visibility="network", giver=agency, parent=hidden, meaning=hidden.meaning
    )
    more = lines("Address,Amount,Status", f"{part.get_absolute_url()},401,{hidden.meaning}")
    assert looked(official, county, "money", more).state == "ready"
    missing = lines(head, f"{own},/funding/flows/{hidden.pk + 1000}/,")
    unseen = lines(head, f"{own},/funding/flows/{hidden.pk}/,")
    assert problems(looked(official, county, "money", missing)) == problems(
        looked(official, county, "money", unseen)
    )
    looked_at = looked(official, county, "money", lines(head, f"{own},,{fund.name}"))
    assert looked_at.preview["remarks"] == [
        "Without an amount, which stays not known: 1 flow.",
        (
            "Their fund is not recorded here and stays in words: 1 flow (Secret fund). Add the "
            "fund first to link them."
        ),
    ]


def content_of(client: Client) -> bytes:
    answer = client.get("/funding/flows/", {"place": "exampleshire", "format": "csv"})
    return b"".join(answer.streaming_content)


def test_a_download_of_money_comes_in_again_unchanged_and_with_a_change_changes_that(
    north: Place, editor: User, ministry: Organisation, council: Organisation, client: Client
) -> None:  # fmt: skip
    [county] = Place.objects.filter(slug="exampleshire")
    fund = Fund.objects.create(name="Warm fund", slug="warm-fund", visibility="public")
    source = Source.objects.create(title="Budget book", url="https://example.org/budget")
    level = {"visibility": "network", "giver": ministry}
    make.flow(
        county, 250_000, **level, receiver=council, description="Homes", fund=fund,
        start=dt.date(2026, 4, 1), start_precision="month", end=dt.date(2027, 12, 31),
        end_precision="year", as_of=dt.date(2026, 5, 1), as_of_precision="month", source=source,
        restriction="ring_fenced", identifier="360G-example-7",
    )  # fmt: skip
    whole = make.flow(north, 10, amount_high=20, **level, receiver_said="=Local, schools")
    make.flow(north, 12, amount_qualifier="about", parent=whole, meaning="paid", kind="staff",
              giver=council, visibility="network", source_said="A letter")  # fmt: skip
    make.flow(county, **level, meaning="forecast")
    client.force_login(editor)
    for form in ("csv", "xlsx"):
        answer = client.get("/funding/flows/", {"place": "exampleshire", "format": form})
        content = b"".join(answer.streaming_content)
        row = looked(editor, county, "money", content, file_name=f"money.{form}")
        assert (row.state, row.same, row.rows) == ("same", 4, 4), row.preview
        assert row.preview["sample_stays"] == []
    text = content_of(client)
    changed = looked(editor, county, "money", text.replace(b"250000", b"260000"))
    [one] = changed.preview["sample_changed"]
    assert one["differences"] == [{"label": "Amount", "before": "£250,000", "after": "£260,000"}]


def test_two_places_may_number_their_lists_alike_and_each_finds_its_own(
    county: Place, editor: User
) -> None:
    other = make.place("Otherland", kind="county")
    both = make.user("Bea Both", ("place_editor", county), ("place_editor", other))
    bring(editor, county, "money", lines(HEAD, row()), level="network")
    done = bring(both, other, "money", lines(HEAD, row(amount="5")), level="network")
    assert (done.new, done.preview["remarks"]) == (1, [])
    amounts = {flow.only_place: flow.amount_low for flow in Flow.objects.all()}
    assert amounts == {county.pk: Decimal(250_000), other.pk: Decimal(5)}
