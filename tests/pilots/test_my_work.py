"""Milestones, risks, case studies and residents' words wait in *my work* for whom they concern."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from interface.sections import SHOWN
from pilots.models import CaseStudy, Pilot
from tests import builders, coursed, defined, learned
from tests.builders import Cast
from tests.pilots.forms import signed_in, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def work(who: Any, address: str = "/") -> str:
    return text_of(signed_in(who).get(address))


def test_milestones_that_are_late_or_close_wait_for_who_logs(
    people: Cast, warm_homes: Pilot
) -> None:
    coursed.milestone(warm_homes, "Late one", due=dt.date(2026, 11, 10))
    coursed.milestone(warm_homes, "Close one", due=dt.date(2026, 12, 1))
    coursed.milestone(warm_homes, "Far one")
    coursed.milestone(warm_homes, "Done one", done=dt.date(2026, 11, 1))
    gone = {"given_up_on": dt.date(2026, 11, 1), "given_up_because": "So"}
    coursed.milestone(warm_homes, "Given up one", due=dt.date(2026, 12, 1), **gone)
    page = work(people.bradford_officer)
    section = page[page.rindex("Milestones late or close") :]
    assert "Say when it’s done: Late one Warm homes 10 days late" in section
    assert "Later: 1" in section
    later = work(people.bradford_officer, "/?when=later")
    assert "Say when it’s done: Close one Warm homes 1 December" in later
    assert "Done one" not in page
    assert "Given up one" not in page
    assert "Far one" not in section.partition("Coming up")[0]
    assert "Late one" not in work(people.luton_officer)
    assert "Late one" not in work(people.pfpp_lead)


def test_a_programmes_milestone_waits_for_its_lead(people: Cast) -> None:
    coursed.milestone(people.pfpp, "All places report", due=dt.date(2026, 11, 10))
    assert "Say when it’s done: All places report" in work(people.pfpp_lead)
    assert "All places report" not in work(people.bradford_officer)


def test_risks_wait_once_their_day_has_come(people: Cast, warm_homes: Pilot) -> None:
    coursed.risk(warm_homes, "Floods", review_on=dt.date(2026, 11, 20))
    coursed.risk(warm_homes, "Snow", review_on=dt.date(2026, 11, 21))
    coursed.risk(warm_homes, "Fire", review_on=dt.date(2026, 1, 1), state="passed", state_said="So")
    page = work(people.bradford_officer)
    assert "Floods" in page
    assert "Snow" not in page
    assert "Fire" not in page
    assert "Floods" not in work(people.pfpp_lead)


def test_case_studies_wait_for_a_reviewer_who_did_not_write_them_then_for_an_editor(
    people: Cast, warm_homes: Pilot
) -> None:
    study = learned.case_study(warm_homes, "Letters", created_by=people.author)
    for who in (people.evaluator, people.pfpp_lead):
        assert "Review the case study: Letters Warm homes" in work(who)
    assert "Review the case study" not in work(people.bradford_editor)
    CaseStudy.objects.update(changed_by=people.evaluator)
    assert "Review the case study" not in work(people.evaluator)
    moment = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
    CaseStudy.objects.filter(pk=study.pk).update(
        state="reviewed", reviewed_by=people.pfpp_lead, reviewed_at=moment
    )
    assert "Publish the case study: Letters Warm homes" in work(people.bradford_editor)
    assert "Publish the case study" not in work(people.luton_editor)


def test_residents_words_wait_for_the_editors_of_the_place(people: Cast) -> None:
    learned.you_said(people.bradford, "The crossing is dangerous.")
    learned.you_said(people.luton, "The lights are out.", state="approved")
    said = "Decide on a resident’s words: The crossing is dangerous. Bradford"
    assert said in work(people.bradford_editor)
    assert "The crossing" not in work(people.bradford_officer)
    assert "The lights" not in work(people.luton_editor)


def test_what_is_late_is_not_counted_short_where_not_all_of_it_is_shown(
    people: Cast, warm_homes: Pilot
) -> None:
    roofs = builders.indicator(warm_homes, "Roofs mended", "roofs")
    for number in range(SHOWN + 1):
        coursed.milestone(warm_homes, f"Late {number}", due=dt.date(2026, 11, 10))
        defined.remeasure(roofs, due=dt.date(2026, 11, 1 + number))
    who = people.bradford_officer
    assert f"{SHOWN}+ not reported as done" in work(who, "/?kind=milestones")
    assert f"{SHOWN}+ are due" in work(who, "/?kind=again")
    assert f"Late {2 * SHOWN + 1}+ " in work(who)
