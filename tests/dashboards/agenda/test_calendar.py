"""The calendar: what is due, planned and promised, as a page."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dashboards.agenda import found
from partnerships.models import Organisation
from people.subscription import actions
from pilots.models import Milestone, Pilot
from tests import builders, engaged
from tests.builders import Cast
from tests.pilots.conftest import people, today, warm_homes
from tests.pilots.forms import signed_in, text_of

__all__ = ["people", "today", "warm_homes"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


HERE = "/calendar/"


def milestone(of: Pilot, text: str, due: dt.date, **fields: Any) -> Milestone:
    return Milestone.objects.create(pilot=of, text=text, due=due, **fields)


def said(who: Any, address: str = "", **query: str) -> str:
    client = signed_in(who) if who else Client()
    return text_of(client.get(address or reverse("calendar"), query))


def test_ones_own_has_what_is_due_planned_and_promised_where_one_works(
    people: Cast, warm_homes: Pilot
) -> None:
    milestone(warm_homes, "First homes warm", dt.date(2026, 12, 4))
    engaged.visit(
        warm_homes, people.bradford, state="planned", on=dt.date(2027, 1, 12), purpose="See a home"
    )
    engaged.promise(engaged.engagement(warm_homes), due=dt.date(2026, 11, 30))
    mine = said(people.bradford_officer)
    assert "Friday 4 First homes warm Milestone · Warm homes" in mine
    assert "Tuesday 24 Update due: Warm homes Update · Bradford" in mine
    assert "Tuesday 12 Visit to Bradford: See a home Visit or meeting · Warm homes" in mine
    assert "Monday 30 Promised: Send the data Promise · For Data manager" in mine
    assert "4 entries" in mine
    others = said(people.outsider)
    assert "Nothing has a date in these months." in others


def test_a_date_known_to_the_month_has_no_day_and_one_known_to_the_year_stands_apart(
    people: Cast, warm_homes: Pilot
) -> None:
    milestone(warm_homes, "A first review", dt.date(2027, 3, 1), due_precision="month")
    milestone(warm_homes, "An evaluation", dt.date(2027, 1, 1), due_precision="year")
    mine = said(people.bradford_officer)
    assert "No day set A first review" in mine
    assert "1 March" not in mine
    assert "Monday 1 A first" not in mine
    assert "2027 An evaluation" in mine[mine.index("Known to the year only") :]


def test_what_is_late_stands_first_and_what_was_done_is_not_late(
    people: Cast, warm_homes: Pilot
) -> None:
    milestone(warm_homes, "Still owed", dt.date(2026, 5, 4))
    milestone(warm_homes, "Long done", dt.date(2026, 5, 4), done=dt.date(2026, 5, 5))
    milestone(warm_homes, "Done this month", dt.date(2026, 5, 4), done=dt.date(2026, 11, 3))
    mine = said(people.bradford_officer)
    late = mine[mine.index("Still to do from before") : mine.index("November 2026 Tuesday")]
    assert "4 May 2026 Still owed" in late
    assert "Late" in late
    assert "Long done" not in mine
    assert "Tuesday 3 Done this month Done Milestone · Warm homes" in mine
    before = said(people.bradford_officer, **{"from": "2026-05"})
    assert "Long done" in before


def test_a_month_that_is_over_its_end_is_not_late_before_the_month_is_over(
    people: Cast, warm_homes: Pilot
) -> None:
    milestone(warm_homes, "Some time in November", dt.date(2026, 11, 1), due_precision="month")
    mine = said(people.bradford_officer)
    assert "No day set Some time in November Milestone · Warm homes" in mine


def test_kinds_and_months_are_chosen_and_a_wrong_address_is_told(
    people: Cast, warm_homes: Pilot
) -> None:
    milestone(warm_homes, "First homes warm", dt.date(2026, 12, 4))
    milestone(warm_homes, "Next year", dt.date(2027, 6, 4))
    who = people.bradford_officer
    assert "Update due: Warm" not in said(who, kind="milestones")
    assert "First homes" not in said(who, kind="updates")
    assert "Next year" in said(who, **{"from": "2027-05"})
    assert "This address does not contain a valid month." in said(who, **{"from": "2027-13"})
    assert "no entries of that kind" in said(who, kind="wishes")


def test_a_place_a_programme_and_a_pilot_have_each_their_own(
    people: Cast, warm_homes: Pilot
) -> None:
    milestone(warm_homes, "First homes warm", dt.date(2026, 12, 4))
    elsewhere = builders.pilot(people.luton, "Warm shops")
    milestone(elsewhere, "First shops warm", dt.date(2026, 12, 4))
    Milestone.objects.create(programme=people.pfpp, text="Programme ends", due=dt.date(2027, 3, 31))
    for name, slug in (
        ("place_calendar", "bradford"),
        ("place_calendar", "yorkshire-and-the-humber"),
        ("programme_calendar", people.pfpp.slug),
        ("pilot_calendar", "warm-homes"),
    ):
        found = said(people.outsider, reverse(name, args=[slug]))
        assert "First homes warm" in found, name
        assert "First shops" not in found, name
        assert ("Programme ends" in found) == (name != "pilot_calendar"), name


def test_the_public_reads_milestones_and_neither_plans_nor_promises_nor_when_updates_are_due(
    people: Cast, warm_homes: Pilot
) -> None:
    milestone(warm_homes, "First homes warm", dt.date(2026, 12, 4))
    engaged.visit(
        warm_homes, people.bradford, state="planned", on=dt.date(2027, 1, 12), purpose="See a home"
    )
    engaged.promise(engaged.engagement(warm_homes), due=dt.date(2026, 11, 30))
    found = said(None, reverse("pilot_calendar", args=["warm-homes"]))
    assert "First homes warm" in found
    for hidden in ("See a home", "Send the data", "Update due: Warm"):
        assert hidden not in found


def test_an_outsider_does_not_read_when_an_update_is_due(people: Cast, warm_homes: Pilot) -> None:
    address = reverse("pilot_calendar", args=["warm-homes"])
    assert "Update due: Warm" not in said(people.outsider, address)
    assert "Update due: Warm" in said(people.pfpp_lead, address)


def test_an_official_finds_the_visit_that_they_planned_and_what_was_promised_there(
    people: Cast, warm_homes: Pilot
) -> None:
    energy = Organisation.objects.get(name="Department for Energy Security and Net Zero")
    team = engaged.team("Rents", energy)
    day = dt.date(2027, 1, 12)
    made = engaged.visit(
        warm_homes, people.bradford, team, state="planned", on=day, purpose="See a home"
    )
    engaged.promise(made, "Send the rules", due=dt.date(2027, 2, 1))
    elsewhere = {"state": "planned", "on": day, "purpose": "Others go"}
    engaged.visit(warm_homes, people.bradford, engaged.team("Jobs"), **elsewhere)
    mine = said(people.desnz_official)
    assert "Visit to Bradford: See a home" in mine
    assert "Promised: Send the rules" in mine
    assert "Others go" not in mine
    Pilot.objects.filter(pk=warm_homes.pk).update(visibility="team")
    assert "See a home" not in said(people.desnz_official)


def test_what_is_followed_stands_in_ones_own(people: Cast, warm_homes: Pilot) -> None:
    milestone(warm_homes, "First homes warm", dt.date(2026, 12, 4))
    assert "First homes warm" not in said(people.luton_officer)
    actions.follow(by=people.luton_officer, place=people.bradford)
    assert "First homes warm" in said(people.luton_officer)


def test_a_list_that_is_long_ends_with_a_whole_day_and_goes_on_from_the_next(
    people: Cast, warm_homes: Pilot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(found, "PAGE", 2)
    for day in (4, 5, 5, 6):
        milestone(warm_homes, f"Milestone of day {day}", dt.date(2026, 12, day))
    client = signed_in(people.bradford_officer)
    first = client.get(reverse("calendar"))  # its first is the update that is due in November
    assert "1 November 2026 to 4 December 2026 2 entries" in text_of(first)
    assert "Milestone of day 4" in text_of(first)
    assert "Milestone of day 5" not in text_of(first)
    assert "From 5 December 2026" in text_of(first)
    second = client.get(HERE + first.context["page"].goes_on)
    assert text_of(second).count("Milestone of day 5") == 2
    assert "Milestone of day 4" not in text_of(second)
    last = client.get(HERE + second.context["page"].goes_on)
    assert "6 December 2026 to 31 May 2027 1 entry" in text_of(last)
    assert "Milestone of day 6" in text_of(last)
    assert last.context["page"].goes_on == ""
    assert "There are more" not in text_of(first) + text_of(second) + text_of(last)
    alone = said(people.bradford_officer, kind="milestones")
    assert "Milestone of day 6" in alone, "one kind by itself has room"


def test_a_day_with_more_of_a_kind_than_are_told_says_so_and_the_list_goes_on_after_it(
    people: Cast, warm_homes: Pilot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(found, "PAGE", 1)
    for number in (1, 2):
        milestone(warm_homes, f"Number {number}", dt.date(2026, 12, 4))
    milestone(warm_homes, "The day after", dt.date(2026, 12, 5))
    client = signed_in(people.bradford_officer)
    full = client.get(reverse("calendar"), {"from": "2026-12-04"})
    assert "There are more milestones than we can show. We show the first 1 of a day." in text_of(
        full
    )
    assert "Choose a kind above to see more." in text_of(full)
    assert "The day after" in text_of(client.get(HERE + full.context["page"].goes_on))


def test_a_list_goes_on_no_later_than_the_months_after_it(
    people: Cast, warm_homes: Pilot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(found, "PAGE", 2)
    milestone(warm_homes, "First homes warm", dt.date(2026, 12, 4))
    for name in ("An evaluation", "A report"):
        milestone(warm_homes, name, dt.date(2027, 12, 31), due_precision="year")
    milestone(warm_homes, "Summer", dt.date(2027, 6, 1))
    client = signed_in(people.bradford_officer)
    first = client.get(reverse("calendar"))  # its first is the update that is due in November
    assert "1 November 2026 to 30 April 2027 2 entries" in text_of(first)
    assert "From 1 May 2027" in text_of(first)
    assert "Summer" in text_of(client.get(HERE + first.context["page"].goes_on))


def test_a_full_day_after_which_there_is_nothing_ends_the_list(
    people: Cast, warm_homes: Pilot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(found, "PAGE", 1)
    milestone(warm_homes, "First homes warm", dt.date(2026, 12, 4))
    engaged.promise(engaged.engagement(warm_homes), text="To call", due=dt.date(2026, 12, 4))
    page = signed_in(people.bradford_officer).get(reverse("calendar"), {"from": "2026-12-04"})
    assert "First homes warm" in text_of(page)
    assert "To call" in text_of(page)
    assert page.context["page"].goes_on == ""


def test_a_month_with_more_of_a_kind_than_are_told_says_so(
    people: Cast, warm_homes: Pilot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(found, "MOST", 2)
    of_month = {"view": "month", "from": "2026-12"}
    for number in (4, 5):
        milestone(warm_homes, f"Number {number}", dt.date(2026, 12, number))
    assert "There are more" not in said(people.bradford_officer, **of_month)
    milestone(warm_homes, "Number 6", dt.date(2026, 12, 6))
    cut = "There are more milestones than we can show. We show the first 2."
    assert cut in said(people.bradford_officer, **of_month)


def test_a_wrong_day_in_the_address_is_told(people: Cast, warm_homes: Pilot) -> None:
    for day in ("2027-02-30", "2027-02-3", "1700-01-01", "2027-02-03x"):
        page = said(people.bradford_officer, **{"from": day})
        assert "This address does not contain a valid month." in page, day
    of_month = said(people.bradford_officer, view="month", **{"from": "2027-02-03"})
    assert "February 2027" in of_month


def test_a_milestone_that_was_given_up_is_not_to_come(people: Cast, warm_homes: Pilot) -> None:
    milestone(
        warm_homes,
        "A second hub",
        dt.date(2026, 12, 4),
        given_up_on=dt.date(2026, 11, 2),
        given_up_because="No rooms",
    )
    assert "A second hub" not in said(people.bradford_officer)


def test_much_that_is_late_hides_nothing_that_is_to_come(
    people: Cast, warm_homes: Pilot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(found, "PAGE", 4)
    for month in range(1, 9):
        milestone(warm_homes, f"Owed since {month}", dt.date(2026, month, 4))
        engaged.promise(
            engaged.engagement(warm_homes), text=f"To send {month}", due=dt.date(2026, month, 4)
        )
    milestone(warm_homes, "First homes warm", dt.date(2026, 12, 4))
    engaged.promise(engaged.engagement(warm_homes), text="To call", due=dt.date(2026, 12, 5))
    mine = said(people.bradford_officer)
    for told in ("Owed since 7", "Owed since 8", "First homes warm", "To send 8", "To call"):
        assert told in mine
    for left_out in ("Owed since 6", "To send 6"):
        assert left_out not in mine
    assert "Entries dated 4 June 2026 or earlier are left out. Choose a kind above" in mine


@pytest.mark.parametrize("status", ["closed", "stopped"])
def test_of_a_pilot_that_has_ended_nothing_is_late(
    people: Cast, warm_homes: Pilot, status: str
) -> None:
    milestone(warm_homes, "Early", dt.date(2026, 5, 4))
    milestone(warm_homes, "This month", dt.date(2026, 11, 4))
    milestone(warm_homes, "Upcoming", dt.date(2026, 12, 4))
    Pilot.objects.filter(pk=warm_homes.pk).update(status=status, update_due=None)
    mine = said(people.bradford_officer)
    assert "Late" not in mine
    assert "Early" not in mine  # it is no longer to do
    for told in ("This month", "Upcoming"):
        assert f"{told} Not said Milestone · Warm homes · The pilot has ended" in mine
    work = said(people.bradford_officer, reverse("home"))
    assert "late" not in work[work.index("Early") : work.index("This month")]
    assert "Say what came of it: Early" in work
    place = said(people.bradford_officer, people.bradford.get_absolute_url())
    assert not {"late", "Upcoming"} & {*place.split()}
