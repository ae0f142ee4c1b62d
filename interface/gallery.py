"""The made-up content of the component page: every part in every state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from interface import forms
from interface.cells import Figure
from interface.charts.planned_bar import planned_bar
from interface.cut import Cut
from interface.filters import Chip
from interface.forms.records import Named
from interface.gallery_charts import charts
from interface.nothing import Lead, Nothing, Without
from interface.paging import BoundedCount, Page, Sort

STATUSES = (
    ("On track", "Some problems", "Needs help", "Too early to say", "Live", "Closed", "Stopped"),
    (
        "Needs an owner",
        "Open",
        "Being worked on",
        "Escalated",
        "Resolved",
        "No action possible for now",
        "Closed unresolved",
        "Not known",
    ),
)
LEVELS = (
    ("team", "my team"),
    ("place", "this place"),
    ("programme", "this place and its funder"),
    ("network", "everyone signed in"),
    ("public", "everyone"),
)


@dataclass(frozen=True)
class Amount:
    """Stands for a record's quantity."""

    number: str = "Not known"
    unit_words: str = ""
    qualifier_words: str = ""

    @property
    def known(self) -> bool:
        return self.number != "Not known"

    def __str__(self) -> str:
        return " ".join(p for p in (self.qualifier_words, self.number, self.unit_words) if p)


@dataclass(frozen=True)
class Level:
    """Stands for a level of visibility."""

    value: str
    label: str

    def __str__(self) -> str:
        return self.value


class Fields(forms.Form):
    """Each kind of field, as it opens."""

    short = django_forms.CharField(label="Short text", initial="Good Help Hub")
    hinted = django_forms.CharField(
        label="With a hint", required=False, help_text="Former and short names work too"
    )
    long = django_forms.CharField(
        label="Longer text",
        help_text="Two or three sentences. Please don’t name residents.",
        widget=django_forms.Textarea({"rows": 3}),
    )
    often = django_forms.ChoiceField(
        label="Choice of a few",
        choices=[("month", "Every month"), ("quarter", "Every three months")],
    )
    number = django_forms.DecimalField(label="Number")
    file = django_forms.FileField(
        label="File", required=False, help_text="CSV or spreadsheet, up to 10 MB"
    )
    confidence = django_forms.ChoiceField(
        label="One of these",
        choices=[("on_track", "On track"), ("some", "Some problems")],
        initial="on_track",
        widget=forms.Radios,
    )
    same = django_forms.ChoiceField(
        label="Does this count the same thing as the plan?",
        choices=[("yes", "Yes"), ("no", "No, it is different"), ("unsure", "Not sure")],
        widget=forms.Radios(reveals=["no"], inline=True),
    )
    different = django_forms.CharField(label="What is different?", required=False)
    themes = django_forms.MultipleChoiceField(
        label="Any of these",
        choices=[("housing", "Housing"), ("health", "Health")],
        initial=["housing"],
        widget=forms.Checkboxes(hints={"health": "Body and mind"}),
    )
    agree = django_forms.BooleanField(label="A single box", required=False, widget=forms.Switch)
    on = forms.ReducedDateField(
        label="Date",
        allow_partial=True,
        initial=(date(2023, 3, 1), "month"),
        help_text="Leave the day empty if you only know the month",
    )
    place = forms.RecordField(
        label="Place",
        noun="place",
        suggest="place_suggest",
        initial=Named("Liverpool", "liverpool"),
        help_text="Start to type its name",
    )


class TwoOfAName(forms.RecordField):
    """A name that two records have; this page has no records to look it up in."""

    def clean(self, value: Any) -> Any:
        self.widget.offered = [
            {"value": "newport-shropshire", "label": "Newport", "hint": "Parish, Shropshire"},
            {"value": "newport-wight", "label": "Newport", "hint": "Parish, Isle of Wight"},
        ]
        raise ValidationError("Which place did you mean? Choose one, or type another name")


class Mistaken(forms.Form):
    """The same with mistakes in it."""

    prefix = "bad"
    title = django_forms.CharField(label="Title", max_length=20)
    number = django_forms.DecimalField(label="Actual so far", help_text="Homes")
    confidence = django_forms.ChoiceField(
        label="How confident are you in delivery?",
        help_text="Not shown to the public.",
        choices=[("on_track", "On track"), ("help", "Needs help")],
        widget=forms.Radios,
    )
    on = forms.ReducedDateField(label="Date of the figure")
    place = TwoOfAName(label="Place", noun="place")


def context() -> dict[str, Any]:
    """All that the component page shows."""
    sent = QueryDict(
        "bad-title=A+title+that+goes+on+too+long&bad-number=forty+one"
        "&bad-on_day=31&bad-on_month=2&bad-on_year=2023&bad-place=Newport"
    )
    return {
        "statuses": STATUSES,
        "levels": [Level(value, label) for value, label in LEVELS],
        "fields": Fields(),
        "mistaken": Mistaken(sent),
        "example": True,
        "several": SimpleNamespace(
            url="#table",
            is_on=True,
            sends_to="#table",
            keys={1},
            operations=(SimpleNamespace(key="close", label="Close"),),
            all_words="12 funds",
        ),
        "cut": Cut(("Warm homes",), BoundedCount(6), "#tabs"),
        "nothing_found": Nothing(
            "No pilot that you can see matches.",
            "",
            "#tabs",
            [Without("Topic: Net zero", "#tabs", BoundedCount(3))],
            BoundedCount(13),
            [Lead("What is known about Cornwall", "#tabs")],
        ),
        "apart_filter": {"apart": {"url": "#tabs", "words": "3 made-up examples"}},
        "column_kinds": ("", "rev", "half", "wide2", "rev2"),
        "shades": ("b1", "b2", "b3", "b4", "k1", "k2", "k3", "k4", "k5", "nk-area", "none"),
        "how_soon": ("soon", "later", ""),
        "breadcrumbs": [("Places", "#"), ("North West", "#"), ("Components", "")],
        **_figures(),
        **_lists(),
        **charts(),
    }


def _figures() -> dict[str, Any]:
    guidance = "PfPP guidance"
    enquiring = Figure(
        Amount("550", "people", "more than"),
        "People using the Hub to enquire about services",
        "31 March 2023",
        guidance,
    )
    planned = Figure(
        Amount("100", "people or families"),
        "Work with one hundred of the most complex individuals or families",
    )
    groups = Figure(Amount("2", "groups"), "Reading groups that met", "March 2023")
    unknown = Figure(None, "Referrals to the People Hub", reason="not published", source=guidance)
    return {
        "figures": [
            enquiring,
            unknown,
            Figure(Amount("£7,000 to £15,000"), "Size of each grant"),
        ],
        "pairs": [
            (planned, enquiring, "Not the same measure, so no percentage", True),
            (Figure(Amount("2", "groups"), "Reading groups"), groups, "Same measure", False),
            (planned, unknown, "No actual known yet", False),
            (Figure(None), groups, "No plan known", True),
        ],
        **_parts_of_a_record(),
        "glance": [
            {"label": "Pilots", "value": "3", "url": "#glance", "note": "1 update late"},
            {"label": "Committed", "value": "£3.1 million", "url": "#glance", "lead": "about"},
            {"label": "People reached", "value": None, "note": "not counted yet"},
            {"label": "Reply due", "value": "1 December", "note": "day 13 of 20"},
        ],
        "summary": [
            {"label": "Lead", "value": "Exampleshire County Council", "change": "#summary"},
            {"label": "Rhythm", "value": "Every three months", "change": "#summary"},
            {"label": "Cost", "value": None, "change": "#summary", "verb": "Add"},
        ],
    }


def _parts_of_a_record() -> dict[str, Any]:
    """What the page of a record is made of, beside figures and lists."""
    bar = planned_bar
    return {
        "act": {"url": "#record", "words": "Log progress"},
        "more": [{"url": "#record", "words": "Log a barrier"}],
        "needs": [
            {"title": "Write the autumn update", "url": "#record", "reason": "Due Sunday"},
            {"title": "Count again", "url": "#record", "reason": "3 days late", "is_late": True},
        ],
        "planned_bars": [
            ("So far and plan", bar("118 of 150", 118, 150), "118 of 150"),
            ("Below a planned range", bar("22; 80 to 120", 22, 80, 120), "22; plan 80 to 120"),
            ("Past the plan", bar("17; plan 10", 17, 10), "17; aim 10 or fewer"),
            ("From a start", bar("5 of 8, from 1", 5, 8, start=1), "5, up from 1"),
            ("Planned, not counted", bar("60 planned", None, 60), "Plan 60%"),
            ("Not comparable", None, "41"),
        ],
        "shares": [
            {"shade": "b1", "at": 0, "share": 60, "amount": "£1,290,000", "words": "ends in March"},
            {"shade": "b4", "at": 61, "share": 39, "amount": "£84,000", "words": "not known"},
        ],
        "people": [{"title": "Head of partnerships", "url": "#record", "note": "County council"}],
        "also": [{"label": "Risks", "url": "#record", "count": "2 open"}],
        "missing": ["partners", "assets"],
        "told": {"history_url": "#record"},
    }


def _lists() -> dict[str, Any]:
    return {
        "tasks": [
            {
                "title": "Write the update of Family help in Eastvale",
                "url": "#tasks",
                "action": "Write",
                "note": "July to September 2026. Last time: some problems",
                "when": "6 days late",
                "is_late": True,
            },
            {
                "title": "Answer: 140 families, or 140 visits?",
                "url": "#tasks",
                "action": "Answer",
                "when": "8 days",
            },
            {"title": "Name your partners", "url": "#tasks", "status": "To do", "shape": "early"},
        ],
        "events": [
            {"when": "3 November 2026, day 0", "text": "Sent, with 20 working days to reply"},
            {"when": "1 December, day 20", "text": "Reply due.", "url": "#time", "todo": True},
        ],
        "tabs": [
            {"label": "Overview", "url": "#tabs", "current": True},
            {"label": "Barriers (2)", "url": "#tabs"},
            {"label": "History", "url": "#tabs"},
        ],
        "kinds": [("", "Everything"), ("pilots", "Pilots")],
        "chips": [Chip("Region: North West", "#tabs"), Chip("Status: Closed", "#tabs")],
        "page": Page(
            rows=[],
            sort=Sort("fund", "name"),
            descending=False,
            next_url="#tabs",
            next_words="Next: from Newcastle upon Tyne",
            previous_url="#tabs",
            previous_words="Back: up to Luton",
        ),
        "conflict": [
            {"label": "Status", "theirs": "Closed", "yours": "Live"},
            {"label": "Ended", "theirs": "31 March 2023", "yours": None},
        ],
    }
