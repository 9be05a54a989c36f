"""What holds everywhere. Each value that an installation may change is read from the environment, once, here.

docs/operations/settings.md lists them all; a law of the house compares the two.
"""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.utils.translation import gettext_lazy as _

PROJECT = Path(__file__).resolve().parents[3]


def env(name: str, default: str = "") -> str:
    """An environment variable, stripped; empty counts as absent."""
    return os.environ.get(name, "").strip() or default


def env_bool(name: str, default: bool) -> bool:
    """An environment variable as yes (1, true, yes, on) or no."""
    value = env(name).lower()
    return value in {"1", "true", "yes", "on"} if value else default


def database(url: str, *, pool_size: int) -> dict[str, object]:
    """A DATABASE_URL as Django wants it: `postgresql://user:pass@host:port/name?option=…`.

    `?host=` may name a socket folder.
    """
    parts = urlsplit(url)
    options: dict[str, object] = dict(parse_qsl(parts.query))
    host = str(options.pop("host", "") or unquote(parts.hostname or ""))
    if pool_size:
        options["pool"] = {"min_size": 1, "max_size": pool_size, "timeout": 20}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or options.pop("port", "")),
        "OPTIONS": options,
        # The pool keeps connections; Django must give them back after each request.
        "CONN_MAX_AGE": 0 if pool_size else 600,
        "CONN_HEALTH_CHECKS": not pool_size,
    }


STATE = Path(env("HONGLAM_STATE", str(PROJECT / ".state")))
PACK = Path(env("HONGLAM_PACK", str(PROJECT / "packs" / "ha_tinh")))
FILES = Path(env("HONGLAM_FILES", str(STATE / "files")))
DEMO = env_bool("HONGLAM_DEMO", False)
SIMULATORS = env_bool("HONGLAM_SIMULATORS", DEMO)
STAFF_MFA = env("HONGLAM_STAFF_MFA", "required")

DEBUG = False
ALLOWED_HOSTS = env("HONGLAM_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
PUBLIC_URL = env("HONGLAM_PUBLIC_URL", "http://127.0.0.1:8000")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
SECRET_KEY = env("HONGLAM_SECRET_KEY")

BLOCKS = [
    "kernel",
    "ui",
    "pack",
    "worktime",
    "notices",
    "files",
    "identity",
    "directory",
    "procedures",
    "dossiers",
    "portal",
    "desk",
    "ops",
]

INSTALLED_APPS = [
    "procrastinate.contrib.django",
    *(f"honglam.{block}" for block in BLOCKS),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "honglam.kernel.headers.SafeHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "honglam.identity.middleware.ActorMiddleware",
    "honglam.directory.middleware.PostMiddleware",
]

ROOT_URLCONF = "honglam.urls"
WSGI_APPLICATION = "honglam.wsgi.application"
AUTH_USER_MODEL = "identity.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "django.forms.renderers.Jinja2"

_CONTEXT = [
    "django.template.context_processors.request",
    "django.contrib.messages.context_processors.messages",
    "honglam.ui.context.page",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {"environment": "honglam.ui.environment.environment", "context_processors": _CONTEXT},
    },
    {
        # Only for templates that allauth brings and nobody has replaced.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

DATABASES = {"default": database(env("DATABASE_URL", "postgresql:///honglam"), pool_size=int(env("HONGLAM_POOL", "8")))}
# Sessions in the database: a session revoked in one web process must be gone in the others at once.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kernel_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "language"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = STATE / "static"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 50
FILE_MAX_BYTES = int(env("HONGLAM_FILE_MAX_MB", "25")) * 1024 * 1024
CLAMD_ADDRESS = env("CLAMD_ADDRESS")

S3 = {
    "bucket": env("S3_BUCKET"),
    "endpoint": env("S3_ENDPOINT"),
    "region": env("S3_REGION"),
    "access_key": env("S3_ACCESS_KEY"),
    "secret_key": env("S3_SECRET_KEY"),
}

EMAIL_HOST = env("SMTP_HOST")
EMAIL_PORT = int(env("SMTP_PORT", "25"))
EMAIL_HOST_USER = env("SMTP_USER")
EMAIL_HOST_PASSWORD = env("SMTP_PASSWORD")
EMAIL_USE_TLS = env_bool("SMTP_STARTTLS", False)
EMAIL_USE_SSL = env_bool("SMTP_TLS", False)
EMAIL_TIMEOUT = 15
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if EMAIL_HOST else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = STATE / "mail"
DEFAULT_FROM_EMAIL = env("SMTP_FROM", "khong-tra-loi@localhost")

SMS_GATEWAY_URL = env("SMS_GATEWAY_URL")
SMS_GATEWAY_TOKEN = env("SMS_GATEWAY_TOKEN")

OIDC = {
    "issuer": env("OIDC_ISSUER"),
    "client_id": env("OIDC_CLIENT_ID"),
    "client_secret": env("OIDC_CLIENT_SECRET"),
    "name": env("OIDC_NAME", "VNeID"),
}

METRICS_FROM = [network for network in env("HONGLAM_METRICS_FROM").split(",") if network]

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"
PROCRASTINATE_IMPORT_PATHS = ["honglam.kernel.relay", "honglam.kernel.housekeeping"]

X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if PUBLIC_URL.startswith("https://"):
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGIN_URL = "/tai-khoan/dang-nhap/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
