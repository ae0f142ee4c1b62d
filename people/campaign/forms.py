"""Campaigns of communications, and the filters of their list."""

from __future__ import annotations

from typing import Any

from interface import forms
from interface.filters import FilterSet, Words
from partnerships.models import Programme
from partnerships.organisation.fields import (
    long_text,
    offer_programmes,
    organisation_field,
    show_records,
)
from partnerships.organisation.forms import body_filter
from partnerships.place.examples import LeavesOutExamples
from partnerships.programme.filters import programme_filter
from people.models import Campaign
from records.conflicts import Versioned
from records.periods import OfAPeriod, end_field, start_field
from records.source_fields import NamesSource


class CampaignForm(OfAPeriod, NamesSource, Versioned, forms.ModelForm):
    """Who runs it, for whom, by which channels and when; afterwards what came of it."""

    question_led = True
    everyone_reads = True

    organisation = organisation_field("Which organisation runs it?")
    message = long_text("What does it say?", rows=3, required=False)
    start = start_field("When does it start?", help_text="Leave it empty if you don’t know")
    end = end_field("When does it end?")
    outcome = long_text(
        "What came of it?",
        rows=3,
        required=False,
        help_text="Afterwards: whom it reached, and what they did then. Say how you know",
    )

    class Meta:
        model = Campaign
        fields = (
            *("title", "organisation", "programme", "audience", "channels", "message"),
            *("start", "end", "outcome"),
        )
        labels = {
            "title": "What is it called?",
            "programme": "Is it for a programme?",
            "audience": "Who is it for?",
            "channels": "Which channels does it use?",
        }
        help_texts = {
            "audience": "For example, policy teams in four departments",
            "channels": "For example, staff newsletters, talks, the intranet",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        offer_programmes(fields["programme"], Programme.objects.all())
        fields["programme"].empty_label = "No, or not known"
        show_records(self, "organisation")


class CampaignFilter(LeavesOutExamples, FilterSet):
    """Campaigns by words, by who runs them and by programme."""

    q = Words("Words", by="found_by", help_text="In the title, the audience or the message")
    body = body_filter("Run by", field_name="organisation")
    programme = programme_filter()
