"""Tables of templates: a column says its label, its cell and how it stands, once.

    {% table one in paid_in %}What each organisation pays in
    {% column "Organisation" head %}{{ one.organisation }}
    {% column "Agreed" number %}{{ one.agreed }}
    {% column "Change" press if may_edit %}<a href="…">Change</a>
    {% endtable %}

``{% table one in rows if one.differs %}`` leaves rows out, ``{% table one in rows with
pool=one.pool %}`` names something of each; ``{% foot %}`` before the end holds rows below all
others. What stands before the first column is the caption; it is heard, and seen where the table is
``captioned``. One that is ``narrow`` stays a table on a phone, where others become lists. A column
is a ``head`` of its rows, a ``number`` (to the right) or is there to ``press`` (and not printed);
``if`` leaves it out, ``short="…"`` is its label on a phone, ``hidden`` one that is heard alone,
``class=…`` a class of its cells; ``sort="name"`` is the order that its head turns, of the table's
``page``. Where columns are declared in Python, as a list's are, ``{% table rows columns caption
%}`` draws those.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.template import Context, Node, NodeList, TemplateSyntaxError
from django.template.base import FilterExpression, Parser, Token, token_kwargs
from django.template.defaulttags import ForNode, TemplateIfParser, WithNode
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from interface import querystring
from interface.cells import NOT_KNOWN, cell, small, status
from interface.made_up import ROW_SAYS, is_marked
from interface.paging import Page

WORDS = {"head", "number", "press", "hidden"}
CHOOSE = mark_safe('<th scope="col" role="columnheader"><span class="vh">Choose</span></th>')
# A cell that nobody sees wants no label on a phone
HEARD = '<span class="vh">'
HEARD_ALONE = re.compile(r'<span class="vh">[^<]*</span>')
# From so many rows on, a column of which none says anything is left out
SEVERAL = 3
NOTHING = (NOT_KNOWN, status("Not known"))
# The class that a column of a kind gives to its cells
CLASSES = {"number": "num", "press": "noprint"}


def before_colon(heading: str) -> str:
    """A heading as it stands before its cell on a phone, where a colon follows it."""
    return heading.rstrip("?")


def sort_head(
    context: Context, page: Any, name: str, label: str, *, numbers: bool = False
) -> SafeString:
    """A table head that sorts: ``{% sort_head page "name" "Place" %}``.

    ``page`` is a page of ``interface.paging``; a second press turns the order.
    """
    active = page.sort.name == name
    turned = active and not page.descending
    request = context.get("request")
    given = request.GET if request else {}
    shown = {
        "label": label,
        "numbers": numbers,
        "order": ("descending" if page.descending else "ascending") if active else "",
        "url": querystring.replaced(given, sort=f"-{name}" if turned else name),
    }
    return render_to_string("components/th.html", shown)


@dataclass(eq=False)
class Drawn:
    """A column of a template; each part is evaluated where the table stands."""

    label: FilterExpression
    cell: NodeList
    words: frozenset[str]
    options: dict[str, FilterExpression]
    condition: Any

    def stands(self, context: Context) -> bool:
        """Whether the column is there for this reader."""
        return self.condition is None or bool(self.condition.eval(context))

    def option(self, name: str, context: Context) -> Any:
        """What an option says; empty without it."""
        return self.options[name].resolve(context) if name in self.options else ""

    def heading(self, context: Context) -> SafeString:
        """Its head."""
        label = conditional_escape(self.label.resolve(context))
        if (sort := self.option("sort", context)) and (page := context["table_page"]):
            return sort_head(context, page, sort, label, numbers="number" in self.words)
        if "hidden" in self.words:
            label = format_html('<span class="vh">{}</span>', label)
        return format_html('<th scope="col" role="columnheader"{}>{}</th>', self.classes(), label)

    def classes(self, own: str = "") -> SafeString:
        """The ``class`` of its head, or of a cell with a class of its ``own``, as an attribute."""
        names = [*(name for word, name in CLASSES.items() if word in self.words), own]
        text = " ".join(filter(None, names))
        return format_html(' class="{}"', text) if text else SafeString()

    def label_for_phones(self, context: Context) -> SafeString:
        """What stands beside each of its cells where a row is a list; the same for all rows."""
        if "head" in self.words:
            return SafeString()
        label = self.option("short", context) or self.label.resolve(context)
        return format_html(' data-label="{}"', before_colon(str(label)))

    def drawn(self, context: Context, label: str) -> str:
        """Its cell in the row at hand."""
        cell = self.cell.render(context).strip()
        own = self.classes(self.option("class", context)) if "class" in self.options else None
        classes = self.class_of_cells if own is None else own
        if "head" in self.words:
            return f'<th scope="row" role="rowheader"{classes}>{cell}</th>'
        if cell.startswith(HEARD) and HEARD_ALONE.fullmatch(cell):
            label = ""
        return f'<td role="cell"{classes}{label}>{cell}</td>'

    @cached_property
    def class_of_cells(self) -> SafeString:
        """That of its cells where it does not depend on the row."""
        return self.classes()


class Row(Node):
    """One row: the cells of the columns that stand, unless it is left out."""

    def __init__(self, name: str, condition: Any) -> None:
        self.name, self.condition = name, condition

    def render(self, context: Context) -> SafeString:
        if self.condition is not None and not self.condition.eval(context):
            return SafeString()
        box = tick(context, context[self.name]) if context["table_ticks"] else ""
        cells = box + "".join(
            column.drawn(context, label) for column, label in context["table_columns"].items()
        )
        return mark_safe(f'<tr role="row">{cells}</tr>\n')  # noqa: S308 - drawn cells


class Table(Node):
    """A table whose columns the template declares."""

    def __init__(
        self, rows: ForNode, columns: list[Drawn], around: tuple[NodeList, NodeList], options: Any
    ) -> None:
        self.rows, self.columns, self.options = rows, columns, options
        self.caption, self.foot = around

    def render(self, context: Context) -> SafeString:
        stand = {
            column: column.label_for_phones(context)
            for column in self.columns
            if column.stands(context)
        }
        own = self.options["class"].resolve(context) if "class" in self.options else ""
        page = self.options["page"].resolve(context) if "page" in self.options else None
        ticks = "ticks" in self.options and can_be_chosen(context)
        with context.push(table_columns=stand, table_page=page, table_ticks=ticks):
            return around(
                mark_safe(self.caption.render(context).strip()),  # noqa: S308 - the template's
                (column.heading(context) for column in stand),
                self.rows.render(context),
                self.drawn_foot(context),
                own=own,
                captioned="captioned" in self.options,
                ticks=ticks,
                narrow="narrow" in self.options,
            )

    def drawn_foot(self, context: Context) -> SafeString:
        """The rows below all others, as the template has them."""
        rows = mark_safe(self.foot.render(context).strip())  # noqa: S308 - the template's
        return format_html('<tfoot role="rowgroup">{}</tfoot>', rows) if rows else rows


def can_be_chosen(context: Context) -> bool:
    """Whether rows of the page are chosen at the moment, to be changed together."""
    return getattr(context.get("together"), "is_on", False)


def around(
    caption: Any,
    heads: Iterable[SafeString],
    rows: str,
    foot: str = "",
    *,
    own: str = "",
    captioned: bool,
    ticks: bool,
    narrow: bool = False,
) -> SafeString:
    """A table of drawn ``rows``; ``own`` is a class of its own."""
    return format_html(
        '<table class="t{}{}" role="table">\n<caption{}>{}</caption>\n'
        '<thead role="rowgroup"><tr role="row">{}{}</tr></thead>\n'
        '<tbody role="rowgroup">{}</tbody>{}\n</table>',
        "" if narrow else " stack",
        f" {own}" if own else "",
        "" if captioned else mark_safe(' class="vh"'),
        caption,
        CHOOSE if ticks else "",
        mark_safe("".join(heads)),  # noqa: S308 - drawn heads
        mark_safe(rows),  # noqa: S308 - drawn rows
        foot,
    )


def tick(context: Context, row: Any) -> str:
    """The box by which a row is chosen."""
    given: Any = context.flatten()
    return render_to_string("components/tick.html", given | {"key": row.pk, "called": row})


class Declared(Node):
    """A table whose columns are declared in Python, as those of a list are.

    A column of which nothing is known in any row is left out and named below, and so is one that
    stands only where the rows are in its order, with the way to that order.
    """

    def __init__(self, rows: Any, columns: Any, caption: Any, words: set[str]) -> None:
        self.rows, self.columns, self.caption, self.words = rows, columns, caption, words

    def render(self, context: Context) -> SafeString:
        rows = self.rows.resolve(context)
        page = rows if isinstance(rows, Page) else None
        rows = list(rows)
        columns = [one for one in self.columns.resolve(context) if getattr(one, "cell", None)]
        asleep = [one for one in columns if one.in_its_order and not _is_in_order_of(page, one)]
        columns = [one for one in columns if one not in asleep]
        cells = {one: [cell(one, row) for row in rows] for one in columns}
        empty = [one for one in columns if self.is_empty(one, cells[one])]
        frames = [self.frame(one) for one in columns if one not in empty]
        ticks = "ticks" in self.words and can_be_chosen(context)
        drawn = (
            self.row(context if ticks else None, row, number, frames, cells)
            for number, row in enumerate(rows)
        )
        return around(
            self.caption.resolve(context),
            (self.heading(context, page, column) for column, _, _ in frames),
            "".join(drawn),
            captioned="captioned" in self.words,
            ticks=ticks,
        ) + self.left_out(context, asleep if page else [], empty)

    @staticmethod
    def is_empty(column: Any, cells: list[Any]) -> bool:
        """Whether nothing is known of it in any of several rows."""
        may_go = not (column.head or column.is_to_press)
        return may_go and len(cells) >= SEVERAL and all(one in NOTHING for one in cells)

    @staticmethod
    def left_out(context: Context, asleep: list[Any], empty: list[Any]) -> SafeString:
        """Which columns do not stand; empty where all do."""
        request = context.get("request")
        orders = format_html_join(
            " ",
            '<a href="{}">{}</a>.',
            (
                (
                    querystring.replaced(request.GET if request else {}, sort=f"-{one.sort}"),
                    one.in_its_order,
                )
                for one in asleep
            ),
        )
        names = ", ".join(one.heading.lower() for one in empty)
        unknown = format_html("Not known yet: {}.", names) if empty else ""
        if not orders and not unknown:
            return SafeString()
        return format_html('\n<p class="small soft">{} {}</p>', unknown, orders)

    @staticmethod
    def classes(column: Any) -> str:
        """The class of its head and cells, as an attribute."""
        name = "num" if column.number else "noprint" if column.is_to_press else ""
        return f' class="{name}"' if name else ""

    def heading(self, context: Context, page: Any, column: Any) -> SafeString:
        """The head of a column; one that sorts the ``page`` leads to that order."""
        if column.sort and page:
            return sort_head(context, page, column.sort, column.heading, numbers=column.number)
        label, classes = conditional_escape(column.heading), self.classes(column)
        return mark_safe(f'<th scope="col" role="columnheader"{classes}>{label}</th>')  # noqa: S308

    def frame(self, column: Any) -> tuple[Any, str, str]:
        """A column, and what stands before and after each of its cells."""
        if column.head:
            return column, '<th scope="row" role="rowheader">', "</th>"
        label = conditional_escape(before_colon(column.heading))
        return column, f'<td role="cell"{self.classes(column)} data-label="{label}">', "</td>"

    @staticmethod
    def row(
        choosing: Context | None,
        row: Any,
        number: int,
        frames: list[tuple[Any, str, str]],
        drawn: dict[Any, list[Any]],
    ) -> str:
        """One row, the ``number`` of those ``drawn``; its head says whether it is made up."""
        cells = [tick(choosing, row)] if choosing else []
        for column, before, after in frames:
            mark = small(ROW_SAYS) if column.head and is_marked(row) else ""
            cells += (before, conditional_escape(drawn[column][number]), mark, after)
        return f'<tr role="row">{"".join(cells)}</tr>\n'


def _is_in_order_of(page: Any, column: Any) -> bool:
    """Whether the rows stand in the order of a column."""
    return page is not None and bool(column.sort) and page.sort.name == column.sort


def table(parser: Parser, token: Token) -> Node:
    """``{% table row in rows %}``, or ``{% table rows columns caption %}``: of a page or a list."""
    _, *bits = token.split_contents()
    if "in" not in bits:
        named, words = bits[:3], set(bits[3:])
        if len(named) < len(("rows", "columns", "caption")) or words - {"captioned", "ticks"}:
            raise TemplateSyntaxError("{% table %} wants rows, columns and a caption.")
        rows, columns, caption = map(parser.compile_filter, named)
        return Declared(rows, columns, caption, words)
    at = bits.index("in")
    names = [name for name in " ".join(bits[:at]).replace(",", " ").split() if name]
    sequence, rest = bits[at + 1], bits[at + 2 :]
    rest, condition = _condition(parser, rest)
    at = rest.index("with") if "with" in rest else len(rest)
    rest, given = rest[:at], token_kwargs(rest[at + 1 :], parser)
    options = dict(_options(parser, rest, {"captioned", "ticks", "narrow"}, {"class", "page"}))
    before = parser.parse(("column",))
    drawn, foot = _columns(parser)
    row: Node = Row(names[0], condition)
    if given:
        row = WithNode(None, None, NodeList([row]), given)
    repeated = ForNode(names, parser.compile_filter(sequence), False, NodeList([row]))
    return Table(repeated, drawn, (before, foot), options)


def _columns(parser: Parser) -> tuple[list[Drawn], NodeList]:
    """Each column up to the end of the table, and the rows of its foot."""
    columns, ends = [], ("column", "foot", "endtable")
    while (token := parser.next_token()).contents not in ("foot", "endtable"):
        _, label, *bits = token.split_contents()
        bits, condition = _condition(parser, bits)
        options = dict(_options(parser, bits, WORDS, {"short", "class", "sort"}))
        words = frozenset(options.keys() & WORDS)
        values = {name: value for name, value in options.items() if value is not None}
        cell = parser.parse(ends)
        columns.append(Drawn(parser.compile_filter(label), cell, words, values, condition))
    foot = NodeList()
    if token.contents == "foot":
        foot = parser.parse(("endtable",))
        parser.delete_first_token()
    return columns, foot


def _condition(parser: Parser, bits: list[str]) -> tuple[list[str], Any]:
    """What stands before an ``if``, and what it asks."""
    if "if" not in bits:
        return bits, None
    at = bits.index("if")
    return bits[:at], TemplateIfParser(parser, bits[at + 1 :]).parse()


def _options(
    parser: Parser, bits: list[str], words: set[str], named: set[str]
) -> Iterator[tuple[str, FilterExpression | None]]:
    for bit in bits:
        name, _, value = bit.partition("=")
        if value and name in named:
            yield name, parser.compile_filter(value)
        elif bit in words:
            yield bit, None
        else:
            raise TemplateSyntaxError(f"{{% table %}} and {{% column %}} know no “{bit}”.")
