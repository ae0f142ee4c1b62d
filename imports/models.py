"""Models of this app, by subject."""

from imports.record_import.models import ImportedRecord, ImportRow, ReadRow, RecordImport

__all__ = ["ImportRow", "ImportedRecord", "ReadRow", "RecordImport"]
