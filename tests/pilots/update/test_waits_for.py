"""An update waits for nobody: where nobody leads its programme the editors of the place accept it,
and every page says who can."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.models import Notice
from people.models import Assignment
from pilots.models import Pilot, Update
from pilots.pilot.permissions import can_accept_for, who_accepts
from pilots.update.actions import ask_question
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import signed_in, text_of
from tests.pilots.update.sent import page_of, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def hub(people: Cast) -> Pilot:
    """A pilot of a programme."""
    return builders.pilot(people.bradford, "Hub", programme=people.pfpp, visibility="public")


@pytest.fixture
def sent(people: Cast, hub: Pilot) -> Update:
    return send(hub, people.bradford_officer)


def leadless() -> None:
    Assignment.objects.filter(role="programme_lead").delete()


def subjects(who: Any, kind: str) -> list[str]:
    return list(Notice.objects.filter(user=who, kind=kind).values_list("subject", flat=True))


def test_where_nobody_leads_an_editor_of_the_place_accepts(people: Cast, sent: Update) -> None:
    editor = signed_in(people.bradford_editor)
    address = page_of(sent, "accept")
    assert editor.post(address, {"version": sent.version}).status_code == 403
    leadless()
    assert str(sent.pilot.title) in text_of(editor.get("/updates/"))
    says = text_of(editor.get(page_of(sent)))
    assert "Nobody here leads Partnerships for People and Place" in says
    assert "so an editor of Bradford accepts it or asks a question." in says
    editor.post(address, {"version": sent.version})
    sent.refresh_from_db()
    assert (sent.state, sent.accepted_by) == ("accepted", people.bradford_editor)


@pytest.mark.parametrize("level", ["team", "place"])
def test_where_the_level_is_not_for_leads_an_editor_accepts(
    people: Cast, hub: Pilot, level: str
) -> None:
    Pilot.objects.filter(pk=hub.pk).update(visibility=level)
    hub.refresh_from_db()
    sent = send(hub, people.bradford_editor)
    editor, lead = signed_in(people.bradford_editor), signed_in(people.pfpp_lead)
    assert "An editor of Bradford accepts it or asks a question." in text_of(
        editor.get(page_of(sent))
    )
    assert hub.title in text_of(editor.get("/updates/"))
    assert hub.title not in text_of(lead.get("/updates/"))
    found = who_accepts(hub).party
    assert found is not None
    assert found.who == "an editor of Bradford"
    address = page_of(sent, "accept")
    assert lead.post(address, {"version": sent.version}).status_code == 404
    editor.post(address, {"version": sent.version})
    sent.refresh_from_db()
    assert (sent.state, sent.accepted_by) == ("accepted", people.bradford_editor)


@pytest.mark.parametrize("level", ["team", "place", "programme", "network", "public"])
def test_lists_and_pages_agree_on_who_accepts(people: Cast, hub: Pilot, level: str) -> None:
    Pilot.objects.filter(pk=hub.pk).update(visibility=level)
    hub.refresh_from_db()
    sent = send(hub, people.bradford_editor)
    for who in (people.pfpp_lead, people.bradford_editor, people.luton_editor):
        listed = Update.objects.visible_to(who).reviewed_by(who)
        assert listed.contains(sent) == can_accept_for(who, hub), who


def test_where_the_level_is_not_for_leads_and_nobody_edits_administrators_are_asked(
    people: Cast, hub: Pilot
) -> None:
    Pilot.objects.filter(pk=hub.pk).update(visibility="place")
    hub.refresh_from_db()
    Assignment.objects.filter(role="place_editor").delete()
    send(hub, people.bradford_officer)
    (asked,) = subjects(people.administrator, "role-needed")
    assert asked == "Nobody here edits Bradford, and something waits"


def test_an_editor_of_another_place_still_accepts_nothing(people: Cast, sent: Update) -> None:
    leadless()
    other = signed_in(people.luton_editor)
    assert other.post(page_of(sent, "accept"), {"version": 1}).status_code in (403, 404)


def test_with_a_lead_it_is_the_lead_that_is_named(people: Cast, sent: Update) -> None:
    says = text_of(signed_in(people.bradford_officer).get(page_of(sent)))
    assert "A lead of Partnerships for People and Place" in says
    assert "accepts it or asks a question." in says


def test_where_nobody_can_accept_it_the_administrators_are_asked(people: Cast, hub: Pilot) -> None:
    leadless()
    Assignment.objects.filter(role="place_editor").delete()
    update = send(hub, people.bradford_officer)
    (asked,) = subjects(people.administrator, "role-needed")
    assert asked == "Nobody here edits Bradford, and something waits"
    assert "Nobody can do that yet." in text_of(
        signed_in(people.bradford_officer).get(page_of(update))
    )


def test_a_question_is_told_to_whoever_sent_the_update(people: Cast, sent: Update) -> None:
    lead = signed_in(people.pfpp_lead)
    page = lead.post(page_of(sent, "ask"), {"question": "Which doors?"}, follow=True)
    assert "Question saved. The update waits for the answer. 1 person told in My work." in text_of(
        page
    )
    assert len(subjects(people.bradford_officer, "update-question")) == 1


def test_a_question_goes_to_the_place_where_its_writer_has_left(people: Cast, sent: Update) -> None:
    people.bradford_officer.is_active = False
    people.bradford_officer.save()
    ask_question(update=sent, by=people.pfpp_lead, question="Which doors?")
    assert len(subjects(people.bradford_editor, "update-question")) == 1
