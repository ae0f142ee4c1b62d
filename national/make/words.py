"""Plainly made-up names and sentences. No real place, body or person is meant."""

from __future__ import annotations

from random import Random

_FIRST = [
    *("Test", "Sample", "Mock", "Trial", "Demo", "Model", "Proof", "Draft", "Dummy", "Pseudo"),
    *("Fable", "Fancy", "Paper", "Chalk", "Cardboard", "Invented", "Figment", "Imagined"),
]
_LAST = [
    *("bury", "ford", "ham", "ton", "wick", "by", "thorpe", "dale", "field", "mere", "stead"),
    *("worth", "combe", "minster", "gate"),
]
THEMES = [
    *("Warmth", "Skills", "Damp", "Loneliness", "Apprentices", "Childcare", "Walking", "Debt"),
    *("Reablement", "Allotments", "Repair", "Reading", "Sleep", "Nursery", "Carers", "Buses"),
    *("Cycling", "Mediation", "Streets", "Libraries", "Parks", "Energy", "Foodbank", "Hostels"),
    *("Dementia", "Diabetes", "Asthma", "Farming", "Fishing", "Markets", "Theatres", "Rivers"),
]
_THINGS = [
    *("visit records", "tenancy lists", "school attendance", "benefit notices", "clinic rotas"),
    *("damp reports", "job starts", "care plans", "rent arrears", "street lighting faults"),
    *("nursery places", "landlord addresses"),
]
_ACTS = [
    *("share", "see", "match", "fund", "plan", "book", "test", "keep", "staff", "extend"),
    *("join up", "measure"),
]
_REASONS = [
    "the grant ends in March",
    "each team works to rules of its own",
    "nobody may sign for both sides",
    "the form asks for what the law does not",
    "two systems do not speak to each other",
    "the boundary runs through the estate",
    "a board meets four times a year",
    "people were told no once and did not ask again",
]
_BODIES = [
    *("Partnership", "Trust", "College", "Association", "Alliance", "Forum", "Network"),
    *("Foundation", "Works"),
]

_JOBS = [
    *("adviser", "area lead", "manager", "analyst", "officer", "policy lead", "deputy director"),
    *("co-ordinator",),
]


def place_name(number: int) -> str:
    """A town that is on no map, numbered."""
    first = _FIRST[number % len(_FIRST)]
    return f"{first}{_LAST[number // len(_FIRST) % len(_LAST)]} {number}"


def body_name(number: int, place: str) -> str:
    """A body of that town."""
    return f"{place} {_BODIES[number % len(_BODIES)]} {number}"


def pilot_name(number: int, place: str) -> str:
    """A pilot of that town; its first word is its theme."""
    return f"{THEMES[number % len(THEMES)]} in {place}, pilot {number}"


def post(number: int, place: str) -> tuple[str, str]:
    """A job role and what people can ask it for; its first word is its theme."""
    theme, thing = THEMES[number % len(THEMES)], _THINGS[number // 7 % len(_THINGS)]
    title = f"{theme} {_JOBS[number // len(THEMES) % len(_JOBS)]}"
    return title, f"{theme} and {thing} in {place}; made up."


def priority(number: int, place: str) -> tuple[str, str]:
    """What matters most in that town, and a sentence about it."""
    theme, act = THEMES[number % len(THEMES)], _ACTS[number // 5 % len(_ACTS)]
    title = f"{theme} for everyone in {place} ({number})"
    return title, f"To {act} {_THINGS[number % len(_THINGS)]}; made up, number {number}."


def team_remit(number: int) -> str:
    """What a team deals with."""
    theme, thing = THEMES[number // 10 % len(THEMES)], _THINGS[number // 10 % len(_THINGS)]
    return f"Made up to deal with {theme.lower()} and {thing}."


def barrier(random: Random, number: int) -> tuple[str, str]:
    """What cannot be done, and because of what."""
    what = f"We cannot {random.choice(_ACTS)} {random.choice(_THINGS)} ({number})"
    return what, f"Because {random.choice(_REASONS)}; made up, number {number}."
