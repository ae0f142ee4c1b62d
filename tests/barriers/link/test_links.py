"""Barriers joined and linked: what is refused, who is told, and what nobody learns."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from barriers.link import actions
from barriers.link.page_data import far_end
from barriers.models import Barrier, BarrierLink
from tests import builders, linked
from tests.barriers.pages import as_, words
from tests.builders import Cast
from tests.pilots.forms import filled

pytestmark = pytest.mark.django_db


def test_the_far_end_of_a_link_is_the_other_barrier_from_both_sides() -> None:
    here, there = Barrier(pk=1), Barrier(pk=2)
    link = BarrierLink(barrier=here, other=there)
    assert (far_end(link, here), far_end(link, there)) == (2, 1)


@pytest.fixture
def here(cast: Cast) -> Barrier:
    return builders.barrier(cast.bradford, "We cannot see licences", category=builders.category())


@pytest.fixture
def there(cast: Cast) -> Barrier:
    return builders.barrier(cast.luton, "We cannot see permits", category=builders.category())


@pytest.fixture
def hidden(cast: Cast) -> Barrier:
    return builders.barrier(cast.luton, "We cannot say", visibility="team")


def add(cast: Cast, here: Barrier, other: str, kind: str) -> str:
    client, url = as_(cast.bradford_editor), f"{here.get_absolute_url()}links/add/"
    sent = filled(client, url) | {"other": other, "kind": kind}
    return words(client.post(url, sent, follow=True))


def test_one_is_joined_by_its_reference_and_stands_on_both_pages(
    cast: Cast, here: Barrier, there: Barrier
) -> None:
    page = add(cast, here, there.reference.lower(), "joined")
    assert "Joined and linked barriers 1 barrier in 1 place We cannot see permits Luton" in page
    assert "This barrier waits for the other one’s answer" in page
    at_here = as_(cast.bradford_editor).get(f"{here.get_absolute_url()}others/")
    assert f"{there.reference} in Luton We cannot see permits." in words(at_here)
    other = words(as_(cast.luton_officer).get(f"{there.get_absolute_url()}others/"))
    assert f"{here.reference} in Bradford" in other
    assert "Waits for the answer here" in other
    assert "Take off" not in other
    found = words(as_(None).get(f"/barriers/?linked={here.reference}"))
    assert "We cannot see permits" in found
    assert "1 barrier" in found


def test_where_people_linked_it_the_same_kind_is_not_counted(
    cast: Cast, here: Barrier, there: Barrier
) -> None:
    builders.barrier(cast.luton, "We cannot either", category=builders.category())
    assert "2 barriers in 1 place" in words(as_(None).get(here.get_absolute_url()))
    linked.link(here, there)
    page = words(as_(None).get(here.get_absolute_url()))
    assert "1 barrier in 1 place" in page
    assert "We cannot either" not in page


def test_a_link_to_a_hidden_barrier_is_neither_shown_nor_counted(
    cast: Cast, here: Barrier, there: Barrier, hidden: Barrier
) -> None:
    linked.link(here, there)
    linked.join(hidden, here)
    linked.link(here, builders.barrier(cast.luton, "We cannot say either", visibility="team"))
    assert "3 barriers in 1 place" in words(as_(cast.luton_editor).get(here.get_absolute_url()))
    page = words(as_(cast.bradford_editor).get(here.get_absolute_url()))
    assert "1 barrier in 1 place" in page
    assert hidden.reference not in page
    [secret] = BarrierLink.objects.filter(barrier=hidden)
    ended = as_(cast.bradford_editor).post(f"{here.get_absolute_url()}links/{secret.pk}/end/")
    assert ended.status_code == 404
    assert BarrierLink.objects.filter(pk=secret.pk).exists()


def test_a_hidden_reference_is_as_unknown_as_one_that_is_not_there(
    cast: Cast, here: Barrier, hidden: Barrier
) -> None:
    for named in (hidden.reference, "B-999999", "nonsense"):
        assert f"We can’t find “{named}”" in add(cast, here, named, "like")
    with pytest.raises(ValidationError, match=f"We can’t find “{hidden.reference}”"):
        actions.link(by=cast.bradford_editor, barrier=here, other=hidden)


def test_it_is_not_linked_to_itself_nor_twice(cast: Cast, here: Barrier, there: Barrier) -> None:
    assert "This is the same barrier" in add(cast, here, here.reference, "like")
    actions.link(by=cast.bradford_editor, barrier=here, other=there)
    assert f"{there.reference} is linked to this one already" in add(
        cast, here, there.reference, "like"
    )
    with pytest.raises(ValidationError, match=f"{here.reference} is linked to this one already"):
        actions.link(by=cast.luton_editor, barrier=there, other=here)


def test_what_is_linked_can_be_joined_and_not_the_other_way_round(
    cast: Cast, here: Barrier, there: Barrier
) -> None:
    actions.link(by=cast.luton_editor, barrier=there, other=here)
    actions.join(by=cast.bradford_editor, barrier=here, other=there)
    [link] = BarrierLink.objects.all()
    assert (link.barrier, link.other, link.kind) == (here, there, "joined")
    with pytest.raises(ValidationError, match=f"This one is joined to {there.reference} already"):
        actions.link(by=cast.bradford_editor, barrier=here, other=there)


def test_two_do_not_wait_for_each_other(cast: Cast, here: Barrier, there: Barrier) -> None:
    third = builders.barrier(cast.luton, "We cannot third")
    actions.join(by=cast.luton_editor, barrier=there, other=third)
    actions.join(by=cast.luton_editor, barrier=third, other=here)
    assert f"{third.reference} is joined to this one already" in add(
        cast, here, third.reference, "joined"
    )
    with pytest.raises(
        ValidationError,
        match=f"{there.reference} is joined to this one already, through {third.reference}",
    ):
        actions.join(by=cast.bradford_editor, barrier=here, other=there)


def test_it_waits_for_one_other_and_what_only_others_see_gives_way(
    cast: Cast, here: Barrier, there: Barrier, hidden: Barrier
) -> None:
    linked.join(here, hidden)
    actions.join(by=cast.bradford_editor, barrier=here, other=there)
    assert BarrierLink.objects.get(other=hidden).kind == "like"
    third = builders.barrier(cast.luton, "We cannot third")
    with pytest.raises(ValidationError, match=f"is joined to {there.reference} already. Take that"):
        actions.join(by=cast.bradford_editor, barrier=here, other=third)


def test_editors_of_either_end_take_it_off(cast: Cast, here: Barrier, there: Barrier) -> None:
    link = linked.join(here, there)
    url = f"{there.get_absolute_url()}links/{link.pk}/end/"
    assert as_(cast.luton_officer).post(url).status_code == 403
    page = words(as_(cast.luton_editor).post(url, follow=True))
    assert "Waits for the answer here" not in page
    assert not BarrierLink.objects.exists()
    actions.unlink(by=cast.luton_editor, link=link)  # gone already


@pytest.mark.parametrize(
    ("name", "ends", "kind"),
    [
        ("barrier_link_to_another", (0, 0), "like"),
        ("barrier_link_once", (1, 0), "like"),
        ("barrier_joined_once", (0, 2), "joined"),
    ],
)
def test_what_a_link_can_never_be(name: str, ends: tuple[int, int], kind: str, cast: Cast) -> None:
    three = [builders.barrier(cast.bradford) for _ in range(3)]
    linked.join(three[0], three[1])
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        linked.link(three[ends[0]], three[ends[1]], kind)
    assert refused.value.__cause__.diag.constraint_name == name
