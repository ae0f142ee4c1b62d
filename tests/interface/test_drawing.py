"""Inputs drawn in Python are those that Django's own templates make."""

import re

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates

from interface.forms.base import Renderer

CHOICES = [("", 'Any <b> & "all"'), (1, "One"), (2000, 3000), ("Group <", [("x", "Inside")])]
WIDGETS = [
    (forms.Select(choices=CHOICES), "1"),
    (forms.Select(choices=CHOICES), "x"),
    (forms.Select(choices=CHOICES), None),
    (forms.SelectMultiple(choices=CHOICES), ["1", "x"]),
    (forms.TextInput({"class": "in", "data-on": True, "off": False, "n": 1234}), 'a "<b>" & c'),
    (forms.TextInput(), None),
    (forms.TextInput(), 5000),
    (forms.HiddenInput(), 0),
    (forms.EmailInput(), "a@example.org"),
    (forms.PasswordInput(), "secret"),
    (forms.CheckboxInput(), True),
    (forms.CheckboxInput(), False),
    (forms.Textarea(), "one <b>\ntwo"),
    (forms.Textarea(), None),
    (forms.RadioSelect(choices=CHOICES[:3]), "1"),
    (forms.CheckboxSelectMultiple(choices=CHOICES[:3]), ["1", "2000"]),
]


@pytest.mark.parametrize(("widget", "value"), WIDGETS)
@pytest.mark.parametrize("attrs", [{}, {"id": "id_<x>", "aria-describedby": "hint"}])
def test_an_input_is_drawn_as_djangos_template_draws_it(widget, value, attrs):
    ours = widget.render("na<me", value, attrs, Renderer())
    theirs = widget.render("na<me", value, attrs, DjangoTemplates())
    assert _lines(ours) == _lines(theirs)


def _lines(html: str) -> str:
    """The markup without blank lines between its elements."""
    return re.sub(r">\s+<", "><", html.strip())
