"""What a new database begins as: the tables, and with them the published record, as once kept.

From nothing, Django draws every model for each of a hundred migrations, which takes a minute where
putting back takes a second. They may be older than the code: what came after is migrated and loaded
on. ``python -m tests.versions --start`` keeps both anew (docs/recipes.md).
"""

from django.conf import settings

_FOLDER = settings.BASE_DIR / "demo" / "start"
TABLES, RECORD = _FOLDER / "tables.sql.xz", _FOLDER / "record.sql.xz"
