"""What is asked of a file: which it is, which column is which, who sees what is new."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.forms import ChoiceField, ModelChoiceField, MultipleChoiceField

from imports.record_import.models import RecordImport
from imports.record_import.together import joinable
from interface import forms
from interface.words import capitalised, count_words, list_words
from records.files.lists import LIST_LIMITS, SHEET_LIMITS
from records.files.tables import MEGABYTE
from registry.imported import NARROWED, ImportFormat, Scope

MOST_LISTED = 12  # of what holds the records; of more the name is typed
SAMPLES = 3
LONGEST_SAMPLE = 40


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
    """Which column of the file is which: one question for each heading."""

    def __init__(self, *args: Any, row: RecordImport, kind: ImportFormat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.head = kind, row.head
        samples = _samples(row)
        choices = [
            ("", "Leave it out"),
            *((column.key, _named(column)) for column in kind.columns),
        ]
        for at, heading in enumerate(row.head):
            shown = [text for text in samples.get(at, []) if text]
            if not (heading or shown):
                continue
            field: Any = ChoiceField(
                label=heading or f"Column {at + 1}, without a heading",
                help_text=f"For example: {'; '.join(shown)}" if shown else "It is empty",
                choices=choices,
                required=False,
            )
            field.is_asked_for = True
            self.fields[f"column_{at}"] = field
            self.initial[f"column_{at}"] = row.columns.get(str(at), "")
        if others := joinable(row, kind):
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
        self.narrowed: dict[str, Any] | None = None
        if kind.narrows:
            self.fields |= kind.narrows.fields()
            self.initial |= kind.narrows.initial(row.answers.get(NARROWED) or {}, row)
            self.revealed = ["kinds", "listed"]

    def clean(self) -> dict[str, Any]:
        """Each is matched once, and what every row needs is matched."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        seen: dict[str, str] = {}
        if self.kind.narrows:
            self.narrowed, wrong = self.kind.narrows.said(data)
            for name, text in wrong.items():
                self.add_error(name, text)
        for name, key in self._matched():
            if key and key in seen and not self.kind.column(key).is_many:
                label = self.fields[seen[key]].label
                self.add_error(name, f"“{label}” is matched to this already")
            elif key:
                seen[key] = name
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
        return {name.removeprefix("column_"): key for name, key in self._matched() if key}

    def _matched(self) -> list[tuple[str, str]]:
        named = self.cleaned_data.items()
        return [(name, key) for name, key in named if name.startswith("column_")]

    @property
    def sheets(self) -> list[int]:
        """The imports of the other sheets that come in with it."""
        return [int(pk) for pk in self.cleaned_data.get("sheets", ())]


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
                "of Information, also while it is private",
            )
