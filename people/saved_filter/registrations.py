"""How saved filters take part in the whole."""

from accounts.secret import SecretKind
from interface.parts import MenuItem, Theme, signed_in
from people.models import SavedFilter
from records.absent import Absent, Whole
from records.merging import BodyRule, Does, PlaceRule
from records.unlinked import Unlinked
from registry.personal_data import PersonalData

REGISTRATIONS = (
    SecretKind(
        noun="link to stop emails of a saved filter,links to stop emails of saved filters",
        addresses=("saved_filter_leave",),
        order=95,
        stays="it opens no more than the button that stops emails, and must work in old ones",
    ),
    PlaceRule(SavedFilter, "place", Does.MOVE, noun="saved filter", order=305),
    BodyRule(SavedFilter, "organisation", Does.MOVE, noun="saved filter", order=385),
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
        says="Lists that you or your team narrowed and saved, and which email you what is new",
        theme=Theme.OWN,
        order=45,
        words="saved searches lists alerts",
        permission=signed_in,
        within="account",
    ),
    Absent(
        model=SavedFilter,
        at=Whole.FILES,
        why="it is one person's own wish to hear of something",
    ),
    Unlinked(
        pages=("saved_filter_leave",),
        why="a letter about a saved filter has the link",
    ),
)
