"""What tests of barriers may use as well."""

from tests.records.conftest import own_database

__all__ = ["own_database"]
