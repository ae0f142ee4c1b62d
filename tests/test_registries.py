"""Over every model: history, order, docstring, and a visibility of its own or a parent's."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.db import connection, models

from records.history import is_tracked
from records.models import Tracked
from records.reading import ReadWithQuerySet, model_at, read_with

OURS = (
    "records",
    "accounts",
    "access",
    "registry",
    "partnerships",
    "imports",
    "people",
    "geography",
    "policy",
    "services",
    "collaboration",
    "pilots",
    "funding",
    "barriers",
    "governance",
    "api",
    "open_data",
)
# Rows that are not subjects of the work: why each one has no history.
WITHOUT_HISTORY = {
    "records.HistoryEntry": "it is the history",
    "records.Draft": "what one person has typed and not sent",
    "records.DraftFile": "a file that one person has chosen and not sent",
    "records.SpentToken": "lives thirty days, to tell a second submit from the first",
    "records.SwitchedOff": "it is itself the record of who switched a part off and on, and when",
    "records.BulkChange": "it is itself the record of who changed what together, and when",
    "records.BulkChangeRow": "insert-only once it is made: what a bulk change did to a record",
    "accounts.Notice": "what a person was told; it never changes but to say sent or read",
    "policy.RegionalUpdateDay": "a count of page loads, by nobody in particular",
    "partnerships.ClaimLink": "a letter’s way in; the claims that it answers keep their history",
    "partnerships.PlaceReach": "computed by the database from dated links",
    "geography.Locality": "rows of published lists, loaded by release; nobody edits them",
    "geography.LocalityRelease": "a published list as it was loaded; nobody edits it",
    "imports.RecordImport": "it is itself the record of who imported what, and when",
    "imports.ImportRow": "a row of a file that was sent; it goes when it is imported",
    "imports.LeftOut": "why a row of a file did not come in; it goes a week after the others came",
    "imports.ReadRow": "what a row of a file says; it goes when that is imported",
    "imports.ImportedRecord": "insert-only: it is itself what an import did to a record",
    "geography.DataLoad": "it is itself the record of who loaded what, and when",
    "partnerships.ReorganisationChange": "insert-only: it is itself what a reorganisation wrote",
    "governance.HealthAsked": "insert-only: who is asked is fixed as the round opens",
    "governance.HealthAnswer": "nobody may ever read one; it is deleted at the close",
    "governance.HealthBox": "that a round is open; it goes at the close",
    "governance.HealthMark": "history would say when a partner answered; it goes at the close",
    "governance.HealthSlip": "that somebody answered within the hour",
    "governance.HealthResult": "insert-only: worked out once, at the close",
    "people.Interest": "somebody's own word; nothing of it is kept once they take it back",
    "people.OwnTraining": "a person's own note, theirs to delete without a trace",
    "people.SavedFilter": "a person’s own, theirs to end without a trace",
    "people.CalendarFeed": "a person's own, made and ended by them alone; it never changes",
    "api.ApiKey": "a person's or a body's own, made and ended by them alone; it never changes",
    "geography.Measure": "loaded from official tables, which say what changed; nobody edits it",
    "geography.MeasureRelease": "loaded from official tables; a newer one stands beside it",
    "geography.ContextFigure": "loaded from official tables; nobody edits it",
    "geography.Attribution": "loaded with its source, in the words of the licence",
    "barriers.BarrierWord": "a count of words, made anew each night",
    "barriers.PracticeDay": "a count of openings, by nobody in particular",
    "barriers.AnswerLink": "a letter’s way in for one ask; used or ended once, then forgotten",
    "open_data.PublicRecord": "made by the hourly job, and gone after a week; nobody edits it",
    "pilots.Actual": "insert-only: each correction is a row of its own",
}
# Models that are read only together with a record that the caller has already authorised, or that
# say who may do what; pages never list them by themselves.
READ_THROUGH_ANOTHER = {
    "records.HistoryEntry": "read with its record, as far as the level of then admits",
    "records.FindingSubject": "read with its finding",
    "records.SwitchedOff": "administrators alone, on a page of its own",
    "records.SpentToken": "never read by a page but by its author's own submit",
    "accounts.User": "named in history to signed-in readers only",
    "people.Assignment": "a person's own roles; those of a scope for who gives them there",
    "people.Invitation": "those of a scope for who may give its role",
    "barriers.BarrierWord": "holds words of open barriers alone; no page shows one",
    "people.Team": "named on records that the reader may see",
}


def our_models() -> list[type[models.Model]]:
    """Models written here: no tables that Django makes for relations."""
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in OURS and not model._meta.auto_created
    ]


def label(model: type[models.Model]) -> str:
    return model._meta.label


@pytest.mark.parametrize("model", our_models(), ids=label)
def test_every_model_says_what_it_means_in_the_work(model: type[models.Model]) -> None:
    assert model.__doc__
    assert not re.match(rf"{model.__name__}\(", model.__doc__), "Django's own docstring"


@pytest.mark.parametrize("model", our_models(), ids=label)
def test_every_model_has_a_total_order(model: type[models.Model]) -> None:
    assert model._meta.ordering


@pytest.mark.parametrize("model", our_models(), ids=label)
def test_every_subject_has_history(model: type[models.Model]) -> None:
    assert is_tracked(model) != (label(model) in WITHOUT_HISTORY)


@pytest.mark.parametrize("model", our_models(), ids=label)
def test_every_model_is_read_through_visible_to_or_through_its_parent(
    model: type[models.Model],
) -> None:
    has_own = hasattr(model._default_manager.all(), "visible_to")
    parents = [
        field.related_model
        for field in model._meta.fields
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is models.CASCADE
    ]
    has_parent = any(hasattr(p._default_manager.all(), "visible_to") for p in parents)
    assert has_own or has_parent or label(model) in READ_THROUGH_ANOTHER


@pytest.mark.parametrize("model", [model for model in our_models() if read_with(model)], ids=label)
def test_what_is_read_with_another_record_leads_to_one_that_has_readers(
    model: type[models.Model],
) -> None:
    assert isinstance(model._default_manager.all(), ReadWithQuerySet)
    for path in read_with(model):
        assert hasattr(model_at(model, path)._default_manager.all(), "visible_to")


def test_whatever_is_served_by_read_with_says_with_what() -> None:
    silent = [
        label(model)
        for model in our_models()
        if isinstance(model._default_manager.all(), ReadWithQuerySet) and not read_with(model)
    ]
    assert silent == []


@pytest.mark.parametrize("model", our_models(), ids=label)
def test_every_constraint_is_named_by_us(model: type[models.Model]) -> None:
    for constraint in model._meta.constraints:
        assert re.fullmatch(r"[a-z][a-z0-9_]+", constraint.name)


@pytest.mark.django_db
def test_every_tracked_record_has_its_version_raised_by_the_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE t.tgname LIKE 'pgtrigger_raise_version_%'"
        )
        raised = {name for (name,) in cursor.fetchall()}
    subjects = {m._meta.db_table for m in our_models() if issubclass(m, Tracked)}
    assert raised == subjects


def test_every_model_has_a_plural_that_is_english() -> None:
    """Commands that say what they wrote count rows by it: "3 actions tried"."""
    unenglish = re.compile(r"([^aeiou]ys|ss|chs|shs|xs|persons|trieds|fors|trainings)$")
    plurals = {model._meta.label: str(model._meta.verbose_name_plural) for model in our_models()}
    assert {label: plural for label, plural in plurals.items() if unenglish.search(plural)} == {}
