"""What evaluations found, in the zip of a programme: for whom, and with what is not known."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from pilots.models import Evaluation, Pilot
from records.subjects import registered
from registry.programme_files import ProgrammeFile, Scope
from tests import builders, defined, evaluated
from tests.builders import Cast
from tests.dashboards.programme_export.planted import SECRET, judged, life
from tests.dashboards.programme_export.test_programme_export import rows, taken

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return builders.cast()


@pytest.fixture
def homes(people: Cast) -> Pilot:
    pilot = builders.pilot(people.bradford, "Warm homes", programme=people.pfpp, slug="warm-homes")
    builders.indicator(pilot, "Homes visited", target_low=150)
    return pilot


@pytest.fixture
def looked_at(homes: Pilot, people: Cast) -> Evaluation:
    """An evaluation of the pilot and one of its programme, each with findings to hide."""
    made = evaluated.evaluation(homes)
    for one in (made, evaluated.evaluation(people.pfpp)):
        early = {"published_at": None, "created_by": people.author}
        evaluated.finding(one, f"{SECRET} early", **early)
        evaluated.finding(one, f"{SECRET} kept", visibility="programme")
        evaluated.finding(one, "All may read this.")
    quiet = evaluated.evaluation(people.pfpp, "For those who work on it", visibility="network")
    evaluated.finding(quiet, "Not for the public.")
    return made


def everything(who: Any, people: Cast) -> dict[str, str]:
    """All cells of each file as the rows give them, also for a reader without an account."""
    scope = Scope(who, people.pfpp)
    return {
        one.file: " ".join(
            str(column.value(row)) for row in one.read(scope) for column in one.columns
        )
        for one in registered(ProgrammeFile)
    }


def test_a_finding_that_is_not_for_them_reaches_neither_outsider_nor_public(
    people: Cast, looked_at: Evaluation
) -> None:
    for_evaluator = rows(taken(people.evaluator, people), "evaluation_findings.csv")
    said = [(row["claim"], row["pilot"], row["state"]) for row in for_evaluator]
    assert (f"{SECRET} early", "warm-homes", "not published yet") in said
    assert (f"{SECRET} kept", "", "stands") in said
    mine = taken(people.outsider, people)
    assert [name for name, text in mine.items() if SECRET in text] == []
    claims = [row["claim"] for row in rows(mine, "evaluation_findings.csv")]
    assert claims == ["All may read this."] * 2 + ["Not for the public."]
    public = everything(AnonymousUser(), people)
    assert [name for name, text in public.items() if SECRET in text] == []
    assert public["evaluation_findings.csv"].count("All may read this.") == 2
    assert "Not for the public." not in public["evaluation_findings.csv"]
    assert "For those who work on it" not in public["evaluations.csv"]


def test_a_finding_that_was_replaced_stays_and_names_a_later_one_only_to_who_sees_it(
    people: Cast, homes: Pilot
) -> None:
    made = evaluated.evaluation(homes)
    later = evaluated.finding(made, f"{SECRET} now", visibility="programme")
    evaluated.finding(made, "Drier homes", superseded_by=later)
    found = {
        r["claim"]: r for r in rows(taken(people.evaluator, people), "evaluation_findings.csv")
    }
    assert found["Drier homes"]["state"] == "replaced since"
    assert found["Drier homes"]["replaced_by"] == found[f"{SECRET} now"]["finding"]
    [mine] = rows(taken(people.outsider, people), "evaluation_findings.csv")
    assert (mine["state"], mine["replaced_by"]) == ("replaced since", "")


def test_what_is_not_known_of_an_evaluation_or_a_cost_is_blank(people: Cast, homes: Pilot) -> None:
    evaluated.evaluation(homes, "Did it help?")
    evaluated.cost_line(homes, "Days of school", amount_low=None, amount_high=None, price_year=None)
    files = taken(people.evaluator, people)
    [made] = rows(files, "evaluations.csv")
    unknown = ("evaluator", "evaluator_name", "independence", "start", "final", "source")
    assert [made[name] for name in unknown] == [""] * len(unknown)
    [line] = rows(files, "costs_and_benefits.csv")
    unknown = ("amount_qualifier", "amount_low", "amount_high", "price_year", "basis", "whose")
    assert [line[name] for name in unknown] == [""] * len(unknown)


def test_an_indicator_says_which_version_it_follows_and_what_it_counted_before(
    people: Cast, homes: Pilot
) -> None:
    shared = defined.shared_definition(edition=2, edition_why="Flats count too")
    defined.shared_definition("Nobody here follows this")
    counted = defined.follows(shared, homes, shared_edition=1)
    defined.earlier(counted, builders.TODAY, "Doors knocked at")
    defined.remeasure(counted, state="dropped", dropped_because="No money")
    files = taken(people.evaluator, people)
    [plain, follower] = rows(files, "indicators.csv")
    assert (plain["shared_definition"], plain["shared_version"]) == ("", "")
    assert (follower["shared_definition"], follower["shared_version"]) == (shared.slug, "1")
    [kept] = rows(files, "shared_definitions.csv")
    assert (kept["name"], kept["version"], kept["version_why"]) == (
        *("Homes visited", "2", "Flats count too"),
    )
    [before] = rows(files, "earlier_definitions.csv")
    assert (before["indicator"], before["definition"]) == ("warm-homes/2", "Doors knocked at")
    assert before["until"] == builders.TODAY.isoformat()
    [again] = rows(files, "repeat_measures.csv")
    assert (again["state"], again["dropped_because"]) == ("given up", "No money")


def test_boxes_and_arrows_of_a_theory_lead_to_their_version_and_indicator(
    people: Cast, homes: Pilot
) -> None:
    drawn = evaluated.theory(homes)
    evaluated.box(drawn, "Visits", indicator=homes.indicators.get())
    files = taken(people.outsider, people)
    assert [row["theory"] for row in rows(files, "theories.csv")] == ["warm-homes/1"]
    boxes = {row["text"]: row for row in rows(files, "theory_boxes.csv")}
    assert boxes["Visits"]["indicator"] == "warm-homes/1"
    [link] = rows(files, "theory_links.csv")
    assert link["from_box"] == boxes["Letters to landlords"]["box"]
    assert link["to_box"] == boxes["Dry homes"]["box"]
    assert link["theory"] == "warm-homes/1"


def test_nothing_of_other_programmes_is_in_the_zip(people: Cast, homes: Pilot) -> None:
    judged(homes, "So it went.")
    before = taken(people.evaluator, people)
    elsewhere = builders.pilot(people.bradford, "Elsewhere")
    builders.actual(builders.indicator(elsewhere, "Elsewhere", target_low=9), 7)
    judged(elsewhere, "Elsewhere")
    life(elsewhere, "Elsewhere")
    assert taken(people.evaluator, people) == before
