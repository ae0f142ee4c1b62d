"""What a place can build on, whom to ring there, and published figures of it."""

from __future__ import annotations

from typing import Any

from django.forms import CharField, DecimalField

from interface import forms
from partnerships.models import PlaceFigure
from partnerships.organisation.fields import long_text, organisation_field, radios, show_records
from records.conflicts import Versioned
from records.source_fields import NamesSource
from services.models import Asset, EmergencyContact


class EditAsset(NamesSource, Versioned, forms.ModelForm):
    """Something good that a place has."""

    name = CharField(label="What is it?", max_length=200)
    kind = radios("What kind is it?", Asset.Kind.choices)
    about = long_text("What can people build on?", required=False)
    keeper = organisation_field("Who looks after it?", required=False)
    keeper_said = CharField(
        label="If that body is not in the directory, who looks after it?",
        max_length=200,
        required=False,
    )
    gone_on = forms.DayField(label="If it is gone, since when?", required=False)

    class Meta:
        model = Asset
        fields = ("name", "kind", "about", "keeper", "keeper_said", "gone_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        show_records(self, "keeper")

    def clean(self) -> dict[str, Any]:
        """Who looks after it is said once."""
        data = super().clean()
        if data.get("keeper") and data.get("keeper_said"):
            self.add_error("keeper_said", "Say who looks after it once: above or here")
        return data


LEVELS = [(level.value, level.label) for level in EmergencyContact.LEVELS]
LEVEL_HINTS = {
    "place": "Anyone with a role here, or at a place above",
    "network": "Anyone with an account",
    "public": "Also people who are not signed in. Only numbers that the public may call",
}


class EditContact(Versioned, forms.ModelForm):
    """Who to call, for what, when and in which order."""

    role = CharField(
        label="Which job role?",
        max_length=200,
        help_text="Never a person’s name: people move. For example, duty planning officer",
    )
    organisation = organisation_field("Which organisation is it in?", required=False)
    ring_for = CharField(
        label="What should people call them about?",
        max_length=300,
        help_text="For example, people without heating",
    )
    phone = CharField(label="Telephone in office hours", max_length=40, required=False)
    out_of_hours = CharField(
        label="How to reach them at other times",
        max_length=300,
        required=False,
        help_text="A number, or which control room passes it on",
    )
    visibility = radios("Who may see this?", LEVELS, hints=LEVEL_HINTS, initial="place")
    confirmed_on = forms.DayField(label="When did somebody last try the number?", required=False)

    class Meta:
        model = EmergencyContact
        fields = (
            *("order", "role", "organisation", "ring_for", "phone", "out_of_hours"),
            *("visibility", "confirmed_on"),
        )
        labels = {"order": "Where does it come in the order people should call?"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        show_records(self, "organisation")

    def clean(self) -> dict[str, Any]:
        """There is a way to reach them."""
        data = super().clean() or {}
        if not data.get("phone") and not data.get("out_of_hours") and not self.errors:
            self.add_error("phone", "Give a telephone number, or how to reach them at other times")
        return data


class EditFigure(NamesSource, Versioned, forms.ModelForm):
    """A published figure of a place: what, how much, of which release, from where."""

    needs_source, everyone_reads = True, True

    measure = radios("What is it?", PlaceFigure.Measure.choices)
    name = CharField(
        label="If it is another figure, what does it count?", max_length=120, required=False
    )
    value = DecimalField(
        label="The figure",
        max_digits=16,
        decimal_places=4,
        required=False,
        help_text="Leave it empty if the release says that it is not known",
    )
    unit = CharField(
        label="What is it measured in?", max_length=40, help_text="For example, people or square km"
    )
    release = CharField(
        label="Which release?",
        max_length=120,
        help_text="For example, mid-2020 estimates or Index of Multiple Deprivation 2019",
    )
    as_of = forms.ReducedDateField(
        label="What date is it for?",
        allow_partial=True,
        earliest=1900,
        precision_to="as_of_precision",
        help_text="Leave out the day, or day and month, if they are not known",
    )

    class Meta:
        model = PlaceFigure
        fields = ("measure", "name", "value", "unit", "release", "as_of")

    def clean(self) -> dict[str, Any]:
        """Another figure says what it counts; one of a kind and release stands once."""
        data = super().clean()
        if data.get("measure") == PlaceFigure.Measure.OTHER and not data.get("name"):
            self.add_error("name", "Say what the figure counts")
        if data.get("value") is not None and data["value"] < 0:
            self.add_error("value", "Enter 0 or more")
        same = PlaceFigure.objects.filter(
            place=self.instance.place,
            **{name: data.get(name) or "" for name in ("measure", "name", "release")},
        ).exclude(pk=self.instance.pk)
        if not self.errors and same.exists():
            self.add_error("release", "This figure of this release is recorded already. Correct it")
        return data
