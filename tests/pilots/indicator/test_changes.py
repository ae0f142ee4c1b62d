"""Officers keep their figures: adding one, another plan, another definition, a later count."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from pilots.indicator import actions
from pilots.models import Actual, Indicator, IndicatorDefinition, IndicatorPlan, Pilot, Remeasure
from tests import builders, defined
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of, values

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def day(name: str, year: int, month: int, number: int) -> dict[str, str]:
    return {f"{name}_day": str(number), f"{name}_month": str(month), f"{name}_year": str(year)}


def send(reader: Any, address: str, /, **typed: Any) -> Any:
    """Fill the form of a page in as a browser would, and send it."""
    client = signed_in(reader)
    return client.post(address, filled(client, address, **typed))


def page_of(indicator: Indicator, who: Any = None) -> str:
    client = signed_in(who) if who else Client()
    return text_of(client.get(indicator.get_absolute_url()))


def at(name: str, of: Indicator) -> str:
    return reverse(name, args=[of.pilot.slug, of.number])


def test_an_officer_adds_a_figure_with_its_plan(people: Cast, warm_homes: Pilot) -> None:
    add = reverse("indicator_add", args=[warm_homes.slug])
    typed = {"name": "Boilers mended", "unit": "boilers", "target": "100 to 150", "chain": "output"}
    typed |= {"baseline": "12", **day("baseline_at", 2025, 3, 31)}
    typed |= {"due_year": "2027", "due_month": "3", "plan_definition": "Boilers that work again"}
    send(people.bradford_officer, add, **typed)
    made = Indicator.objects.get(name="Boilers mended")
    said = page_of(made)
    assert "100 to 150 boilers" in said
    assert "Boilers that work again" in said
    assert "12 boilers 31 March 2025" in said
    assert "March 2027" in said


def test_a_figure_without_a_plan_says_that_none_is_known(people: Cast, warm_homes: Pilot) -> None:
    add = reverse("indicator_add", args=[warm_homes.slug])
    send(people.bradford_officer, add, name="Calls", unit="calls")
    made = Indicator.objects.get(name="Calls")
    assert not made.plans.exists()
    assert "No plan is known for this figure" in page_of(made)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"unit": "per cent", "target": "140"}, "is a share and cannot be more than 100%"),
        ({"target": "150 to 100"}, "must be larger than the first"),
        ({"target": "a lot"}, "or leave it empty"),
        (
            {"baseline": "3", **day("baseline_at", 2027, 1, 1)},
            "The date of the earlier figure cannot be in the future",
        ),
        (day("baseline_at", 2025, 1, 1), "Enter what the figure was before, or remove the date"),
        ({"unit": "%", "target": "£40"}, "is counted in %, not in pounds"),
    ],
)
def test_what_cannot_be_planned_is_said_at_its_field(
    people: Cast, warm_homes: Pilot, typed: dict[str, str], said: str
) -> None:
    add = reverse("indicator_add", args=[warm_homes.slug])
    answer = send(people.bradford_officer, add, **{"name": "Sure", "unit": "homes", **typed})
    assert said in text_of(answer)
    assert not Indicator.objects.filter(name="Sure").exists()


def test_a_share_of_change_may_be_over_100(people: Cast, warm_homes: Pilot) -> None:
    add = reverse("indicator_add", args=[warm_homes.slug])
    typed = {"name": "Rise", "unit": "percent", "target": "140", "may_exceed_100": "on"}
    send(people.bradford_officer, add, **typed)
    made = Indicator.objects.get(name="Rise")
    assert made.unit == "%"
    assert "140%" in page_of(made)


@pytest.mark.parametrize("kind", ["actual", "plan"])
def test_the_database_refuses_a_share_over_100(warm_homes: Pilot, kind: str) -> None:
    share = builders.indicator(warm_homes, "Warm enough", "%")
    over: dict[str, Any] = {
        "actual": lambda: builders.actual(share, 101),
        "plan": lambda: IndicatorPlan.objects.create(
            indicator=share, target_low=60, target_high=101
        ),
    }
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        over[kind]()
    name = refused.value.__cause__.diag.constraint_name
    assert name == f"{kind}_share_within_100"
    builders.actual(share, 100)


def test_a_change_of_plan_keeps_the_earlier_one_with_the_reason(
    people: Cast, warm_homes: Pilot
) -> None:
    one = builders.indicator(warm_homes, "Roofs mended", "roofs", target_low=120)
    builders.actual(one, 8, as_of=dt.date(2026, 3, 31), counts="same")
    builders.actual(one, 22, as_of=dt.date(2026, 9, 30), counts="same")
    typed = {"kind": "change", "target": "80 to 120", "why": "Fewer roofs leak than we thought"}
    send(people.bradford_officer, at("indicator_plan", one), **typed, **day("since", 2026, 6, 1))
    said = page_of(one)
    assert "From the start until 31 May 2026" in said
    assert "From 1 June 2026 Changed because: Fewer roofs leak than we thought" in said
    assert "Plan changed to 80 to 120" in said


def test_a_mistake_in_a_plan_is_put_right_in_place(people: Cast, warm_homes: Pilot) -> None:
    one = builders.indicator(warm_homes, "Roofs mended", "roofs", target_low=1200)
    typed = {"kind": "correction", "target": "120"}
    send(people.bradford_officer, at("indicator_plan", one), **typed)
    [plan] = one.plans.all()
    assert str(plan.target) == "120 roofs"


def test_a_change_of_plan_needs_a_day_and_a_reason(people: Cast, warm_homes: Pilot) -> None:
    one = builders.indicator(warm_homes, "Roofs mended", "roofs", target_low=120)
    answer = send(people.bradford_officer, at("indicator_plan", one), kind="change", target="80")
    said = text_of(answer)
    assert "Enter the date from which the new plan applies" in said
    assert "Say why the plan changed" in said
    assert one.plans.get().target_low == 120


def test_another_definition_splits_the_series(people: Cast, warm_homes: Pilot) -> None:
    one = builders.indicator(warm_homes, "Families helped", "families", target_low=100)
    Indicator.objects.filter(pk=one.pk).update(definition="Families who came")
    for month, value in ((1, 40), (2, 50), (7, 20), (8, 30)):
        builders.actual(one, value, as_of=dt.date(2026, month, 28), counts="same")
    typed = {"definition": "Families with a plan", "why": "Coming is no help"}
    send(
        people.bradford_officer, at("indicator_redefine", one), **typed, **day("since", 2026, 5, 1)
    )
    answer = Client().get(one.get_absolute_url())
    said, html = text_of(answer), answer.content.decode()
    assert html.count('<path class="ln"') == 2
    assert "Until 30 April 2026 Families who came" in said
    assert "Definition changed on 1 May 2026" in said
    assert "of 100 planned" not in said
    assert "The definition changed on 1 May 2026: one uses the definition before" in said


def test_a_new_plan_after_the_new_definition_can_be_compared_again(
    people: Cast, warm_homes: Pilot
) -> None:
    one = builders.indicator(warm_homes, "Families helped", "families", target_low=100)
    builders.actual(one, 40, as_of=dt.date(2026, 1, 31), counts="same")
    builders.actual(one, 30, as_of=dt.date(2026, 8, 31), counts="same")
    defined.earlier(one, dt.date(2026, 5, 1))
    assert "30 families, of 100 planned" not in page_of(one)
    typed = {"kind": "change", "target": "60", "why": "It counts something else now"}
    send(people.bradford_officer, at("indicator_plan", one), **typed, **day("since", 2026, 5, 1))
    assert "30 families, of 60 planned" in page_of(one)


def test_the_file_says_which_definition_each_figure_had(people: Cast, warm_homes: Pilot) -> None:
    one = builders.indicator(warm_homes, "Families helped", "families")
    Indicator.objects.filter(pk=one.pk).update(definition="Families with a plan")
    builders.actual(one, 40, as_of=dt.date(2026, 1, 31))
    builders.actual(one, 30, as_of=dt.date(2026, 8, 31))
    defined.earlier(one, dt.date(2026, 5, 1), "Families who came")
    answer: Any = Client().get(
        reverse("pilot_indicators", args=[warm_homes.slug]), {"format": "json"}
    )
    file = json.loads(answer.getvalue())
    rows = [row for row in file["rows"] if row["indicator"] == "Families helped"]
    assert [(row["definition"], row["definition_until"]) for row in rows] == [
        ("Families who came", "2026-05-01"),
        ("Families with a plan", None),
    ]


def test_the_same_words_are_no_new_definition(people: Cast, warm_homes: Pilot) -> None:
    one = builders.indicator(warm_homes)
    Indicator.objects.filter(pk=one.pk).update(definition="Homes entered")
    typed = {"definition": "Homes entered", "why": "So", **day("since", 2026, 5, 1)}
    answer = send(people.bradford_officer, at("indicator_redefine", one), **typed)
    assert "this is what it counted before" in text_of(answer)
    assert not IndicatorDefinition.objects.exists()


def test_the_unit_of_what_is_counted_already_stays(people: Cast, warm_homes: Pilot) -> None:
    one = builders.indicator(warm_homes, "Visits", "homes")
    builders.actual(one, 4)
    answer = send(people.bradford_officer, at("indicator_edit", one), unit="people")
    assert "1 figure of it is recorded in homes. Close this figure and add another" in text_of(
        answer
    )


def test_a_figure_is_closed_and_stays_on_the_page(people: Cast, warm_homes: Pilot) -> None:
    one = builders.indicator(warm_homes, "Visits", "homes")
    builders.actual(one, 4)
    send(people.bradford_officer, at("indicator_edit", one), **day("ended_on", 2026, 10, 1))
    assert "No longer counted since 1 October 2026" in page_of(one)
    assert Actual.objects.filter(indicator=one).exists()


def test_an_evaluator_proposes_a_later_count_and_the_officer_takes_it_on(
    people: Cast, warm_homes: Pilot
) -> None:
    one = builders.indicator(warm_homes, "Warm enough", "%")
    typed = {"who": "Analyst", **day("due", 2027, 11, 30)}
    send(people.evaluator, at("remeasure_add", one), **typed)
    [made] = Remeasure.objects.all()
    assert made.state == "proposed"
    work = text_of(signed_in(people.bradford_officer).get("/"))
    assert "Figures to count again" in work
    work = text_of(signed_in(people.bradford_officer).get("/?when=later"))
    assert "Agree when to count again: Warm enough Warm homes, Analyst 30 November 2027" in work
    change = reverse("remeasure_edit", args=[made.pk])
    assert signed_in(people.evaluator).get(change).status_code == 403
    send(people.bradford_officer, change, state="agreed")
    assert "30 November 2027, Analyst Planned" in page_of(one)


def test_a_later_count_is_done_once_a_figure_of_that_day_is_recorded(
    people: Cast, warm_homes: Pilot
) -> None:
    one = builders.indicator(warm_homes, "Warm enough", "%")
    defined.remeasure(one, due=dt.date(2026, 11, 1))
    place = text_of(Client().get(reverse("pilot_indicators", args=[warm_homes.slug])))
    assert "To be counted again: Warm enough , 1 November 2026 Due" in place
    builders.actual(one, None, as_of=dt.date(2026, 11, 2))
    assert "1 November 2026, Analyst Due" in page_of(one)
    builders.actual(one, 48, as_of=dt.date(2026, 11, 3))
    assert "1 November 2026, Analyst Done" in page_of(one)
    figures = reverse("pilot_indicators", args=[warm_homes.slug])
    assert "To be counted again" not in text_of(Client().get(figures))


def test_the_next_later_count_stands_first_and_what_is_over_last(
    people: Cast, warm_homes: Pilot
) -> None:
    one = builders.indicator(warm_homes, "Warm enough", "%")
    builders.actual(one, 48, as_of=dt.date(2026, 11, 3))
    for month in (11, 12):
        defined.remeasure(one, due=dt.date(2026, month, 1))
    defined.remeasure(one, due=dt.date(2027, 12, 1))
    page = page_of(one)
    days = ("1 December 2026, Analyst", "1 December 2027, Analyst", "1 November 2026, Analyst Done")
    assert sorted(days, key=page.index) == list(days)


def test_a_figure_that_is_counted_again_many_times_hides_no_other(warm_homes: Pilot) -> None:
    often = builders.indicator(warm_homes, "Warm enough", "%")
    for month in range(1, 11):
        defined.remeasure(often, due=dt.date(2027, month, 1))
    defined.remeasure(builders.indicator(warm_homes, "Dry", "%"), due=dt.date(2027, 12, 1))
    place = text_of(Client().get(reverse("pilot_indicators", args=[warm_homes.slug])))
    assert "To be counted again: Warm enough , 1 January 2027; Dry , 1 December 2027" in place


@pytest.mark.parametrize(
    ("as_of", "precision", "recorded", "state"),
    [
        ((2026, 11, 1), "month", (2026, 11, 18), "Done"),
        ((2026, 11, 1), "month", (2026, 11, 12), "Due"),
        ((2026, 10, 1), "month", (2026, 11, 18), "Due"),
        ((2026, 1, 1), "year", (2026, 11, 18), "Done"),
        ((2026, 4, 1), "financial_year", (2026, 11, 18), "Done"),
        ((2025, 4, 1), "financial_year", (2026, 11, 18), "Due"),
        ((2026, 11, 14), "day", (2026, 11, 18), "Due"),
    ],
)
def test_a_figure_of_the_month_will_do_once_the_day_has_come(
    warm_homes: Pilot,
    as_of: tuple[int, int, int],
    precision: str,
    recorded: tuple[int, int, int],
    state: str,
) -> None:
    one = builders.indicator(warm_homes, "Warm enough", "%")
    defined.remeasure(one, due=dt.date(2026, 11, 15))
    at = dt.datetime(*recorded, 12, tzinfo=dt.UTC)
    builders.actual(one, 48, as_of=dt.date(*as_of), as_of_precision=precision, created_at=at)
    assert f"15 November 2026, Analyst {state}" in page_of(one)


def test_a_later_count_is_given_up_with_a_reason(people: Cast, warm_homes: Pilot) -> None:
    one = builders.indicator(warm_homes)
    again = defined.remeasure(one)
    change = reverse("remeasure_edit", args=[again.pk])
    answer = send(people.bradford_officer, change, state="dropped")
    assert "Say why it was dropped" in text_of(answer)
    send(people.bradford_officer, change, state="dropped", dropped_because="Nobody is left")
    assert "Dropped" in page_of(one)
    with pytest.raises(IntegrityError, match="remeasure_given_up_with_reason"):
        Remeasure.objects.filter(pk=again.pk).update(dropped_because="")


def test_of_two_who_write_a_first_plan_the_second_sees_both(
    people: Cast, warm_homes: Pilot
) -> None:
    one = builders.indicator(warm_homes, "Roofs mended", "roofs")
    client, plan = signed_in(people.bradford_officer), at("indicator_plan", one)
    typed = filled(client, plan, target="80")
    send(people.bradford_editor, plan, target="120")
    client.post(plan, typed)
    answer = client.post(plan, typed | {"kind": "correction"})
    assert "Somebody changed this while you were typing." in text_of(answer)
    assert str(one.plans.get().target) == "120 roofs"


def test_a_plan_that_came_meanwhile_is_not_put_right_by_mistake(
    people: Cast, warm_homes: Pilot
) -> None:
    one = builders.indicator(warm_homes, "Roofs mended", "roofs", target_low=1200)
    client, plan = signed_in(people.bradford_officer), at("indicator_plan", one)
    typed = filled(client, plan, kind="correction", target="1000")
    change = {"kind": "change", "target": "80", "why": "Less money", **day("since", 2026, 6, 1)}
    send(people.bradford_editor, plan, **change)
    answer = client.post(plan, typed)
    assert "Somebody changed this while you were typing." in text_of(answer)
    assert str(one.plans.get(valid_to=None).target) == "80 roofs"
    client.post(plan, values(answer.content.decode()))
    assert str(one.plans.get(valid_to=None).target) == "1,000 roofs"


def test_the_unit_of_what_is_planned_already_stays(people: Cast, warm_homes: Pilot) -> None:
    one = builders.indicator(warm_homes, "Visits", "homes", target_low=120)
    edit = at("indicator_edit", one)
    answer = send(people.bradford_officer, edit, unit="people")
    assert "Its plan is written in homes. Close this figure and add another" in text_of(answer)
    builders.actual(one, 4)
    answer = send(people.bradford_officer, edit, unit="people")
    assert "1 figure of it is recorded and its plan is written in homes." in text_of(answer)
    one.plans.update(unit="dwellings")
    one.actuals.all().delete()
    send(people.bradford_officer, edit, unit="people")
    one.refresh_from_db()
    assert one.unit == "people"


def test_a_plan_that_is_written_while_the_unit_changes_keeps_its_unit(
    people: Cast, warm_homes: Pilot
) -> None:
    one = builders.indicator(warm_homes, "Visits", "homes")
    one.unit = "people"
    IndicatorPlan.objects.create(indicator=one, target_low=120)
    with pytest.raises(ValidationError, match="Its plan is written in homes"):
        actions.change_indicator(indicator=one, by=people.bradford_officer)


def test_of_two_who_change_a_definition_the_second_sees_both(
    people: Cast, warm_homes: Pilot
) -> None:
    one = builders.indicator(warm_homes, "Families helped", "families")
    Indicator.objects.filter(pk=one.pk).update(definition="Families who came")
    client, change = signed_in(people.bradford_officer), at("indicator_redefine", one)
    mine = {"definition": "Families who stayed", "why": "Coming is no help"}
    typed = filled(client, change, **mine, **day("since", 2026, 6, 1))
    theirs = {"definition": "Families with a plan", "why": "We write plans"}
    send(people.bradford_editor, change, **theirs, **day("since", 2026, 5, 1))
    answer = client.post(change, typed)
    said = text_of(answer)
    assert "Somebody changed this while you were typing." in said
    for words in ("Families with a plan", "We write plans", "Families who stayed", "1 May 2026"):
        assert words in said
    assert one.earlier_definitions.count() == 1
    client.post(change, values(answer.content.decode()))
    one.refresh_from_db()
    assert one.definition == "Families who stayed"
    assert one.earlier_definitions.count() == 2


def test_two_changes_of_one_day_are_told_and_no_fault(people: Cast, warm_homes: Pilot) -> None:
    one = builders.indicator(warm_homes, "Families helped", "families")
    change = {"since": dt.date(2026, 5, 1), "by": people.bradford_officer}
    actions.redefine(indicator=one, definition="Families who came", why="So", **change)
    with pytest.raises(ValidationError, match="It changed on 1 May 2026: enter a later day"):
        actions.redefine(indicator=one, definition="Families who stayed", why="No", **change)
    send(
        *(people.bradford_officer, at("indicator_redefine", one)),
        **{"definition": "Families with a plan", "why": "So", **day("since", 2026, 5, 1)},
    )
    one.refresh_from_db()
    assert one.definition == "Families who came"
