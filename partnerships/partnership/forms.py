"""What a partnership is, for whom; who belongs to it, as what, and how committed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity
from django.core.exceptions import ValidationError
from django.db.models import Value
from django.forms import CharField, ChoiceField
from django.utils import timezone

from interface import forms
from interface.forms import NOT_KNOWN
from interface.words import list_words
from partnerships.models import Member, Organisation, Partnership, Place
from partnerships.organisation.fields import (
    kept_places,
    long_text,
    organisation_field,
    place_field,
    radios,
    show_records,
)
from partnerships.partnership.permissions import can_name_place
from records.conflicts import Versioned
from records.lookalikes import ALIKE, SHOWN, AsksIfAnother, Lookalike
from records.names import PlainKey
from records.periods import day_field

COMMITMENTS = [
    (NOT_KNOWN, "Not known"),
    *((str(level), f"{level}: {words}") for level, words in enumerate(Member.COMMITMENTS)),
]
TO_COME = "This date is in the future. Enter today or an earlier date"


class PartnershipForm(forms.ModelForm):
    """A partnership and the places that it works for."""

    field_order = ("name", "place", "places", "add_place", "kind", "vision", "host", "legal_status")

    vision = long_text("What does it want to achieve?", required=False)
    host = organisation_field("Which body hosts its staff or meetings?", required=False)

    class Meta:
        model = Partnership
        fields = ("name", "kind", "vision", "host", "legal_status")
        labels = {"name": "Name", "kind": "What kind is it?", "legal_status": "Legal status"}
        help_texts = {
            "kind": "For example, health and wellbeing, or town board",
            "legal_status": "For example, an agreement of its members; not a legal body",
        }

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        bodies: Any = self.fields["host"]
        bodies.queryset = Organisation.objects.visible_to(user)
        show_records(self, "host")

    def _may_name(self, place: Place) -> Place:
        """Raises ValidationError for a place of which the user may not say so."""
        if not can_name_place(self.user, place):
            raise ValidationError("Name a place that you look after, or one of your programme")
        return place


class AddPartnership(AsksIfAnother, PartnershipForm):
    """A new partnership at a place."""

    noun = "partnership"

    place = place_field("Which place does it work for?", help_text="More can be added after")

    def clean_place(self) -> Place:
        """One that the user keeps."""
        return self._may_name(self.cleaned_data["place"])

    def clean(self) -> dict[str, Any]:
        """Somebody has looked at those that are like it."""
        data = super().clean() or {}
        if not self.errors:
            self.ask_if_another()
        return data

    def lookalikes(self) -> Sequence[Lookalike]:
        """Partnerships of a name that is spelt nearly so, at whatever place."""
        name: Any = PlainKey(Value(self.cleaned_data["name"]))
        likeness = TrigramSimilarity(PlainKey("name"), name)
        rows = Partnership.objects.visible_to(self.user).annotate(likeness=likeness)
        like = rows.filter(likeness__gte=ALIKE).prefetch_related("places").order_by("-likeness")
        return [
            Lookalike(partnership, list_words([str(place) for place in partnership.places.all()]))
            for partnership in like[:SHOWN]
        ]


class EditPartnership(Versioned, PartnershipForm):
    """What a partnership is; its places are unticked and added."""

    places = kept_places("Which places does it work for?")
    add_place = place_field("Add a place it works for", required=False)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self._arguments["user"] = user
        places: Any = self.fields["places"]
        places.queryset = self.instance.places.all()
        self.initial["places"] = list(self.instance.places.values_list("slug", flat=True))

    def clean_add_place(self) -> Place | None:
        """One that the user keeps."""
        place = self.cleaned_data["add_place"]
        return self._may_name(place) if place else None

    def clean(self) -> dict[str, Any]:
        """It works for one place at least."""
        data = super().clean() or {}
        if not self.errors and not self.all_places():
            self.add_error("places", "Keep at least one place, or say that it has ended")
        return data

    def all_places(self) -> list[Place]:
        """Every place that it is to work for."""
        added = self.cleaned_data.get("add_place")
        return [*self.cleaned_data.get("places", []), *([added] if added else [])]


class EndPartnership(Versioned, forms.ModelForm):
    """When a partnership ended; emptied, it goes on."""

    ended_on = forms.DayField(
        label="When did it end?",
        required=False,
        help_text="Every membership ends with it. Leave it empty if it goes on",
    )

    class Meta:
        model = Partnership
        fields = ("ended_on",)

    def clean_ended_on(self) -> dt.date | None:
        """It has ended already."""
        day: dt.date | None = self.cleaned_data["ended_on"]
        if day is not None and day > timezone.localdate():
            raise ValidationError(TO_COME)
        return day


class EditMember(Versioned, forms.SaysYesOrNo):
    """As what a body belongs, how committed, and from when to when."""

    answers = {"votes": "is_voting"}

    field_order = (
        *("organisation", "role", "votes", "level", "commitment_since", "commitment_reason"),
        *("valid_from", "valid_to"),
    )

    role = radios("What is its role?", Member.Role.choices)
    votes = forms.yes_or_no("Does it vote?")
    level = ChoiceField(label="How committed is it?", choices=COMMITMENTS, widget=forms.Radios())
    commitment_since = forms.DayField(label="When did it reach this level?", required=False)
    commitment_reason = CharField(
        label="What shows this?",
        max_length=300,
        required=False,
        help_text="For example, gives two officers to the hub. Please don’t name anyone",
    )
    valid_from = day_field("When did it join?", "valid_from")
    valid_to = forms.LastDayField(
        label="When did it leave?",
        required=False,
        help_text="Its last day as a member. Leave it empty if it still is one",
    )

    class Meta:
        model = Member
        fields = ["role", "commitment_since", "commitment_reason", "valid_from", "valid_to"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        level = self.instance.commitment
        self.initial["level"] = NOT_KNOWN if level is None else str(level)
        self._level_before = level

    def clean(self) -> dict[str, Any]:
        """A commitment that changes says since when and what shows it; days are in order."""
        data = super().clean() or {}
        level = int(data["level"]) if data.get("level", NOT_KNOWN) != NOT_KNOWN else None
        self.instance.commitment = level
        if level is None:
            for name in ("commitment_since", "commitment_reason"):
                said = data.get(name)  # what a list said of its contribution stays
                if said and said != getattr(self.instance, name):
                    self.add_error(name, "Choose how committed it is above, or clear this answer")
        elif level != self._level_before:
            if not data.get("commitment_reason") and "commitment_reason" not in self.errors:
                self.add_error("commitment_reason", "Say what shows this level of commitment")
            is_new = self._level_before is None or "commitment_since" in self.errors
            if not (is_new or data.get("commitment_since")):
                self.add_error("commitment_since", "Say when it reached this level of commitment")
        since, until = data.get("valid_from"), data.get("valid_to")
        if since and until and until <= since[0]:
            self.add_error("valid_to", "Enter a day that is not before it joined")
        return data


class AddMember(EditMember):
    """A body that joins a partnership."""

    organisation = organisation_field("Which organisation is the member?")

    class Meta(EditMember.Meta):
        fields = ["organisation", *EditMember.Meta.fields]
