"""What every form of a record at places asks alike: for which places it is, who can see it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

from interface import forms
from interface.words import capitalised
from partnerships.models import Place
from partnerships.organisation.fields import kept_places, place_field, typed_places
from records.models import Visibility

LEVELS = {
    Visibility.TEAM: "You, and the editors of its places or of the areas that they are in",
    Visibility.PLACE: "Also the contributors and directory connectors there",
    Visibility.PROGRAMME: "Also anyone with a role on its programme, such as its leads",
    Visibility.NETWORK: "Anyone with an account",
    Visibility.PUBLIC: "Also people who are not signed in",
}


class AtPlaces(forms.ModelForm):
    """Mixed into the form of a record with a level, a programme and places. ``user`` writes it.

    Officers of its ``body`` write it too, as the field of that name says. ``may_write`` and
    ``may_publish`` are asked about its body, programme and places; ``not_yours`` and ``not_to_all``
    tell the writer who else could. ``levels`` are those that it can have, with who reads each.
    """

    body: ClassVar[str]
    not_yours: ClassVar[str]
    not_to_all: ClassVar[str]
    may_write: ClassVar[Callable[..., bool]]
    may_publish: ClassVar[Callable[..., bool]]
    levels: ClassVar[Mapping[Visibility, str]] = LEVELS

    places = kept_places("Places that it is for")
    add_place = place_field("Which place is it for?", required=False)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        self.user = user
        self._unseen: dict[str, int] = {}
        self._offer_places()
        self._offer_levels((kwargs.get("initial") or {}).get("visibility"))

    def _offer_places(self) -> None:
        rows = self.instance.places.all() if self.instance.pk else typed_places(self)
        begins_with: Iterable[Place] = self.initial.get("places") or list(rows)
        ids = [place.pk for place in begins_with]
        if not ids:
            del self.fields["places"]
            return
        field: Any = self.fields["places"]
        field.queryset = Place.objects.filter(pk__in=ids).order_by("sort_key", "id")
        self.initial["places"] = list(field.queryset)
        self.fields["add_place"].label = "Is it for another place too?"

    def _offer_levels(self, level: str | None) -> None:
        field: Any = self.fields["visibility"]
        field.widget = forms.Radios(hints=self.levels)
        field.choices = [(level.value, capitalised(level.label)) for level in self.levels]
        if not self.instance.pk:
            self.initial["visibility"] = self._to_begin_with(level or Visibility.NETWORK)

    def _to_begin_with(self, level: str) -> str:
        """This level, as another record has it; to all only where the writer may publish it."""
        new: Any = self.instance
        may = level != Visibility.PUBLIC or self.may_publish(
            self.user,
            body_id=getattr(new, f"{self.body}_id"),
            programme_id=new.programme_id,
            places=self.initial.get("places") or (),
        )
        return level if may else Visibility.NETWORK

    def keep_unseen(self, name: str) -> None:
        """A record that the writer may not see is neither shown by its field nor lost."""
        field: Any = self.fields[name]
        pk = getattr(self.instance, f"{name}_id")
        if record := field.queryset.filter(pk=pk or 0).first():
            self.initial[name] = record
        elif pk:
            self.initial.pop(name, None)
            self._unseen[name] = pk

    def put_unseen_back(self, data: dict[str, Any]) -> None:
        """What the writer could not see stays, unless they chose another."""
        for name, pk in self._unseen.items():
            if data.get(name) is None and name not in self.errors:
                model: Any = self.instance._meta.get_field(name).related_model
                data[name] = model._default_manager.get(pk=pk)

    def all_places(self) -> list[Place]:
        """The places that are left ticked, and the one that was added."""
        added = self.cleaned_data.get("add_place")
        kept = list(self.cleaned_data.get("places") or ())
        return kept + ([added] if added and added not in kept else [])

    def check_rights(self, data: dict[str, Any]) -> None:
        """It is the writer's to write, and to show to whom they choose."""
        if {"add_place", self.body, "programme", "visibility"} & set(self.errors):
            return
        programme, body = data.get("programme"), data.get(self.body)
        about: dict[str, Any] = {
            "body_id": body.pk if body else None,
            "programme_id": programme.pk if programme else None,
            "places": self.all_places(),
        }
        if not self.may_write(self.user, **about):
            self.add_error("add_place", self.not_yours)
        level = data.get("visibility")
        was_public = bool(self.instance.pk) and self.initial.get("visibility") == Visibility.PUBLIC
        if level == Visibility.PUBLIC and not was_public:
            if not self.may_publish(self.user, **about):
                self.add_error("visibility", self.not_to_all)
        elif level == Visibility.PROGRAMME and not programme:
            self.add_error("visibility", "Choose its programme, or who else can see it")
        elif level == Visibility.PLACE and not about["places"]:
            self.add_error("visibility", "Name a place, or choose who else can see it")
