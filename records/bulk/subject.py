"""How bulk changes take part in the whole."""

from interface.parts import Part, Theme, signed_in

DECLARES = (
    Part(
        page="bulk_changes",
        label="Bulk changes",
        says="What you changed many at once, and the way to undo it for a day",
        theme=Theme.OWN,
        order=90,
        words="several at once undo together many batch",
        may=signed_in,
    ),
)
