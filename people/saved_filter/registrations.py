"""How saved filters take part in the whole."""

from interface.parts import MenuItem, Theme, signed_in
from people.models import SavedFilter
from registry.personal_data import PersonalData

REGISTRATIONS = (
    PersonalData(
        key="saved_filters",
        title="Filters that they saved",
        rows=SavedFilter.objects.filter,
        columns={"name": "name", "of": "list_key", "filters": "query", "by_mail": "by_mail"},
        removed="saved filters",
        order=50,
    ),
    MenuItem(
        page="saved_filters",
        label="Saved filters",
        says="Lists that you narrowed and saved, and which of them email you what is new",
        theme=Theme.OWN,
        order=45,
        words="saved searches lists alerts",
        permission=signed_in,
        within="account",
    ),
)
