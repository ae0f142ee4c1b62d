"""Two services of the map that are one, and what happens when they are two after all."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from partnerships.models import LocalService, ServiceClash, ServiceMerge, ServiceTopic, Topic
from partnerships.service_merge.actions import merge_services, undo_merge
from tests.builders import Cast

pytestmark = pytest.mark.django_db


def service(cast: Cast, name: str, **fields: Any) -> LocalService:
    return LocalService.objects.create(place=cast.bradford, name=name, **fields)


def merged(cast: Cast, **twice: Any) -> ServiceMerge:
    """An advice desk that went into the advice point."""
    kept, gone = service(cast, "Advice point"), service(cast, "Advice desk", **twice)
    merge_services(by=cast.bradford_editor, service=gone, kept=kept)
    return ServiceMerge.objects.get()


def facts(one: LocalService) -> dict[str, Any]:
    """All that a service says, with its topics and clashes."""
    columns = ("name", "what", "provider_id", "provider_said", "audience", "state", "merged_into")
    return {
        **LocalService.objects.values(*columns).get(pk=one.pk),
        "topics": sorted(ServiceTopic.objects.filter(service=one).values_list("topic", flat=True)),
        "clashes": sorted(
            ServiceClash.objects.of(one).values_list("service", "other", "note", "settled")
        ),
    }


def test_an_undone_merge_leaves_both_as_they_were(cast: Cast) -> None:
    kept, gone, third, before = (
        service(cast, name) for name in ("Advice point", "Advice desk", "Drop-in", "Old desk")
    )
    LocalService.objects.filter(pk=gone.pk).update(
        what="Help with forms", provider=cast.council, audience="Anyone", state="running"
    )
    housing, debt = (Topic.objects.create(name=name, slug=name) for name in ("housing", "debt"))
    for topic, one in ((housing, gone), (debt, gone), (debt, kept)):
        ServiceTopic.objects.create(service=one, topic=topic)
    ServiceClash.objects.create(service=third, other=gone, note="Same morning")
    ServiceClash.objects.create(service=gone, other=kept, note="Same room")
    merge_services(by=cast.bradford_editor, service=before, kept=gone)
    gone.refresh_from_db()
    was = [facts(one) for one in (kept, gone, third, before)]

    merge_services(by=cast.bradford_editor, service=gone, kept=kept)
    assert facts(kept)["what"] == "Help with forms"
    assert facts(before)["merged_into"] == kept.pk
    undo_merge(by=cast.bradford_editor, merge=ServiceMerge.objects.get(service=gone))
    assert [facts(one) for one in (kept, gone, third, before)] == was


def test_what_was_changed_since_stays(cast: Cast) -> None:
    merge = merged(cast, what="Help with forms", audience="Anyone")
    LocalService.objects.filter(pk=merge.kept_id).update(audience="Tenants")
    undo_merge(by=cast.bradford_editor, merge=merge)
    kept = LocalService.objects.get(pk=merge.kept_id)
    assert (kept.what, kept.audience) == ("", "Tenants")


def test_a_keeper_takes_them_apart_and_both_stand_on_the_map(cast: Cast) -> None:
    merge = merged(cast, what="Help with forms")
    client, public = Client(), Client()
    client.force_login(cast.bradford_editor)
    address = f"/services/merges/{merge.pk}/undo/"
    own = client.get(f"/services/{merge.kept_id}/").content.decode()
    assert address in own
    assert "Advice desk was found to be the same service on" in own
    assert address not in public.get(f"/services/{merge.kept_id}/").content.decode()
    asked = client.get(address).content.decode()
    assert "Take Advice desk out of Advice point again" in asked
    assert ServiceMerge.objects.standing().exists(), "asking alone changes nothing"
    said = client.post(address, follow=True).content.decode()
    assert "Advice desk is a service of its own again." in said
    assert "Help with forms" in said
    assert "2 services" in " ".join(
        public.get("/places/bradford/services/").content.decode().split()
    )
    assert client.post(address).status_code == 404
    assert address not in client.get(f"/services/{merge.kept_id}/").content.decode()


def test_one_that_went_further_is_taken_apart_from_its_end(cast: Cast) -> None:
    first = merged(cast)
    last = service(cast, "Advice house")
    merge_services(by=cast.bradford_editor, service=first.kept, kept=last)
    with pytest.raises(ValidationError, match="does not stand any more"):
        undo_merge(by=cast.bradford_editor, merge=first)
    client = Client()
    client.force_login(cast.bradford_editor)
    page = client.post(f"/services/merges/{first.pk}/undo/", follow=True).content.decode()
    assert "This merge does not stand any more" in page
    undo_merge(by=cast.bradford_editor, merge=ServiceMerge.objects.get(kept=last))
    undo_merge(by=cast.bradford_editor, merge=first)
    assert not LocalService.objects.exclude(merged_into=None).exists()


def test_they_can_be_merged_again_after_an_undoing(cast: Cast) -> None:
    merge = merged(cast)
    undo_merge(by=cast.bradford_editor, merge=merge)
    merge_services(by=cast.bradford_editor, service=merge.service, kept=merge.kept)
    assert ServiceMerge.objects.standing().count() == 1


def test_a_service_goes_into_one_other_at_a_time_and_never_into_itself(cast: Cast) -> None:
    merge = merged(cast)
    third = service(cast, "Drop-in")
    with pytest.raises(IntegrityError, match="service_merge_once"), transaction.atomic():
        ServiceMerge.objects.create(service=merge.service, kept=third)
    with pytest.raises(IntegrityError, match="service_merge_of_two"), transaction.atomic():
        ServiceMerge.objects.create(service=third, kept=third)
