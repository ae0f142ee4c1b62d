"""The frame of every page, the pages about Placebook, and the pages for when something fails."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import html5lib
import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.shortcuts import render
from django.template import engines
from django.test import RequestFactory

from interface import errors, views

TEMPLATES = Path(settings.BASE_DIR) / "templates"
SHEET = Path(settings.BASE_DIR) / "static/css/placebook.css"
ABOUT = (views.about, views.words, views.accessibility, views.privacy)
FAULTS = (
    (errors.bad_request, 400),
    (errors.permission_denied, 403),
    (errors.page_not_found, 404),
    (errors.server_error, 500),
    (errors.csrf_failure, 403),
)
OFFICER = SimpleNamespace(
    is_authenticated=True, is_active=True, full_name="Bradford officer", pk=1, is_anonymous=False
)


def request(path: str = "/", user: Any = None) -> Any:
    made = RequestFactory().get(path)
    made.user = user or AnonymousUser()
    return made


def page(path: str = "/", user: Any = None, **context: Any) -> str:
    template = engines["django"].from_string(
        '{% extends "base.html" %}{% block title %}Hull & district{% endblock %}'
        "{% block main %}<h1>Hull</h1>{% endblock %}"
    )
    return template.render(context, request(path, user))


def valid(html: str) -> str:
    html5lib.HTMLParser(strict=True).parse(html)
    return html


def test_the_title_names_the_page_and_the_print_header_repeats_it() -> None:
    html = valid(page("/places/hull/"))
    assert "<title>Hull & district – Placebook</title>" in html.replace("&amp;", "&")
    header = re.search(r'<div class="print-head wrap".*?</div>', html, re.DOTALL)
    assert header
    assert "<span>Hull & district</span>" in header[0]
    assert "http://127.0.0.1:8000/places/hull/ · visible to: everyone" in header[0]


def test_a_form_with_mistakes_puts_error_before_the_title() -> None:
    assert "<title>Error: Hull" in page(form=SimpleNamespace(errors={"title": ["Enter it"]}))
    assert "<title>Error: Hull" in page(has_errors=True)
    assert "<title>Hull" in page(form=SimpleNamespace(errors={}))


def test_the_section_where_the_reader_is_is_marked() -> None:
    html = page("/places/hull/")
    assert re.search(r'aria-current="true">Places</a>', html)
    assert html.count("aria-current") == 1


def test_a_page_whose_trail_begins_at_a_section_is_in_it() -> None:
    html = page("/escalations/", breadcrumbs=[("Barriers", "/barriers/"), ("Escalations", "")])
    assert re.search(r'aria-current="true">Barriers</a>', html)
    assert len(re.findall(r'aria-current="true"', html)) == 1
    html = page("/pilots/warm-homes/", breadcrumbs=[("Places", "/places/"), ("Warm homes", "")])
    assert re.findall(r'aria-current="true">(\w+)<', html) == ["Pilots"]


def test_somebody_signed_out_is_offered_to_sign_in_and_no_form() -> None:
    html = page()
    assert "Sign in</a>" in html
    assert "Sign out" not in html
    assert "csrfmiddlewaretoken" not in html


def test_somebody_signed_in_sees_their_name_and_signs_out_by_a_button() -> None:
    html = valid(page(user=OFFICER))
    assert "Bradford officer</a>" in html
    assert re.search(r'<form method="post"[^>]*>.*csrfmiddlewaretoken.*Sign out</button>', html)
    assert "My work</a>" in html
    assert "visible to: some people only, so check before you share it" in html


def test_a_signed_out_page_asks_nothing_of_the_database(django_assert_num_queries, db) -> None:
    with django_assert_num_queries(0):
        page("/places/")


def test_an_example_says_so_on_the_page() -> None:
    assert "Exampleshire is a made-up county" in page(example=True)
    assert "Exampleshire" not in page()


def test_the_steps_above_a_page_stand_over_its_heading_and_lead_there() -> None:
    html = valid(page(breadcrumbs=[("Places", "/places/"), ("Hull", "")], kind="City"))
    trail = html.split('aria-label="Breadcrumb"')[1].split("</nav>")[0]
    assert '<li><a href="/places/">Places</a></li>' in trail
    assert "<li>City</li>" in trail
    assert "Hull" not in trail


def test_the_first_page_stands_in_the_header_and_is_no_step() -> None:
    assert 'class="eyebrow' not in page(breadcrumbs=[("Home", "/"), ("Search", "")])
    deeper = page(breadcrumbs=[("Home", "/"), ("Funds", "/funding/funds/"), ("Warm homes", "")])
    assert '<a href="/">Home</a>' not in deeper


def test_messages_are_announced() -> None:
    html = page(messages=[SimpleNamespace(tags="success", __str__=lambda: "x")])
    assert 'role="status"' in html


@pytest.mark.django_db  # one of them has notes of guidance
@pytest.mark.parametrize("view", ABOUT, ids=lambda view: view.__name__)
def test_pages_about_placebook_are_open_to_all_and_well_formed(view) -> None:
    html = valid(view(request("/about/")).content.decode())
    assert html.count("<h1") == 1
    assert view.login_required is False
    for slip in ("{{", "{%", "None"):
        assert slip not in html


def test_the_privacy_page_says_that_private_is_not_secret() -> None:
    html = views.privacy(request()).content.decode()
    assert "can be asked for under the Freedom of Information Act" in html


def test_the_accessibility_statement_claims_no_more_than_was_done() -> None:
    html = views.accessibility(request()).content.decode()
    assert "<b>not</b> yet been audited" in html


@pytest.mark.parametrize(
    ("view", "status"), FAULTS, ids=lambda case: getattr(case, "__name__", case)
)
def test_when_something_fails_a_plain_page_says_what_to_do(view, status: int) -> None:
    response: HttpResponse = view(request("/nowhere/"))
    html = valid(response.content.decode())
    assert response.status_code == status
    assert html.count("<h1") == 1
    assert "<nav" in html
    assert not re.search(r"\b(40[034]|500|Forbidden|Traceback|exception)\b", html.split("<main")[1])


def test_a_page_that_is_not_found_tells_the_signed_out_to_sign_in() -> None:
    html = errors.page_not_found(request("/barriers/B-1/")).content.decode()
    assert "?next=/barriers/B-1/" in html
    assert "sign in" not in errors.page_not_found(request("/x/", OFFICER)).content.decode()


def test_the_failure_page_needs_neither_reader_nor_database() -> None:
    class Unreadable:
        @property
        def user(self) -> None:
            raise AssertionError("the failure page asked who is reading")

    asked: Any = Unreadable()
    assert errors.server_error(asked).status_code == 500


def test_the_failure_page_comes_even_when_its_template_does_not(settings) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }
    settings.DEBUG = False
    response = errors.server_error(request())
    assert response.status_code == 500
    assert b"Something went wrong" in response.content


def test_the_component_page_shows_every_component_in_valid_html() -> None:
    html = valid(views.design(request("/design/")).content.decode())
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert sorted({i for i in ids if ids.count(i) > 1}) == []
    for slip in ("{{", "{%", " None", "style="):
        assert slip not in html
    for target in re.findall(r'(?:for|aria-describedby|aria-labelledby)="([^"]+)"', html):
        for name in target.split():
            assert name in ids, f"{name} is pointed at and is not there"
    for link in re.findall(r'<a href="#([^"]+)"', html):
        assert link in ids, f"#{link} leads nowhere"


def test_every_component_is_used_on_the_component_page() -> None:
    shown: set[str] = set()

    def follow(name: str) -> None:
        shown.add(name)
        source = (TEMPLATES / name).read_text()
        for other in re.findall(r'include "(components/[^"]+)"', source):
            if other not in shown:
                follow(other)

    follow("interface/design.html")
    follow("base.html")
    tags = {"visibility", "errors", "th"}
    elsewhere = {"filter_panel"}
    for path in TEMPLATES.glob("components/**/*.html"):
        name = path.relative_to(TEMPLATES).as_posix()
        assert name in shown or path.stem in tags | elsewhere, name


@pytest.mark.parametrize(
    "path", sorted(TEMPLATES.glob("components/**/*.html")), ids=lambda path: path.stem
)
def test_every_component_states_its_inputs_at_the_top(path: Path) -> None:
    assert re.match(r"\{# .{20,} #\}\n", path.read_text())


def test_the_style_sheet_stays_small_and_has_no_foreign_address() -> None:
    assert SHEET.stat().st_size < 30_000
    assert "url(" not in SHEET.read_text()


def classes_of(sheet: str) -> set[str]:
    """Those that its rules name."""
    names = re.sub(r"/\*.*?\*/|\{[^{}]*\}", " ", sheet, flags=re.DOTALL)
    return set(re.findall(r"\.([a-z][\w-]*)", names))


def test_every_class_of_the_style_sheet_stands_on_the_component_page() -> None:
    html = views.design(request("/design/", OFFICER)).content.decode()
    shown = set(" ".join(re.findall(r'class="([^"]*)"', html)).split())
    # Before the header, and in it, where a page has an address
    assert classes_of(SHEET.read_text()) - shown - {"skip", "to-search"} == set()


def test_there_is_one_style_sheet_and_a_class_that_nothing_uses_is_found() -> None:
    assert [path.name for path in SHEET.parent.iterdir()] == [SHEET.name]
    assert classes_of(".a>b.c{margin:.5rem}/* .d */@media print{.e .f:is(.g){left:0}}") == {
        *"acefg"
    }


def test_scripts_import_nothing_and_need_no_inline_code() -> None:
    for script in (Path(settings.BASE_DIR) / "static/js").glob("*.js"):
        source = script.read_text()
        assert not re.search(
            r"^\s*import |innerHTML|eval\(|\.style\b|https?://", source, re.MULTILINE
        ), script


def test_one_page_renders_through_the_real_view_machinery() -> None:
    response = render(request("/x/"), "404.html", status=404)
    assert response.status_code == 404


def test_no_cell_of_a_table_is_small_itself_which_would_take_it_out_of_its_row() -> None:
    assert ".t .small{display:block" in SHEET.read_text()
    for template in TEMPLATES.rglob("*.html"):
        cells = re.findall(r'<t[dh]\b[^>]*class="([^"]*)"', template.read_text())
        assert not [names for names in cells if {"small", "src"} & set(names.split())], template
