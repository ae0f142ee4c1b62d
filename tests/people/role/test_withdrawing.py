"""Who invited somebody withdraws it, also a lead, who gives no role at the place."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from accounts.models import Notice
from partnerships.models import Place, ProgrammePlace
from people.models import Invitation
from people.role.invitation_actions import token_of
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import signed_in, text_of

pytestmark = pytest.mark.django_db
ADDRESS = "ada@keighley.example.org"


@pytest.fixture
def keighley(cast: Cast) -> Place:
    """A place of the programme that nobody edits."""
    made = builders.place("Keighley", "district")
    ProgrammePlace.objects.create(programme=cast.pfpp, place=made)
    return made


@pytest.fixture
def invited(cast: Cast, keighley: Place) -> Invitation:
    """The lead of the programme asked somebody to edit it."""
    at = reverse("place_role_add", args=[keighley.slug])
    signed_in(cast.pfpp_lead).post(at, {"emails": ADDRESS, "role": "place_editor"})
    return Invitation.objects.get()


def withdraw(who: Any, invitation: Invitation, what: str = "withdraw", **said: str) -> Any:
    at = reverse("invitation_change", args=[invitation.pk, what])
    return signed_in(who).post(at, said, follow=True)


def test_a_lead_withdraws_the_invitation_on_the_page_on_which_they_invited(
    cast: Cast, invited: Invitation
) -> None:
    url = reverse("programme_invite_many", args=[cast.pfpp.slug])
    lead = signed_in(cast.pfpp_lead)
    page = lead.get(url)
    assert f"Withdraw : {ADDRESS}" in text_of(page)
    link = reverse("invitation", args=[token_of(invited)])
    after = withdraw(cast.pfpp_lead, invited, programme=cast.pfpp.slug)
    assert after.request["PATH_INFO"] == url
    assert f"The invitation of {ADDRESS} is withdrawn." in text_of(after)
    invited.refresh_from_db()
    assert invited.withdrawn_at is not None
    assert not Notice.objects.filter(kind="invitation", sent_at=None).exists()
    assert "Invited by you" not in text_of(lead.get(url))
    assert "no longer works" in text_of(signed_in(cast.bradford_officer).get(link))


def test_it_leads_elsewhere_only_where_its_reader_may_be(cast: Cast, invited: Invitation) -> None:
    other = builders.programme("Another programme")
    after = withdraw(cast.pfpp_lead, invited, programme=other.slug)
    assert after.request["PATH_INFO"] == invited.place.get_absolute_url()


@pytest.mark.parametrize("who", ["another lead", "bradford_editor", "luton_officer"])
def test_nobody_else_withdraws_it_or_is_shown_whom_the_lead_asked(
    cast: Cast, invited: Invitation, who: str
) -> None:
    if who == "another lead":
        user = builders.user("Lea Lead", ("programme_lead", cast.pfpp))
        page = signed_in(user).get(reverse("programme_invite_many", args=[cast.pfpp.slug]))
        assert page.status_code == 200
        assert ADDRESS not in text_of(page)
    else:
        user = getattr(cast, who)
    assert withdraw(user, invited).status_code == 404
    invited.refresh_from_db()
    assert invited.withdrawn_at is None


def test_who_invited_may_withdraw_and_sends_it_again_only_by_inviting_again(
    cast: Cast, invited: Invitation
) -> None:
    assert withdraw(cast.pfpp_lead, invited, "again").status_code == 404
    assert withdraw(cast.pfpp_lead, invited).status_code == 200
    again = withdraw(cast.pfpp_lead, invited)
    assert "taken up or withdrawn meanwhile" in text_of(again)
