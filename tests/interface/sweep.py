"""Pages about Placebook itself, and what machines ask."""

from tests.access.table import Row

ROWS = [
    Row("about", public=True),
    Row("about_words", public=True),
    Row("accessibility", public=True),
    Row("privacy", public=True),
    Row("health_live", public=True, page=False),
    Row("health_ready", public=True, page=False),
]
