"""Organisations, topics, milestones, risks, priorities and funds come in from lists."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from funding.models import Fund
from imports.record_import import actions
from imports.record_import.left import Choices
from imports.record_import.permissions import kinds_for
from partnerships.models import Organisation, OrganisationIdentifier, Place, Topic
from pilots.models import Indicator, Milestone, Pilot, Risk
from policy.models import Priority
from tests import builders as make
from tests.geography.data_load.sent import signed_in, text
from tests.imports.record_import.brought import bring, confirm, lines, looked, problems

pytestmark = pytest.mark.django_db


@pytest.fixture
def pilot(bradford: Place) -> Pilot:
    return make.pilot(bradford, "Warm homes", visibility="network")


BODIES = lines(
    "Organisation,Short name,Sector,Part of,Aliases,Charity number,Company no",
    "Keighley Food Bank,KFB,charity,,The Larder; Food for Keighley,1012345,1234567",
    "Heat team,,,Bradford Council,,,",
    "Bradford Council,BMDC,Council,,,,",
)


def test_organisations_come_in_with_names_numbers_and_what_they_are_part_of(
    bradford: Place, editor: User
) -> None:
    council = make.organisation("Bradford Council")
    row = looked(editor, bradford, "organisations", BODIES)
    assert row.found["sure"] == {"sector": {"charity": "voluntary"}}
    done = actions.write(by=editor, row=_looked_again(editor, row), seen=_seen(row), level="")
    assert (done.new, done.changed) == (2, 0)
    bank = Organisation.objects.get(name="Keighley Food Bank")
    assert (bank.slug, bank.sector, bank.created_by) == ("keighley-food-bank", "voluntary", editor)
    [name] = bank.names.all()
    assert (name.name, name.short_name) == ("Keighley Food Bank", "KFB")
    assert {*bank.identifiers.values_list("scheme", "value")} == {
        ("GB-CHC", "1012345"),
        ("GB-COH", "01234567"),
    }
    assert {*bank.synonyms.values_list("words", flat=True)} == {"The Larder", "Food for Keighley"}
    assert [link.place for link in bank.place_links.all()] == [bradford]
    team = Organisation.objects.get(name="Heat team")
    assert (team.parent, team.sector) == (council, "not_known")
    actions.undo(by=editor, row=done)
    assert list(Organisation.objects.values_list("name", flat=True)) == ["Bradford Council"]
    assert not OrganisationIdentifier.objects.exists()


def test_what_lists_of_councils_call_their_kinds_is_a_council(
    bradford: Place, editor: User
) -> None:
    kinds = ("London Borough", "Two-Tier District", "Unitary County", "Metropolitan District")
    csv = lines("Authority Name,Authority Type", *(f"Zed {kind},{kind}" for kind in kinds))
    row = looked(editor, bradford, "organisations", csv)
    assert (row.state, row.new) == ("ready", 4)
    assert set(row.found["sure"]["sector"].values()) == {"council"}


def test_a_council_that_is_here_by_its_full_name_is_not_added_again(
    bradford: Place, editor: User
) -> None:
    for name in ("Adur District Council", "Zed Council"):
        make.organisation(name, "council")
    make.organisation("Adur Housing", "housing")
    kinds = {"Adur": "NMD", "Zed": "UA", "Adur DC": "Council", "Adur District Council": "NMD"}
    make.organisation("Hull Council", "council").place_links.create(
        place=make.place("Kingston upon Hull"), role="governs"
    )
    kinds |= {"Kingston upon Hull": "UA", "Adur Council": "", "Adur Hub": "", "Zed DC": "Business"}
    csv = lines("Name,Kind", *(f"{name},{kind}" for name, kind in kinds.items()))
    row = looked(editor, bradford, "organisations", csv)
    assert (row.state, row.new, row.preview["same"]) == ("ready", 2, 1), row.preview
    [left] = [group for group in row.preview["faults"] if not group["is_fault"]]
    assert "here already under its full name" in left["kind"]
    assert left["count"] == 5

    # The rule may be wrong of one of them: the page of its row brings it in
    client, url = signed_in(editor), row.get_absolute_url()
    number = left["sample"][0][0]
    assert f"?row={number}" in client.get(url).content.decode()
    assert "“Adur”" in left["sample"][0][1], "which one it is"
    looked_at = text(client.get(f"{url}?row={number}"))
    assert "This row stays out: is a council that is here already" in looked_at
    assert "Bring it in all the same" in looked_at
    assert "Leave the whole row out" not in looked_at
    assert "Bring it in all the same" not in text(client.get(f"{url}?row=5")), "it stays as it is"
    client.post(url, {"step": "row", "number": "5", "wanted": "on"})
    client.post(url, {"step": "row", "number": str(number), "wanted": "on"})
    row.refresh_from_db()
    assert row.found["left"]["wanted"] == [number]
    assert row.preview["new"] == 3
    [left] = [group for group in row.preview["faults"] if not group["is_fault"]]
    assert left["count"] == 4
    client.post(url, {"step": "row", "number": str(number)})
    row.refresh_from_db()
    assert row.preview["new"] == 2, "and is left out again"


def test_a_council_of_another_country_is_told_as_that(bradford: Place, editor: User) -> None:
    codes = ("S12000033", "w06000022", "N09000003", "E06000099", "X1")
    csv = lines("Name,Kind,ONS code", *(f"Zed {code},Council,{code}" for code in codes))
    row = looked(editor, bradford, "organisations", csv)
    assert row.new == 1
    titles = [group["title"] for group in row.preview["faults"] if not group["is_fault"]]
    countries = ("Scotland", "Wales", "Northern Ireland")
    assert titles == [f"Has a code of {one}, and Placebook is about England" for one in countries]
    assert row.preview["out"] == 1, "what is no code at all is at fault"


def _looked_again(by: User, row: Any) -> Any:
    actions.look(by=by, row=row)
    return type(row).objects.get(pk=row.pk)


def _seen(row: Any) -> str:
    return str(type(row).objects.get(pk=row.pk).preview_key)


def test_a_number_that_is_none_or_another_bodys_is_told(bradford: Place, editor: User) -> None:
    held = make.organisation("Old Bank", "voluntary")
    OrganisationIdentifier.objects.create(organisation=held, scheme="GB-CHC", value="1012345")
    csv = lines("Name,Charity number", "New Bank,1012345", "Third Bank,x")
    said = " ".join(problems(looked(editor, bradford, "organisations", csv)))
    assert "is the number of Old Bank already" in said
    assert "not a number of the Charity Commission" in said
    assert Organisation.objects.count() == 1


def test_two_of_one_address_get_one_each(bradford: Place, editor: User) -> None:
    body = make.organisation("Hub & Co")
    Organisation.objects.filter(pk=body.pk).update(slug="hub-co")
    row = bring(
        editor, bradford, "organisations", lines("Name,Kind", "Hub Co,", "Hub: Co,"), level=""
    )
    assert row.new == 2
    slugs = Organisation.objects.order_by("slug").values_list("slug", flat=True)
    assert list(slugs) == ["hub-co", "hub-co-2", "hub-co-3"]


def test_other_names_that_read_alike_come_in_once(bradford: Place, editor: User) -> None:
    csv = lines("Name,Aliases", "Hub,St Annes; st. anne's ; —;Nest")
    bring(editor, bradford, "organisations", csv, level="")
    words = Organisation.objects.get().synonyms.values_list("words", flat=True)
    assert {*words} == {"St Annes", "Nest"}
    ada = make.user("Ada", ("administrator", None))
    bring(ada, bradford, "topics", lines("Topic,Synonyms", "Damp,Mould;mould;M.ould"), level="")
    assert [one.words for one in Topic.objects.get().synonyms.all()] == ["Mould"]


def test_a_body_that_is_here_is_not_told_that_its_kind_differs(
    bradford: Place, editor: User
) -> None:
    make.organisation("Bradford Council", "council")
    row = looked(editor, bradford, "organisations", lines("Name", "Bradford Council", "Hub"))
    assert row.preview["new"] == 1
    assert row.preview["sample_stays"] == []
    bring(editor, bradford, "organisations", lines("Name", "Hub"), level="")
    assert Organisation.objects.get(name="Hub").sector == "not_known"


def test_what_a_body_is_part_of_is_not_added_beside_the_row_that_adds_it(
    bradford: Place, editor: User, client: Client
) -> None:
    csv = lines("Name,Part of", "Hub,", "Hub kitchen,Hub")
    row = looked(editor, bradford, "organisations", csv)
    client.force_login(editor)
    page = client.get(row.get_absolute_url()).content.decode()
    assert "Another organisation" in page
    assert "Add it as new" not in page


def test_topics_are_brought_by_administrators_alone(bradford: Place, editor: User) -> None:
    ada = make.user("Ada", ("administrator", None))
    assert "topics" not in {kind.key for kind in kinds_for(editor, bradford)}
    Topic.objects.create(name="Health", slug="health")
    csv = lines("Topic,Part of,Synonyms", "health,,", "Damp,Health,mould; mold", "Energy,,")
    row = bring(ada, bradford, "topics", csv, level="")
    assert (row.new, row.changed) == (2, 0)
    damp = Topic.objects.get(name="Damp")
    assert (damp.slug, damp.parent.name) == ("damp", "Health")
    assert {*damp.synonyms.values_list("words", flat=True)} == {"mould", "mold"}


def test_a_topic_that_was_merged_is_not_made_again(bradford: Place) -> None:
    ada = make.user("Ada", ("administrator", None))
    health = Topic.objects.create(name="Health", slug="health")
    Topic.objects.create(name="Wellness", slug="wellness", merged_into=health)
    row = looked(ada, bradford, "topics", lines("Topic", "wellness"))
    assert "was merged into “Health”" in problems(row)[0]


def test_milestones_of_several_pilots_come_in_once(
    bradford: Place, editor: User, pilot: Pilot
) -> None:
    make.pilot(bradford, "Warm shops", visibility="network")
    csv = lines(
        "Project,Milestone,Due date,Completed on",
        "Warm homes,First door,31/03/2026,",
        "Warm shops,First door,Mar-2026,12 March 2026",
    )
    row = bring(editor, bradford, "milestones", csv, level="")
    assert row.new == 2
    one = Milestone.objects.get(pilot=pilot)
    assert (one.text, one.due, one.due_precision) == ("First door", dt.date(2026, 3, 31), "day")
    other = Milestone.objects.exclude(pilot=pilot).get()
    assert (other.due_precision, other.done) == ("month", dt.date(2026, 3, 12))
    assert looked(editor, bradford, "milestones", csv).preview["new"] == 0


def test_a_milestone_without_a_day_and_one_of_a_hidden_pilot_do_not_come_in(
    bradford: Place, editor: User, pilot: Pilot
) -> None:
    luton = make.place("Luton")
    make.pilot(luton, "Quiet works", visibility="team")
    csv = lines("Pilot,Milestone,Due", "Warm homes,Open,")
    assert "needs a day" in problems(looked(editor, bradford, "milestones", csv))[0]
    csv = lines("Pilot,Milestone,Due", "Warm homes,Open,ongoing")
    assert "needs a day" in problems(looked(editor, bradford, "milestones", csv))[0]
    csv = lines("Pilot,Milestone,Due", "Quiet works,Open,1/4/2026")
    row = looked(editor, bradford, "milestones", csv)
    assert "Quiet works" in [one["text"] for one in row.preview["questions"]]
    assert "Quiet works" not in str(row.preview["questions"][0].get("choices", ""))


@pytest.mark.parametrize("said", [{"due": {"order of dates": None}}, {}])
def test_a_milestone_whose_only_day_is_not_taken_stays_out(
    bradford: Place, editor: User, pilot: Pilot, said: dict[str, Any]
) -> None:
    day = "3/4/2026" if said else "whenever"
    csv = lines("Pilot,Milestone,Due", f"Warm homes,Open,{day}", "Warm homes,Close,2026-05-01")
    row = looked(editor, bradford, "milestones", csv)
    if said:
        assert "needs a day" not in str(row.preview)  # it is asked, and may be known then
        actions.answer(by=editor, row=row, said=said)
    else:
        kinds = frozenset({"due:unread"})
        actions.leave_out(by=editor, row=row, choices=Choices(kinds=kinds))
    row = confirm(editor, row, "")
    assert "needs a day" in problems(row)[0]
    assert [one.text for one in Milestone.objects.all()] == ["Close"]


def test_a_risk_register_comes_in(bradford: Place, editor: User, pilot: Pilot) -> None:
    csv = lines(
        "Pilot,Risk,Likelihood,Impact,Consequence,Mitigation,Risk owner,Review date",
        "Warm homes,Frost,High,medium,Pipes burst,Lagging,Housing board,1 May 2027",
    )
    row = bring(editor, bradford, "risks", csv, level="")
    assert row.new == 1
    risk = Risk.objects.get()
    assert (risk.pilot, risk.likelihood, risk.effect) == (pilot, 3, 2)
    assert (risk.owner_said, risk.review_on) == ("Housing board", dt.date(2027, 5, 1))
    assert (risk.state, risk.created_by) == ("open", editor)
    actions.undo(by=editor, row=row)
    assert not Risk.objects.exists()


def test_a_risk_says_what_its_register_leaves_out(
    bradford: Place, editor: User, pilot: Pilot
) -> None:
    csv = lines(
        "Pilot,Risk,Likelihood,Impact,Consequence,Risk owner,Review date",
        "Warm homes,Frost,High,Low,Pipes burst,,1 May 2027",
    )
    [said] = problems(looked(editor, bradford, "risks", csv))
    assert "is empty. Each row needs “Who looks after it”" in said


def test_the_priorities_of_a_place_come_in(bradford: Place, editor: User) -> None:
    council = make.organisation("Bradford Council")
    Topic.objects.create(name="Health", slug="health")
    csv = lines(
        "Objective,Description,Owner,Theme,Start date,End date",
        "Warm homes,Every home,Bradford Council,Health,2025,2027",
        "Warm shops,,Bradford Council,,,",
    )
    row = bring(editor, bradford, "priorities", csv, level="network")
    assert row.new == 2
    one = Priority.objects.get(title="Warm homes")
    assert (one.tier, one.owner, one.visibility) == ("local", council, "network")
    assert (list(one.places.all()), [str(topic) for topic in one.topics.all()]) == (
        [bradford],
        ["Health"],
    )
    assert (one.start_precision, one.end) == ("year", dt.date(2027, 12, 31))
    assert one.slug.startswith("warm-homes-")
    assert looked(editor, bradford, "priorities", csv).preview["new"] == 0
    contributor = make.user("Cleo", ("contributor", bradford))
    assert "priorities" not in {kind.key for kind in kinds_for(contributor, bradford)}
    actions.undo(by=editor, row=row)
    assert not Priority.objects.exists()


def test_funds_come_in_with_who_owns_them(bradford: Place, editor: User) -> None:
    ministry = make.organisation("Housing ministry", "central_government")
    csv = lines(
        "Fund name,Department,Purpose,Allocation method,Until",
        "Warm Homes Fund,Housing ministry,Boilers,Competed,March 2027",
    )
    row = bring(editor, bradford, "funds", csv, level="network")
    assert row.new == 1
    fund = Fund.objects.get()
    assert (list(fund.owners.all()), fund.award) == ([ministry], "competed")
    assert (fund.end, fund.end_precision) == (dt.date(2027, 3, 31), "month")
    assert (fund.visibility, fund.created_by) == ("network", editor)
    assert looked(editor, bradford, "funds", csv).preview["new"] == 0
    actions.undo(by=editor, row=row)
    assert not Fund.objects.exists()


def test_what_pilots_count_comes_in_and_is_numbered(
    bradford: Place, editor: User, pilot: Pilot
) -> None:
    other = make.pilot(bradford, "Warm shops", visibility="network")
    make.indicator(pilot, "Homes visited")
    csv = lines(
        "Pilot,KPI,Unit,Definition,Polarity",
        "Warm homes,Boilers mended,boilers,Boilers that work again,Higher is better",
        "Warm homes,Homes visited,homes,,",
        "Warm shops,Shops open,shops,,",
        "Warm homes,Calls,calls,,",
    )
    row = looked(editor, bradford, "indicators", csv)
    assert row.found["sure"] == {"direction": {"higher is better": "up"}}
    done = actions.write(by=editor, row=_looked_again(editor, row), seen=_seen(row), level="")
    assert done.new == 3
    named = {one.name: one for one in Indicator.objects.filter(pilot=pilot)}
    assert [(one.number, one.name) for one in sorted(named.values(), key=lambda x: x.number)] == [
        (1, "Homes visited"),
        (2, "Boilers mended"),
        (3, "Calls"),
    ]
    assert (named["Boilers mended"].unit, named["Boilers mended"].direction) == ("boilers", "up")
    assert Indicator.objects.get(pilot=other).number == 1
    actions.undo(by=editor, row=done)
    assert Indicator.objects.count() == 1
