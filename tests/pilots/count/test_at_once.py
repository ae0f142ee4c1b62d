"""Two people who record or correct one figure at the same moment."""

from __future__ import annotations

import datetime as dt
import threading
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from pilots.count.actions import accept_figure, add_counts, correct_figure
from pilots.indicator.actions import FigureExists, NewFigure
from pilots.models import Actual, Indicator, Pilot
from tests.builders import Cast
from tests.locks import it_waits

pytestmark = pytest.mark.usefixtures("own_database")
JUNE, SEPTEMBER = dt.date(2026, 6, 30), dt.date(2026, 9, 30)


def of(figure: Indicator, value: int, day: dt.date = JUNE) -> NewFigure:
    return NewFigure(indicator=figure, as_of=day, low=Decimal(value), counts="same")


def while_another_holds(first: Any, second: Any) -> str:
    """The second comes while the first is not committed yet; gives what it was told."""
    said: list[str] = []

    def comes() -> None:
        try:
            second()
        except (ValidationError, FigureExists) as refused:
            said.append(" ".join(getattr(refused, "messages", ["there is one"])))
        finally:
            connection.close()

    waits = threading.Thread(target=comes)
    with transaction.atomic():
        first()
        waits.start()
        it_waits(waits)
        assert waits.is_alive(), "it waits for its turn"
    waits.join()
    return " ".join(said)


def test_the_second_correction_is_told_of_the_first(
    own_database: str, people: Cast, warm_homes: Pilot
) -> None:
    figure = warm_homes.indicators.get(number=1)
    wrong = figure.actuals.get()

    def correct(by: Any, value: int) -> Any:
        new = of(figure, value)
        return lambda: correct_figure(actual=wrong, new=new, why="A slip", by=by)

    officer, editor = people.bradford_officer, people.bradford_editor
    said = while_another_holds(correct(officer, 58), correct(editor, 57))
    assert said == "It was corrected in the meantime, to 58 homes. Correct that figure instead"
    assert list(Actual.objects.live().values_list("value_low", flat=True)) == [58]


def test_of_two_counts_of_one_day_one_is_recorded(
    own_database: str, people: Cast, warm_homes: Pilot
) -> None:
    figure = warm_homes.indicators.get(number=1)
    officer, editor = people.bradford_officer, people.bradford_editor
    said = while_another_holds(
        lambda: add_counts(figures=[of(figure, 70, SEPTEMBER)], by=officer),
        lambda: add_counts(figures=[of(figure, 71, SEPTEMBER)], by=editor),
    )
    assert said == "there is one"
    assert figure.actuals.get(as_of=SEPTEMBER).value_low == 70


def test_a_figure_corrected_meanwhile_is_not_accepted(
    own_database: str, people: Cast, warm_homes: Pilot
) -> None:
    figure = warm_homes.indicators.get(number=1)
    [count] = add_counts(figures=[of(figure, 70, SEPTEMBER)], by=people.bradford_officer)
    new, by = of(figure, 69, SEPTEMBER), people.bradford_officer
    said = while_another_holds(
        lambda: correct_figure(actual=count, new=new, why="A slip", by=by),
        lambda: accept_figure(actual=count, by=people.pfpp_lead),
    )
    assert said == "This figure was corrected in the meantime. Read the correction"
    assert not Actual.objects.filter(accepted_at__isnull=False).exists()
