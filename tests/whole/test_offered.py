"""What can be done with a record is offered: to add one, to be helped with it, to read its list by
programs, to bring it in by a file; or its subject says beside it why not."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import Resolver404, resolve

from accounts.models import User
from interface.help import HelpPage
from interface.pages import ListPage, RecordPage
from interface.pages.addresses import addresses, page_class
from interface.parts import MenuItem, RecordMenuItem
from pilots.kinds import KindOfPilot
from pilots.models import Risk
from records.absent import Whole
from records.history import owners, tracked_models
from records.subjects import registered
from registry.imported import ImportFormat
from tests.access import table
from tests.access.kept_world import KeptWorld
from tests.access.table import Row
from tests.access.test_access import expected
from tests.kept import KEPT, Because
from tests.whole.reasons import absent, label, overused

NAMED = {str(one.name): one for _, one in addresses()}


def added() -> dict[str, list[Any]]:
    """The addresses of forms that add something, each with the models that it adds; a part that
    the form of its record changes too is none of these."""
    found: dict[str, list[Any]] = defaultdict(list)
    for model, kept in KEPT.items():
        if kept.add != kept.change and not isinstance(kept.add, Because):
            found[kept.add].append(apps.get_model(model))
    return found


def reasons(at: Whole) -> dict[Any, str]:
    """Which models are absent there, and why."""
    return {one.model: one.why for one in absent(at)}


# --- The page Add ---


ADDED = added()
ON_ADD = {one.page for kind in (MenuItem, RecordMenuItem) for one in registered(kind) if one.adds}
FORMS = [row for row in table.rows() if row.name in ADDED]
LEVELS = ("public", "place")


def pages_near(row: Row, at: dict[str, Any]) -> Iterator[str]:
    """Where the button of a form may stand: the page of its record, those that its address begins
    with, and those beside them."""
    record = at.get(row.of)
    if hasattr(record, "get_absolute_url"):
        yield record.get_absolute_url()
    address = row.address(record).partition("?")[0]
    while (address := address.rstrip("/").rpartition("/")[0] + "/") != "/":
        yield from (one for one in (address, f"{address}about/") if is_there(one))
    first = "/".join(row.address(record).split("/")[:3])
    for other in table.rows():
        if other.page and not other.query and other.method == "GET" and other.of in at:
            page = other.address(at[other.of])
            if page.startswith(f"{first}/"):
                yield page


def is_there(address: str) -> bool:
    try:
        resolve(address)
    except Resolver404:
        return False
    return True


@cache
def in_templates() -> set[str]:
    """The addresses to which templates lead."""
    return {
        name
        for path in (settings.BASE_DIR / "templates").rglob("*.html")
        for name in re.findall(r"{% url ['\"](\w+)['\"]", path.read_text(encoding="utf-8"))
    }


def is_offered(row: Row, level: str, world: KeptWorld) -> bool:
    """Whether somebody who may open a form finds its button on a page near it."""
    at = {"": None, **world.made.at[level]}
    form = row.address(at[row.of]).partition("?")[0]
    may = [one for one in world.everybody if expected(row, one, level) == row.answers]
    for who in sorted(may, key=lambda one: one != "bradford_editor")[:2]:
        for page in dict.fromkeys(pages_near(row, at)):
            answer = world.ask(who, page)
            if answer.status_code == 200 and f'="{form}' in answer.content.decode():
                return True
    return False


@pytest.mark.parametrize("name", sorted(ADDED.keys() - ON_ADD))
def test_what_can_be_added_is_offered_on_add_or_at_its_record(
    name: str, kept_world: KeptWorld
) -> None:
    why = [reasons(Whole.ADD)[model] for model in ADDED[name] if model in reasons(Whole.ADD)]
    rows = [row for row in FORMS if row.name == name]
    offered = name in in_templates() or any(
        is_offered(row, level, kept_world) for level in LEVELS for row in rows
    )
    assert offered != bool(why), why or f"{name} is offered nowhere"


# --- Help ---


@cache
def own_pages() -> dict[Any, set[str]]:
    """The names of the addresses of each model: of its pages, and of those that keep it."""
    made: dict[Any, set[str]] = defaultdict(set)
    for name, one in NAMED.items():
        if isinstance(model := getattr(page_class(one), "model", None), type):
            made[model].add(name)
    for model, kept in KEPT.items():
        made[apps.get_model(model)] |= NAMED.keys() & {kept.add, kept.change, kept.end}
    return made


WITH_PAGES = [model for model in tracked_models() if own_pages()[model]]


@cache
def has_help(model: Any) -> bool:
    """Whether help is about one of its pages, or about those of what it is a part of."""
    about = {name for page in registered(HelpPage) for name in page.about}
    return bool(own_pages()[model] & about) or any(map(has_help, owners(model)))


@pytest.mark.parametrize("model", WITH_PAGES, ids=label)
def test_a_record_has_help_or_its_subject_says_why_not(model: Any) -> None:
    why = reasons(Whole.HELP)
    helped = has_help(model) or any(one in why for one in owners(model))
    assert helped != (model in why), why.get(model) or f"none of {sorted(own_pages()[model])}"


# --- The API ---


def is_list(name: str) -> bool:
    """Whether its rows are taken away as a file, or it is a list without any."""
    made = page_class(NAMED[name])
    return name in IN_FILES or (made is not None and issubclass(made, ListPage))


IN_FILES = {row.name for row in table.rows() if "format=csv" in row.query}
LISTS = [name for name in NAMED if is_list(name)]


def closed_because(name: str) -> str:
    return str(getattr(NAMED[name].callback, "closed_because", ""))


@pytest.mark.parametrize("name", LISTS)
def test_programs_read_a_list_or_it_says_why_not(name: str) -> None:
    is_open = bool(getattr(NAMED[name].callback, "api", False))
    assert is_open != bool(closed_because(name)), closed_because(name) or "neither open nor closed"


def test_only_lists_say_why_programs_do_not_read_them() -> None:
    assert [name for name in NAMED if closed_because(name) and name not in LISTS] == []


def test_what_is_no_list_is_not_opened_to_programs() -> None:
    with pytest.raises(TypeError, match="is no list"):
        type("Wrong", (RecordPage,), {"api": True})
    with pytest.raises(TypeError, match="has no list"):
        type("Wrong", (KindOfPilot,), {"model": Risk, "api": True, "without": ("List",)})


# --- Files ---


@cache
def brought() -> set[Any]:
    """What files bring in: records and their parts."""
    return {
        model
        for one in registered(ImportFormat)
        for model in (one.makes, *(part.model for part in one.parts.values()))
    }


BY_FORMS = sorted({model for models in ADDED.values() for model in models}, key=label)


def comes_with_others(model: Any) -> bool:
    """Whether it is a part of what files bring no more than itself, which says why."""
    why, above = reasons(Whole.FILES), owners(model).keys() - {User}
    return any(one in why or comes_with_others(one) for one in above)


@pytest.mark.parametrize("model", BY_FORMS, ids=label)
def test_a_file_brings_what_a_form_adds_or_its_subject_says_why_not(model: Any) -> None:
    if why := reasons(Whole.FILES).get(model):
        assert model not in brought(), f"a file brings it by now: {why}"
    else:
        assert model in brought() or comes_with_others(model), "no file brings it"


# --- Reasons ---


@pytest.mark.parametrize("at", [Whole.ADD, Whole.HELP, Whole.FILES], ids=str)
def test_a_reason_is_of_a_record_that_is_asked_for(at: Whole) -> None:
    asked = {Whole.HELP: WITH_PAGES}.get(at, BY_FORMS)
    assert [label(one.model) for one in absent(at) if one.model not in asked] == []


def test_no_reason_serves_for_everything() -> None:
    said = [(one.at, one.why) for one in absent_of_all()]
    assert overused(f"{at}: {why}" for at, why in said) == {}
    assert overused(filter(None, map(closed_because, LISTS))) == {}


def absent_of_all() -> Iterator[Any]:
    for at in (Whole.ADD, Whole.HELP, Whole.FILES):
        yield from absent(at)
