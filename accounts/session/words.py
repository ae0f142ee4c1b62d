"""A browser and its device in plain words, as its user agent names them."""

from __future__ import annotations

# The first that is named counts: Edge names Chrome, Chrome names Safari.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
DEVICES = (
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "an Android phone or tablet"),
    ("CrOS", "a Chromebook"),
    ("Windows", "a Windows computer"),
    ("Macintosh", "a Mac"),
    ("Linux", "a Linux computer"),
)


def device_words(user_agent: str) -> str:
    """ "Firefox on a Windows computer"; "A browser that we do not know" where nothing is named."""
    browser = next((words for mark, words in BROWSERS if mark in user_agent), "")
    device = next((words for mark, words in DEVICES if mark in user_agent), "")
    if browser and device:
        return f"{browser} on {device}"
    if device:
        return f"A browser on {device}"
    return browser or "A browser that we do not know"
