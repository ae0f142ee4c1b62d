from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BooleanField, CharField, ChoiceField, MultipleChoiceField

from access.visibility import by_own_roles, reader_of
from api.key.actions import LONGEST
from api.key.models import ApiKey
from api.lists import lists_in_use, title_of
from interface import forms
from partnerships.models import Organisation, Place
from partnerships.organisation.fields import place_field

OWN = "own"
MONTHS_OF_A_YEAR = 12


class ApiKeyForm(forms.Form):
    """What a key is for, whose it is, and whether it may send."""

    question_led = True
    folds = {"Only some lists, or one place": ("lists", "place")}

    name = CharField(
        label="What is it for?",
        max_length=ApiKey._meta.get_field("name").max_length or 80,
        help_text="Such as “Power BI, housing dashboard”",
        error_messages={"required": "Say what it is for"},
    )
    whose = ChoiceField(label="What may it read?", initial=OWN, widget=forms.Radios)
    months = ChoiceField(
        label="How long does it last?",
        choices=[(1, "1 month"), (3, "3 months"), (6, "6 months"), (12, "1 year")],
        initial=12,
        widget=forms.Radios,
        help_text="After that it opens nothing. You can end it sooner",
    )
    lists = MultipleChoiceField(
        label="Which lists?",
        required=False,
        widget=forms.Checkboxes(),
        help_text="Leave all of them empty for every list",
    )
    place = place_field(
        "Which place?",
        required=False,
        help_text="Then it opens only that place’s own lists and those that can be narrowed to it",
    )
    may_send = BooleanField(
        label="It may also send figures and files. A person accepts each one here before it counts",
        required=False,
        widget=forms.Switch,
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reader = reader_of(user)
        bodies = Organisation.objects.visible_to(user).filter(
            # Who covers for somebody gives nobody what outlasts that
            pk__in=by_own_roles(reader).organisations if reader else ()
        )
        self.bodies = {str(body.pk): body for body in bodies}
        fields: Any = self.fields
        fields["lists"].choices = [(one.route, title_of(one)) for one in lists_in_use()]
        fields["place"].queryset = Place.objects.visible_to(user)
        whose: Any = self.fields["whose"]
        whose.choices = [
            (OWN, "What I can read, for as long as I can"),
            *(
                (
                    pk,
                    f"What any officer of {body} can read. It ends when I’m no longer one",
                )
                for pk, body in self.bodies.items()
            ),
        ]

    def clean(self) -> dict[str, Any]:
        """A key of a body only reads: what is sent needs somebody who sent it."""
        data = super().clean() or self.cleaned_data
        if data.get("may_send") and data.get("whose") not in (None, OWN):
            self.add_error("may_send", ValidationError("Only your own key can send"))
        if data.get("may_send") and (data.get("lists") or data.get("place")):
            self.add_error("may_send", "A key for some lists or one place can only read")
        return data

    @property
    def lasts(self) -> dt.timedelta:
        """How long it lasts; a month has 30 days, a year all of its own."""
        months = int(self.cleaned_data["months"])
        return LONGEST if months == MONTHS_OF_A_YEAR else dt.timedelta(days=30 * months)

    @property
    def body(self) -> Organisation | None:
        """The body whose key it will be; None for one's own."""
        return self.bodies.get(self.cleaned_data["whose"])
