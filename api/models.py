from api.key.models import ApiKey

__all__ = ["ApiKey"]
