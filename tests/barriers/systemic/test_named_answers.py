"""Answers to a systemic barrier whose words name a body that did not answer."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from barriers.models import SystemicAnswer, SystemicBarrier
from barriers.systemic import actions
from interface.words import date_words
from partnerships.models import Organisation
from tests import builders
from tests.barriers.pages import as_, words
from tests.barriers.systemic.test_answers import publish, told
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_a_friday")]


@pytest.fixture
def pensions() -> Organisation:
    return builders.organisation("Department for Work and Pensions")


@pytest.fixture
def naming(licences: SystemicBarrier, pensions: Organisation) -> SystemicBarrier:
    """The same, with words that name DWP twice."""
    return named_in(licences, cause=f"Because the {pensions} keeps it. The {pensions} says so.")


def named_in(systemic: SystemicBarrier, **words: str) -> SystemicBarrier:
    SystemicBarrier.objects.filter(pk=systemic.pk).update(**words)
    return SystemicBarrier.objects.get(pk=systemic.pk)


def public(systemic: SystemicBarrier) -> bool:
    return as_(None).get(systemic.get_absolute_url()).status_code == 200


def test_who_publishes_says_of_each_body_in_the_words_whether_it_is_meant(
    cast: Cast, naming: SystemicBarrier, pensions: Organisation
) -> None:
    with pytest.raises(ValidationError, match="Say whether “Department for Work and Pensions”"):
        publish(naming, cast.administrator)
    lead, url = signed_in(cast.pfpp_lead), f"{naming.get_absolute_url()}answer/"
    typed = filled(lead, url, text=f"The {pensions} agreed.", offers="no")
    page = words(lead.post(url, typed))
    assert f"Say whether “{pensions}” means the {pensions}" in page
    for quoted in (f"the {pensions} keeps it", f"The {pensions} says", f"The {pensions} agreed"):
        assert quoted in page
    assert not SystemicAnswer.objects.exists()
    lead.post(url, {**typed, f"names_{pensions.pk}": "no"})
    denied = f"“{pensions}” does not mean the {pensions}"
    made = SystemicAnswer.objects.get()
    assert (made.not_meant, made.created_by) == (denied, cast.pfpp_lead)
    page = words(lead.get(naming.get_absolute_url()))
    by = cast.pfpp_lead.job_title or cast.pfpp_lead.full_name
    day = date_words(timezone.localdate(made.created_at))
    assert f"{denied}, said by {by} on {day}." in page
    told = words(lead.get(f"{naming.get_absolute_url()}history/"))
    assert f"(names that are not meant: {denied})" in told
    assert public(naming)
    assert "does not mean" not in words(as_(None).get(naming.get_absolute_url()))
    assert filled(lead, url)[f"names_{pensions.pk}"] == "no", "what was said is offered again"


def test_an_answer_beside_a_body_that_is_meant_is_kept_until_that_answered_too(
    cast: Cast, naming: SystemicBarrier, pensions: Organisation
) -> None:
    officer = builders.user("DWP official", ("officer", pensions))
    lead, at = signed_in(cast.pfpp_lead), naming.get_absolute_url()
    assert as_(officer).get(f"{at}answer/").status_code == 403
    typed = filled(lead, f"{at}answer/", text="From April.", offers="yes")
    page = words(lead.post(f"{at}answer/", {**typed, f"names_{pensions.pk}": "yes"}, follow=True))
    assert "The public cannot read it yet." in page
    assert f"Its words name the {pensions}, still to answer" in page
    assert "Publish its answer" in page
    assert "Change the words" in page
    assert "From April." in words(signed_in(cast.outsider).get(at))
    assert not public(naming)
    assert told(officer)[0].startswith(f"{naming.reference} names {pensions}.")
    client = signed_in(officer)
    typed = filled(client, f"{at}answer/", text="We keep no list.", offers="no")
    assert typed["body"] == pensions.name
    assert f"names_{pensions.pk}" not in typed, "its own answer speaks for it"
    client.post(f"{at}answer/", typed)
    page = words(as_(None).get(at))
    assert "From April." in page
    assert "We keep no list." in page


def test_words_without_the_body_that_was_meant_let_the_answer_go_out(
    cast: Cast, naming: SystemicBarrier, pensions: Organisation
) -> None:
    other = builders.organisation("Office for Local Lists")
    naming = named_in(naming, ask=f"The {other} should open it")
    publish(naming, cast.administrator, meant=[pensions.pk], not_meant=[other.pk])
    naming.law = ""
    naming.title = "No list may be seen"
    actions.edit_systemic(by=cast.pfpp_lead, systemic=naming)
    assert not public(naming), "the words still name it"
    naming.cause = "Because of a rule."
    actions.edit_systemic(by=cast.pfpp_lead, systemic=naming)
    assert public(naming)
    naming.cause = f"Because of the {pensions}."
    with pytest.raises(ValidationError, match="publish its answer first"):
        actions.edit_systemic(by=cast.pfpp_lead, systemic=naming)


def test_a_reason_that_names_a_body_is_asked_about_where_it_is_typed(
    cast: Cast, licences: SystemicBarrier, pensions: Organisation
) -> None:
    lead, url = signed_in(cast.pfpp_lead), f"{licences.get_absolute_url()}answer/"
    said = {"status": "will_not", "reason": f"The {pensions} refuses.", "offers": "no"}
    typed = {**filled(lead, url, text="No."), **said}
    assert f"Does “{pensions}” mean the {pensions}?" in words(lead.post(url, typed))
    lead.post(url, {**typed, f"names_{pensions.pk}": "yes"})
    assert SystemicAnswer.objects.get().text == "No."
    assert not public(licences)
