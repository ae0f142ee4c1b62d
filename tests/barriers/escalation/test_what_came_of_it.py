"""The answer of a body feeds the barrier and the report; who asks is told to who is asked."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from accounts.models import Notice
from barriers.escalation import actions
from barriers.models import Barrier, Escalation, EscalationRule
from tests import asked, builders
from tests.asked import energy
from tests.barriers.report.reported import as_, data_sharing, links, listed, page, words
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db

WORKED = "?show=outcomes"


@pytest.fixture
def barrier(cast: Cast) -> Barrier:
    """An open barrier of Bradford that names nobody."""
    return data_sharing(
        cast.bradford, "We cannot see licences", created_by=cast.bradford_officer,
        visibility="place", status="escalated", people="Families tell their story twice.",
    )  # fmt: skip


def answer(made: Escalation, **said: Any) -> None:
    facts = {"kind": "answered", "text": "You may: section 4 allows it."} | said
    actions.reply(by=None, escalation=made, **facts)


def tried(user: Any, barrier: Barrier) -> str:
    """The table of what was tried, in words."""
    details = signed_in(user).get(f"{barrier.get_absolute_url()}details/")
    return text_of(details).partition("What was tried")[2]


def test_an_answer_says_who_could_change_it_and_what_came_of_it(
    cast: Cast, barrier: Barrier
) -> None:
    made = asked.ask(barrier, energy(), created_by=cast.bradford_editor)
    assert "No answer yet" in tried(cast.bradford_officer, barrier)
    answer(made)
    barrier.refresh_from_db()
    assert (barrier.unlocker, barrier.status) == (energy(), "worked_on")
    said = tried(cast.bradford_officer, barrier)
    assert f"Escalated to {energy()}: Say what stops it." in said
    assert "Answered, whether it helped is not known: You may: section 4 allows it." in said
    made.refresh_from_db()
    actions.say_helped(by=cast.bradford_editor, escalation=made, helped="partly")
    said = tried(cast.bradford_officer, barrier)
    assert "Answered, it helped a little: You may: section 4 allows it." in said


def test_what_is_withdrawn_leaves_and_what_is_passed_on_moves(cast: Cast, barrier: Barrier) -> None:
    made = asked.ask(barrier, energy())
    actions.withdraw(by=cast.bradford_editor, escalation=made)
    assert "Escalated to" not in tried(cast.bradford_officer, barrier)
    Barrier.objects.filter(pk=barrier.pk).update(unlocker=energy())
    made = asked.ask(barrier, energy())
    agency = builders.organisation("Homes agency")
    actions.pass_on(by=None, escalation=made, to=agency, text="Theirs.")
    barrier.refresh_from_db()
    assert barrier.unlocker == agency


def test_a_public_barrier_stays_public_and_names_nobody(cast: Cast, barrier: Barrier) -> None:
    Barrier.objects.filter(pk=barrier.pk).update(visibility="public")
    answer(asked.ask(barrier, energy()))
    barrier.refresh_from_db()
    assert (barrier.unlocker, barrier.visibility) == (None, "public")
    seen = text_of(as_(None).get(barrier.get_absolute_url()))
    assert "section 4" not in seen
    assert "section 4" in tried(cast.outsider, barrier)
    brief = signed_in(cast.outsider).get(f"{barrier.get_absolute_url()}brief/?format=txt")
    assert "section 4" not in brief.content.decode()


def test_the_report_counts_what_came_of_it_and_links_its_lists(
    cast: Cast, barrier: Barrier
) -> None:
    second = data_sharing(cast.bradford, "Second", status="open")
    hidden = data_sharing(cast.luton, "Hidden", visibility="team", status="open")
    for one in (barrier, second, hidden):
        answer(asked.ask(one, energy()))
    made = asked.ask(second, builders.organisation("Homes agency"))
    Escalation.objects.filter(barrier=second, to=energy()).update(helped="yes")
    seen = page(WORKED, cast.bradford_editor)
    assert "What came of escalating" in words(seen)
    numbers = [(n, url) for n, url in links(seen) if "answer=" in url or "asked=" in url]
    assert len(numbers) == 3  # sums lead nowhere
    for number, url in numbers:
        assert listed(url, cast.bradford_editor) == number, url
    assert sorted(number for number, _ in numbers) == [1, 1, 1]
    assert 'id="answers"' not in page(WORKED)
    actions.withdraw(by=cast.bradford_editor, escalation=made)
    Escalation.objects.filter(barrier=second, to=energy()).update(helped="no")
    seen = page(WORKED, cast.bradford_editor)
    assert "answer=waiting" not in seen
    assert "answer=did-not-help" in seen


def test_the_body_asked_reads_who_asks_and_the_harm_to_people(cast: Cast, barrier: Barrier) -> None:
    made = asked.ask(barrier, energy(), created_by=cast.bradford_editor)
    client = signed_in(cast.desnz_official)
    for url in (made.get_absolute_url(), f"{made.get_absolute_url()}answer/"):
        seen = text_of(client.get(url))
        who = cast.bradford_editor.job_title or cast.bradford_editor.full_name
        assert f"Who asks {who}, for Bradford" in seen
        assert "Effect on people Families tell their story twice." in seen
    asked.link(made, cast.bradford_editor, "token")
    by_link = text_of(as_(None).get("/answer/token/"))
    assert "Who asks" in by_link
    assert "Families tell their story twice." in by_link


def test_the_days_to_answer_stand_on_the_programmes_page(cast: Cast) -> None:
    url = cast.pfpp.get_absolute_url()
    usual = "20 working days to answer an escalation, 5 to acknowledge it."
    assert usual in text_of(signed_in(cast.outsider).get(url))
    assert "Days to answer" not in text_of(as_(None).get(url))
    lead, clock = signed_in(cast.pfpp_lead), f"{url}clock/"
    assert clock in lead.get(url).content.decode()
    assert clock not in signed_in(cast.outsider).get(url).content.decode()
    lead.post(clock, filled(lead, clock) | {"answer_days": "15", "climbs_after": "10"})
    assert EscalationRule.objects.get().answer_days == 15
    seen = text_of(lead.get(url))
    assert "15 working days to answer an escalation, 5 to acknowledge it." in seen
    assert (
        "If the answer is 10 working days late, it is escalated further automatically, as" in seen
    )


def test_a_body_corrects_its_answer_and_the_one_before_stays_marked(
    cast: Cast, barrier: Barrier
) -> None:
    made = asked.ask(barrier, energy(), created_by=cast.bradford_editor)
    address = f"{made.get_absolute_url()}correct/"
    official = signed_in(cast.desnz_official)
    assert official.get(address).status_code == 403
    answer(made)
    assert "Correct your answer" in text_of(official.get(made.get_absolute_url()))
    assert "Correct your answer" not in text_of(
        signed_in(cast.bradford_editor).get(made.get_absolute_url())
    )
    form = filled(official, address)
    assert (form["kind"], form["text"]) == ("answered", "You may: section 4 allows it.")
    sent = official.post(address, form | {"kind": "declined", "text": "Section 4 has ended."})
    assert sent.status_code == 302
    made.refresh_from_db()
    assert made.state == "declined"
    said = text_of(official.get(made.get_absolute_url()))
    assert "The answer, corrected since" in said
    assert "section 4 allows it" in said
    assert "Declined, whether it helped is not known: Section 4 has ended." in tried(
        cast.bradford_officer, barrier
    )
    told = Notice.objects.filter(user=cast.bradford_officer).order_by("-id").first()
    assert told is not None
    assert told.subject.startswith(f"{energy()} corrected its answer: {barrier.reference}")


def test_the_answer_to_a_closed_barrier_stays_as_it_is(cast: Cast, barrier: Barrier) -> None:
    made = asked.ask(barrier, energy(), created_by=cast.bradford_editor)
    answer(made)
    official = signed_in(cast.desnz_official)
    Barrier.objects.filter(pk=barrier.pk).update(status="closed_unresolved")
    assert "Correct your answer" not in text_of(official.get(made.get_absolute_url()))
    with pytest.raises(ValidationError, match="closed"):
        actions.correct_answer(by=cast.desnz_official, escalation=made, kind="answered", text="No.")
