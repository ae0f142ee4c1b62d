"""Addresses within a file: which links lead nowhere but to pages and people, and which do more."""

from __future__ import annotations

import re

from records.files.tables import Unreadable

FOLLOWED = ("http:", "https:", "mailto:", "tel:")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:")
_SHOWN = 60


def plain(address: str) -> str:
    """An address as programs read it: without what is not seen, its slashes one way."""
    return "".join(letter for letter in address if letter.isprintable() and letter != " ").replace(
        "\\", "/"
    )


def is_elsewhere(address: str) -> bool:
    """Whether it names another computer, folder or program, not a part beside this one."""
    bare = plain(address).lower()
    return bare.startswith("//") or _SCHEME.match(bare) is not None


def may_be_followed(address: str) -> bool:
    """Whether a link leads to a web page, a person or a place in the file itself."""
    bare = plain(address).lower()
    scheme = _SCHEME.match(bare)
    return scheme[0] in FOLLOWED if scheme else bare == "" or bare.startswith(("#", "www."))


def not_followed(address: str) -> Unreadable:
    """What is said of a link to a folder, another computer or a program."""
    return Unreadable(
        f"The file has a link to “{plain(address)[:_SHOWN]}”. Links may only lead to web pages, "
        "email addresses and phone numbers. Remove the link and save the file again"
    )


def is_on_this_computer(address: str) -> bool:
    """Whether it is a path on the computer of whoever opens the file, not on another."""
    bare = plain(address).lower()
    return bare.startswith("file:///") and not bare.startswith("file:////")
