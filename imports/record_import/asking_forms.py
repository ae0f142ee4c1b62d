"""What words of a file mean that nobody here knows: asked in one table, each once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import CharField, ChoiceField

from imports.record_import.kept_answers import at_their_questions, words_of
from imports.record_import.models import RecordImport
from imports.record_import.new_bodies import as_answer
from interface import forms
from interface.words import capitalised, count_words
from partnerships.models import Organisation
from partnerships.organisation.forms import SECTORS
from partnerships.organisation.new_bodies import NewBody, may_add_here, read_number
from partnerships.organisation.sector_guess import probable_sector
from registry.import_readers import Named, is_number, plain
from registry.imported import ImportColumn, ImportFormat, Scope
from registry.unsaid import names_withheld

KEPT = ". What is recorded already stays as it is"
_NUMBERED = re.compile(r"(.+) \(([A-Z]{2}-[A-Z]+-[^()]+)\)")
# Answers beside those that are offered; no choice of a record is called so
LEAVE, OTHER, NEW = "-leave", "-other", "-new"
UNKNOWN_SECTOR, COUNCIL = map(str, (Organisation.Sector.NOT_KNOWN, Organisation.Sector.COUNCIL))


@dataclass(frozen=True)
class Asked:
    """A question in the table: its answer, and what an answer that is not offered needs."""

    meant: Any
    where: str
    other: Any = None
    sector: Any = None
    number: Any = None
    hints: Sequence[tuple[str, str]] = ()
    column: str = ""
    text: str = ""

    @property
    def is_likely(self) -> bool:
        """Whether an answer is proposed that nobody changed, and nothing is wrong with it."""
        said, boxes = self.meant.initial, (self.meant, self.other, self.sector, self.number)
        return bool(said) and said == self.meant.value() and not any(b and b.errors for b in boxes)

    @property
    def proposed(self) -> str:
        """That answer in words; of a new body with its sector."""
        said = str(dict(self.meant.field.choices).get(self.meant.initial, ""))
        is_new = self.sector is not None and self.meant.initial == NEW
        sector = dict(SECTORS).get(self.sector.value()) if is_new else ""
        return f"{said} ({sector})" if sector else said

    @property
    def summary(self) -> str:
        """What folds the boxes: the sector of a new body where that is proposed."""
        if self.sector is None:
            return "Another one"
        if self.meant.value() == NEW and (sector := dict(SECTORS).get(self.sector.value())):
            return f"{sector}. Change its sector, or name another one"
        return "Another or a new one"

    @property
    def is_open(self) -> bool:
        """Whether the boxes for another or a new one are shown at once."""
        boxes = [box for box in (self.other, self.sector, self.number) if box is not None]
        is_new = self.meant.value() == NEW and not (self.sector and self.sector.value())
        return any(box.errors for box in boxes) or self.meant.value() == OTHER or is_new


class SayWhatIsMeant(forms.Form):
    """One question for each word, with the likeliest answer chosen; what is said for all stands
    for those without an answer, and for those whose proposed answer nobody changed."""

    def __init__(
        self,
        *args: Any,
        row: RecordImport,
        kind: ImportFormat,
        scope: Scope,
        where: Any,
        **kwargs: Any,
    ) -> None:
        self.kind, self.scope, self.questions = kind, scope, row.preview["questions"]
        if kwargs.get("data") is not None:
            kwargs["data"] = at_their_questions(kwargs["data"], self.questions)
        super().__init__(*args, **kwargs)
        self.may_add = may_add_here(scope.user, scope.place)
        self.where = [f"{where(one)}{_more(one['count'])}" for one in self.questions]
        for number, question in enumerate(self.questions):
            self._ask(number, question)
        several = [
            number for number in range(len(self.questions)) if f"other_{number}" in self.fields
        ]
        if len(several) > 1:
            self._ask_for_all(several)

    @property
    def has_numbers(self) -> bool:
        """Whether a number is asked about: it is remembered for files with these headings alone."""
        return any(is_number(question["text"]) for question in self.questions)

    @property
    def words(self) -> list[tuple[str, str]]:
        """What the page sends with its answers, so that each is known by what it is about."""
        return words_of(self.questions)

    def _ask(self, number: int, question: dict[str, Any]) -> None:
        column = self.kind.column(question["column"])
        reader: Any = column.reads
        text = question["text"]
        offered = [(str(value), label) for value, label in question["offered"]]
        has_search = isinstance(reader, Named) and bool(reader.suggest)
        more = [(OTHER, f"Another {reader.noun}")] if has_search else []
        if self._adds(reader):
            more.append((NEW, "Add it as new"))
        field = ChoiceField(
            label=_asked(question, column),
            choices=[("", "Choose"), *offered, *more, (LEAVE, self._leave(column))],
            required=False,
        )
        field.is_asked_for = True
        self.fields[f"meant_{number}"] = field
        self.initial[f"meant_{number}"] = self._proposed(question, column)
        if not has_search:
            return
        other = forms.RecordField(
            reader.rows(self.scope),
            noun=reader.noun,
            exact=reader.exact,
            suggest=reader.suggest,
            label=f"Another {reader.noun}",
            required=False,
        )
        other.is_asked_for = True
        self.fields[f"other_{number}"] = other
        if self._adds(reader):
            self._ask_of_new(number, text)
            self.initial[f"number_{number}"] = _name_and_number(text)[1]
            if said := question.get("sector") or self.initial[f"sector_{number}"]:
                self.initial[f"sector_{number}"] = said
            elif self.initial[f"meant_{number}"] == NEW:
                self.initial[f"sector_{number}"] = UNKNOWN_SECTOR

    def _proposed(self, question: dict[str, Any], column: ImportColumn) -> str:
        """The likeliest answer. Of a name that nobody here has: a new body, where it sounds like
        one or each row needs one; else its words, where they are kept. No new council: those of
        the country are here."""
        if question["guess"] is not None:
            return str(question["guess"])
        reader, text = column.reads, question["text"]
        is_name = isinstance(reader, Named) and not question["about"] and text
        sector = question.get("sector") or probable_sector(text)
        if not is_name or question.get("is_close") or names_withheld(text) or sector == COUNCIL:
            own = plain(str(self.scope.within or ""))
            is_part = not sector or bool(own and own in plain(text))
            return LEAVE if is_name and reader.is_left_likely and is_part else ""
        if self._adds(reader) and (sector or column.is_needed or not self.kind.has_notes):
            return NEW
        keeps_words = self.kind.has_notes and not column.is_needed and not reader.if_left
        return LEAVE if keeps_words else ""

    def _adds(self, reader: Any) -> bool:
        return self.may_add and getattr(reader, "are_added", False)

    def _ask_of_new(self, number: int | str, text: str = "") -> None:
        sector = ChoiceField(
            label="Sector, if it is new" if text else "Sector of those that are new",
            choices=[("", "Choose"), *SECTORS],
            required=False,
        )
        self.fields[f"sector_{number}"] = sector
        self.initial[f"sector_{number}"] = probable_sector(text)
        if text:
            self.fields[f"number_{number}"] = CharField(
                label="Official number, if known", max_length=60, required=False
            )
        forms.asked_for(self, f"sector_{number}", f"number_{number}")

    def _ask_for_all(self, several: list[int]) -> None:
        columns = [self.kind.column(self.questions[number]["column"]) for number in several]
        choices = [("", "Each as chosen above"), (LEAVE, self._leave(columns[0]))]
        if all(f"sector_{number}" in self.fields for number in several):
            choices.insert(1, (NEW, "Add them as new"))
            self._ask_of_new("all")
        label = "All other names that you have not answered"
        field = ChoiceField(label=label, choices=choices, required=False)
        self.fields["meant_all"] = field
        forms.asked_for(self, "meant_all")

    def _leave(self, column: ImportColumn) -> str:
        if if_left := getattr(column.reads, "if_left", ""):
            return str(if_left.format(place=self.scope.home))
        if column.is_needed:
            return "Leave these rows out"
        return "Keep it in words, as a note" if self.kind.has_notes else "Leave it empty"

    @cached_property
    def asked(self) -> list[Asked]:
        """The rows of the table."""
        return [
            Asked(
                self[f"meant_{number}"],
                self.where[number] + ("" if question["text"] else KEPT),
                other=self._box("other", number),
                sector=self._box("sector", number),
                number=self._box("number", number),
                hints=self._hints(question),
                column=self.kind.column(question["column"]).label,
                text=question["text"],
            )
            for number, question in enumerate(self.questions)
        ]

    @property
    def to_answer(self) -> list[Asked]:
        """Those that somebody has to answer."""
        return [ask for ask in self.asked if not ask.is_likely]

    @property
    def likely(self) -> list[Asked]:
        """Those with a likely answer, which stands where nobody changes it."""
        return [ask for ask in self.asked if ask.is_likely]

    def _box(self, name: str, number: int) -> Any:
        return self[f"{name}_{number}"] if f"{name}_{number}" in self.fields else None

    def _hints(self, question: dict[str, Any]) -> list[tuple[str, str]]:
        hints = getattr(self.kind.column(question["column"]).reads, "hints", {})
        said = ((label, hints.get(str(value), "")) for value, label in question["offered"])
        return [(label, hint) for label, hint in said if hint]

    def said(self, number: int) -> str:
        """What was answered: by itself, by what was typed beside it, or with all others."""
        data = self.cleaned_data
        said, for_all = data.get(f"meant_{number}", ""), str(data.get("meant_all") or "")
        is_among = f"other_{number}" in self.fields
        is_proposal = said in (NEW, LEAVE) and said == self.initial[f"meant_{number}"]
        if said and not (for_all and is_among and is_proposal):
            return str(said)
        if data.get(f"other_{number}") or f"other_{number}" in self.errors:
            return OTHER
        return for_all if is_among else ""

    def clean(self) -> dict[str, Any]:
        """Each is answered; who chooses another one names it, a new one has a sector."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for number, question in enumerate(self.questions):
            said, text = self.said(number), question["text"][:60]
            if said != OTHER:
                self.errors.pop(f"other_{number}", None)
            elif not data.get(f"other_{number}") and f"other_{number}" not in self.errors:
                message = f"Type which one “{text}” is, or choose another answer"
                self.add_error(f"other_{number}", message)
            if said == NEW:
                self._check_new(number, text)
            if not said and f"meant_{number}" not in self.errors:
                message = f"Say what “{text}” is" if text else "Choose an answer"
                self.add_error(f"meant_{number}", message)
        return data

    def _check_new(self, number: int, text: str) -> None:
        data = self.cleaned_data
        typed = data.get("sector_all") if data.get("meant_all") == NEW else ""
        said = data.get(f"sector_{number}") or ""
        data[f"sector_{number}"] = (typed or said) if said in ("", UNKNOWN_SECTOR) else said
        if not data[f"sector_{number}"]:
            self.add_error(f"sector_{number}", f"Choose the sector of “{text}”")
        try:
            data[f"read_{number}"] = read_number(data.get(f"number_{number}") or "")
        except ValidationError as problem:
            self.add_error(f"number_{number}", problem)

    @property
    def answers(self) -> dict[str, dict[str, Any]]:
        """For each column: the words, without capitals and marks, to what is meant."""
        made: dict[str, dict[str, Any]] = {}
        for column, text, value in self._answered():
            made.setdefault(column, {})[text] = value
        return made

    def _answered(self) -> Iterator[tuple[str, str, Any]]:
        for number, question in enumerate(self.questions):
            said = self.said(number)
            offered = {str(value): value for value, _ in question["offered"]}
            value: Any = offered.get(said)
            if said == OTHER:
                value = self.cleaned_data[f"other_{number}"].pk
            elif said == NEW:
                sector = self.cleaned_data[f"sector_{number}"]
                name, _ = _name_and_number(" ".join(question["text"].split()))
                value = as_answer(NewBody(name, sector, *self.cleaned_data[f"read_{number}"]))
            yield question["column"], question["about"] or plain(question["text"]), value


def _name_and_number(text: str) -> tuple[str, str]:
    """The name of a body and its official number, where they are asked together."""
    said = _NUMBERED.fullmatch(text)
    return (said[1], said[2]) if said else (text, "")


def _asked(question: dict[str, Any], column: ImportColumn) -> str:
    """The question: of the column as a whole, of a word, or of the cells that are empty."""
    if question["about"]:
        return f"{column.label}: {question['ask']}"
    text = question["text"]
    return f"{column.label}: what is “{text}”?" if text else capitalised(column.if_empty)


def _more(count: int) -> str:
    return f" and {count_words(count - 1, 'more row')}" if count > 1 else ""
