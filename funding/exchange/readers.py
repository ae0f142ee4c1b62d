"""How the cells of files of money are read: whose numbers and names they are, and where it goes."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, F, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Concat

from funding.exchange.bodies import own_prefix
from funding.models import Fund
from interface.words import one_line
from partnerships.models import Organisation, Place
from partnerships.organisation.spellings import bodies_alike, told_apart
from partnerships.place.elsewhere import places_said
from partnerships.place.spellings import places_alike
from registry.import_readers import Known, Recognised
from registry.imported import Row
from registry.unsaid import names_withheld

NAMES = ("name", "names__name", "names__short_name")
NUMBERS = ("org_id", "own_id", "own_id_before")


def _bodies(scope: Any) -> QuerySet[Any]:
    return Organisation.objects.visible_to(scope.user)


def _numbered(scope: Any) -> QuerySet[Any]:
    """Organisations with each official number as org-id.guide writes it, and with that of ours.

    The number that files of ours gave a body which was found to be held twice leads on to the one
    that was kept; official numbers moved there.
    """
    number = Concat(
        F("identifiers__scheme"), Value("-"), F("identifiers__value"), output_field=TextField()
    )
    return _bodies(scope).annotate(
        org_id=_where("identifiers", number),
        own_id=_own("pk"),
        own_id_before=_where("merged", _own("merged__pk")),
    )


def _own(pk: str) -> Concat:
    """What a body is called in files of ours."""
    given = Value(f"{own_prefix()}-org-")
    return Concat(given, Cast(pk, TextField()), output_field=TextField())


def _where(others: str, words: Concat) -> Case:
    """These words where there are such rows: of none, a dash in a cell would be the number."""
    return Case(When(**{f"{others}__isnull": False}, then=words), output_field=TextField())


def _places(scope: Any) -> QuerySet[Any]:
    return Place.objects.all()


def _here(scope: Any) -> QuerySet[Any]:
    return Place.objects.filter(reach_up__ancestor=scope.place.pk)


def _funds(scope: Any) -> QuerySet[Any]:
    return Fund.objects.visible_to(scope.user)


class BodyName(Recognised):
    """A body by its name; a name that was taken out is none, whatever the directory has."""

    def read(self, text: str, known: Known) -> Any:
        if names_withheld(text):
            return one_line(text)[: self.longest]
        return super().read(text, known)


BODY = BodyName(
    *(_bodies, "organisation"),
    names=NAMES,
    suggest="organisation_suggest",
    longest=200,
    alike=bodies_alike,
    apart=told_apart,
    are_added=True,
)
BODY_NUMBER = Recognised(_numbered, "organisation", names=NUMBERS)
PLACE_CODE = Recognised(_places, "place", names=("codes__code",))
PLACE_NAME = Recognised(
    *(_here, "place"),
    names=("name", "names__name"),
    alike=places_alike,
    said_otherwise=places_said,
)
FUND = Recognised(_funds, "fund")


def take_body(row: Row, column: str, number: str = "") -> str:
    """Put into ``column`` of a row the body that its number names, or else its name.

    Gives the words of the file where neither is known; empty otherwise.
    """
    named = row.values.get(column)
    numbered = row.first(number)
    if isinstance(numbered, int):
        row.values[column] = numbered
        return ""
    row.values[column] = None if isinstance(named, str) else named
    return named if isinstance(named, str) else ""
