"""Plainly made-up names and sentences. No real place, body or person is meant."""

from __future__ import annotations

from national.make.sql import choice, cycle

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
THINGS = [
    *("visit records", "tenancy lists", "school attendance", "benefit notices", "clinic rotas"),
    *("damp reports", "job starts", "care plans", "rent arrears", "street lighting faults"),
    *("nursery places", "landlord addresses"),
]
ACTS = [
    *("share", "see", "match", "fund", "plan", "book", "test", "keep", "staff", "extend"),
    *("join up", "measure"),
]
REASONS = [
    "the grant ends in March",
    "each team works to rules of its own",
    "nobody may sign for both sides",
    "the form asks for what the law does not",
    "two systems do not speak to each other",
    "the boundary runs through the estate",
    "a board meets four times a year",
    "people were told no once and did not ask again",
]
BODIES = [
    *("Partnership", "Trust", "College", "Association", "Alliance", "Forum", "Network"),
    *("Foundation", "Works"),
]

JOBS = [
    *("adviser", "area lead", "manager", "analyst", "officer", "policy lead", "deputy director"),
    *("co-ordinator",),
]

# What a team deals with
_TEAM = "n / 10"
TEAM_REMIT = (
    f"'Made up to deal with ' || lower({cycle(*THEMES, by=_TEAM)}) || ' and ' "
    f"|| {cycle(*THINGS, by=_TEAM)} || '.'"
)
# A barrier: what cannot be done, because of what, and of which kind
CANNOT = f"'We cannot ' || {choice(*ACTS)} || ' ' || {choice(*THINGS, of=':v')} || ' (' || n || ')'"
BECAUSE = f"'Because ' || {choice(*REASONS)} || '; made up, number ' || n || '.'"
CATEGORY = (
    "(SELECT array_agg(id ORDER BY id) FROM barriers_category)"
    "[1 + n % (SELECT count(*) FROM barriers_category)]"
)


def place_name(number: int) -> str:
    """A town that is on no map, numbered."""
    first = _FIRST[number % len(_FIRST)]
    return f"{first}{_LAST[number // len(_FIRST) % len(_LAST)]} {number}"
