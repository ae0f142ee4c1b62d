"""An address is found among those that begin with its first word, as it is among all of them."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import Resolver404, URLResolver, include, path, re_path
from django.urls.resolvers import RoutePattern

from config import urls
from config.first_word import ByFirstWord, first_word
from tests.access import table
from tests.access.kept_world import KeptWorld


def page(*args: Any, **kwargs: Any) -> HttpResponse:
    return HttpResponse()


BELOW = [path("add/", page, name="pilot_add"), path("<slug:slug>/", page, name="pilot")]
STATED = [
    path("", page, name="home"),
    path("", include([path("pilots/", include(BELOW)), path("ready", page, name="ready")])),
    re_path(r"^pilots/(?P<number>[1-9][0-9])/$", page, name="number"),
    path("<slug:slug>/", page, name="any"),
    path("pilots/<slug:slug>/late/", page, name="late"),
    path("never/", page, name="never"),
]


def plain(stated: list[Any]) -> URLResolver:
    return URLResolver(RoutePattern(""), stated)


def found(resolver: URLResolver, address: str) -> tuple[Any, ...] | None:
    try:
        match = resolver.resolve(address)
    except Resolver404:
        return None
    return match.url_name, match.func, match.kwargs, match.route


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("", "home"),
        ("pilots/add/", "pilot_add"),
        ("pilots/12/", "pilot"),  # what is stated first is found first
        ("pilots/warm-homes/late/", "late"),
        ("pilots/", "any"),
        ("ready", "ready"),
        ("never/", "any"),
        ("other/", "any"),
        ("other/one/", None),
        ("pilots", None),
    ],
)
def test_the_first_that_matches_is_found(address: str, name: str | None) -> None:
    right = found(plain(STATED), address)
    assert (right and right[0]) == name
    assert found(ByFirstWord(STATED), address) == right


def test_every_address_leads_where_it_does_among_all(kept_world: KeptWorld) -> None:
    among_all, by_word = plain(urls.STATED), urls.urlpatterns[0]
    for row in table.rows():
        for at in {row.address(at[row.of]) for at in kept_world.made.at.values()}:
            address = at.partition("?")[0].removeprefix("/")
            right = found(among_all, address)
            assert right is not None, address
            assert found(by_word, address) == right


def test_nearly_every_address_of_ours_begins_with_a_word() -> None:
    stated = urls.urlpatterns[0].url_patterns
    assert sum(first_word(one) is None for one in stated) < 5
    assert not [one for one in stated if isinstance(one, URLResolver) and not str(one.pattern)]
