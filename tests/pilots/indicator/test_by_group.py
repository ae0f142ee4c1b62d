"""A figure by group: declared, planned, counted, checked against the whole, corrected, sent."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from pilots.indicator.groups import ByGroup, check_sum, in_lines, lists_of, read_lists
from pilots.models import Actual, Indicator, IndicatorPlan, Pilot, Update
from records.figures import Quantity
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import at, filled, signed_in, text_of
from tests.pilots.indicator.test_changes import day, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

SEX = "Sex: women, men"
JUNE = dt.date(2026, 6, 30)


@pytest.fixture
def helped(warm_homes: Pilot) -> Indicator:
    """People helped, counted by sex; 100 planned, of whom 60 women."""
    made = builders.indicator(warm_homes, "People helped", "people", target_low=100)
    Indicator.objects.filter(pk=made.pk).update(groups=SEX)
    made.plans.update(by_group=ByGroup.of({"Sex": {"women": 60, "men": 40}}))
    return Indicator.objects.get(pk=made.pk)


def counted(of: Indicator, value: int, **fields: Any) -> Actual:
    fields["by_group"] = ByGroup.of(fields.get("by_group", {}))
    return builders.actual(of, value, counts="same", **fields)


def address(name: str, of: Indicator, *more: Any) -> str:
    return reverse(name, args=[of.pilot.slug, of.number, *more])


def csv_rows(client: Client, page: str) -> list[dict[str, str]]:
    content = b"".join(client.get(page))
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


# --- The lists of an indicator ---


def test_lists_are_typed_one_a_line_and_each_has_those_not_known() -> None:
    typed = " Sex :women,  men\n\nAge: under 25; 25 to 64, or so; Not known"
    lists = read_lists(typed)
    assert lists == {"Sex": ["women", "men"], "Age": ["under 25", "25 to 64, or so"]}
    assert read_lists(in_lines(lists)) == lists
    assert lists_of(in_lines(lists))["Sex"] == ["women", "men", "not known"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("women, men", "like this: Sex: women, men"),
        ("Sex: women", "like this: Sex: women, men"),
        (": women, men", "like this: Sex: women, men"),
        ("Sex: women, Women", "“Sex” lists the same group twice"),
        (f"{SEX}\nsex: a, b", "There are two lists called “sex”"),
        ("\n".join(f"L{n}: a, b" for n in range(5)), "Enter at most 4 lists"),
        ("Age: " + ", ".join(map(str, range(13))), "Enter at most 12 groups for “Age”"),
        (f"Sex: {'x' * 61}, men", "Shorten “xxx"),
    ],
)
def test_what_is_no_list_is_told(typed: str, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        read_lists(typed)


def test_an_editor_says_by_which_groups_it_is_counted(people: Cast, helped: Indicator) -> None:
    page = address("indicator_edit", helped)
    send(people.bradford_officer, page, groups="Age: under 25, 25 and over")
    helped.refresh_from_db()
    assert helped.groups == "Age: under 25, 25 and over"
    assert "under 25, 25 and over" in text_of(Client().get(helped.get_absolute_url()))
    # What the plan said by the list before stays
    assert "Sex" in text_of(Client().get(helped.get_absolute_url()))


def test_consents_asked_given_and_refused_are_one_figure_by_group(
    people: Cast, warm_homes: Pilot
) -> None:
    asked = builders.indicator(warm_homes, "Households asked to agree to works", "households")
    form = signed_in(people.bradford_officer).get(address("indicator_edit", asked))
    assert "Consent: given, refused" in text_of(form)
    send(
        people.bradford_officer, address("indicator_edit", asked), groups="Consent: given, refused"
    )
    asked.refresh_from_db()
    counted(asked, 150, by_group={"Consent": {"given": 98, "refused": 31, "not known": 21}})
    page = text_of(Client().get(asked.get_absolute_url()))
    for said in ("150 households", "98", "31", "21"):
        assert said in page


def test_per_cents_are_not_split_into_groups(people: Cast, warm_homes: Pilot) -> None:
    share = builders.indicator(warm_homes, "Warm enough", "%")
    answer = send(people.bradford_officer, address("indicator_edit", share), groups=SEX)
    assert "Percentages by group do not add up" in text_of(answer)


# --- Against the whole ---


@pytest.mark.parametrize(
    ("women", "men", "rest", "whole", "said"),
    [
        (62, 38, None, Quantity(Decimal(100)), ""),
        (62, 30, 8, Quantity(Decimal(100)), ""),
        (62, 30, None, Quantity(Decimal(100)), "adds up to 92, and the whole is 100"),
        (62, 30, 3, Quantity(Decimal(100)), "enter the other 5 at “not known”, beside the 3"),
        (62, 40, None, Quantity(Decimal(100)), "adds up to 102, more than the whole, 100"),
        # One that is not known may be any number: it is not zero
        (62, None, None, Quantity(Decimal(100)), ""),
        (162, None, None, Quantity(Decimal(100)), "more than the whole"),
        (62, 30, None, Quantity(Decimal(90), Decimal(95)), ""),
        (62, 40, None, Quantity(Decimal(90), Decimal(95)), "more than the whole, 95"),
        (62, 40, None, Quantity(Decimal(100), None, "about"), ""),
        (62, 40, None, Quantity(Decimal(100), None, "at_least"), ""),
        (62, 30, None, Quantity(Decimal(100), None, "at_most"), ""),
        (62, None, None, Quantity(None), "Enter the figure as a whole as well"),
    ],
)
def test_a_list_is_checked_against_the_whole(
    women: Any, men: Any, rest: Any, whole: Quantity, said: str
) -> None:
    typed = {"women": women, "men": men, "not known": rest}
    values = {group: Decimal(value) for group, value in typed.items() if value is not None}
    problem = check_sum("Sex", values, ["women", "men", "not known"], whole)
    assert said in problem
    assert bool(problem) is bool(said)


def test_a_count_comes_with_its_groups(people: Cast, helped: Indicator) -> None:
    page = address("figure_count", helped)
    client = signed_in(people.bradford_officer)
    form = text_of(client.get(page))
    assert "Women 60" in form  # what was planned stands beside its box
    wrong = filled(client, page, value="92", counts="same", group_0_0="62", group_0_1="38")
    said = text_of(client.post(page, wrong))
    assert "“Sex” adds up to 100, more than the whole, 92" in said
    assert not helped.actuals.exists()
    client.post(page, wrong | {"value": "105", "group_0_rest": "5"})
    actual = helped.actuals.get()
    assert actual.by_group == {
        "Sex": {"women": Decimal(62), "men": Decimal(38), "not known": Decimal(5)}
    }
    shown = text_of(client.get(helped.get_absolute_url()))
    assert "Women 60 62" in shown
    assert "Not known Not known 5" in shown


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"value": "", "group_0_0": "3"}, "as a whole as well as by group"),
        ({"value": "50", "group_0_0": "20 to 30"}, "as one number, such as 41, or leave it empty"),
        ({"value": "50", "group_0_0": "some"}, "“Sex: women” as a number, such as 41, or leave"),
        ({"value": "", "unknown": "on", "missing": "not_counted", "group_0_0": "3"}, "as a whole"),
    ],
)
def test_what_is_no_number_of_a_group_is_told(
    people: Cast, helped: Indicator, typed: dict[str, str], said: str
) -> None:
    answer = send(people.bradford_officer, address("figure_count", helped), counts="same", **typed)
    assert said in text_of(answer)
    assert not helped.actuals.exists()


def test_a_correction_puts_a_group_right_and_keeps_what_was_said(
    people: Cast, helped: Indicator
) -> None:
    wrong = counted(helped, 100, by_group={"Sex": {"women": 62, "men": 38}})
    page = address("figure_correct", helped, wrong.pk)
    client = signed_in(people.bradford_editor)
    typed = filled(client, page, group_0_0="52", group_0_1="48", why="Two sheets were swapped")
    assert "Figure corrected" in text_of(client.post(page, typed, follow=True))
    wrong.refresh_from_db()
    assert (wrong.superseded, wrong.by_group["Sex"]["women"]) == (True, 62)
    page_of = text_of(client.get(helped.get_absolute_url()))
    assert "Sex: women (52), men (48)" in page_of
    assert "Sex: women (62), men (38)" in page_of


def test_groups_of_a_list_that_is_no_longer_declared_can_be_corrected(
    people: Cast, helped: Indicator
) -> None:
    Indicator.objects.filter(pk=helped.pk).update(groups="Age: under 25, 25 and over")
    wrong = counted(helped, 100, by_group={"Sex": {"women": 62, "men": 38}})
    page = address("figure_correct", helped, wrong.pk)
    typed = filled(signed_in(people.bradford_editor), page)
    assert (typed["group_0_0"], typed["group_1_0"], typed["group_1_1"]) == ("", "62", "38")


def test_the_plan_has_groups_and_what_was_planned_before_is_kept(
    people: Cast, helped: Indicator
) -> None:
    page = address("indicator_plan", helped)
    client = signed_in(people.bradford_officer)
    typed = {"kind": "change", "why": "More men came", **day("since", 2026, 11, 1)}
    data = filled(client, page, **typed, group_0_0="70", group_0_1="40")
    assert "adds up to 110, more than the whole, 100" in text_of(client.post(page, data))
    client.post(page, data | {"group_0_0": "55", "group_0_1": "45"}, follow=True)
    said = list(IndicatorPlan.objects.filter(indicator=helped).values_list("by_group", flat=True))
    assert sorted(str(one) for one in said) == [
        "Sex: women (55), men (45)",
        "Sex: women (60), men (40)",
    ]


def test_an_update_brings_groups_and_is_edited_with_them(people: Cast, helped: Indicator) -> None:
    client = signed_in(people.bradford_officer)
    said = {"confidence": "on_track", "happened": "We opened."}
    key = f"f{helped.number}"
    typed = {f"{key}-value": "100", f"{key}-counts": "same", f"{key}-group_0_0": "62"}
    data = filled(client, at(helped.pilot), **said, **typed, **{f"{key}-group_0_1": "38"})
    client.post(at(helped.pilot), data)
    update = Update.objects.get()
    assert str(update.actuals.get(indicator=helped).by_group) == "Sex: women (62), men (38)"
    edit = reverse("pilot_update_edit", args=[helped.pilot.slug, update.number])
    data = filled(client, edit, **{f"{key}-group_0_1": "30", f"{key}-group_0_rest": "8"})
    assert data[f"{key}-group_0_0"] == "62"
    client.post(edit, data)
    live = helped.actuals.live().get()
    assert str(live.by_group) == "Sex: women (62), men (30), not known (8)"


# --- In files ---


def test_a_file_has_a_row_for_each_group_after_the_whole(people: Cast, helped: Indicator) -> None:
    counted(helped, 50, as_of=JUNE)
    counted(helped, 100, by_group={"Sex": {"women": 62, "men": 38}})
    page = f"{reverse('pilot_indicators', args=[helped.pilot.slug])}?format=csv"
    rows = [
        (row["list"], row["group"], row["plan_low"], row["actual_low"])
        for row in csv_rows(signed_in(people.bradford_officer), page)
        if row["indicator"] == "People helped"
    ]
    assert rows == [
        ("", "", "100.00", "50.00"),
        ("", "", "100.00", "100.00"),
        ("Sex", "women", "60", "62"),
        ("Sex", "men", "40", "38"),
    ]


def test_the_database_refuses_groups_that_are_more_than_their_whole(helped: Indicator) -> None:
    groups: dict[str, Any] = {"Sex": {"women": 62, "men": 39}}
    broken: list[tuple[str, Any]] = [
        ("actual_groups_within", lambda: counted(helped, 100, by_group=groups)),
        ("actual_groups_within", lambda: counted(helped, 100, by_group={"Sex": {"men": -1}})),
        (
            "actual_groups_within",
            lambda: builders.actual(helped, by_group=ByGroup.of({"Sex": {"men": 3}})),
        ),
        (
            "plan_groups_within",
            lambda: helped.plans.update(by_group=ByGroup.of(groups)),
        ),
    ]
    for name, breaks in broken:
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            breaks()
        assert refused.value.__cause__.diag.constraint_name == name
    counted(helped, 100, by_group=groups, value_qualifier="about")
