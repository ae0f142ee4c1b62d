"""The project's settings as the tests run them: nothing of this machine's .env counts.

DATABASE_URL, where it is set, says on which server the tests make their databases.
"""

import os

os.environ.update(DEBUG="true", DOTENV="", STATIC_HASHED="false", EMAIL_URL="memorymail://")
for name in ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_POOL", "TRUSTED_PROXIES"):
    os.environ.pop(name, None)

from config.settings import *  # noqa: E402, F403
from config.settings import DATA_DIR, DATABASES, INSTALLED_APPS, STORAGES  # noqa: E402
from tests import in_memory  # noqa: E402

DEBUG = False  # it was on for the defaults that go with it; the addresses are a server's
INSTALLED_APPS = [*INSTALLED_APPS, "django_migration_linter"]

if "EMBEDDED" in DATABASES["default"]:
    DATABASES["default"]["EMBEDDED"] |= {
        "data": in_memory.folder(DATA_DIR),
        "name": "test",
        "durable": False,
    }
STORAGES["attachments"] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
DATA_LICENCE = (
    "Open Government Licence v3.0 "
    "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
)
DATABASES["default"]["CONN_MAX_AGE"] = 0  # a clone is dropped when its test ends

ACCOUNT_REAUTHENTICATION_TIMEOUT = 60 * 60 * 24  # the worlds of the sweeps sign in once
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # hundreds of sign-ins
