"""The cells of one column of a file, each text read once as long as it is remembered.

Most columns of a long file say a few things again and again: a day, a currency, who gives.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from registry.import_readers import Elsewhere, Known, Named, Reader, Unknown, Unread
from registry.imported import PLACE, REFERENCE, ImportColumn, Row

REMEMBERED, NAMES = 4_000, 32_000  # texts of one column; names stand there again and again
LONGEST = 300  # what is longer seldom stands twice


class Said(NamedTuple):
    """What a text says: a value, with the columns that it fills; or what is wrong with it."""

    value: Any = None
    fills: dict[str, Any] | None = None
    problem: str = ""
    left: str = ""  # that its row is left out, and why
    less: str = ""  # as what it is kept, where that is less than it says
    is_sound: bool = False  # it says something, and that is kept whole


UNKNOWN = Said(problem="is not known here")


@dataclass
class Cells:
    """A column of a file (``at``, from 0) that is matched to one of a record; None: no column is,
    and the record's has a question instead."""

    at: int | None
    column: ImportColumn
    known: Known
    is_bare: bool = False  # nothing is to be asked of a sound text in it, in any row
    remembered: dict[str, Said] = field(default_factory=dict)
    sounds: dict[str, Said] = field(default_factory=dict)  # of a bare column, those that are sound

    def __post_init__(self) -> None:
        # What is asked of each text of a long file stands here, and is looked up once
        self.key, self.reads, self.fills = self.column.key, self.column.reads, self.column.fills
        self.is_of_record = bool(self.fills) and "." not in self.fills
        self.part, _, self.name = self.fills.partition(".") if "." in self.fills else ("", "", "")
        self.is_aside = not (self.fills or self.key in (REFERENCE, PLACE))
        self.may_be_less = type(self.reads).less_than is not Reader.less_than
        self.most = NAMES if isinstance(self.reads, Named) else REMEMBERED

    def read(self, text: str) -> Said:
        """What a text says."""
        said = self.remembered.get(text)
        if said is None:
            said = self._read(text)
            if len(text) <= LONGEST and len(self.remembered) < self.most:
                self.remembered[text] = said
        return said

    def sound(self, text: str) -> Said | None:
        """What a text says that is kept as it stands; None where there is more to it."""
        if text[0] == "'" or text in self.remembered or self.reads.is_empty(text, self.known):
            return None
        said = self._read(text)
        if not said.is_sound:
            return None
        if len(text) <= LONGEST and len(self.sounds) < self.most:
            self.sounds[text] = said
        return said

    def is_empty(self, text: str) -> bool:
        """Whether it only says that nothing is known. What is remembered was read: it says more."""
        return self.reads.is_empty(text, self.known)

    def _read(self, text: str) -> Said:
        try:
            value = self.reads.read(text, self.known)
        except Unread as problem:
            return Said(problem=str(problem))
        except Unknown:
            return UNKNOWN
        if isinstance(value, Elsewhere) and not self.reads.tells_elsewhere:
            return Said(left=str(value))
        less = self.reads.less_than(text, self.known) if self.may_be_less else ""
        if value is None or value == "":
            return Said(less=less)
        fills = self.reads.into(self.fills, value) if self.is_of_record else None
        return Said(value, fills, "", "", less, not less)

    def drops_some(self, text: str, value: Any) -> bool:
        """Whether some of the names in a text, and not all, stand for none that is here."""
        reader = self.column.reads
        if not (isinstance(reader, Named) and reader.holds_several and isinstance(value, list)):
            return False
        return len(value) < len(list(reader.each(text)))

    def put(self, row: Row, said: Said) -> None:
        """Put what a text says into its row."""
        if said.fills is not None:  # as most
            (row.only_new if self.column.only_new else row.values).update(said.fills)
        elif self.is_aside and said.is_sound:  # as the last one does, for what comes most often
            row.aside.setdefault(self.key, []).append(said.value)
        elif said.left:
            row.is_left_out, row.why_left = True, said.left
        elif said.value is None:
            # So it was answered: it needs this, or is at no place that is known here
            row.is_left_out |= self.column.is_needed or self.column.key == PLACE
        elif self.part:
            values = said.value if isinstance(said.value, list) else [said.value]
            row.parts.setdefault(self.part, []).extend(
                {self.name: each} for each in dict.fromkeys(values)
            )
        elif self.column.key == REFERENCE:
            row.reference = said.value
        elif self.column.key == PLACE:
            row.place_id = said.value
        else:
            row.aside.setdefault(self.column.key, []).append(said.value)
