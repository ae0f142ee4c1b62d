"""The contrast of text, measured once for each look that it has: half of the time of all rules.

Most of a page looks as other pages do. What is measured, and what a look is, says ``contrast.js``.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from playwright.sync_api import Page

SCRIPT = Path(__file__).with_name("contrast.js").read_text()
# The looks that this process measured and found right, at each width.
RIGHT: defaultdict[int, set[str]] = defaultdict(set)


def too_pale(page: Page, width: int) -> list[str]:
    """The texts of the page that is open, this wide, that stand out too little."""
    fresh = [look for look in page.evaluate(SCRIPT) if look not in RIGHT[width]]
    if not fresh:
        return []
    said = page.evaluate("fresh => measureContrast(fresh)", fresh)
    RIGHT[width].update(said["right"])
    return list(said["wrong"])
