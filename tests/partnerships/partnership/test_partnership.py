"""A partnership is added, its members join, commit themselves and leave, and it ends."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from partnerships.models import Member, Partnership, PartnershipPlace, ProgrammePlace
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db


def send(who: Any, url: str, **typed: Any) -> Any:
    """Fill in the form at this address, send it and follow where it leads."""
    client = signed_in(who)
    return client.post(url.partition("?")[0], filled(client, url, **typed), follow=True)


def day(name: str, year: int, month: int = 5, on: int = 1) -> dict[str, str]:
    """Three boxes of a date."""
    return {f"{name}_day": str(on), f"{name}_month": str(month), f"{name}_year": str(year)}


@pytest.fixture
def together(cast: Cast) -> Partnership:
    made = Partnership.objects.create(name="Act as One", slug="act-as-one", created_by=cast.author)
    PartnershipPlace.objects.create(partnership=made, place=cast.bradford)
    return made


def test_an_editor_sets_up_a_partnership_with_its_first_member(cast: Cast) -> None:
    editor = cast.bradford_editor
    said = send(editor, "/partnerships/add/?place=bradford", name="Bradford for Everyone")
    made = Partnership.objects.get()
    assert said.redirect_chain[-1][0] == "/partnerships/bradford-for-everyone/"
    assert "No member is recorded yet." in text_of(said)
    # Without a member it stands on the page of its place all the same
    partners = signed_in(editor).get("/places/bradford/partners/")
    assert "Bradford for Everyone no member recorded" in text_of(partners)

    add = reverse("member_add", args=[made.slug])
    typed = {"organisation": cast.council.name, "role": "lead", "level": "3"}
    missing = send(editor, add, **typed)
    assert "Say what shows this level of commitment" in text_of(missing)
    why = "Gives two officers"
    said = send(editor, add, **typed, commitment_reason=why, **day("valid_from", 2024))
    assert "gives staff or money (3 of 4)" in text_of(said).lower()
    word = Member.objects.get().claim
    Member.objects.update(claim=Member.Word.REFUSED)
    refused = text_of(signed_in(editor).get("/places/bradford/partners/"))
    assert "Bradford for Everyone no member today, or none that says it belongs" in refused
    Member.objects.update(claim=word)
    assert why in text_of(said)
    assert "whether it votes is not known" in text_of(said)

    again = send(editor, add, organisation=cast.council.name, role="lead")
    assert "is in it as lead already at that time" in text_of(again)
    other = send(editor, add, organisation=cast.council.name, role="host")
    assert other.redirect_chain


def test_a_commitment_changes_from_a_day_for_a_reason_and_history_tells_both(
    cast: Cast, together: Partnership
) -> None:
    member = Member.objects.create(
        partnership=together,
        organisation=cast.council,
        commitment=2,
        commitment_reason="Comes to meetings",
        valid_from=dt.date(2023, 1, 1),
    )
    edit = reverse("member_edit", args=[member.pk])
    editor = cast.bradford_editor
    assert "Say when it reached this level of commitment" in text_of(send(editor, edit, level="4"))
    send(
        editor,
        edit,
        level="4",
        commitment_reason="Pools its budget",
        votes="yes",
        **day("commitment_since", 2025),
    )
    history = text_of(signed_in(editor).get(reverse("partnership_history", args=[together.slug])))
    for words in ("Comes to meetings", "Pools its budget", "1 May 2025"):
        assert words in history

    reversed_days = send(editor, edit, **day("valid_to", 2022))
    assert "Enter a day that is not before it joined" in text_of(reversed_days)
    left = send(editor, edit, **day("valid_to", 2026))
    assert "Left" in text_of(left)
    assert "until 1 May 2026" in text_of(left)
    back = send(editor, reverse("member_add", args=[together.slug]), organisation=cast.council.name)
    assert "already at that time" in text_of(back)  # it joined in 2023, on a day not known now
    joined = send(
        editor,
        reverse("member_add", args=[together.slug]),
        organisation=cast.council.name,
        **day("valid_from", 2027),
    )
    assert joined.redirect_chain


def test_a_partnership_ends_with_its_memberships(cast: Cast, together: Partnership) -> None:
    Member.objects.create(partnership=together, organisation=cast.council)
    late = Member.objects.create(
        partnership=together,
        organisation=builders.organisation("Hub"),
        valid_from=dt.date(2026, 1, 1),
    )
    end = reverse("partnership_end", args=[together.slug])
    early = send(cast.bradford_editor, end, **day("ended_on", 2025))
    assert "Hub joined on 1 January 2026. Enter a later day" in text_of(early)
    together.refresh_from_db()
    assert together.ended_on is None

    late.delete()
    said = send(cast.bradford_editor, end, **day("ended_on", 2025))
    assert "A partnership that ended on 1 May 2025" in text_of(said)
    assert Member.objects.get().valid_to == dt.date(2025, 5, 1)
    partners = signed_in(cast.outsider).get("/places/bradford/partners/")
    assert "Act as One ended on 1 May 2025" in text_of(partners)


def test_places_stay_within_what_the_editor_keeps_and_one_stays(
    cast: Cast, together: Partnership
) -> None:
    edit = reverse("partnership_edit", args=[together.slug])
    editor = cast.bradford_editor
    assert "Name a place that you look after" in text_of(send(editor, edit, add_place="Luton"))
    assert "Keep at least one place" in text_of(send(editor, edit, places=[]))
    assert send(cast.administrator, edit, add_place="Luton").redirect_chain
    assert {str(place) for place in together.places.all()} == {"Bradford", "Luton"}
    # Now Luton's editor keeps it, too
    assert send(cast.luton_editor, edit, name="Act as Two").redirect_chain


def test_one_that_looks_like_another_is_asked_about_and_what_was_added_is_taken_back(
    cast: Cast, together: Partnership
) -> None:
    add = "/partnerships/add/?place=bradford"
    asked = send(cast.bradford_editor, add, name="Act As One!")
    assert "It looks like one you have" in text_of(asked)
    assert Partnership.objects.count() == 1

    Member.objects.create(partnership=together, organisation=cast.council)
    client = signed_in(cast.bradford_editor)
    client.post(reverse("partnership_take_back", args=[together.slug]), {"because": "By mistake"})
    assert Partnership.objects.count() == Member.objects.count() == 0


def test_a_lead_adds_a_partnership_at_a_place_of_the_programme_and_keeps_that_one_alone(
    cast: Cast, together: Partnership
) -> None:
    lead, add = cast.pfpp_lead, "/partnerships/add/?place=bradford"
    ProgrammePlace.objects.get_or_create(programme=cast.pfpp, place=cast.bradford)
    assert add in signed_in(lead).get("/places/bradford/partners/").content.decode()
    refused = send(lead, "/partnerships/add/?place=luton", name="Luton for Everyone")
    assert "or one of your programme" in text_of(refused)
    assert send(lead, add, name="Bradford for Everyone").redirect_chain
    made = Partnership.objects.get(name="Bradford for Everyone")
    joins = reverse("member_add", args=[made.slug])
    assert send(lead, joins, organisation=cast.council.name, role="lead").redirect_chain
    other = reverse("partnership_edit", args=[together.slug])
    assert signed_in(lead).get(other).status_code == 403
