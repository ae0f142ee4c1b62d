"""Impacts that working in partnership can have: findings and case studies are found by them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.forms import MultipleChoiceField

from interface import forms
from interface.columns import Column
from interface.words import capitalised_choices, list_words


class Impact(models.TextChoices):
    """The eight possible ones that City-REDI names (What is Place-Based Partnership Working)."""

    DECISIONS = "decisions", "inclusive decision making"
    RESOURCES = "resources", "resource sharing"
    PLANNING = "planning", "strategic planning"
    INNOVATION = "innovation", "innovation"
    ENGAGEMENT = "engagement", "community engagement"
    INCLUSION = "inclusion", "social inclusion"
    PREPAREDNESS = "preparedness", "emergency preparedness"
    RECOVERY = "recovery", "crisis recovery"


CHOICES = capitalised_choices(Impact.choices)
MEANING = "Of the eight that City-REDI names; empty where nobody has said"


def impacts_column() -> Any:
    """The column of a record that is about some of them."""
    return ArrayField(
        models.CharField(max_length=12, choices=Impact),
        verbose_name="possible impacts that it is about",
        help_text=MEANING,
        default=list,
        blank=True,
        db_default=[],
    )


def impacts_field() -> MultipleChoiceField:
    """The question on a form."""
    return MultipleChoiceField(
        label="Which impacts of working in partnership is it about?",
        choices=CHOICES,
        required=False,
        widget=forms.Checkboxes(),
        help_text="Tick what it says something about, also where nothing changed",
    )


def impact_words(impacts: Iterable[str]) -> str:
    """Impacts as words: "innovation and social inclusion"; nothing where none is said."""
    return list_words(Impact(one).label for one in impacts)


def impacts_in_file() -> Column:
    """The column of a programme's file."""
    return Column(
        "impacts",
        "Which possible impacts of working in partnership it is about",
        value=lambda row: "; ".join(Impact(one).label for one in row.impacts),
        values="; ".join(Impact.labels),
        blank="none is said",
    )
