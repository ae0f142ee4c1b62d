from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.forms import BooleanField, CharField, HiddenInput, IntegerField, ModelChoiceField

from access.visibility import reader_of
from barriers.models import Publication, PublicationStep, PublishingPause
from barriers.publication import permissions
from barriers.publication.named import Named
from interface import forms
from interface.articles import with_article
from partnerships.models import Organisation, Place, PlaceReach, Programme
from partnerships.organisation.fields import long_text, offer_programmes, place_field, radios

MEANT, NOT_MEANT = "yes", "no"
FOI = "What is written here is covered by Freedom of Information, even while it is not public."


class _Agrees(forms.Form):
    """A tick to the very words that stand on the page; ``seen`` is their mark.

    Of each body that the words name, the place says whether that is the one meant: ``meant()``.
    """

    seen = CharField(widget=HiddenInput, required=False, max_length=64)
    agrees = BooleanField(label="The place agrees that everyone may read the words above")

    def __init__(self, *args: Any, seen: str, named: Sequence[Named] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = seen
        self.fields["agrees"].error_messages["required"] = "Tick that the place agrees"
        self.named = named
        for one in named:
            self.fields[one.field] = _is_meant(one)
        self.order_fields([*(one.field for one in named), "because", "agrees"])

    def meant(self) -> dict[int, bool]:
        """What the place says of each body that the words name."""
        return {one.body.pk: self.cleaned_data[one.field] == MEANT for one in self.named}

    def show_again(self, seen: str) -> None:
        """The form as it is shown again carries the words that its reader has now before them."""
        data = self.data.copy()
        data["seen"] = seen
        self.data = data


def _is_meant(one: Named) -> Any:
    """Whether words are the name of a body, with the words around them and what was said before."""
    hint = one.text.around
    does = "Does" if len(one.text.wordings) == 1 else "Do"
    field = radios(
        f"{does} {one.text.quoted} mean {with_article(one.body)}?",
        [
            (MEANT, "Yes: it also gets ten working days to reply"),
            (NOT_MEANT, "No, that is not meant, and it is not asked"),
        ],
        help_text=f"{hint}. {one.said}." if one.said else hint,
    )
    if one.earlier is not None:
        field.initial = MEANT if one.earlier.is_meant else NOT_MEANT
    field.error_messages["required"] = one.text.to_say
    return field


class AskToPublish(_Agrees):
    """Why everybody should be able to read it; editors of the lead place agree at once."""

    question_led = True
    because = long_text(
        "Why should everybody be able to read it?", 2, required=False, help_text=FOI
    )

    def __init__(
        self, *args: Any, decides: bool, named: Sequence[Named] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, named=named if decides else (), **kwargs)
        if not decides:
            del self.fields["agrees"]


class AgreeForm(_Agrees):
    """The place agrees; the body is asked for its reply."""


class ObjectForm(forms.Form):
    """Why another place of the barrier objects."""

    question_led = True

    text = long_text(
        "Why do you object?",
        3,
        help_text="The editors of the lead place read it. They have to agree again, or withdraw. "
        + FOI,
    )


class ReplyBesideForm(forms.Form):
    """What the body wants to stand beside the barrier."""

    question_led = True

    text = long_text("What do you reply?", 6, help_text="It is shown in full beside the barrier.")
    after = IntegerField(widget=HiddenInput, required=False)

    def __init__(
        self, *args: Any, publication: Publication, body: Organisation | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.publication, self.body = publication, body
        last = self._last()
        self.initial["after"] = last.pk if last else 0
        if last is not None:
            self.initial["text"] = last.text

    def _last(self) -> PublicationStep | None:
        rows = self.publication.steps.filter(kind=PublicationStep.Kind.REPLIED, body=self.body)
        return rows.order_by("-id").first()

    def show_again(self) -> None:
        """The form as it is shown again knows of the reply that came in meanwhile."""
        last, data = self._last(), self.data.copy()
        data["after"] = str(last.pk if last else 0)
        self.data = data


class WithdrawPublication(forms.Form):
    """Why it is taken back."""

    question_led = True

    text = long_text("Why do you withdraw it?", 2, required=False, help_text=FOI)


class PauseForm(forms.ModelForm):
    """For what, from when to when, and why nothing is published."""

    question_led = True

    programme = ModelChoiceField(
        Programme.objects.none(),
        to_field_name="slug",
        label="Which programme is it for?",
        required=False,
        empty_label="None: it is for a place",
    )
    place = place_field(
        "Which place is it for?",
        required=False,
        help_text="Also all places within it, for example within a region",
    )
    starts = forms.DayField(label="First day")
    until = forms.DayField(
        label="Last day", help_text="What is waiting becomes public on the next working day"
    )
    reason = CharField(
        label="Why?", max_length=200, help_text="For example: pre-election period for the mayor"
    )

    class Meta:
        model = PublishingPause
        fields = ["programme", "place", "starts", "until", "reason"]

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        programmes, places = _within_reach(user)
        if programmes is None:
            del self.fields["programme"]
        else:
            programme: Any = self.fields["programme"]
            offer_programmes(programme, programmes)
        if places is None:
            del self.fields["place"]
            programme.required, programme.empty_label = True, None
        else:
            place: Any = self.fields["place"]
            place.queryset = places

    def clean(self) -> dict[str, Any]:
        """One programme or one place, and days in their order, each said at its box."""
        super().clean()
        cleaned = self.cleaned_data
        at = "place" if "place" in self.fields else "programme"
        if not ({"programme", "place"} & self.errors.keys()):
            chosen = [
                choice for choice in (cleaned.get("programme"), cleaned.get("place")) if choice
            ]
            if len(chosen) != 1:
                more = "Choose a programme or a place, not both"
                self.add_error(at, more if chosen else "Choose what the pause is for")
        starts, until = cleaned.get("starts"), cleaned.get("until")
        if starts and until and until < starts:
            self.add_error("until", "Enter a last day that is not before the first")
        return cleaned


def _within_reach(user: Any) -> tuple[Any, Any]:
    """The programmes and the places for which this user may set a pause; None for none."""
    reader = reader_of(user)
    if reader is None or not permissions.can_set_pauses(user):
        return None, None
    if reader.is_administrator:
        return Programme.objects.visible_to(user), Place.objects.all()
    programmes = places = None
    if reader.led_programmes:
        programmes = Programme.objects.filter(pk__in=sorted(reader.led_programmes))
    if reader.connected_places:
        below = PlaceReach.objects.filter(ancestor__in=sorted(reader.connected_places))
        places = Place.objects.filter(pk__in=below.values("place"))
    return programmes, places
