"""What partners do together about their workforce: which of them, for how many staff, and what came
of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from services.models import WorkforceAction, WorkforcePartner
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of
from tests.plain_record import HIDDEN, HasFile, HasHistory
from tests.services.workforce.sweep import workforce_action

pytestmark = pytest.mark.django_db
COUNCIL = "City of Bradford Metropolitan District Council"
BOXES = {f"partner_{n}": "" for n in range(1, 9)}


class TestWorkforceAction(HasHistory, HasFile):
    """A course of the council and others; its page is the list of the place."""

    model, may_not = WorkforceAction, "luton_officer"
    adds = edits = "bradford_officer"
    typed = {
        "kind": "training",
        "what": "One course for carers",
        **BOXES,
        "partner_1": COUNCIL,
        "partner_2": COUNCIL,
        "staff": "64",
        "start_day": "",
        "start_month": "4",
        "start_year": "2026",
        "end_day": "",
        "end_month": "",
        "end_year": "",
        "outcome": "One shared note after a visit",
        "source_title": "Yearly report",
        "source_url": "https://example.test/report",
    }
    saved = {
        "place.name": "Bradford",
        "kind": "training",
        "what": "One course for carers",
        "staff": 64,
        "start": dt.date(2026, 4, 1),
        "start_precision": "month",
        "end": None,
        "outcome": "One shared note after a visit",
        "source.title": "Yearly report",
        "created_by.full_name": "Bradford officer",
    }
    shown = ("One course for carers", COUNCIL, "64", "From April 2026", "One shared note")
    listed = "One course for carers"
    refused = [
        ({"what": ""}, "id_what-err"),
        ({"kind": "holiday"}, "id_kind-err"),
        ({"partner_1": ""}, "id_partner_1-err"),
        ({"partner_3": "No such body"}, "We can’t find “No such body”"),
        ({"staff": "-1"}, "id_staff-err"),
        ({"end_year": "2025"}, "id_end-err"),
    ]
    change = ("what", "One course for carers", "One course for all carers")
    columns = "number what kind side place partners staff from until outcome source"
    cells = {"what": "One course for carers", "side": "development", "partners": COUNCIL}

    def make(self) -> Any:
        return workforce_action(self.cast.bradford, self.cast.council)

    def hide(self) -> Any:
        return workforce_action(self.cast.luton, self.cast.council, what=HIDDEN)

    def list_at(self) -> str:
        return reverse("place_workforce", args=["bradford"])

    def page_at(self, record: Any) -> str:
        return self.list_at()

    def edit_at(self, record: Any) -> str:
        return reverse("workforce_action_edit", args=[record.pk])

    def history_at(self, record: Any) -> str:
        return reverse("workforce_action_history", args=[record.pk])


def said(cast: Cast, query: str = "") -> str:
    return text_of(Client().get(reverse("place_workforce", args=[cast.bradford.slug]) + query))


def test_one_view_counts_development_and_deployment_and_says_what_is_not_known(
    cast: Cast,
) -> None:
    workforce_action(cast.bradford, cast.council, staff=12)
    workforce_action(cast.bradford, what="A joint nurse", kind="joint_posts")
    workforce_action(cast.bradford, what="A rota of old", kind="rota", end=dt.date(2020, 1, 1))
    page = said(cast)
    assert "Today: 1 about development, 1 about deployment." in page
    assert "Staff in these, added up: 12. How many take part in 1 of these isn’t known." in page
    assert "A joint nurse" not in said(cast, "?kind=training")
    WorkforceAction.objects.update(staff=None)
    assert "How many staff take part isn’t known." in said(cast)


def test_it_leads_to_the_team_and_for_who_may_read_them_to_the_skills(cast: Cast) -> None:
    address = reverse("place_workforce", args=["bradford"])
    ways = [reverse("place_team", args=["bradford"]), "/secondments/?place=bradford"]
    skills = reverse("place_skills", args=["bradford"])
    html = Client().get(address).content.decode()
    assert [f'href="{way}"' in html for way in [*ways, skills]] == [True, True, False]
    assert f'href="{skills}"' in signed_in(cast.outsider).get(address).content.decode()


def test_partners_are_changed_by_the_form(cast: Cast) -> None:
    charity = builders.organisation("Charity")
    made = workforce_action(cast.bradford, cast.council)
    client, address = signed_in(cast.bradford_officer), f"/workforce/{made.pk}/edit/"
    client.post(address, filled(client, address, partner_2="Charity"))
    assert set(made.partners.all()) == {cast.council, charity}
    client.post(address, filled(client, address, partner_1="Charity", partner_2=""))
    assert list(made.partners.all()) == [charity]


def test_each_kind_is_development_or_deployment() -> None:
    kind = WorkforceAction.Kind
    both = (*WorkforceAction.DEVELOPMENT, *WorkforceAction.DEPLOYMENT)
    assert sorted(both) == sorted(kind)
    assert WorkforceAction(kind=kind.RECRUITING).side == "development"
    assert WorkforceAction(kind=kind.LENT).side == "deployment"


def test_one_says_what(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="workforce_action_says_what"):
        workforce_action(cast.bradford, what="")


def test_one_ends_after_it_began(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="workforce_action_dates_in_order"):
        workforce_action(cast.bradford, start=dt.date(2026, 5, 1), end=dt.date(2026, 4, 1))


def test_a_partner_takes_part_once(cast: Cast) -> None:
    made = workforce_action(cast.bradford, cast.council)
    with pytest.raises(IntegrityError, match="workforce_partner_once"):
        WorkforcePartner.objects.create(action=made, organisation=cast.council)
