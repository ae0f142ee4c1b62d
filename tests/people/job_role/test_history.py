"""The history of job roles and priorities, as officers of the body whose they are read it."""

from __future__ import annotations

from typing import Any

import pytest

from partnerships.models import Organisation
from people.models import JobRole
from policy.models import Priority
from tests import builders
from tests.builders import Cast
from tests.policy.priority.test_priority import as_, desnz, words

# Each change is a moment of its own
pytestmark = pytest.mark.usefixtures("own_database")


def history(who: Any, record: Any) -> str:
    return words(as_(who).get(f"{record.get_absolute_url()}history/"))


def test_an_officer_reads_all_that_became_of_their_bodys_priority(cast: Cast) -> None:
    one = builders.priority("Warm homes", owner=desnz(), visibility="team")
    Priority.objects.filter(pk=one.pk).update(text="Every rented home.")
    Priority.objects.filter(pk=one.pk).update(visibility="network")
    assert "Every rented home." in history(cast.desnz_official, one)
    assert "Every rented home." not in history(cast.outsider, one)


def test_an_officer_reads_all_that_became_of_a_teams_job_role(cast: Cast) -> None:
    team = builders.organisation("Heat team", "central_government", parent=desnz())
    role = builders.post("Heat lead", team, visibility="team")
    JobRole.objects.filter(pk=role.pk).update(remit="Ask about pumps.")
    JobRole.objects.filter(pk=role.pk).update(visibility="network")
    assert "Ask about pumps." in history(cast.desnz_official, role)
    assert "Ask about pumps." not in history(cast.outsider, role)


def test_what_was_while_it_was_another_bodys_stays_with_that_body(cast: Cast) -> None:
    other: Organisation = builders.organisation("Another ministry", "central_government")
    one = builders.priority("Warm homes", owner=other, visibility="team")
    Priority.objects.filter(pk=one.pk).update(text="Every rented home.")
    Priority.objects.filter(pk=one.pk).update(text="Every home.", owner=desnz())
    page = history(cast.desnz_official, one)
    assert "Every rented home." not in page
    role = builders.post("Heat lead", other, visibility="team")
    JobRole.objects.filter(pk=role.pk).update(remit="Ask about pumps.")
    JobRole.objects.filter(pk=role.pk).update(remit="Ask about heat.", organisation=desnz())
    assert "Ask about pumps." not in history(cast.desnz_official, role)
