"""What the history of a barrier tells, and to whom."""

from __future__ import annotations

import pytest

from barriers.models import Barrier
from tests import builders
from tests.barriers.pages import as_, words
from tests.builders import Cast

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture
def people(own_database: str) -> Cast:
    return builders.cast()


def test_the_history_tells_the_change_of_status(people: Cast) -> None:
    barrier = builders.barrier(people.bradford, visibility="network")
    Barrier.objects.filter(pk=barrier.pk).update(status="worked_on")
    page = words(as_(people.bradford_editor).get(f"{barrier.get_absolute_url()}history/"))
    assert "being worked on" in page


def test_history_from_before_it_was_widened_is_not_shown(people: Cast) -> None:
    barrier = builders.barrier(people.bradford, "We cannot trust Dr Smith", visibility="team")
    Barrier.objects.filter(pk=barrier.pk).update(title="We cannot agree", visibility="network")
    for path in ("", "history/"):
        page = as_(people.outsider).get(f"{barrier.get_absolute_url()}{path}")
        assert "Dr Smith" not in page.content.decode()
