"""Access to pages that show several apps."""

from tests.access.table import Row, post

ADMINISTRATORS = frozenset({"administrator"})

ROWS = [
    Row("home", public=True),
    Row("search", public=True),
    Row("search", public=True, query="?q=bradford"),
    Row("search_suggest", public=True, page=False, query="?q=bradford"),
    Row("places", public=True),
    Row("places", public=True, query="?q=bradford"),
    Row("places", public=True, query="?on=2022-06-01&all=on"),
    Row("place_map", public=True),
    Row("place_map", public=True, query="?all=on&kind=county"),
    Row("place_by_code", "place_code", public=True, page=False, answers=(302,)),
    Row("places", public=True, query="?format=csv", page=False),
    Row("organisations", public=True),
    Row("organisation", "organisation", public=True),
    Row("programmes", public=True),
    Row("programme", "programme", public=True),
    Row("programme_meetings", "programme", public=True),
    Row("programme_export", "programme"),
    Row("programme_export_file", "programme", page=False),
    Row("programme_pilots", "programme"),
    Row("programme_pilots", "programme", query="?reported=waiting&confidence=on_track&sort=name"),
    Row("programme_pilots", "programme", query="?format=csv", page=False),
    Row("unsent_emails", may=ADMINISTRATORS),
    post("unsent_email_retry", "unsent_email", may=ADMINISTRATORS),
    post("unsent_email_dismiss", "unsent_email", may=ADMINISTRATORS),
]
