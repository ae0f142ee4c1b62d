"""Every line of my work begins with what to do, and has its action beside it."""

from __future__ import annotations

import re

import pytest
import time_machine

from dashboards.my_work.page_data import sections_of
from interface.sections import Task, Turn
from tests import builders
from tests.access import many
from tests.access.open_world import open_world
from tests.builders import TODAY
from tests.plain_record import NOW

pytestmark = pytest.mark.django_db

VERBS = {
    *(
        "Accept",
        "Agree",
        "Answer",
        "Call",
        "Check",
        "Confirm",
        "Correct",
        "Count",
        "Decide",
        "Escalate",
    ),
    *("Find", "Finish", "Join", "Keep", "Plan", "Publish", "Read", "Reply", "Review", "Say"),
    *("Send", "Tell", "Write"),
}


def begins(task: Task) -> str:
    return re.split(r"\W", task.title)[0]


@time_machine.travel(NOW)
def test_every_line_begins_with_its_verb_and_has_an_action() -> None:
    seen = open_world("resident")
    many.fill(seen, 3)
    cast = seen.cast
    own = builders.pilot(cast.bradford, "Our own", team=cast.team)
    builders.update(own, cast.teammate)
    kinds = set()
    for who in cast.signed_in().values():
        for section in sections_of(who, TODAY):
            # A notice says in its own words what somebody did
            if section.is_to_know or section.key == "notices":
                continue
            for task in section.items:
                if task.turn in (Turn.YOURS, Turn.DRAFT) and task.url:
                    kinds.add(section.key)
                    assert begins(task) in VERBS, (section.key, task.title)
                    assert task.action or task.done_url, (section.key, task.title)
    assert len(kinds) >= 15, kinds
