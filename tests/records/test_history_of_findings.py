"""The history of findings and shared definitions, and what of the start-up checklist is told."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pilots.models import Evaluation, EvaluationFinding, Pilot, SharedDefinition
from tests import builders, defined, evaluated, lived
from tests.builders import Cast
from tests.pilots.forms import signed_in, text_of

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture
def people(own_database: str) -> Cast:
    return builders.cast()


def told(name: str, record: Any, who: Any = None) -> str:
    client = signed_in(who) if who else Client()
    return text_of(client.get(reverse(name, args=[record])))


def change(record: Any, **fields: Any) -> None:
    with transaction.atomic():
        type(record).objects.filter(pk=record.pk).update(**fields)


def finding(of: Evaluation, **fields: Any) -> EvaluationFinding:
    """One that was drafted in secret words, then published in others."""
    with transaction.atomic():
        made = evaluated.finding(of, "Secret words", published_at=None, **fields)
    change(made, claim="Words that were published", published_at=timezone.now())
    change(made, confidence_why="Fifty homes were looked at.")
    return made


def test_what_a_finding_said_before_it_was_published_stays_with_place_and_funder(
    people: Cast,
) -> None:
    pilot = builders.pilot(people.bradford, "Warm homes", programme=people.pfpp)
    one = finding(evaluated.evaluation(pilot))
    for who in (None, people.outsider):
        said = told("evaluation_finding_history", one.pk, who)
        assert "Fifty homes were looked at." in said
        assert "Secret" not in said
    for who in (people.bradford_officer, people.pfpp_lead, people.evaluator):
        assert "Secret words" in told("evaluation_finding_history", one.pk, who)
    page = text_of(Client().get(one.get_absolute_url()))
    assert "History" in page


def test_what_was_said_while_its_evaluation_was_for_those_signed_in_stays_so(people: Cast) -> None:
    pilot = builders.pilot(people.bradford, "Warm homes")
    of = evaluated.evaluation(pilot, visibility="network")
    one = finding(of)
    change(of, visibility="public")
    change(one, confidence_why="Sixty homes.")
    public = told("evaluation_finding_history", one.pk)
    assert "Sixty homes. Was: Fifty homes were looked at." in public
    assert "Forty homes" not in public
    assert "Forty homes" in told("evaluation_finding_history", one.pk, people.outsider)


def test_what_was_said_while_its_pilot_was_private_stays_so(people: Cast) -> None:
    pilot = builders.pilot(people.bradford, "Warm homes", visibility="team")
    one = finding(evaluated.evaluation(pilot))
    change(Pilot.objects.get(pk=pilot.pk), visibility="public")
    change(one, confidence_why="Sixty homes.")
    public = told("evaluation_finding_history", one.pk)
    assert "Sixty homes." in public
    assert "Forty homes" not in public


def test_a_finding_about_a_programme_is_told_to_its_people_from_the_start(people: Cast) -> None:
    one = finding(evaluated.evaluation(people.pfpp), created_by=people.author)
    assert "Secret" not in told("evaluation_finding_history", one.pk)
    assert "Secret" not in told("evaluation_finding_history", one.pk, people.outsider)
    for who in (people.pfpp_lead, people.evaluator, people.author):
        assert "Secret words" in told("evaluation_finding_history", one.pk, who)
    change(one, visibility="network")
    change(one, confidence_why="For those signed in.")
    change(one, visibility="public")
    assert "For those signed in." not in told("evaluation_finding_history", one.pk)
    assert "For those signed in." in told("evaluation_finding_history", one.pk, people.outsider)


def test_everybody_reads_what_a_shared_definition_said(people: Cast) -> None:
    shared = defined.shared_definition(programme=people.pfpp)
    change(SharedDefinition.objects.get(), edition=2, edition_why="A knock is no visit")
    change(shared, definition="Homes entered for an hour")
    said = told("shared_definition_history", shared.slug)
    assert "Homes entered for an hour Was: Homes entered, each counted once." in said
    assert "Version 2 Was: 1 What is different in it A knock is no visit" in said
    assert "History" in text_of(Client().get(shared.get_absolute_url()))


def test_the_history_of_a_pilot_names_the_steps_of_its_checklist(people: Cast) -> None:
    pilot = builders.pilot(people.bradford, "Warm homes")
    step = lived.start_step(pilot, "data", note="Asked the board")
    change(step, state="not_needed", note="No data is shared")
    mine = told("pilot_history", pilot.slug, people.bradford_officer)
    title = "Say which data is needed and ask on what lawful basis"
    assert f"Step of the start-up checklist added {title}" in mine
    assert f"Step of the start-up checklist, {title}: note No data is shared Was: Asked" in mine
    assert title not in told("pilot_history", pilot.slug)
