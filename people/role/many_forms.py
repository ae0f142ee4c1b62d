"""Inviting many at once, by a list of lines: an address, a place, a role."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError

from interface import forms
from partnerships.models import Place
from people.role.first_editors import offered, places_of
from people.role.forms import takes_email
from people.role.models import Role

MOST = 200
COLUMNS = ("email", "name", "place", "role")
AS_TEMPLATE = "email,name,place,role"


@dataclass(frozen=True)
class Asked:
    """A line that can be done: whom to ask, to which role, at which place or in the programme."""

    email: str
    role: Role
    scope: Any


@dataclass(frozen=True)
class Refused:
    """A line that cannot, as it was typed, and why not."""

    number: int
    cells: dict[str, str]
    why: str


class InviteMany(forms.Form):
    """A list of people to invite. ``lines`` are read against what ``user`` may give here."""

    lines = django_forms.CharField(
        label="Paste the lines of your list, or of a CSV file",
        max_length=50_000,
        widget=django_forms.Textarea({"rows": 8, "spellcheck": "false", "autocomplete": "off"}),
        help_text=(
            "The first line names the columns: email, name, place, role. Without a place the "
            "role is in the programme. People enter their names themselves"
        ),
        error_messages={"required": "Paste at least one line"},
    )

    question_led = True

    def __init__(self, *args: Any, user: Any, programme: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.programme = user, programme
        self.refused: list[Refused] = []
        self._given: dict[Any, list[Role]] = {}  # what the user may give, by where

    def clean_lines(self) -> list[Asked]:
        """What can be asked; ``refused`` says of each other line why not. Raises ValidationError
        for a list that cannot be read, and where any line is refused: all or none is done."""
        rows = list(_read(self.cleaned_data["lines"]))
        if not rows:
            raise ValidationError("There is no line below the names of the columns")
        if len(rows) > MOST:
            raise ValidationError(
                f"You can invite up to {MOST} people at once. You entered {len(rows)}"
            )
        asked = [one for number, cells in rows if (one := self._asked(number, cells))]
        if self.refused:
            raise ValidationError(
                f"{len(self.refused)} of {len(rows)} lines could not be used, so nobody has been "
                "invited. The table says why"
            )
        return asked

    def _asked(self, number: int, cells: dict[str, str]) -> Asked | None:
        email = cells.get("email", "").lower()
        scope, why = self._scope(cells.get("place", ""))
        role = next((one for one in Role if cells.get("role", "").lower() in _names(one)), None)
        if not takes_email(email):
            why = "Enter an email address"
        elif not why and role is None:
            why = "There is no role with that name"
        elif not why and role not in self._offered(scope):
            why = "You cannot invite to this role there"
        if why or role is None:
            self.refused.append(Refused(number, cells, why))
            return None
        return Asked(email, role, scope)

    def _scope(self, named: str) -> tuple[Any, str]:
        """The programme, or the place of it that is called so, and what is wrong with it."""
        if not named:
            return self.programme, ""
        found = self._places.get(named.casefold(), set())
        if len(found) == 1:
            return next(iter(found)), ""
        several = "Two places of the programme have that name"
        return None, several if found else "No place of the programme has that name"

    @cached_property
    def _places(self) -> dict[str, set[Place]]:
        """The places of the programme by what they are called: today or before, by official code or
        address. Three queries, however many lines there are."""
        called: dict[str, set[Place]] = {}
        for place in places_of(self.programme).prefetch_related("names", "codes"):
            names = [one.name for one in place.names.all()]
            codes = [one.code for one in place.codes.all()]
            for one in (place.name, place.slug, *names, *codes):
                called.setdefault(one.casefold(), set()).add(place)
        return called

    def _offered(self, scope: Any) -> list[Role]:
        if scope not in self._given:
            self._given[scope] = offered(self.user, scope)
        return self._given[scope]


def _names(role: Role) -> tuple[str, str]:
    return role.value, str(role.label).lower()


def _read(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Each line with its number, by column. Raises ValidationError where those are not named."""
    first = text.lstrip("\ufeff").partition("\n")[0]
    mark = next((one for one in "\t;," if one in first), ",")
    lines = csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=mark)
    heads = [head.strip().lower() for head in next(lines, [])]
    if "email" not in heads or "role" not in heads:
        raise ValidationError(f"The first line has to name the columns: {AS_TEMPLATE}")
    for number, cells in enumerate(lines, 2):
        said = {head: cell.strip() for head, cell in zip(heads, cells, strict=False)}
        if any(said.values()):
            yield number, {name: said.get(name, "") for name in COLUMNS}
