"""An update that cannot be had again as it was is a draft again: its words, and its figures too."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest

from pilots.models import Pilot, Update
from pilots.update.actions import Report
from records.models import Draft
from tests.builders import Cast
from tests.pilots.forms import SAID, at, filled, signed_in, text_of, values
from tests.pilots.update.sent import QUARTER, page_of, send, standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
FIGURES = {
    "f1-value": "118", "f1-note": "Two counted by hand", "f2-value": "41",
    "f2-qualifier": "more_than", "f2-counts": "different", "f2-difference": "Flats only",
}  # fmt: skip
WORDS = {"next_steps": "More visits.", "help_needed": "A van", "public_sentence": "Homes are warm."}


def undone(client: Any, page: Any, pilot: Pilot, by: Any) -> dict[str, Any]:
    """What stands in the form that *Undo* beside the message leads to, once another says the
    same time."""
    send(pilot, by, report=Report(QUARTER, no_change=True))
    [undo] = re.findall(r'action="(/drafts/\d+/restore/)"', page.content.decode())
    page = client.post(undo, follow=True)
    assert "It can’t be undone: something" in text_of(page)
    return values(page.content.decode())


def test_words_and_figures_are_in_the_form_again(people: Cast, warm_homes: Pilot) -> None:
    client = signed_in(people.bradford_officer)
    typed = {**SAID, **FIGURES, **WORDS, "period_start_day": "2"}
    sent = client.post(at(warm_homes), filled(client, at(warm_homes), **typed))
    update = Update.objects.get()
    assert sent.status_code == 302
    page = client.post(page_of(update, "take_back"), follow=True)
    assert "is taken back. You can undo this until" in text_of(page)
    assert standing(warm_homes) == [60]
    shown = undone(client, page, warm_homes, people.bradford_officer)
    asked = {name: said for name, said in typed.items() if name != "report"}
    assert {name: shown.get(name) for name in asked} == asked
    assert Draft.objects.get().author == people.bradford_officer


def test_a_figure_that_was_not_known_says_why_again(people: Cast, warm_homes: Pilot) -> None:
    client = signed_in(people.bradford_officer)
    update = send(warm_homes, people.bradford_officer, 75)
    edit = page_of(update, "edit")
    why = {"f2-unknown": "on", "f2-missing": "not_collected", "f2-counts": "not_sure"}
    assert client.post(edit, filled(client, edit, **why)).status_code == 302
    page = client.post(page_of(update, "take_back"), follow=True)
    shown = undone(client, page, warm_homes, people.bradford_officer)
    assert (shown["f1-value"], shown["f2-missing"]) == ("75", "not_collected")
    assert shown["f2-unknown"] == ["on"]


def test_figures_of_earlier_dates_from_a_file_are_said_not_to_be_in_it(
    people: Cast, warm_homes: Pilot
) -> None:
    client = signed_in(people.bradford_officer)
    update = send(warm_homes, people.bradford_officer, 75)
    assert "came in a file" not in text_of(client.get(page_of(update, "take_back")))
    first = update.actuals.get()
    first.pk, first.as_of, first.value_low = None, dt.date(2026, 8, 31), 70
    first.save()
    said = text_of(client.get(page_of(update, "take_back")))
    assert "without 1 figure of earlier dates, which came in a file" in said
    page = client.post(page_of(update, "take_back"), follow=True)
    shown = undone(client, page, warm_homes, people.bradford_officer)
    assert shown["f1-value"] == "75"
