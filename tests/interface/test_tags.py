"""Template filters and tags: what a person sees for a value."""

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from interface import querystring
from interface.cells import Figure
from interface.paging import Page, Sort
from records.dates import DateWithPrecision
from records.figures import Quantity
from records.models import Visibility

NOT_KNOWN = '<span class="nk">Not known</span>'


def render(source: str, **context) -> str:
    return Template("{% load placebook %}" + source).render(Context(context)).strip()


@pytest.mark.parametrize(
    "source",
    [
        "{{ x|not_known }}",
        "{{ x|date_words }}",
        '{{ x|with_precision:"month" }}',
        "{{ x|pounds }}",
        "{{ x|number }}",
        '{{ x|count_words:"pilot" }}',
    ],
)
def test_what_is_not_known_is_said_so_and_marked(source: str) -> None:
    assert render(source, x=None) == NOT_KNOWN


def test_zero_is_shown_as_zero() -> None:
    assert render("{{ x|not_known }}{{ x|number }}{{ x|pounds }}", x=0) == "00£0"


def test_text_of_a_person_is_never_read_as_html() -> None:
    assert "<b>" not in render("{{ x|not_known }}{{ x|lines }}{% status x %}", x="<b>bold</b>")


def test_typed_text_keeps_its_paragraphs() -> None:
    assert render("{{ x|lines }}", x="one\ntwo\r\n\r\nthree") == "<p>one<br>two</p><p>three</p>"


def test_an_odd_plural_can_be_given() -> None:
    assert render('{{ 2|count_words:"person,people" }}') == "2 people"


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("On track", "st good"),
        ("Needs help", "st help"),
        ("no action possible for now", "st done"),
        ("Live", "st"),
        ("Something new", "st"),
    ],
)
def test_a_status_is_a_shape_and_a_word(word: str, shape: str) -> None:
    assert render("{% status x %}", x=word) == f'<span class="{shape}">{word}</span>'


def test_a_status_in_words_of_its_own_takes_a_given_shape() -> None:
    assert render('{% status "6 days late" "help" %}').startswith('<span class="st help">')


@pytest.mark.parametrize("level", Visibility)
def test_who_can_see_a_record_is_said_in_words(level: Visibility) -> None:
    record = SimpleNamespace(visibility=level.value, get_visibility_display=lambda: level.label)
    closed = level not in (Visibility.NETWORK, Visibility.PUBLIC)
    expected = (
        f'<span class="vis{" closed" if closed else ""}">Visible to: <b>{level.label}</b></span>'
    )
    assert render("{% visibility x %}", x=record).endswith(expected)
    assert render("{% visibility x %}", x=level).endswith(expected)


def test_a_figure_stands_with_its_meaning_its_date_and_its_source() -> None:
    figure = Figure(
        Quantity(Decimal(550), qualifier="more_than", unit="people"),
        "People using the Hub",
        DateWithPrecision(dt.date(2023, 3, 1), "month"),
        SimpleNamespace(
            title="PfPP guidance", get_absolute_url="/sources/pfpp/", publisher="GOV.UK"
        ),
    )
    html = render('{% include "components/figure.html" with figure=x %}', x=figure)
    assert '<p class="fig">more than <b>550</b> people</p>' in html
    assert '<p class="small">People using the Hub</p>' in html
    assert 'As at March 2023. <a href="/sources/pfpp/">PfPP guidance</a>, GOV.UK.' in html


def test_a_figure_that_is_not_known_says_why() -> None:
    figure = Figure(Quantity(None, unit="people"), reason="not published")
    said = '<span class="nk">Not known: not published</span>'
    assert said in render('{% include "components/figure.html" with figure=x %}', x=figure)
    assert render("{{ x|figure_words }}", x=figure) == said


def test_planned_and_actual_stand_apart_with_what_is_said_of_them() -> None:
    html = render(
        '{% include "components/pair.html" with planned=p actual=a words=said warned=True %}',
        p=Figure(Quantity(Decimal(100), unit="people or families")),
        a=Figure(Quantity(Decimal(550), qualifier="more_than", unit="people")),
        said="Not the same measure, so no percentage",
    )
    assert '<div class="differs">Not the same measure, so no percentage</div>' in html
    assert "%" not in html


def test_a_query_keeps_the_filters_and_drops_the_place_in_the_list() -> None:
    request = RequestFactory().get("/places/?kind=a&kind=b&q=&after=x~1&sort=name")
    assert render('{% query format="csv" %}', request=request) == (
        "?kind=a&amp;kind=b&amp;sort=name&amp;format=csv"
    )


def test_one_of_several_values_can_be_taken_out() -> None:
    params = RequestFactory().get("/?kind=a&kind=b&after=x").GET
    assert querystring.without(params, "kind", "a") == "?kind=b"
    assert querystring.without(params, "kind") == "?"


@pytest.mark.parametrize(
    ("name", "descending", "sort", "aria"),
    [
        ("name", False, "-name", 'aria-sort="ascending"'),
        ("name", True, "name", 'aria-sort="descending"'),
        ("changed", False, "name", ""),
    ],
)
def test_a_head_sorts_and_a_second_press_turns_it(
    name: str, descending: bool, sort: str, aria: str
) -> None:
    page = Page(rows=[], sort=Sort(name, "x"), descending=descending)
    request = RequestFactory().get("/places/?region=n&after=x~1")
    html = render('{% sort_head page "name" "Place" %}', page=page, request=request)
    assert f'href="?region=n&amp;sort={sort}"' in html
    assert aria in html
    assert aria or "aria-sort" not in html


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        ("days a week", "1 day a week"),
        ("people", "1 person"),
        ("police officers", "1 police officer"),
        ("access points", "1 access point"),
        ("families helped", "1 family helped"),
        ("addresses", "1 address"),
        ("staff", "1 staff"),
        ("gas boilers", "1 gas boiler"),
        ("sports clubs", "1 sports club"),
        ("of 151 areas", "1 of 151 areas"),
    ],
)
def test_one_of_something_is_said_in_the_singular(unit: str, said: str) -> None:
    assert str(Quantity(Decimal(1), unit=unit)) == said
    assert str(Quantity(Decimal(2), unit=unit)) == f"2 {unit}"
    assert str(Quantity(Decimal(1), Decimal(2), unit=unit)) == f"1 to 2 {unit}"
