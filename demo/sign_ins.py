"""The demo's accounts: who they are, what they may do, and their one password.

They exist only with DEBUG on, since everybody knows the password.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from accounts.models import User
from demo.models import LoadedEntry
from people.models import Assignment, Role

PASSWORD = "place-by-place-2026"  # noqa: S105 - printed at every start
SINCE = dt.date(2021, 2, 1)


@dataclass(frozen=True)
class SignIn:
    """One account. ``scope`` is the key of what its role is for, such as ``place/bradford``."""

    email: str
    name: str
    job: str
    role: Role
    scope: str = ""


ACCOUNTS = [
    SignIn(
        "officer.bradford@demo.test", "Bradford officer", "Project officer, council",
        Role.CONTRIBUTOR, "place/bradford",
    ),
    SignIn(
        "officer.luton@demo.test", "Luton officer", "Community safety officer, council",
        Role.CONTRIBUTOR, "place/luton",
    ),
    SignIn(
        "officer.cornwall@demo.test", "Cornwall officer", "Finance officer, council",
        Role.CONTRIBUTOR, "place/cornwall",
    ),
    SignIn(
        "officer.exampleshire@demo.test", "Exampleshire officer", "Housing partnership officer",
        Role.CONTRIBUTOR, "place/exampleshire",
    ),
    SignIn(
        "partner.liverpool@demo.test", "Liverpool partner", "Housing association lead",
        Role.CONTRIBUTOR, "place/liverpool",
    ),
    SignIn(
        "editor.bradford@demo.test", "Bradford editor", "Partnerships manager, council",
        Role.PLACE_EDITOR, "place/bradford",
    ),
    SignIn(
        "editor.exampleshire@demo.test", "Exampleshire editor", "Head of partnerships",
        Role.PLACE_EDITOR, "place/exampleshire",
    ),
    SignIn(
        "lead.pfpp@demo.test", "PfPP lead", "Programme lead, housing ministry",
        Role.PROGRAMME_LEAD, "programme/pfpp",
    ),
    SignIn(
        "lead.exampleshire@demo.test", "Exampleshire lead", "Programme lead, example programme",
        Role.PROGRAMME_LEAD, "programme/exampleshire-together",
    ),
    SignIn(
        "official.desnz@demo.test", "DESNZ official", "Policy official, private renting",
        Role.OFFICER, "organisation/desnz",
    ),
    SignIn(
        "official.dfe@demo.test", "DfE official", "Policy official, education data",
        Role.OFFICER, "organisation/dfe",
    ),
    SignIn(
        "connector.yorkshire@demo.test", "Yorkshire connector", "Place connector",
        Role.CONNECTOR, "place/yorkshire-and-the-humber",
    ),
    SignIn(
        "peer.yorkshire@demo.test", "Yorkshire peer", "Place connector, checks regional updates",
        Role.CONNECTOR, "place/yorkshire-and-the-humber",
    ),
    SignIn(
        "evaluator.pfpp@demo.test", "PfPP evaluator", "Independent evaluator",
        Role.EVALUATOR, "programme/pfpp",
    ),
    SignIn(
        "official.exampleshire@demo.test", "Exampleshire official", "Policy adviser, example",
        Role.OFFICER, "organisation/example-housing-ministry",
    ),
    SignIn(
        "evaluator.exampleshire@demo.test", "Exampleshire evaluator", "Independent evaluator",
        Role.EVALUATOR, "programme/exampleshire-together",
    ),
    SignIn("admin@demo.test", "Administrator", "Runs this demo", Role.ADMINISTRATOR),
]  # fmt: skip

SIGN_INS = [
    (one.email, f"{one.role.label}{', ' + one.scope.partition('/')[2] if one.scope else ''}")
    for one in ACCOUNTS
]


def make_accounts(loaded: Mapping[str, LoadedEntry]) -> int:
    """Make the accounts that are missing, with their roles; gives their number.

    An account whose scope is not loaded (the example county, once it is removed) is not made.
    """
    there = set(User.objects.values_list("email", flat=True))
    missing = [
        one for one in ACCOUNTS if one.email not in there and (not one.scope or one.scope in loaded)
    ]
    # Slow by design, so done once: they share the password anyway.
    hashed = make_password(PASSWORD) if missing else ""
    for one in missing:
        user = User.objects.create(
            email=one.email, password=hashed, full_name=one.name, job_title=one.job
        )
        kind = one.scope.partition("/")[0]
        scope = {f"{kind}_id": loaded[one.scope].object_id} if kind else {}
        Assignment.objects.create(user=user, role=one.role, valid_from=SINCE, **scope)
    return len(missing)
