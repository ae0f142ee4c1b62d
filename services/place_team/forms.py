"""A post of the team of a place."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.forms import CharField, DecimalField

from interface import forms
from interface.filters import FilterSet, Ticked
from partnerships.organisation.fields import organisation_field, show_records
from records.conflicts import Versioned
from records.periods import OfAPeriod, end_field, start_field
from records.source_fields import NamesSource
from services.models import TeamPost

LATEST = 2100


class EditPost(NamesSource, OfAPeriod, Versioned, forms.ModelForm):
    """What the post is, whose it is and how much of it there is."""

    question_led, everyone_reads = True, True

    title = CharField(
        label="What is the post?",
        max_length=200,
        help_text="A job title, never a person’s name. For example, place director",
    )
    employer = organisation_field("Who employs it?", required=False)
    fte = DecimalField(
        label="How much of it is for this place, in full-time equivalents?",
        min_value=Decimal("0.01"),
        max_digits=5,
        decimal_places=2,
        required=False,
        help_text="1 is full time, 0.4 is two days a week. Leave it empty if it is not known",
    )
    lent_by = organisation_field(
        "If the time is lent, who lends it?",
        required=False,
        help_text="Leave it empty for a post of the team’s own. Start to type its name",
    )
    start = start_field("Since when?", latest=LATEST)
    end = end_field("Until when?", latest=LATEST)

    class Meta:
        model = TeamPost
        fields = ("title", "employer", "fte", "lent_by", "start", "end")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        show_records(self, "employer", "lent_by")


class PostFilter(FilterSet):
    """Which posts of a team."""

    lent = Ticked("Lent by a body", by="lent")
