"""What is asked of a file: which it is, which column is which, who sees what is new."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.forms import ChoiceField, ModelChoiceField, MultipleChoiceField

from imports.record_import.guessing import is_confirmed, is_sure
from imports.record_import.models import RecordImport
from imports.record_import.together import joinable
from interface import forms
from interface.words import capitalised, count_words, list_words
from records.files.lists import LIST_LIMITS, SHEET_LIMITS
from records.files.tables import MEGABYTE
from registry.imported import NARROWED, NOTE, ImportFormat, Scope

MOST_LISTED = 12  # of what holds the records; of more the name is typed
SAMPLES = 3
LONGEST_SAMPLE = 40
MOST_WORDS = 250  # of the answers of all columns that are shown
# Columns whose heading says what they are; nearly so, shown and folded; and those that nothing fits
SURE, OPEN, NEAR, OTHERS = "sure", "open", "near", "others"


class SendFile(forms.Form):
    """The file; and what holds its records, where the place has several of those."""

    file = django_forms.FileField(
        label="The file",
        help_text=f"A CSV or JSON of up to {LIST_LIMITS.sent // MEGABYTE} MB and "
        f"{LIST_LIMITS.rows:,} rows; a spreadsheet (.xlsx, .ods) of up to "
        f"{SHEET_LIMITS.sent // MEGABYTE} MB and {SHEET_LIMITS.rows:,}",
        error_messages={
            "required": "Choose a file",
            "empty": "The file is empty. Choose another",
        },
    )

    def __init__(
        self,
        *args: Any,
        within: Any = None,
        which: str = "",
        probably: Any = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if within is None:
            return
        rows = list(within[: MOST_LISTED + 1])
        field: Any = ModelChoiceField(within, label=which, empty_label=None, widget=forms.Radios())
        if len(rows) > MOST_LISTED:
            field = forms.RecordField(
                within, noun="organisation", suggest="organisation_suggest", label=which
            )
            field.help_text = "Start to type its name"
        field.initial = rows[0] if len(rows) == 1 else probably
        self.fields = {"within": field, **self.fields}


class MatchColumns(forms.Form):
    """Which column of the file is which: asked of those that are not sure, the others fold.

    What each row needs and no heading says is asked the other way round: which column holds it.
    """

    def __init__(self, *args: Any, row: RecordImport, kind: ImportFormat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.row = kind, row
        self.narrowed: dict[str, Any] | None = None
        fields = self._columns()
        groups = self._groups(list(fields))
        self._ask_of_needed([name for name in fields if name not in groups[SURE]])
        self._show(fields, groups[OPEN])
        if others := joinable(row, kind):
            self._ask_of_sheets(others)
        if kind.narrows:
            self.fields |= kind.narrows.fields()
            self.initial |= kind.narrows.initial(row.answers.get(NARROWED) or {}, row)
            self.revealed = ["kinds", "listed"]
        folded = [group for group in (SURE, NEAR, OTHERS) if groups[group]]
        self.folds = {self._summary(group, groups[group]): groups[group] for group in folded}
        self.carried = [name for group in folded for name in groups[group]]
        self._show(fields, self.carried)

    def _columns(self) -> dict[str, ChoiceField]:
        """A question for each column that holds something, with all answers."""
        made, samples = {}, _samples(self.row)
        listed = [(column.key, _named(column)) for column in self.kind.columns]
        for at, heading in enumerate(self.row.head):
            shown = [text for text in samples.get(at, []) if text]
            if not (heading or shown):
                continue
            field: Any = ChoiceField(
                label=heading or f"Column {at + 1}, without a heading",
                help_text=f"For example: {'; '.join(shown)}" if shown else "It is empty",
                choices=[("", "Leave it out"), *listed],
                required=False,
            )
            field.is_asked_for = True
            made[f"column_{at}"] = field
            self.initial[f"column_{at}"] = self.row.columns.get(str(at), "")
        return made

    def _groups(self, names: list[str]) -> dict[str, list[str]]:
        """Which are sure, or nearly so; those that nothing fits. As many are shown as are short."""
        made: dict[str, list[str]] = {SURE: [], OPEN: [], NEAR: [], OTHERS: []}
        is_told = is_confirmed(self.row)
        words = sum(len(_named(column).split()) for column in self.kind.columns)
        for name in names:
            key, heading = self.initial[name], self.row.head[int(name.removeprefix("column_"))]
            if not key or (key == NOTE and self.kind.has_notes):
                group = OTHERS
            elif is_told or is_sure(self.kind.column(key), heading):
                group = SURE
            else:
                group = OPEN if words * len(made[OPEN]) < MOST_WORDS else NEAR
            made[group].append(name)
        return made

    def _summary(self, group: str, names: list[str]) -> str:
        count = capitalised(count_words(len(names), "column"))
        if group == SURE:
            return f"{count} recognised"
        if group == NEAR:
            return f"{count} probably recognised"
        heads = first_of([self._heading(name)[:LONGEST_SAMPLE] for name in names])
        notes = sum(self.initial[name] == NOTE for name in names)
        becomes = "kept as a note" if notes == len(names) else "left out"
        becomes = f"{becomes} or kept as a note" if 0 < notes < len(names) else becomes
        return f"{count} {becomes}: {list_words(heads)}"

    def _heading(self, name: str) -> str:
        at = int(name.removeprefix("column_"))
        return self.row.head[at] or f"Column {at + 1}, without a heading"

    def _ask_of_needed(self, names: list[str]) -> None:
        """Which column holds what each row needs, where no heading says it."""
        matched = set(self.row.columns.values())
        headings = [(name.removeprefix("column_"), self._heading(name)) for name in names]
        for column in self.kind.columns:
            if column.must_be_matched and column.key not in matched:
                field: Any = ChoiceField(
                    label=f"Which column holds “{column.label}”?",
                    choices=[("", "Choose"), *headings],
                    required=False,
                )
                field.is_asked_for = True
                self.fields[f"needed_{column.key}"] = field

    def _show(self, fields: dict[str, ChoiceField], names: list[str]) -> None:
        self.fields |= {name: fields[name] for name in names}

    def _ask_of_sheets(self, others: list[tuple[RecordImport, bool]]) -> None:
        self.fields["sheets"] = MultipleChoiceField(
            label="Which other sheets come in with it?",
            choices=[
                (str(other.pk), f"{other.sheet}, {count_words(other.rows, 'row')}")
                for other, _ in others
            ],
            widget=forms.Checkboxes(),
            required=False,
            initial=[str(other.pk) for other, is_alike in others if is_alike],
        )

    def clean(self) -> dict[str, Any]:
        """Each is matched once, and what every row needs is matched."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        seen: dict[str, str] = {}
        if self.kind.narrows:
            self.narrowed, wrong = self.kind.narrows.said(data)
            for name, text in wrong.items():
                self.add_error(name, text)
        for at, key in self.columns.items():
            if key in seen and not self.kind.column(key).is_many:
                label = self.fields[f"column_{seen[key]}"].label
                self.add_error(f"column_{at}", f"“{label}” is matched to this already")
            else:
                seen[key] = at
        missing = [
            column.label
            for column in self.kind.columns
            if column.must_be_matched and column.key not in seen
        ]
        if missing and not self.errors:
            raise ValidationError(f"Say which column holds: {list_words(missing)}")
        return data

    @property
    def columns(self) -> dict[str, str]:
        """The number of each column to the key of what it is."""
        said = [(*name.partition("_"), value) for name, value in self.cleaned_data.items() if value]
        made = {of: value for what, _, of, value in said if what == "column"}
        return made | {value: of for what, _, of, value in said if what == "needed"}

    @property
    def sheets(self) -> list[int]:
        """The imports of the other sheets that come in with it."""
        return [int(pk) for pk in self.cleaned_data.get("sheets", ())]


def first_of(headings: Sequence[str]) -> list[str]:
    """The first of these, and how many others there are."""
    others = len(headings) - MOST_LISTED
    more = [count_words(others, "other")] if others > 0 else []
    return [*headings[:MOST_LISTED], *more]


def _named(column: Any) -> str:
    return f"{column.label} (needed)" if column.must_be_matched else column.label


def _samples(row: RecordImport) -> dict[int, list[str]]:
    made: dict[int, list[str]] = {}
    for cells in row.file_rows.order_by("number").values_list("cells", flat=True)[:20]:
        for at, text in enumerate(cells):
            known = made.setdefault(at, [])
            if text and len(known) < SAMPLES:
                short = text if len(text) <= LONGEST_SAMPLE else f"{text[:LONGEST_SAMPLE]}…"
                if short not in known:
                    known.append(short)
    return made


class ChooseLevel(forms.Form):
    """Who can see the new records."""

    def __init__(self, *args: Any, kind: ImportFormat, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = list(kind.levels(scope))
        if levels:
            self.fields["level"] = ChoiceField(
                label=f"Who can see the new {kind.noun}s?",
                choices=[(value, capitalised(label)) for value, label, _ in levels],
                widget=forms.Radios(hints={value: hint for value, _, hint in levels}),
                initial=kind.level,
                help_text="Nothing is made public by an import. All of it is covered by Freedom "
                "of Information, even while it is private",
            )
