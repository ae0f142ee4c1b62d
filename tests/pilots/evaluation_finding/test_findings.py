"""What evaluations found: who writes it, who reads it, and that nothing is taken away."""

from __future__ import annotations

import csv
import io
import re
from html import unescape

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from pilots.models import Evaluation, EvaluationFinding, Pilot
from tests import builders, evaluated
from tests.builders import Cast
from tests.pilots.forms import TODAY, filled, signed_in, text_of

LIST = "/findings/"
SAID = {
    "claim": "Fewer homes are damp.",
    "direction": "no_effect",
    "evidence": "measured",
    "confidence": "low",
    "confidence_why": "One mild winter.",
    "concerns": "person",
    "interim": "yes",
    "visibility": "public",
}


@pytest.fixture(autouse=True)
def today(db: None) -> object:
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def study(homes_pilot: Pilot) -> Evaluation:
    """An evaluation of a public pilot."""
    return evaluated.evaluation(homes_pilot, "Do warm homes help?")


def published(client: Client, found: EvaluationFinding, version: int) -> str:
    """What is said to somebody who publishes it as they read it."""
    publish = reverse("evaluation_finding_publish", args=[found.pk])
    return text_of(client.post(publish, {"version": version}, follow=True))


def page_of(pilot: Pilot) -> str:
    return reverse("pilot_evaluation", args=[pilot.slug])


def test_an_evaluator_posts_an_interim_finding_with_confidence_and_level(
    people: Cast, homes_pilot: Pilot, study: Evaluation
) -> None:
    evaluator = signed_in(people.evaluator)
    add = reverse("evaluation_finding_add", args=[study.pk])
    data = filled(evaluator, add, **SAID, publish="no")
    page = text_of(evaluator.post(add, data, follow=True))
    assert "Once published: Visible to" in page
    assert "Not published yet." in page
    assert "Fewer homes" not in text_of(Client().get(page_of(homes_pilot)))

    found = EvaluationFinding.objects.get()
    assert "Finding published." in published(evaluator, found, found.version)
    public = text_of(Client().get(page_of(homes_pilot)))
    assert "1 finding : 1 no change" in public
    assert "Fewer homes are damp. Interim No change Measured Low People" in public
    assert "One mild winter." in text_of(Client().get(found.get_absolute_url()))


def test_a_published_finding_is_replaced_and_both_are_read(
    people: Cast, homes_pilot: Pilot, study: Evaluation
) -> None:
    first = evaluated.finding(study, "Bills went down.")
    evaluator = signed_in(people.evaluator)
    edit = reverse("evaluation_finding_edit", args=[first.pk])
    assert evaluator.get(edit).status_code == 403

    later = reverse("evaluation_finding_replace", args=[first.pk])
    data = filled(
        evaluator, later, claim="Bills went up.", direction="negative", confidence="high",
        confidence_why="Meters of 90 homes.", concerns="person",
    )  # fmt: skip
    evaluator.post(later, data)
    page = text_of(Client().get(page_of(homes_pilot)))
    assert "1 finding : 1 worse" in page
    assert "Bills went down. Replaced by a later one" in page
    old = text_of(Client().get(first.get_absolute_url()))
    assert "A later finding has replaced this one." in old
    assert "Read the later one" in old
    assert "Bills went down." in text_of(Client().get(f"{LIST}?stands=replaced"))
    assert evaluator.get(later).status_code == 403


def test_two_evaluators_who_replace_one_finding_do_not_both_succeed(
    people: Cast, study: Evaluation
) -> None:
    first = evaluated.finding(study)
    later = reverse("evaluation_finding_replace", args=[first.pk])
    evaluator = signed_in(people.evaluator)
    data = filled(evaluator, later, **{**SAID, "visibility": None})
    EvaluationFinding.objects.filter(pk=first.pk).update(superseded_by=evaluated.finding(study))
    late = evaluator.post(later, data)
    assert "Somebody else has replaced this finding already" in text_of(late)
    assert SAID["claim"] in late.content.decode()
    assert evaluator.get(later).status_code == 403
    assert EvaluationFinding.objects.count() == 2


def test_words_typed_while_somebody_else_publishes_are_kept_and_change_nothing(
    people: Cast, study: Evaluation
) -> None:
    found = evaluated.finding(study, "Homes are drier.", published_at=None)
    evaluator = signed_in(people.evaluator)
    edit = reverse("evaluation_finding_edit", args=[found.pk])
    data = filled(evaluator, edit, claim="Homes are much drier.", interim="no", concerns="person")
    published(evaluator, found, found.version)
    assert "Homes are much drier." in evaluator.post(edit, data).content.decode()
    found.refresh_from_db()
    late = evaluator.post(edit, {**data, "version": found.version})
    assert "It has already been published." in text_of(late)
    assert "Homes are much drier." in late.content.decode()
    found.refresh_from_db()
    assert found.claim == "Homes are drier."


def test_nobody_publishes_words_that_they_have_not_read(people: Cast, study: Evaluation) -> None:
    found = evaluated.finding(study, "Homes are drier.", published_at=None)
    read = found.version
    EvaluationFinding.objects.filter(pk=found.pk).update(claim="Homes are wetter.")
    page = published(signed_in(people.evaluator), found, read)
    assert "It was changed meanwhile. Read it again" in page
    assert "Not published yet." in page
    assert "Homes are wetter." in page


def test_a_count_leads_to_just_the_findings_that_it_counts(
    homes_pilot: Pilot, study: Evaluation
) -> None:
    later = evaluated.finding(study, "Bills went up.", direction="negative")
    evaluated.finding(study, "Rents rose.", direction="negative", superseded_by=later)
    html = Client().get(page_of(homes_pilot)).content.decode()
    [address] = re.findall(r'<a\s+href="([^"]+)">1 worse</a>', html)
    listed = text_of(Client().get(unescape(address)))
    assert "1 finding" in listed
    assert "Bills went up." in listed
    assert "Rents rose." not in listed


def test_what_is_kept_to_those_signed_in_does_not_say_that_everyone_sees_it(
    people: Cast, homes_pilot: Pilot
) -> None:
    quiet = evaluated.evaluation(homes_pilot, visibility="network")
    found = evaluated.finding(quiet)
    reader = signed_in(people.outsider)
    for record in (quiet, found):
        page = text_of(reader.get(record.get_absolute_url()))
        assert "everyone signed in" in page.lower()
        assert Client().get(record.get_absolute_url()).status_code == 404


def test_a_final_report_that_is_due_in_the_year_of_the_start_is_no_mistake(
    people: Cast, homes_pilot: Pilot
) -> None:
    editor = signed_in(people.bradford_editor)
    add = reverse("evaluation_add", args=[homes_pilot.slug])
    data = filled(
        editor, add, title="Look", state="planned", reach="local", visibility="public",
        start_year="2026", start_month="6", final_year="2026",
    )  # fmt: skip
    page = text_of(editor.post(add, data, follow=True))
    assert "Starts: June 2026; Final report: 2026" in page


def test_editors_and_leads_add_the_facts_but_not_the_findings(
    people: Cast, homes_pilot: Pilot
) -> None:
    editor = signed_in(people.bradford_editor)
    add = reverse("evaluation_add", args=[homes_pilot.slug])
    data = filled(
        editor, add, title="Local look", evaluator_said="A university", state="planned",
        reach="local", visibility="public", final_year="2027", final_month="3",
    )  # fmt: skip
    page = text_of(editor.post(add, data, follow=True))
    assert "A university" in page
    assert "Final report: March 2027" in page
    made = Evaluation.objects.get()
    report = reverse("evaluation_report_add", args=[made.pk])
    data = filled(editor, report, title="Plan", kind="baseline", not_published_because="Too early")
    assert "not published: Too early" in text_of(editor.post(report, data, follow=True))
    for who in (people.bradford_editor, people.pfpp_lead):
        finding = reverse("evaluation_finding_add", args=[made.pk])
        assert signed_in(who).get(finding).status_code == 403


def test_an_evaluator_changes_nothing_of_the_pilot(people: Cast, homes_pilot: Pilot) -> None:
    evaluator = signed_in(people.evaluator)
    for name in ("pilot_edit", "theory_begin", "cost_line_add", "spread_add"):
        assert evaluator.get(reverse(name, args=[homes_pilot.slug])).status_code == 403


def test_a_finding_is_no_wider_than_its_pilot(people: Cast, study: Evaluation) -> None:
    Pilot.objects.update(visibility="programme")
    add = reverse("evaluation_finding_add", args=[study.pk])
    evaluator = signed_in(people.evaluator)
    html = evaluator.get(add).content.decode()
    assert 'value="programme"' in html
    assert 'value="public"' not in html
    wide = evaluated.finding(study)
    assert Client().get(wide.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"title": ""}, "Answer “What is it called?”"),
        ({"state": "stopped"}, "Say why it was stopped"),
        ({"evaluator_said": "Us", "evaluator": "council"}, "not both"),
        (
            {"start_year": "2026", "final_year": "2025"},
            "The final report can’t come before the start",
        ),
    ],
)
def test_what_is_wrong_is_said_at_its_place(
    people: Cast, homes_pilot: Pilot, answers: dict[str, str], said: str
) -> None:
    editor = signed_in(people.bradford_editor)
    add = reverse("evaluation_add", args=[homes_pilot.slug])
    good = {"title": "Look", "state": "planned", "reach": "local", "visibility": "public"}
    if answers.get("evaluator"):
        answers = {**answers, "evaluator": people.council.name}
    page = text_of(editor.post(add, filled(editor, add, **{**good, **answers})))
    assert "There is a problem" in page
    assert said in page
    assert not Evaluation.objects.exists()


def test_an_unsafe_link_of_a_report_is_refused(people: Cast, study: Evaluation) -> None:
    editor = signed_in(people.bradford_editor)
    add = reverse("evaluation_report_add", args=[study.pk])
    data = filled(editor, add, title="Report", kind="final", url="http://example.test/")
    assert "The link must begin with https://" in text_of(editor.post(add, data))


def test_findings_are_filtered_and_taken_away_as_data(people: Cast, study: Evaluation) -> None:
    evaluated.finding(study, "Homes are drier.")
    evaluated.finding(study, "Rents rose.", direction="negative", evidence="perception")
    whole = evaluated.evaluation(people.pfpp, "All places")
    evaluated.finding(whole, "Teams met more often.", confidence="", confidence_why="")
    elsewhere = evaluated.evaluation(builders.programme("Other"))
    evaluated.finding(elsewhere, "Far away.")
    page = text_of(Client().get(f"{LIST}?direction=negative"))
    assert "Rents rose." in page
    assert "drier" not in page
    page = text_of(Client().get(f"{LIST}?programme={people.pfpp.slug}"))
    assert "3 findings" in page
    assert "Far away." not in page
    assert "Homes are drier." in text_of(Client().get(f"{LIST}?topic=homes"))
    assert "Teams met" not in text_of(Client().get(f"{LIST}?topic=homes"))
    answer = Client().get(f"{LIST}?programme={people.pfpp.slug}&format=csv")
    body = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = {row["finding"]: row for row in csv.DictReader(io.StringIO(body))}
    assert rows["Rents rose."]["evidence"] == "what people say"
    assert rows["Teams met more often."]["confidence"] == ""
    assert rows["Homes are drier."]["pilot"] == "Warm homes"


def test_the_programme_page_lists_its_evaluations(people: Cast) -> None:
    evaluated.evaluation(people.pfpp, "All places", evaluator_said="A firm")
    evaluated.evaluation(people.pfpp, "Not announced", visibility="network")
    page = text_of(Client().get(people.pfpp.get_absolute_url()))
    assert "All places A firm, under way" in page
    assert "Not announced" not in page
    other = signed_in(people.outsider)
    assert "Not announced" in text_of(other.get(people.pfpp.get_absolute_url()))


def test_the_list_is_of_one_evaluation_where_it_is_asked_for(
    people: Cast, homes_pilot: Pilot
) -> None:
    one = evaluated.evaluation(homes_pilot, "The first look")
    other = evaluated.evaluation(homes_pilot, "The second look")
    evaluated.finding(one, "Fewer homes were damp.")
    evaluated.finding(other, "Bills rose.", direction="negative")
    page = Client().get(other.get_absolute_url())
    [at] = re.findall(r'href="([^"]*)">1 worse', page.content.decode())
    found = text_of(Client().get(at.replace("&amp;", "&")))
    assert "Bills rose." in found
    assert "Fewer homes" not in found
    assert "Evaluation: The second look" in found
    listed = reverse("evaluation_findings")
    typed = text_of(Client().get(listed, {"evaluation": "The first look"}))
    assert "Fewer homes" in typed
    assert "Bills rose." not in typed
    wrong = text_of(Client().get(listed, {"evaluation": "9999999999999999999999"}))
    assert "We can’t find" in wrong
    hidden = evaluated.evaluation(builders.pilot(people.bradford, visibility="place"), "Hidden one")
    assert "Hidden one" not in text_of(Client().get(listed, {"evaluation": str(hidden.pk)}))


def test_findings_are_tagged_and_found_by_the_impacts_that_they_are_about(
    people: Cast, study: Evaluation
) -> None:
    evaluated.finding(study, "Rents rose.")
    evaluator = signed_in(people.evaluator)
    add = reverse("evaluation_finding_add", args=[study.pk])
    tags = ["innovation", "inclusion"]
    evaluator.post(add, filled(evaluator, add, **SAID, impacts=tags, publish="yes"))
    found = EvaluationFinding.objects.get(claim=SAID["claim"])
    assert found.impacts == tags
    page = text_of(Client().get(found.get_absolute_url()))
    assert "Impacts that it is about Innovation and social inclusion" in page

    listed = text_of(Client().get(f"{LIST}?impacts=inclusion&impacts=recovery"))
    assert "Fewer homes are damp. Interim Warm homes Bradford" in listed
    assert "Impacts that it is about: Social inclusion" in listed
    assert "Rents rose." not in listed
    assert "No finding that you can see matches" in text_of(
        Client().get(f"{LIST}?impacts=recovery")
    )
    assert "A filter is not right" in text_of(Client().get(f"{LIST}?impacts=weather"))
    body = b"".join(Client().get(f"{LIST}?format=csv").streaming_content).decode("utf-8-sig")
    rows = {row["finding"]: row["impacts"] for row in csv.DictReader(io.StringIO(body))}
    assert rows == {SAID["claim"]: "innovation and social inclusion", "Rents rose.": ""}

    later = reverse("evaluation_finding_replace", args=[found.pk])
    evaluator.post(later, filled(evaluator, later, claim="Far fewer homes are damp."))
    assert EvaluationFinding.objects.get(superseded_by=None, concerns="person").impacts == tags
