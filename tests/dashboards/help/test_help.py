"""Help is there for everybody, stays short, and leads to pages that there are."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from dashboards.help.pages import HELP, by_slug
from interface.help import HelpPage, Theme
from tests.builders import Cast

EACH = pytest.mark.parametrize("page", HELP, ids=lambda page: page.slug)
MOST_WORDS = 170
STEPS = settings.BASE_DIR / "templates/dashboards/help/pages"


def main(client: Client, address: str) -> str:
    """The main part of a page."""
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode().split('<main id="main" class="wrap">')[1].split("</main>")[0]


def words(html: str) -> list[str]:
    return unescape(re.sub(r"<[^>]+>", " ", html)).split()


def names() -> set[str]:
    """The names of all addresses."""
    found = set()
    left = list(get_resolver().url_patterns)
    while left:
        one = left.pop()
        if isinstance(one, URLPattern):
            found.add(str(one.name))
        else:
            left += one.url_patterns
    return found


def test_each_page_has_its_steps_and_each_of_those_a_page() -> None:
    assert sorted(path.stem for path in STEPS.iterdir()) == sorted(page.slug for page in HELP)
    assert len({page.title for page in HELP}) == len(by_slug()) == len(HELP)
    assert {page.theme for page in HELP} == set(Theme)


@EACH
def test_other_help_and_the_pages_that_it_is_about_are_there(page: HelpPage) -> None:
    assert set(page.see) <= by_slug().keys() - {page.slug}
    assert 2 <= len(page.see) == len(set(page.see)) <= 4
    assert set(page.about) <= names()


def test_no_page_offers_more_help_than_three() -> None:
    offered = Counter(name for page in HELP for name in page.about)
    assert max(offered.values()) <= 3


@EACH
def test_a_page_is_short(client: Client, page: HelpPage) -> None:
    said = words(main(client, page.url))
    assert len(said) <= MOST_WORDS
    assert len(page.says.split()) <= 25
    steps = (STEPS / f"{page.slug}.html").read_text()
    assert 3 <= steps.count("<li>") <= 8
    assert steps.startswith("<ol>") == page.title.startswith("How do I")


@pytest.mark.django_db
@EACH
def test_every_link_leads_somebody_to_a_page(client: Client, cast: Cast, page: HelpPage) -> None:
    links = re.findall(r'href="([^"]+)"', main(client, page.url))
    assert len(links) > len(page.see), "it leads to no page but help"
    people = (cast.administrator, cast.bradford_editor, cast.pfpp_lead)
    for link in links:
        if link == reverse("account_login"):
            continue  # to who is signed in it says that they are
        through = set()
        for user in people:
            client.force_login(user)
            through.add(client.get(link).status_code)
        assert through & {200, 302}, link


@pytest.mark.django_db
def test_all_help_is_listed_by_theme_for_everybody_and_in_the_foot_of_every_page(
    client: Client,
) -> None:
    listed = main(client, reverse("help"))
    assert re.findall(r'href="(/help/[^"]+)"', listed) == [
        page.url for theme in Theme for page in HELP if page.theme == theme
    ]
    for address in ("/about/", "/help/", "/no-such-page/"):
        foot = client.get(address).content.decode().split("<footer")[1]
        assert '<a href="/help/">Help</a>' in foot, address
    assert client.get("/help/no-such-help/").status_code == 404


@pytest.mark.django_db
def test_a_page_ends_with_the_help_that_is_about_it(
    client: Client, cast: Cast, django_assert_num_queries: Any
) -> None:
    client.force_login(cast.bradford_editor)
    page = main(client, reverse("barrier_log"))
    assert page.rstrip().endswith(
        '<p class="small noprint">Help: <a href="/help/log-a-barrier/">How do I log a barrier?</a>'
        "</p>"
    )
    assert "Help:" not in main(client, reverse("accessibility"))
    client.logout()
    with django_assert_num_queries(0):
        assert "How do I sign in" in main(client, reverse("account_login"))
