"""Recommended steps are added, changed and ended by administrators."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from barriers.models import Practice
from barriers.practice.actions import add_step
from barriers.practice.context import for_logging
from tests import builders, practised
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db
ADD = "/practice/steps/add/"


def send(who: Any, url: str, **typed: Any) -> Any:
    client = signed_in(who)
    return client.post(url, filled(client, url, **typed), follow=True)


def library() -> str:
    return text_of(Client().get(reverse("practice_library")))


def test_an_administrator_adds_a_step_after_those_of_the_guidance(cast: Cast) -> None:
    kind = builders.category()
    practised.practice("4a")
    typed = {"category": kind.key, "step": "Ring the other side first", "owner": "both"}
    named = {"source_title": "A published paper", "because": "It is quicker"}
    assert signed_in(cast.administrator).get(ADD).context["form"]["because"].value() == ""
    said = send(cast.administrator, ADD, **typed, **named)
    step = Practice.objects.get(step="Ring the other side first")
    assert (step.code, step.category) == (f"{kind.number}k", kind)
    assert (str(step.source), step.created_by) == ("A published paper", cast.administrator)
    assert said.redirect_chain[-1][0] == step.get_absolute_url()
    assert "It is quicker" in text_of(said)
    assert "Ring the other side first" in library()
    send(cast.administrator, ADD, **{**typed, "step": "Then write"})
    assert Practice.objects.get(step="Then write").code == f"{kind.number}l"
    for other in (cast.bradford_editor, cast.pfpp_lead):
        assert signed_in(other).get(ADD).status_code == 403


def test_a_step_that_ended_keeps_its_page_and_leaves_the_library(cast: Cast) -> None:
    step = practised.practice("4a")
    guidance = practised.guidance("Sharing well")
    guidance.links.create(category=step.category, practice=step)
    edit = reverse("practice_edit", args=[step.code])
    day = {"ended_on_day": "1", "ended_on_month": "2", "ended_on_year": "2026"}
    said = send(cast.administrator, edit, step="Collect what is in the way", **day)
    assert "No longer recommended since 1 February 2026." in text_of(said)
    step.refresh_from_db()
    assert step.ended_on == dt.date(2026, 2, 1)
    assert "Collect what is in the way" not in library()
    assert all(step not in one.steps for one in for_logging([step.category], cast.administrator))
    kind = text_of(Client().get(reverse("practice_kind", args=[step.category.key])))
    assert "Collect what is in the way" not in kind
    # Guidance that serves it goes on doing so, other guidance is not offered it
    form = signed_in(cast.administrator).get(reverse("guidance_edit", args=[guidance.pk]))
    assert step in form.context["form"].fields["steps"].queryset
    form = signed_in(cast.administrator).get(reverse("guidance_add"))
    assert step not in form.context["form"].fields["steps"].queryset
    told = text_of(Client().get(reverse("practice_history", args=[step.code])))
    assert "the record was made" in told
    again = send(cast.administrator, edit, **dict.fromkeys(day, ""))
    assert "No longer recommended" not in text_of(again)
    assert "Collect what is in the way" in library()


def test_a_step_ends_on_no_day_to_come(cast: Cast) -> None:
    step = practised.practice("4a")
    said = send(
        cast.administrator,
        reverse("practice_edit", args=[step.code]),
        ended_on_day="1",
        ended_on_month="5",
        ended_on_year="2099",
    )
    assert "Enter today or an earlier day" in text_of(said)


def test_no_kind_has_more_steps_than_letters(cast: Cast) -> None:
    kind = builders.category()
    for letter in "klmnopqrstuvwxyz":
        practised.practice(f"{kind.number}{letter}", kind)
    with pytest.raises(ValidationError, match="has no letter left for another step"):
        add_step(by=cast.administrator, step=Practice(category=kind, step="One more", owner="both"))
