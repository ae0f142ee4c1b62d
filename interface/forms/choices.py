"""Radios and checkboxes whose choices explain themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms


class _Hinted(forms.widgets.ChoiceWidget):
    """Choices with a line of help each, and with follow-up questions.

    ``hints`` maps a choice's value to its line of help. ``reveals`` lists the
    values that show the ``.reveal`` block standing right after the field.
    ``inline`` puts the choices side by side.
    """

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Iterable[Any] = (),
        *,
        hints: Mapping[Any, str] | None = None,
        reveals: Iterable[Any] = (),
        inline: bool = False,
    ) -> None:
        super().__init__(attrs, choices)
        self.hints = {str(value): hint for value, hint in (hints or {}).items()}
        self.reveals = {str(value) for value in reveals}
        self.inline = inline

    def optgroups(self, name: str, value: Any, attrs: dict[str, Any] | None = None) -> list[Any]:
        """As Django's, without the empty "---------", which is no answer to click on."""
        groups = super().optgroups(name, value, attrs)
        return [group for group in groups if not _is_empty(group)]

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["hint"] = self.hints.get(str(value), "")
        if option["hint"] and option["attrs"].get("id"):
            option["attrs"]["aria-describedby"] = f"{option['attrs']['id']}-h"
        if str(value) in self.reveals:
            option["attrs"]["data-reveals"] = True
        return option

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        copied = super().__deepcopy__(memo)
        copied.hints, copied.reveals = dict(self.hints), set(self.reveals)
        return copied


class Radios(_Hinted, forms.RadioSelect):
    """One of these: ``Radios(hints={"no": "…"}, reveals=["no"], inline=True)``."""

    def first_input_id(self, auto_id: str) -> str:
        # The empty choice is dropped after ids are counted, so 0 may be missing
        first_is_empty = next(iter(self.choices), ("?", ""))[0] in ("", None)
        return f"{auto_id}_{1 if first_is_empty else 0}"


class Checkboxes(_Hinted, forms.CheckboxSelectMultiple):
    """Any of these: ``Checkboxes(hints={"health": "Body and mind"})``."""


class Switch(forms.CheckboxInput):
    """A single box to tick; ``reveals=True`` shows the block right after it when ticked."""

    def __init__(self, attrs: dict[str, Any] | None = None, *, reveals: bool = False) -> None:
        super().__init__({**(attrs or {}), **({"data-reveals": True} if reveals else {})})


def _is_empty(group: Any) -> bool:
    _, options, _ = group
    return len(options) == 1 and options[0]["value"] in ("", None)
