"""Saved filters that a team opens: whose, who changes them, that they tell of nothing hidden."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from people.models import Assignment, SavedFilter
from people.saved_filter.actions import MOST
from pilots.models import PilotPlace
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import signed_in, text_of

pytestmark = pytest.mark.django_db
LIST = "/saved-filters/"
ADD = "/saved-filters/add/barriers/?q=data"


def shared(who: Any, name: str = "Ours", **fields: Any) -> SavedFilter:
    query = fields.pop("query", "q=data")
    return SavedFilter.objects.create(
        user=who, list_key="barriers", name=name, query=query, **fields
    )


def lists(who: Any) -> str:
    return text_of(signed_in(who).get(LIST))


def test_one_shares_filters_with_a_team_that_one_is_in(cast: Cast) -> None:
    client = signed_in(cast.bradford_officer)
    page = text_of(client.get(ADD))
    assert "Everyone with a role at Bradford" in page
    assert "Luton" not in page
    key = f"place:{cast.bradford.pk}"
    client.post(ADD, {"name": "Data of ours", "shared": key})
    assert SavedFilter.objects.get().shared_with == cast.bradford
    assert "Of your teams Data of ours Barriers. Bradford can open it." in lists(
        cast.bradford_editor
    )
    for who in (cast.luton_officer, cast.region_editor, cast.administrator, cast.pfpp_lead):
        assert "Data of ours" not in lists(who)


@pytest.mark.parametrize("key", ["place:{luton}", "team:1", "organisation:1", "place:x", "user:1"])
def test_no_other_team_can_be_named(cast: Cast, key: str) -> None:
    client = signed_in(cast.bradford_officer)
    typed = {"name": "Data", "shared": key.format(luton=cast.luton.pk)}
    assert client.post(ADD, typed).status_code == 200
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize("of", ["organisation", "team"])
def test_officers_and_teams_open_theirs(cast: Cast, of: str) -> None:
    team = builders.team("Heat")
    builders.give(cast.luton_officer, "contributor", team)
    body = Assignment.objects.get(user=cast.desnz_official).organisation
    scope: dict[str, Any] = {"organisation": body} if of == "organisation" else {"team": team}
    shared(cast.outsider, **scope)
    inside = cast.desnz_official if of == "organisation" else cast.luton_officer
    assert "Ours" in lists(inside)
    assert "Ours" not in lists(cast.bradford_editor)


def test_who_opens_one_may_not_change_it_but_editors_of_the_place_may(cast: Cast) -> None:
    one = shared(cast.author, place=cast.bradford)
    edit, end = one.get_absolute_url(), reverse("saved_filter_end", args=[one.pk])
    officer, editor = signed_in(cast.bradford_officer), signed_in(cast.bradford_editor)
    assert "Change" not in text_of(officer.get(LIST)).partition("Of your teams")[2]
    for address in (edit, end):
        assert officer.post(address, {"name": "Mine"}).status_code == 403
        assert signed_in(cast.luton_editor).post(address).status_code == 404
    assert "Email me" not in text_of(editor.get(edit)), "the emails are its author's"
    editor.post(edit, {"name": "Of us all", "shared": f"place:{cast.bradford.pk}"})
    one.refresh_from_db()
    assert (one.name, one.user, one.place) == ("Of us all", cast.author, cast.bradford)
    editor.post(end)
    assert not SavedFilter.objects.exists()


def test_its_author_keeps_it_once_their_role_is_over(cast: Cast) -> None:
    one = shared(cast.outsider, place=cast.luton)
    client = signed_in(cast.outsider)
    edit = one.get_absolute_url()
    client.post(edit, {"name": "Ours", "shared": "me"})
    one.refresh_from_db()
    assert one.shared_with is None


def test_filters_that_name_what_is_hidden_are_not_shared(cast: Cast) -> None:
    hidden = builders.pilot(cast.bradford, "Quiet works", visibility="place")
    assert PilotPlace.objects.filter(pilot=hidden).exists()
    client = signed_in(cast.bradford_officer)
    at = f"/saved-filters/add/barriers/?pilot={hidden.slug}"
    typed = {"name": "Of one", "shared": f"place:{cast.bradford.pk}"}
    assert "not everyone with an account can see" in text_of(client.post(at, typed))
    assert not SavedFilter.objects.exists()
    client.post(at, {**typed, "shared": "me"})
    assert SavedFilter.objects.get().shared_with is None


def test_what_teams_share_counts_for_nobodys_own(cast: Cast) -> None:
    for number in range(MOST):
        shared(cast.author, f"Filter {number}", place=cast.bradford)
    client = signed_in(cast.bradford_officer)
    client.post(ADD, {"name": "Mine"})
    assert SavedFilter.objects.filter(user=cast.bradford_officer).count() == 1


def test_one_team_at_most(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        shared(cast.author, place=cast.bradford, organisation=cast.council)
