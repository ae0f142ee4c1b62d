"""Barriers that need an owner: who says who it is, what is suggested, and what nobody learns."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from accounts.models import Notice
from barriers.barrier_page import owner_actions
from barriers.escalation.candidates import candidates
from barriers.models import Barrier
from partnerships.models import Organisation
from tests import asked, builders, linked
from tests.barriers.barrier.test_models import breaks
from tests.barriers.pages import as_, words
from tests.builders import Cast
from tests.pilots.forms import filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def ownerless(cast: Cast) -> Barrier:
    return builders.barrier(
        cast.bradford,
        "We cannot see licences",
        category=builders.category(),
        status="needs_owner",
        visibility="team",
        created_by=cast.bradford_officer,
    )


def energy() -> Organisation:
    return Organisation.objects.get(name="Department for Energy Security and Net Zero")


def test_a_connector_names_a_body_and_its_job_role_and_loses_sight_knowingly(
    cast: Cast, ownerless: Barrier
) -> None:
    role = builders.post("Licence lead", energy(), visibility="network")
    client, url = as_(cast.yorkshire_connector), f"{ownerless.get_absolute_url()}owner/"
    assert "Say who could" in words(client.get(ownerless.get_absolute_url()))
    assert "Once somebody is named, you will no longer be able to read it" in words(client.get(url))
    sent = filled(client, f"{url}?to={energy().slug}&post={role.pk}")
    assert sent["to"] == energy().name
    page = words(client.post(url, sent | {"ask": "Share them."}, follow=True))
    assert f"{ownerless.reference} has an owner now, so you can no longer read it" in page
    ownerless.refresh_from_db()
    assert (ownerless.status, ownerless.unlocker, ownerless.ask) == (
        "open",
        energy(),
        "Share them.",
    )
    assert client.get(ownerless.get_absolute_url()).status_code == 404
    page = words(as_(cast.bradford_editor).get(ownerless.get_absolute_url()))
    assert "Job role Licence lead" in page
    [told] = Notice.objects.filter(user=cast.bradford_officer)
    assert f"{energy()} could change it: {ownerless.reference}" in told.subject


def test_the_job_role_is_not_shown_to_who_may_not_see_it_and_fills_in_the_ask(
    cast: Cast, ownerless: Barrier
) -> None:
    own = builders.post("Quiet lead", energy(), visibility="place", created_by=cast.author)
    owner_actions.name_owner(by=cast.bradford_editor, barrier=ownerless, to=energy(), post=own)
    Barrier.objects.filter(pk=ownerless.pk).update(visibility="network")
    assert "Quiet lead" not in words(as_(cast.outsider).get(ownerless.get_absolute_url()))
    shown = builders.post("Open lead", energy())
    ownerless.refresh_from_db()
    owner_actions.name_owner(
        by=cast.bradford_editor, barrier=ownerless, to=energy(), post=shown, seen=energy().pk
    )
    sent = filled(as_(cast.bradford_editor), f"{ownerless.get_absolute_url()}escalate/")
    assert sent["choice"] == f"{energy().slug}:{shown.pk}"


def test_who_asks_about_one_without_an_owner_is_told_that_they_lose_sight(
    cast: Cast, ownerless: Barrier
) -> None:
    Barrier.objects.filter(pk=ownerless.pk).update(programme=cast.pfpp)
    client, url = as_(cast.pfpp_lead), f"{ownerless.get_absolute_url()}escalate/"
    assert "Once it is escalated, you will no longer be able to read it" in words(client.get(url))
    sent = filled(client, url) | {"to": energy().name, "ask": "Share."}
    page = words(client.post(url, sent, follow=True))
    assert "so you can no longer read it: it is visible to my team" in page
    assert ownerless.escalations.count() == 1


def test_a_public_one_is_for_those_signed_in_once_it_names_a_body(
    cast: Cast, ownerless: Barrier
) -> None:
    Barrier.objects.filter(pk=ownerless.pk).update(visibility="public")
    client, url = as_(cast.bradford_editor), f"{ownerless.get_absolute_url()}owner/"
    page = words(client.post(url, filled(client, url) | {"to": energy().name}, follow=True))
    assert "It is now visible to everyone signed in" in page
    assert as_(None).get(ownerless.get_absolute_url()).status_code == 404


def test_what_is_wrong_is_said_and_nothing_is_saved(cast: Cast, ownerless: Barrier) -> None:
    other = builders.post("Elsewhere", cast.council)
    client, url = as_(cast.bradford_editor), f"{ownerless.get_absolute_url()}owner/"
    form = filled(client, url) | {"ask": "Typed words."}
    page = words(client.post(url, form | {"to": "No such body"}))
    assert "Typed words." in client.post(url, form | {"to": "No such body"}).content.decode()
    assert "No such body" in page or "organisation" in page
    with pytest.raises(ValidationError, match="isn’t a job role in Department for Energy"):
        owner_actions.name_owner(
            by=cast.bradford_editor, barrier=ownerless, to=energy(), post=other
        )
    old = builders.organisation("Old ministry", succeeded_by=energy())
    with pytest.raises(ValidationError, match=r"Old ministry has ended. Department for Energy"):
        owner_actions.name_owner(by=cast.bradford_editor, barrier=ownerless, to=old)
    owner_actions.name_owner(by=cast.bradford_editor, barrier=ownerless, to=energy())
    with pytest.raises(ValidationError, match="While you were writing, somebody named who"):
        owner_actions.name_owner(by=cast.bradford_editor, barrier=ownerless, to=cast.council)
    page = words(client.post(url, form | {"to": cast.council.name}))
    assert "While you were writing, somebody named who could change it" in page
    assert "Typed words." in page
    assert client.get(f"{url}?to=%00").status_code == 200
    ownerless.refresh_from_db()
    Barrier.objects.filter(pk=ownerless.pk).update(status="closed_unresolved")
    with pytest.raises(ValidationError, match="This barrier is closed"):
        owner_actions.name_owner(by=cast.bradford_editor, barrier=ownerless, to=energy())


def test_a_job_role_needs_its_body(ownerless: Barrier) -> None:
    role = builders.post("Lead")
    breaks(
        "barrier_post_has_unlocker",
        lambda: Barrier.objects.filter(pk=ownerless.pk).update(unlocker_post=role),
    )


def test_likely_owners_come_from_links_answers_names_and_the_directory(
    cast: Cast, ownerless: Barrier
) -> None:
    kind = builders.category()
    health, homes, ended = (
        builders.organisation(name) for name in ("Health agency", "Homes agency", "Ended agency")
    )
    like = builders.barrier(cast.luton, "Like", category=kind, unlocker=homes, status="open")
    linked.link(ownerless, like)
    for body, helped in ((health, "yes"), (health, ""), (energy(), "no"), (ended, "yes")):
        about = builders.barrier(cast.luton, category=kind)
        asked.ask(about, body, state="answered", ended_on=builders.TODAY, helped=helped)
    builders.succeed(ended, energy())
    made_up = builders.organisation("Example agency", is_example=True)
    builders.barrier(cast.luton, category=kind, unlocker=made_up, status="open")
    builders.barrier(cast.luton, category=kind, unlocker=cast.council, status="open")
    builders.post("Data desk", cast.council, kind="data_contact")
    builders.post("Place connector", cast.council, cast.region, kind="connector")
    builders.post("Housing officer", cast.council, cast.luton)
    found = candidates(ownerless, cast.bradford_editor)
    assert [(one.words, one.because) for one in found] == [
        ("Homes agency", f"named for {like.reference} in Luton, which is linked to this one"),
        ("Health agency", "answered 2 barriers of this kind, and the answer helped with 1"),
        (str(energy()), "answered 1 barrier of this kind"),
        (str(cast.council), "named for 1 barrier like it in other places"),
        (f"{cast.council}, Data desk", "data contact in the directory"),
        (f"{cast.council}, Place connector", "place connector for this place"),
    ]
    page = words(as_(cast.bradford_editor).get(f"{ownerless.get_absolute_url()}owner/"))
    assert "Health agency Answered 2 barriers of this kind" in page


def test_hidden_barriers_suggest_nobody(cast: Cast, ownerless: Barrier) -> None:
    kind = builders.category()
    quiet = builders.organisation("Quiet agency")
    hidden = builders.barrier(
        cast.luton, category=kind, unlocker=quiet, status="open", visibility="team"
    )
    linked.link(ownerless, hidden)
    asked.ask(hidden, quiet, state="answered", ended_on=builders.TODAY, helped="yes")
    builders.post("Quiet desk", quiet, kind="data_contact", visibility="team")
    assert candidates(ownerless, cast.bradford_editor) == []
    assert len(candidates(ownerless, cast.luton_editor)) == 1


def test_who_is_named_for_like_barriers_is_counted_as_the_list_counts(
    cast: Cast, ownerless: Barrier
) -> None:
    homes = builders.organisation("Homes agency")
    kind = builders.category()
    for place, visibility in (
        (cast.luton, "public"), (cast.luton, "network"), (cast.luton, "team"),
        (cast.bradford, "public"),
    ):  # fmt: skip
        builders.barrier(place, category=kind, unlocker=homes, status="open", visibility=visibility)
    [found] = candidates(ownerless, cast.bradford_editor)
    assert found.because == "named for 2 barriers like it in other places"
    assert found.url == f"/barriers/?unlocker=homes-agency&like={ownerless.reference}"
    assert "2 barriers" in words(as_(cast.bradford_editor).get(found.url))


def test_a_job_role_is_found_by_its_title_when_nobody_picked_it(
    cast: Cast, ownerless: Barrier
) -> None:
    role = builders.post("Licence lead", energy())
    client, url = as_(cast.bradford_editor), f"{ownerless.get_absolute_url()}owner/"
    form = filled(client, url) | {"to": energy().name, "post": "licence lead"}
    client.post(url, form)
    ownerless.refresh_from_db()
    assert ownerless.unlocker_post == role
