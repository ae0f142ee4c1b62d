"""Grants that come in by the 360Giving Data Standard, from other funders and from Placebook."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

import pytest
from django.db import IntegrityError
from django.test import Client

from accounts.models import User
from funding.exchange.bodies import own_prefix
from funding.models import Flow, Fund
from imports.models import ReadRow, RecordImport
from imports.record_import import actions, writing
from partnerships.models import Organisation, OrganisationIdentifier, Place, PlaceCode
from registry.import_readers import plain
from tests import builders as make
from tests.imports.record_import.brought import bring, lines, looked, problems, workbook

pytestmark = pytest.mark.django_db

HEAD = (
    "Identifier,Title,Description,Currency,Amount Awarded,Award Date,Recipient Org:Identifier,"
    "Recipient Org:Name,Funding Org:Identifier,Funding Org:Name"
)
TRUST = "GB-CHC-1012345,Exampleshire Trust"


def line(number: int, amount: str = "1200", **said: str) -> str:
    """A row with the required fields."""
    title = said.get("title", f"Grant {number}")
    to = said.get("to", "GB-CHC-1099999,Warm Hearts")
    currency, day = said.get("currency", "GBP"), said.get("day", "2026-03-04")
    first = f"360G-trust-{number},{title},{title} in full,{currency},{amount},{day}"
    return f"{first},{to},{said.get('giver', TRUST)}"


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


def test_grants_become_money_between_bodies_that_are_known_by_number_or_name(
    bradford: Place, editor: User, trust: Organisation
) -> None:
    hearts = make.organisation("Warm Hearts", "voluntary")
    Fund.objects.create(name="Warm homes fund", slug="warm-homes", visibility="public")
    before = Organisation.objects.count()
    csv = lines(
        f"{HEAD},Planned Dates:Start Date,Planned Dates:End Date,For Regrant Type,"
        "Grant Programme:Title",
        f"{line(1, '1200.50')},2026-04,2027-03-31,FRG010,Warm homes fund",
        f"{line(2, to='GB-COH-00000001,Nobody Knows Ltd')},,,,Other",
    )
    row = bring(editor, bradford, "grants", csv, level="network")
    assert (row.new, row.changed) == (2, 0)
    first, second = Flow.objects.order_by("pk")
    assert (first.description, first.note) == ("Grant 1", "Grant 1 in full")
    assert (first.giver, first.receiver) == (trust, hearts)
    assert (first.amount_low, first.amount_high) == (Decimal("1200.50"), None)
    assert (first.meaning, first.kind, first.visibility) == ("committed", "money", "network")
    assert first.awarded_on == dt.date(2026, 3, 4)
    assert (first.start, first.start_precision) == (dt.date(2026, 4, 1), "month")
    assert (first.end, first.end_precision) == (dt.date(2027, 3, 31), "day")
    assert (first.identifier, first.regrant) == ("360G-trust-1", "FRG010")
    assert first.fund is not None
    assert list(first.places.all()) == [bradford]
    assert set(first.reach_ids) == bradford.reach
    assert (first.only_place, first.passes_on, first.has_years) == (bradford.pk, False, False)
    assert (second.receiver, second.receiver_said) == (None, "Nobody Knows Ltd")
    assert (second.receiver_number, second.regrant, second.fund) == ("GB-COH-00000001", "", None)
    assert Organisation.objects.count() == before  # none is made of a file


def test_the_same_file_twice_changes_nothing_and_a_later_one_what_is_new_in_it(
    bradford: Place, editor: User, trust: Organisation
) -> None:
    csv = lines(HEAD, line(1), line(2))
    bring(editor, bradford, "grants", csv)
    assert looked(editor, bradford, "grants", csv).state == "same"
    # The body is added to the directory: the next file finds it by its number
    hearts = make.organisation("Warm Hearts CIO", "voluntary")
    OrganisationIdentifier.objects.create(organisation=hearts, scheme="GB-CHC", value="1099999")
    row = bring(editor, bradford, "grants", lines(HEAD, line(2, "1500"), line(3)))
    assert (row.new, row.changed) == (1, 1)
    changed = Flow.objects.get(identifier="360G-trust-2")
    assert (changed.amount_low, changed.receiver) == (1500, hearts)
    assert (changed.receiver_said, changed.receiver_number) == ("", "")
    assert actions.undo(by=editor, row=row).stayed == 0
    changed.refresh_from_db()
    assert (changed.amount_low, changed.receiver_said) == (1200, "Warm Hearts")
    assert Flow.objects.count() == 2


def test_a_file_is_read_once_as_long_as_what_it_is_read_by_stays_the_same(
    bradford: Place, editor: User, trust: Organisation
) -> None:
    csv = lines(f"{HEAD},Beneficiary Location:Name", f"{line(1)},Keighley", f"{line(2)},")
    row = looked(editor, bradford, "grants", csv)
    assert list(row.read_rows.order_by("number").values_list("number", flat=True)) == [2, 3]
    kept = set(row.read_rows.values_list("pk", flat=True))
    actions.look(by=editor, row=row)
    assert set(row.read_rows.values_list("pk", flat=True)) == kept
    # Each of these is read otherwise by now, so nothing is written of what was looked at before
    for change in (
        lambda: OrganisationIdentifier.objects.create(
            organisation=make.organisation("Warm Hearts CIO"), scheme="GB-CHC", value="1099999"
        ),
        lambda: make.place("Keighley", "ward", within=bradford),
    ):
        change()
        row = RecordImport.objects.get(pk=row.pk)
        with pytest.raises(actions.MovedOn):
            actions.write(by=editor, row=row, seen=row.preview_key, level="place")
    row = RecordImport.objects.get(pk=row.pk)
    actions.write(by=editor, row=row, seen=row.preview_key, level="place")
    first = Flow.objects.get(identifier="360G-trust-1")
    assert str(first.receiver) == "Warm Hearts CIO"
    assert str(first.places.get()) == "Keighley"
    assert not ReadRow.objects.exists()


def test_what_rows_were_read_as_is_kept_once_for_each(
    bradford: Place, editor: User, trust: Organisation
) -> None:
    row = looked(editor, bradford, "grants", lines(HEAD, line(1)))
    with pytest.raises(IntegrityError, match="read_row_once"):
        ReadRow.objects.create(record_import=row, number=2, place_id=bradford.pk)


def test_more_names_than_anybody_could_be_asked_about_are_no_hindrance_where_nobody_is(
    bradford: Place, editor: User, trust: Organisation
) -> None:
    rows = (line(number, to=f"GB-CHC-2{number:06},Group {number}") for number in range(10_500))
    row = looked(editor, bradford, "grants", lines(HEAD, *rows))
    assert (row.state, row.preview["new"]) == ("ready", 10_500)


def test_who_gives_is_asked_where_nobody_here_is_called_so(
    bradford: Place, editor: User, trust: Organisation
) -> None:
    other = "GB-CHC-1000001,Trusts of Exampleshire"
    row = looked(editor, bradford, "grants", lines(HEAD, line(1, giver=other)))
    assert row.state == "asked"
    [question] = row.preview["questions"]
    text = "Trusts of Exampleshire (GB-CHC-1000001)"
    assert (question["column"], question["text"]) == ("giver", text)
    assert question["offered"] == [[trust.pk, trust.name]]
    answers = {"giver": {plain(text): trust.pk}}
    actions.answer(by=editor, row=row, said=answers)
    assert actions.look(by=editor, row=row) == "ready"


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"currency": "12 EUR"}, "Currency: “12 EUR” is not a currency code. Write it as GBP"),
        ({"amount": "1.2E+03"}, "Amount Awarded: “1.2E+03” has lost digits"),
        ({"amount": "lots"}, "Amount Awarded: “lots” is not an amount"),
        ({"day": "spring 2026"}, "Award Date: “spring 2026”"),
        ({"day": ""}, "Award Date: is empty"),
        ({"to": "GB-CHC-1,"}, "Recipient Org:Name: is empty. Each grant says who receives it"),
        ({"to": f"GB-CHC-1,{'A' * 201}"}, "Recipient Org:Name: has 201 characters. At most 200"),
        ({"to": "GB-CHC-1012345,Trust"}, "Recipient Org:Name: is who gives it"),
    ],
)
def test_one_bad_row_of_many_is_told_by_row_and_column_and_nothing_comes_in(
    bradford: Place, editor: User, trust: Organisation, said: dict[str, str], problem: str
) -> None:
    csv = lines(HEAD, *(line(number) for number in range(1, 40)), line(40, **said), line(41))
    [told] = problems(looked(editor, bradford, "grants", csv))
    assert told.startswith(f"line 41, {problem}")
    assert not Flow.objects.exists()


def test_a_file_as_json_or_a_spreadsheet_is_read_alike(
    bradford: Place, editor: User, trust: Organisation
) -> None:
    grant = {
        "id": "360G-trust-1",
        "title": "Grant 1",
        "description": "Grant 1 in full",
        "currency": "GBP",
        "amountAwarded": 1200,
        "awardDate": "2026-03-04T00:00:00+00:00",
        "recipientOrganization": [{"id": "GB-CHC-1099999", "name": "Warm Hearts"}],
        "fundingOrganization": [{"id": "GB-CHC-1012345", "name": "Exampleshire Trust"}],
    }
    person = {key: value for key, value in grant.items() if key != "recipientOrganization"}
    person |= {"id": "360G-trust-2", "recipientIndividual": [{"id": "360G-p-1", "name": "One"}]}
    content = json.dumps({"version": "1.4", "grants": [grant, person]}).encode()
    assert bring(editor, bradford, "grants", content).new == 2
    assert Flow.objects.get(identifier="360G-trust-2").receiver_said == "An individual"
    grant["amountAwarded"] = "some"
    wrong = json.dumps([person, grant]).encode()
    [told] = problems(looked(editor, bradford, "grants", wrong))
    assert told.startswith("grant 2 (360G-trust-1), amountAwarded: “some” is not an amount")
    sheet = workbook(HEAD.split(","), line(1).split(","))
    assert looked(editor, bradford, "grants", sheet).state == "same"
    broken = looked(editor, bradford, "grants", lines(HEAD, line(1), line(1)))
    assert "is the same as in row 2" in problems(broken)[0]


def test_money_that_is_passed_on_is_joined_again_and_counted_once(
    bradford: Place,
    editor: User,
    trust: Organisation,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # As in a long file: a leg is written, and its keys are checked, before its whole is there
    monkeypatch.setattr(writing, "SLICE", 1)
    hub = f"{own_prefix()}-org-{make.organisation('Hub', 'voluntary').pk},Hub"
    csv = lines(
        f"{HEAD},Passed On From",
        f"{line(2, '400', giver=hub)},360G-trust-1",
        f"{line(1, '1000', to=hub)},",
        f"{line(3, '600', giver=hub)},360G-TRUST-1",
    )
    row = bring(editor, bradford, "grants", csv, level="network")
    whole = Flow.objects.get(identifier="360G-trust-1")
    assert set(whole.children.values_list("identifier", flat=True)) == {
        "360G-trust-2",
        "360G-trust-3",
    }
    client.force_login(editor)
    [total] = client.get("/funding/flows/?place=bradford").context["meanings"]
    assert (total.total.lower, total.total.upper, total.total.flows) == (1000, 1000, 3)
    assert actions.undo(by=editor, row=row).stayed == 0
    assert not Flow.objects.exists()


def test_what_others_build_on_stays_with_all_above_it(
    bradford: Place, editor: User, trust: Organisation
) -> None:
    csv = lines(f"{HEAD},Passed On From", f"{line(1)},", f"{line(2)},360G-trust-1", f"{line(3)},")
    csv = csv.replace(b"GB-CHC-1012345,Exampleshire Trust,360G", b"GB-CHC-1012345,Trust,360G")
    row = bring(editor, bradford, "grants", csv)
    leg = Flow.objects.get(identifier="360G-trust-2")
    make.flow(bradford, 5, parent=leg)
    assert actions.undo(by=editor, row=row).stayed == 2
    assert set(Flow.objects.exclude(identifier="").values_list("identifier", flat=True)) == {
        "360G-trust-1",
        "360G-trust-2",
    }


def test_an_identifier_that_two_grants_here_have_is_told_with_what_can_be_done(
    bradford: Place, editor: User, trust: Organisation
) -> None:
    for _ in range(2):
        make.flow(bradford, 5, identifier="360G-trust-1", giver=trust)
    [told] = problems(looked(editor, bradford, "grants", lines(HEAD, line(1))))
    assert told == (
        "line 2, Identifier: 2 grants here have that name. Leave it out, and change the right "
        "grant on its own page"
    )


def test_a_circle_and_a_leg_larger_than_its_whole_are_refused_by_row(
    bradford: Place, editor: User, trust: Organisation
) -> None:
    head = f"{HEAD},Passed On From"
    circle = lines(head, f"{line(1)},360G-trust-2", f"{line(2)},360G-trust-1")
    told, beside = problems(looked(editor, bradford, "grants", circle))
    assert beside.startswith("line 2, Passed On From: goes back to row 3")
    assert told.startswith("line 3, Passed On From: names what is itself passed on")
    larger = lines(head, f"{line(1)},", f"{line(2, '1201')},360G-trust-1")
    [told] = problems(looked(editor, bradford, "grants", larger))
    assert told == "line 3, Amount Awarded: is more than the £1,200 that it is passed on from"


@pytest.mark.parametrize("length", [3, 60, 400])
@pytest.mark.parametrize("turn", [1, -1])
def test_a_circle_is_told_in_words_however_long_it_is(
    bradford: Place, editor: User, trust: Organisation, length: int, turn: int
) -> None:
    rows = [f"{line(at)},360G-trust-{at % length + 1}" for at in range(1, length + 1)][::turn]
    csv = lines(f"{HEAD},Passed On From", *rows)
    told, *beside = problems(looked(editor, bradford, "grants", csv))
    at = f"line {length + 1}, Passed On From: names what is itself passed on"
    assert told.startswith(at)
    assert len(beside) == length - 1
    assert all(f"goes back to row {length + 1}" in one for one in beside)


def test_a_long_chain_that_ends_is_no_circle(
    bradford: Place, editor: User, trust: Organisation
) -> None:
    rows = [f"{line(1)},", *(f"{line(at)},360G-trust-{at - 1}" for at in range(2, 61))]
    wanted = looked(editor, bradford, "grants", lines(f"{HEAD},Passed On From", *rows))
    assert wanted.state == "ready"


def test_a_circle_of_several_is_told_once_at_the_row_that_closes_it(
    bradford: Place, editor: User, trust: Organisation
) -> None:
    legs = lines(
        f"{HEAD},Passed On From",
        f"{line(9)},360G-trust-1",  # hangs on the circle, and is none itself
        f"{line(1)},360G-trust-3",
        f"{line(2)},360G-TRUST-1",
        f"{line(3)},360G-trust-2",
        f"{line(4)},360G-trust-4",
    )
    told = problems(looked(editor, bradford, "grants", legs))
    assert [one.partition(",")[0] for one in told] == [f"line {at}" for at in (5, 6, 2, 3, 4)]
    assert [one for one in told if "goes back to row 5" in one] == told[2:]


def test_a_leg_of_what_is_no_exact_amount_is_held_against_the_most_that_it_can_be(
    bradford: Place, editor: User, trust: Organisation
) -> None:
    make.flow(bradford, 150, amount_high=350, identifier="360G-trust-1", giver=trust)
    make.flow(bradford, 5, amount_qualifier="about", identifier="360G-trust-9", giver=trust)
    head = f"{HEAD},Passed On From"
    fits = lines(head, f"{line(2, '350')},360G-trust-1", f"{line(3)},360G-trust-9")
    assert looked(editor, bradford, "grants", fits).state == "ready"
    larger = lines(head, f"{line(2, '350.50')},360G-trust-1")
    [told] = problems(looked(editor, bradford, "grants", larger))
    assert told == "line 2, Amount Awarded: is more than the £350 that it is passed on from"


def test_a_grant_that_ends_before_it_begins_is_refused_by_row(
    bradford: Place, editor: User, trust: Organisation
) -> None:
    head = f"{HEAD},Planned Dates:Start Date,Planned Dates:End Date"
    turned = lines(head, f"{line(1)},2027-04-01,2026-03-31")
    [told] = problems(looked(editor, bradford, "grants", turned))
    assert told == "line 2, Planned Dates:End Date: the end can’t be before the start"
    bring(editor, bradford, "grants", lines(head, f"{line(1)},2026-04-01,2027-03-31"))
    [told] = problems(looked(editor, bradford, "grants", lines(head, f"{line(1)},2028-04-01,")))
    said = "line 2, Planned Dates:End Date: with the dates recorded here, it would end"
    assert told.startswith(said)


def test_grants_for_other_places_or_the_whole_country_are_left_out_and_counted(
    bradford: Place, editor: User, trust: Organisation
) -> None:
    ward = make.place("Keighley", "ward", within=bradford)
    leeds = make.place("Leeds")
    for place, code in ((bradford, "E08000032"), (ward, "E05001353"), (leeds, "E08000035")):
        PlaceCode.objects.update_or_create(place=place, scheme="gss", defaults={"code": code})
    here, beside = (f"Beneficiary Location:{n}:Geographic Code" for n in (0, 1))
    csv = lines(
        f"{HEAD},{here},{beside},Location Scope",
        f"{line(1)},E08000035,E05001353,",
        f"{line(2)},E08000035,,",
        f"{line(3)},,,GLS030",
        f"{line(4)},E99999999,,GLS050",
    )
    row = bring(editor, bradford, "grants", csv)
    assert (row.new, row.preview["left_out"]) == (2, 2)
    named = lines(f"{HEAD},Beneficiary Location:Name", f"{line(5)},Keighley", f"{line(6)},Leeds")
    assert bring(editor, bradford, "grants", named).new == 1
    there = {flow.identifier: flow.places.get() for flow in Flow.objects.order_by("-pk")[:1]}
    assert there == {"360G-trust-5": ward}
    Flow.objects.filter(identifier__in=list(there)).delete()
    first, last = Flow.objects.order_by("pk")
    assert list(first.places.all()) == [ward]
    assert (set(first.reach_ids), first.only_place) == (ward.reach, ward.pk)
    assert list(last.places.all()) == [bradford]


def test_the_codes_of_a_country_and_of_places_beyond_england_are_elsewhere(
    bradford: Place, editor: User, trust: Organisation
) -> None:
    codes = ("E92000001", "K02000001", "W06000015", "s12000033", "N09000003", "E01000001")
    rows = [f"{line(number)},{code}" for number, code in enumerate(codes)]
    csv = lines(f"{HEAD},Beneficiary Location:Geographic Code", *rows)
    row = bring(editor, bradford, "grants", csv)
    assert (row.new, row.preview["left_out"]) == (1, 5)
    assert Flow.objects.get().identifier == "360G-trust-5"


def test_who_may_not_add_money_there_brings_none(
    client: Client, bradford: Place, trust: Organisation
) -> None:
    client.force_login(make.user("Ella Elsewhere", ("place_editor", make.place("Luton"))))
    assert client.get("/places/bradford/import/grants/").status_code == 403
    client.force_login(make.user("Carl Contributor", ("contributor", bradford)))
    assert client.get("/places/bradford/import/grants/").status_code == 200
