"""What else bodies and places are called comes in from a list: a name, and another one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import F, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat

from access.permissions import edits
from partnerships.models import Organisation, PlaceName
from partnerships.organisation.permissions import bodies_kept
from partnerships.partnership.import_names import ORGANISATION, place_column
from partnerships.partnership.import_programmes import in_programme
from partnerships.place.within import within
from records.names import plain_key
from records.other_names import LONGEST
from registry.import_new import known_as
from registry.import_readers import Text
from registry.imported import ImportColumn, ImportFormat, Row, Scope

OtherWord: Any = Organisation.synonyms.rel.related_model
NOT_YOURS = "is looked after by others: only they can say what else it is called"
CALLED = (
    *("alias", "aliases", "other name", "other names", "alt name", "alt names", "alternative name"),
    *("known as", "also known as", "aka", "abbreviation", "short name"),
)


def _other_name(fills: str) -> ImportColumn:
    return ImportColumn(
        key="also_called",
        label="Also called",
        reads=Text(LONGEST),
        fills=fills,
        is_needed=True,
        called=CALLED,
    )


def _known_by(rows: QuerySet[Any], owner: str, key: str) -> QuerySet[Any]:
    """Rows of a model, known by whose name it is and what it says."""
    said = Concat(Cast(owner, TextField()), Value(" "), F(key), output_field=TextField())
    return known_as(rows, said, may=True)


def _of_bodies(scope: Scope) -> QuerySet[Any]:
    rows = OtherWord.objects.filter(organisation__in=bodies_kept(scope.user).values("pk"))
    return _known_by(rows.select_related("organisation"), "organisation_id", "key")


def _finish_body(row: Row, scope: Scope) -> None:
    """Whoever keeps a body says what else it is called."""
    kept = scope.kept.setdefault("bodies", None)
    if kept is None:
        kept = scope.kept["bodies"] = set(bodies_kept(scope.user).values_list("pk", flat=True))
    body = row.values.get("organisation_id")
    if body is not None and body not in kept:
        row.problems.append(("organisation", NOT_YOURS))


def _of_places(scope: Scope) -> QuerySet[PlaceName]:
    names = PlaceName.objects.filter(place__in=within(scope.roots))
    rows = names.filter(kind=PlaceName.Kind.OTHER, valid_to=None)
    return _known_by(rows.select_related("place"), "place_id", "name_key")


def _finish_place(row: Row, scope: Scope) -> None:
    row.values["place_id"] = row.place_id
    row.fresh["kind"] = PlaceName.Kind.OTHER.value


def _shown(record: Any) -> tuple[str, str]:
    of = getattr(record, "organisation", None) or getattr(record, "place", None)
    return f"{record}: {of}", of.get_absolute_url()


BODY_NAMES = ImportFormat(
    key="organisation_names",
    noun="other name of an organisation",
    title="Other names of organisations",
    makes=OtherWord,
    columns=(
        ImportColumn(
            key="organisation",
            label="Organisation",
            reads=replace(ORGANISATION, are_added=False),
            fills="organisation_id",
            is_needed=True,
            called=("name", "body", "organisation name"),
        ),
        _other_name("words"),
    ),
    permission=edits,
    there=_of_bodies,
    finish=_finish_body,
    key_of=lambda row: (
        f"{row.values.get('organisation_id')} {plain_key(row.values.get('words', ''))}"
    ),
    named_by="also_called",
    called_by="name",
    shown=_shown,
    note="Everyone can find an organisation by its other names.",
    order=42,
)
PLACE_NAMES = ImportFormat(
    key="place_names",
    noun="other name of a place",
    title="Other names of places",
    makes=PlaceName,
    columns=(place_column("Place"), _other_name("name")),
    permission=edits,
    there=_of_places,
    finish=_finish_place,
    key_of=lambda row: f"{row.place_id} {plain_key(row.values.get('name', ''))}",
    named_by="also_called",
    called_by="name",
    shown=_shown,
    note="Everyone can find a place by its other names.",
    in_programme=in_programme(),
    order=44,
)
