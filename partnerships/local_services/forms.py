"""Services, clashes between them, and assets of a place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.forms import BooleanField, CharField, DecimalField, ModelMultipleChoiceField
from django.utils.html import format_html, format_html_join

from interface import forms
from partnerships.fields import long_text, organisation_field, radios, show_records
from partnerships.models import Asset, EmergencyContact, LocalService, PlaceFigure, Topic
from partnerships.source_fields import NamesSource
from records.conflicts import Versioned


def topics_field(label: str = "What is it about?") -> ModelMultipleChoiceField:
    """Any number of topics."""
    return ModelMultipleChoiceField(
        Topic.objects.all(), label=label, required=False, widget=forms.Checkboxes
    )


class EditService(NamesSource, Versioned, forms.ModelForm):
    """A service, new or known. A new one that looks like one that is there asks first."""

    name = CharField(label="What is it called?", max_length=200)
    what = long_text("What does it do?", required=False)
    provider = organisation_field("Who runs it?", required=False)
    provider_said = CharField(
        label="If that body is not in the directory, who runs it?", max_length=200, required=False
    )
    audience = CharField(
        label="Whom is it for?",
        max_length=200,
        required=False,
        help_text="For example, families with young children",
    )
    state = radios("Is it running?", LocalService.State.choices, initial="not_known")
    topics = topics_field()

    class Meta:
        model = LocalService
        fields = ("name", "what", "provider", "provider_said", "audience", "state")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        show_records(self, "provider")
        if self.instance.pk:
            self.initial["topics"] = [link.topic_id for link in self.instance.topic_links.all()]
        if self.is_bound and "is_another" in self.data:
            self._ask_whether_another([])

    def clean(self) -> dict[str, Any]:
        """A new service is not one that is there already, unless somebody says so."""
        data = super().clean()
        if data.get("provider") and data.get("provider_said"):
            self.add_error("provider_said", "Say who runs it once: above or here")
        if self.instance.pk or not data.get("name") or data.get("is_another"):
            return data
        like = list(
            LocalService.objects.visible_to(None).looking_like(
                self.instance.place, data["name"], data.get("provider"), data.get("topics")
            )
        )
        if like:
            self._ask_whether_another(like)
            self.add_error("is_another", "It looks like one that is on the map already")
        return data

    def _ask_whether_another(self, like: Iterable[LocalService]) -> None:
        named = format_html_join(
            ", ",
            '<a href="{}">{}</a>{}',
            (
                (one.get_absolute_url(), one.name, f" ({one.run_by})" if one.run_by else "")
                for one in like
            ),
        )
        self.fields["is_another"] = BooleanField(
            label="It is another service",
            required=False,
            help_text=format_html("Looks like {}", named) if named else "",
        )


class MergeService(forms.Form):
    """Which of two services is kept."""

    question_led = True

    def __init__(self, *args: Any, others: QuerySet[LocalService], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kept"] = forms.RecordField(
            others,
            noun="service",
            label="Which service is it the same as?",
            help_text="Type its name as it stands on the map. That one is kept.",
            key="pk",
        )


class FlagClash(forms.Form):
    """With which service one clashes, and how."""

    def __init__(self, *args: Any, others: QuerySet[LocalService], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"] = forms.RecordField(
            others,
            noun="service",
            label="Which service does it clash with?",
            help_text="Type its name as it stands on the map",
            key="pk",
        )
        self.fields["note"] = long_text(
            "How do they clash?",
            help_text="For example, the same families on the same morning. Everyone reads this.",
        )


class SettleClash(forms.Form):
    """How a clash was put right."""

    settled = long_text("How was it put right?", help_text="Everyone reads this")


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
    "public": "Also people who are not signed in. Only numbers that the public may ring",
}


class EditContact(Versioned, forms.ModelForm):
    """Whom to ring, for what, when and in which order."""

    role = CharField(
        label="Which job role?",
        max_length=200,
        help_text="Never a person’s name: people move. For example, duty planning officer",
    )
    organisation = organisation_field("In which body?", required=False)
    ring_for = CharField(
        label="Ring them for what?", max_length=300, help_text="For example, people without heating"
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
        labels = {"order": "Who is rung first? Its number in the order"}

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
        help_text="Leave it empty where the release says that it is not known",
    )
    unit = CharField(label="Of what?", max_length=40, help_text="For example, people or square km")
    release = CharField(
        label="Which release?",
        max_length=120,
        help_text="For example, mid-2020 estimates or Index of Multiple Deprivation 2019",
    )
    as_of = forms.ReducedDateField(
        label="As at when?",
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
