"""Grants that come in by the 360Giving Data Standard: what a file says of one, and what it becomes.

A grant is known by its identifier: the file that we wrote finds the flows that it was written of,
and the next file of a funder those of the one before. Which body gives and which receives is told
by official number, else by name. No organisation is made of a file: a recipient that the directory
does not have stands in the words of the file, with its number, and goes out again so.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import (
    BooleanField,
    ExpressionWrapper,
    Q,
    QuerySet,
)

from access.permissions import contributes
from access.visibility import reader_of
from funding.exchange import standard
from funding.exchange.amounts import Pounds, turn_back, was_given
from funding.exchange.bodies import is_ours, own_prefix
from funding.exchange.chains import IN_A_CIRCLE, Chains
from funding.exchange.grant_readers import Code, InPounds, Months, Postcode, is_in_pounds
from funding.exchange.grants import title_of
from funding.exchange.legs import also_wrong, before_writing
from funding.exchange.readers import (
    BODY,
    BODY_NUMBER,
    FUND,
    PLACE_CODE,
    PLACE_NAME,
    LastDay,
    asked_apart,
    take_body,
)
from funding.exchange.receiver_place import bodies_here, by_postcode
from funding.exchange.remarks import key_of_flow, sort_out
from funding.exchange.unusual import unusual
from funding.models import Flow, FlowPlace, Regrant
from interface.words import capitalised
from partnerships.models import PlaceReach
from partnerships.place.within import within
from records.dates import TO_THE_MONTH, months_on
from records.models import Visibility
from registry.import_dates import Day
from registry.import_levels import levels_to_choose
from registry.import_new import dates_in_order
from registry.import_readers import Elsewhere, Reader, Text
from registry.imported import ImportColumn, ImportFormat, ImportPart, Row, Scope

TITLES = {field.path: field.title for field in (*standard.FIELDS, *standard.LOCATION)}


def _column(path: str, key: str, reads: Reader, **said: Any) -> ImportColumn:
    """The column of a field of the standard, by its title and by where it stands in JSON."""
    title = TITLES[path]
    called = [path, *(standard.numbered(title, at) for at in (0, 1) if ":" in title)]
    return ImportColumn(key=key, label=title, reads=reads, called=tuple(called), **said)


COLUMNS = (
    _column("id", "identifier", Text(100), is_needed=True),
    _column("title", "title", Text(300), fills="description", is_needed=True),
    _column("description", "description", Text(20_000, lines=True), fills="note", is_needed=True),
    _column("currency", "currency", InPounds(), is_needed=True),
    _column("amountAwarded", "amount", Pounds(), fills="amount_low", is_needed=True),
    _column("awardDate", "awarded_on", Day(), fills="awarded_on", is_needed=True),
    _column("plannedDates/0/startDate", "start", Day(is_partial=True), fills="start"),
    _column("plannedDates/0/endDate", "end", LastDay(), fills="end"),
    _column(
        "plannedDates/0/duration",
        "months",
        Months(),
        fills="months",
        means="If no end is given, it is calculated from the start and these months, and marked as "
        "calculated",
    ),
    _column(
        "recipientOrganization/0/postalCode",
        "receiver_postcode",
        Postcode(10),
        fills="receiver_postcode",
    ),
    _column("recipientOrganization/0/id", "receiver_number", BODY_NUMBER),
    _column("recipientOrganization/0/name", "receiver", BODY, fills="receiver_id"),
    ImportColumn(
        key="receiver_said",
        label="Recipient in words",
        reads=Text(200),
        fills="receiver_said",
        means="Where it is no single body",
    ),
    ImportColumn(
        key="receiver_kept",
        label="Number of a recipient in words",
        reads=Text(60),
        fills="receiver_number",
    ),
    ImportColumn(
        key="individual",
        label="Recipient Ind:Identifier",
        reads=Text(100),
        called=("recipientIndividual/0/id",),
    ),
    _column("fundingOrganization/0/id", "giver_number", BODY_NUMBER, is_needed=True),
    _column("fundingOrganization/0/name", "giver", BODY, fills="giver_id", is_needed=True),
    _column("grantProgramme/0/title", "fund", FUND),
    _column("regrantType", "regrant", Code(tuple(Regrant.values))),
    _column("locationScope", "scope", Code(standard.SCOPES)),
    _column("passedOnFrom", "passed_on_from", Text(100)),
    ImportColumn(
        key="place_code",
        label=TITLES["geoCode"],
        reads=PLACE_CODE,
        called=(f"{standard.LOCATIONS}/geoCode",),
        means="Places where the money goes; rows for places elsewhere are left out",
        is_many=True,
    ),
    ImportColumn(
        key="place_name",
        label=TITLES["name"],
        reads=PLACE_NAME,
        called=(f"{standard.LOCATIONS}/name",),
        means="Places here that have no official code",
        is_many=True,
    ),
)
PARTS = {"place": ImportPart(model=FlowPlace, owner="flow_id", only_new=True, noun="place")}
# Official codes of England, of the United Kingdom and of places in its other countries
WIDER = re.compile(r"(E92|[KLMNSW]\d\d)\d{6}", re.IGNORECASE | re.ASCII)
Meaning = Flow.Meaning
A_PERSON = "An individual"


def there(scope: Scope) -> QuerySet[Any]:
    """The money of the place that the person sees; whether they may change each."""
    reader = reader_of(scope.user)
    may = Q(pk__in=[])
    if reader:
        may = Q(created_by=reader.user_id) | Q(giver__in=sorted(reader.organisations))
        may |= Q(reach_ids__overlap=sorted(reader.edited_places))
        may |= Q(programme__in=sorted(reader.led_programmes))
    return (
        Flow.objects.visible_to(scope.user)
        .in_places(scope.roots)
        .select_related("receiver")
        .annotate(
            import_key=key_of_flow(),
            import_may=ExpressionWrapper(may, output_field=BooleanField()),
            import_open=ExpressionWrapper(
                Q(visibility=Visibility.PUBLIC), output_field=BooleanField()
            ),
        )
    )


def shown(flow: Flow) -> tuple[str, str]:
    """Money in a line, told from other money for the same: what for, how much, to whom."""
    to = flow.receiver.name if flow.receiver else flow.receiver_said
    what = flow.description or capitalised(flow.get_meaning_display())
    return f"{what}: {flow.amount}{f' to {to}' if to else ''}", flow.get_absolute_url()


def levels(scope: Scope) -> list[tuple[str, str, str]]:
    """Who may see the new money. It is of no programme."""
    return [level for level in levels_to_choose(scope) if level[0] != Visibility.PROGRAMME]


def finish(row: Row, scope: Scope) -> None:
    """Who gives and who receives, where it goes and what it is passed on from."""
    if not is_in_pounds(row):
        return
    is_wide = row.first("scope") in standard.NATIONAL_OR_WIDER
    if is_wide or not put_at_places(row, scope):
        row.is_left_out = True
        row.why_left = row.why_left or "is for places elsewhere or the whole country"
        return
    _receiver(row, scope)
    _giver(row, scope)
    if row.is_left_out:
        return
    where, unknown = by_postcode(row, scope)
    if where:
        row.is_left_out, row.why_left = True, where
        return
    if unknown:
        why = f"“{unknown[:60]}” is not a postcode that we know"
        _not_placed(row, "receiver_postcode", why)
    _end(row)
    dates_in_order(row)
    _words(row)
    came_back = turn_back(row)
    row.fresh["meaning"] = Meaning.HANDED_BACK.value if came_back else Meaning.COMMITTED.value
    row.fresh["identifier"] = row.first("identifier")
    row.fresh["regrant"] = row.first("regrant") or ""
    _as_its_funder_says(row, came_back=came_back)
    if above := row.first("passed_on_from"):
        chain(row, scope, above)


def _as_its_funder_says(row: Row, *, came_back: bool) -> None:
    """The number by which its funder names itself, and the fund or what it calls its programme."""
    number = row.texts.get("giver_number", "").strip()[:60]
    if number and not came_back and not is_ours(number):
        row.fresh["giver_number"] = number
    if isinstance(fund := row.first("fund"), int):
        row.fresh["fund_id"] = fund
    elif fund:
        row.fresh["fund_said"] = fund[:200]


def _end(row: Row) -> None:
    """Where only its duration is said, when it ends is worked out, and marked so."""
    months, start = row.values.get("months"), row.values.get("start")
    if row.values.get("end"):
        row.values["end_is_worked_out"] = False
    elif months and start:
        first, precision = dt.date.fromisoformat(start), row.values["start_precision"]
        if precision not in TO_THE_MONTH:
            return
        last = months_on(first, months) - dt.timedelta(days=1)
        row.values |= {"end": last.isoformat(), "end_precision": precision}
        row.values |= {"end_is_worked_out": True, "end_follows": False}


def put_at_places(row: Row, scope: Scope) -> bool:
    """Put it at those of its places that lie here; False where it has places and none does."""
    places: tuple[int, ...] = ()
    if "place_code" in row.aside or "place_name" in row.aside:
        here = _here(scope)
        codes = row.aside.get("place_code", ())
        known = [code for code in codes if isinstance(code, int)]
        is_wider = any(isinstance(code, str) and WIDER.fullmatch(code) for code in codes)
        places = tuple(dict.fromkeys(place for place in known if place in here))
        if (known or is_wider) and not places:
            return False
        _note_codes(row, codes, is_also_elsewhere=is_wider or not here.issuperset(known))
        names = row.aside.get("place_name", ())
        named = (place for place in names if isinstance(place, int))
        places = tuple(dict.fromkeys((*places, *named)))
        if names and not places:
            return _not_here(row, names)
    places = places or ((scope.at,) if scope.at else ())
    if not places:  # of a programme each row names its own
        row.parts["place"] = []
        return True
    row.place_id = places[0]
    row.parts["place"] = [{"place_id": place} for place in places]
    row.fresh["reach_ids"] = _reach(places, scope)
    if len(places) == 1:  # as the triggers say of one that is made by hand: see standing_alone.py
        row.fresh["only_place"] = places[0]
    return True


def _not_here(row: Row, names: Sequence[str]) -> bool:
    """It names places, and none that lies here: another one, or one that nobody knows. The latter
    may come in without a place."""
    if away := next((name for name in names if isinstance(name, Elsewhere)), None):
        row.why_left = str(away)
        return False
    _not_placed(row, "place_name", f"“{names[0][:60]}” is not a place that we know")
    return True


def _not_placed(row: Row, key: str, why: str) -> None:
    """It may come in without a place: nobody here knows what this column says."""
    row.unplaced = (key, why)
    row.fresh.pop("only_place", None)
    row.parts["place"] = []
    row.fresh["reach_ids"] = []


def _note_codes(row: Row, codes: Sequence[Any], *, is_also_elsewhere: bool) -> None:
    """Keep what ``remarks.py`` tells of where the money goes."""
    if is_also_elsewhere:
        row.fresh["is_also_elsewhere"] = True
    unknown = [code for code in codes if isinstance(code, str) and not WIDER.fullmatch(code)]
    if unknown:
        row.fresh["codes_said"] = unknown[:5]


def _here(scope: Scope) -> set[int]:
    """The place of the import and all within it."""
    if "here" not in scope.kept:
        reach = PlaceReach.objects.filter(ancestor__in=scope.roots)
        scope.kept["here"] = {*scope.roots, *reach.values_list("place_id", flat=True)}
    here: set[int] = scope.kept["here"]
    return here


def rests_on(scope: Scope) -> list[Any]:
    """What else than the file a row is read by: which places lie here, and within which."""
    reach = PlaceReach.objects.filter(place__in=within(scope.roots)).values_list(
        "place", "ancestor"
    )
    return [own_prefix(), sorted(reach)]


def _reach(places: tuple[int, ...], scope: Scope) -> list[int]:
    known = scope.kept.setdefault("reach", {})
    if places not in known:
        known[places] = sorted(PlaceReach.of(list(places)))
    made: list[int] = known[places]
    return made


def _giver(row: Row, scope: Scope) -> None:
    said = take_body(row, "giver_id", "giver_number", scope)
    if said and (asked := asked_apart(row, said, "giver", row.first("giver_number"))):
        row.unknown.append(("giver", asked))
    giver = row.values["giver_id"]
    if giver is not None and giver == row.values["receiver_id"]:
        row.problems.append(("receiver", "is who gives it. Money goes from one body to another"))


def _receiver(row: Row, scope: Scope) -> None:
    """A body of the directory; else the words of the file, and the number that it gives."""
    said = take_body(row, "receiver_id", "receiver_number", scope)
    number = row.first("receiver_number")
    row.values["receiver_said"] = said[:200]
    is_kept = said and isinstance(number, str) and not is_ours(number, "-called-")
    row.values["receiver_number"] = number[:60] if is_kept else ""
    if row.values["receiver_id"] is None and not said:
        if row.first("individual"):
            row.values["receiver_said"] = A_PERSON
        else:
            row.problems.append(("receiver", "is empty. Each grant says who receives it"))


def _words(row: Row) -> None:
    """What a file of ours says of money without words of its own is not taken for its words."""
    title = row.values.get("description")
    if row.values.get("note") == title:
        row.values.pop("note", None)
    if title == title_of(row.texts.get("receiver", "")):
        row.values.pop("description")


def chain(row: Row, scope: Scope, above: str, column: str = "passed_on_from") -> None:
    """What it is passed on from; a circle is refused at the row that closes it."""
    row.fresh["passed_on_from"] = " ".join(above.split())
    chains: Chains = scope.kept.setdefault("passed_on", Chains())
    if chains.closes(plain_key(row.fresh["identifier"]), plain_key(above)):
        row.problems.append((column, IN_A_CIRCLE))


def plain_key(text: str) -> str:
    """An identifier as rows are matched by it."""
    return " ".join(text.split()).lower()


def _also_wrong(cursor: Any, scope: Scope) -> Iterator[tuple[int, str, str]]:
    yield from was_given(cursor, scope)
    yield from also_wrong(cursor, scope)


GRANTS = ImportFormat(
    key="grants",
    noun="grant",
    makes=Flow,
    columns=COLUMNS,
    permission=contributes,
    there=there,
    finish=finish,
    key_of=lambda row: str(row.first("identifier") or ""),
    levels=levels,
    level=Visibility.NETWORK,
    parts=PARTS,
    named_by="identifier",
    called_by="identifier",
    shown=shown,
    before_writing=before_writing,
    also_fills={"fresh": ("parent_id",)},
    rests_on=lambda scope: [*rests_on(scope), sorted(bodies_here(scope))],
    also_wrong=_also_wrong,
    sort_out=sort_out,
    unusual=unusual,
    holds="Grants in the 360Giving Data Standard",
    note="Grants as the 360Giving Data Standard has them. A body that is not in the directory is "
    "kept in words. Grants for places elsewhere, or for the whole country, are left out. "
    "Money from funders elsewhere to recipients elsewhere is left out too, by their postcodes. If "
    "we don’t know a postcode, you decide.",
    order=40,
)
