"""A figure sent by itself: another count and a correction, without an update."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from dashboards.my_work import page_data as my_work
from pilots.count import actions
from pilots.indicator.actions import FigureExists, NewFigure
from pilots.models import Actual, Indicator, Pilot, Update
from pilots.update.actions import accept_update
from tests import builders, defined
from tests.builders import Cast
from tests.pilots.forms import TODAY, filled, signed_in, text_of
from tests.pilots.indicator.test_changes import at, day, page_of, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

JUNE, SEPTEMBER = dt.date(2026, 6, 30), dt.date(2026, 9, 30)


@pytest.fixture
def visited(warm_homes: Pilot) -> Indicator:
    """60 homes visited at 30 June, which everyone reads."""
    return warm_homes.indicators.get(number=1)


def correcting(actual: Actual) -> str:
    figure = actual.indicator
    return reverse("figure_correct", args=[figure.pilot.slug, figure.number, actual.pk])


def accept(who: Any, actual: Actual) -> Any:
    figure = actual.indicator
    address = reverse("figure_accept", args=[figure.pilot.slug, figure.number, actual.pk])
    return signed_in(who).post(address, follow=True)


def test_three_clicks_from_the_pilot_to_a_saved_correction(
    people: Cast, warm_homes: Pilot, visited: Indicator
) -> None:
    client = signed_in(people.bradford_officer)
    figures = reverse("pilot_indicators", args=[warm_homes.slug])
    assert f'href="{figures}"' in client.get(warm_homes.get_absolute_url()).content.decode()
    wrong = visited.actuals.get()
    for page in (figures, visited.get_absolute_url()):
        assert f'href="{correcting(wrong)}"' in client.get(page).content.decode()
    assert correcting(wrong) not in Client().get(figures).content.decode()
    typed = filled(client, correcting(wrong), value="58", why="Two were counted twice")
    third = client.post(correcting(wrong), typed, follow=True)
    said = text_of(third)
    assert "Figure corrected." in said
    assert "58 homes not accepted yet a correction: Two were counted twice" in said
    assert "60 homes corrected since" in said
    assert not Update.objects.exists(), "no update is invented"
    right = wrong.corrections.get()
    assert (right.as_of, right.counts, right.source_said) == (JUNE, "same", "Case records")


def test_a_correction_reaches_the_public_once_it_is_accepted(
    people: Cast, visited: Indicator
) -> None:
    wrong = visited.actuals.get()
    said = text_of(signed_in(people.bradford_officer).get(correcting(wrong)))
    assert "This place and its funder can read it at once" in said
    assert "and the public once a lead of" in said
    send(people.bradford_officer, correcting(wrong), value="58", why="Counted twice")
    right = visited.actuals.get(value_low=58)
    before = page_of(visited)
    assert "60 homes" in before
    assert "58" not in before
    assert "Counted twice" not in before
    assert "waits to be accepted" not in before
    assert "58 homes , 30 June 2026, waits to be accepted. A lead of" in page_of(
        visited, people.pfpp_lead
    )
    assert "Figure accepted." in text_of(accept(people.pfpp_lead, right))
    after = page_of(visited)
    assert "58 homes" in after
    assert "Counted twice" in after
    right.refresh_from_db()
    assert (right.waits, right.accepted_by) == (False, people.pfpp_lead)


def test_a_count_is_added_without_an_update(people: Cast, visited: Indicator) -> None:
    typed = {"value": "over 90", **day("as_of", 2026, 11, 15)}
    send(people.bradford_officer, at("figure_count", visited), **typed)
    count = visited.actuals.get(as_of=dt.date(2026, 11, 15))
    assert (count.value_low, count.value_qualifier, count.waits) == (90, "more_than", True)
    assert count.update is None
    assert "more than 90 homes" in page_of(visited, people.bradford_officer)
    assert "90" not in page_of(visited)


def test_the_lead_finds_what_waits_in_my_work(people: Cast, visited: Indicator) -> None:
    send(people.bradford_officer, at("figure_count", visited), value="90")
    [task] = _to_accept(people.pfpp_lead)
    assert (task.title, task.url) == (
        "Accept the figure: Homes visited",
        visited.get_absolute_url(),
    )
    assert not _to_accept(people.bradford_officer)
    accept(people.pfpp_lead, visited.actuals.get(value_low=90))
    assert not _to_accept(people.pfpp_lead)


def _to_accept(who: Any) -> list[Any]:
    sections = {one.key: one for one in my_work.build(who, TODAY, {}).sections}
    return sections["accept-figures"].items if "accept-figures" in sections else []


def test_to_count_again_leads_to_the_count(
    people: Cast, warm_homes: Pilot, visited: Indicator
) -> None:
    defined.remeasure(visited, due=dt.date(2026, 11, 1))
    here = at("figure_count", visited)
    client = signed_in(people.bradford_officer)
    sections = {one.key: one for one in my_work.build(people.bradford_officer, TODAY, {}).sections}
    assert [task.url for task in sections["again"].items] == [here]
    for page in (warm_homes, visited):
        assert f'href="{here}"' in client.get(page.get_absolute_url()).content.decode()
    assert here not in Client().get(warm_homes.get_absolute_url()).content.decode()
    client.post(here, filled(client, here, value="90"))
    assert "To be counted again" not in text_of(client.get(warm_homes.get_absolute_url()))


def test_an_editor_accepts_figures_of_a_pilot_without_a_programme_by_recording_them(
    people: Cast, visited: Indicator
) -> None:
    Pilot.objects.filter(pk=visited.pilot_id).update(programme=None)
    client = signed_in(people.bradford_editor)
    address = at("figure_count", visited)
    assert "The public can read it at once." in text_of(client.get(address))
    client.post(address, filled(client, address, value="90"))
    assert "90 homes" in page_of(visited)


def test_a_count_of_a_day_that_has_one_is_refused_with_the_way_to_correct_it(
    people: Cast, visited: Indicator
) -> None:
    answer = send(
        people.bradford_officer,
        at("figure_count", visited),
        value="61",
        **day("as_of", 2026, 6, 30),
    )
    assert "There is already a figure for 30 June 2026: 60 homes." in text_of(answer)
    assert f'href="{correcting(visited.actuals.get())}"' in answer.content.decode()


def test_nothing_typed_is_no_count(people: Cast, visited: Indicator) -> None:
    answer = send(people.bradford_officer, at("figure_count", visited))
    assert "Enter the figure, or choose “Not known yet”" in text_of(answer)
    assert visited.actuals.count() == 1


def test_a_correction_says_why_and_changes_something(people: Cast, visited: Indicator) -> None:
    address = correcting(visited.actuals.get())
    assert "Say why the figure is corrected" in text_of(
        send(people.bradford_officer, address, value="58")
    )
    assert "The figure says 60 homes already: change what was wrong" in text_of(
        send(people.bradford_officer, address, why="A slip")
    )
    for same in ("60.0", "exactly 60"):
        answer = send(people.bradford_officer, address, value=same, why="A slip")
        assert "The figure says 60 homes already" in text_of(answer), "written in another way"
    assert visited.actuals.count() == 1


def test_a_figure_is_corrected_to_not_known_and_back(people: Cast, visited: Indicator) -> None:
    wrong = visited.actuals.get()
    typed = {"value": "", "unknown": "on", "missing": "not_collected", "why": "It was a guess"}
    send(people.bradford_officer, correcting(wrong), **typed)
    unknown = Actual.objects.get(replaces=wrong)
    assert (unknown.value_low, unknown.missing) == (None, "not_collected")
    typed = {"value": "44", "why": "Found the list"}
    send(people.bradford_officer, correcting(unknown), **typed)
    known = Actual.objects.get(replaces=unknown)
    assert (known.value_low, known.missing) == (44, ""), "a typed value wins over the reason"


def test_the_date_can_be_what_was_wrong(people: Cast, visited: Indicator) -> None:
    wrong = visited.actuals.get()
    typed = {"why": "It was counted in September", **day("as_of", 2026, 9, 30)}
    send(people.bradford_officer, correcting(wrong), **typed)
    right = Actual.objects.get(replaces=wrong)
    assert (right.as_of, right.value_low) == (SEPTEMBER, 60)
    said = page_of(visited)
    assert "30 June 2026" in said
    assert "30 September 2026" not in said
    accept(people.pfpp_lead, right)
    assert "30 September 2026 60 homes a correction" in page_of(visited)


def test_a_date_that_has_another_figure_is_refused(people: Cast, visited: Indicator) -> None:
    builders.actual(visited, 90, as_of=SEPTEMBER, counts="same")
    wrong = visited.actuals.get(as_of=JUNE)
    typed = {"why": "Wrong day", **day("as_of", 2026, 9, 30)}
    answer = send(people.bradford_officer, correcting(wrong), **typed)
    assert "There is already a figure for 30 September 2026: 90 homes" in text_of(answer)
    assert not Actual.objects.filter(replaces=wrong).exists()


def test_the_same_correction_twice_and_another_one_are_met_with_a_clear_word(
    people: Cast, visited: Indicator
) -> None:
    wrong = visited.actuals.get()
    officer, editor = signed_in(people.bradford_officer), signed_in(people.bradford_editor)
    same = filled(editor, correcting(wrong), value="58", why="Counted twice")
    other = filled(officer, correcting(wrong), value="57", why="Three were sheds")
    send(people.bradford_officer, correcting(wrong), value="58", why="Counted twice")
    said = text_of(editor.post(correcting(wrong), same))
    assert "The same correction was made already: 58 homes" in said
    answer = officer.post(correcting(wrong), other)
    assert "It was corrected in the meantime, to 58 homes." in text_of(answer)
    assert "Three were sheds" in answer.content.decode(), "what was typed stays"
    assert Actual.objects.filter(indicator=visited).count() == 2


def test_the_form_of_a_corrected_figure_leads_to_the_one_that_stands(
    people: Cast, visited: Indicator
) -> None:
    wrong = visited.actuals.get()
    send(people.bradford_officer, correcting(wrong), value="58", why="Counted twice")
    right = Actual.objects.get(replaces=wrong)
    answer = signed_in(people.bradford_officer).get(correcting(wrong), follow=True)
    assert answer.redirect_chain[-1][0] == correcting(right)
    assert "Somebody has already corrected it." in answer.content.decode()


def test_one_form_sent_twice_corrects_once(people: Cast, visited: Indicator) -> None:
    wrong = visited.actuals.get()
    client = signed_in(people.bradford_officer)
    typed = filled(client, correcting(wrong), value="58", why="Counted twice")
    client.post(correcting(wrong), typed)
    answer = client.post(correcting(wrong), typed, follow=True)
    assert "You’d already sent this. We saved it once." in answer.content.decode()
    assert Actual.objects.filter(indicator=visited).count() == 2


def test_a_figure_of_an_update_that_waits_is_corrected_with_it(
    people: Cast, warm_homes: Pilot, visited: Indicator
) -> None:
    update = builders.update(warm_homes, people.bradford_officer)
    wrong = builders.actual(visited, 91, as_of=SEPTEMBER, counts="same", update=update)
    said = text_of(signed_in(people.bradford_officer).get(correcting(wrong)))
    assert "accepts the update that it goes with" in said
    send(people.bradford_officer, correcting(wrong), value="90", why="A slip")
    right = Actual.objects.get(replaces=wrong)
    assert (right.update, right.waits) == (update, False)
    read = update.version
    update.refresh_from_db()
    assert update.version > read, "whoever read it before reads it once more"
    assert "90 homes" not in page_of(visited)
    accept_update(update=update, by=people.pfpp_lead)
    assert "90 homes" in page_of(visited)


def test_accepting_a_correction_of_a_correction_accepts_both(
    people: Cast, visited: Indicator
) -> None:
    wrong = visited.actuals.get()
    send(
        people.bradford_officer, correcting(wrong), value="58", why="A", **day("as_of", 2026, 7, 1)
    )
    between = Actual.objects.get(replaces=wrong)
    send(people.bradford_officer, correcting(between), value="57", why="B")
    right = Actual.objects.get(replaces=between)
    assert "It was corrected in the meantime" in _refused(people.pfpp_lead, between)
    accept(people.pfpp_lead, right)
    said = page_of(visited)
    assert "57 homes" in said
    assert "60 homes corrected since" in said, "the oldest stands no longer"


def _refused(who: Any, actual: Actual) -> str:
    answer = accept(who, actual)
    return str(answer.content.decode()).replace("This figure was", "It was")


def test_a_figure_that_was_accepted_is_not_accepted_again(people: Cast, visited: Indicator) -> None:
    answer = accept(people.pfpp_lead, visited.actuals.get())
    assert "This figure was accepted in the meantime." in answer.content.decode()


def test_only_who_may_records_corrects_and_accepts(people: Cast, visited: Indicator) -> None:
    new = NewFigure(indicator=visited, as_of=SEPTEMBER, low=1, counts="same")
    actual = visited.actuals.get()
    for who in (people.outsider, people.pfpp_lead, people.evaluator):
        with pytest.raises(PermissionDenied):
            actions.add_counts(figures=[new], by=who)
        with pytest.raises(PermissionDenied):
            actions.correct_figure(actual=actual, new=new, why="No", by=who)
    with pytest.raises(PermissionDenied):
        actions.accept_figure(actual=actual, by=people.bradford_officer)


def test_counts_are_recorded_all_or_none(people: Cast, visited: Indicator) -> None:
    new = NewFigure(indicator=visited, as_of=SEPTEMBER, low=1, counts="same")
    taken = NewFigure(indicator=visited, as_of=JUNE, low=1, counts="same")
    with pytest.raises(FigureExists):
        actions.add_counts(figures=[new, taken], by=people.bradford_officer)
    with pytest.raises(FigureExists):
        actions.add_counts(figures=[new, new], by=people.bradford_officer)
    assert visited.actuals.count() == 1


def test_a_figure_without_a_date_is_corrected_without_one(people: Cast, visited: Indicator) -> None:
    undated = builders.actual(visited, 9, as_of=None, counts="same")
    send(people.bradford_officer, correcting(undated), value="8", why="A slip")
    assert Actual.objects.get(replaces=undated).as_of is None


def test_two_corrections_at_once_leave_one(people: Cast, visited: Indicator) -> None:
    wrong = visited.actuals.get()
    new = NewFigure(indicator=visited, as_of=JUNE, low=58, counts="same")
    actions.correct_figure(actual=wrong, new=new, why="A slip", by=people.bradford_officer)
    with pytest.raises(ValidationError, match="The same correction was made already"):
        actions.correct_figure(actual=wrong, new=new, why="Slip", by=people.bradford_editor)


def test_signed_out_readers_do_not_learn_who_corrected_it(people: Cast, visited: Indicator) -> None:
    Pilot.objects.filter(pk=visited.pilot_id).update(programme=None)
    wrong = visited.actuals.get()
    send(people.bradford_editor, correcting(wrong), value="58", why="Counted twice")
    name = str(people.bradford_editor)
    assert name in page_of(visited, people.bradford_officer)
    assert name not in Client().get(visited.get_absolute_url()).content.decode()
