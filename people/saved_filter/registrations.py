"""How saved filters take part in the whole."""

from interface.parts import MenuItem, Theme, signed_in

REGISTRATIONS = (
    MenuItem(
        page="saved_filters",
        label="Saved filters",
        says="Lists that you narrowed and saved, and which of them email you what is new",
        theme=Theme.OWN,
        order=45,
        words="saved searches lists alerts",
        permission=signed_in,
    ),
)
