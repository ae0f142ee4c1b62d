"""Forms that answer "not found" to whoever is said to have the right to them.

A load test chose forms by ``can_log_progress`` and got 404: contributors had the right at every
pilot that their place leads, those that only its team reads among them, and pages ask for sight
first. No load was needed. Here every such right is asked at every level, and goes no further than
sight.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import pytest
from django.db.models import Model
from django.urls import reverse

from access.levelled import HasVisibility
from pilots.models import Pilot
from pilots.pilot.permissions import can_log_progress
from records.models import Visibility
from tests import builders
from tests.access.kept_world import KeptWorld
from tests.builders import Cast

RIGHTS = (
    *("pilots.pilot", "pilots.update", "pilots.evaluation", "pilots.indicator", "pilots.theory"),
    *("barriers.barrier", "barriers.escalation", "barriers.data_request"),
    *("funding.flow",),
)


def rights() -> Iterator[tuple[str, Callable[[Any, Any], bool], str]]:
    """Each question about a user and a record with a level: its name, itself, the record's model.

    But for those of the bodies that are asked, whom the question itself lets read.
    """
    for folder in RIGHTS:
        module = import_module(f"{folder}.permissions")
        for name, asked in vars(module).items():
            if not inspect.isfunction(asked) or asked.__module__ != module.__name__:
                continue
            of = [str(one.annotation) for one in inspect.signature(asked).parameters.values()][1:]
            if len(of) == 1 and name.removeprefix("_").startswith("can_"):
                yield f"{folder}.{name}", asked, of[0]


def records(world: KeptWorld) -> Iterator[HasVisibility]:
    """One of each kind with a level, at each level."""
    for level in Visibility.values:
        for record in world.made.at[level].values():
            if isinstance(record, HasVisibility):
                yield type(record).objects.get(pk=record.pk)


def test_no_right_goes_further_than_sight(kept_world: KeptWorld) -> None:
    made, told, asked_of = list(records(kept_world)), [], set()
    for name, may, model in rights():
        for record in made:
            if type(record).__name__ != model:
                continue
            asked_of.add(model)
            for who, user in kept_world.made.cast.signed_in().items():
                if may(user, record) and not _reads(user, record):
                    told.append(f"{name}: {who}, {model} at {record.visibility}")
    assert asked_of >= {"Pilot", "Barrier", "DataRequest", "Flow"}
    assert told == []


def _reads(user: Any, record: Model) -> bool:
    return bool(type(record).objects.visible_to(user).filter(pk=record.pk).exists())


@pytest.mark.parametrize("level", Visibility.values)
def test_the_form_opens_for_just_those_who_may_log_progress(
    cast: Cast, client: Any, level: str
) -> None:
    pilot = builders.pilot(cast.bradford, team=cast.team, programme=cast.pfpp, visibility=level)
    for user in cast.signed_in().values():
        client.force_login(user)
        answer = client.get(reverse("pilot_update", args=[pilot.slug]))
        may = can_log_progress(user, Pilot.objects.get(pk=pilot.pk))
        assert (answer.status_code == 200) == may, f"{user} at {level}"
