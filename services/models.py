"""Models of this app, by subject."""

from services.asset.models import Asset, EmergencyContact
from services.local_services.models import LocalService, ServiceClash, ServiceMerge, ServiceTopic

__all__ = [
    "Asset",
    "EmergencyContact",
    "LocalService",
    "ServiceClash",
    "ServiceMerge",
    "ServiceTopic",
]
