"""Settings. Everything has an embedded default; each name is explained in docs/reference/settings.md."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


def _env(name: str, default: str = "") -> str:
    """A setting from the environment, or from the file that `NAME_FILE` names (for secrets)."""
    file = os.environ.get(f"{name}_FILE")
    return Path(file).read_text().strip() if file else os.environ.get(name, default)


LOA_HOME = Path(_env("LOA_HOME", "var")).absolute()


def _secret() -> str:
    """The secret of this home: generated once, mode 0600, never committed. A folder that is no home gets nothing written into it."""
    if given := _env("LOA_SECRET"):
        return given
    path = LOA_HOME / "secret"
    if not (LOA_HOME / "loa-home.json").exists():
        return secrets.token_urlsafe(48)
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text()


def _database(url: str) -> dict[str, Any]:
    """The database of `LOA_DATABASE_URL` (postgres://user:password@host/name), else SQLite in the home."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": LOA_HOME / "loa.sqlite3",
            "CONN_MAX_AGE": None,  # opening a file anew for each request costs a quarter of a player's poll
            # IMMEDIATE takes the write lock at once: with DEFERRED, half of contended transactions fail as "locked".
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;",
            },
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
    }


SECRET_KEY = _secret()
DEBUG = False
LOA_PUBLIC_URL = _env("LOA_PUBLIC_URL").rstrip("/")
LOA_MQTT_URL = _env("LOA_MQTT_URL")
LOA_PROVINCE = [key for key in _env("LOA_PROVINCE", "vn:01").replace(",", " ").split() if key]
LOA_MOST_UPLOAD_BYTES = int(_env("LOA_MOST_UPLOAD_BYTES", str(20 * 1024 * 1024)))
ALLOWED_HOSTS = [h for h in [*_env("LOA_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(","), urlsplit(LOA_PUBLIC_URL).hostname] if h]
CSRF_TRUSTED_ORIGINS = [LOA_PUBLIC_URL] if LOA_PUBLIC_URL else []
LOA_TRUSTED_PROXIES = _env("LOA_TRUSTED_PROXIES").replace(",", " ").split()

STAGES = [
    "kit",
    "places",
    "agencies",
    "people",
    "documents",
    "campaigns",
    "bulletins",
    "voices",
    "channels",
    "schedules",
    "dispatch",
    "playlogs",
    "activities",
    "reports",
    "site",
]
INSTALLED_APPS = [
    *(f"loa.server.{stage}" for stage in STAGES),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "axes",
    "django_tasks",
    "huey.contrib.djhuey",
]
MIDDLEWARE = [
    "loa.server.kit.proxies.TrustedProxiesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "loa.server.site.sessions.SessionsMiddleware",
    "loa.server.site.entry.EntryMiddleware",
    "loa.server.kit.answers.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "loa.server.site.urls"
WSGI_APPLICATION = "loa.server.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "loa.server.site.pages.frame",
            ],
        },
    }
]
DATABASES = {"default": _database(_env("LOA_DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ["username"]}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
]
LOGIN_URL = "/dang-nhap/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/dang-nhap/"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_VERBOSE = False
AXES_LOCKOUT_CALLABLE = "loa.server.site.pages.signing_in.locked_out"
CSRF_FAILURE_VIEW = "loa.server.site.entry.form_expired"
SESSION_COOKIE_AGE = 7 * 86400  # seconds, from signing in
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LOA_PUBLIC_URL.startswith("https://")

# The province's own sign-on (OpenID Connect); nothing calls out without an issuer.
LOA_OIDC_ISSUER = _env("LOA_OIDC_ISSUER")
LOA_OIDC_CLIENT_ID = _env("LOA_OIDC_CLIENT_ID")
LOA_OIDC_CLIENT_SECRET = _env("LOA_OIDC_CLIENT_SECRET")
LOA_OIDC_NAME = _env("LOA_OIDC_NAME")
LOA_OIDC_TWO_STEPS = _env("LOA_OIDC_TWO_STEPS")

# Voices beside the built-in one: a folder of Piper voices, and a rented one (text leaves the house only where an address is set).
LOA_VOICES = Path(_env("LOA_VOICES") or LOA_HOME / "voices")
LOA_VOICE_HTTP_URL = _env("LOA_VOICE_HTTP_URL")
LOA_VOICE_HTTP_NAME = _env("LOA_VOICE_HTTP_NAME")
LOA_VOICE_HTTP_KEY = _env("LOA_VOICE_HTTP_KEY")
LOA_VOICE_HTTP_HEADER = _env("LOA_VOICE_HTTP_HEADER", "Authorization: Bearer {key}")
LOA_VOICE_HTTP_BODY = _env("LOA_VOICE_HTTP_BODY", '{"text": "{text}"}')
LOA_VOICE_HTTP_CHARACTERS = int(_env("LOA_VOICE_HTTP_CHARACTERS", "0"))

# A language model that the office runs itself: it only proposes what was read badly. Nothing is asked without an address.
LOA_READING_MODEL = _env("LOA_READING_MODEL")
LOA_READING_MODEL_NAME = _env("LOA_READING_MODEL_NAME")
LOA_READING_MODEL_KEY = _env("LOA_READING_MODEL_KEY")
LOA_READING_MODEL_SECONDS = float(_env("LOA_READING_MODEL_SECONDS", "60"))

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).parent / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_THOUSAND_SEPARATOR = True
NUMBER_GROUPING = 3  # 1.250.000; Django's Vietnamese formats name the separator but no grouping

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
DATA_UPLOAD_MAX_MEMORY_SIZE = LOA_MOST_UPLOAD_BYTES
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# Nothing is loaded from outside the machine.
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"

TASKS = {"default": {"BACKEND": "huey.contrib.djhuey.tasks_backend.HueyBackend", "ENQUEUE_ON_COMMIT": True}}
_redis = _env("LOA_REDIS_URL")
HUEY: dict[str, Any]
if _redis:
    HUEY = {"huey_class": "huey.PriorityRedisHuey", "name": "loa", "url": _redis, "immediate": False}
elif LOA_HOME.is_dir():
    HUEY = {"huey_class": "huey.SqliteHuey", "name": "loa", "filename": str(LOA_HOME / "tasks.sqlite3"), "immediate": False}
else:  # a tool only reads the settings: nothing is written where there is no home
    HUEY = {"huey_class": "huey.MemoryHuey", "name": "loa", "immediate": False}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": _env("LOA_LOG_LEVEL", "WARNING")},
}
