from __future__ import annotations

from typing import Any

from django.forms import CharField, ChoiceField, HiddenInput, ValidationError

from interface import forms
from partnerships.models import Repeat
from partnerships.repeat import candidates


class JudgeRepeat(forms.Form):
    """Whether two aims are one objective said twice. ``aims`` holds both once it is valid."""

    first = CharField(widget=HiddenInput, max_length=40)
    second = CharField(widget=HiddenInput, max_length=40)
    verdict = ChoiceField(label="Are they the same?", choices=Repeat.Verdict.choices)
    note = CharField(label="Why", max_length=500, required=False)

    def __init__(self, *args: Any, reader: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reader = reader

    def clean(self) -> dict[str, Any]:
        """Both aims are there for this reader, and they are two."""
        data = super().clean() or self.cleaned_data
        aims = [self._aim(data.get(name, "")) for name in ("first", "second")]
        if None in aims or aims[0] == aims[1]:
            raise ValidationError("Choose two objectives that are in the list")
        self.aims = sorted(aims, key=lambda aim: (aim._meta.model_name, aim.pk))
        return data

    def _aim(self, key: str) -> Any:
        kind, _, pk = key.partition("-")
        rows = {"priority": candidates.priorities, "programme": candidates.programmes}.get(kind)
        if rows is None or not pk.isascii() or not pk.isdigit() or len(pk) > 18:
            return None
        return rows(self.reader).filter(pk=int(pk)).first()
