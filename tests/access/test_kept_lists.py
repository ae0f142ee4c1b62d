"""Lists are asked for by statements that are kept for all who see alike and choose the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, QueryDict

from access import kept_lists
from accounts.models import User
from barriers.register.views import Barriers
from dashboards.directory.listing import build
from interface.filters import words_of_choices
from interface.pages import ListPage
from interface.pages.addresses import addresses, page_class
from partnerships.models import Programme
from pilots.library import LibraryPage
from records.statements import OfNoShapeError
from tests import builders
from tests.builders import Cast

OFFICER, BRADFORD, LUTON = (
    f"officer.{place}@demo.test" for place in ("exampleshire", "bradford", "luton")
)
SOME = (OFFICER, BRADFORD, LUTON, "lead.exampleshire@demo.test", "admin@demo.test")
# Of what kinds they are, or whether there are too many, is asked of the database first
NOT_KEPT = {"ErrorReports", "Overlaps"}
NARROWED = ("region", "programme", "topic", "status", "state", "kind", "category", "mine", "like")
SLUGS = ("exampleshire", "exampleshire-together")


def lists() -> Iterator[tuple[Any, dict[str, str]]]:
    """Every page of a list at an address of its own, or of a place or programme of the demo."""
    for _, one in addresses():
        view = page_class(one)
        if view and issubclass(view, ListPage | LibraryPage):
            names = one.pattern.converters
            if not names:
                yield one.callback, {}
            elif [*names] == ["slug"]:
                yield from ((one.callback, {"slug": slug}) for slug in SLUGS)


class Asked:
    """A list as one reader asks for it: its filters, its rows, how many there are."""

    def __init__(self, view: Any, user: Any, asked: str = "", **known: str) -> None:
        request = HttpRequest()
        request.method, request.path, request.user = "GET", "/", user
        request.GET = QueryDict(asked)
        self.page = view.view_class(**view.view_initkwargs)
        self.page.render_page = lambda **said: said
        self.page.setup(request, **known)
        self.said: Any = self.page.dispatch(request, **known)

    @property
    def rows(self) -> list[Any]:
        return [*map(told, self.said["page"].rows), str(self.said["count"])]


def told(row: Any, deep: int = 3) -> Any:
    """All that was read of a row, with what was fetched after it."""
    if isinstance(row, list):
        return [told(one, deep) for one in row]
    if not hasattr(row, "_state") or not deep:
        return str(row.pk) if hasattr(row, "pk") else row
    after = getattr(row, "_prefetched_objects_cache", {})
    fetched = {**{name: list(rows) for name, rows in after.items()}, **row._state.fields_cache}
    own = {name: one for name, one in vars(row).items() if not name.startswith("_")}
    return {name: told(one, deep - 1) for name, one in sorted({**fetched, **own}.items())}


def narrowed_by(chosen: Any) -> Iterator[str]:
    """With a place, and with the first choice of some filters."""
    for name, field in chosen.form.fields.items():
        if name not in NARROWED:
            continue
        if isinstance(field, forms.ChoiceField | forms.MultipleChoiceField):
            yield from (f"{name}={key}" for key in [*filter(None, words_of_choices(field))][:1])
        elif isinstance(field, forms.BooleanField):
            yield f"{name}=on"
    if "place" in chosen.filters:
        yield from ("place=exampleshire", "place=luton")


@contextmanager
def nothing_kept() -> Iterator[None]:
    """Within it, lists are asked for as they are written for each reader."""

    def refused(*_: Any) -> None:
        raise OfNoShapeError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept_lists, "_Listed", refused)
        yield


def anew(view: Any, user: Any, asked: str, known: dict[str, str]) -> list[Any]:
    with nothing_kept():
        return Asked(view, user, asked, **known).rows


def directory(email: str, asked: str) -> list[Any]:
    """The rows of the directory of places, and how many there are."""
    request = HttpRequest()
    request.user, request.GET = person(email), QueryDict(asked)
    found = build(request)
    return [*map(told, found.page.rows), str(found.count)]


def person(email: str) -> Any:
    return User.objects.get(email=email) if email else AnonymousUser()


def asked_by(email: str, view: Any, known: dict[str, str]) -> Asked | None:
    """None where there is no such list for this reader."""
    if view.login_required and not email:
        return None
    try:
        found = Asked(view, person(email), **known)
    except (PermissionDenied, Http404):
        return None
    return found if isinstance(found.said, dict) and "count" in found.said else None


def test_they_have_the_rows_of_those_that_are_written_for_each(kept_demo: None) -> None:
    compared = 0
    for view, known in lists():
        for email in ("", *SOME):
            if (found := asked_by(email, view, known)) is None:
                continue
            user = person(email)
            assert found.rows == anew(view, user, "", known), (view, email)
            for asked in narrowed_by(found.said["filter"]) if email == OFFICER else ():
                kept = Asked(view, user, asked, **known).rows
                assert kept == anew(view, user, asked, known), (view, email, asked)
                compared += len(kept) > 1
    assert compared > 50


@pytest.mark.parametrize(
    "asked",
    [
        *("", "all=on", "ended=on&all=on", "programme=exampleshire-together", "kind=county"),
        *("region=none", "barriers=open", "within=exampleshire", "after=luton~1"),
    ],
)
def test_the_directory_has_the_places_of_one_that_is_written_for_each(
    kept_demo: None, asked: str
) -> None:
    for email in ("", *SOME):
        kept = directory(email, asked)
        with nothing_kept():
            assert kept == directory(email, asked), email


class BuiltError(Exception):
    """The rows of a list were built."""


def test_nothing_is_built_again_for_who_sees_alike(
    kept_demo: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = [(view, known) for view, known in lists() if asked_by(BRADFORD, view, known)]

    def get_queryset(page: Any) -> Any:
        raise BuiltError

    built = set()
    for view, known in seen:
        with monkeypatch.context() as patch:
            patch.setattr(view.view_class, "get_queryset", get_queryset)
            try:
                asked_by(LUTON, view, known)
            except BuiltError:
                built.add(view.view_class.__name__)
    assert built == NOT_KEPT
    assert len(seen) > 30


def test_what_a_filter_has_read_of_the_database_is_read_anew(cast: Cast) -> None:
    one, other = builders.programme("Warm homes"), builders.programme("Work for all")
    view, here = Barriers.as_view(), f"programme={one.slug}"
    barrier = builders.barrier(cast.luton, programme=one, visibility="public")
    assert [row.pk for row in Asked(view, cast.luton_officer, here).said["page"]] == [barrier.pk]
    slugs = one.slug, other.slug
    for programme, slug in ((one, "between"), (other, slugs[0]), (one, slugs[1])):
        Programme.objects.filter(pk=programme.pk).update(slug=slug)
    assert list(Asked(view, cast.luton_officer, here).said["page"]) == []


def test_what_a_page_was_made_with_is_not_taken_for_what_its_class_says(cast: Cast) -> None:
    class Named(Barriers):
        named = ""

        def get_queryset(self) -> Any:
            return super().get_queryset().filter(title__startswith=self.named)

    for title in ("Warm homes", "Work for all"):
        builders.barrier(cast.luton, title=title, visibility="public")
    for named in ("Warm", "Work"):
        said = Asked(Named.as_view(named=named), cast.luton_officer).said["page"]
        assert [row.title.split()[0] for row in said] == [named]


def test_what_is_made_up_is_there_where_its_place_is_chosen_and_not_elsewhere(cast: Cast) -> None:
    made_up = builders.place("Mockshire", is_example=True)
    real, example = builders.barrier(cast.luton), builders.barrier(made_up)
    view, nobody = Barriers.as_view(), AnonymousUser()
    for place, barrier in ((cast.luton, real), (made_up, example)):
        (row,) = Asked(view, nobody, f"place={place.slug}").said["page"]
        assert row.pk == barrier.pk
