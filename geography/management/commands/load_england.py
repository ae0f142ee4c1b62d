"""``manage.py load_england``: the lists of England, as ``geography/data_load`` loads them."""

from geography.data_load.from_shell import Command

__all__ = ["Command"]
