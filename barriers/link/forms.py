from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from barriers.models import Barrier, BarrierLink
from interface import forms
from partnerships.organisation.fields import radios

Kind = BarrierLink.Kind


class LinkForm(forms.Form):
    """Which other barrier, and what it is to this one."""

    question_led = True

    other = forms.ReferenceField(
        label="Which other barrier?",
        help_text="Its reference, for example B-000123. You can find it at the top of its page",
    )
    kind = radios(
        "How is it related to this one?",
        [(Kind.JOINED, "The same problem: join it"), (Kind.LIKE, "Similar: link it")],
        hints={
            Kind.JOINED: "Answers there are passed on here",
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
