"""The strict test room: no pool, cheap password hashing, the smallest pack, everything on this machine."""

import tempfile
import zlib
from pathlib import Path

from honglam.settings.base import *  # noqa: F403
from honglam.settings.base import PROJECT, database, env, national_portal, oidc, payment_gateway, zalo

SECRET_KEY = "only-for-tests"  # noqa: S105
DATABASES = {"default": database(env("HONGLAM_TEST_DATABASE_URL", "postgresql:///honglam_test"), pool_size=0)}
DATABASES["default"]["CONN_MAX_AGE"] = 0
# Two clones on one machine must not meet in one folder.
STATE = Path(tempfile.gettempdir()) / f"honglam-test-state-{zlib.crc32(str(PROJECT).encode()):08x}"
FILES = STATE / "files"
STATIC_ROOT = STATE / "static"
PACK = PROJECT / "packs" / "trivial"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
DEMO = False
SIMULATORS = True
WEBHOOK_PRIVATE = []
OIDC = oidc(simulated=True)
NATIONAL_PORTAL = national_portal(simulated=False)
ZALO = zalo(simulated=False)
PAYMENT_GATEWAY = payment_gateway(simulated=True)
POSTAL_SECRET = "for-the-simulator-only"  # noqa: S105
STAFF_MFA = "optional"
PROCEDURES_SECOND_IDENTITY = False
# A test that changes the calendar or the catalogue must not meet those of the test before it.
CALENDAR_RECHECK_SECONDS = 0
CATALOGUE_RECHECK_SECONDS = 0
FIGURES_KEPT_SECONDS = 0
