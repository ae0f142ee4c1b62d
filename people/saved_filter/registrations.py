"""How saved filters take part in the whole."""

from interface.parts import Part, Theme, signed_in

REGISTRATIONS = (
    Part(
        page="saved_filters",
        label="Saved filters",
        says="Lists that you narrowed and saved, and which of them email you what is new",
        theme=Theme.OWN,
        order=45,
        words="saved searches lists alerts",
        may=signed_in,
    ),
)
