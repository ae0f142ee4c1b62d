from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import CharField

from barriers.models import Barrier, BarrierLink
from barriers.models.querysets import REFERENCE
from interface import forms
from partnerships.forms.fields import radios

Kind = BarrierLink.Kind


class ReferenceField(CharField):
    """A barrier by its reference, of those that ``rows`` holds."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 25)
        super().__init__(**kwargs)
        self.rows = Barrier.objects.none()

    def clean(self, value: Any) -> Barrier | None:
        """The barrier; what is hidden is said to be as unknown as what is not there."""
        text = super().clean(value)
        if not text:
            return None
        reference = REFERENCE.fullmatch(text)
        found = self.rows.filter(pk=int(reference[1])).first() if reference else None
        if found is None:
            raise ValidationError(f"No barrier called “{text}” was found")
        return found


class LinkForm(forms.Form):
    """Which other barrier, and what it is to this one."""

    question_led = True

    other = ReferenceField(
        label="Which other barrier?",
        help_text="Its reference, for example B-000123. It stands at the top of its page",
    )
    kind = radios(
        "What is it to this one?",
        [(Kind.JOINED, "The same problem: join it"), (Kind.LIKE, "Much like it: link it")],
        hints={
            Kind.JOINED: "What is answered there is told here",
            Kind.LIKE: "Each shows on the other’s page, to those who may see both",
        },
    )

    def __init__(self, *args: Any, user: Any, barrier: Barrier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.barrier = barrier
        self.fields["other"].rows = Barrier.objects.visible_to(user).defer("search")

    def clean_other(self) -> Barrier:
        """Another one, and not itself."""
        other = self.cleaned_data["other"]
        if other.pk == self.barrier.pk:
            raise ValidationError("This is the same barrier. Name another one")
        return other
