"""Every field has a class of privacy; nothing that the public reads shows another than public."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model

from interface.columns import Column
from interface.pages import ListPage
from records.columns import ReadBy, read_by
from records.subjects import registered
from registry.privacy import Privacy, classes_of, privacy_of
from registry.search import SearchIndex
from tests.test_registries import our_models

pytestmark = pytest.mark.django_db
# What looks like a contact and is public, with the reason
OPEN = {
    ("funding.Flow", "receiver_postcode"): "the postcode of a body that received a grant",
    ("services.EmergencyContact", "phone"): "whom to ring, as open as its place made it",
    ("services.EmergencyContact", "out_of_hours"): "whom to ring, as open as its place made it",
}
CONTACTS = ("email", "phone", "mobile", "postcode", "out_of_hours", "joining")


class Read:
    """Stands for a record: notes which fields of which models a column reads."""

    def __init__(self, model: type[Model], found: set[tuple[type[Model], str]]) -> None:
        self._model, self._found = model, found

    def __getattr__(self, name: str) -> Any:
        display = name.removeprefix("get_").removesuffix("_display")
        asked = display if name == f"get_{display}_display" else name.removesuffix("_id")
        try:
            field: Any = self._model._meta.get_field(asked)
        except FieldDoesNotExist:
            return getattr(self._model, name).__get__(self)  # a property reads fields in turn
        if field.concrete:
            self._found.add((self._model, asked))
        if name != asked or field.related_model is None:
            return _Value()
        return Read(field.related_model, self._found)


class _Value(str):
    """What a field holds; it can be called, as the words of a choice are."""

    __slots__ = ()

    def __call__(self, *_: Any) -> str:
        return ""


def reads(model: type[Model], column: Column) -> set[tuple[type[Model], str]]:
    """The fields that a column reads of a record and of those that it names."""
    found: set[tuple[type[Model], str]] = set()
    for draws in filter(None, (column.value, column.cell)):
        try:
            draws(Read(model, found))
        except Exception:  # noqa: BLE001 - a stand-in carries it only so far
            continue
    return found


def lists(of: type[Any] = ListPage, *, public: bool = True) -> Iterator[type[Any]]:
    """Every list, or every list that the public reads."""
    for page in of.__subclasses__():
        has_all = all(hasattr(page, name) for name in ("model", "columns"))
        is_read = not public or getattr(page, "public", False)
        if has_all and is_read and isinstance(page.columns, tuple | list):
            yield page
        yield from lists(page, public=public)


def test_every_field_has_a_class() -> None:
    counted = [one for model in our_models() for one in classes_of(model).values()]
    assert set(counted) == set(Privacy)


@pytest.mark.parametrize(
    ("label", "name", "said"),
    [
        ("partnerships.Place", "name", Privacy.PUBLIC),
        ("pilots.Pilot", "created_by", Privacy.SIGNED_IN),
        ("pilots.Pilot", "update_due", Privacy.SIGNED_IN),
        ("pilots.Risk", "what", Privacy.SIGNED_IN),
        ("governance.Decision", "outcome", Privacy.PUBLIC),
        ("people.JobRole", "title", Privacy.PUBLIC),
        ("people.JobRole", "phone", Privacy.CONTACT),
        ("people.Person", "email", Privacy.CONTACT),
        ("people.Person", "name", Privacy.SIGNED_IN),
        ("people.SavedFilter", "query", Privacy.PRIVATE),
        ("accounts.User", "email", Privacy.PRIVATE),
    ],
)
def test_the_class_follows_from_what_is_declared(label: str, name: str, said: Privacy) -> None:
    [model] = [one for one in our_models() if one._meta.label == label]
    assert privacy_of(model, name) == said


def test_nothing_that_looks_like_a_contact_is_public_by_accident() -> None:
    public = {
        (model._meta.label, name)
        for model in our_models()
        for name, said in classes_of(model).items()
        if said == Privacy.PUBLIC and any(word in name for word in CONTACTS)
    }
    assert public == set(OPEN)


def test_no_column_of_a_public_list_shows_another_field() -> None:
    shown = {
        (f"{page.__module__}.{page.__qualname__}", f"{found._meta.label}.{name}")
        for page in lists()
        for column in page.columns
        for found, name in reads(page.model, column)
        if privacy_of(found, name) != Privacy.PUBLIC
    }
    assert len(list(lists())) > 30
    assert shown == set()


def test_no_column_of_any_list_shows_what_is_for_keepers_or_nobody() -> None:
    shown = {
        (f"{page.__module__}.{page.__qualname__}", f"{found._meta.label}.{name}")
        for page in lists(public=False)
        for column in page.columns
        for found, name in reads(page.model, column)
        if read_by(found, name) in (ReadBy.KEEPERS, ReadBy.NOBODY)
    }
    assert len(list(lists(public=False))) > len(list(lists()))
    assert shown == set()


def test_no_words_by_which_the_public_finds_a_record_are_of_another_field() -> None:
    found = {
        (index.model._meta.label, name)
        for index in registered(SearchIndex)
        for name in (index.title, *index.text, *index.note)
        if isinstance(name, str) and "__" not in name and _column(index.model, name)
        if privacy_of(index.model, name) not in (Privacy.PUBLIC, _least(index.model))
    }
    assert found == set()


def _column(model: Any, name: str) -> bool:
    return name in {field.name for field in model._meta.concrete_fields}


def _least(model: Any) -> Privacy:
    """What the public never reads at all is found by nobody of them."""
    return privacy_of(model, model._meta.pk.name)


def test_a_column_that_shows_a_contact_would_be_found() -> None:
    [role] = [one for one in our_models() if one._meta.label == "people.JobRole"]
    found = reads(role, Column("x", "X", "", lambda one: f"{one.title} {one.phone}"))
    assert (role, "phone") in found
    found = reads(role, Column.of(role, "email"))
    assert (role, "email") in found
