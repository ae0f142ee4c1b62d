"""What people type is kept whole: limits are told by the server, and nothing is cut on the way."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django import forms as django_forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import get_resolver

from collaboration.models import Comment
from interface import forms
from registry.import_readers import Email, Known, Unread
from reorganise.forms import MOST_PLACES, PlacesField
from tests import asked_for, builders
from tests.barriers.data_request.test_data_requests import edit
from tests.builders import Cast
from tests.pilots.forms import text_of

TEMPLATES = sorted((Path(settings.BASE_DIR) / "templates").rglob("*.html"))
SEARCH = re.compile(r"<input\b[^>]*type=\"search\"[^>]*>", re.DOTALL)


def test_no_template_lets_the_browser_cut_what_is_typed() -> None:
    """A word to search for is no text of anybody's."""
    cutting = [
        path.name for path in TEMPLATES if "maxlength" in SEARCH.sub("", path.read_text("utf-8"))
    ]
    assert cutting == []


def _forms(kind: Any) -> set[Any]:
    below = {one for each in kind.__subclasses__() for one in _forms(each)}
    return {kind, *below}


def test_every_form_with_a_box_for_prose_is_one_of_ours_which_cut_nothing() -> None:
    assert get_resolver().url_patterns, "the views bring their forms with them"
    prose = {
        form
        for form in _forms(django_forms.BaseForm)
        if form.__module__.partition(".")[0] not in ("tests", "django", "allauth", "django_filters")
        and any(
            isinstance(field.widget, django_forms.Textarea)
            for field in getattr(form, "base_fields", {}).values()
        )
    }
    assert len(prose) > 100
    assert [form for form in prose if not issubclass(form, forms.PlainForm)] == []


def test_a_little_box_says_how_much_it_takes_before_anything_is_typed() -> None:
    class Reason(forms.Form):
        why = django_forms.CharField(
            max_length=1_000, widget=django_forms.Textarea, help_text="Others & you read it"
        )
        much = django_forms.CharField(max_length=5_000, widget=django_forms.Textarea)

    html = Reason().as_div()
    assert "Others &amp; you read it. At most 1,000 characters" in html
    assert 'aria-describedby="id_why-hint"' in html
    assert "5,000" not in html


@pytest.mark.django_db
def test_a_comment_that_is_too_long_comes_back_whole(client: Client, cast: Cast) -> None:
    pilot = builders.pilot(cast.bradford, "Warm homes")
    client.force_login(cast.bradford_officer)
    page = client.get(f"/comments/pilot/{pilot.pk}/").content.decode()
    assert "maxlength" not in page.partition("<main")[2]
    text = "Word " * 2_000 + "end"
    sent = client.post(f"/comments/pilot/{pilot.pk}/", {"text": text})
    assert "It has 10,003" in text_of(sent)
    assert text in sent.content.decode()
    assert not Comment.objects.exists()


@pytest.mark.django_db
def test_a_longer_list_of_places_than_is_taken_is_refused_not_shortened() -> None:
    with pytest.raises(ValidationError, match=f"there are {MOST_PLACES + 1} lines"):
        PlacesField().clean("\n".join(f"Place {number}" for number in range(MOST_PLACES + 1)))


def test_an_address_longer_than_any_is_left_unread_not_shortened() -> None:
    long = f"{'a' * 60}@{'.'.join(['b' * 60] * 4)}.uk"
    with pytest.raises(Unread, match="longer than an email address can be"):
        Email().read(long, Known())


@pytest.mark.django_db
def test_a_line_too_long_for_one_body_is_refused_not_shortened(cast: Cast) -> None:
    request = asked_for.data_request(cast.bradford, visibility="place")
    sent = edit(cast.bradford_editor, request, described=f"Two schools\n{'x' * 201}")
    assert "Shorten each line to 200 characters or fewer. One has 201" in text_of(sent)
    assert "x" * 201 in sent.content.decode()
