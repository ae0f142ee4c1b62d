"""What is typed into a box for one line is one line; addresses are those that email reaches."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms as django_forms
from django.http import QueryDict
from django.test import Client

from interface import forms
from interface.forms.emails import MESSAGE
from interface.words import in_lines, one_line

CANNOT = (
    "a@aء.com",
    f"a@{'ä' * 60}.com",
    "a@1א.com",
    f"{'a' * 65}@example.org",
    f"a@{'.'.join(['a' * 63] * 4)}.org",
)


class Said(forms.Form):
    title = django_forms.CharField()
    site = django_forms.URLField(required=False, assume_scheme="https")
    words = django_forms.CharField(widget=django_forms.Textarea, required=False)
    secret = django_forms.CharField(widget=django_forms.PasswordInput, required=False, strip=False)
    email = django_forms.EmailField(required=False)


def sent(**typed: str) -> Said:
    data = QueryDict(mutable=True)
    data.update({"title": "Warm homes", **typed})
    return Said(data)


@pytest.mark.parametrize(
    "end", ["\n", "\r", "\r\n", "\t", "\x0b", "\x1b", "\x7f", "\x85", "\u2028\u2029"]
)
def test_a_box_for_one_line_gives_one_line(end: str) -> None:
    form = sent(title=f"Warm{end}homes")
    assert form.is_valid()
    assert form.cleaned_data["title"] == "Warm homes"
    assert 'value="Warm homes"' in str(form["title"])


def test_text_of_several_lines_keeps_lines_and_tabs_alone() -> None:
    form = sent(words="One\r\ntwo\rthree\u2028four\tfive\x1b\x9bsix")
    assert form.is_valid()
    assert form.cleaned_data["words"] == "One\ntwo\nthree\nfour\tfive six"


def test_a_password_is_taken_as_it_is() -> None:
    form = sent(secret="a\tb")
    assert form.is_valid()
    assert form.cleaned_data["secret"] == "a\tb"


def test_a_box_with_nothing_but_ends_of_lines_is_empty() -> None:
    assert not sent(title="\r\n\u2028").is_valid()


@pytest.mark.parametrize("address", CANNOT)
def test_an_address_that_no_email_reaches_is_refused_and_kept(address: str) -> None:
    form = sent(email=address)
    assert form.errors == {"email": [MESSAGE]}
    assert address in str(form["email"])


@pytest.mark.parametrize("address", ["a@b@c.org", "ada", f"{'a' * 65}@b@c.org"])
def test_a_mistake_in_an_address_gets_one_message(address: str) -> None:
    assert len(sent(email=address).errors["email"]) == 1


@pytest.mark.parametrize(
    "address", ["ada@example.org", "o'neil+x@sub.example.co.uk", "a@bücher.example", "a@пример.рф"]
)
def test_an_address_that_email_reaches_is_taken(address: str) -> None:
    assert sent(email=address).is_valid()


def test_words_without_control_characters_stay_as_they_are() -> None:
    for text in ("", "Zażółć gęślą jaźń – “£1,200” 👩‍🚀", "two  spaces"):
        assert one_line(text) == in_lines(text) == text


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        *("/places/?q={}", "/pilots/?q={}", "/barriers/?q={}", "/search/?q={}", "/sources/?q={}"),
        *("/funding/flows/?q={}", "/barriers/?place={}", "/places/?on={}", "/pilots/?topic={}"),
    ],
)
def test_filters_bear_control_characters(client: Client, cast: Any, address: str) -> None:
    for text in ("brad%0Dford", "%0D%0A", "brad%09%C2%85%E2%80%A8ford", "%1B", "%00"):
        assert client.get(address.format(text)).status_code == 200
