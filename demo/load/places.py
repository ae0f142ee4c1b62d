"""Places with their names, codes and links."""

from __future__ import annotations

from demo.load.entries import DataFile, Entry
from demo.load.record import Record
from demo.load.sources import load_notes
from partnerships.models import Place, PlaceCode, PlaceLink, PlaceName

# The kinds of authority in the list, as Placebook names them.
KINDS = {
    "county": Place.Kind.COUNTY,
    "unitary authority": Place.Kind.UNITARY,
    "metropolitan district": Place.Kind.METROPOLITAN_BOROUGH,
    "london borough": Place.Kind.LONDON_BOROUGH,
    "city corporation": Place.Kind.CITY_CORPORATION,
    "non-metropolitan district": Place.Kind.DISTRICT,
    "combined authority": Place.Kind.COMBINED_AUTHORITY,
    "strategic regional authority": Place.Kind.STRATEGIC_AUTHORITY,
}
# An ended code whose last day is not known stands under a scheme of its own: dated rows end on a
# day, and only one code of a scheme is in force.
FORMER = "gss-former"
# Columns of the list that the names, codes and links are made from.
READ_LATER = (
    *("gss_code", "official_name", "former_gss_codes"),
    *("valid_from", "valid_to", "successor_gss"),
)


def load_places(file: DataFile, authorities: list[Entry], record: Record) -> None:
    """Regions, authorities and what lies within them; then how they stand to each other."""
    regions = file.take("regions", "place")
    smaller = file.take("neighbourhoods", "place")
    for entry in regions:
        add_place(entry, record, Place.Kind.REGION)
    by_code = {entry.fields["gss_code"]: entry for entry in authorities}
    links = [link for entry in authorities for link in _authority(entry, by_code, record)]
    for entry in smaller:
        links.append((entry, entry.needed("within"), {"source": entry.text("source")}))
        add_place(entry, record, entry.needed("kind"))
    record.flush()
    for entry in (*regions, *authorities, *smaller):
        add_name(entry, record, "plain", entry.fields["name"])
    for entry in authorities:
        _official_name_and_codes(entry, record)
    for entry in file.take("other_names", "place-name"):
        place = record.id(entry, "place", entry.needed("place"))
        name, source = entry.needed("name"), record.source(entry)
        record.add(entry, PlaceName(place_id=place, name=name, kind="other", source_id=source))
    for entry, other, said in links:
        add_within(entry, record, other, **said)
    for entry in file.take("successions", "place-link"):
        _succession(entry, record)
    record.flush()
    load_notes(file, record)


def slug_of(entry: Entry) -> str:
    """The last part of an entry's key, which is the slug of its row."""
    return entry.key.rpartition("/")[2]


def add_place(entry: Entry, record: Record, kind: str, *, is_example: bool = False) -> None:
    """Queue a place."""
    record.add(
        entry,
        Place(
            name=entry.needed("name"),
            slug=slug_of(entry),
            kind=kind,
            description=entry.text("description"),
            is_example=is_example,
        ),
    )


def _authority(
    entry: Entry, by_code: dict[str, Entry], record: Record
) -> list[tuple[Entry, str, dict[str, str]]]:
    """Queue one authority; give its links upwards as (entry, slug of the place above, dates)."""
    if (kind := KINDS.get(entry.needed("kind"))) is None:
        raise entry.error("this kind of authority is not known")
    region = entry.needed("region").lower().replace(" ", "-")
    above: list[tuple[Entry, str, dict[str, str]]] = []
    for column in ("county_gss", "combined_authority_gss"):
        if not (code := entry.text(column)):
            continue
        if (upper := by_code.get(code)) is None:
            raise entry.error(f"there is no authority with the code {code!r}")
        # A body that has ended had its members for as long as it stood; others are not dated.
        dates = {"from": "valid_from", "to": "valid_to"} if "valid_to" in upper.fields else {}
        said = {name: upper.fields[column] for name, column in dates.items()}
        above.append((entry, slug_of(upper), said))
    if "county_gss" not in entry.fields:
        above.append((entry, region, {}))
    for column in READ_LATER:
        entry.text(column)
    add_place(entry, record, kind)
    return above


def add_name(entry: Entry, record: Record, kind: str, name: str, source: int | None = None) -> None:
    """Queue a name of the place of an entry."""
    place = record.known[entry.key].object_id
    row = PlaceName(place_id=place, name=name, kind=kind, source_id=source)
    record.add(entry.derived("name", kind), row)


def _official_name_and_codes(entry: Entry, record: Record) -> None:
    fields = entry.fields
    listed = record.id(entry, "source", "uk-authorities")
    add_name(entry, record, "official", fields["official_name"], listed)
    former = [code for code in fields.get("former_gss_codes", "").split(";") if code]
    # The start of the body is the start of its code only where the code never changed.
    dates = {"end": fields.get("valid_to", "")}
    if not former:
        dates["start"] = fields.get("valid_from", "")
    add_code(entry, record, "gss", fields["gss_code"], **dates)
    for code in former:
        add_code(entry, record, FORMER, code)


def add_code(entry: Entry, record: Record, scheme: str, code: str, **dates: str) -> None:
    """Queue a code of the place of an entry."""
    row = entry.derived("code", code, **dates)
    record.add(
        row,
        PlaceCode(
            place_id=record.known[entry.key].object_id,
            scheme=scheme,
            code=code,
            valid_from=row.day("start"),
            valid_to=row.day("end"),
            source_id=record.id(row, "source", "ons-codes"),
        ),
    )


def add_within(entry: Entry, record: Record, other: str, **said: str) -> None:
    """Queue the link of an entry's place to the place above it."""
    link = entry.derived("within", other, **said)
    record.add(
        link,
        PlaceLink(
            place_id=record.known[entry.key].object_id,
            other_id=record.id(entry, "place", other),
            kind=PlaceLink.Kind.WITHIN,
            valid_from=link.day("from"),
            valid_to=link.day("to"),
            source_id=record.source(link),
        ),
    )


def _succession(entry: Entry, record: Record) -> None:
    record.add(
        entry,
        PlaceLink(
            place_id=record.id(entry, "place", entry.needed("from")),
            other_id=record.id(entry, "place", entry.needed("to")),
            kind=PlaceLink.Kind.SUCCEEDED_BY,
            valid_from=entry.day("on"),
        ),
    )
