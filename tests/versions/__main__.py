"""`python -m tests.versions`: keeps databases of this version for the tests of those to come.

Run once for each version that has migrations (docs/recipes.md). With `--start` it keeps what a new
database begins as instead (`demo/start`), as often as migrations have piled up. The databases are
made on an embedded server of their own, which is deleted at the end.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path


def main() -> None:
    """Set Django up as bin/demo does, then make and keep them."""
    folder = Path(tempfile.mkdtemp(prefix="placebook-version-"))
    folder.chmod(0o755)  # the server's user passes through it
    os.environ.pop("DATABASE_URL", None)
    os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings", "DEBUG": "true", "DOTENV": ""}
    os.environ["PGTZ"] = "UTC"  # in which a dump tells its moments
    os.environ |= {"DATA_DIR": str(folder / "data"), "STATIC_ROOT": str(folder / "static")}
    import django

    django.setup()
    from config.demo_setup import start_over
    from tests.versions.make import keep_start, keep_this_version

    try:
        keep_start() if sys.argv[1:] == ["--start"] else keep_this_version()
    finally:
        start_over()
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
