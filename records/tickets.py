"""The ticket of a small form, such as a reason: ``{% load tickets %}<form …>{% ticket %}``.

It says whose what is typed there is, so that it is shown and kept where the page refuses it, under
the labels of the forms that the page shows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django import template
from django.forms import BaseForm, BooleanField, ChoiceField, HiddenInput, ModelChoiceField
from django.utils.html import format_html
from django.utils.safestring import SafeString

from interface.page_above import page_above
from records.drafts import SMALL, TOKEN, UNKEPT, Ticket

register = template.Library()
LONGEST = 200
# Of a longer list to choose from the words do not travel with the page
MOST_CHOICES = 20


@register.simple_tag(takes_context=True)
def ticket(context: template.Context, *, kept: bool = True) -> SafeString:
    """The hidden input. ``kept`` is False where what is typed may stand on no server."""
    request = context["request"]
    # What only a button presses is shown again with mistakes, and opens by no link
    path = page_above(request.path)
    path = path if len(path) <= LONGEST else "/"
    made = Ticket.for_form(request.user, SMALL if kept else UNKEPT, path)
    made = replace(made, asked=_asked(context.flatten().values()))
    return format_html('<input type="hidden" name="{}" value="{}">', TOKEN, made)


def _asked(shown: Iterable[Any]) -> dict[str, Any]:
    """How the forms of a page ask, by the names of their inputs; None of what nobody types."""
    asked: dict[str, Any] = {}
    for form in shown:
        if not isinstance(form, BaseForm):
            continue
        for name, field in form.fields.items():
            said = [str(field.label or ""), _choices(field)]
            is_hidden = isinstance(field.widget, HiddenInput)
            asked.setdefault(form.add_prefix(name), None if is_hidden else said)
    return asked


def _choices(field: Any) -> dict[str, str]:
    """Its choices with their words, where it has a few."""
    if isinstance(field, BooleanField):
        return {"on": "Yes"}
    if not isinstance(field, ChoiceField) or isinstance(field, ModelChoiceField):
        return {}
    offered: Any = field.choices
    choices = {str(value): str(words) for value, words in offered if value != ""}
    return choices if len(choices) <= MOST_CHOICES else {}
