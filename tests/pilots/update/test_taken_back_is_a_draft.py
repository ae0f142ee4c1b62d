"""An update that is taken back opens as a draft again: its words, and its figures too."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest

from pilots.models import Pilot, Update
from pilots.update.mend_actions import take_back_update
from records.models import Draft
from tests.builders import Cast
from tests.pilots.forms import SAID, at, filled, signed_in, text_of, values
from tests.pilots.update.sent import page_of, send, standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
FIGURES = {
    "f1-value": "118", "f1-note": "Two counted by hand", "f2-value": "41",
    "f2-qualifier": "more_than", "f2-counts": "different", "f2-difference": "Flats only",
}  # fmt: skip
WORDS = {"next_steps": "More visits.", "help_needed": "A van", "public_sentence": "Homes are warm."}


def undone(client: Any, page: Any) -> dict[str, Any]:
    """What stands in the form that *Undo* beside the message leads to."""
    [undo] = re.findall(r'action="(/drafts/\d+/restore/)"', page.content.decode())
    return values(client.post(undo, follow=True).content.decode())


def test_words_and_figures_are_in_the_form_again_and_can_be_sent(
    people: Cast, warm_homes: Pilot
) -> None:
    client = signed_in(people.bradford_officer)
    typed = {**SAID, **FIGURES, **WORDS, "period_start_day": "2"}
    sent = client.post(at(warm_homes), filled(client, at(warm_homes), **typed))
    update = Update.objects.get()
    assert sent.status_code == 302
    page = client.post(page_of(update, "take_back"), follow=True)
    assert "is taken back. What you typed is kept as a draft." in text_of(page)
    assert standing(warm_homes) == [60]
    shown = undone(client, page)
    asked = {name: said for name, said in typed.items() if name != "report"}
    assert {name: shown.get(name) for name in asked} == asked
    client.post(at(warm_homes), shown)
    assert standing(warm_homes) == [60, 118, 41]
    assert not Draft.objects.exists()


def test_a_figure_that_was_not_known_says_why_again(people: Cast, warm_homes: Pilot) -> None:
    client = signed_in(people.bradford_officer)
    update = send(warm_homes, people.bradford_officer, 75)
    edit = page_of(update, "edit")
    why = {"f2-unknown": "on", "f2-missing": "not_collected", "f2-counts": "not_sure"}
    assert client.post(edit, filled(client, edit, **why)).status_code == 302
    shown = undone(client, client.post(page_of(update, "take_back"), follow=True))
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
    assert "It does not hold 1 figure of earlier dates, which came in a file" in said
    shown = undone(client, client.post(page_of(update, "take_back"), follow=True))
    assert shown["f1-value"] == "75"


def test_the_draft_is_of_whoever_took_it_back(people: Cast, warm_homes: Pilot) -> None:
    update = send(warm_homes, people.bradford_officer, 75)
    signed_in(people.bradford_officer).post(page_of(update, "take_back"))
    [draft] = Draft.objects.all()
    assert draft.author == people.bradford_officer
    other = send(warm_homes, people.bradford_officer, 75)
    take_back_update(update=other, by=people.bradford_officer)
    assert Draft.objects.count() == 1, "the action alone keeps none"
