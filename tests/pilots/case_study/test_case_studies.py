"""A case study goes from its writer by a reviewer and an editor to its readers."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Notice
from people.models import Assignment
from pilots.case_study.actions import publish_case_study, review_case_study
from pilots.case_study.permissions import can_review_case_study
from pilots.models import CaseStudy, Pilot
from records.drafts import SMALL, Ticket
from records.models import Draft, Source
from tests import builders, learned
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db

LIST = "/case-studies/"


def at(name: str, study: CaseStudy) -> str:
    return reverse(f"case_study_{name}", args=[study.slug])


def write(people: Cast, pilot: Pilot, **typed: Any) -> CaseStudy:
    """What the officer of Bradford writes on the pilot's page."""
    address = reverse("case_study_add", args=[pilot.slug])
    client = signed_in(people.bradford_officer)
    usual = {
        "title": "Letters to landlords",
        "tried": "We wrote to forty landlords.",
        "outcome": "did_not",
        "reason": "Two replied.",
        "source_title": "Interim note",
    }
    data = filled(client, address, **{**usual, **typed})
    response = client.post(address, data)
    assert response.status_code == 302, text_of(response)
    return CaseStudy.objects.get()


def test_from_the_writer_by_a_reviewer_and_an_editor_to_the_public(
    people: Cast, homes_pilot: Pilot
) -> None:
    lesson = learned.lesson(homes_pilot, "Knock on doors.")
    other = builders.pilot(people.luton, "Cold homes")
    study = write(people, homes_pilot, lessons=[str(lesson.pk)], add_pilot="Cold homes")
    CaseStudy.objects.update(visibility="public")
    page = study.get_absolute_url()
    assert Client().get(page).status_code == 404
    assert "Letters" not in Client().get(homes_pilot.get_absolute_url()).content.decode()

    reviewer = signed_in(people.evaluator)
    assert "Not reviewed yet" in text_of(reviewer.get(page))
    sent = reviewer.post(at("review", study), {"agrees": "yes"}, follow=True)
    assert "It can be published now." in text_of(sent)
    assert Notice.objects.filter(user=people.bradford_officer, kind="case-study").exists()
    assert Client().get(page).status_code == 404

    signed_in(people.bradford_editor).post(at("publish", study))
    public = Client().get(page).content.decode()
    assert "Did not work" in public
    assert "Two replied." in public
    assert "Interim note" in public
    assert "Knock on doors." in public
    assert other.get_absolute_url() in public
    for person in (people.bradford_officer, people.evaluator, people.bradford_editor):
        assert person.full_name not in public
    assert "Letters to landlords" in Client().get(LIST).content.decode()
    for pilot in (homes_pilot, other):
        about = reverse("pilot_about", args=[pilot.slug])
        assert "Letters to landlords" in Client().get(about).content.decode()


def test_nobody_reviews_their_own_words(people: Cast, homes_pilot: Pilot) -> None:
    lead = people.pfpp_lead
    study = learned.case_study(homes_pilot, created_by=lead)
    with pytest.raises(PermissionDenied):
        review_case_study(by=lead, study=study, agrees=True)
    assert signed_in(lead).post(at("review", study), {"agrees": "yes"}).status_code == 403
    review_case_study(by=people.evaluator, study=study, agrees=True)
    with pytest.raises(ValidationError, match="changed it first"):
        review_case_study(by=people.evaluator, study=study, agrees=True)


def test_it_is_sent_back_with_a_word_and_not_without(people: Cast, homes_pilot: Pilot) -> None:
    study = learned.case_study(homes_pilot, created_by=people.bradford_officer)
    client = signed_in(people.pfpp_lead)
    silent = client.post(at("review", study), {"agrees": "no"})
    assert "Say what should change" in silent.content.decode()
    client.post(at("review", study), {"agrees": "no", "note": "How many replied?"})
    study.refresh_from_db()
    assert study.state == "returned"
    told = text_of(signed_in(people.bradford_officer).get(study.get_absolute_url()))
    assert "How many replied?" in told
    assert "Whoever wrote it changes it next." in told
    assert "reviews it next" not in told
    assert "Change the case study" in text_of(signed_in(people.bradford_officer).get("/"))
    assert "Review the case study" not in text_of(client.get("/"))
    with pytest.raises(ValidationError):
        publish_case_study(by=people.bradford_editor, study=study)
    officer = signed_in(people.bradford_officer)
    officer.post(at("edit", study), filled(officer, at("edit", study), reason="Two of 40 did."))
    study.refresh_from_db()
    assert study.state == "written"
    assert "Review the case study" in text_of(client.get("/"))


@pytest.mark.parametrize("has_moved", [False, True])
def test_one_sent_back_whose_writer_is_gone_is_for_the_editors(
    people: Cast, homes_pilot: Pilot, has_moved: bool
) -> None:
    study = learned.case_study(homes_pilot, created_by=people.bradford_officer)
    Assignment.objects.filter(user=people.bradford_officer).delete()
    if has_moved:  # with a role, but none by which they change it
        builders.give(people.bradford_officer, "contributor", people.luton)
    told = signed_in(people.pfpp_lead).post(
        at("review", study), {"agrees": "no", "note": "How many replied?"}, follow=True
    )
    assert "Sent back to be changed. 2 people told in My work." in text_of(told)
    assert "an editor of Bradford changes it next" in text_of(told)
    editor = signed_in(people.bradford_editor)
    assert "Change the case study" in text_of(editor.get("/"))
    writer = signed_in(people.bradford_officer)
    assert "Change the case study" not in text_of(writer.get("/"))


def test_a_change_takes_it_from_the_public_until_it_is_reviewed_again(
    people: Cast, homes_pilot: Pilot
) -> None:
    study = learned.case_study(homes_pilot, state="published", created_by=people.bradford_officer)
    assert Client().get(study.get_absolute_url()).status_code == 200
    client = signed_in(people.bradford_editor)
    data = filled(client, at("edit", study), reason="Three replied.")
    client.post(at("edit", study), data)
    assert Client().get(study.get_absolute_url()).status_code == 404
    study.refresh_from_db()
    assert (study.state, study.reason, study.visibility) == ("written", "Three replied.", "public")
    assert signed_in(people.bradford_editor).post(at("review", study)).status_code == 403


def test_one_told_as_published_needs_no_review_until_somebody_changes_it(
    people: Cast, homes_pilot: Pilot
) -> None:
    study = learned.case_study(
        homes_pilot, state="published", is_as_published=True, reviewed_by=None, reviewed_at=None
    )
    page = text_of(Client().get(study.get_absolute_url()))
    assert (
        "Based on a published source, in our own words. Nobody in Placebook has reviewed it."
        in page
    )
    assert "Not reviewed yet" not in page
    client = signed_in(people.bradford_editor)
    client.post(at("edit", study), filled(client, at("edit", study), reason="We think otherwise."))
    study.refresh_from_db()
    assert (study.state, study.is_as_published) == ("written", False)
    assert Client().get(study.get_absolute_url()).status_code == 404


def test_a_withdrawn_one_is_still_read_with_its_reason_first(
    people: Cast, homes_pilot: Pilot
) -> None:
    study = learned.case_study(homes_pilot, state="published")
    client = signed_in(people.bradford_editor)
    assert "Answer “Why" in client.post(at("withdraw", study), {"because": ""}).content.decode()
    client.post(at("withdraw", study), {"because": "The count was wrong."})
    public = text_of(Client().get(study.get_absolute_url()))
    assert "do not rely on it. The count was wrong." in public
    assert study.title not in Client().get(LIST).content.decode()
    assert study.title in Client().get(f"{LIST}?state=withdrawn").content.decode()
    assert study.title not in Client().get(homes_pilot.get_absolute_url()).content.decode()


def test_a_review_and_the_reason_to_withdraw_beside_it_survive_each_other(
    people: Cast, homes_pilot: Pilot
) -> None:
    study = learned.case_study(homes_pilot, state="written", created_by=people.bradford_officer)
    client = signed_in(people.evaluator)
    token = str(Ticket.for_form(people.evaluator, SMALL, study.get_absolute_url()))
    typed = {"agrees": "no", "note": "Count again.", "draft_token": token}
    refused = client.post(at("withdraw", study), typed)
    assert "Answer “Why" in refused.content.decode()
    assert "Count again." in text_of(refused)
    refused = client.post(at("review", study), {"because": "It is old.", "draft_token": token})
    assert "It is old." in text_of(refused)
    done = client.post(at("withdraw", study), typed | {"because": "It is old."}, follow=True)
    assert "kept as a draft, in My work" in text_of(done)
    assert Draft.objects.get().typed["note"] == ["Count again."]


def test_what_is_hidden_from_its_editor_stays_on_it(people: Cast, homes_pilot: Pilot) -> None:
    hidden = builders.pilot(people.luton, "Hidden pilot", visibility="team")
    study = learned.case_study(homes_pilot, created_by=people.bradford_officer)
    study.beside.add(hidden)
    study.sources.add(Source.objects.create(slug="a", title="Annual report"))
    client = signed_in(people.bradford_editor)
    page = client.get(at("edit", study)).content.decode()
    assert "Hidden pilot" not in page
    assert "Annual report" in page
    client.post(at("edit", study), filled(client, at("edit", study), tried="We knocked."))
    assert list(study.beside.all()) == [hidden]
    assert study.sources.count() == 1
    assert "Hidden pilot" not in client.get(study.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"title": ""}, "Answer “What is the case"),
        ({"outcome": ""}, "Choose an answer to “What came of it?”"),
        ({"reason": ""}, "Answer “Why do you say so?”"),
        ({"add_pilot": "No such pilot"}, "We can’t find"),
        ({"source_url": "https://x.test", "source_title": ""}, "Say what the link leads to"),
    ],
)
def test_bad_input_is_said_at_its_place_and_what_was_typed_is_kept(
    people: Cast, homes_pilot: Pilot, typed: dict[str, str], said: str
) -> None:
    address = reverse("case_study_add", args=[homes_pilot.slug])
    client = signed_in(people.bradford_officer)
    usual = {"title": "T", "tried": "Kept words", "outcome": "worked", "reason": "R"}
    page = client.post(address, filled(client, address, **{**usual, **typed})).content.decode()
    assert said in page
    assert "Kept words" in page
    assert not CaseStudy.objects.exists()


def test_case_studies_are_tagged_and_found_by_the_impacts_that_they_are_about(
    people: Cast, homes_pilot: Pilot
) -> None:
    study = write(people, homes_pilot, impacts=["engagement", "resources"])
    assert study.impacts == ["engagement", "resources"]
    learned.case_study(homes_pilot, "A newsletter", state="published", impacts=["planning"])
    other = learned.case_study(homes_pilot, "Doors", state="published", impacts=["engagement"])
    listed = text_of(Client().get(f"{LIST}?impacts=engagement"))
    assert "1 case study" in listed
    assert "Doors Did not work Warm homes Bradford" in listed
    assert "A newsletter" not in listed
    page = text_of(Client().get(other.get_absolute_url()))
    assert "Impacts that it is about: community engagement." in page
    body = b"".join(Client().get(f"{LIST}?format=csv").streaming_content).decode("utf-8-sig")
    assert "strategic planning" in body

    client = signed_in(people.bradford_officer)
    edit = at("edit", study)
    client.post(edit, filled(client, edit, impacts=["planning"]))
    study.refresh_from_db()
    assert study.impacts == ["planning"]


@pytest.mark.parametrize("many", [1, 30])
def test_list_and_page_cost_the_same_for_thirty_of_each_as_for_one(
    people: Cast,
    homes_pilot: Pilot,
    many: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for n in range(many):
        pilot = builders.pilot(people.bradford, f"Pilot {n}")
        study = learned.case_study(pilot, f"Case {n}", state="published")
        study.beside.add(homes_pilot)
        study.lessons.add(learned.lesson(pilot))
        study.sources.add(Source.objects.create(slug=f"s-{n}", title=f"S {n}"))
    client = signed_in(people.bradford_officer)
    client.get(study.get_absolute_url())  # the content type is kept
    for who, query_count, of_page in ((client, 9, 12), (Client(), 6, 8)):
        with django_assert_num_queries(query_count):
            who.get(LIST)
        with django_assert_num_queries(of_page):
            who.get(study.get_absolute_url())


def test_where_nobody_reviews_for_the_programme_another_editor_does(
    people: Cast, homes_pilot: Pilot
) -> None:
    study = write(people, homes_pilot)
    editor = signed_in(people.bradford_editor)
    assert editor.post(at("review", study), {"agrees": "yes"}).status_code == 403
    Assignment.objects.filter(role__in=("programme_lead", "evaluator")).delete()
    says = text_of(editor.get(study.get_absolute_url()))
    assert "so an editor of Bradford reviews it next." in says
    assert study.title in text_of(editor.get("/"))
    editor.post(at("review", study), {"agrees": "yes"})
    study.refresh_from_db()
    assert study.state == "reviewed"


@pytest.mark.parametrize(
    ("study_level", "pilot_level"), [("place", "public"), ("team", "public"), ("public", "place")]
)
def test_where_its_level_is_not_for_reviewers_another_editor_reviews(
    people: Cast, homes_pilot: Pilot, study_level: str, pilot_level: str
) -> None:
    Pilot.objects.filter(pk=homes_pilot.pk).update(visibility=pilot_level)
    study = learned.case_study(
        homes_pilot, visibility=study_level, created_by=people.bradford_officer
    )
    editor, lead = signed_in(people.bradford_editor), signed_in(people.pfpp_lead)
    says = text_of(editor.get(study.get_absolute_url()))
    assert "An editor of Bradford reviews it next." in says
    assert study.title in text_of(editor.get("/"))
    assert lead.post(at("review", study), {"agrees": "yes"}).status_code == 404
    editor.post(at("review", study), {"agrees": "yes"})
    study.refresh_from_db()
    assert (study.state, study.reviewed_by) == ("reviewed", people.bradford_editor)


@pytest.mark.parametrize("level", ["team", "place", "programme", "network", "public"])
def test_lists_and_pages_agree_on_who_reviews(people: Cast, homes_pilot: Pilot, level: str) -> None:
    study = learned.case_study(homes_pilot, visibility=level, created_by=people.bradford_officer)
    for who in (people.pfpp_lead, people.evaluator, people.bradford_editor, people.luton_editor):
        mine = CaseStudy.objects.visible_to(who)
        may = mine.contains(study) and can_review_case_study(who, study)
        assert mine.for_decision_by(who).contains(study) == may, who


def test_what_waits_for_a_review_says_whom_it_reached(people: Cast, homes_pilot: Pilot) -> None:
    study = write(people, homes_pilot)
    assert Notice.objects.filter(subject__startswith="Review a case study").count() >= 1
    Assignment.objects.exclude(user=people.bradford_officer).delete()
    client, address = signed_in(people.bradford_officer), at("edit", study)
    page = text_of(client.post(address, filled(client, address), follow=True))
    assert "Case study saved. Nobody was told." in page
    assert "Nobody can do that yet." in page
