"""Whose money a fund is, and which part of it each body puts in, as a form asks for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.forms import BaseForm, DecimalField, ModelMultipleChoiceField

from funding.models import FundOwner
from interface import forms
from interface.forms.base import NumberBox
from partnerships.models import Organisation
from partnerships.organisation.fields import organisation_field
from records.figures import in_words

# Bodies that one sending of the form can add, as their names end
ADDED = ("", "_2", "_3")
LEAST = Decimal("0.01")
FOLD = "Shares, and other organisations"
NOBODYS = "Name the organisation whose money it is"


class AsksOwners(BaseForm):
    """Mixed into the form of a fund. ``ask_owners`` adds the fields, ``check_owners`` judges them.

    ``all_owners()`` are the bodies left ticked and those added, each with its part from 0 to 1, or
    None where that is not known.
    """

    instance: Any
    folds: Mapping[str, Sequence[str]]

    def ask_owners(self, user: Any) -> None:
        """Ask for each body that owns it, its part, and for others."""
        links = FundOwner.objects.filter(fund=self.instance.pk or 0).select_related("organisation")
        self.owner_links = {f"share_{link.organisation.slug}": link for link in links}
        bodies = Organisation.objects.visible_to(user).filter(merged_into=None)
        in_sight, folded = [], []
        if self.owner_links:
            in_sight.append(self._ask_kept())
        for name, link in self.owner_links.items():
            folded.append(self._ask_share(name, link))
        for ending in ADDED:
            is_another = bool(in_sight)
            name = self._ask_body(f"add_owner{ending}", bodies, is_another=is_another)
            (folded if ending else in_sight).append(name)
            above = is_another and not ending
            label = "Share of the organisation added above, in %" if above else "Its share, in %"
            folded.append(self._ask_percent(f"add_share{ending}", label))
        self.folds = {**self.folds, FOLD: folded}
        self.owner_fields = [*in_sight, *folded]

    def _ask_kept(self) -> str:
        rows = Organisation.objects.filter(funds_owned=self.instance)
        self.fields["owners"] = ModelMultipleChoiceField(
            rows,
            to_field_name="slug",
            label="Whose money is it?",
            required=False,
            widget=forms.Checkboxes(),
            help_text="Untick a body to remove it",
        )
        self.initial["owners"] = [link.organisation for link in self.owner_links.values()]
        return "owners"

    def _ask_share(self, name: str, link: FundOwner) -> str:
        if link.share is not None:
            self.initial[name] = in_words((link.share * 100).normalize())
        return self._ask_percent(name, f"The part of {link.organisation}, in %")

    def _ask_percent(self, name: str, label: str) -> str:
        field = DecimalField(
            label=label,
            required=False,
            min_value=LEAST,
            max_value=100,
            decimal_places=2,
            widget=NumberBox({"inputmode": "decimal"}),
            help_text="Leave it empty if it is not known" if name == "add_share" else "",
        )
        self.fields[name] = field
        return name

    def _ask_body(self, name: str, bodies: Any, *, is_another: bool) -> str:
        label = "Which body puts money into it?"
        if is_another:
            label = "Does another body put money into it?"
        field = organisation_field(label, required=name == "add_owner" and not is_another)
        field.queryset = bodies
        field.error_messages["required"] = NOBODYS
        self.fields[name] = field
        return name

    def all_owners(self) -> dict[Organisation, Decimal | None]:
        """The bodies that own it, as the form leaves them, each with its part."""
        data = self.cleaned_data
        owners = {body: _part(data, f"share_{body.slug}") for body in data.get("owners") or ()}
        for ending in ADDED:
            body = data.get(f"add_owner{ending}")
            if body and body not in owners:
                owners[body] = _part(data, f"add_share{ending}")
        return owners

    def check_owners(self) -> None:
        """A fund is somebody's; a part is some body's; the parts are no more than the whole."""
        if set(self.owner_fields) & set(self.errors):
            return
        data = self.cleaned_data
        for ending in ADDED:
            if data.get(f"add_share{ending}") is not None and not data.get(f"add_owner{ending}"):
                self.add_error(f"add_share{ending}", "Name the organisation whose share this is")
        owners = self.all_owners()
        if not owners:
            self.add_error("add_owner", NOBODYS)
        whole = sum((part for part in owners.values() if part), Decimal(0)) * 100
        if whole > 100:
            last = [name for name in self.owner_fields if _is_share(name) and data.get(name)][-1]
            said = in_words(whole.normalize())
            self.add_error(last, f"The shares add up to {said}%, more than the whole")


def _part(data: Any, name: str) -> Decimal | None:
    percent = data.get(name)
    return percent / 100 if percent else None


def _is_share(name: str) -> bool:
    return name.startswith(("share_", "add_share"))
