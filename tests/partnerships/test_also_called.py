"""What else people call a body or a place: kept on its page, shown, in files, found."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from partnerships.models import (
    Organisation,
    PlaceCode,
    PlaceName,
    Synonym,
)
from partnerships.place.models.place import codes_on
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db


def send(who: Any, url: str, **typed: Any) -> Any:
    client = signed_in(who)
    return client.post(url, filled(client, url, **typed), follow=True)


def suggested(address: str, typed: str) -> list[str]:
    answer = Client().get(reverse(address), {"q": typed})
    return [one["label"] for one in json.loads(answer.content)["results"]]


def rows(address: str, **asked: str) -> list[dict[str, str]]:
    answer: Any = Client().get(reverse(address), {"format": "csv", **asked})
    text = answer.getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def team(cast: Cast) -> Organisation:
    body = builders.organisation("Energy Advice Bradford", "voluntary")
    body.place_links.create(place=cast.bradford)
    return body


def test_whoever_keeps_a_body_says_what_else_it_is_called(cast: Cast, team: Organisation) -> None:
    edit = reverse("organisation_edit", args=[team.slug])
    said = send(
        cast.bradford_editor, edit, words="Warmline\n warmline \nThe  Kettle", short_name="EAB"
    )
    assert "Also called EAB, The Kettle and Warmline" in text_of(said)
    assert list(team.synonyms.values_list("words", "created_by")) == [
        ("The Kettle", cast.bradford_editor.pk),
        ("Warmline", cast.bradford_editor.pk),
    ]
    assert team.names.get().short_name == "EAB"
    assert suggested("organisation_suggest", "warmline") == [team.name]
    assert suggested("organisation_suggest", "EAB") == [team.name]
    assert team.name in text_of(Client().get(reverse("search"), {"q": "kettle"}))
    [row] = rows("organisations", q="Energy Advice")
    assert row["also_called"] == "EAB; The Kettle; Warmline"
    # One is put right, one taken out, and history says so
    said = send(cast.bradford_editor, edit, words="Warm line", short_name="")
    assert "Also called Warm line" in text_of(said)
    assert suggested("organisation_suggest", "kettle") == []
    told = text_of(Client().get(reverse("organisation_history", args=[team.slug])))
    assert "Warm line" in told, told
    assert signed_in(cast.outsider).get(edit).status_code == 403


def test_words_that_nobody_confirms_are_kept_and_not_shown_as_a_name(
    cast: Cast, team: Organisation
) -> None:
    Synonym.objects.create(organisation=team, words="BEIS", note="That is not verified.")
    edit = reverse("organisation_edit", args=[team.slug])
    said = send(cast.bradford_editor, edit, description="Advice")
    assert team.synonyms.get().note == "That is not verified."
    assert "Also called" not in text_of(said)
    assert rows("organisations", q="Energy Advice")[0]["also_called"] == ""


def test_a_body_is_taken_back_with_what_else_it_is_called(cast: Cast) -> None:
    add = reverse("organisation_add")
    typed = {"name": "Keighley Hub", "sector": "voluntary", "place": "Bradford"}
    send(cast.bradford_editor, add, **typed)
    body = Organisation.objects.get(name="Keighley Hub")
    send(cast.bradford_editor, reverse("organisation_edit", args=[body.slug]), words="The Hub")
    send(cast.bradford_editor, reverse("organisation_take_back", args=[body.slug]), because="Twice")
    assert not Organisation.objects.filter(pk=body.pk).exists()
    assert not Synonym.objects.filter(words="The Hub").exists()


def test_an_editor_of_a_place_says_what_else_it_is_called(cast: Cast) -> None:
    edit = reverse("place_edit", args=["bradford"])
    former = PlaceName.objects.create(
        place=cast.bradford, name="Broadford", kind="other", valid_to=dt.date(1974, 4, 1)
    )
    send(cast.bradford_editor, edit, words="Bratford\nBradford\nWorstedopolis")
    others = cast.bradford.names.filter(kind="other", valid_to=None)
    assert set(others.values_list("name", flat=True)) == {"Bratford", "Worstedopolis"}
    about = text_of(Client().get(reverse("place_about", args=["bradford"])))
    assert "Worstedopolis" in about
    assert suggested("place_suggest", "worstedopolis") == ["Bradford"]
    assert "Worstedopolis" in rows("places", q="Bradford")[0]["also_called"]
    send(cast.bradford_editor, edit, words="Worstedopolis")
    assert others.get().name == "Worstedopolis"
    assert PlaceName.objects.filter(pk=former.pk).exists()
    assert "Bratford" in text_of(Client().get(reverse("place_history", args=["bradford"])))


def test_of_two_who_say_it_at_once_the_second_sees_what_the_first_said(cast: Cast) -> None:
    edit = reverse("place_edit", args=["bradford"])
    client = signed_in(cast.bradford_editor)
    opened = filled(client, edit, words="First")
    PlaceName.objects.create(place=cast.bradford, name="Second", kind="other")
    said = client.post(edit, opened, follow=True)
    assert "Second" in text_of(said)
    assert not PlaceName.objects.filter(name="First").exists()


def test_files_of_places_keep_the_last_code_of_those_that_ended(cast: Cast) -> None:
    ended = builders.place("Cravenshire", "district")
    day = dt.date(2023, 4, 1)
    PlaceName.objects.filter(place=ended).update(valid_to=day)
    PlaceCode.objects.create(place=ended, code="E07000991", valid_to=dt.date(2019, 4, 1))
    PlaceCode.objects.create(
        place=ended, code="E07000992", valid_from=dt.date(2019, 4, 1), valid_to=day
    )
    assert rows("places", q="Cravenshire", all="yes")[0]["gss_code"] == "E07000992"
    then = codes_on(dt.date(2018, 1, 1)).filter(place=ended)
    assert [code.code for code in then] == ["E07000991"]
