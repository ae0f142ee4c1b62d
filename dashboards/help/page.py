"""What a page of help is: a question that people ask, and its answer in one line.

The steps are a template of its name, ``dashboards/help/pages/<slug>.html``, with the words of
each button or link in ``<b>``, exactly as they are on its page.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from django.urls import reverse


class Theme(StrEnum):
    """The heads under which pages of help are listed, in their order."""

    PROGRESS = "Progress and figures"
    BARRIERS = "Barriers"
    PEOPLE = "People and roles"
    READERS = "Who can see what"
    FINDING = "Find, follow and share"
    MONEY = "Money and what was learned"
    RIGHT = "Put something right"
    ABOUT = "About Placebook"


@dataclass(frozen=True)
class HelpPage:
    """A question, with what is said of it.

    ``words`` are what people type for it besides. ``about`` are the names of the addresses at the
    end of whose pages it is offered; ``see`` are the slugs of other help.
    """

    slug: str
    title: str
    says: str
    theme: Theme
    words: str = field(kw_only=True)
    about: tuple[str, ...] = field(kw_only=True)
    see: tuple[str, ...] = field(kw_only=True)

    @property
    def url(self) -> str:
        return reverse("help_page", args=[self.slug])

    @property
    def template(self) -> str:
        """Where its steps are."""
        return f"dashboards/help/pages/{self.slug}.html"
