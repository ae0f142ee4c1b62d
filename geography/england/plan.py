"""What a table would change in the record: places new, ended, renamed, recoded, merged."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.utils.text import slugify

from geography.england.existing import FORMER, GSS, ODS, Existing
from geography.england.planned import Plan
from geography.england.table import REGIONS, Problem, Row, Table
from partnerships.models import Place, PlaceCode, PlaceFigure, PlaceLink, PlaceName
from partnerships.place.kind_groups import OF_THE_NHS

WITHIN, SUCCEEDED = PlaceLink.Kind.WITHIN, PlaceLink.Kind.SUCCEEDED_BY
PLAIN, OFFICIAL, OTHER = PlaceName.Kind.PLAIN, PlaceName.Kind.OFFICIAL, PlaceName.Kind.OTHER
POPULATION_OF = "2020"
AREA_OF = "List of July 2025"
# What has days, as a problem calls it; and of which codes a place has one that has not ended.
DATED: dict[Any, str] = {
    PlaceName: "its name",
    PlaceCode: "its code",
    PlaceLink: "its place within another",
}
ONE_ALONE = {
    GSS: ("gss_code", "it has another code already"),
    FORMER: ("former_gss_codes", "of one former code alone may the last day be unknown"),
    ODS: ("ods_code", "it has another NHS code already"),
}


def plan(
    table: Table,
    sources: dict[str, int],
    on: dt.date | None = None,
    older: Collection[int] = (),
) -> Plan:
    """Compare a table that has no problems with the record. Writes nothing.

    ``on``: the day from which changes hold whose day the table does not say. ``older``: the sources
    of earlier lists, whose links end as those of this one do.
    """
    return _Planner(table, sources, on, older).run()


class _Planner:
    def __init__(
        self,
        table: Table,
        sources: dict[str, int],
        on: dt.date | None,
        older: Collection[int],
    ) -> None:
        self.rows, self.sources, self.on, self.older = table.rows, sources, on, older
        self.existing = Existing(
            code
            for row in table.rows
            for code in (
                row.code, row.ods, *row.former, *row.successors, *(code for code, _ in row.above)
            )
        )  # fmt: skip
        self.by_code = table.by_code
        self.plan = Plan()
        self.places: dict[str, Place] = {}

    def run(self) -> Plan:
        self.find_regions()
        self.find_places()
        self.check_named()
        if not self.plan.problems:
            for row in self.rows:
                place = self.places[row.code]
                self.names(row, place)
                self.codes(row, place)
                self.links(row, place)
                self.figures(row, place)
            self.check_held()
        return self.plan

    def bad(self, row: Row, column: str, message: str) -> None:
        self.plan.problems.append(Problem(row.line, column, message))

    def find_regions(self) -> None:
        """The regions that rows name, made where the record has none."""
        for name in sorted({row.region for row in self.rows if row.region}):
            if name not in self.existing.regions:
                region = Place(name=name, slug=self.free(slugify(name)), kind=Place.Kind.REGION)
                self.existing.regions[name] = region
                self.plan.add(region)
                self.plan.add(PlaceName(place=region, name=name, kind=PLAIN))
                self.plan.say("new", f"{name}, region")
            if (code := REGIONS[name]) not in self.existing.place_of:
                source = self.sources["ons-codes"]
                region = self.existing.regions[name]
                self.plan.add(PlaceCode(place=region, scheme=GSS, code=code, source_id=source))

    def find_places(self) -> None:
        """The place of each row, made where the record has none."""
        # Addresses that the table gives go first, so that no other place takes them.
        given = {row.slug for row in self.rows if row.slug}
        taken: dict[int, Row] = {}
        for row in self.rows:
            found = {
                place.pk: place
                for code in (row.code, *row.former)
                if (place := self.existing.place(code)) is not None
            }
            if len(found) > 1:
                self.bad(row, "former_gss_codes", f"its codes belong to {len(found)} places here")
            for pk, place in found.items():
                if pk in taken:
                    message = f"{place.name} is meant in line {taken[pk].line} as well"
                    self.bad(row, "gss_code", message)
                taken[pk] = row
                self.places[row.code] = place
            if not found:
                self.places[row.code] = self.make(row, given)
            else:
                self.kind(row, self.places[row.code])

    def check_named(self) -> None:
        """Every place that a row names is in the table or in the record."""
        for row in self.rows:
            named = [("successor_gss", code) for code in row.successors]
            for column, code in (*named, *((column, code) for code, column in row.above)):
                if code not in self.by_code and self.existing.place(code) is None:
                    self.bad(row, column, f"no place with the code {code} is known")

    def check_held(self) -> None:
        """The record holds nothing that ends before it begins, nor two codes of a kind at once."""
        made: dict[int, list[Any]] = defaultdict(list)
        for kind in DATED:
            for one in self.plan.new.get(kind, ()):
                made[id(one.place)].append(one)
        for row in self.rows:
            place = self.places[row.code]
            rows = [*(self.existing.dated(place.pk) if place.pk else ()), *made[id(place)]]
            for one in rows:
                start, end = one.valid_from, one.valid_to
                if start and end and end <= start:
                    message = f"{DATED[type(one)]} would end on {end}, and it began on {start}"
                    self.bad(row, "", message)
            codes = (one for one in rows if isinstance(one, PlaceCode) and one.valid_to is None)
            for scheme, number in Counter(code.scheme for code in codes).items():
                if number > 1:
                    self.bad(row, *ONE_ALONE[scheme])

    def make(self, row: Row, given: set[str]) -> Place:
        base = slugify(row.name)[:120]
        slug = row.slug or self.free(base, given, f"{base}-{row.kind.replace('_', '-')}", row.code)
        if row.slug and row.slug in self.existing.slugs:
            self.bad(row, "slug", f"another place has the address {row.slug} already")
        self.existing.slugs.add(slug)
        place = Place(name=row.name, slug=slug, kind=row.kind)
        self.plan.add(place)
        ended = f", ended {row.end}" if row.end else ""
        self.plan.say("new", f"{row.name}, {place.get_kind_display()}{ended}")
        return place

    def free(self, slug: str, given: Iterable[str] = (), *others: str) -> str:
        """The first of these addresses that no place has."""
        choices = (slug, *(slugify(other) for other in others))
        slug = next(one for one in choices if one not in self.existing.slugs and one not in given)
        self.existing.slugs.add(slug)
        return slug

    def kind(self, row: Row, place: Place) -> None:
        if place.kind != row.kind:
            before = place.get_kind_display()
            self.plan.change(place, kind=row.kind)
            self.plan.say("kind", f"{row.name}: {before} becomes {place.get_kind_display()}")

    def source(self, row: Row) -> int:
        of_the_nhs = row.kind in OF_THE_NHS
        return self.sources["care-boards" if of_the_nhs else "uk-authorities"]

    def needs_day(self, row: Row, column: str, message: str) -> bool:
        """Whether the day of a change is missing; then it is a problem."""
        if self.on is None:
            self.bad(row, column, f"{message}: say since when with --on, as --on 2026-04-01")
        return self.on is None

    def names(self, row: Row, place: Place) -> None:
        self.name(row, place, PLAIN, row.name)
        if row.official_name:
            self.name(row, place, OFFICIAL, row.official_name)

    def name(self, row: Row, place: Place, kind: str, said: str) -> None:
        """One name of a kind; another one in force ends, and the days that are missing come."""
        rows = [name for name in self.existing.names[place.pk or 0] if name.kind == kind]
        rows = rows if place.pk else []
        same = next((name for name in rows if name.name == said), None)
        held = next((name for name in rows if name.valid_to is None), None)
        if same is None and held is not None and held.name in row.misspelt:
            same = self.put_right(place, held, said)
        if same is None and held is not None:
            if self.needs_day(row, "name", f"{held.name} becomes {said}"):
                return
            self.plan.change(held, valid_to=self.on)
            if kind == PLAIN:
                self.plan.change(place, name=said)
            self.plan.say("renamed", f"{held.name} becomes {said} on {self.on}")
        if same is None:
            start = self.on if held is not None else row.start
            source = self.source(row)
            self.plan.add(
                PlaceName(
                    place=place, name=said, kind=kind,
                    valid_from=start, valid_to=row.end, source_id=source,
                )
            )  # fmt: skip
        elif same is held:
            self.days(row, same, ends=kind == PLAIN, begins=len(rows) == 1)
        elif held is not None:
            self.plan.older.append(f"{held.name} was {said} until {same.valid_to}")

    def put_right(self, place: Place, held: PlaceName, said: str) -> PlaceName:
        """A name that an earlier list had wrong: it never was called so."""
        self.plan.say("filled", f"{held.name} is written {said}")
        self.plan.change(held, name=said)
        if held.kind == PLAIN:
            self.plan.change(place, name=said)
        return held

    def days(self, row: Row, held: Any, *, ends: bool = False, begins: bool = False) -> None:
        """Days that the record does not have and the table does."""
        if row.end and held.valid_to is None:
            self.plan.change(held, valid_to=row.end)
            if ends:
                self.plan.say("ended", f"{row.name} ended on {row.end}")
        if begins and row.start and held.valid_from is None:
            self.plan.change(held, valid_from=row.start)
            if ends:
                self.plan.say("filled", f"{row.name} began on {row.start}")

    def codes(self, row: Row, place: Place) -> None:
        known = self.existing.codes[place.pk] if place.pk else []
        have = {code.code: code for code in known}
        ended = row.former[-1] if row.code_from else ""
        held = next((one for one in known if one.scheme == GSS and one.valid_to is None), None)
        if (same := have.get(row.code)) is None:
            self.recode(row, held)
            start = row.code_from or (self.on if held else None if row.former else row.start)
            self.code(row, place, GSS, row.code, start)
        elif same is held:
            self.days(row, same, begins=not row.former and len(known) == 1)
        elif held is not None:
            self.plan.older.append(f"{row.name} has the code {held.code}, not {row.code}")
        for former in row.former:
            since = {"scheme": GSS, "valid_to": row.code_from} if former == ended else {}
            if since and former in have and have[former].scheme == FORMER:
                self.plan.change(have[former], **since)
                if row.code in have:
                    self.plan.change(have[row.code], valid_from=row.code_from)
                self.plan.say("filled", f"{row.name} had the code {former} until {row.code_from}")
            elif former not in have:
                said = {"scheme": FORMER, **since, "source_id": self.sources["ons-codes"]}
                self.plan.add(PlaceCode(place=place, code=former, **said))
                if place.pk:
                    self.plan.say("filled", f"{row.name} had the code {former}")
        if row.ods and row.ods not in have:
            self.code(row, place, ODS, row.ods, row.start)

    def code(self, row: Row, place: Place, scheme: str, code: str, start: dt.date | None) -> None:
        source = self.sources["ons-codes" if scheme == GSS else "care-boards"]
        self.plan.add(
            PlaceCode(
                place=place, scheme=scheme, code=code,
                valid_from=start, valid_to=row.end, source_id=source,
            )
        )  # fmt: skip

    def recode(self, row: Row, held: PlaceCode | None) -> None:
        """The code in force ends; its last day is not known unless ``on`` says it."""
        if held is None:
            return
        ending = {"valid_to": self.on} if self.on else {"scheme": FORMER, "valid_from": None}
        self.plan.change(held, **ending)
        since = f" on {self.on}" if self.on else "; the day is not known"
        self.plan.say("recoded", f"{row.name}: {held.code} becomes {row.code}{since}")

    def links(self, row: Row, place: Place) -> None:
        known = self.existing.links[place.pk] if place.pk else []
        wanted = dict(self.above(row))
        have = {link.other_id: link for link in known if link.kind == WITHIN}
        for other, (start, end) in wanted.items():
            upper = self.upper(other)
            link = have.get(upper.pk) if upper.pk else None
            if link is None:
                self.link(row, place, upper, WITHIN, start, end)
                if place.pk:
                    self.plan.say("moved", f"{row.name} is within {upper.name}")
            elif end and link.valid_to is None:
                self.plan.change(link, valid_to=end)
            elif self.older and link.valid_to and not (end or row.end):
                self.come_back(row, place, upper, link.valid_to)
        self.leave(row, have, {self.upper(other).pk for other in wanted})
        after = {link.other_id for link in known if link.kind == SUCCEEDED}
        for code in row.successors:
            successor = self.upper(code)
            if not successor.pk or successor.pk not in after:
                self.link(row, place, successor, SUCCEEDED, row.end, None)
                words = f"{row.name} was replaced by {successor.name} on {row.end}"
                self.plan.say("merged", words)

    def upper(self, code: str) -> Place:
        """The place of a code or, for a region, of its name."""
        if code in self.existing.regions:
            return self.existing.regions[code]
        return self.places.get(code) or self.existing.places[self.existing.place_of[code]]

    def above(self, row: Row) -> Iterator[tuple[str, tuple[dt.date | None, dt.date | None]]]:
        """The places above with the days on which both stood.

        A region has no end: what was recorded at a council that ended still counts in it.
        """
        for code, _ in row.above:
            other = self.by_code.get(code)
            starts = [day for day in (row.start, other and other.start) if day]
            ends = [day for day in (row.end, other and other.end) if day]
            yield code, (max(starts, default=None), min(ends, default=None))
        lies_in_county = any(column == "county_gss" for _, column in row.above)
        if row.region and (row.end or not lies_in_county):
            yield row.region, (None, None)

    def come_back(self, row: Row, place: Place, upper: Place, left: dt.date) -> None:
        """It lies again where it had left, by a list that is newer than that."""
        if self.on is None or self.on < left:
            self.plan.older.append(f"{row.name} left {upper.name} on {left}")
            return
        self.link(row, place, upper, WITHIN, self.on, None)
        self.plan.say("moved", f"{row.name} is within {upper.name} again")

    def leave(self, row: Row, have: dict[int, PlaceLink], wanted: set[int | None]) -> None:
        """Links of this list that it does not have any more end."""
        for other, link in have.items():
            gone = other not in wanted and link.valid_to is None
            listed = link.source_id in (self.source(row), *self.older)
            if gone and listed and not row.end:
                if self.needs_day(row, "", "it is not within all places of the record any more"):
                    return
                self.plan.change(link, valid_to=self.on)
                self.plan.say("moved", f"{row.name} leaves a place above it on {self.on}")

    def link(self, row: Row, place: Place, other: Place, kind: str, *days: dt.date | None) -> None:
        source = self.source(row)
        self.plan.add(
            PlaceLink(
                place=place, other=other, kind=kind,
                valid_from=days[0], valid_to=days[1], source_id=source,
            )
        )  # fmt: skip

    def figures(self, row: Row, place: Place) -> None:
        rows = self.existing.figures[place.pk] if place.pk else []
        known = {one.measure: one for one in rows if one.release in (POPULATION_OF, AREA_OF)}
        for measure, value, unit, release in (
            (PlaceFigure.Measure.POPULATION, row.population, "people", POPULATION_OF),
            (PlaceFigure.Measure.AREA, row.area, "square kilometres", AREA_OF),
        ):
            if value is None:
                continue
            figure = known.get(measure)
            if figure is None:
                year = {"as_of": dt.date(2020, 1, 1), "as_of_precision": "year"}
                self.plan.add(
                    PlaceFigure(
                        place=place, measure=measure, value=value, unit=unit, release=release,
                        source_id=self.source(row),
                        **(year if measure == PlaceFigure.Measure.POPULATION else {}),
                    )
                )  # fmt: skip
            elif figure.value != value:
                self.plan.change(figure, value=value)
                self.plan.say("filled", f"{row.name}: {figure} is corrected")
