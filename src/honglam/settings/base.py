"""What holds everywhere. Each value that an installation may change is read from the environment, once, here.

docs/operations/settings.md lists them all; a law of the house compares the two.
"""

import ipaddress
import os
from pathlib import Path

import psycopg
from django.utils.translation import gettext_lazy as _
from psycopg.conninfo import conninfo_to_dict

PROJECT = Path(__file__).resolve().parents[3]


def env(name: str, default: str = "") -> str:
    """An environment variable, stripped; empty counts as absent."""
    return os.environ.get(name, "").strip() or default


def env_bool(name: str, default: bool) -> bool:
    """An environment variable as yes (1, true, yes, on) or no."""
    value = env(name).lower()
    return value in {"1", "true", "yes", "on"} if value else default


def env_networks(name: str, default: str = "") -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    """An environment variable as networks, separated by commas; an address stands for the network it lies in."""
    parts = [part.strip() for part in env(name, default).split(",")]
    try:
        return [ipaddress.ip_network(part, strict=False) for part in parts if part]
    except ValueError as fault:
        wanted = "Write networks such as 10.0.0.0/8,192.168.1.0/24."
        raise SystemExit(f"{name} is not understood: {fault}. {wanted}") from None


# A server on another machine can go without a word (its power, a cable): after these times, seconds but for the last in
# milliseconds, it is given up and the next one asked, unless the address says otherwise.
WHEN_LOST = {
    "connect_timeout": "5",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "20000",
}


def database(url: str, *, pool_size: int) -> dict[str, object]:
    """A DATABASE_URL as Django wants it: `postgresql://user:pass@host:port,host:port/name?option=…`.

    `?host=` may name a socket folder.
    """
    try:
        options: dict[str, object] = dict(conninfo_to_dict(url))
    except psycopg.Error:  # what libpq says of it would put the password into a log
        raise SystemExit(
            "DATABASE_URL cannot be read. It is postgresql://user:password@host:port/name?option=value&…; "
            "letters such as @ : / ? % in a password are written %40 %3A %2F %3F %25."
        ) from None
    name, user, password, host, port = (
        str(options.pop(key, "")) for key in ("dbname", "user", "password", "host", "port")
    )
    if host and not host.startswith("/"):
        options = {**WHEN_LOST, **options}
    if pool_size:
        options["pool"] = {"min_size": 1, "max_size": pool_size, "timeout": 20}
    return {
        "ENGINE": "honglam.kernel.database",
        "NAME": name,
        "USER": user,
        "PASSWORD": password,
        "HOST": host,
        "PORT": port,
        "OPTIONS": options,
        # The pool keeps connections; Django must give them back after each request.
        "CONN_MAX_AGE": 0 if pool_size else 600,
        # A connection that died with its server is noticed before a request is given it.
        "CONN_HEALTH_CHECKS": True,
    }


STATE = Path(env("HONGLAM_STATE", str(PROJECT / ".state")))
# Which province runs where nobody says otherwise is data too.
_default_pack = (PROJECT / "packs" / "DEFAULT").read_text(encoding="utf-8").strip()
PACK = Path(env("HONGLAM_PACK", str(PROJECT / "packs" / _default_pack)))
FILES = Path(env("HONGLAM_FILES", str(STATE / "files")))
# The address under which a web server in front serves that folder to itself (nginx: an internal location).
FILES_ACCEL = env("HONGLAM_FILES_ACCEL")
DEMO = env_bool("HONGLAM_DEMO", False)
SIMULATORS = env_bool("HONGLAM_SIMULATORS", DEMO)
STAFF_MFA = env("HONGLAM_STAFF_MFA", "optional" if DEMO else "required")

DEBUG = False
ALLOWED_HOSTS = [host.strip() for host in env("HONGLAM_HOSTS", "127.0.0.1,localhost,[::1]").split(",") if host.strip()]
PUBLIC_URL = env("HONGLAM_PUBLIC_URL", "http://127.0.0.1:8000")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
SECRET_KEY = env("HONGLAM_SECRET_KEY")
# Keys of before: what they sealed and signed still opens, new things are under the present one.
SECRET_KEY_FALLBACKS = env("HONGLAM_SECRET_KEY_BEFORE").split()
# How many reverse proxies of ours stand in front; each appends the address it saw to X-Forwarded-For.
PROXIES = int(env("HONGLAM_PROXIES", "0"))

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
    "registries",
    "documents",
    "payments",
    "queue",
    "dossiers",
    "directives",
    "postal",
    "exchange",
    "indicators",
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
    "allauth.mfa",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "honglam.kernel.headers.SafeHeaders",
    "honglam.kernel.addresses.PlainQueries",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "honglam.ui.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "honglam.kernel.fields.ManyFields",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "honglam.identity.middleware.ActorMiddleware",
    "honglam.directory.middleware.PostMiddleware",
    "honglam.ui.refusals.RefusalPages",
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
SESSION_ENGINE = "honglam.identity.adapters.session_store"
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
# Identity's own rules judge passwords (identity/rules/passwords.py), with words that people understand.
AUTH_PASSWORD_VALIDATORS: list[dict[str, object]] = []

AUTHENTICATION_BACKENDS = ["honglam.identity.adapters.AccountBackend"]
# allauth carries the second step of signing in, asking again before delicate acts, and passkeys. Sign-up, passwords,
# contacts and OpenID Connect are identity's own services.
ACCOUNT_ADAPTER = "honglam.identity.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
MFA_ADAPTER = "honglam.identity.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "honglam.identity.forms.SecondStepForm",
    "reauthenticate": "honglam.identity.forms.SecondStepAgainForm",
    "login_webauthn": "honglam.identity.forms.PasskeySignInForm",
    "authenticate_webauthn": "honglam.identity.forms.PasskeyStepForm",
    "reauthenticate_webauthn": "honglam.identity.forms.PasskeyAgainForm",
}
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
# Browsers allow passkeys without TLS on `localhost` only; allauth would refuse even that.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = PUBLIC_URL.startswith("http://")

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

_SMS_SIMULATOR = f"{PUBLIC_URL}/gia-lap/sms"
SMS_GATEWAY_URL = env("SMS_GATEWAY_URL", _SMS_SIMULATOR if SIMULATORS else "")
SMS_GATEWAY_TOKEN = env("SMS_GATEWAY_TOKEN")
SMS_TRANSPORT = "honglam.simulators.sms.transport" if SMS_GATEWAY_URL == _SMS_SIMULATOR else ""
_ZALO_SIMULATOR = f"{PUBLIC_URL}/gia-lap/zalo"


def zalo(*, simulated: bool) -> dict[str, str]:
    """The province's Zalo Official Account; the simulator's where simulators stand, none where none is named."""
    own = simulated and not env("ZALO_APP_ID")
    return {
        "app_id": env("ZALO_APP_ID", "honglam" if own else ""),
        "secret_key": env("ZALO_SECRET_KEY", "for-the-simulator-only" if own else ""),
        "refresh_token": env("ZALO_REFRESH_TOKEN", "for-the-simulator-only" if own else ""),
        "url": env("ZALO_URL", _ZALO_SIMULATOR if own else "https://business.openapi.zalo.me"),
        "oauth_url": env("ZALO_OAUTH_URL", _ZALO_SIMULATOR if own else "https://oauth.zaloapp.com"),
        "transport": "honglam.simulators.zalo.transport" if own else "",
    }


ZALO = zalo(simulated=SIMULATORS)
_PORTAL_SIMULATOR = f"{PUBLIC_URL}/gia-lap/cong-quoc-gia"


def national_portal(*, simulated: bool) -> dict[str, str]:
    """The adapter of the national portal; the simulator's where simulators stand, nothing where none is named."""
    url = env("NATIONAL_PORTAL_URL", _PORTAL_SIMULATOR if simulated else "")
    own = url == _PORTAL_SIMULATOR
    return {
        "url": url,
        "username": env("NATIONAL_PORTAL_USERNAME", "honglam" if own else ""),
        "password": env("NATIONAL_PORTAL_PASSWORD", "for-the-simulator-only" if own else ""),
        "agency_code": env("NATIONAL_PORTAL_AGENCY_CODE"),
        "transport": "honglam.simulators.national_portal.transport" if own else "",
    }


NATIONAL_PORTAL = national_portal(simulated=SIMULATORS)


def payment_gateway(*, simulated: bool) -> dict[str, str]:
    """The online payment gateway; the simulator where none is named and simulators run."""
    simulator = f"{PUBLIC_URL}/gia-lap/thanh-toan" if simulated else ""
    url = env("PAYMENT_GATEWAY_URL", simulator)
    inside = bool(url) and url == simulator
    return {
        "url": url,
        "name": env("PAYMENT_GATEWAY_NAME", "Cổng thanh toán thử nghiệm" if inside else ""),
        "merchant": env("PAYMENT_GATEWAY_MERCHANT", "HONGLAM" if inside else ""),
        "secret": env("PAYMENT_GATEWAY_SECRET", "for-the-simulator-only" if inside else ""),
        "hash": env("PAYMENT_GATEWAY_HASH", "sha256"),
        # Where the gateway runs in this very process, so does its back channel: a worker must not wait for itself.
        "transport": "honglam.simulators.gateway.transport" if inside else "",
    }


PAYMENT_GATEWAY = payment_gateway(simulated=SIMULATORS)
# What the post's own software signs its reports with; none: no report is believed.
POSTAL_SECRET = env("POSTAL_SECRET", "for-the-simulator-only" if SIMULATORS else "")


def oidc(*, simulated: bool) -> dict[str, str]:
    """The OpenID Connect provider people may sign in with; the simulator where none is named and simulators run."""
    simulator = f"{PUBLIC_URL}/gia-lap/vneid" if simulated else ""
    issuer = env("OIDC_ISSUER", simulator)
    return {
        "issuer": issuer,
        "client_id": env("OIDC_CLIENT_ID", "honglam" if issuer == simulator else ""),
        "client_secret": env("OIDC_CLIENT_SECRET", "for-the-simulator-only" if issuer == simulator else ""),
        "name": env("OIDC_NAME", "VNeID"),
        "citizen_id_claim": env("OIDC_CITIZEN_ID_CLAIM", "citizen_id"),
        "scopes": env("OIDC_SCOPES", "openid profile phone email citizen"),
        # Where the provider runs in this very process, so does its back channel: a worker must not wait for itself.
        "transport": "honglam.simulators.vneid.transport" if issuer and issuer == simulator else "",
    }


OIDC = oidc(simulated=SIMULATORS)

# Networks besides the public one that webhooks may be posted to; the demo's receivers run on this machine.
WEBHOOK_PRIVATE = env_networks("HONGLAM_WEBHOOK_PRIVATE", "127.0.0.0/8,::1/128" if DEMO else "")

METRICS_FROM = env_networks("HONGLAM_METRICS_FROM")

# Whoever proposed a procedure's version does not decide it; off in the demo, where one account shows all turns.
PROCEDURES_SECOND_IDENTITY = env_bool("HONGLAM_SECOND_IDENTITY", not DEMO)

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

CSRF_FAILURE_VIEW = "honglam.ui.views.csrf_failure"
LOGIN_URL = "/tai-khoan/dang-nhap/"
LOGIN_REDIRECT_URL = "/"
LOGIN_REDIRECT_URL_STAFF = "/can-bo/"
LOGOUT_REDIRECT_URL = "/"
