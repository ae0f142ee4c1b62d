"""What each action writes, and what follows from it."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from barriers.barrier_page.actions import edit_barrier, log_barrier, record_check, record_tried
from barriers.models import Barrier, Check
from tests import builders
from tests.builders import Cast

pytestmark = pytest.mark.django_db


def logged(cast: Cast, **facts: object) -> Barrier:
    facts = {
        "said": "We cannot see visits, because records are not shared",
        "people": "Families are visited twice",
        "place": cast.bradford,
        "by": cast.bradford_officer,
        **facts,
    }
    return log_barrier(**facts)


def test_a_new_barrier_is_seen_by_its_team_only_and_says_who_logged_it(cast: Cast) -> None:
    made = logged(cast)
    assert (made.title, made.because) == ("We cannot see visits", "because records are not shared")
    assert made.visibility == "team"
    assert made.created_by == cast.bradford_officer
    assert made.logged_on == timezone.localdate()
    assert [link.place for link in made.place_links.all() if link.is_lead] == [cast.bradford]


def test_without_somebody_to_change_it_it_needs_an_owner(cast: Cast) -> None:
    assert logged(cast).status == "needs_owner"
    assert logged(cast, unlocker=cast.council).status == "open"


def test_its_programme_is_its_pilots(cast: Cast) -> None:
    pilot = builders.pilot(cast.bradford, "Hubs", programme=cast.pfpp)
    assert logged(cast, pilot=pilot).programme == cast.pfpp
    assert logged(cast).programme is None


@pytest.mark.parametrize("rule", ["not_checked", "rule", "no_rule", "partly"])
def test_a_first_view_is_kept_as_a_claim_and_leaves_it_untested(cast: Cast, rule: str) -> None:
    made = logged(cast, category=builders.category("data-sharing"), rule=rule)
    assert made.nature == "untested"
    claim = made.checks.get()
    assert (claim.is_claim, claim.verdict, claim.by_user) == (True, rule, cast.bradford_officer)


def test_without_a_first_view_the_nature_is_not_stated(cast: Cast) -> None:
    made = logged(cast, category=builders.category("funding"))
    assert made.nature == "not_stated"
    assert not made.checks.exists()


@pytest.mark.parametrize("kind", ["culture", "structures", "power", None])
def test_other_kinds_have_no_nature_whatever_was_answered(cast: Cast, kind: str | None) -> None:
    category = builders.category(kind) if kind else None
    made = logged(cast, category=category, rule="rule")
    assert made.nature == "not_stated"
    assert not made.checks.exists()


def test_what_was_tried_is_kept_with_the_barrier(cast: Cast) -> None:
    made = logged(cast, tried="Asked the board in May")
    assert made.actions.get().what == "Asked the board in May"


@pytest.mark.parametrize(
    ("verdict", "nature"), [("rule", "real"), ("no_rule", "perceived"), ("partly", "mixed")]
)
def test_a_check_decides_the_nature_and_the_first_view_stays(
    cast: Cast, verdict: str, nature: str
) -> None:
    made = logged(cast, category=builders.category("data-sharing"), rule="rule")
    record_check(by=cast.pfpp_lead, barrier=made, what="Read the policy", verdict=verdict)
    made.refresh_from_db()
    assert made.nature == nature
    assert [check.is_claim for check in made.checks.all()] == [True, False]


def test_the_last_check_decides(cast: Cast) -> None:
    made = logged(cast, category=builders.category("data-sharing"))
    record_check(by=cast.pfpp_lead, barrier=made, what="Asked", verdict="rule")
    record_check(by=cast.pfpp_lead, barrier=made, what="Read the law", verdict="no_rule")
    made.refresh_from_db()
    assert made.nature == "perceived"
    assert made.checks.count() == 2


def test_a_kind_that_claims_no_rule_cannot_be_checked(cast: Cast) -> None:
    made = logged(cast, category=builders.category("culture"))
    with pytest.raises(ValidationError, match="Change the kind first"):
        record_check(by=cast.pfpp_lead, barrier=made, what="Asked", verdict="rule")
    assert not Check.objects.exists()


def test_something_tried_says_when_by_whom_and_what_came_of_it(cast: Cast) -> None:
    made = logged(cast)
    record_tried(
        by=cast.bradford_officer,
        barrier=made,
        what="Met the team lead",
        who="Housing officer",
        on=dt.date(2026, 10, 1),
        on_precision="month",
        outcome="no_change",
        result="Wants it in writing",
    )
    tried = made.actions.get()
    assert (tried.by, tried.outcome, tried.on_precision) == (
        "Housing officer",
        "no_change",
        "month",
    )


def edited(barrier: Barrier, by: object, **changes: object) -> Barrier:
    arguments = {
        name: changes.pop(name)
        for name in ("find_owner", "sub_types", "other_places")
        if name in changes
    }
    for name, value in changes.items():
        setattr(barrier, name, value)
    edit_barrier(by=by, barrier=barrier, **arguments)
    return Barrier.objects.get(pk=barrier.pk)


def test_naming_who_could_change_it_opens_it(cast: Cast) -> None:
    made = logged(cast)
    assert edited(made, cast.bradford_editor, unlocker=cast.council).status == "open"


def test_asking_others_to_find_out_makes_it_need_an_owner_again(cast: Cast) -> None:
    made = logged(cast, unlocker=cast.council)
    found = edited(made, cast.bradford_editor, unlocker=None, find_owner=True)
    assert found.status == "needs_owner"


def test_moving_it_to_a_kind_without_rules_takes_its_nature_and_keeps_its_checks(
    cast: Cast,
) -> None:
    made = logged(cast, category=builders.category("data-sharing"))
    record_check(by=cast.pfpp_lead, barrier=made, what="Read", verdict="rule")
    made.refresh_from_db()
    moved = edited(made, cast.pfpp_lead, category=builders.category("culture"))
    assert moved.nature == "not_stated"
    assert moved.checks.count() == 1
    back = edited(moved, cast.pfpp_lead, category=builders.category("funding"))
    assert back.nature == "real"


def test_moving_it_to_not_sure_leaves_it_untested_until_it_has_a_kind_again(cast: Cast) -> None:
    made = logged(cast, category=builders.category("data-sharing"))
    record_check(by=cast.pfpp_lead, barrier=made, what="Read", verdict="partly")
    made.refresh_from_db()
    moved = edited(made, cast.pfpp_lead, category=None)
    assert moved.nature == "untested"
    assert edited(moved, cast.pfpp_lead, category=builders.category("funding")).nature == "mixed"


def test_a_new_kind_drops_the_finer_kinds_of_the_old_one(cast: Cast) -> None:
    data, funding = builders.category("data-sharing"), builders.category("funding")
    made = logged(cast, category=data)
    legal = data.sub_types.get(name="Legal")
    made = edited(made, cast.pfpp_lead, sub_types=[legal])
    assert [str(one) for one in made.sub_types.all()] == ["Legal"]
    assert not edited(made, cast.pfpp_lead, category=funding, sub_types=[legal]).sub_types.exists()


def test_other_places_are_added_and_taken_off_but_never_the_lead_place(cast: Cast) -> None:
    made = logged(cast)
    made = edited(made, cast.bradford_editor, other_places=[cast.luton])
    assert {link.place for link in made.place_links.all()} == {cast.bradford, cast.luton}
    assert cast.luton.pk in made.reach_ids
    made = edited(made, cast.bradford_editor, other_places=[])
    assert [link.place for link in made.place_links.all()] == [cast.bradford]


def test_editing_its_places_raises_its_version(cast: Cast) -> None:
    made = logged(cast)
    before = Barrier.objects.get(pk=made.pk).version
    assert edited(made, cast.bradford_editor, other_places=[cast.luton]).version > before


def test_a_new_pilot_brings_its_programme(cast: Cast) -> None:
    made = logged(cast)
    pilot = builders.pilot(cast.bradford, "Hubs", programme=cast.pfpp)
    assert edited(made, cast.bradford_editor, pilot=pilot).programme == cast.pfpp


def test_a_public_barrier_names_no_body(cast: Cast) -> None:
    made = logged(cast, unlocker=cast.council)
    with pytest.raises(ValidationError, match="out of public view"):
        edited(made, cast.bradford_editor, visibility="public")


def test_the_newest_check_decides_whenever_it_was_written_down(cast: Cast) -> None:
    barrier = builders.barrier(cast.bradford, category=builders.category())
    facts = {"by": cast.bradford_editor, "barrier": barrier, "what": "The law"}
    record_check(**facts, verdict="no_rule", on=dt.date(2026, 11, 15))
    record_check(**facts, verdict="partly", on=dt.date(2026, 11, 1))
    barrier.refresh_from_db()
    assert barrier.nature == "perceived"
    record_check(**facts, verdict="rule", on=dt.date(2026, 11, 16))
    barrier.refresh_from_db()
    assert barrier.nature == "real"
