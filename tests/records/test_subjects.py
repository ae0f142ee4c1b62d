"""What subjects declare stands in the folder of its model, and in order."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings

from pilots.models import Risk
from records.bulk.lists import BulkList
from records.differences import NAMED_BY, HistoryLabel, told_of
from records.history import kept_fields, owners, tracked_models
from records.merging import PlaceRule
from records.models import Note
from records.resting import CitesSource
from records.subjects import declarations, file_of, registered
from registry.calendar import CalendarEvents
from registry.declared_kind import Kind
from registry.erased import StaysErased
from registry.programme_files import ProgrammeFile
from registry.search import SearchIndex
from registry.waiting import Changed, TaskQuery, TaskSections


def test_what_is_declared_of_a_model_stands_in_the_folder_of_its_subject() -> None:
    """But of a model of the lowest app, for which a declaration that is made above it cannot; and
    what is done with many records at once, which stands above all folders that it changes; and a
    kind, which stands with its pages; and that a name stays erased, which stands with what erases
    it."""
    elsewhere = [
        (module, one.model.__name__)
        for module, one in declarations()
        if hasattr(one, "model") and file_of(one.model) != f"{module.replace('.', '/')}.py"
        if not isinstance(one, (BulkList, Kind, StaysErased))
        if not (
            file_of(one.model).startswith("records/")
            and not type(one).__module__.startswith(("records.", "interface."))
        )
    ]
    assert elsewhere == []


def test_no_folder_declares_in_two_files() -> None:
    """What its pages declare is not read where it has registrations."""
    both = [
        str(path.parent.relative_to(settings.BASE_DIR))
        for path in settings.BASE_DIR.glob("*/*/registrations.py")
        if (path.parent / "views.py").exists()
        and "\nREGISTRATIONS" in (path.parent / "views.py").read_text()
    ]
    assert both == []


def test_a_file_is_named_by_the_folder_of_its_model() -> None:
    assert file_of(Risk) == "pilots/risk/views.py"
    assert file_of(Note) == "records/registrations.py"


@pytest.mark.parametrize(
    "kind",
    [
        CitesSource,
        ProgrammeFile,
        SearchIndex,
        CalendarEvents,
        TaskSections,
        TaskQuery,
        Changed,
    ],
    ids=lambda kind: kind.__name__,
)
def test_no_two_that_pages_show_claim_the_same_place(kind: Any) -> None:
    orders = [one.order for one in registered(kind)]
    assert len(orders) > 1
    assert len(orders) == len(set(orders))


def test_declarations_of_one_kind_come_in_their_order() -> None:
    orders = [rule.order for rule in registered(PlaceRule)]
    assert orders == sorted(orders)


@pytest.mark.parametrize("told", registered(HistoryLabel), ids=lambda told: told.model.__name__)
def test_every_column_that_a_history_is_told_to_name_is_there(told: HistoryLabel) -> None:
    columns = {field.name for field in kept_fields(told.model)}
    own = {*told.labels, *told.silent}
    if told.named_by != NAMED_BY:
        own |= {*told.named_by}
    assert own <= columns
    assert len([one for one in registered(HistoryLabel) if one.model is told.model]) == 1


# Told with no record yet, or in no more words than that they were there
NAMELESS = frozenset(
    {"Believed", "EngagementTotal", "EscalationRule", "FindingSubject", "IndicatorDefinition"}
    | {"IndicatorPlan", "ServiceMerge", "Terms", "Theory", "Update"}
)


def test_every_part_of_a_record_has_a_name_in_its_history() -> None:
    lacking = set()
    for model in tracked_models():
        columns = {field.name for field in kept_fields(model)}
        if owners(model) and not columns & {*told_of(model).named_by}:
            lacking.add(f"{file_of(model)}: an HistoryLabel that names {model.__name__}")
    nameless = {line for line in lacking if line.rpartition(" ")[2] in NAMELESS}
    assert lacking - nameless == set()
    assert len(nameless) == len(NAMELESS)
