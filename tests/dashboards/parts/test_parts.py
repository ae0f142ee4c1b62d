"""The parts of Placebook: each is found by whoever may open it, and by nobody else."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from funding.models import Fund
from interface.parts import MenuItem, RecordMenuItem, called, nobody
from people.role.scope import people_url
from records.subjects import registered
from registry.library import LibraryKind
from tests import builders
from tests.access import table
from tests.builders import Cast
from tests.governance.board.sweep import board

pytestmark = pytest.mark.django_db

# Pages without a record in their address that are no part of their own, and from where they are
# opened
FROM_OTHERS = {
    "search": "the header",
    "relationships": "a programme for which some was done",
    "all_parts": "the header",
    "add": "the header",
    "works_where": "the organisations",
    "account_login": "the header",
    "account_logout": "the header",
    "account_change_password": "the account",
    "account_reset_password": "signing in",
    "account_reset_password_done": "signing in",
    "account_reset_password_from_key_done": "signing in",
    "account_reauthenticate": "what asks for it",
    "usersessions_list": "the account",
    "mfa_index": "the account",
    "mfa_activate_totp": "two-step sign-in",
    "mfa_generate_recovery_codes": "two-step sign-in",
}


def test_every_page_without_a_record_is_a_part_or_is_opened_from_one() -> None:
    pages = {row.name for row in table.rows() if row.page and not row.of and row.method == "GET"}
    parts = {part.page for part in registered(MenuItem)}
    lacking = pages - parts - FROM_OTHERS.keys()
    assert not lacking, f"registrations.py of their folders: a MenuItem of {sorted(lacking)}"
    assert not parts & FROM_OTHERS.keys()


@pytest.mark.parametrize("part", registered(MenuItem), ids=lambda part: part.page)
def test_a_part_is_offered_to_those_whom_its_page_lets_in(
    client: Client, cast: Cast, part: MenuItem
) -> None:
    for user in (cast.bradford_officer, cast.bradford_editor, cast.outsider, cast.administrator):
        client.force_login(user)
        opened = client.get(part.url).status_code == 200
        assert part.permission(user) == opened, f"{user}: {part.page}"
    if part.page == "home":
        return  # signed out it is the front page, to which the header leads
    client.logout()
    status = client.get(part.url).status_code
    assert part.permission(_nobody(client)) == (status == 200)


def _nobody(client: Client) -> Any:
    return client.get("/about/").wsgi_request.user


@pytest.mark.parametrize("part", registered(RecordMenuItem), ids=lambda part: part.page)
def test_a_part_of_a_record_is_offered_to_those_whom_its_page_lets_in(
    client: Client, cast: Cast, part: RecordMenuItem
) -> None:
    made: dict[str, Callable[[], Any]] = {
        "place": lambda: cast.bradford,
        "programme": lambda: cast.pfpp,
        "pilot": lambda: builders.pilot(cast.bradford, "Hubs"),
        "organisation": lambda: builders.organisation("Bradford Council"),
        "board": lambda: board(cast.bradford, visibility="public"),
        "fund": lambda: Fund.objects.create(name="Warm money", slug="warm", visibility="public"),
        "barrier": lambda: builders.barrier(cast.bradford),
    }
    record = made[part.of]()
    for user in (cast.bradford_officer, cast.bradford_editor, cast.pfpp_lead, cast.outsider):
        client.force_login(user)
        opened = client.get(part.url(record), follow=True).status_code == 200
        # Who gives roles there is led to where that is done
        gives = part.page.endswith("_role_ask") and bool(people_url(user, record))
        assert part.permission(user, record) == (opened and not gives), f"{user}: {part.page}"


def links(client: Client, address: str) -> list[str]:
    """What the links in a page's main part say."""
    main = client.get(address).content.decode().split("<main")[1].split("</main")[0]
    return [unescape(part.split("</a>")[0].split(">")[-1]) for part in main.split("<a ")[1:]]


def test_all_pages_lists_what_a_reader_may_open(client: Client, cast: Cast) -> None:
    public = links(client, "/pages/")
    assert {"Places", "Barrier report", "Library", "Money"} <= set(public)
    assert not {"Calendar", "Requests", "Personal data"} & set(public)
    client.force_login(cast.bradford_officer)
    assert {"Calendar", "Requests", "Policy tests", "Visits"} <= set(links(client, "/pages/"))
    client.force_login(cast.administrator)
    assert "Personal data" in links(client, "/pages/")


def test_all_pages_has_at_most_45_entries_whoever_reads_it(client: Client, cast: Cast) -> None:
    everything = [part for part in registered(MenuItem) if not part.adds and not part.within]
    own = [part for part in registered(MenuItem) if part.yours is not nobody]
    assert len(everything) + len(own) <= 45
    client.force_login(cast.administrator)
    assert 20 < len(links(client, "/pages/")) <= 45


def test_what_people_use_stands_first_and_for_others_nowhere_on_all_pages(
    client: Client, cast: Cast
) -> None:
    used = {"Visits", "Policy tests", "Regional updates"}
    client.force_login(cast.outsider)
    assert not used & set(links(client, "/pages/"))
    client.force_login(cast.desnz_official)
    assert {"Visits", "Policy tests"} <= _yours(client)
    client.force_login(cast.yorkshire_connector)
    assert "Regional updates" in _yours(client)


def _yours(client: Client) -> set[str]:
    """What the first group says."""
    page = client.get("/pages/").content.decode().split('id="own"')[1].split("</section>")[0]
    return {part.split("</a>")[0].split(">")[-1] for part in page.split("<a ")[1:]}


WITHIN = [part for part in registered(MenuItem) if part.within]


@pytest.mark.parametrize("part", WITHIN, ids=lambda part: part.page)
def test_what_stands_within_a_page_is_reached_from_it(
    client: Client, cast: Cast, part: MenuItem
) -> None:
    """From the page itself, or where it is a choice of the list there, from that."""
    [door] = [one for one in registered(MenuItem) if one.page == part.within and not one.query]
    assert not door.within, "a page of which all pages tells"
    readers = (cast.administrator, cast.desnz_official, cast.bradford_editor)
    for user in readers:
        if not part.permission(user):
            continue
        client.force_login(user)
        chosen = [kind.key for kind in registered(LibraryKind) if kind.page == part.page]
        pages = [door.url, *(f"{door.url}?kind={key}" for key in chosen)]
        body = "".join(client.get(page).content.decode().split("<main")[1] for page in pages)
        assert f'href="{part.url}' in body, f"{part.within} for {user}"


def test_a_part_within_a_page_is_found_by_search(client: Client) -> None:
    assert "Reporting duties" in links(client, "/search/?q=reporting+duties")


def test_add_offers_what_this_person_may_add_at_their_place_and_to_their_pilots(
    client: Client, cast: Cast
) -> None:
    builders.pilot(cast.bradford, "Bradford hubs")
    builders.pilot(cast.luton, "Luton hubs")
    client.force_login(cast.bradford_editor)
    page = client.get("/add/").content.decode()
    assert "At Bradford" in page
    assert "To Bradford hubs" in page
    assert "Luton" not in page.split("<main")[1]
    assert {"Log progress", "Import a tracker", "Log a barrier"} <= set(links(client, "/add/"))


def test_of_several_pilots_each_is_a_line_that_leads_to_what_may_be_added_to_it(
    client: Client, cast: Cast
) -> None:
    hubs = [builders.pilot(cast.bradford, name) for name in ("Hub one", "Hub two")]
    other = builders.pilot(cast.luton, "Luton hubs")
    client.force_login(cast.bradford_officer)
    lines = links(client, "/add/")
    assert {"Hub one", "Hub two"} <= set(lines)
    assert "Log progress" not in lines
    of_one = client.get(f"/add/?to=pilot-{hubs[0].pk}")
    assert "To Hub one" in of_one.content.decode()
    assert f"/pilots/{hubs[0].slug}/update/" in of_one.content.decode()
    assert "Hub two" not in of_one.content.decode()
    for foreign in (f"pilot-{other.pk}", "pilot-0", "x"):
        page = client.get(f"/add/?to={foreign}").content.decode()
        assert "Luton hubs" not in page
        assert "Hub two" in page


def test_add_offers_nothing_that_is_only_read(client: Client, cast: Cast) -> None:
    builders.pilot(cast.bradford, "Bradford hubs")
    client.force_login(cast.bradford_editor)
    reads = {part.label for part in registered(RecordMenuItem) if not part.adds}
    assert "Returns and the figures asked for" in reads
    assert not reads & set(links(client, "/add/"))
    within = {part.label for part in registered(MenuItem) if part.adds and part.within}
    assert "Record a secondment" in within
    assert not within & set(links(client, "/add/"))


def test_who_may_add_nothing_is_told_how_to_get_a_role(client: Client, cast: Cast) -> None:
    client.force_login(cast.outsider)
    page = client.get("/add/").content.decode()
    assert "Your roles do not let you add anything." in page
    assert reverse("role_ask") in page


def test_add_asks_no_more_for_many_pilots(
    client: Client, cast: Cast, django_assert_num_queries: Any
) -> None:
    client.force_login(cast.bradford_officer)
    builders.pilot(cast.bradford, "Hubs 0")
    client.get("/add/")
    with django_assert_num_queries(9):
        client.get("/add/")
    for number in range(1, 12):
        builders.pilot(cast.bradford, f"Hubs {number}")
    with django_assert_num_queries(9):
        assert client.get("/add/").content.decode().count("?to=pilot-") == 5


def test_each_page_leads_to_search_and_all_pages_and_to_add_for_who_is_signed_in(
    client: Client, cast: Cast
) -> None:
    for address in ("/about/", "/places/", f"/places/{cast.bradford.slug}/"):
        page = client.get(address).content.decode()
        header = page.split("</header>")[0]
        assert 'action="/search/"' in header
        assert '<label class="vh" for="find">Search for anything</label>' in header
        assert 'href="/library/"' in header
        assert 'href="/pages/"' in page.split("<footer")[1]
        assert 'href="/add/"' not in header
    client.force_login(cast.outsider)
    assert 'href="/add/"' in client.get("/about/").content.decode().split("</header>")[0]


def test_words_find_a_part_by_its_name_or_by_what_people_say() -> None:
    def pages(typed: str) -> list[str]:
        return [part.page for part in called(registered(MenuItem), typed)]

    assert pages("escalation")[0] == "escalations"
    assert pages("Regional updates") == ["regional_updates", "regional_update_start"]
    assert "practice_library" in pages("practice")
    assert pages("calendar") == ["calendar", "calendar_feeds"]
    assert "flows" in pages("funding")
    assert pages("no such thing") == pages("?!") == []
