"""How keys of other programs take part in the whole."""

from __future__ import annotations

from accounts.secret import WAYS_IN, SecretKind, Upon
from api.key.ending import end_keys
from api.models import ApiKey
from interface.parts import MenuItem, Theme, signed_in
from interface.words import last_day
from records.absent import Absent, Whole
from records.merging import STAYS, BodyRule, Does, PlaceRule
from registry.personal_data import PersonalData, value_or

REGISTRATIONS = (
    SecretKind(
        noun="key for another program,keys for other programs",
        kept_in=("api.ApiKey.secret_hash",),
        end=end_keys,
        upon=WAYS_IN | {Upon.ROLE_ENDED},
        order=70,
    ),
    PersonalData(
        key="api_keys",
        title="Keys that let other programs read for this person",
        rows=ApiKey.objects.filter,
        columns={
            "for": "name",
            "made": "made_at",
            "last used": value_or("last_used_at", "never"),
            "lasts until": lambda key: last_day(key.ends_on),
            "ended": value_or("ended_at", "not ended"),
        },
        removed="keys for other programs",
        order=45,
    ),
    BodyRule(
        ApiKey,
        "organisation",
        Does.MOVE,
        noun="key for another program,keys for other programs",
        order=395,
        in_time=STAYS,
    ),
    PlaceRule(
        ApiKey,
        "place",
        Does.MOVE,
        noun="key for another program,keys for other programs",
        order=395,
    ),
    MenuItem(
        page="api",
        label="For other programs",
        says="Read the lists in Power BI, Excel, R or Python",
        theme=Theme.ABOUT,
        order=60,
        words="api power bi json openapi developer",
        within="about",
    ),
    MenuItem(
        page="api_keys",
        label="Keys for other programs",
        says="What lets a program read what you can read",
        theme=Theme.OWN,
        order=60,
        words="api key token power bi",
        permission=signed_in,
        within="account",
    ),
    Absent(
        model=ApiKey,
        at=Whole.FILES,
        why="it is a secret that is made for one reader and shown once",
    ),
)
