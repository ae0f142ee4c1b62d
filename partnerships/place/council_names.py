"""What people call a council: "Bradford Council" and "Bradford MDC" are the City of Bradford
Metropolitan District Council. Whoever says which kind of council it is means no other: Lichfield
City Council is not the district's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from records.names import plain_key

KINDS = frozenset({"city", "county", "borough", "district"})
_BEFORE = KINDS | {"and", "royal", "london", "metropolitan", "council"}
_AFTER = KINDS | {"london", "metropolitan"}
# What each kind of council is called for short, and what its name may have besides
_SHORT = {"city": ("cc",), "county": ("cc",), "borough": ("bc", "mbc"), "district": ("dc", "mdc")}
_BESIDES = {"borough": ("metropolitan", "london", "royal"), "district": ("metropolitan",)}


@dataclass(frozen=True)
class CouncilName:
    """The name of its area, and what kinds of council it calls itself."""

    area: str
    kinds: frozenset[str] = frozenset()

    @classmethod
    def of(cls, name: str) -> CouncilName:
        """What a name of a council or of its place says."""
        words = plain_key(name).split()
        kinds: set[str] = set()
        at = words.index("of") if "of" in words else 0
        if at and set(words[:at]) <= _BEFORE:
            kinds |= KINDS & set(words[:at])
            words = words[at + 1 :]
        words = words[1:] if words[:1] == ["the"] else words
        if words[-1:] in (["council"], ["corporation"]):
            words = words[:-1]
            while len(words) > 1 and words[-1] in _AFTER:
                kinds |= KINDS & {words.pop()}
        return cls(" ".join(words), frozenset(kinds))

    def forms(self) -> Iterator[str]:
        """How it may be written, by the plain key of names; one that does not say which kind of
        council it is may be called by any."""
        yield from (f"{self.area} council", f"council of {self.area}")
        for kind in self.kinds or KINDS:
            for said in (kind, *(f"{one} {kind}" for one in _BESIDES.get(kind, ()))):
                yield from (f"{self.area} {said} council", f"{said} council of {self.area}")
                yield f"{said} of {self.area}"
            yield from (f"{self.area} {short}" for short in _SHORT[kind])
            if kind == "borough":
                yield from (f"lb {self.area}", f"lb of {self.area}")
            yield f"{kind} of {self.area} council"
        if {"city", "district"} <= self.kinds:
            yield from (
                f"city of {self.area} metropolitan district council",
                f"city of {self.area} mdc",
            )


def council_forms(names: Iterable[tuple[int, str, str]]) -> list[tuple[int, str, str]]:
    """Each way to write each of these: the key of a record, a name of it, its label."""
    known: dict[int, list[CouncilName]] = {}
    labels: dict[int, str] = {}
    for pk, name, label in names:
        known.setdefault(pk, []).append(CouncilName.of(name))
        labels[pk] = label
    forms: dict[tuple[int, str], None] = {}
    for pk, said in known.items():
        kinds = frozenset[str]().union(*(one.kinds for one in said))
        for area in dict.fromkeys(one.area for one in said if one.area):
            forms |= dict.fromkeys((pk, form) for form in CouncilName(area, kinds).forms())
    return [(pk, form, labels[pk]) for pk, form in forms]
