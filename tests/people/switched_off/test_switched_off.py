"""Parts that are switched off are nowhere; their records stay, and come back with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, URLPattern, get_resolver, resolve, reverse

from interface.help import HelpPage
from interface.parts import MenuItem
from people.switched_off.actions import switch_off, switch_on
from people.training.models import Course
from records.models import SwitchedOff
from records.subjects import declarations, registered
from records.switches import SwitchablePart, part_at, used
from search.find import find
from search.words import make_anew
from tests.access import many, table
from tests.access.open_world import Seen, open_world
from tests.access.table import Row
from tests.access.test_leaks import signed_in
from tests.access.test_queries import readers_of
from tests.builders import Cast

pytestmark = pytest.mark.django_db

PARTS = registered(SwitchablePart)
READ = [row for row in table.rows() if row.method == "GET"]
LEADS = re.compile(r'(?:href|action)="(/[^"#?]*)')
# Addresses that name a record of a part, though not below the part
NAMED = {"lived_role"}


def part_of(address: str) -> SwitchablePart | None:
    """The part whose page stands at this address."""
    try:
        return part_at(resolve(address.partition("?")[0]).route)
    except Resolver404:  # a file
        return None


def leads_to_parts(body: str) -> list[str]:
    """Where a page leads that is the page of a part."""
    return sorted({one for one in map(unescape, LEADS.findall(body)) if part_of(one)})


def answered(client: Client, address: str) -> tuple[int, str]:
    """The status of a page, and its text; what it wrote is undone."""
    with transaction.atomic():
        response = client.get(address)
        body = b"".join(response) if response.streaming else response.content
        transaction.set_rollback(True)
    return response.status_code, body.decode(errors="replace")


def everything(seen: Seen) -> Iterator[tuple[Row, str, Client]]:
    """Every address that is read, with who reads it."""
    clients = {who: signed_in(user) for who, user in seen.cast.signed_in().items()}
    clients["resident"] = signed_in(seen.cast.resident)
    for row in READ:
        for who in readers_of(row):
            yield row, who, clients[who]


@pytest.fixture
def seen() -> Seen:
    """One of each record."""
    made = open_world("resident")
    many.fill(made, 1)
    make_anew()
    return made


def test_no_page_leads_to_a_part_that_is_off_and_all_other_pages_stay(seen: Seen) -> None:
    for part in PARTS:
        switch_off(by=seen.cast.administrator, part=part)
    wrong = []
    for row, who, client in everything(seen):
        address = row.address(seen.first(row.of))
        if part_of(address) or row.of in NAMED:
            continue
        status, body = answered(client, address)
        if status not in row.answers:
            wrong.append(f"{row} for {who}: {status}")
        if row.page and status == 200:
            wrong += [f"{row} for {who} leads to {one}" for one in leads_to_parts(body)]
    assert wrong == [], "\n".join(wrong)


def test_help_tells_of_no_part_that_is_off(seen: Seen, client: Client) -> None:
    shown = {page.url for page in registered(HelpPage) if not page.part}
    for part in PARTS:
        switch_off(by=seen.cast.administrator, part=part)
    wrong = []
    for page in registered(HelpPage):
        status, body = answered(client, page.url)
        assert status == (200 if page.url in shown else 404), page.slug
        wrong += [f"{page.slug} leads to {one}" for one in leads_to_parts(body)]
    listed = set(LEADS.findall(answered(client, "/help/")[1]))
    assert {one for one in listed if one.startswith("/help/") and one != "/help/"} == shown
    assert wrong == []


def test_each_page_of_a_part_is_not_found_while_that_part_is_off(seen: Seen) -> None:
    pages = [(row, who, client) for row, who, client in everything(seen)]
    for part in PARTS:
        own = [one for one in pages if part_of(one[0].address(seen.first(one[0].of))) is part]
        assert own, f"no sweep has a page of {part.key}"
        switch_off(by=seen.cast.administrator, part=part)
        found = {answered(client, row.address(seen.first(row.of)))[0] for row, _, client in own}
        assert found == {404}, part.key
        switch_on(by=seen.cast.administrator, part=part)
        for row, who, client in own:
            status, _ = answered(client, row.address(seen.first(row.of)))
            assert status in row.answers, f"{row} for {who}: {status}, though it is on again"


def test_every_page_of_the_folder_of_a_part_is_below_its_addresses() -> None:
    folders = {name.rpartition(".")[0]: one for name, one in declarations() if one in PARTS}
    wrong = []
    for route, view in pages(get_resolver()):
        made_by = {view.__module__}
        if kind := getattr(getattr(view, "view_class", None), "kind", None):
            made_by.add(kind.__module__)
        for folder, part in folders.items():
            if any(one.startswith(f"{folder}.") for one in made_by) and part_at(route) is not part:
                wrong.append(f"{route} of {folder}")
    assert wrong == []


def pages(of: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Every address, as it is written, with its view."""
    for one in of.url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLPattern):
            yield route, one.callback
        else:
            yield from pages(one, route)


def test_shared_pages_have_nothing_of_what_is_off(client: Client, cast: Cast) -> None:
    course = Course.objects.create(title="Reading the census", provider=cast.council)
    client.force_login(cast.administrator)
    switch_off(by=cast.administrator, part=next(part for part in PARTS if part.key == "training"))
    for address in ("/pages/", "/add/", "/search/?q=training", "/search/suggest/?q=census", "/"):
        body = client.get(address).content.decode()
        assert "/training/" not in body, address
        assert str(course) not in body, address
    assert not [part for part in used(MenuItem) if part.page.startswith("course")]
    assert Course.objects.filter(pk=course.pk).exists()


def test_what_changed_while_it_was_off_is_found_once_it_is_on(cast: Cast) -> None:
    part = next(part for part in PARTS if part.key == "training")
    course = Course.objects.create(title="Reading the census", provider=cast.council)
    make_anew()
    switch_off(by=cast.administrator, part=part)
    course.title = "Reading the tithe maps"
    course.save()
    assert course.title not in [one.title for one in find(cast.resident, "tithe maps").every]
    switch_on(by=cast.administrator, part=part)
    assert course.title in [one.title for one in find(cast.resident, "tithe maps").every]


def test_another_process_is_believed_at_once(client: Client, cast: Cast) -> None:
    assert client.get("/training/").status_code == 200
    row = SwitchedOff.objects.create(part="training")
    assert client.get("/training/").status_code == 404
    row.delete()
    assert client.get("/training/").status_code == 200


def test_what_is_off_is_asked_once_in_a_request(
    client: Client, cast: Cast, django_assert_num_queries: Any
) -> None:
    SwitchedOff.objects.create(part="training")
    with django_assert_num_queries(1):
        assert client.get("/pages/").status_code == 200
    with django_assert_num_queries(1):
        client.get("/training/")


def test_an_administrator_switches_off_and_on_and_it_says_who(client: Client, cast: Cast) -> None:
    client.force_login(cast.administrator)
    assert "10 of 10 are in use" in client.get("/parts/").content.decode()
    said = client.post(reverse("part_switch_off", args=["bids"]), follow=True).content.decode()
    assert "Bids: switched off. Nobody can see it, and nothing was deleted." in said
    assert "9 of 10 are in use" in said
    assert f"by {cast.administrator}" in said
    client.post(reverse("part_switch_off", args=["bids"]))
    assert SwitchedOff.objects.count() == 1
    assert client.get("/funding/bids/").status_code == 404
    client.post(reverse("part_switch_on", args=["bids"]))
    assert client.get("/funding/bids/").status_code == 200
    [period] = SwitchedOff.objects.all()
    assert (period.off_by, period.on_by) == (cast.administrator, cast.administrator)
    assert "Still off" not in client.get("/parts/").content.decode()


def test_nobody_else_switches(client: Client, cast: Cast) -> None:
    client.force_login(cast.bradford_editor)
    assert client.get("/parts/").status_code == 403
    assert client.post(reverse("part_switch_off", args=["bids"])).status_code == 403
    client.force_login(cast.administrator)
    assert client.post(reverse("part_switch_off", args=["pilots"])).status_code == 404
    assert not SwitchedOff.objects.exists()


def test_a_lived_experience_role_is_not_offered_while_that_part_is_off(
    client: Client, cast: Cast
) -> None:
    client.force_login(cast.administrator)
    address = reverse("post_add")
    assert 'value="lived_experience"' in client.get(address).content.decode()
    SwitchedOff.objects.create(part="lived_experience")
    assert 'value="lived_experience"' not in client.get(address).content.decode()
