"""Finding a town, ward or postcode by what people type."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Self

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
)
from django.db.models.functions import Concat
from django.utils import timezone

from access.levelled import PublicQuerySet
from access.subqueries import AmongAll
from geography.locality import postcodes
from geography.locality.kinds import CONSTITUENCY, KIND_WORDS, NAMED, POSTCODES, TOWNS, Kind
from partnerships.place.models.place import Place, PlaceLink, PlaceReach, holding
from records.names import MOST_WORDS, PlainKey, typed

# Words that join a name and tell nothing: "Stratford on Avon" finds Stratford-upon-Avon.
JOINING = frozenset({"and", "at", "by", "in", "le", "next", "of", "on", "the", "under", "upon"})
SHORTEST_WORD = 2
# A town, its ward and its neighbourhood are often called alike: the best of them is shown.
ONCE = ("name_key", "place_id")
# As we write it ourselves: "Truro, in Cornwall".
_BEFORE_AREA = re.compile(r"^\s*(in\s+)?", re.IGNORECASE)


class LocalityKey(PlainKey):
    """The plain key of a name with a space before it, so that " ton" finds where a word begins.

    "Saint" and "St." are the same word.
    """

    template = rf"(' ' || regexp_replace({PlainKey.template}, '\msaint\M', 'st', 'g'))"


class LocalityQuerySet(PublicQuerySet):
    """What is found by the names that people use; the lists are public."""

    def current(self) -> Self:
        """Of the releases that hold today."""
        return self.filter(is_current=True)

    def found_by(self, text: str) -> Self:
        """What these words mean: a postcode by its sector or district, else names by their words.

        Each word begins a word of the name; after a comma stands an area that it lies in, unless
        the name itself has the comma.
        """
        if postcode := postcodes.read(text):
            named = self.current().filter(kind__in=POSTCODES, name__in=postcode.names)
            best = named.order_by(_holds(Q(name=postcode.names[0])).desc()).values("name")[:1]
            return named.filter(name=Subquery(best))
        name, _, area = typed(text).partition(",")
        area = _BEFORE_AREA.sub("", area)
        words = name.split()
        rule = self._words(words)
        if rule is None:
            return self.none()
        for number, word in enumerate(words):
            kinds = KIND_WORDS.get(word.lower())
            others = self._words([*words[:number], *words[number + 1 :]]) if kinds else None
            if kinds and others is not None:
                rule |= others & Q(kind__in=kinds)
        if area:
            rule = rule & _lies_within(area) | Q(
                name_key__startswith=LocalityKey(Value(typed(text)))
            )
        return self.current().filter(rule, kind__in=NAMED)

    @staticmethod
    def _words(words: list[str]) -> Q | None:
        """Names of which a word begins with each of these; None where they say nothing.

        Short words alone must begin the name: some ten thousand have a word that begins "st".
        """
        telling = [word for word in words if any(letter.isalnum() for letter in word)]
        kept = [word for word in telling if word.lower() not in JOINING] or telling
        if not any(_letters(word) >= SHORTEST_WORD for word in kept):
            return None
        if not any(_letters(word) > SHORTEST_WORD for word in kept):
            return Q(name_key__startswith=LocalityKey(Value(" ".join(words))))
        rule = Q()
        for word in kept[:MOST_WORDS]:
            rule &= Q(name_key__contains=LocalityKey(Value(word)))
        return rule

    def best_first(self, text: str) -> Self:
        """The best reading first: towns that begin with these words, then whole names, then
        what else begins so, each as the lists rank them.

        With ``is_whole``: whether the whole name or postcode was typed.
        """
        if postcode := postcodes.read(text):
            rows = self.annotate(is_whole=_holds(Q(name__in=postcode.names)))
            return rows.order_by("rank", "name", F("share").desc(), "id")
        name = typed(text).partition(",")[0]
        said = {typed(text), name, *(" ".join(_without(name, word)) for word in KIND_WORDS)}
        keys = [LocalityKey(Value(one)) for one in sorted(said) if one]
        if not keys:
            return self.annotate(is_whole=Value(False))
        begins: Any = Q()
        goes_on: Any = Q()
        for key in keys:
            begins |= Q(name_key__startswith=key)
            goes_on |= Q(name_key__startswith=Concat(key, Value(" ")))
        whole = Q(name_key__in=keys)
        # Ashton-under-Lyne before the hamlets that are called just Ashton
        town = Q(whole | goes_on, kind__in=TOWNS)
        return self.annotate(is_whole=_holds(whole)).order_by(
            *(_holds(town).desc(), F("is_whole").desc(), _holds(begins).desc()),
            *("rank", "name_key", F("share").desc(), "id"),
        )

    def called(self, keys: Iterable[str], typed: Iterable[str]) -> Self:
        """Those called just so, by their plain keys, and the postcodes that somebody typed."""
        named = [LocalityKey(Value(key)) for key in keys]
        codes = {name for text in typed for name in self.postcode_names(text)}
        rule = Q(kind__in=NAMED, name_key__in=named)
        return self.current().filter(rule | Q(kind__in=POSTCODES, name__in=sorted(codes)))

    @staticmethod
    def postcode_names(text: str) -> tuple[str, ...]:
        """What lists may call the postcode that somebody typed, the best reading last."""
        postcode = postcodes.read(text)
        return postcode.names[::-1] if postcode else ()

    def of_postcode(self, text: str) -> tuple[set[int], str]:
        """The councils in which a whole postcode lies, by its sector, else its district; and the
        country, where that is not England. Neither for what is none, or what no list has."""
        postcode = postcodes.read(text)
        if postcode is None or not postcode.is_whole:
            return set(), ""
        named = self.current().filter(kind__in=POSTCODES, name__in=postcode.names)
        lie: dict[str, set[int]] = {}
        for name, place in named.order_by().values_list("name", "place"):
            lie.setdefault(name, set()).add(place)
        found = next((lie[name] for name in postcode.names if name in lie), set[int]())
        return found, postcode.elsewhere

    @staticmethod
    def missing_words(text: str) -> str:
        """What to say of a postcode that no list has; empty for anything else."""
        postcode = postcodes.read(text)
        return postcode.missing_words if postcode else ""

    def as_offered(self) -> Self:
        """With its council, the area around that, and whether something came after the council."""
        after = PlaceLink.objects.filter(
            holding(timezone.localdate()), place=OuterRef("place"), kind=PlaceLink.Kind.SUCCEEDED_BY
        )
        rows = self.select_related("place")
        return rows.annotate(area_name=_area_name(), is_replaced=Exists(after))

    def offered(self, text: str, most: int) -> list[Any]:
        """The best few, each name of a council once, with their areas. Two queries at most."""
        # A council that is found itself stands for what is called as it is; a constituency is
        # another area
        by_itself = Q(name=F("place__name"), place__in=Place.objects.found_by(text).order_by())
        found = self.found_by(text).exclude(by_itself & ~Q(kind=CONSTITUENCY))
        once = found.exclude(_edge_of_city()).distinct(*ONCE)
        best = once.order_by(*ONCE, "rank", F("share").desc(), "id").values("pk")
        every = self.model._default_manager.filter(AmongAll("pk", best)).as_offered()
        rows = list(every.best_first(text)[:most])
        postcode = postcodes.read(text)
        if len(rows) < most and postcode and postcode.may_go_on:
            start = postcode.names[0]
            more = self.current().filter(kind=Kind.POSTCODE_DISTRICT, name__startswith=start)
            known = {row.name for row in rows}
            others = more.as_offered().exclude(name__in=known).order_by("name", "id")
            rows += others[: most - len(rows)]
        return rows


def _edge_of_city() -> Q:
    """A council in which a list names a city without a share, where others have theirs."""
    parts = Place.localities.rel.related_model.objects.filter(
        release=OuterRef("release"), kind=OuterRef("kind"), name=OuterRef("name")
    )
    # In this order: a thousand names begin alike, and only of a city another row is looked up
    return Q(kind=Kind.CITY, share=None) & Q(Exists(parts.filter(share__isnull=False)))


def _lies_within(area: str) -> Q:
    """In a council, county or region whose name holds these words."""
    named = Place.objects.found_by(area).order_by().values("pk")
    return Q(Exists(PlaceReach.objects.filter(place=OuterRef("place"), ancestor__in=named)))


def _holds(rule: Q) -> ExpressionWrapper:
    return ExpressionWrapper(rule, output_field=BooleanField())


def _letters(word: str) -> int:
    return sum(letter.isalnum() for letter in word)


def _area_name() -> Subquery:
    """The county that the council of a locality lies in, else its region."""
    above = PlaceReach.objects.filter(
        place=OuterRef("place"), ancestor__kind__in=(Place.Kind.COUNTY, Place.Kind.REGION)
    )
    # A county is the lesser of the two words
    others = above.exclude(ancestor=F("place")).order_by("ancestor__kind", "ancestor")
    return Subquery(others.values("ancestor__name")[:1])


def _without(name: str, word: str) -> list[str]:
    return [one for one in name.split() if one.lower() != word]
