"""What becomes of a request for data: where it stands, advice, and agreements to start from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.forms import CharField, ModelMultipleChoiceField
from django.utils import timezone

from barriers.models import AdviceSession, DataRequest, ExampleAgreement
from interface import forms
from partnerships.fields import kept_places, long_text, organisation_field, place_field, radios
from partnerships.models import Organisation, Place
from partnerships.source_fields import NamesSource
from pilots.status.forms import as_date, not_to_come, on_field
from records.conflicts import Versioned
from records.dates import DateWithPrecision

Status = DataRequest.Status
WORDS = {
    Status.DRAFTING: "It is being drafted again",
    Status.ASKED: "The body is asked",
    Status.LOOKED_AT: "The body is looking at it",
    Status.ADVICE: "Advice is sought",
    Status.AGREED: "The body agreed",
    Status.RECEIVED: "The data came",
    Status.UNSUITABLE: "The data was found unsuitable",
    Status.REFUSED: "The body refused",
    Status.WITHDRAWN: "It is withdrawn",
}
HINTS = {
    Status.ASKED: "Its officers who have an account are told, and read this one request",
    Status.UNSUITABLE: "It would not serve the purpose. Say below why",
    Status.REFUSED: "Say below why",
    Status.WITHDRAWN: "It is not wanted any more. The request stays to be read",
}


class StatusForm(forms.Form):
    """The next step of a request; ``to`` are the steps that this person may take."""

    question_led = True

    to = radios("Where does it stand now?", ())
    on = on_field("Since when?", required=False, initial=timezone.localdate)
    said = long_text(
        "What was said?",
        required=False,
        help_text="The reply, in the body’s own words where you can",
    )
    reason = long_text(
        "Why was it refused or found unsuitable?",
        required=False,
        help_text="Needed for those two answers. Others with the same request can read it",
    )

    def __init__(self, *args: Any, to: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to"]
        field.choices = [(one, WORDS[Status(one)]) for one in to]
        field.widget.hints = {one: HINTS[Status(one)] for one in to if one in HINTS}
        if not set(to) & set(DataRequest.TURNED_DOWN):
            del self.fields["reason"]

    def clean_on(self) -> Any:
        """It has happened."""
        return not_to_come(self, "on")

    def clean(self) -> dict[str, Any]:
        """A body that turns it down says why."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("to") in DataRequest.TURNED_DOWN and not cleaned.get("reason"):
            self.add_error("reason", "Say why")
        return cleaned

    @property
    def day(self) -> DateWithPrecision | None:
        """Since when, as exactly as it is known."""
        return as_date(self.cleaned_data["on"])


class AdviceForm(forms.ModelForm):
    """Advice that was had: with whom, when, what was said."""

    question_led = True

    body = organisation_field(
        "Who advised?", error_messages={"required": "Enter the body that advised"}
    )
    second_body = organisation_field("A second body", required=False)
    who = CharField(
        label="Who took part on your side?",
        max_length=200,
        required=False,
        help_text="Job roles or teams, no names of people",
    )
    on = on_field("When?", required=False, precision_to="on_precision")
    said = long_text("What was said?", required=False)

    class Meta:
        model = AdviceSession
        fields = ("who", "on", "said")

    def clean_on(self) -> Any:
        """It has happened."""
        return not_to_come(self, "on")

    @property
    def all_bodies(self) -> list[Organisation]:
        """The bodies that advised."""
        data = self.cleaned_data
        return [one for one in (data["body"], data["second_body"]) if one]


class AgreementForm(NamesSource, Versioned, forms.ModelForm):
    """A published agreement that others can start from."""

    question_led, needs_source, everyone_reads = True, True, True

    covers = long_text("What does it cover?", help_text="Which data, between whom, for what")
    kept = kept_places("Places where it was made")
    add_place = place_field("Where was it made?", required=False)

    class Meta:
        model = ExampleAgreement
        fields = ("title", "covers")
        labels = {"title": "What is it called?"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        made = self.instance
        self.fields["source_title"].required &= not made.is_example
        rows = Place.objects.filter(pk__in=made.places.values("pk") if made.pk else [])
        field: ModelMultipleChoiceField = self.fields["kept"]  # type: ignore[assignment]
        field.queryset = rows
        self.initial["kept"] = list(rows.values_list("slug", flat=True))
        if not self.initial["kept"]:
            del self.fields["kept"]

    @property
    def all_places(self) -> list[Place]:
        """The places left ticked, and the one that was added."""
        added = self.cleaned_data.get("add_place")
        return [*(self.cleaned_data.get("kept") or ()), *([added] if added else [])]
