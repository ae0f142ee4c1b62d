"""Where case studies and lessons were used is read by who reads those, and told on their pages."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from pilots.case_study.used_views import UsedIns
from pilots.models import Lesson, Pilot, UsedIn
from tests import learned
from tests.builders import Cast
from tests.pilots.case_study.sweep import used_in
from tests.pilots.forms import filled, signed_in, text_of
from tests.plain_record import HIDDEN, HasFile, HasHistory, IsTakenBack

pytestmark = pytest.mark.django_db
LESSON = 1_000_001  # what the pilot learned


class TestUsedIn(IsTakenBack, HasHistory, HasFile):
    """A lesson that stands in a strategy."""

    kind, reader = UsedIns, "resident"
    typed = {
        "case_study": "",
        "lesson": str(LESSON),
        "title": "Homelessness strategy 2026",
        "organisation": "City of Bradford Metropolitan District Council",
        "on_day": "",
        "on_month": "3",
        "on_year": "2026",
        "how": "Why people are asked first",
        "source_title": "Homelessness strategy",
        "source_url": "https://example.org/strategy",
    }
    saved = {
        "pilot.name": "Warm homes",
        "case_study": None,
        "lesson.text": "Ask people first.",
        "title": "Homelessness strategy 2026",
        "organisation.name": "City of Bradford Metropolitan District Council",
        "on": dt.date(2026, 3, 1),
        "on_precision": "month",
        "how": "Why people are asked first",
        "source.title": "Homelessness strategy",
        "created_by.full_name": "Bradford officer",
    }
    shown = (
        *("Homelessness strategy 2026", "City of Bradford", "March 2026", "Ask people first."),
        "Why people are asked first",
    )
    listed = "Homelessness strategy"
    refused = [
        ({"title": ""}, "id_title-err"),
        ({"lesson": ""}, "Choose either a case study or a lesson"),
        ({"on_month": "13"}, "id_on-err"),
        ({"on_year": "2090"}, "This date is in the future"),
    ]
    change = ("title", "Homelessness strategy", "Housing plan")
    cells = {"title": "Homelessness strategy", "lesson": "Ask people first.", "case_study": ""}

    def prepare(self) -> None:
        super().prepare()
        self.lesson = learned.lesson(self.pilot, pk=LESSON)

    def one(self, pilot: Pilot, **says: Any) -> UsedIn:
        lesson = self.lesson if pilot == self.pilot else learned.lesson(pilot)
        return used_in(pilot, lesson=lesson, **says)

    def history_at(self, record: UsedIn) -> str:
        return reverse("lesson_history", args=[record.lesson_id])


def test_the_pages_of_both_tell_it_and_lead_to_the_form(people: Cast, warm_homes: Pilot) -> None:
    study = learned.case_study(warm_homes, state="published")
    lesson = learned.lesson(warm_homes)
    used_in(warm_homes, "Of the study", case_study=study, organisation=people.council)
    used_in(warm_homes, "Of the lesson", lesson=lesson)
    officer = signed_in(people.bradford_officer)
    for record, own, other, name in (
        (study, "Of the study", "Of the lesson", "case_study"),
        (lesson, "Of the lesson", "Of the study", "lesson"),
    ):
        said = text_of(Client().get(record.get_absolute_url()))
        assert f"Used in strategy or policy {own}" in said
        assert other not in said
        assert "Say where it was used" not in said
        page = officer.get(record.get_absolute_url()).content.decode()
        way = f"/pilots/{warm_homes.slug}/used-in/add/?{name}={record.pk}"
        assert f'href="{way}"' in page
        form = officer.get(way).content.decode()
        assert f'<option value="{record.pk}" selected>' in form


@pytest.mark.parametrize(("path", "name"), [("case-studies", "case_study"), ("lessons", "lesson")])
def test_the_lists_of_the_library_tell_which_were_used(
    warm_homes: Pilot, path: str, name: str
) -> None:
    made = {
        title: learned.case_study(warm_homes, title, state="published")
        if name == "case_study"
        else learned.lesson(warm_homes, title)
        for title in ("That was used", "That was not")
    }
    used_in(warm_homes, "Housing plan", **{name: made["That was used"]})
    every, only = (text_of(Client().get(f"/{path}/{asked}")) for asked in ("", "?used=on"))
    assert "Used in Housing plan" in every
    assert "That was not" in every
    assert "That was used" in only
    assert "That was not" not in only
    file = b"".join(Client().get(f"/{path}/?format=csv")).decode()
    assert "Housing plan" in file


def test_a_use_of_what_the_reader_may_not_see_is_told_nowhere(
    people: Cast, warm_homes: Pilot
) -> None:
    hidden = learned.lesson(warm_homes, visibility="team")
    used_in(warm_homes, HIDDEN, lesson=hidden)
    at = reverse("pilot_used_in", args=[warm_homes.slug])
    for client in (Client(), signed_in(people.outsider)):
        assert HIDDEN not in text_of(client.get(at))
        assert HIDDEN not in text_of(client.get("/lessons/"))
    Lesson.objects.filter(pk=hidden.pk).update(visibility="public")
    assert HIDDEN in text_of(Client().get(at))


def test_nobody_names_a_lesson_that_they_may_not_see(people: Cast, warm_homes: Pilot) -> None:
    elsewhere = learned.lesson(Pilot.objects.create(slug="x", name="X", programme=people.pfpp))
    officer, at = signed_in(people.bradford_officer), f"/pilots/{warm_homes.slug}/used-in/add/"
    data = filled(officer, at, title="A plan", lesson=str(elsewhere.pk))
    assert officer.post(at, data).status_code == 200
    assert not UsedIn.objects.exists()


def test_it_is_of_one_and_says_where(warm_homes: Pilot) -> None:
    lesson, study = learned.lesson(warm_homes), learned.case_study(warm_homes)
    for fields, name in (
        ({"lesson": None}, "used_in_is_of_one"),
        ({"lesson": lesson, "case_study": study}, "used_in_is_of_one"),
        ({"lesson": lesson, "title": ""}, "used_in_says_where"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            used_in(warm_homes, **{"title": "A plan", **fields})
