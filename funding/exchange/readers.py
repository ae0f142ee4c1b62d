"""How the cells of files of money are read: whose numbers and names they are, and where it goes."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, F, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Concat

from funding.exchange.bodies import own_prefix
from funding.models import Fund
from interface.words import one_line
from partnerships.models import Organisation, OrganisationIdentifier, Place
from partnerships.organisation.identifiers import taken_apart
from partnerships.organisation.spellings import bodies_alike, numbers_said, told_apart
from partnerships.place.elsewhere import places_said
from partnerships.place.spellings import places_alike
from partnerships.place.within import within
from registry.import_dates import Day
from registry.import_readers import Known, Recognised, plain
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
    return Place.objects.filter(pk__in=within(scope.roots))


def _funds(scope: Any) -> QuerySet[Any]:
    return Fund.objects.visible_to(scope.user)


class BodyName(Recognised):
    """A body by its name; a name that was taken out is none, whatever the directory has."""

    def read(self, text: str, known: Known) -> Any:
        if names_withheld(text):
            return one_line(text)[: self.longest]
        return super().read(text, known)


class BodyNumber(Recognised):
    """A body by its number; another number is kept as its register writes it."""

    def read(self, text: str, known: Known) -> Any:
        read = super().read(text, known)
        scheme, value = taken_apart(read) if isinstance(read, str) else ("", "")
        return f"{scheme}-{value}" if scheme else read


BODY = BodyName(
    *(_bodies, "organisation"),
    names=NAMES,
    suggest="organisation_suggest",
    longest=200,
    alike=bodies_alike,
    apart=told_apart,
    are_added=True,
)
BODY_NUMBER = BodyNumber(_numbered, "organisation", names=NUMBERS, said_otherwise=numbers_said)
PLACE_CODE = Recognised(_places, "place", names=("codes__code",))
PLACE_NAME = Recognised(
    *(_here, "place"),
    names=("name", "names__name"),
    alike=places_alike,
    said_otherwise=places_said,
)
FUND = Recognised(_funds, "fund")


def take_body(row: Row, column: str, number: str = "", scope: Any = None) -> str:
    """Put into ``column`` of a row the body that its number names, or else its name.

    Gives the words of the file where neither is known; empty otherwise. With a ``scope`` a body
    that has another number of the same register is not meant by its name.
    """
    named = row.values.get(column)
    numbered = row.first(number)
    if isinstance(numbered, int):
        row.values[column] = numbered
        return ""
    if isinstance(named, int) and numbered and scope and _has_another(named, numbered, scope):
        named = row.texts[column.removesuffix("_id")]
    row.values[column] = None if isinstance(named, str) else named
    return named if isinstance(named, str) else ""


def _has_another(body: int, number: str, scope: Any) -> bool:
    scheme, value = taken_apart(number)
    known = scope.kept.setdefault("numbers_of_bodies", {})
    if scheme and body not in known:
        rows = OrganisationIdentifier.objects.filter(organisation=body)
        known[body] = set(rows.values_list("scheme", "value"))
    its = {held for of, held in known.get(body, ()) if of == scheme}
    return bool(its) and value not in its


def asked_apart(row: Row, said: str, key: str, number: Any) -> str:
    """What is asked of a body that nobody knows: its name with its number, since two may share a
    name. Empty where that was answered, and then it is taken."""
    name = f"{said} ({number})" if isinstance(number, str) and number else said
    meant = row.known[key].meant
    if plain(name) not in meant:
        return name
    row.values[f"{key}_id"] = meant[plain(name)]
    if meant[plain(name)] is None:
        row.is_left_out, row.why_left = True, "left out, as you answered"
    return ""


class LastDay(Day):
    """When money ends: whoever says it takes the place of what only followed from a programme."""

    def __init__(self) -> None:
        super().__init__(is_partial=True, ends=True)

    def into(self, column: str, value: Any) -> dict[str, Any]:
        return {**super().into(column, value), "end_follows": False}
