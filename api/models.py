from api.key.models import PREFIX, ApiKey

__all__ = ["PREFIX", "ApiKey"]
