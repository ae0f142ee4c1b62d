"""Sub-types: added and merged by administrators, with what they were kept."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from barriers.models import Barrier, BarrierSubType, SubType
from barriers.sub_type import actions
from tests import builders
from tests.barriers.barrier.test_models import breaks
from tests.barriers.pages import as_, words
from tests.builders import Cast
from tests.pilots.forms import filled

pytestmark = pytest.mark.django_db


def finer(name: str, key: str = "data-sharing") -> SubType:
    return SubType.objects.get_or_create(category=builders.category(key), name=name)[0]


def given(at: Cast, title: str, *kinds: SubType) -> Barrier:
    made = builders.barrier(at.bradford, title, category=kinds[0].category)
    for one in kinds:
        BarrierSubType.objects.create(barrier=made, sub_type=one)
    return made


def test_everybody_reads_what_kinds_mean_and_only_administrators_change_them(cast: Cast) -> None:
    finer("Legal")
    page = words(as_(None).get("/barriers/kinds/"))
    assert "Legal" in page
    assert "Merge" not in page
    url = "/barriers/kinds/data-sharing/add/"
    assert as_(cast.pfpp_lead).get(url).status_code == 403
    client = as_(cast.administrator)
    page = words(client.post(url, filled(client, url) | {"name": " wrong  year "}, follow=True))
    assert "Added. You can give it to barriers now." in page
    assert "Wrong year" in page
    for name, said in (("Wrong year!", "There is “Wrong year” already"), ("--", "in words")):
        assert said in words(client.post(url, filled(client, url) | {"name": name}))


def test_a_merge_gives_every_barrier_the_other_and_keeps_what_it_was(cast: Cast) -> None:
    legal, law = finer("Legal"), finer("Law")
    one, both = given(cast, "One", law), given(cast, "Both", law, legal)
    older = finer("Statute")
    actions.merge_sub_types(by=cast.administrator, merged=older, into=law)
    client, url = as_(cast.administrator), f"/barriers/kinds/finer/{law.pk}/merge/"
    page = words(client.post(url, filled(client, url) | {"into": str(legal.pk)}, follow=True))
    assert "Legal Includes what used to be called “Law”, “Statute”" in page
    for barrier in (one, both):
        assert [str(link.sub_type) for link in barrier.sub_type_links.all()] == ["Legal"]
    history = words(as_(cast.bradford_editor).get(f"{one.get_absolute_url()}history/"))
    assert "Law" in history
    assert "Legal" in history
    for key in ("law", "statute", "legal"):
        page = words(as_(None).get(f"/barriers/?sub_type=data-sharing.{key}"))
        assert "2 barriers" in page, key
    edit = as_(cast.bradford_editor).get(f"{one.get_absolute_url()}edit/").content.decode()
    assert f'value="{law.pk}"' not in edit
    with pytest.raises(ValidationError, match=r"“Law” was merged into “Legal”. Choose another"):
        actions.add_sub_type(by=cast.administrator, category=law.category, name="law")


def test_what_cannot_be_merged_is_told_and_changes_nothing(cast: Cast) -> None:
    legal, law, trust = finer("Legal"), finer("Law"), finer("Trust", "culture")
    for into, said in ((law, "This is the same sub-type"), (trust, "within one kind")):
        with pytest.raises(ValidationError, match=said):
            actions.merge_sub_types(by=cast.administrator, merged=law, into=into)
    client, url = as_(cast.administrator), f"/barriers/kinds/finer/{law.pk}/merge/"
    form = filled(client, url) | {"into": str(legal.pk)}
    actions.merge_sub_types(by=cast.administrator, merged=legal, into=finer("Rules"))
    assert "Choose from the answers listed" in words(client.post(url, form))
    with pytest.raises(ValidationError, match="“Legal” was merged into another meanwhile"):
        actions.merge_sub_types(by=cast.administrator, merged=law, into=legal)
    assert SubType.objects.get(pk=law.pk).merged_into is None
    breaks(
        "sub_type_not_merged_into_itself",
        lambda: SubType.objects.filter(pk=law.pk).update(merged_into=law.pk),
    )
