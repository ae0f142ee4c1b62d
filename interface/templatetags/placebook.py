"""Filters and tags of every page: ``{% load placebook %}``. See docs/interface.md."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.template.defaultfilters import stringfilter
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from interface import cells, made_up, querystring, tables, words
from interface import nothing as empty
from interface.articles import with_article
from interface.context import OTHERS, address_of
from interface.forms.messages import Mistake, mistakes

register = template.Library()

NOT_KNOWN = cells.NOT_KNOWN
register.filter(cells.not_known)
register.filter(words.day_words)
register.filter(words.flowing)
register.filter("ended_once", stringfilter(words.ended_once), is_safe=True)
register.filter(words.last_day)
register.filter(words.shortened)


@register.filter
def date_words(value: date | datetime | None) -> str:
    """31 March 2023; a moment as 31 March 2023, 2:10pm; None as "Not known"."""
    return cells.NOT_KNOWN if value in (None, "") else words.date_words(value)


@register.filter
def with_precision(value: date | None, precision: str) -> str:
    """A date as exact as it is known: ``{{ start|with_precision:start_precision }}``."""
    return cells.NOT_KNOWN if value in (None, "") else words.with_precision(value, precision)


@register.filter
def pounds(value: Any) -> str:
    """£350,000; £5 million; None as "Not known"."""
    return cells.NOT_KNOWN if value in (None, "") else words.pounds(value)


@register.filter
def number(value: Any) -> str:
    """1,234.5; None as "Not known"."""
    return cells.NOT_KNOWN if value in (None, "") else words.number(value)


@register.filter
def figure_words(figure: Any) -> SafeString:
    """A Figure or a quantity in one line, as the cell of a table shows it."""
    if figure is None:
        return cells.NOT_KNOWN
    return format_html("{}" if figure.known else '<span class="nk">{}</span>', str(figure))


@register.filter
def count_words(count: int | None, noun: str) -> str:
    """``{{ n|count_words:"pilot" }}``: 1 pilot, 3 pilots. Odd plurals: "person,people"."""
    if count is None:
        return cells.NOT_KNOWN
    return words.count_words(count, noun)


@register.filter
def list_words(items: Iterable[Any], joint: str = "and") -> str:
    """A list as a sentence says it: a, b and c."""
    return words.list_words(list(items), joint)


@register.filter
def unfilled(facts: Iterable[dict[str, Any]]) -> list[str]:
    """The labels of what the facts of a record leave unknown."""
    return [
        str(one["label"])
        for one in facts
        if cells.not_known(one["value"]) is cells.NOT_KNOWN and not one.get("change")
    ]


register.filter(with_article)


@register.simple_tag(takes_context=True)
def example_told(context: template.Context) -> str:
    """What the strip above a page says that shows made-up rows; empty above all others."""
    return made_up.sentence(context.flatten())


@register.filter
def made_up_mark(row: Any) -> SafeString | str:
    """What stands beside a row of a list that is made up."""
    return cells.small(made_up.ROW_SAYS) if made_up.is_marked(row) else ""


register.simple_tag(cells.status)
register.tag("table", tables.table)
register.simple_tag(takes_context=True)(tables.sort_head)
register.simple_tag(cells.cell)
register.simple_tag(cells.visibility)


@register.inclusion_tag("components/nothing.html", takes_context=True)
def nothing(
    context: template.Context,
    chosen: Any,
    text: str,
    hint: str = "",
    elsewhere: Iterable[Any] = (),
) -> dict[str, Any]:
    """Where filters leave nothing: which of them hides what there is, and what is known.

    ``{% nothing filter "No pilot that you can see matches." %}``; None for a list without filters.
    Where nothing else leads on, the page above does.
    """
    found = empty.nothing(chosen, text, hint, elsewhere)
    return {"found": found, "above": () if found.leads_on else _page_above(context)}


def _page_above(context: template.Context) -> tuple[str, str]:
    """The name and the address of the page above in the trail; without one, of all pages."""
    trail = context.get("breadcrumbs") or ()
    above = [(label, url) for label, url in trail if url]
    return above[-1] if above else ("All pages", address_of("all_parts", OTHERS["all_parts"]))


@register.inclusion_tag("components/errors.html")
def error_summary(*forms: Any) -> dict[str, list[Mistake] | bool]:
    """What is to be put right, over all the forms given, each linked to its input.

    Takes forms, formsets and lists of forms. Renders nothing when all is well.
    """
    fields = [field for form in forms for field in getattr(form, "fields", {}).values()]
    forgets = any(
        getattr(field.widget, "input_type", "") in ("password", "file") for field in fields
    )
    return {"mistakes": mistakes(*forms), "forgets": forgets}


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes: Any) -> str:
    """This address's parameters with some replaced: ``href="{% query format='csv' %}"``.

    Filters and sort stay; the place in the list is dropped unless it is given.
    """
    request = context.get("request")
    return querystring.replaced(request.GET if request else {}, **changes)


@register.simple_tag(takes_context=True)
def block_text(context: template.Context, name: str) -> str:
    """The text of a block once more, so that the print header can repeat the title."""
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block(name) if blocks else None
    return block.nodelist.render(context) if block else ""


@register.filter
def shade(count: int | None) -> str:
    """The shade class of a heat map's number: k1 to k4, empty for none."""
    from interface.charts.heat import shade as shade_of

    return shade_of(count)


@register.filter
def lines(text: str) -> SafeString:
    """Typed text as paragraphs: a blank line parts them, a single one breaks."""
    parts = [part for part in str(text or "").replace("\r\n", "\n").split("\n\n") if part.strip()]
    made = (conditional_escape(part.strip()).replace("\n", "<br>") for part in parts)
    return mark_safe("".join(f"<p>{part}</p>" for part in made))  # noqa: S308 - escaped above
