from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BooleanField, CharField, ChoiceField

from access.visibility import by_own_roles, reader_of
from api.key.models import ApiKey
from interface import forms
from partnerships.models import Organisation

OWN = "own"


class ApiKeyForm(forms.Form):
    """What a key is for, whose it is, and whether it may send."""

    question_led = True

    name = CharField(
        label="What is it for?",
        max_length=ApiKey._meta.get_field("name").max_length or 80,
        help_text="Such as “Power BI, housing dashboard”",
        error_messages={"required": "Say what it is for"},
    )
    whose = ChoiceField(label="What may it read?", initial=OWN, widget=forms.Radios)
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
        whose: Any = self.fields["whose"]
        whose.choices = [
            (OWN, "What I can read, for as long as I can"),
            *(
                (pk, f"What any officer of {body} can read. It goes on after I leave")
                for pk, body in self.bodies.items()
            ),
        ]

    def clean(self) -> dict[str, Any]:
        """A key of a body only reads: what is sent needs somebody who sent it."""
        data = super().clean() or self.cleaned_data
        if data.get("may_send") and data.get("whose") not in (None, OWN):
            self.add_error("may_send", ValidationError("Only your own key can send"))
        return data

    @property
    def body(self) -> Organisation | None:
        """The body whose key it will be; None for one's own."""
        return self.bodies.get(self.cleaned_data["whose"])
