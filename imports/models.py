"""Models of this app, by subject."""

from imports.record_import.models import (
    ImportedRecord,
    ImportRow,
    LeftOut,
    ReadRow,
    RecordImport,
)

__all__ = ["ImportRow", "ImportedRecord", "LeftOut", "ReadRow", "RecordImport"]
