"""Plain inputs, drawn in Python with the markup of Django's own widget templates.

Those templates include two others for each option of a list: a filter panel with four lists
spends more time in them than the rest of its page in all its templates.

Beside them: how a form is laid out, in sections, with what folds away until it is needed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, is_dataclass
from typing import TYPE_CHECKING, Any

from django.utils.formats import localize
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

Widget = Mapping[str, Any]
_TO_ESCAPE = re.compile(r"""[<>&"']""")


def attributes(attrs: Mapping[str, Any]) -> str:
    """`` id="x" checked``: True stands alone, False is left out."""
    return "".join(
        [
            f" {escaped(name)}" if value is True else f' {escaped(name)}="{_plain(value)}"'
            for name, value in attrs.items()
            if value is not False
        ]
    )


def escaped(text: Any) -> str:
    """As ``conditional_escape``, of which most that is drawn has no need: a panel of filters asks
    it of hundreds of choices, nearly all of them plain words."""
    is_plain = type(text) is str and not _TO_ESCAPE.search(text)
    return text if is_plain else conditional_escape(text)


def box(widget: Widget) -> str:
    """Any ``<input>``."""
    value = widget["value"]
    attribute = "" if value is None else f' value="{_plain(value)}"'
    kind, name = escaped(widget["type"]), escaped(widget["name"])
    return f'<input type="{kind}" name="{name}"{attribute}{attributes(widget["attrs"])}>'


def ticked(widget: Widget) -> str:
    """One radio or checkbox of several."""
    if not widget.get("wrap_label"):
        return box(widget)
    of = widget["attrs"].get("id")
    named = f' for="{conditional_escape(of)}"' if of else ""
    return f"<label{named}>{box(widget)} {_label(widget)}</label>"


def text_area(widget: Widget) -> str:
    """A box of several lines. The first line end is the browser's, and is not shown."""
    text = conditional_escape(widget["value"]) if widget["value"] else ""
    name = escaped(widget["name"])
    return f'<textarea name="{name}"{attributes(widget["attrs"])}>\n{text}</textarea>'


def select(widget: Widget) -> str:
    """A list to choose from, in groups where its choices are grouped."""
    groups = "".join(
        f'\n  <optgroup label="{escaped(group)}">{_options(options)}\n  </optgroup>'
        if group
        else _options(options)
        for group, options, _ in widget["optgroups"]
    )
    name = escaped(widget["name"])
    return f'<select name="{name}"{attributes(widget["attrs"])}>{groups}\n</select>'


def _options(options: list[Widget]) -> str:
    return "".join(
        [
            f'\n  <option value="{_plain(option["value"])}"{attributes(option["attrs"])}>'
            f"{_label(option)}</option>"
            for option in options
        ]
    )


def _label(widget: Widget) -> str:
    label = widget["label"]
    return escaped(label if type(label) is str else localize(label))


def _plain(value: Any) -> str:
    """A value as it is sent: a number without the commas of its language."""
    return escaped(value if isinstance(value, str) else str(value))


_FOLDER = "django/forms/widgets"
DRAWN: dict[str, Callable[[Widget], str]] = {
    f"{_FOLDER}/{name}.html": draw
    for draw, names in (
        (box, ("input", "text", "hidden", "email", "password", "checkbox")),
        (ticked, ("input_option", "radio_option", "checkbox_option")),
        (text_area, ("textarea",)),
        (select, ("select",)),
    )
    for name in names
}


if TYPE_CHECKING:
    from django.forms import BoundField

    from interface.forms.base import PlainForm


@dataclass(frozen=True)
class Section:
    """Fields that stand under a head of their own: its address in the page, its words, names.

    A name may also be one of the form's ``instead``, which stands among the fields. From the first
    that is ``is_aside`` on, sections stand in a second column where there is room.
    """

    key: str
    title: str
    fields: Sequence[str]
    is_aside: bool = False


@dataclass(frozen=True)
class Text:
    """What stands among the fields and asks for nothing."""

    as_field_group: SafeString
    errors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """Fields that stand together: beneath a ``summary`` they fold, ``revealed`` they stand indented
    until the answer before them asks for them. ``section`` is the one that begins with it;
    ``turns``: the second column does."""

    fields: list[BoundField | Text]
    summary: str = ""
    revealed: bool = False
    section: Section | None = None
    turns: bool = False

    @property
    def is_open(self) -> bool:
        """Whether something was answered there, or has to be put right."""
        return any(field.errors or _is_changed(field) for field in self.fields)


def parts(form: PlainForm) -> list[Part]:
    """What is shown, in the order of the sections, or of the form where it has none.

    A field that no section names comes before them.
    """
    beneath = {name: summary for summary, names in form.folds.items() for name in names}
    first_beside = next((section for section in form.sections if section.is_aside), None)
    drawn: list[Part] = []
    before: tuple[Any, ...] = ()
    for section, name in _in_order(form):
        stands = (section, beneath.get(name, ""), name in form.revealed)
        if stands != before:
            begins = section if not before or section is not before[0] else None
            turns = begins is not None and begins is first_beside
            drawn.append(Part([], *stands[1:], begins, turns))
        before = stands
        drawn[-1].fields.append(form[name] if name in form.fields else _text(form.instead[name]))
    return drawn


def _in_order(form: PlainForm) -> Iterator[tuple[Section | None, str]]:
    """The names of what is shown, each with its section."""
    named = {name for section in form.sections for name in section.fields}
    shown = {field.name for field in form.visible_fields()}
    yield from ((None, name) for name in form.fields if name in shown - named)
    for section in form.sections:
        there = (name for name in section.fields if name in shown or name in form.instead)
        yield from ((section, name) for name in there)


def _text(text: str) -> Text:
    return Text(text if isinstance(text, SafeString) else format_html("<p>{}</p>", text))


def _is_changed(field: BoundField | Text) -> bool:
    """Whether somebody answered it: where its answer is ``carried``, whether they gave another."""
    if isinstance(field, Text):
        return False
    form: Any = field.form
    if field.name not in form.carried:
        return form.answers_open and _is_answered(field)
    return bool(form.is_bound and field.name in form.changed_data)


def _is_answered(field: BoundField) -> bool:
    """Whether it says more than what each such form opens with.

    A date and a record come as several boxes, kept together.
    """
    value = field.value()
    if value is None or value == field.field.initial:
        return False
    if is_dataclass(value) and not isinstance(value, type):
        return any(astuple(value))
    return bool(value)
