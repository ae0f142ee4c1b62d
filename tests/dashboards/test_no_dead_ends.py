"""Every list of the demo's record, asked with filters that leave nothing, by several readers: it
says so, and leads on. What a list holds that a filter hides is told in tests/interface."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from django import forms
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.models import User
from interface.filters import FilterSet
from interface.pages import ListPage

pytestmark = pytest.mark.usefixtures("kept_demo")

READERS = (
    None,
    "officer.exampleshire@demo.test",
    "official.desnz@demo.test",
    "lead.pfpp@demo.test",
)
# Lists drawn by hand, and those of one record; every other is found in the addresses
BY_HAND = (
    *("/barriers/report/", "/case-studies/", "/data-requests/tracker/", "/escalations/rates/"),
    *("/findings/", "/funding/grants/", "/learning-events/", "/learning-events/?when=past"),
    *("/lessons/", "/log-progress/", "/pilots/", "/pilots/figures/", "/places/", "/places/map/"),
    *("/practice/examples/", "/practice/guidance/", "/sources/", "/updates/due/", "/visits/"),
    *("/funding/funds/example-local-jobs/calls/", "/organisations/bradford-council/visits/"),
    *("/places/bradford/services/", "/places/horden/services/", "/places/horden/assets/"),
    *("/places/bradford/within/", "/places/horden/within/", "/programmes/pfpp/people/"),
    *("/programmes/pfpp/pilots/", "/programmes/exampleshire-together/pilots/"),
    *("/programmes/pfpp/places/", "/lived-experience/", "/places/horden/you-said/"),
)
PLACES = ("cornwall", "horden", "tong", "eden")
FILTERED = 20


def lists() -> list[str]:
    """The addresses of all lists."""
    found = {
        address
        for address, view in addresses(get_resolver())
        if isinstance(view, type) and issubclass(view, ListPage) and "<" not in address
    }
    return sorted(found | set(BY_HAND))


def addresses(stated: URLResolver, before: str = "/") -> Iterator[tuple[str, Any]]:
    """Every address with the class of its page, where that is one."""
    for one in stated.url_patterns:
        address = before + str(one.pattern)
        if isinstance(one, URLPattern):
            yield address, getattr(one.callback, "view_class", None)
        else:
            yield from addresses(one, address)


def ways(chosen: FilterSet) -> Iterator[dict[str, str]]:
    """Twenty ways to filter a list: the places first, then each choice, alone and with another."""
    fields: dict[str, Any] = chosen.form.fields
    one_each = [{"place": place} for place in PLACES if "place" in fields]
    for name, field in fields.items():
        if isinstance(field, forms.ChoiceField):
            choices: Any = field.choices
            keys = [key for key, _ in choices if key and isinstance(key, str)]
            one_each += [{name: key} for key in keys[-2:]]
        elif isinstance(field, forms.CharField):
            one_each.append({name: "zzzqx"})
    pairs = [{**one, **other} for one, other in pairwise(one_each)]
    yield from [*one_each, *pairs][:FILTERED]


def filter_of(response: Any) -> FilterSet | None:
    found = (response.context or {}).get("filter")
    return found if isinstance(found, FilterSet) else None


def without_a_way_on(page: str) -> list[str]:
    """What the page says of nothing, where that leads nowhere."""
    said = re.findall(r'<div class="empty">.*?</div>', page, re.DOTALL)
    return [re.sub(r"\s+|<[^>]+>", " ", one) for one in said if "href=" not in one]


def test_every_list_leads_on_where_it_holds_nothing() -> None:
    clients = [Client() for _ in READERS]
    for client, email in zip(clients, READERS, strict=True):
        if email:
            client.force_login(User.objects.get(email=email))
    dead, asked = [], 0
    for number, address in enumerate(lists()):
        for turn, client in enumerate(clients):
            page = client.get(address)
            if page.status_code in (302, 403):
                continue  # not theirs to read
            chosen = filter_of(page)
            filtered = list(ways(chosen))[turn :: len(clients)] if chosen is not None else []
            for query in [{}, *filtered[number % 3 :: 3]]:
                page = client.get(address, query) if query else page
                asked += 1
                assert page.status_code == 200, (address, query)
                dead += [
                    (address, READERS[turn], query, said)
                    for said in without_a_way_on(page.content.decode())
                ]
    assert dead == []
    assert (len(lists()) >= 60, asked >= 400) == (True, True)
