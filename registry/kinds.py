"""What stands for a kind of record in addresses and forms."""

from __future__ import annotations

from typing import Any


def kind_of(model: Any) -> str:
    """``place`` for a model or a record of it; a model whose addresses use another word says so by
    ``KIND_IN_ADDRESSES``.
    """
    return str(getattr(model, "KIND_IN_ADDRESSES", "") or model._meta.model_name)
