"""Figures that are sent or corrected by themselves, beside updates that are edited, taken back,
accepted and corrected: what stands afterwards, and for whom."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse

from dashboards.my_work import page_data as my_work
from pilots.count import actions
from pilots.indicator.actions import NewFigure, refuse_another_unit
from pilots.models import Actual, Indicator, Pilot, Update
from pilots.pilot.schedule import Period
from pilots.update.actions import Report, WrongState, accept_update, accept_updates
from pilots.update.mend_actions import correct_update, report_of, take_back_update, undo_acceptance
from tests.builders import Cast
from tests.pilots.forms import TODAY, at, filled, signed_in, text_of, values
from tests.pilots.update.sent import page_of, send, standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

JUNE, JULY, SEPTEMBER = dt.date(2026, 6, 30), dt.date(2026, 7, 31), dt.date(2026, 9, 30)
IN_JUNE = {"as_of": JUNE, "replaces": True}
OCTOBER = Report(
    Period(dt.date(2026, 10, 1), dt.date(2026, 10, 31)), confidence="on_track", happened="Later."
)


@pytest.fixture
def visited(warm_homes: Pilot) -> Indicator:
    """60 homes visited at 30 June, which everyone reads."""
    return warm_homes.indicators.get(number=1)


@pytest.fixture
def sixty(visited: Indicator) -> Actual:
    return visited.actuals.get()


@pytest.fixture
def officer(people: Cast) -> Any:
    return people.bradford_officer


def correct(actual: Actual, value: int, by: Any, *, day: dt.date | None = None) -> Actual:
    """Correct a figure by itself."""
    new = NewFigure(
        indicator=actual.indicator, low=Decimal(value), counts="same", as_of=day or actual.as_of
    )
    return actions.correct_figure(actual=actual, new=new, why=f"It was {value}", by=by)


def count(of: Indicator, value: int, day: dt.date, by: Any) -> Actual:
    """Send a figure by itself."""
    new = NewFigure(indicator=of, low=Decimal(value), counts="same", as_of=day)
    [made] = actions.add_counts(figures=[new], by=by)
    return made


def of(update: Update) -> Actual:
    """The figure of an update that stands."""
    return update.actuals.get(superseded=False)


def read_by(who: Any, figure: Indicator) -> list[tuple[Any, int]]:
    """The figures that stand for somebody, by date; None is the public."""
    user = who or _nobody()
    rows: QuerySet[Actual] = Actual.objects.filter(indicator=figure).standing_for(user)
    return [(row.as_of, int(row.value_low or 0)) for row in rows.order_by("as_of", "pk")]


def _nobody() -> Any:
    request = Client().get("/").wsgi_request
    return request.user


def edited(update: Update, by: Any, **typed: Any) -> str:
    """What the page says after its author sent the form of the update again."""
    client = signed_in(by)
    data = filled(client, page_of(update, "edit"), **typed)
    return text_of(client.post(page_of(update, "edit"), data, follow=True))


def to_accept(who: Any) -> list[str]:
    sections = {one.key: one for one in my_work.build(who, TODAY, {}).sections}
    found = sections.get("accept-figures")
    return [task.title for task in found.items] if found else []


class TestCorrectedWithIt:
    """A figure of an update that waits is corrected on its own page; the correction goes with the
    update."""

    @pytest.mark.parametrize("day", [JUNE, JULY])
    def test_taken_back_it_goes_with_its_correction_and_what_it_replaced_stands_again(
        self, people: Cast, warm_homes: Pilot, officer: Any, visited: Indicator, day: dt.date
    ) -> None:
        update = send(warm_homes, officer, 66, **IN_JUNE)
        right = correct(of(update), 67, officer, day=day)
        correct(right, 68, officer)
        assert standing(warm_homes) == [68]
        take_back_update(update=update, by=officer)
        for who in (officer, people.pfpp_lead, None):
            assert read_by(who, visited) == [(JUNE, 60)]

    def test_corrected_to_another_day_and_edited_the_wrong_one_does_not_come_back(
        self, people: Cast, warm_homes: Pilot, officer: Any, visited: Indicator
    ) -> None:
        update = send(warm_homes, officer, 75)
        correct(of(update), 76, officer, day=JULY)
        edited(update, officer, **{"f1-value": "77"})
        assert read_by(officer, visited) == [(JUNE, 60), (JULY, 77)]
        accept_update(update=update, by=people.pfpp_lead)
        assert read_by(None, visited) == [(JUNE, 60), (JULY, 77)]

    def test_edited_it_replaces_what_the_first_one_had_replaced(
        self, people: Cast, warm_homes: Pilot, officer: Any, visited: Indicator, sixty: Actual
    ) -> None:
        update = send(warm_homes, officer, 66, **IN_JUNE)
        correct(of(update), 67, officer)
        edited(update, officer, **{"f1-value": "68"})
        assert read_by(officer, visited) == [(JUNE, 68)]
        assert of(update).replaces == sixty
        page = text_of(signed_in(officer).get(visited.get_absolute_url()))
        assert "66 homes" not in page
        assert "67 homes" not in page
        take_back_update(update=update, by=officer)
        assert read_by(officer, visited) == [(JUNE, 60)]

    def test_cleared_while_it_is_edited_both_go(
        self, warm_homes: Pilot, officer: Any, visited: Indicator
    ) -> None:
        update = send(warm_homes, officer, 66, **IN_JUNE)
        correct(of(update), 67, officer, day=JULY)
        edited(update, officer, **{"f1-value": "", "f1-counts": ""})
        assert read_by(officer, visited) == [(JUNE, 60)]

    def test_only_words_edited_leave_the_correction_with_its_reason(
        self, warm_homes: Pilot, officer: Any, visited: Indicator
    ) -> None:
        update = send(warm_homes, officer, 75)
        right = correct(of(update), 76, officer)
        edited(update, officer, happened="Blue doors.")
        assert of(update) == right
        page = text_of(signed_in(officer).get(visited.get_absolute_url()))
        assert "a correction: It was 76" in page

    def test_whoever_edits_meanwhile_is_told_before_theirs_stands(
        self, people: Cast, warm_homes: Pilot, officer: Any
    ) -> None:
        update = send(warm_homes, officer, 75)
        client = signed_in(officer)
        data = filled(client, page_of(update, "edit"), **{"f1-value": "80"})
        right = correct(of(update), 76, people.bradford_editor)
        answer = client.post(page_of(update, "edit"), data)
        assert "It was changed in another window" in text_of(answer)
        assert of(update) == right
        client.post(page_of(update, "edit"), values(answer.content.decode()))
        assert standing(warm_homes) == [60, 80]

    def test_it_is_one_figure_where_figures_are_counted(
        self, people: Cast, warm_homes: Pilot, officer: Any
    ) -> None:
        Pilot.objects.filter(pk=warm_homes.pk).update(visibility="public")
        update = send(warm_homes, officer, 75)
        correct(of(update), 76, officer)
        page = text_of(signed_in(officer).get(page_of(update, "take_back")))
        assert "with 1 figure that came with it" in page
        lead = signed_in(people.pfpp_lead)
        for address in (page_of(update), "/updates/"):
            assert "The public can read 1 figure." in text_of(lead.get(address))

    def test_accepted_the_correction_stands_and_can_be_corrected_by_itself(
        self, people: Cast, warm_homes: Pilot, officer: Any, visited: Indicator
    ) -> None:
        update = send(warm_homes, officer, 75)
        between = correct(of(update), 76, officer)
        accept_update(update=update, by=people.pfpp_lead)
        right = correct(between, 77, officer)
        assert (right.update, right.waits) == (None, True)
        assert read_by(None, visited) == [(JUNE, 60), (SEPTEMBER, 76)]
        actions.accept_figure(actual=right, by=people.pfpp_lead)
        assert read_by(None, visited) == [(JUNE, 60), (SEPTEMBER, 77)]

    def test_a_later_updates_figure_outlives_it(
        self, warm_homes: Pilot, officer: Any, visited: Indicator, sixty: Actual
    ) -> None:
        first = send(warm_homes, officer, 66, **IN_JUNE)
        correct(of(first), 67, officer)
        second = send(warm_homes, officer, 68, report=OCTOBER, **IN_JUNE)
        right = correct(of(second), 69, officer)
        take_back_update(update=first, by=officer)
        assert read_by(officer, visited) == [(JUNE, 69)]
        sixty.refresh_from_db()
        assert actions.standing_now(sixty) == right
        take_back_update(update=second, by=officer)
        assert read_by(officer, visited) == [(JUNE, 60)]
        sixty.refresh_from_db()
        assert actions.standing_now(sixty) is None


class TestTakenBack:
    """What was taken back is no figure any more."""

    def test_it_is_not_corrected(self, warm_homes: Pilot, officer: Any) -> None:
        update = send(warm_homes, officer, 75)
        gone = of(update)
        address = reverse("figure_correct", args=[warm_homes.slug, 1, gone.pk])
        take_back_update(update=update, by=officer)
        assert signed_in(officer).get(address).status_code == 404
        assert signed_in(officer).post(address).status_code == 404
        with pytest.raises(ValidationError, match="was edited or taken back in the meantime"):
            correct(gone, 76, officer)

    def test_a_count_of_its_day_is_taken_and_is_asked_about_when_it_is_sent_again(
        self, warm_homes: Pilot, officer: Any, visited: Indicator
    ) -> None:
        take_back_update(update=send(warm_homes, officer, 75), by=officer)
        count(visited, 80, SEPTEMBER, officer)
        page = text_of(signed_in(officer).get(at(warm_homes)))
        assert "Recorded already: Homes visited , 80 homes, 30 September 2026" in page
        send(warm_homes, officer, 81, replaces=True)
        assert read_by(officer, visited) == [(JUNE, 60), (SEPTEMBER, 81)]

    def test_what_it_replaced_stays_replaced_where_its_day_was_counted_meanwhile(
        self, warm_homes: Pilot, officer: Any, visited: Indicator, sixty: Actual
    ) -> None:
        update = send(warm_homes, officer, 66, **IN_JUNE)
        correct(of(update), 67, officer, day=JULY)
        counted = count(visited, 62, JUNE, officer)
        take_back_update(update=update, by=officer)
        assert read_by(officer, visited) == [(JUNE, 62)]
        sixty.refresh_from_db()
        assert actions.standing_now(sixty) == counted

    def test_it_does_not_hold_the_unit(
        self, warm_homes: Pilot, officer: Any, visited: Indicator
    ) -> None:
        improved = warm_homes.indicators.get(number=2)
        improved.plans.all().delete()
        update = send(warm_homes, officer, 75, 12)
        with pytest.raises(ValidationError, match="1 figure of it is recorded in homes"):
            refuse_another_unit(improved)
        take_back_update(update=update, by=officer)
        refuse_another_unit(improved)


class TestCountReplaced:
    """A count that waits by itself, and an update whose figure takes its place."""

    @pytest.mark.parametrize("way", ["taken back", "cleared", "moved"])
    def test_it_waits_again_once_the_update_is_put_right(
        self, people: Cast, warm_homes: Pilot, officer: Any, visited: Indicator, way: str
    ) -> None:
        alone = count(visited, 70, SEPTEMBER, officer)
        update = send(warm_homes, officer, 75, replaces=True)
        assert read_by(officer, visited) == [(JUNE, 60), (SEPTEMBER, 75)]
        assert not to_accept(people.pfpp_lead)
        if way == "taken back":
            take_back_update(update=update, by=officer)
        elif way == "cleared":
            edited(update, officer, **{"f1-value": "", "f1-counts": ""})
        else:
            july = {"f1-as_of_month": "7", "f1-as_of_day": "31", "f1-as_of_year": "2026"}
            edited(update, officer, **july)
        assert (SEPTEMBER, 70) in read_by(officer, visited)
        assert to_accept(people.pfpp_lead) == ["Accept the figure: Homes visited"]
        assert read_by(None, visited) == [(JUNE, 60)]
        actions.accept_figure(actual=alone, by=people.pfpp_lead)
        assert read_by(None, visited) == [(JUNE, 60), (SEPTEMBER, 70)]

    def test_its_correction_waits_again_not_the_count(
        self, warm_homes: Pilot, officer: Any, visited: Indicator
    ) -> None:
        right = correct(count(visited, 70, SEPTEMBER, officer), 71, officer)
        update = send(warm_homes, officer, 75, replaces=True)
        take_back_update(update=update, by=officer)
        right.refresh_from_db()
        assert (right.superseded, right.waits) == (False, True)
        assert read_by(officer, visited) == [(JUNE, 60), (SEPTEMBER, 71)]

    def test_the_edit_form_does_not_ask_for_what_was_counted_by_itself(
        self, warm_homes: Pilot, officer: Any
    ) -> None:
        update = send(warm_homes, officer, 75)
        count(warm_homes.indicators.get(number=2), 12, SEPTEMBER, officer)
        client = signed_in(officer)
        page = text_of(client.get(page_of(update, "edit")))
        assert "Recorded already: Homes improved , 12 homes, 30 September 2026" in page
        assert "f2-value" not in filled(client, page_of(update, "edit"))


class TestCorrectionReplaced:
    """60 homes of June, corrected by itself to July; before that is accepted, an update's figure
    takes its place."""

    @pytest.fixture
    def moved(self, sixty: Actual, officer: Any) -> Actual:
        return correct(sixty, 61, officer, day=JULY)

    @pytest.fixture
    def update(self, warm_homes: Pilot, officer: Any, moved: Actual) -> Update:
        return send(warm_homes, officer, 65, as_of=JULY, replaces=True)

    def test_the_public_reads_the_old_one_until_the_update_is_accepted_and_never_both(
        self, people: Cast, officer: Any, visited: Indicator, update: Update
    ) -> None:
        assert read_by(officer, visited) == [(JULY, 65)]
        assert read_by(None, visited) == [(JUNE, 60)]
        accept_update(update=update, by=people.pfpp_lead)
        assert read_by(None, visited) == [(JULY, 65)]
        page = text_of(Client().get(visited.get_absolute_url()))
        assert "60 homes corrected since" in page

    def test_in_bulk_as_well(self, people: Cast, visited: Indicator, update: Update) -> None:
        accept_updates(seen={update.pk: update.version}, by=people.pfpp_lead)
        assert read_by(None, visited) == [(JULY, 65)]

    def test_undone_the_public_reads_the_old_one_again_and_the_correction_waits_again(
        self, people: Cast, officer: Any, visited: Indicator, update: Update, moved: Actual
    ) -> None:
        accept_update(update=update, by=people.pfpp_lead)
        undo_acceptance(update=update, by=people.pfpp_lead)
        assert read_by(None, visited) == [(JUNE, 60)]
        assert read_by(officer, visited) == [(JULY, 65)]
        moved.refresh_from_db()
        assert (moved.waits, moved.accepted_by, moved.accepted_at) == (True, None, None)
        take_back_update(update=update, by=officer)
        assert read_by(officer, visited) == [(JULY, 61)]
        assert to_accept(people.pfpp_lead) == ["Accept the figure: Homes visited"]

    def test_what_was_accepted_by_itself_stays_so_when_the_update_is_undone(
        self, people: Cast, warm_homes: Pilot, officer: Any, visited: Indicator, moved: Actual
    ) -> None:
        actions.accept_figure(actual=moved, by=people.pfpp_lead)
        Actual.objects.filter(pk=moved.pk).update(accepted_at=TODAY - dt.timedelta(days=1))
        update = send(warm_homes, officer, 65, as_of=JULY, replaces=True)
        accept_update(update=update, by=people.pfpp_lead)
        undo_acceptance(update=update, by=people.pfpp_lead)
        moved.refresh_from_db()
        assert not moved.waits
        assert read_by(None, visited) == [(JULY, 61)]

    def test_taken_back_the_correction_stands_again_and_waits(
        self, people: Cast, officer: Any, visited: Indicator, update: Update, moved: Actual
    ) -> None:
        take_back_update(update=update, by=officer)
        assert read_by(officer, visited) == [(JULY, 61)]
        assert read_by(None, visited) == [(JUNE, 60)]
        moved.refresh_from_db()
        actions.accept_figure(actual=moved, by=people.pfpp_lead)
        assert read_by(None, visited) == [(JULY, 61)]

    def test_edited_it_replaces_the_correction_still(
        self, people: Cast, officer: Any, visited: Indicator, update: Update, moved: Actual
    ) -> None:
        edited(update, officer, **{"f1-value": "66"})
        assert of(update).replaces == moved
        accept_update(update=update, by=people.pfpp_lead)
        assert read_by(None, visited) == [(JULY, 66)]


class TestAccepted:
    """Once it is accepted, words and figures are corrected each by themselves."""

    def test_words_that_are_corrected_leave_a_correction_of_its_figure(
        self, people: Cast, warm_homes: Pilot, officer: Any, visited: Indicator
    ) -> None:
        update = send(warm_homes, officer, 75)
        accept_update(update=update, by=people.pfpp_lead)
        right = correct(of(update), 76, officer)
        update.refresh_from_db()
        report = replace(report_of(update), happened="Blue doors.")
        correct_update(update=update, by=officer, report=report, why="Blue", seen=update.version)
        assert read_by(None, visited) == [(JUNE, 60), (SEPTEMBER, 75)]
        actions.accept_figure(actual=right, by=people.pfpp_lead)
        assert read_by(None, visited) == [(JUNE, 60), (SEPTEMBER, 76)]

    def test_a_figure_corrected_by_itself_keeps_it_accepted_whatever_the_clocks_say(
        self, people: Cast, warm_homes: Pilot, officer: Any
    ) -> None:
        update = send(warm_homes, officer, 75)
        accept_update(update=update, by=people.pfpp_lead)
        right = correct(of(update), 76, officer)
        right.refresh_from_db()
        Update.objects.filter(pk=update.pk).update(
            accepted_at=right.created_at + dt.timedelta(seconds=1)
        )
        with pytest.raises(WrongState, match="One of its figures was corrected since"):
            undo_acceptance(update=update, by=people.pfpp_lead)
        with pytest.raises(WrongState, match="It can be corrected, but not taken back"):
            take_back_update(update=update, by=officer)
