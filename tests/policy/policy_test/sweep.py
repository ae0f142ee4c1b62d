"""Policy tests: one out with Bradford, one that is still being written.

They have no level: who reads them follows from who asks and who is asked.
"""

from __future__ import annotations

from typing import Any

from partnerships.models import Organisation
from policy.models import PolicyTest, PolicyTestPlace, PolicyTestReply, PolicyTestTopic
from tests import builders
from tests.access import readers
from tests.access.hidden import Hidden
from tests.access.many import More
from tests.access.open_world import SECRET, Seen, each
from tests.access.table import Family, Row, post
from tests.builders import TODAY, Cast

_OWNER = frozenset({"desnz_official"})
_AT_BRADFORD = readers.KEEPERS | {"bradford_officer"}


def _of_place(asked: PolicyTestPlace) -> list[Any]:
    return [asked.test.slug, asked.place.slug]


FAMILIES = {
    "written_policy_test": Family(readers.always(_OWNER)),
    "policy_test": Family(readers.always(_OWNER | _AT_BRADFORD)),
    "asked_place": Family(readers.always(_OWNER | _AT_BRADFORD), _of_place),
    "replied_place": Family(readers.always(_OWNER | _AT_BRADFORD), _of_place),
}

OWNER = frozenset({"desnz_official"})
DECIDE = frozenset({"bradford_editor", "region_editor"})
REPLY = DECIDE | {"bradford_officer"}

ROWS = [
    Row("policy_tests", public=True),
    Row("policy_test_add", permission=OWNER),
    post("policy_test_add", permission=OWNER),
    Row("policy_test_load"),
    Row("policy_test", "policy_test", public=True),
    Row("policy_test", "written_policy_test", public=True),
    Row("policy_test_edit", "written_policy_test", permission=OWNER),
    post("policy_test_edit", "written_policy_test", permission=OWNER),
    Row("policy_test_places", "policy_test", permission=OWNER),
    post("policy_test_places", "policy_test", permission=OWNER),
    Row("policy_test_replies", "policy_test", permission=OWNER),
    Row("policy_test_replies", "policy_test", permission=OWNER, query="?format=csv", page=False),
    Row("policy_test_outcome", "policy_test", permission=OWNER),
    post("policy_test_outcome", "policy_test", permission=OWNER),
    Row("policy_test_withdraw", "policy_test", permission=OWNER),
    post("policy_test_withdraw", "policy_test", permission=OWNER),
    Row("policy_test_place", "asked_place"),
    Row("policy_test_decide", "asked_place", permission=DECIDE),
    post("policy_test_decide", "asked_place", permission=DECIDE),
    Row("policy_test_reply", "asked_place", permission=REPLY),
    post("policy_test_reply", "asked_place", permission=REPLY),
    Row("policy_test_reply_withdraw", "replied_place", permission=DECIDE),
    post("policy_test_reply_withdraw", "replied_place", permission=DECIDE),
]


def make(cast: Cast) -> dict[str, Any]:
    """The record of each family; Bradford has agreed to reply."""
    desnz = Organisation.objects.get(name="Department for Energy Security and Net Zero")
    out = builders.policy_test("A register of homes", cast.bradford, owner=desnz)
    out.asked.update(state="approved")
    replied = builders.policy_test("A grant for roofs", cast.bradford, owner=desnz)
    replied.asked.update(state="replied", replied_on=TODAY)
    asked = replied.asked.select_related("test", "place").get()
    PolicyTestReply.objects.create(asked=asked, question=replied.questions.get(), text="Yes.")
    return {
        "replied_place": asked,
        "written_policy_test": builders.policy_test("Not sent", owner=desnz),
        "policy_test": out,
        "asked_place": out.asked.select_related("test", "place").get(),
    }


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """The same, and one of which everybody reads what came of it, not what places replied."""
    found = each(make(seen.cast))
    test = builders.policy_test(
        "A fund for repairs", seen.away, owner=seen.agency, state="answered",
        outcome="Smaller.", outcome_on=TODAY, outcome_is_public=True,
    )  # fmt: skip
    test.asked.update(state="replied", replied_on=TODAY)
    found["policy_test"].append(test)
    return found


def hide(seen: Seen, hidden: Hidden) -> None:
    """Tests by a body that the reader does not work for: in writing, out, and answered."""
    by = {"owner": seen.agency, "policy": SECRET, "created_by": seen.others[0]}
    written = builders.policy_test(f"{SECRET} written", **by)
    out = builders.policy_test(f"{SECRET} out", seen.away, **by)
    over = builders.policy_test(
        f"{SECRET} over",
        seen.away,
        **by | {"state": "answered", "outcome": SECRET, "outcome_on": TODAY},
    )
    stopped = {"state": "stopped", "withdrawn_why": SECRET, "withdrawn_on": TODAY}
    withdrawn = builders.policy_test(f"{SECRET} stopped", seen.away, **by | stopped)
    for test in (out, over):
        PolicyTestTopic.objects.create(test=test, topic=seen.topic)
        test.questions.update(text=SECRET)
        test.asked.update(state="replied", because=SECRET, reason=SECRET, replied_on=TODAY)
    hidden["policy_test"] += [written, out, over, withdrawn]
    public: PolicyTest = seen.families["policy_test"][-1]
    for test in (out, over, public):
        asked = test.asked.get()
        PolicyTestReply.objects.create(
            asked=asked, question=test.questions.get(), text=SECRET, choice=SECRET
        )
        hidden["asked_place"].append(asked)


def fill(more: More) -> None:
    """One that is out, one that is written, and one more place that replied to the first."""
    first = more.seen.first("policy_test")
    builders.policy_test("", more.seen.cast.bradford, owner=first.owner)
    builders.policy_test("", owner=first.owner)
    away = builders.place(f"Zone {more.number}", within=more.seen.at_luton.beside)
    asked = PolicyTestPlace.objects.create(
        test=first, place=away, asked_on=TODAY, state="replied", replied_on=TODAY
    )
    PolicyTestReply.objects.create(asked=asked, question=first.questions.get(), scale=3)
