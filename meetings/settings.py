"""All settings.

What may differ between installations comes from the environment; README.md describes each name.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from meetings import __version__, environment

BASE_DIR = Path(__file__).resolve().parent.parent
environment.read_file(BASE_DIR / ".env")

# --- What an installation decides -------------------------------------------------------------------------

DEBUG = environment.flag("DEBUG")
SECRET_KEY = environment.text("SECRET_KEY")
TOKEN_ENCRYPTION_KEYS = environment.fernet_keys("TOKEN_ENCRYPTION_KEYS", SECRET_KEY)
ALLOWED_HOSTS = environment.words(
    "ALLOWED_HOSTS", ("localhost", "127.0.0.1", "[::1]"), r"\*|[\w.-]+|\[[\da-f:.]+\]", "meet.example.com"
)
CSRF_TRUSTED_ORIGINS = environment.words(
    "CSRF_TRUSTED_ORIGINS", pattern=r"https?://[^/\s]+", example="https://meet.example.com"
)
TRUST_PROXY = environment.flag("TRUST_PROXY")
LOG_LEVEL = environment.choice("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"))

MICROSOFT_CLIENT_ID = environment.text("MICROSOFT_CLIENT_ID")
MICROSOFT_CLIENT_SECRET = environment.text("MICROSOFT_CLIENT_SECRET")
MICROSOFT_AUTHORITY = environment.url("MICROSOFT_AUTHORITY", "https://login.microsoftonline.com/common")
MICROSOFT_TENANTS = environment.words(
    "MICROSOFT_TENANTS",
    pattern=r"[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}",
    example="3f2504e0-4f89-41d3-9a0c-0305e82c3301",
)
MICROSOFT_CA_BUNDLE = environment.file("MICROSOFT_CA_BUNDLE")
GRAPH_URL = environment.url("GRAPH_URL", "https://graph.microsoft.com/v1.0", ("https", "http"))

if not urlsplit(MICROSOFT_AUTHORITY).path.strip("/"):
    raise ImproperlyConfigured(
        "MICROSOFT_AUTHORITY needs a tenant after the host, such as /common or /<tenant id>."
    )

_database = environment.database("DATABASE_URL", f"sqlite:///{BASE_DIR / 'db.sqlite3'}")
if _database["ENGINE"] == "django.db.backends.sqlite3":
    # Readers never wait for the writer, and a writer takes its lock at once instead of failing half-way.
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 5,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    _database.setdefault("CONN_MAX_AGE", 60)
    _database.setdefault("CONN_HEALTH_CHECKS", True)

DATABASES = {"default": _database}
CACHES = {"default": environment.cache("CACHE_URL", "locmemcache://meetboard")}

# --- What is the same everywhere --------------------------------------------------------------------------

USER_AGENT = f"Meetboard/{__version__}"
# Read along with the person of a session, because every page asks for it.
USER_SELECT_RELATED = ["preferences"]

INSTALLED_APPS = [
    "meetings",
    "meetings.doctor",
    "accounts",
    "django_htmx",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django_htmx.middleware.HtmxMiddleware",  # first: error pages ask, also those of what follows
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "meetings.middleware.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "meetings.middleware.PersonMiddleware",
    "meetings.middleware.LocaleMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "meetings.middleware.NoStoreMiddleware",
    "meetings.middleware.OfflineKeyMiddleware",
    "meetings.middleware.FragmentMessagesMiddleware",
    "meetings.middleware.SamePersonMiddleware",  # before the token: a draft would be the other's
    "django.middleware.csrf.CsrfViewMiddleware",
    "accounts.middleware.SignInRequiredMiddleware",
    "meetings.middleware.GraphErrorMiddleware",
]

ROOT_URLCONF = "meetings.urls"
WSGI_APPLICATION = "meetings.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "environment": "meetings.jinja.environment",
            "context_processors": ["meetings.pages.request.page_context"],
        },
    }
]

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.MicrosoftBackend"]
LOGIN_URL = "sign_in"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_NAME = "meetboard_session"
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "meetboard_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "meetings.pages.errors.stale_page"

LOCAL = environment.is_local(ALLOWED_HOSTS)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not LOCAL
SECURE_HSTS_SECONDS = 0 if LOCAL else 30 * 24 * 3600
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if TRUST_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文")]  # each in its own words
FIRST_DAY_OF_WEEK = 1  # Monday, for languages of which Django knows none
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "meetings.pages.static_files.JoinedFiles"
    },
}

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
DATA_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024

# Names of libraries stand here because at DEBUG some of them would write addresses with codes in them.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": [], "level": LOG_LEVEL if LOG_LEVEL != "DEBUG" else "INFO", "propagate": True},
        "msal": {"level": "WARNING"},
        "urllib3": {"level": "WARNING"},
    },
}
