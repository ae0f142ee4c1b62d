"""What is asked of whoever reorganises places: who, from when, why, and what comes of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms import CharField, ChoiceField, Field, Textarea

from interface import forms
from interface.forms import DayField, RecordField
from interface.forms.messages import not_found
from partnerships.models import Place
from records.models import Source
from reorganise.plan import Kind, Plan, Problem, Refused, Successor, check

MOST, MOST_PLACES = 4, 30
KINDS = [("", "Choose the kind"), *Place.Kind.choices]


class OneOrNew(RecordField):
    """A record of the directory, or text that names none: its value is (record, text, problem).

    Whether a name that is not found is a mistake is for the form to say: a kind makes it new.
    """

    def clean(self, value: Any) -> Any:
        text = getattr(value, "text", "") or ""
        try:
            return super().clean(value), text, None
        except ValidationError as error:
            if not text:
                raise
            return None, text, error


class PlacesField(CharField):
    """Places of the directory, one on each line, by name or code."""

    def clean(self, value: Any) -> list[Place]:
        lines = [line.strip() for line in (super().clean(value) or "").splitlines()]
        named = list(dict.fromkeys(line for line in lines if line))
        if len(named) > MOST_PLACES:
            raise ValidationError(
                f"At most {MOST_PLACES} places at once: there are {len(named)} lines. "
                "Shorten the list"
            )
        rule = Q(pk__in=[])
        for line in named:
            rule |= Q(name__iexact=line) | Q(codes__code=line.upper()) | Q(slug=line.lower())
        places = list(Place.objects.filter(rule).distinct().prefetch_related("codes"))
        return [self._of(line, places) for line in named]

    def _of(self, line: str, places: Iterable[Place]) -> Place:
        named_so = [place for place in places if line.casefold() in _names(place)]
        if not named_so:
            raise ValidationError(not_found(line, "Check the spelling"))
        if len(named_so) > 1:
            codes = ", ".join(str(code) for place in named_so for code in place.codes.all())
            raise ValidationError(f"Several places are called {line}. Enter its code ({codes})")
        return named_so[0]


def _names(place: Place) -> set[str]:
    codes = {code.code.casefold() for code in place.codes.all()}
    return {place.name.casefold(), place.slug, *codes}


class Act(forms.Form):
    """What every act is asked: from which day, why, and who says so."""

    question_led = True
    kind = ""

    on = DayField(
        label="From what date?",
        help_text="The first day of the new order. It can be in the future: then this is planned",
    )
    reason = CharField(
        label="Why?",
        widget=Textarea({"rows": 2}),
        max_length=1000,
        help_text="Everyone can read it. For example: the order that made it law",
    )
    source = RecordField(
        noun="source",
        label="Which source says so?",
        help_text="A source in Placebook, by its title. Or fill in the next answer",
        required=False,
        exact=("title__iexact",),
    )
    source_said = CharField(
        label="Or where is it from?",
        help_text="The title of the order or page, if it is not yet a source in Placebook",
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.plan: Any = None
        sources: Any = self.fields["source"]
        for name in ("source", "source_said"):  # one of the two is needed
            field: Any = self.fields[name]
            field.is_asked_for = True
        # Open ones alone: to name what somebody typed would tie their hands
        sources.queryset = Source.objects.filter(is_open=True).standing()
        sources.key = "slug"
        self.order_fields([*self.leading(), "on", "reason", "source", "source_said"])

    def leading(self) -> list[str]:
        """The fields that stand first."""
        return [name for name in self.fields if name not in Act.base_fields]

    def clean(self) -> dict[str, Any]:
        """The plan, and what is wrong with it, each at its answer."""
        super().clean()
        cleaned = self.cleaned_data
        named = cleaned.get("source") or cleaned.get("source_said")
        if not named and not {"source", "source_said"} & set(self.errors):
            self.add_error("source_said", "Name a source above, or say where it is from")
        after = tuple(self.successors())
        if self.errors:
            return cleaned
        self.plan = self.planned(after)
        try:
            self.check(self.plan)
        except Refused as refused:
            for problem in refused.problems:
                self.add_error(self._field(problem), problem.text)
        return cleaned

    def _field(self, problem: Problem) -> str | None:
        for name in (f"{problem.field}_{problem.row}", problem.field):
            if name in self.fields:
                return name
        return None

    def successors(self) -> Iterator[Any]:
        """What comes of it."""
        raise NotImplementedError

    def planned(self, after: tuple[Any, ...]) -> Any:
        """The plan, once every answer is right."""
        raise NotImplementedError

    def check(self, plan: Any) -> None:
        """Raises Refused with what is wrong with the plan."""
        raise NotImplementedError


class _OfPlace(Act):
    """An act on a place, alone or with others."""

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place = place

    def planned(self, after: tuple[Any, ...]) -> Plan:
        also = [place for place in self.cleaned_data.get("others") or [] if place != self.place]
        return Plan(
            kind=self.kind,
            on=self.cleaned_data["on"],
            before=(self.place, *also),
            after=after,
            reason=self.cleaned_data["reason"],
        )

    def check(self, plan: Plan) -> None:
        check(plan)


def _rows(count: int, asked: int) -> dict[str, Field]:
    """The fields of the places that take over; the first ``asked`` must be filled in."""
    fields: dict[str, Field] = {}
    for row in range(count):
        label = "Which place takes over?" if count == 1 else f"Place {row + 1} that takes over"
        fields[f"place_{row}"] = OneOrNew(
            noun="place",
            label=label,
            suggest="place_suggest",
            describe=Place.get_kind_display,
            required=row < asked,
            help_text="" if row else "Its name; for a new place, the name that it will have",
            error_messages={"required": "Enter the place that takes over"},
        )
        fields[f"kind_{row}"] = asked_for(
            ChoiceField(label="Only if it is new: its kind", choices=KINDS, required=False)
        )
        fields[f"code_{row}"] = asked_for(
            CharField(
                label="Only if it is new: its official code",
                help_text="" if row else "Like E06000063. Leave it empty where it is not known",
                max_length=30,
                required=False,
            )
        )
    return fields


def asked_for(field: Field) -> Field:
    field.is_asked_for = True
    return field


class _WithSuccessors(_OfPlace):
    """Acts after which another place, or several, take over."""

    rows = 1

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        for row in range(self.rows):
            field: Any = self.fields[f"place_{row}"]
            field.queryset = Place.objects.visible_to(user)

    def successors(self) -> Iterator[Successor]:
        """Rows that were filled in: a kind makes a place new."""
        for row in range(self.rows):
            chosen = self.cleaned_data.get(f"place_{row}")
            kind = self.cleaned_data.get(f"kind_{row}") or ""
            code = (self.cleaned_data.get(f"code_{row}") or "").strip().upper()
            if not chosen or not chosen[1]:
                if kind or code:
                    self.add_error(f"place_{row}", "Enter the name of the new place")
                continue
            place, text, wrong = chosen
            if kind:
                yield self._new(row, text, kind, code)
            elif wrong is not None:
                self.add_error(f"place_{row}", wrong)
                self.add_error(f"kind_{row}", "For a new place, choose its kind")
            else:
                if code:
                    text = "A place of the directory has its code. Leave this empty"
                    self.add_error(f"code_{row}", text)
                yield Successor(place)

    def _new(self, row: int, name: str, kind: str, code: str) -> Successor:
        name = " ".join(name.split())
        if len(name) > 150 or not re.search(r"\w", name):
            self.add_error(f"place_{row}", "Enter a name of up to 150 characters, with letters")
        return Successor(None, name, kind, code)


class _Merge(_WithSuccessors):
    """This place, alone or with others, becomes one place."""

    kind = Kind.MERGE
    others = PlacesField(
        label="Which other places merge with it?",
        help_text="One on each line, by name or code. Leave it empty where it is only this one",
        widget=Textarea({"rows": 4}),
        required=False,
    )


Merge = type("Merge", (_Merge,), _rows(1, 1))
Split = type("Split", (_WithSuccessors,), {"kind": Kind.SPLIT, "rows": MOST, **_rows(MOST, 2)})


class Rename(_OfPlace):
    """This place has a new name."""

    kind = Kind.RENAME
    name = CharField(label="What is it called from then on?", max_length=150)
    code = CharField(
        label="Does it have a new official code as well?",
        help_text="Like E06000063. Leave it empty if the code stays the same",
        max_length=30,
        required=False,
    )

    def successors(self) -> Iterator[Successor]:
        name = " ".join((self.cleaned_data.get("name") or "").split())
        yield Successor(None, name, "", (self.cleaned_data.get("code") or "").strip().upper())


class Recode(_OfPlace):
    """This place has a new official code, and perhaps another kind."""

    kind = Kind.RECODE
    code = CharField(label="What is its new official code?", max_length=30)
    new_kind = ChoiceField(
        label="Is it another kind of place from then on?",
        choices=[("", "The same kind as before"), *Place.Kind.choices],
        required=False,
    )

    def successors(self) -> Iterator[Successor]:
        code = (self.cleaned_data.get("code") or "").strip().upper()
        yield Successor(None, "", self.cleaned_data.get("new_kind") or "", code)


FORMS: dict[str, type[_OfPlace]] = {
    "merge": Merge,
    "split": Split,
    "rename": Rename,
    "recode": Recode,
}
