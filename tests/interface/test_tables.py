"""``{% table %}``: a column says its label, its cell and how it stands, once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import get_template

from interface.cells import status
from interface.columns import Column
from interface.paging import Page, Sort
from interface.template_loader import collapsed

ROOT = Path(__file__).parent.parent.parent / "templates"
TEMPLATES = sorted(path for path in ROOT.rglob("*") if path.is_file())
LONGEST = 200
# Tables of which a template draws the rows itself: grids, months, matrices, sums of sums.
BY_HAND = 25


@dataclass
class Row:
    pk: int
    name: str
    amount: str = "£5"
    url: str = ""

    def __str__(self) -> str:
        return self.name


ROWS = [Row(1, "Warm <homes>"), Row(2, "Street games", url="/games/")]


def drawn(text: str, **context: Any) -> str:
    html = Template("{% load placebook %}" + text).render(Context({"rows": ROWS, **context}))
    return re.sub(r">\s+<", "><", " ".join(html.split()))


def test_a_column_is_a_head_and_a_cell_with_its_label_for_a_phone() -> None:
    assert drawn(
        "{% table one in rows %}Pilots of {{ place }}"
        '{% column "Pilot" head %}{{ one.name }}'
        '{% column "Amount" number short="£" %} {{ one.amount }} {% endtable %}',
        place="Bradford & co",
    ) == (
        '<table class="t stack" role="table">'
        '<caption class="vh">Pilots of Bradford &amp; co</caption>'
        '<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Pilot</th>'
        '<th scope="col" role="columnheader" class="num">Amount</th></tr></thead>'
        '<tbody role="rowgroup"><tr role="row"><th scope="row" role="rowheader">'
        "Warm &lt;homes&gt;</th>"
        '<td role="cell" class="num" data-label="£">£5</td></tr>'
        '<tr role="row"><th scope="row" role="rowheader">Street games</th>'
        '<td role="cell" class="num" data-label="£">£5</td></tr></tbody></table>'
    )


def test_on_a_phone_a_question_is_followed_by_a_colon_alone() -> None:
    shown = drawn('{% table one in rows %}Pilots{% column "As planned?" %}Yes{% endtable %}')
    assert ">As planned?</th>" in shown
    assert 'data-label="As planned">Yes</td>' in shown


def test_columns_and_rows_are_left_out_by_a_condition() -> None:
    text = (
        "{% table one in rows with link=one.url if one.url %}Pilots"
        '{% column "Pilot" head %}{{ one.name }}'
        '{% column "Change" press hidden if may_edit %}{{ link }}{% endtable %}'
    )
    assert "Change" not in drawn(text)
    shown = drawn(text, may_edit=True)
    assert '<th scope="col" role="columnheader" class="noprint"><span class="vh">Change' in shown
    assert '<td role="cell" class="noprint" data-label="Change">/games/</td>' in shown
    assert "Warm" not in shown


def test_a_cell_that_is_only_heard_has_no_label() -> None:
    shown = drawn(
        '{% table one in rows captioned class="few" %}Pilots{% column "Source" %}'
        '<span class="vh">As below</span>{% endtable %}'
    )
    assert '<td role="cell"><span class="vh">As below</span></td>' in shown
    assert "<caption>Pilots</caption>" in shown
    assert '<table class="t stack few"' in shown


def test_rows_stand_below_in_a_foot_and_in_loops() -> None:
    shown = drawn(
        '{% table one in rows %}Pilots{% column "No." head %}{{ forloop.counter }}'
        '{% foot %}<tr role="row"><th scope="row">All</th></tr>{% endtable %}'
    )
    assert '<th scope="row" role="rowheader">2</th>' in shown
    assert '<tfoot role="rowgroup"><tr role="row"><th scope="row">All</th></tr></tfoot>' in shown


def test_a_head_sorts_where_the_page_does() -> None:
    text = (
        "{% table one in rows page=page %}Pilots"
        '{% column "Pilot" head sort="name" %}{{ one }}{% endtable %}'
    )
    page = SimpleNamespace(sort=Sort("name", "name"), descending=False)
    assert 'aria-sort="ascending"><a href="?sort=-name">Pilot</a>' in drawn(text, page=page)
    assert "sort=" not in drawn(text, page=None)


def test_rows_are_chosen_where_many_are_changed_together() -> None:
    text = '{% table one in rows ticks %}Pilots{% column "Pilot" head %}{{ one }}{% endtable %}'
    assert "checkbox" not in drawn(text)
    chosen = drawn(text, together=SimpleNamespace(is_on=True, keys={2}))
    assert chosen.count("checkbox") == 1
    assert "Choose Street games</label>" in chosen
    assert '<span class="vh">Choose</span>' in chosen


def test_columns_that_python_declares_are_drawn_the_same() -> None:
    columns = [
        Column("name", "Pilot", cell=lambda row: row.name, head=True, sort="name"),
        Column("amount", "Amount", cell=lambda row: row.amount, number=True),
        Column("id", "In the file alone", value=lambda row: row.pk),
    ]
    assert drawn('{% table rows columns "Pilots" %}', columns=columns) == drawn(
        '{% table one in rows %}Pilots{% column "Pilot" head %}{{ one.name }}'
        '{% column "Amount" number %}{{ one.amount }}{% endtable %}'
    )


def test_a_column_of_which_nothing_is_known_is_named_below_and_does_not_stand() -> None:
    columns = [
        Column("name", "Pilot", cell=lambda row: row.name, head=True),
        Column("cost", "Cost", cell=lambda row: None),
        Column("url", "Address", cell=lambda row: row.url or None),
        Column("status", "Status", cell=lambda row: status("Not known")),
    ]
    three = [*ROWS, Row(3, "Work", url="/work/")]
    html = drawn('{% table rows columns "Pilots" %}', columns=columns, rows=three)
    assert ">Cost<" not in html
    assert "Not known yet: cost, status." in html
    assert html.count('<span class="nk">Not known</span>') == 1, "the address of one"
    assert ">Cost<" in drawn('{% table rows columns "Pilots" %}', columns=columns)


def test_a_column_that_stands_in_its_order_leads_there() -> None:
    columns = [
        Column("name", "Pilot", cell=lambda row: row.name, head=True, sort="name"),
        Column("changed", "Changed", cell=lambda row: "1 May", sort="changed", in_its_order="New"),
    ]
    by_name = Page(list(ROWS), Sort("name", "name"), descending=False)
    html = drawn('{% table rows columns "Pilots" %}', columns=columns, rows=by_name)
    assert "1 May" not in html
    assert '<a href="?sort=-changed">New</a>' in html
    newest = Page(list(ROWS), Sort("changed", "name"), descending=True)
    html = drawn('{% table rows columns "Pilots" %}', columns=columns, rows=newest)
    assert html.count("1 May") == 2


@pytest.mark.parametrize(
    "text",
    [
        "{% table rows columns %}",
        '{% table one in rows wide %}{% column "A" %}{% endtable %}',
        '{% table one in rows %}{% column "A" tall %}{% endtable %}',
    ],
)
def test_a_word_that_it_does_not_know_is_said(text: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        drawn(text)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_template_is_right(path: Path) -> None:
    get_template(str(path.relative_to(ROOT)))


def test_a_line_of_a_template_can_be_read() -> None:
    """Those of texts apart, of which each line is one of the text."""
    long = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in TEMPLATES
        if path.suffix == ".html"
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if len(line) > LONGEST
    ]
    assert long == []


def test_few_tables_are_drawn_by_hand() -> None:
    assert sum(path.read_text().count("<table") for path in TEMPLATES) <= BY_HAND


def test_what_a_template_wraps_is_sent_with_its_space() -> None:
    wrapped = '<p>Ask\n   somebody</p>\n\n  <p>{% if a %}\n <a\n  href="/">Go</a>{% endif %}</p>\n'
    assert collapsed(wrapped) == (
        '<p>Ask somebody</p>\n<p>{% if a %} <a href="/">Go</a>{% endif %}</p> '
    )
