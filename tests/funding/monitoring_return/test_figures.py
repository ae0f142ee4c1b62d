"""The figures that returns ask for: entered once, found for each fund that asks for them."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction

from funding.models import DutyFigure, MonitoringReturn
from funding.monitoring_return import filling
from tests import builders, defined
from tests.builders import Cast
from tests.funding.monitoring_return.test_returns import a_duty, one
from tests.funding.round.test_rounds import a_fund
from tests.pilots.forms import filled, signed_in, text_of
from tests.plain_record import HIDDEN, NOW

pytestmark = pytest.mark.django_db
QUARTER = {"period_start": dt.date(2026, 7, 1), "period_end": dt.date(2026, 9, 30)}
IN_QUARTER = dt.date(2026, 9, 30)


@pytest.fixture(autouse=True)
def today() -> Any:
    with time_machine.travel(NOW, tick=True):
        yield


def a_return(cast: Cast, **fields: Any) -> MonitoringReturn:
    """One about the third quarter of 2026, which asks for homes improved."""
    made = one(cast, **{**QUARTER, **fields})
    DutyFigure.objects.get_or_create(duty=made.duty, name="Homes improved", unit="homes")
    return made


def homes(cast: Cast, value: Any = 41, name: str = "Warm homes", **fields: Any) -> Any:
    """A pilot in Bradford that counts them, with a figure of the quarter."""
    pilot = builders.pilot(cast.bradford, name, visibility=fields.pop("visibility", "network"))
    found = builders.indicator(pilot, name="Homes improved", unit="homes", **fields)
    if value is not None:
        builders.actual(found, value, as_of=IN_QUARTER)
    return found


def test_a_figure_is_added_to_a_duty_changed_and_ended(cast: Cast) -> None:
    duty = a_duty(cast)
    shared = defined.shared_definition("Homes improved")
    client = signed_in(cast.pfpp_lead)
    address = f"{duty.get_absolute_url()}figures/add/"
    answer = client.post(address, filled(client, address))
    assert "Say what is counted" in answer.content.decode()
    client.post(address, filled(client, address, shared=str(shared.pk)))
    made = DutyFigure.objects.get()
    assert (made.name, made.unit, made.shared) == ("Homes improved", shared.unit, shared)
    answer = client.post(address, filled(client, address, shared=str(shared.pk)))
    assert "This duty asks for that figure already" in answer.content.decode()
    assert "Homes improved" in text_of(client.get(duty.get_absolute_url()))
    edit = f"{duty.get_absolute_url()}figures/{made.pk}/edit/"
    answer = client.post(edit, filled(client, edit, unit="flats"))
    assert f"That definition counts in {shared.unit}" in answer.content.decode()
    ends = {"ended_day": "1", "ended_month": "11", "ended_year": "2026"}
    client.post(edit, filled(client, edit, **ends))
    made.refresh_from_db()
    assert made.has_ended
    assert "No longer asked for" in text_of(client.get(duty.get_absolute_url()))
    assert "Figure asked for added Homes improved" in text_of(
        client.get(f"{duty.get_absolute_url()}history/")
    )


@pytest.mark.parametrize("level", ["public", "network"])
def test_the_form_of_a_figure_says_whether_everyone_reads_it(cast: Cast, level: str) -> None:
    duty = a_duty(cast)
    duty.fund.visibility = level
    duty.fund.save()
    said = text_of(signed_in(cast.pfpp_lead).get(f"{duty.get_absolute_url()}figures/add/"))
    assert ("Everyone can read this once you save it" in said) == (level == "public")


def test_a_return_shows_the_figure_of_its_time_and_leads_to_where_it_is_entered(
    cast: Cast,
) -> None:
    made = a_return(cast)
    counted = homes(cast)
    builders.actual(counted, 90, as_of=dt.date(2026, 10, 31))
    client = signed_in(cast.bradford_officer)
    page = client.get(made.get_absolute_url())
    assert "1 of 1 is in the record for that time" in text_of(page)
    assert "41 homes as at 30 September 2026" in text_of(page)
    assert "90 homes" not in text_of(page)
    assert f'href="{counted.get_absolute_url()}"' in page.content.decode()


def test_what_is_not_there_for_that_time_is_not_known_and_can_be_entered(cast: Cast) -> None:
    made = a_return(cast)
    counted = homes(cast, None)
    builders.actual(counted, 90, as_of=dt.date(2026, 10, 31))
    page = signed_in(cast.bradford_officer).get(made.get_absolute_url())
    assert "0 of 1 are in the record for that time" in text_of(page)
    assert "Not in the record for that time" in text_of(page)
    entering = f"{counted.get_absolute_url()}count/?as_of=2026-09-30"
    assert entering in page.content.decode()
    form = signed_in(cast.bradford_officer).get(entering).context["form"]
    assert form.initial["as_of"] == dt.date(2026, 9, 30)
    page = signed_in(cast.outsider).get(made.get_absolute_url())
    assert f"{counted.get_absolute_url()}count/" not in page.content.decode()


def test_figures_of_several_pilots_are_shown_each_and_never_added(cast: Cast) -> None:
    made = a_return(cast)
    homes(cast, 41)
    homes(cast, 20, "Cold homes")
    said = text_of(signed_in(cast.bradford_officer).get(made.get_absolute_url()))
    assert "41 homes" in said
    assert "20 homes" in said
    assert "61" not in said


def test_only_what_counts_the_same_is_taken(cast: Cast) -> None:
    shared = defined.shared_definition("Homes improved")
    made = one(cast, **QUARTER)
    DutyFigure.objects.create(duty=made.duty, name="Homes done", unit=shared.unit, shared=shared)
    defined.follows(
        shared, builders.pilot(cast.bradford, "Follows"), 7, name="Counted so", as_of=IN_QUARTER
    )
    defined.follows(
        shared, builders.pilot(cast.bradford, "Differs"), 555, name="Homes done",
        shared_difference="Flats too", as_of=IN_QUARTER,
    )  # fmt: skip
    said = text_of(signed_in(cast.bradford_officer).get(made.get_absolute_url()))
    assert f"7 {shared.unit}" in said
    assert "555" not in said


def test_what_differs_from_a_definition_is_found_by_its_name_alone(cast: Cast) -> None:
    shared = defined.shared_definition("Homes improved")
    made = one(cast, **QUARTER)
    DutyFigure.objects.create(duty=made.duty, name="By rule", unit=shared.unit, shared=shared)
    DutyFigure.objects.create(duty=made.duty, name="Homes done", unit=shared.unit)
    defined.follows(
        shared, builders.pilot(cast.bradford, "Differs"), 555, name="Homes done",
        shared_difference="Flats too", as_of=IN_QUARTER,
    )  # fmt: skip
    asked = filling.fill(cast.bradford_officer, [made])
    assert [[found.words for found in row.found] for row in asked] == [
        [],
        [f"555 {shared.unit}"],
    ]


def test_what_was_counted_later_leaves_no_figure_of_that_time_out(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filling, "MOST_FIGURES", 1)
    made = a_return(cast)
    counted = homes(cast)
    builders.actual(counted, 90, as_of=dt.date(2026, 10, 31))
    assert "41 homes" in text_of(signed_in(cast.bradford_officer).get(made.get_absolute_url()))


def test_a_fund_whose_return_is_not_needed_asks_for_no_figure(cast: Cast) -> None:
    made = a_return(cast)
    other = a_duty(cast, a_fund(cast, "Works fund"))
    a_return(cast, duty=other, state="not_needed", because="Given up")
    said = text_of(signed_in(cast.bradford_officer).get(made.get_absolute_url()))
    assert "No other fund" in said
    assert "Works fund" not in said


def test_a_figure_elsewhere_or_hidden_from_the_reader_is_not_shown(cast: Cast) -> None:
    made = a_return(cast)
    homes(cast, 77, HIDDEN, visibility="team")
    luton = builders.pilot(cast.luton, "Elsewhere", visibility="network")
    elsewhere = builders.indicator(luton, name="Homes improved", unit="homes")
    builders.actual(elsewhere, 99, as_of=IN_QUARTER)
    said = text_of(signed_in(cast.outsider).get(made.get_absolute_url()))
    assert "77" not in said
    assert HIDDEN not in said
    assert "99 homes" not in said
    assert "No pilot that you can see counts it" in said


def test_the_same_figure_asked_by_two_funds_is_found_and_entered_once(cast: Cast) -> None:
    first = a_return(cast)
    other = a_fund(cast, "Works fund")
    second = a_return(cast, duty=a_duty(cast, other, what="Yearly return"))
    DutyFigure.objects.create(duty=second.duty, name="People", unit="people")
    quiet = a_fund(cast, f"{HIDDEN} fund", visibility="programme")
    a_return(cast, duty=a_duty(cast, quiet))
    homes(cast)
    client = signed_in(cast.bradford_officer)
    said = text_of(client.get("/places/bradford/returns/"))
    assert "Homes improved: 2 funds" in said
    assert said.count("41 homes") == 2
    assert "Asked for by one fund" in said
    assert HIDDEN not in said
    assert "Works fund" in text_of(client.get(first.get_absolute_url()))
    answer = client.get("/places/bradford/returns/?format=csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert [(row["fund"], row["figure"], row["value"]) for row in rows] == [
        ("Homes fund", "Homes improved", "41 homes"),
        ("Works fund", "Homes improved", "41 homes"),
        ("Works fund", "People", ""),
    ]


def test_a_place_without_returns_says_so(cast: Cast) -> None:
    said = text_of(signed_in(cast.outsider).get("/places/luton/returns/"))
    assert "No return that you can see is due" in said


def test_one_return_is_taken_away_with_its_figures(cast: Cast) -> None:
    made = a_return(cast)
    homes(cast)
    answer = signed_in(cast.outsider).get(f"{made.get_absolute_url()}?format=csv")
    [row] = csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig")))
    assert (row["value_low"], row["as_of"], row["period_end"]) == (
        "41.00", "30 September 2026", "2026-09-30",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "fields"),
    [("duty_figure_says_what", {"name": ""}), ("duty_figure_once", {"name": "HOMES"})],
)
def test_the_database_refuses(cast: Cast, name: str, fields: dict[str, Any]) -> None:
    duty = a_duty(cast)
    DutyFigure.objects.create(duty=duty, name="Homes", unit="homes")
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        DutyFigure.objects.create(duty=duty, unit="homes", **fields)
