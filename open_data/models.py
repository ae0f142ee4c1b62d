"""The models of this app, gathered."""

from open_data.record.models import PublicRecord

__all__ = ["PublicRecord"]
