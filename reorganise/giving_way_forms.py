"""What is asked where bodies give way to others: which, from when, why, and who takes over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms import CharField, ChoiceField, Field, Textarea

from interface.forms.messages import not_found
from interface.words import capitalised_choices
from partnerships.models import Organisation
from reorganise import giving_way_plan
from reorganise.forms import MOST, Act, OneOrNew, asked_for
from reorganise.giving_way_plan import GivingWay, Heir

SECTORS = [("", "Choose the kind"), *capitalised_choices(Organisation.Sector.choices)]
MOST_LINES = 30


class OrganisationsField(CharField):
    """Organisations of the directory, one on each line, by name or official number."""

    def clean(self, value: Any) -> list[Organisation]:
        said = (line.strip() for line in (super().clean(value) or "").splitlines())
        lines = list(dict.fromkeys(filter(None, said)))
        if len(lines) > MOST_LINES:
            raise ValidationError(f"Name at most {MOST_LINES} organisations")
        found = [self._of(line) for line in lines]
        return list(dict.fromkeys(found))

    def _of(self, line: str) -> Organisation:
        called = Q(name__iexact=line) | Q(slug=line.lower()) | Q(identifiers__value=line.upper())
        bodies = list(Organisation.objects.filter(called, merged_into=None).distinct()[:10])
        if not bodies:
            raise ValidationError(not_found(line, "Check the spelling"))
        if len(bodies) > 1:
            slugs = ", ".join(body.slug for body in bodies)
            text = f"Several organisations are called {line}. Enter the end of its address"
            raise ValidationError(f"{text} ({slugs})")
        return bodies[0]


def _rows() -> dict[str, Field]:
    fields: dict[str, Field] = {}
    for row in range(MOST):
        fields[f"body_{row}"] = OneOrNew(
            noun="organisation",
            label=f"Another that takes over ({row + 1})" if row else "Which body takes over?",
            suggest="organisation_suggest",
            describe=Organisation.get_sector_display,
            required=not row,
            help_text="" if row else "Its name; for a new body, the name that it will have",
            error_messages={"required": "Enter the body that takes over"},
        )
        fields[f"sector_{row}"] = asked_for(
            ChoiceField(label="Only if it is new: its kind", choices=SECTORS, required=False)
        )
    return fields


class _GiveWay(Act):
    """This body, alone or with others, gives way to one; or it is split."""

    others = OrganisationsField(
        label="Which other organisations are replaced with it?",
        help_text="One on each line, by name or official number. Leave it empty if it is only "
        "this one",
        widget=Textarea({"rows": 3}),
        required=False,
    )

    def __init__(self, *args: Any, body: Organisation, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.body = body
        for row in range(MOST):
            field: Any = self.fields[f"body_{row}"]
            field.queryset = Organisation.objects.visible_to(user)

    def successors(self) -> Iterator[Heir]:
        """Rows that were filled in: a kind makes a body new."""
        for row in range(MOST):
            chosen = self.cleaned_data.get(f"body_{row}")
            sector = self.cleaned_data.get(f"sector_{row}") or ""
            if not chosen or not chosen[1]:
                if sector:
                    self.add_error(f"body_{row}", "Enter the name of the new body")
                continue
            body, text, wrong = chosen
            if sector:
                yield Heir(None, self._name(row, text), sector)
            elif wrong is not None:
                self.add_error(f"body_{row}", wrong)
                self.add_error(f"sector_{row}", "For a new body, choose its kind")
            else:
                yield Heir(body)

    def _name(self, row: int, text: str) -> str:
        name = " ".join(text.split())
        if len(name) > 200 or not re.search(r"\w", name):
            self.add_error(f"body_{row}", "Enter a name of up to 200 characters, with letters")
        return name

    def planned(self, after: tuple[Heir, ...]) -> GivingWay:
        also = [body for body in self.cleaned_data.get("others") or [] if body != self.body]
        return GivingWay(
            on=self.cleaned_data["on"],
            before=(self.body, *also),
            after=after,
            reason=self.cleaned_data["reason"],
        )

    def check(self, plan: GivingWay) -> None:
        giving_way_plan.check(plan)


GiveWay = type("GiveWay", (_GiveWay,), _rows())
