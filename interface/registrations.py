"""How the pages about Placebook itself take part in the whole."""

from __future__ import annotations

from interface.parts import MenuItem, Theme

REGISTRATIONS = (
    MenuItem(
        page="about",
        label="What Placebook is",
        says="Who it is for, and what it holds",
        theme=Theme.ABOUT,
        order=10,
        words="help about",
    ),
    MenuItem(
        page="about_words",
        label="What the words mean",
        says="Words, levels and abbreviations",
        theme=Theme.ABOUT,
        order=20,
        words="glossary help definitions acronyms abbreviations escalation",
    ),
    MenuItem(
        page="accessibility",
        label="Accessibility",
        says="How Placebook works for everyone, and what to do where it does not",
        theme=Theme.ABOUT,
        order=30,
        words="statement wcag",
        within="about",
    ),
    MenuItem(
        page="privacy",
        label="Privacy and Freedom of Information",
        says="What is kept about people, and what may be asked for",
        theme=Theme.ABOUT,
        order=40,
        words="foi gdpr data protection cookies",
    ),
)
