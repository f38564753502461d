"""Django settings of the sandbox: no database, no sessions, nothing from the environment."""

import secrets
from logging import LogRecord
from pathlib import Path

from django.http import UnreadablePostError

SECRET_KEY = secrets.token_urlsafe()
DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
ROOT_URLCONF = "sandbox.urls"
MIDDLEWARE = ["django.middleware.common.CommonMiddleware", "sandbox.record.RecordMiddleware"]
INSTALLED_APPS: list[str] = []
DATABASES: dict[str, object] = {}
APPEND_SLASH = False
USE_TZ = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
    }
]


def _is_our_bug(record: LogRecord) -> bool:
    """Error answers are the sandbox's job and clients may go away; only an exception of ours is news."""
    error = record.exc_info[1] if record.exc_info else None
    return error is not None and not isinstance(error, UnreadablePostError)


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"bugs": {"()": "django.utils.log.CallbackFilter", "callback": _is_our_bug}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "filters": ["bugs"]}},
    "loggers": {"django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False}},
}
