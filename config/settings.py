"""All settings, in one file, decided by the environment.

`.env.example` names every variable that is read here and says what it does. A variable in the
environment wins over the same one in the file `.env` beside manage.py.
"""

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config import limits, logs, sign_on, tries
from config.days import day_of

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
if dotenv := env.str("DOTENV", default=str(BASE_DIR / ".env")):
    env.read_env(dotenv)


def required(name: str, why: str) -> str:
    """The variable `name`; without it the program stops and says `why` it is needed."""
    if not (value := env.str(name, default="")):
        raise ImproperlyConfigured(f"Set {name}: {why} (docs/operating.md)")
    return value


# --- What runs where ------------------------------------------------------------------------

DEBUG = env.bool("DEBUG", default=False)
if DEBUG:
    SECRET_KEY = env.str("SECRET_KEY", default="only-for-the-demo-and-the-tests")
else:
    SECRET_KEY = required("SECRET_KEY", "it signs sessions and reset links; keep it private")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if DEBUG else []
)
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# How many of our own proxies stand in front: the visitor's address is read that far back.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "pgtrigger",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_filters",
    "records",
    "interface",
    "accounts",
    "access",
    "registry",
    "search",
    "partnerships",
    "imports",
    "people",
    "geography",
    "policy",
    "services",
    "collaboration",
    "pilots",
    "funding",
    "barriers",
    "governance",
    "reorganise",
    "dashboards",
    "api",
    "open_data",
    "demo",
    "national",
    "deploy",
]

MIDDLEWARE = [
    "config.headers.HeadersMiddleware",
    "config.headers.PolicyMiddleware",
    "config.fresh.FreshMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "deploy.request_counts.CountMiddleware",
    "config.errors.LargestBodyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.headers.PrivatePagesMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "records.switches.SwitchesMiddleware",
    "accounts.visits.VisitMiddleware",
    "records.middleware.KeepTypedMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "open_data.record.middleware.CopiesMiddleware",
    "records.middleware.HistoryMiddleware",
    "access.covering.CoverMiddleware",
    "people.role.two_step.TwoStepMiddleware",
    "dashboards.my_work.counting.WorkCountMiddleware",
    "records.refused.RefusedMiddleware",
    "config.errors.NoSuchMethodMiddleware",
    "records.cut_off.CutOffMiddleware",
]
if DEBUG:
    MIDDLEWARE.append("config.errors.OwnErrorPagesMiddleware")

# --- Database -------------------------------------------------------------------------------

DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / ".data"))).resolve()

# Seconds of a statement and a lock while somebody waits (config/limits.py); loads have their own.
STATEMENT_SECONDS = env.int("STATEMENT_SECONDS", default=30)
LOCK_SECONDS = env.int("LOCK_SECONDS", default=5)
# Several nodes: docs/scaling.md
READ_NODE = env.bool("READ_NODE", default=False)
REPLICA_LAG_SECONDS = env.int("REPLICA_LAG_SECONDS", default=30)
FRESH_SECONDS = env.int("FRESH_SECONDS", default=0)
SESSION = limits.asked(read_only=READ_NODE)

if env.str("DATABASE_URL", default=""):
    DATABASES = {"default": env.db_url("DATABASE_URL")}
    DATABASES["default"]["ENGINE"] = "django.db.backends.postgresql"
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault(
        "options", env.str("DATABASE_OPTIONS", default=SESSION)
    )
    # Where nothing is asked for, a pooler gives each transaction another connection
    asks = DATABASES["default"]["OPTIONS"]["options"]
    DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = not asks
    if pool := env.int("DATABASE_POOL", default=0):
        DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": pool}
    else:
        DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
        DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
elif DEBUG:
    # PostgreSQL's own programs, started by the first process that asks (config/embedded).
    DATABASES = {
        "default": {
            "ENGINE": "config.embedded",
            "NAME": "placebook",
            "EMBEDDED": {"data": DATA_DIR, "name": "demo", "durable": True},
            "OPTIONS": {"options": SESSION},
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    }
else:
    required("DATABASE_URL", "postgres://user:password@host:5432/placebook")

# Several processes share sign-in limits, so the cache is a table, not one process's memory.
CACHES = {
    "default": {
        "BACKEND": "config.counts.KeptCounts",
        "LOCATION": "django_cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},  # from there on what is over is deleted
    }
}

# --- Sign-in --------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
# The address is unique without regard to case, by a constraint that this check cannot read.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ("email", "full_name")}),
        ("MinimumLengthValidator", {"min_length": 10}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24

ACCOUNT_ADAPTER = "accounts.adapter.ClosedAdapter"
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "accounts.account.reset_links.ResetLinks"  # noqa: S105 - a class
ACCOUNT_FORMS = {
    "login": "accounts.account.forms.SignInForm",
    "reset_password": "accounts.account.forms.ForgottenForm",
    "reset_password_from_key": "accounts.account.forms.NewPasswordForm",
    "change_password": "accounts.account.forms.ChangePasswordForm",
    "reauthenticate": "accounts.account.forms.ConfirmForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_RATE_LIMITS = tries.LIMITS
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
ACCOUNT_REAUTHENTICATION_TIMEOUT = 60 * 15  # for so long a password counts that was typed

# Two-step sign-in: offered to everybody, required of those who give roles beyond one place.
TWO_STEP_REQUIRED = env.bool("TWO_STEP_REQUIRED", default=not DEBUG)
MFA_ADAPTER = "accounts.two_step.adapter.TwoStepAdapter"
MFA_FORMS = {
    "authenticate": "accounts.two_step.forms.CodeForm",
    "reauthenticate": "accounts.two_step.forms.ConfirmByCodeForm",
    "activate_totp": "accounts.two_step.forms.TurnOnForm",
}
MFA_TOTP_ISSUER = "Placebook"
MFA_TOTP_TOLERANCE = 1  # a clock may be half a minute off, either way
MFA_ALLOW_UNVERIFIED_EMAIL = True  # whoever has an account was invited by email
# accounts.confirming asks, so that a password typed at sign-in counts and nothing typed is lost.
MFA_REAUTHENTICATION_REQUIRED = False

SOCIALACCOUNT_ADAPTER = "people.role.sign_on.InvitedAdapter"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": sign_on.providers(env, env.list("SIGN_ON", default=[]), debug=DEBUG),
        "OAUTH_PKCE_ENABLED": True,
        "provider_class": "accounts.sign_on.provider.IssuerProvider",
    }
}

# --- Triggers: history, versions, reach -------------------------------------------------------

# Installed after each migrate, not by migrations, which would render every model anew (decision 2).
PGTRIGGER_MIGRATIONS = False
PGTRIGGER_INSTALL_ON_MIGRATE = True

# --- Pages ----------------------------------------------------------------------------------

LOADERS = ["interface.template_loader.Loader", "django.template.loaders.app_directories.Loader"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [("django.template.loaders.cached.Loader", LOADERS)],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "interface.context.page",
            ],
            # The tags of a subject stand in its folder
            "libraries": {
                "attachments": "collaboration.attachment.tags",
                "comments": "collaboration.comment.tags",
                "health_checks": "governance.health_check.tags",
                "linked_data": "open_data.linked.tags",
                "money": "funding.picture.tags",
                "pilots": "dashboards.pilot.tags",
                "places": "partnerships.place.tags",
                "programmes": "dashboards.programme.tags",
                "promises": "collaboration.action_item.tags",
                "recognition": "people.recognition.tags",
                "roles": "people.role.tags",
                "server": "deploy.tags",
                "status": "pilots.status.tags",
                "switches": "records.switches",
                "tickets": "records.tickets",
                "wrong_here": "collaboration.error_report.tags",
            },
        },
    }
]
CSRF_FAILURE_VIEW = "records.views.csrf_failure"
FORM_RENDERER = "interface.forms.Renderer"

LANGUAGE_CODE = "en-gb"
USE_I18N = True
FORMAT_MODULE_PATH = ["config.formats"]
USE_TZ = True
TIME_ZONE = "Europe/London"

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles"))).resolve()
# Files named after their content and kept by browsers for ever; needs `collectstatic`.
STATIC_HASHED = env.bool("STATIC_HASHED", default=not DEBUG)
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "config.staticfiles.HashedStorage"
        if STATIC_HASHED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
# Files that people attach, which no web server shows; several servers share a storage.
ATTACHMENTS_DIR = Path(env.str("ATTACHMENTS_DIR", default=str(DATA_DIR / "attachments"))).resolve()
if any(ATTACHMENTS_DIR.is_relative_to(root) for root in (STATIC_ROOT, *STATICFILES_DIRS)):
    raise ImproperlyConfigured("ATTACHMENTS_DIR is within static files, which anybody may read")
ATTACHMENTS_STORAGE = env.str("ATTACHMENTS_STORAGE", default="")
OURS_ALONE = {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700}
STORAGES["attachments"] = (
    {"BACKEND": ATTACHMENTS_STORAGE, "OPTIONS": env.json("ATTACHMENTS_STORAGE_OPTIONS", default={})}
    if ATTACHMENTS_STORAGE
    else {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": ATTACHMENTS_DIR, **OURS_ALONE},
    }
)
# Where manage.py backup keeps what it makes, and how many of them.
BACKUPS_DIR = Path(env.str("BACKUPS_DIR", default=str(DATA_DIR / "backups"))).resolve()
BACKUPS_KEPT = env.int("BACKUPS_KEPT", default=14)
# A function of ours or yours, by its dotted name: scan(content, name) gives what it found, or "".
ATTACHMENTS_SCANNER = env.str("ATTACHMENTS_SCANNER", default="")
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not STATIC_HASHED

# --- E-mail ---------------------------------------------------------------------------------

EMAIL_TIMEOUT = 30  # seconds; a mail server that is silent holds up nothing for longer
if not DEBUG:
    required("EMAIL_URL", "password resets are sent by it, e.g. smtp+tls://user:pass@host:587")
globals().update(env.email_url("EMAIL_URL", default="consolemail://"))
# Where people find us, for links in letters.
if DEBUG:
    SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000")
else:
    SITE_URL = required("SITE_URL", "letters carry links, e.g. https://placebook.example.org")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("EMAIL_FROM", default="Placebook <noreply@localhost>")

# --- Personal data --------------------------------------------------------------------------

# How many months a name is kept in the directory after its person left their last job role.
PERSON_KEPT_MONTHS = env.int("PERSON_KEPT_MONTHS", default=12)

# Who runs this copy, as the pages on privacy and accessibility say it (interface/statements.py)
CONTROLLER = env.str("CONTROLLER", default="")
PRIVACY_CONTACT = env.str("PRIVACY_CONTACT", default="")
PRIVACY_REVIEWED = day_of(env.str("PRIVACY_REVIEWED", default=""))
ACCESSIBILITY_CONTACT = env.str("ACCESSIBILITY_CONTACT", default="")
ACCESSIBILITY_PREPARED = day_of(env.str("ACCESSIBILITY_PREPARED", default=""))
ACCESSIBILITY_REVIEWED = day_of(env.str("ACCESSIBILITY_REVIEWED", default=""))
ACCESSIBILITY_TESTED = day_of(env.str("ACCESSIBILITY_TESTED", default=""))

# On what terms everybody may use what they can read here (open_data/licence.py)
DATA_LICENCE = env.str("DATA_LICENCE", default="")
# What tells which rows of a list are made up, as an example (interface/made_up.py)
MADE_UP_RULE = "partnerships.place.made_up.rule"

# --- Security -------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "script-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
# What a page takes in all; a file besides where the view says so (interface/bodies.py)
DATA_UPLOAD_MAX_MEMORY_SIZE = 2**20
FILE_UPLOAD_HANDLERS = ["records.files.sent.NamelessUpload"]
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
if not DEBUG:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = env.bool("SSL_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = [r"^health/", r"^metrics$"]  # asked by those who watch, inside
    SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=60 * 60 * 24 * 365)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    if TRUSTED_PROXIES:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Watching and logs ----------------------------------------------------------------------

METRICS_KEY = env.str("METRICS_KEY", default="")  # opens /metrics; no such page without it
LOGGING = logs.settings(
    env.str("LOG_LEVEL", default="INFO"), as_json=env.bool("LOG_AS_JSON", default=not DEBUG)
)
