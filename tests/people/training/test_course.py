"""The catalogue of training: the list, one course, its form and the file."""

from __future__ import annotations

import datetime as dt

import pytest

from people.models import Course
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import signed_in, text_of
from tests.plain_record import HIDDEN, HasFile, HasFilters


class TestCourse(HasFilters, HasFile):
    """A course of the council; those of made-up bodies are not in the list of the country."""

    model, adds, edits, may_not = Course, "bradford_editor", "author", "outsider"
    typed = {
        "title": "Working in places",
        "provider": "City of Bradford Metropolitan District Council",
        "for_whom": "New officers",
        "summary": "Whom to ask, and when",
        "plan": "10 minutes: who is who",
        "start_day": "",
        "start_month": "3",
        "start_year": "2027",
        "end_day": "",
        "end_month": "5",
        "end_year": "2027",
        "link": "https://example.test/course",
    }
    saved = {
        "title": "Working in places",
        "provider.name": "City of Bradford Metropolitan District Council",
        "for_whom": "New officers",
        "summary": "Whom to ask, and when",
        "plan": "10 minutes: who is who",
        "start": dt.date(2027, 3, 1),
        "start_precision": "month",
        "end": dt.date(2027, 5, 31),
        "end_precision": "month",
        "link": "https://example.test/course",
        "created_by.full_name": "Bradford editor",
    }
    shown = (
        *("Working in places", "A course run by City of Bradford", "Whom to ask, and when"),
        *(
            "Session plan 10 minutes: who is who",
            "New officers",
            "March 2027 to May 2027",
            "https://example.test/course",
        ),
    )
    listed = "Reading a budget"
    filters = {
        "?q=budget": True,
        "?q=swimming": False,
        "?provider=city-of-bradford-metropolitan-district-council": True,
        "?provider=homes-agency": False,
    }
    wrong_filter = "?provider=no-such-body"
    refused = [
        ({"title": ""}, "id_title-err"),
        ({"title": "x" * 201}, "id_title-err"),
        ({"provider": "No such body"}, "We can’t find “No such body”"),
        ({"end_year": "2026"}, "The end can’t be before the start"),
        ({"link": "not an address"}, "id_link-err"),
    ]
    change = ("summary", "What stands in it", "What does not stand in it")
    columns = "id title provider for_whom summary plan start start_precision end link"
    cells = {
        "title": "Reading a budget",
        "provider": "City of Bradford Metropolitan District Council",
        "summary": "What stands in it",
    }

    def prepare(self) -> None:
        builders.organisation("Homes Agency", "arms_length_body")

    def make(self) -> Course:
        return Course.objects.create(
            title="Reading a budget", summary="What stands in it", provider=self.cast.council,
            created_by=self.cast.author,
        )  # fmt: skip

    def hide(self) -> Course:
        made_up = builders.organisation("Exampleshire", is_example=True)
        return Course.objects.create(title=HIDDEN, provider=made_up)

    def list_at(self) -> str:
        return "/training/"


@pytest.mark.django_db
def test_a_session_plan_is_copied_into_a_new_one(cast: Cast) -> None:
    made = Course.objects.create(
        title="Reading a budget", plan="10 minutes: who is who", provider=cast.council
    )
    client, copy = signed_in(cast.bradford_editor), f"/training/add/?like={made.pk}"
    assert copy in client.get(made.get_absolute_url()).content.decode()
    form = client.get(copy)
    assert "Reading a budget" in form.content.decode()
    assert "10 minutes: who is who" in text_of(form)
    assert "Enter again which organisation runs it" in text_of(form)
    page = signed_in(cast.outsider).get(made.get_absolute_url()).content.decode()
    assert "?like=" not in page
