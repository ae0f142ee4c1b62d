"""How bulk changes take part in the whole."""

from interface.parts import MenuItem, Theme, signed_in

REGISTRATIONS = (
    MenuItem(
        page="bulk_changes",
        label="Bulk changes",
        says="Changes that you made to many records at once, and the way to undo them for a day",
        theme=Theme.OWN,
        order=90,
        words="several at once undo together many batch",
        permission=signed_in,
        within="account",
    ),
)
