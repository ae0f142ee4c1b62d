"""Every change that is kept is told in a history that somebody can open, or its subject says why
not."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from django.utils.text import camel_case_to_spaces

from access.history import told_with, with_history
from pilots.models import Pilot
from policy.models import RegionalUpdate
from records.differences import told_of
from records.history import tracked_models
from records.subjects import registered
from registry.declared_kind import Kind
from tests.whole.reasons import label, overused

# Their pages of history are functions
SHOWN = (Pilot, RegionalUpdate)


class SignedIn:
    is_authenticated = True


@cache
def told() -> set[Any]:
    """The models whose rows are told somewhere to who is signed in."""
    pages = {*with_history(), *SHOWN}
    return pages.union(*(told_with(model, SignedIn()) for model in pages))


@pytest.mark.parametrize("model", tracked_models(), ids=label)
def test_a_row_is_told_in_a_history_or_says_why_not(model: Any) -> None:
    why = told_of(model).apart
    assert bool(why) != (model in told()), why or "told in no history that can be opened"


# Names of classes that read well in a sentence
READ_WELL = {
    *("barriers.ActionTried", "barriers.EscalationRule", "barriers.PublishingPause"),
    *("partnerships.EarlierProgramme", "partnerships.FormerAddress"),
    *("pilots.EvaluationReport", "pilots.StatusChange"),
}


def test_a_part_that_is_told_is_called_by_words_that_somebody_chose() -> None:
    by_class = {
        label(part)
        for model in {*with_history(), *SHOWN}
        for part in told_with(model, SignedIn())
        if not told_of(part).noun
        if part._meta.verbose_name == (words := camel_case_to_spaces(part.__name__))
        if " " in words
    }
    assert by_class == READ_WELL


def test_no_reason_serves_for_everything() -> None:
    assert overused(why for model in tracked_models() if (why := told_of(model).apart)) == {}


def test_the_public_is_told_what_changes_in_a_list_that_it_reads_or_a_reason_stands_there() -> None:
    wrong = []
    for kind in registered(Kind):
        how = told_of(kind.model)
        if kind.public and kind.model not in with_history() and not how.apart:
            told_to_all = how.public or not hasattr(kind.model.objects, "visible_to")
            if told_to_all == bool(how.signed_in_because):
                wrong.append(label(kind.model))
    assert wrong == [], "HistoryLabel(public=True), or signed_in_because"
