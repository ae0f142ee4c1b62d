"""Bodies give way to others on a day: what stays, what moves, what ends and begins; and back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from barriers.models import Escalation
from partnerships.models import (
    Member,
    Organisation,
    OrganisationPlace,
    OrganisationSuccession,
    Partnership,
    PartnershipPlace,
    Place,
    Reorganisation,
)
from people.models import Assignment
from reorganise.actions import carry_out_due, give_way, take_back, withdraw
from reorganise.giving_way_plan import GivingWay, Heir, check
from reorganise.plan import Refused
from tests import asked, builders
from tests.builders import Cast
from tests.reorganise.reorganised import everything

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 4, 1)
NEW = Heir(None, "Fenshire Care Board", "nhs")


@dataclass
class Boards:
    """Two care boards that serve a place each, and a body that is there to take over."""

    north: Organisation
    south: Organisation
    other: Organisation
    hill: Place
    fen: Place
    administrator: Any


@pytest.fixture
def boards(cast: Cast) -> Boards:
    north, south, other = (
        builders.organisation(f"{name} Care Board", "nhs") for name in ("North", "South", "Other")
    )
    hill, fen = builders.place("Hill", "unitary"), builders.place("Fen", "unitary")
    OrganisationPlace.objects.create(organisation=north, place=hill)
    OrganisationPlace.objects.create(organisation=south, place=fen)
    return Boards(north, south, other, hill, fen, cast.administrator)


def plan(*before: Organisation, after: tuple[Heir, ...] = (NEW,), **fields: Any) -> GivingWay:
    said = {"on": DAY, "reason": "The order of the health service", **fields}
    return GivingWay(before=before, after=after, **said)


def member(of: Organisation, at: Place, **fields: Any) -> Member:
    together = Partnership.objects.create(name=f"Together in {at}", slug=f"together-{at.slug}")
    PartnershipPlace.objects.create(partnership=together, place=at)
    return Member.objects.create(partnership=together, organisation=of, **fields)


def escalation(to: Organisation, at: Place, state: str = "sent") -> Escalation:
    barrier = builders.barrier(at, f"{state} to {to} from {at}")
    ended = {} if state == "sent" else {"ended_on": dt.date(2026, 1, 5)}
    return asked.ask(barrier, to, state=state, **ended)


def names(rows: Any) -> set[str]:
    return {str(row) for row in rows}


def test_what_is_over_stays_what_is_open_moves_and_members_end_and_begin(boards: Boards) -> None:
    paid = builders.flow(boards.hill, 500, giver=boards.north, meaning="paid")
    hoped = builders.flow(boards.hill, 900, giver=boards.north, meaning="forecast")
    waits, answered = escalation(boards.north, boards.hill), None
    answered = escalation(boards.south, boards.fen, "answered")
    belongs = member(boards.north, boards.hill, valid_from=dt.date(2022, 7, 1))
    left = member(boards.south, boards.fen, valid_to=dt.date(2024, 1, 1))
    officer = builders.user("Officer", ("officer", boards.north))
    before = everything()

    made = give_way(plan=plan(boards.north, boards.south), by=boards.administrator)

    new = Organisation.objects.get(name="Fenshire Care Board")
    for row in (paid, hoped, waits, answered, belongs, left, boards.north, boards.south):
        row.refresh_from_db()
    assert (paid.giver, hoped.giver) == (boards.north, new)
    assert (waits.to, answered.to) == (new, boards.south)
    assert (belongs.organisation, belongs.valid_to) == (boards.north, DAY)
    begun = Member.objects.get(organisation=new)
    assert (begun.partnership, begun.valid_from, begun.valid_to) == (belongs.partnership, DAY, None)
    assert left.valid_to == dt.date(2024, 1, 1)
    roles = Assignment.objects.filter(user=officer).order_by("valid_from")
    assert [(role.organisation, role.valid_to) for role in roles] == [
        (boards.north, DAY),
        (new, None),
    ]
    assert {(body.ended_on, body.ended_on_precision) for body in (boards.north, boards.south)} == {
        (DAY, "day")
    }
    assert names(new.predecessors.all()) == {"North Care Board", "South Care Board"}
    served = OrganisationPlace.objects.standing(DAY).filter(organisation=new)
    assert names(link.place for link in served) == {"Hill", "Fen"}
    assert not OrganisationPlace.objects.standing(DAY).filter(organisation=boards.north).exists()
    assert new.name_on(DAY) == "Fenshire Care Board"

    take_back(reorganisation=made, by=boards.administrator)
    assert everything() == before
    assert str(made.parts.get(side="before", organisation=boards.north)) == "North Care Board"


def test_each_row_of_a_split_body_goes_to_the_one_that_serves_its_place(boards: Boards) -> None:
    """Who serves which place is said once, by who chooses; roles of people stay all the same."""
    hills = OrganisationPlace.objects.get(organisation=boards.north, place=boards.hill)
    fens = OrganisationPlace.objects.create(organisation=boards.north, place=boards.fen)
    OrganisationPlace.objects.create(organisation=boards.other, place=boards.hill)
    at_hill, at_fen = member(boards.north, boards.hill), member(boards.north, boards.fen)
    waits = escalation(boards.north, boards.fen)
    officer = builders.user("Officer", ("officer", boards.north))
    split = plan(boards.north, after=(Heir(boards.other), NEW))
    key = "partnerships.OrganisationPlace.organisation"
    chosen = {key: {"default": [], "rows": {str(fens.pk): [1]}}}
    before = everything()
    made = give_way(
        plan=plan(boards.north, after=split.after, choices=chosen), by=boards.administrator
    )
    new = Organisation.objects.get(name="Fenshire Care Board")
    waits.refresh_from_db()
    assert waits.to == new
    joined = Member.objects.filter(valid_from=DAY).values_list("partnership", "organisation")
    assert set(joined) == {
        (at_hill.partnership_id, boards.other.pk),
        (at_fen.partnership_id, new.pk),
    }
    assert Assignment.objects.get(user=officer).organisation == boards.north
    assert names(boards.north.successors.all()) == {"Other Care Board", "Fenshire Care Board"}
    hills.refresh_from_db()
    assert hills.valid_to == DAY
    take_back(reorganisation=made, by=boards.administrator)
    assert everything() == before


def ended(boards: Boards) -> GivingWay:
    builders.succeed(boards.other, boards.south)
    return plan(boards.north, after=(Heir(boards.other),))


def gave_way_before(boards: Boards) -> GivingWay:
    give_way(plan=plan(boards.north), by=boards.administrator)
    return plan(boards.north, after=(Heir(boards.other),))


def closed_before(boards: Boards) -> GivingWay:
    Organisation.objects.filter(pk=boards.north.pk).update(ended_on=dt.date(2025, 1, 1))
    boards.north.refresh_from_db()
    return plan(boards.north)


def planned_before(boards: Boards) -> GivingWay:
    later = timezone.localdate() + dt.timedelta(days=30)
    give_way(plan=plan(boards.north, on=later), by=boards.administrator)
    return plan(boards.north, after=(Heir(boards.other),))


def circle(boards: Boards) -> GivingWay:
    builders.succeed(boards.other, boards.north)
    return plan(boards.north, after=(Heir(boards.other),))


def began_later(boards: Boards) -> GivingWay:
    boards.north.names.update(valid_from=dt.date(2026, 7, 1))
    return plan(boards.north)


def heir_began_later(boards: Boards) -> GivingWay:
    boards.other.names.update(valid_from=dt.date(2026, 7, 1))
    return plan(boards.north, after=(Heir(boards.other),))


def to_its_team(boards: Boards) -> GivingWay:
    team = builders.organisation("Fen team", "nhs", parent=boards.north)
    return plan(boards.north, after=(Heir(team),))


def made_up(boards: Boards) -> GivingWay:
    body = builders.organisation("Invented Board", "nhs", is_example=True)
    return plan(boards.north, after=(Heir(body),))


BAD = [
    (lambda b: plan(b.north, after=(Heir(b.north),)), "North Care Board cannot become itself"),
    (lambda b: plan(b.north, after=(NEW, NEW)), "Fenshire Care Board is named twice"),
    (lambda b: plan(b.north, b.south, after=(NEW, Heir(b.other))), "each split separately"),
    (lambda b: plan(b.north, after=(Heir(None, "South care board", "nhs"),)), "already"),
    (ended, "Other Care Board has ended: South Care Board took over"),
    (gave_way_before, r"North Care Board has ended \(1 April 2026\): Fenshire Care Board took"),
    (closed_before, "North Care Board ended on 1 January 2025"),
    (planned_before, "is planned for .* Withdraw that plan first"),
    (circle, "Other Care Board came before North Care Board, so it cannot take over"),
    (began_later, "The name North Care Board holds from 1 July 2026"),
    (heir_began_later, "The name Other Care Board holds from 1 July 2026"),
    (to_its_team, "Fen team is a team within North Care Board"),
    (made_up, "A made-up organisation and a real one"),
]


@pytest.mark.parametrize(("made", "said"), BAD, ids=[said[:24] for _, said in BAD])
def test_what_is_wrong_is_said_and_nothing_is_done(boards: Boards, made: Any, said: str) -> None:
    wrong = made(boards)
    before = everything()
    with pytest.raises(Refused, match=said):
        give_way(plan=wrong, by=boards.administrator)
    assert everything() == before


def test_a_plan_for_another_day_of_who_takes_over_is_no_obstacle(boards: Boards) -> None:
    """It takes over today, and gives way itself next year."""
    later = timezone.localdate() + dt.timedelta(days=200)
    give_way(plan=plan(boards.other, on=later), by=boards.administrator)
    check(plan(boards.north, after=(Heir(boards.other),)))


def test_a_day_to_come_is_planned_and_carried_out_on_it(boards: Boards) -> None:
    belongs = member(boards.north, boards.hill)
    later = timezone.localdate() + dt.timedelta(days=1)
    made = give_way(plan=plan(boards.north, on=later), by=boards.administrator)
    call_command("run_due")
    assert not OrganisationSuccession.objects.exists()
    Reorganisation.objects.filter(pk=made.pk).update(on=DAY)
    call_command("run_due")
    made.refresh_from_db()
    assert (made.state, made.problem) == ("done", "")
    assert Member.objects.get(valid_from=DAY).partnership == belongs.partnership


def test_a_plan_that_cannot_be_carried_out_says_why(boards: Boards) -> None:
    later = timezone.localdate() + dt.timedelta(days=1)
    made = give_way(plan=plan(boards.north, on=later), by=boards.administrator)
    Reorganisation.objects.filter(pk=made.pk).update(on=DAY)
    builders.organisation("Fenshire Care Board", "nhs")
    assert carry_out_due() == []
    made.refresh_from_db()
    assert "There is an organisation called Fenshire Care Board already" in made.problem
    withdraw(reorganisation=made, by=boards.administrator)
    check(plan(boards.north, after=(Heir(boards.other),)))


@pytest.mark.parametrize("changed", ["a row that moved", "a new one", "a later act"])
def test_what_was_built_on_it_stands_in_the_way_of_undoing(boards: Boards, changed: str) -> None:
    belongs = member(boards.north, boards.hill)
    made = give_way(plan=plan(boards.north), by=boards.administrator)
    new = Organisation.objects.get(name="Fenshire Care Board")
    if changed == "a row that moved":
        Member.objects.filter(pk=belongs.pk).update(valid_to=dt.date(2026, 5, 1))
        said = "1 membership was changed since"
    elif changed == "a new one":
        member(new, boards.fen)
        said = "1 membership was recorded for it since"
    else:
        give_way(
            plan=plan(new, after=(Heir(boards.other),), on=dt.date(2026, 6, 1)),
            by=boards.administrator,
        )
        said = "“Fenshire Care Board is replaced by Other Care Board” came after it"
    before = everything()
    with pytest.raises(Refused, match=said):
        take_back(reorganisation=made, by=boards.administrator)
    assert everything() == before
