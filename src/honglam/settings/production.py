"""A served installation: static files carry their hash in their name and are kept for a year by browsers."""

from honglam.settings.base import *  # noqa: F403
from honglam.settings.base import SECRET_KEY

if not SECRET_KEY:
    raise SystemExit(
        "HONGLAM_SECRET_KEY is not set. `honglam up` makes one by itself; elsewhere set a long random text."
    )

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600
