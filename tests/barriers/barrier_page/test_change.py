"""Editing a barrier, adding what was tried, adding a check."""

from __future__ import annotations

from typing import Any

import pytest

from barriers.models import Barrier, SubType
from barriers.sub_type.actions import merge_sub_types
from tests import builders
from tests.barriers.pages import as_, token, words
from tests.builders import Cast
from tests.pilots.forms import filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def barrier(cast: Cast) -> Barrier:
    return builders.barrier(
        cast.bradford,
        "We cannot see visits",
        category=builders.category("data-sharing"),
        visibility="programme",
        created_by=cast.bradford_officer,
        programme=cast.pfpp,
    )


def answers(barrier: Barrier, **changed: str) -> dict[str, str]:
    barrier.refresh_from_db()
    return {
        "version": str(barrier.version),
        "title": barrier.title,
        "kind": "data-sharing",
        "unlock": "not_known",
        "status": "open",
        "visibility": barrier.visibility,
        **changed,
    }


def edit(who: object, barrier: Barrier, **changed: str) -> Any:
    return as_(who).post(f"{barrier.get_absolute_url()}edit/", answers(barrier, **changed))


def now(barrier: Barrier) -> Barrier:
    return Barrier.objects.get(pk=barrier.pk)


def test_what_was_not_known_is_added_later(cast: Cast, barrier: Barrier) -> None:
    legal = barrier.category.sub_types.get(name="Legal")
    edit(
        cast.bradford_editor,
        barrier,
        severity="stops",
        stage="delivery",
        lever="practice",
        cost_low="£1,200",
        cost_qualifier="about",
        sub_types=str(legal.pk),
        add_place="Luton",
    )
    page = words(as_(cast.bradford_officer).get(barrier.get_absolute_url()))
    for said in (
        "Stops the work",
        "Delivery",
        "Practice",
        "About £1,200",
        "Legal",
        "Bradford (leads), Luton",
    ):
        assert said in page


def test_naming_a_body_ends_the_need_of_an_owner(cast: Cast, barrier: Barrier) -> None:
    Barrier.objects.filter(pk=barrier.pk).update(status="needs_owner")
    edit(cast.bradford_editor, barrier, unlock="organisation", unlocker=cast.council.name)
    assert (now(barrier).status, now(barrier).unlocker) == ("open", cast.council)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"title": "x" * 10_000}, "It has 10,000"),
        ({"title": ""}, "Answer “What is getting in the way?”"),
        ({"cost_low": "lots"}, "Enter a number"),
        ({"cost_low": "5", "cost_high": "4"}, "Enter more than the lower end"),
        ({"cost_low": "9" * 30}, "at most 16 figures"),
        ({"time_low": "5", "time_high": "5"}, "Enter more than the lower end"),
        ({"status": "resolved"}, "Choose from the answers listed"),
        ({"unlock": "organisation"}, "Enter the organisation"),
        ({"add_place": "Atlantis"}, "We can’t find “Atlantis”"),
        ({"status": "escalated"}, "Choose from the answers listed"),
        ({"visibility": "nobody"}, "Choose from the answers listed"),
    ],
)
def test_what_cannot_be_is_said_at_its_question_and_nothing_is_saved(
    cast: Cast, barrier: Barrier, changed: dict[str, str], message: str
) -> None:
    version = now(barrier).version
    assert message in words(edit(cast.bradford_editor, barrier, **changed))
    assert now(barrier).version == version


def test_the_public_level_is_for_editors_of_the_place(cast: Cast, barrier: Barrier) -> None:
    refused = words(edit(cast.bradford_officer, barrier, visibility="public"))
    assert "Choose from the answers listed for “Who can see this?”" in refused
    edit(cast.bradford_editor, barrier, visibility="public")
    assert now(barrier).visibility == "public"


def test_what_names_a_body_is_not_made_public(cast: Cast, barrier: Barrier) -> None:
    page = edit(
        cast.bradford_editor,
        barrier,
        visibility="public",
        unlock="organisation",
        unlocker=cast.council.name,
    )
    assert "A barrier that names a body stays out of public view" in words(page)
    assert now(barrier).visibility == "programme"


def test_a_lead_who_names_a_body_on_a_public_barrier_narrows_it(
    cast: Cast, barrier: Barrier
) -> None:
    Barrier.objects.filter(pk=barrier.pk).update(visibility="public")
    typed = answers(barrier, unlock="organisation", unlocker=cast.council.name)
    del typed["visibility"]
    page = as_(cast.pfpp_lead).post(f"{barrier.get_absolute_url()}edit/", typed, follow=True)
    assert "It is now visible to everyone signed in" in words(page)
    assert now(barrier).visibility == "network"


def test_a_lead_cannot_widen_what_was_logged_for_a_team(cast: Cast, barrier: Barrier) -> None:
    Barrier.objects.filter(pk=barrier.pk).update(visibility="team", status="needs_owner")
    page = words(as_(cast.pfpp_lead).get(f"{barrier.get_absolute_url()}edit/"))
    assert "Only its author, its team and the editors of its place can change who sees it" in page
    edit(cast.pfpp_lead, barrier, unlock="find_out", visibility="network")
    assert now(barrier).visibility == "team"


def test_who_loses_sight_of_it_by_naming_an_owner_is_told(cast: Cast, barrier: Barrier) -> None:
    Barrier.objects.filter(pk=barrier.pk).update(visibility="team", status="needs_owner")
    typed = answers(barrier, unlock="organisation", unlocker=cast.council.name)
    page = as_(cast.pfpp_lead).post(f"{barrier.get_absolute_url()}edit/", typed, follow=True)
    assert page.status_code == 200
    assert "has an owner now, so you can no longer read it" in words(page)


def test_a_connector_triages_only_while_it_needs_an_owner(cast: Cast, barrier: Barrier) -> None:
    address = f"{barrier.get_absolute_url()}edit/"
    assert as_(cast.yorkshire_connector).get(address).status_code == 403
    Barrier.objects.filter(pk=barrier.pk).update(status="needs_owner")
    assert as_(cast.yorkshire_connector).get(address).status_code == 200


def test_second_editor_sees_both_versions_and_keeps_what_they_typed(
    cast: Cast, barrier: Barrier
) -> None:
    mine = answers(barrier, title="We cannot see any visits")
    edit(cast.bradford_editor, barrier, title="We cannot see home visits", add_place="Luton")
    page = as_(cast.bradford_officer).post(f"{barrier.get_absolute_url()}edit/", mine)
    said = words(page)
    assert "Somebody changed this while you were typing" in said
    assert "We cannot see home visits" in said
    assert 'value="We cannot see any visits"' in page.content.decode()
    assert now(barrier).title == "We cannot see home visits"


def test_a_pilot_that_the_editor_may_not_see_is_neither_shown_nor_lost(
    cast: Cast, barrier: Barrier
) -> None:
    hidden = builders.pilot(cast.bradford, "Secret hub", visibility="team", team=cast.team)
    Barrier.objects.filter(pk=barrier.pk).update(pilot=hidden)
    page = as_(cast.bradford_officer).get(f"{barrier.get_absolute_url()}edit/")
    assert "Secret hub" not in page.content.decode()
    edit(cast.bradford_officer, barrier, title="We cannot see them", pilot="")
    assert now(barrier).pilot == hidden


def test_something_tried_is_added_with_an_inexact_date(cast: Cast, barrier: Barrier) -> None:
    address = f"{barrier.get_absolute_url()}tried/add/"
    typed = {
        "what": "Met the team lead",
        "on_month": "10",
        "on_year": "2026",
        "outcome": "helped_a_little",
        "result": "about 9 in 10 answered",
    }
    client = as_(cast.bradford_officer)
    page = words(client.post(address, typed, follow=True))
    assert "Met the team lead Helped a little: about 9 in 10 answered. October 2026" in page
    details = words(client.get(f"{barrier.get_absolute_url()}details/"))
    assert "October 2026 Met the team lead" in details


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"what": ""}, "Answer “What was tried?”"),
        ({"what": "y" * 10_000}, "It has 10,000"),
        ({"outcome": "miracle"}, "Choose from the answers listed"),
        ({"on_year": "2190"}, "in the future"),
        ({"on_year": "0"}, "Enter the year in full"),
    ],
)
def test_what_cannot_have_been_tried(
    cast: Cast, barrier: Barrier, changed: dict[str, str], message: str
) -> None:
    typed = {"what": "Asked", "outcome": "not_known", **changed}
    page = as_(cast.bradford_officer).post(f"{barrier.get_absolute_url()}tried/add/", typed)
    assert message in words(page)
    assert not barrier.actions.exists()


def test_two_submits_add_one_thing_tried(cast: Cast, barrier: Barrier) -> None:
    client, address = as_(cast.bradford_officer), f"{barrier.get_absolute_url()}tried/add/"
    typed = {"what": "Asked", "outcome": "not_known", "draft_token": token(client.get(address))}
    client.post(address, typed)
    client.post(address, typed)
    assert barrier.actions.count() == 1


def test_a_check_decides_the_nature_on_the_page(cast: Cast, barrier: Barrier) -> None:
    typed = {
        "what": "The board’s own policy",
        "verdict": "partly",
        "checked_by": "Programme lead",
        "on_day": "28",
        "on_month": "10",
        "on_year": "2026",
    }
    address = f"{barrier.get_absolute_url()}checks/add/"
    client = as_(cast.pfpp_lead)
    page = words(client.post(address, typed, follow=True))
    assert "Partly. The board’s own policy Programme lead, 28 October 2026" in page
    details = words(client.get(f"{barrier.get_absolute_url()}details/"))
    assert "Is there a rule? Mixed, after 1 check" in details
    assert "28 October 2026 Programme lead The board’s own policy Partly" in details


def test_a_kind_without_rules_is_not_checked(cast: Cast) -> None:
    trust = builders.barrier(
        cast.bradford, category=builders.category("culture"), visibility="network"
    )
    typed = {
        "what": "Asked",
        "verdict": "rule",
        "checked_by": "Editor",
        "on_day": "1",
        "on_month": "10",
        "on_year": "2026",
    }
    page = as_(cast.bradford_editor).post(f"{trust.get_absolute_url()}checks/add/", typed)
    assert "Only barriers about data sharing, funding or priorities can be checked" in words(page)
    assert not trust.checks.exists()


def test_saving_staff_time_unchanged_is_no_mistake(cast: Cast, barrier: Barrier) -> None:
    Barrier.objects.filter(pk=barrier.pk).update(time_low="12.50", time_basis="Told")
    client, url = as_(cast.bradford_editor), f"{barrier.get_absolute_url()}edit/"
    page = client.post(url, filled(client, url), follow=True)
    assert "Barrier saved." in words(page)


def test_a_finer_kind_that_was_merged_meanwhile_is_the_one_that_it_is_now(
    cast: Cast, barrier: Barrier
) -> None:
    kind = builders.category()
    legal = kind.sub_types.get(name="Legal")
    law = SubType.objects.create(category=kind, name="Law")
    merge_sub_types(by=cast.administrator, merged=law, into=legal)
    client, url = as_(cast.bradford_editor), f"{barrier.get_absolute_url()}edit/"
    client.post(url, filled(client, url) | {"sub_types": str(law.pk)})
    assert [str(one) for one in barrier.sub_types.all()] == ["Legal"]
