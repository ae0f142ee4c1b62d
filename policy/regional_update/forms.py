"""Forms of regional updates: begin, write, give back, withdraw, reply and answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.forms import (
    BooleanField,
    CharField,
    ChoiceField,
    EmailField,
    IntegerField,
    Textarea,
    TextInput,
)
from django.utils import timezone

from access.visibility import reader_of
from interface import forms
from partnerships.models import Place
from people.models import JobRole
from policy.models import RegionalReply, RegionalUpdate, RegionalUpdateItem, regions_written_by
from policy.regional_update.quarters import Quarter
from records.conflicts import Versioned

LONGEST = 600
QUARTERS_OFFERED = 8
Section = RegionalUpdateItem.Section
SECTIONS = list(Section.choices)
State = RegionalUpdate.State


def _text(label: str, rows: int, longest: int = LONGEST, **kwargs: Any) -> CharField:
    return CharField(label=label, max_length=longest, widget=Textarea({"rows": rows}), **kwargs)


class AnyQuarter(ChoiceField):
    """The newest quarters to choose from; an earlier one in the address will do as well."""

    def valid_value(self, value: Any) -> bool:
        """Judged by the form, which knows what day it is."""
        return True


class StartForm(forms.Form):
    """Which region and which quarter; the last one that is over comes first."""

    region = ChoiceField(label="Which region?", widget=forms.Radios())
    quarter = AnyQuarter(
        label="Which quarter?",
        help_text="One on a quarter that is not over yet can be started now and checked later.",
    )

    question_led = True

    def __init__(self, *args: Any, user: Any, today: dt.date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.regions = {region.slug: region for region in regions_written_by(reader_of(user))}
        self.fields["region"].choices = [
            (slug, region.name) for slug, region in self.regions.items()
        ]
        if len(self.regions) == 1:
            self.initial.setdefault("region", next(iter(self.regions)))
        self.today = today or timezone.localdate()
        offered = list(_quarters(self.today))
        self.fields["quarter"].choices = [(quarter.key, str(quarter)) for quarter in offered]
        self.initial.setdefault("quarter", offered[1].key)

    def clean_region(self) -> Place:
        """The region itself."""
        return self.regions[self.cleaned_data["region"]]

    def clean_quarter(self) -> Quarter:
        """The quarter, unless it lies ahead."""
        try:
            quarter = Quarter.parse(self.cleaned_data["quarter"])
        except ValueError as error:
            raise ValidationError("Choose a quarter from the list") from error
        if quarter.first > self.today:
            raise ValidationError(f"{quarter} is in the future. Choose a quarter that has begun")
        return quarter


def _quarters(today: dt.date) -> Iterator[Quarter]:
    quarter = Quarter.of(today)
    for _ in range(QUARTERS_OFFERED):
        yield quarter
        quarter = quarter.previous


@dataclass(frozen=True, slots=True)
class Row:
    """One item with its fields, as the page shows them."""

    item: RegionalUpdateItem
    fields: dict[str, Any]


class WriteForm(Versioned, forms.ModelForm):
    """An update with all its items, and one more of one's own.

    ``rows`` are the fields of each item in the order of the page, ``written()`` the items to save.
    """

    as_of = forms.DayField(
        label="As at what date?", help_text="What is written was right on that day."
    )
    correction = _text(
        "What do you correct?",
        2,
        help_text="It is shown on the page with today’s date, under what you change.",
    )
    new_section = ChoiceField(
        label="Which heading should it go under?",
        choices=SECTIONS,
        required=False,
        initial=SECTIONS[0][0],
    )
    new_text = _text("What do you want to add?", 3, required=False)
    new_place = forms.RecordField(
        label="Which place is it about?", noun="place", suggest="place_suggest", required=False
    )

    class Meta:
        model = RegionalUpdate
        fields = ("summary", "as_of", "reply_post")
        labels = {"summary": "In short", "reply_post": "Job role that replies are for"}
        help_texts = {
            "summary": "Two or three plain sentences, shown at the top.",
            "reply_post": "Replies reach those who write the update in any case. Job roles of the "
            "region that everyone may read are offered.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        region = self.instance.region
        self.fields["summary"].widget.attrs["rows"] = 3
        posts = JobRole.objects.visible_to(AnonymousUser()).open().in_place(region)
        self.fields["reply_post"].queryset = posts
        self.fields["reply_post"].empty_label = "None: only those who write the update"
        self.fields["new_place"].queryset = Place.objects.within(region)
        if self.instance.state != State.PUBLISHED:
            del self.fields["correction"]
        items = list(self.instance.items.select_related("place", "record_type"))
        self.rows = [self._row(item) for item in items]
        self.suggested = sum(item.record_type_id is not None for item in items)

    def _row(self, item: RegionalUpdateItem) -> Row:
        text = _text("Text", 2, error_messages={"required": "Say something, or untick it"})
        position = IntegerField(
            label="Order",
            min_value=1,
            max_value=9_999,
            widget=TextInput({"inputmode": "numeric", "class": "w2"}),
            error_messages={
                "invalid": "Enter a whole number, such as 4",
                "required": "Enter a number for the order",
                "min_value": "Enter 1 or more",
                "max_value": "Enter 9,999 or less",
            },
        )
        text.error_messages["max_length"] = f"Shorten this text to {LONGEST} characters or fewer"
        fields = {
            "chosen": BooleanField(label="In the update", required=False),
            "section": ChoiceField(label="Heading", choices=SECTIONS),
            "text": text,
            "position": position,
        }
        values = (item.is_chosen, item.section, item.text, item.position)
        for (name, field), value in zip(fields.items(), values, strict=True):
            self.fields[f"item{item.pk}_{name}"] = field
            self.initial[f"item{item.pk}_{name}"] = value
        return Row(item, {name: self[f"item{item.pk}_{name}"] for name in fields})

    def clean_as_of(self) -> dt.date:
        """No page is right as at a day that has not come."""
        day = self.cleaned_data["as_of"]
        if day > timezone.localdate():
            raise ValidationError("This date is in the future. Enter today or an earlier date")
        return day

    def clean(self) -> dict[str, Any]:
        """What is added needs words; a place alone says nothing."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("new_place") and not cleaned.get("new_text"):
            self.add_error("new_text", "Say what you want to add about this place")
        return cleaned

    def written(self) -> list[RegionalUpdateItem]:
        """The items as they were written, with the new one last."""
        items = []
        for row in self.rows:
            item = row.item
            item.is_chosen = self.cleaned_data[f"item{item.pk}_chosen"]
            item.section = self.cleaned_data[f"item{item.pk}_section"]
            item.text = self.cleaned_data[f"item{item.pk}_text"]
            item.position = self.cleaned_data[f"item{item.pk}_position"]
            items.append(item)
        if text := self.cleaned_data.get("new_text"):
            last = max((each.position for each in items), default=0)
            section = self.cleaned_data.get("new_section") or Section.OTHER
            place = self.cleaned_data.get("new_place")
            items.append(
                RegionalUpdateItem(
                    section=section, text=text, place=place, position=min(last + 1, 9_999)
                )
            )
        return items


class GiveBackForm(forms.Form):
    """What the checker asks for."""

    note = _text("What should be corrected?", 3)


class WithdrawForm(forms.Form):
    """Why a published update is taken back."""

    because = _text("Why is it withdrawn?", 3, help_text="Everyone reads this in its place.")


class ReplyForm(forms.Form):
    """A reply; somebody without an account may leave an address for the answer."""

    text = _text("Your reply", 5, 2_000)
    name = CharField(
        label="Your name and organisation",
        max_length=150,
        required=False,
        help_text="Seen only by those who write the update.",
    )
    email = EmailField(
        label="Your email address",
        max_length=254,
        required=False,
        help_text="Only if you want an answer. It is used for that and then deleted, or after 90 "
        "days without one.",
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if user.is_authenticated:
            del self.fields["name"], self.fields["email"]


class EditReplyForm(Versioned, forms.ModelForm):
    """A reply that its author puts right."""

    text = _text("Your reply", 5, 2_000)

    class Meta:
        model = RegionalReply
        fields = ("text",)


class AnswerReplyForm(forms.Form):
    """The answer to a reply."""

    answer = _text("Your answer", 3, 2_000)
