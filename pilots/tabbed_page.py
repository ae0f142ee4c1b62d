"""A record whose page and history are tabs of each other."""

from __future__ import annotations

from typing import Any, ClassVar

from django.urls import reverse

from interface.pages import RecordPage


class TabbedPage(RecordPage):
    """``tabs`` are the addresses and labels of the record's parts, its own page first.

    ``here`` is the label of this one; empty on the record's own page.
    """

    tabs: ClassVar[tuple[tuple[str, str], ...]]

    def context(self) -> dict[str, Any]:
        current = self.here or self.tabs[0][1]
        tabs = [
            {
                "label": label,
                "url": reverse(name, args=[self.kwargs[self.key]]),
                "current": label == current,
            }
            for name, label in self.tabs
        ]
        return {**super().context(), "tabs": tabs}
