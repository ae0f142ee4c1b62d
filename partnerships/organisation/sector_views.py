"""Sectors that administrators add, each within one that the product knows."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from access.permissions import is_administrator
from interface import forms
from interface.columns import Column
from interface.filters import FilterSet, OneOf
from interface.pages import Empty
from interface.paging import Sort
from interface.parts import Theme
from interface.words import capitalised, capitalised_choices
from partnerships.models import FurtherSector, Organisation
from records.conflicts import Versioned
from registry.kind_by_itself import KindInList

SECTORS = capitalised_choices(Organisation.Sector.choices)


def can_keep_sectors(user: Any, sector: FurtherSector | None = None) -> bool:
    """Administrators."""
    return is_administrator(user)


class SectorForm(Versioned, forms.ModelForm):
    """What it is called, and of which sector it is one."""

    question_led = True

    class Meta:
        model = FurtherSector
        fields = ("name", "sector")
        labels = {"name": "What is it called?", "sector": "Which sector is it one of?"}
        help_texts = {
            "name": "For example, faith group",
            "sector": "Rules about sectors, such as those for a quorum, use this one",
        }

    def clean_sector(self) -> str:
        """Bodies of it are in that sector already."""
        sector: str = self.cleaned_data["sector"]
        of_it = Organisation.objects.filter(further=self.instance.pk or 0)
        if of_it.exclude(sector=sector).exists():
            raise ValidationError(
                "Some organisations within it are in another sector. Change those first"
            )
        return sector


class SectorFilter(FilterSet):
    """Those within a sector."""

    within = OneOf("Within", field_name="sector", choices=SECTORS)


def _change(sector: FurtherSector) -> SafeString:
    url = reverse("further_sector_edit", args=[sector.pk])
    return format_html('<a href="{}">Change<span class="vh"> {}</span></a>', url, sector)


class FurtherSectors(KindInList):
    """Sectors that were added to those that the product knows."""

    model, form, title, path = FurtherSector, SectorForm, "Further sectors", "sectors"
    key, noun, public = "further_sector", "further sector", True
    api = True
    may_add = may_edit = can_keep_sectors
    draft_words, draft_field, add_message = "Further sector", "name", "Saved."
    edit_message = "Saved."
    filters, sorts = SectorFilter, (Sort("name", "name", says=str),)
    columns = (
        Column.of(FurtherSector, "name", cell=attrgetter("name"), head=True, sort="name"),
        Column.of(FurtherSector, "sector", cell=lambda row: capitalised(row.get_sector_display())),
    )
    empty = Empty("No sector has been added.", "Administrators add them.")
    menu = {
        "label": "Add a sector",
        "says": "A kind of body that the list of sectors lacks",
        "theme": Theme.KEEPING,
        "order": 155,
        "words": "sector kind of organisation new",
    }

    class List(KindInList.List):
        lead = (
            "Each is one of the sectors that Placebook knows. Rules about sectors go by that one."
        )

        def table_columns(self) -> list[Column]:
            """With a way to change each, for who keeps them."""
            change = Column("change", "Change", cell=_change)
            return [*super().table_columns(), *([change] if self.add() else [])]
