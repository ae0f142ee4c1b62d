"""The published record on an install of one's own: no example, merged with what is there."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.urls import reverse

from accounts.models import User
from barriers.models import Guidance, Practice, PracticeExample
from partnerships.models import Organisation, Place, Programme, Topic
from pilots.models import Pilot
from tests import builders
from tests.demo.changed_files import change
from tests.demo.test_loading import as_it_stands
from tests.pilots.forms import filled, signed_in

pytestmark = pytest.mark.django_db


def send(who: Any, url: str, **typed: Any) -> Any:
    client = signed_in(who)
    answer = client.post(url, filled(client, url, **typed), follow=True)
    assert answer.redirect_chain, answer.context["form"].errors
    return answer


@pytest.fixture
def administrator() -> User:
    return builders.user("Ada Admin", ("administrator", None))


def load(**options: Any) -> str:
    said = io.StringIO()
    with override_settings(DEBUG=False):
        call_command("load_practice", stdout=said, **options)
    return said.getvalue()


def test_it_is_merged_with_what_was_typed_and_loading_again_changes_nothing(
    administrator: User,
) -> None:
    send(administrator, reverse("topic_add"), name="Health", words="Wellness")
    send(administrator, reverse("topic_add"), name="Homes and gardens")
    send(administrator, reverse("topic_add"), name="Regeneration")
    merged = Topic.objects.get(name="Regeneration")
    typed = {"name": "HM Treasury", "sector": "central_government", "description": "The purse"}
    send(administrator, reverse("organisation_add"), **typed)
    treasury = Organisation.objects.get(name="HM Treasury")
    into = Topic.objects.get(name="Homes and gardens")
    send(administrator, reverse("topic_merge", args=[merged.slug]), into=into.slug)
    untouched = Programme.objects.create(name="total place", slug="our-total-place")

    said = load()
    assert said.startswith("Loaded:")
    assert "joined, and kept as people typed it: topic/health" in said
    health = Topic.objects.get(slug="health")
    assert (health.name, [one.words for one in health.synonyms.all()]) == ("Health", ["Wellness"])
    assert Topic.objects.get(slug="mental-health").parent == health
    # What was merged leads to where it went
    assert Topic.objects.get(slug="town-centres").parent == into
    body = Organisation.objects.get(name="HM Treasury")
    assert (body.pk, body.description) == (treasury.pk, "The purse")
    assert Programme.objects.get(name__iexact="total place").pk == untouched.pk

    assert Practice.objects.count() == 13
    assert PracticeExample.objects.exists()
    assert Guidance.objects.filter(title="Green Book").exists()
    assert Pilot.objects.count() == 14
    assert not Place.objects.filter(is_example=True).exists()
    assert User.objects.get() == administrator
    before = as_it_stands()
    again = load()
    assert again.startswith("Everything was loaded before.")
    assert "joined" not in again
    assert as_it_stands() == before


def test_no_word_is_written_on_what_a_loaded_topic_was_merged_into(files: Path) -> None:
    stays = Topic.objects.create(name="Old towns", slug="old-towns")
    Topic.objects.create(name="Regeneration", slug="regeneration", merged_into=stays)
    load(data=files)
    stays.refresh_from_db()
    assert (stays.name, stays.slug) == ("Old towns", "old-towns")
    change(files, "topics.yaml", "name: Regeneration", "name: Regeneration of towns")
    load(data=files)
    stays.refresh_from_db()
    assert (stays.name, stays.slug) == ("Old towns", "old-towns")


def test_a_broken_file_loads_nothing(files: Path) -> None:
    before = as_it_stands()
    change(files, "topics.yaml", "name: Housing", "nam: Housing")
    with pytest.raises(CommandError, match=r"Nothing was loaded. topics.yaml: topic/homes"):
        load(data=files)
    assert as_it_stands() == before
